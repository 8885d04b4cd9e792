//! Sets of UTF-16 units: classes and their shorthands.

/// A set of UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Set {
    pub(super) negated: bool,
    pub(super) ranges: Vec<(u16, u16)>,
}

pub(super) fn complement(mut ranges: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    ranges.sort_unstable();
    let mut out = Vec::new();
    let mut next = 0_u32;
    for (low, high) in ranges {
        if u32::from(low) > next {
            out.push((next as u16, low - 1));
        }
        next = next.max(u32::from(high) + 1);
    }
    if next <= 0xFFFF {
        out.push((next as u16, 0xFFFF));
    }
    out
}

pub(super) fn shorthand(letter: char) -> Option<Set> {
    let ranges: &[(u16, u16)] = match letter.to_ascii_lowercase() {
        'd' => &[(0x30, 0x39)],
        'w' => &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)],
        's' => &[
            (9, 13),
            (32, 32),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ],
        _ => return None,
    };
    Some(Set {
        negated: letter.is_ascii_uppercase(),
        ranges: ranges.to_vec(),
    })
}

pub(super) fn line_ends(negated: bool) -> Set {
    Set {
        negated,
        ranges: vec![(10, 10), (13, 13), (0x2028, 0x2029)],
    }
}
