//! Words that must not be committed: notes of unfinished work, paths of somebody's machine, tests switched off.

use super::Violation;
use crate::{
    rust,
    tree::{File, Tree},
};

// Written in two halves so that this file passes.
const NOTES: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME")];
const PATHS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
];
const OFF: &str = concat!("#[igno", "re");

/// Files made by tools or copied whole.
const SKIPPED: &[&str] = &[
    "Cargo.lock",
    "package-lock.json",
    "LICENSE",
    "OFL.txt",
    "requirements.tsv",
];

/// Lines with such a word.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let files = tree
        .files
        .iter()
        .filter(|file| !SKIPPED.contains(&file.name()) && !file.path.ends_with(".tsv"));
    files.flat_map(lines).collect()
}

fn lines(file: &File) -> Vec<Violation> {
    let violation = |line: usize, text: String| Violation {
        rule: "words",
        path: file.path.clone(),
        line,
        text,
    };
    let mut found = Vec::new();
    for (at, line) in file.text.lines().enumerate() {
        if let Some(note) = NOTES.iter().find(|note| has_word(line, note)) {
            found.push(violation(
                at + 1,
                format!("`{note}`: do it, or write down why not where users read it"),
            ));
        }
        if let Some(path) = PATHS.iter().find(|path| has_path(line, path)) {
            found.push(violation(at + 1, format!("`{path}…` is a path of one machine")));
        }
    }
    if file.is_rust() {
        let code = rust::mask(&file.text).code;
        let off = code
            .lines()
            .enumerate()
            .filter(|(_, line)| line.trim_start().starts_with(OFF));
        found.extend(off.map(|(at, _)| violation(at + 1, "a test switched off proves nothing".to_owned())));
    }
    found
}

fn has_word(line: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(letter) && !line[at + word.len()..].starts_with(letter))
}

/// The path at its root: `docs/work/` is another.
fn has_path(line: &str, path: &str) -> bool {
    line.match_indices(path)
        .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "_-.}".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::of(vec![File::new(path, text)])).len()
    }

    #[test]
    fn notes_and_paths_are_found_as_whole_words() {
        assert_eq!(found("a.md", &format!("{}: later", NOTES[0])), 1);
        assert_eq!(found("a.md", &format!("MA{}RE", NOTES[0])), 0);
        assert_eq!(found("a.sh", &format!("cd {}project", PATHS[0])), 1);
        assert_eq!(found("a.sh", &format!("cd docs{}project", PATHS[0])), 0);
        assert_eq!(found("Cargo.lock", NOTES[0]), 0);
    }

    #[test]
    fn tests_switched_off_are_found_in_code_only() {
        assert_eq!(found("crates/x/src/a.rs", &format!("{OFF}]\nfn a() {{}}")), 1);
        assert_eq!(found("crates/x/src/a.rs", &format!("// {OFF}]\nfn a() {{}}")), 0);
    }
}
