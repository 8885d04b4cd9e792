//! SQL stands only in files called `repo.rs` or below a folder `repo/`, one query per function.

use super::Violation;
use crate::{
    rust,
    tree::{File, Tree},
};

/// Statements outside their place, test code aside.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    tree.rust()
        .filter(|file| !has_place(file))
        .flat_map(statements)
        .collect()
}

fn has_place(file: &File) -> bool {
    file.is_test() || file.name() == "repo.rs" || file.path.contains("/repo/") || !file.path.contains("/src/")
}

fn statements(file: &File) -> Vec<Violation> {
    let masked = rust::mask(&file.text);
    let kept = rust::without_tests(&masked.code);
    let kept: Vec<&str> = kept.lines().collect();
    let outside_tests = |line: usize| kept.get(line - 1).is_some_and(|code| code.contains('"'));
    let found = masked
        .texts
        .iter()
        .filter(|(line, text)| is_sql(text) && outside_tests(*line));
    found
        .map(|(line, _)| Violation {
            rule: "sql",
            path: file.path.clone(),
            line: *line,
            text: "a statement outside repo.rs: move it there as a function named after its question"
                .to_owned(),
        })
        .collect()
}

fn is_sql(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().take(40).collect();
    let then = |word: &str| words.iter().skip(1).any(|other| *other == word);
    match words.first().copied() {
        Some("select") => then("from"),
        Some("insert") => words.get(1) == Some(&"into"),
        Some("delete") => words.get(1) == Some(&"from"),
        Some("update") => then("set"),
        Some("with") => then("as") && then("select"),
        Some("create" | "alter" | "drop") => then("table") || then("index"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in [
            "select a\n from b",
            "insert into a values ($1)",
            "update a set b = 1",
            "with x as (select 1) select",
        ] {
            assert!(is_sql(sql), "{sql}");
        }
        for words in [
            "select",
            "Select a service",
            "update",
            "with love",
            "delete the file from here",
            "create",
        ] {
            assert!(!is_sql(words) || words.starts_with("delete from"), "{words}");
        }
    }

    #[test]
    fn only_repositories_and_tests_may_hold_statements() {
        let text =
            "fn a() { q(\"delete from a\") }\n#[cfg(test)]\nmod tests { fn b() { q(\"delete from b\") } }\n";
        let paths = [
            "crates/x/src/service.rs",
            "crates/x/src/repo.rs",
            "crates/x/src/repo/a.rs",
            "crates/x/src/a/tests.rs",
        ];
        let tree = Tree::of(paths.iter().map(|path| File::new(path, text)).collect());
        let found = check(&tree);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/x/src/service.rs", 1)
        );
    }
}
