//! Capturing groups, counted before parsing.

use super::char_of;

/// Counts capturing groups first, because a back-reference may stand before its group.
pub(super) fn count_groups(units: &[u16]) -> (usize, Vec<(String, usize)>) {
    let (mut at, mut in_class, mut total, mut names) = (0, false, 0, Vec::new());
    while at < units.len() {
        match char_of(units[at]) {
            '\\' => at += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let next = units.get(at + 1).copied().map(char_of);
                let third = units.get(at + 2).copied().map(char_of);
                let fourth = units.get(at + 3).copied().map(char_of);
                if next != Some('?') {
                    total += 1;
                } else if third == Some('<') && fourth != Some('=') && fourth != Some('!') {
                    total += 1;
                    let name: Vec<u16> = units[at + 3..]
                        .iter()
                        .copied()
                        .take_while(|u| char_of(*u) != '>')
                        .collect();
                    names.push((String::from_utf16_lossy(&name), total));
                }
            }
            _ => {}
        }
        at += 1;
    }
    (total, names)
}
