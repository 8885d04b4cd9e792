//! The glossary pairs every table with its Italian word, and the types it names exist.

use super::Violation;
use crate::tree::Tree;

const GLOSSARY: &str = "docs/glossary.md";

/// Tables without a word, and names of types that no crate has.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let Some(page) = tree.file(GLOSSARY) else {
        return vec![violation(0, format!("{GLOSSARY} is missing"))];
    };
    let tables = tree
        .files
        .iter()
        .filter(|file| file.path.starts_with("crates/store/migrations/"));
    let tables = tables.flat_map(|file| {
        file.text
            .lines()
            .filter_map(|line| line.strip_prefix("create ")?.strip_prefix("table "))
    });
    let tables = tables.filter_map(|rest| rest.split([' ', '(']).next());
    let named = |table: &str| {
        ["`", "."]
            .iter()
            .any(|end| page.text.contains(&format!("`{table}{end}")))
    };
    let unnamed = tables.filter(|table| !named(table));
    let mut found: Vec<Violation> = unnamed
        .map(|table| violation(0, format!("the table {table} has no word")))
        .collect();
    for (at, line) in page.text.lines().enumerate() {
        let names = line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter_map(|name| name.split_once("::"));
        let unknown = names.filter(|(package, item)| !exists(tree, package, item));
        found.extend(
            unknown.map(|(package, item)| violation(at + 1, format!("{package}::{item} does not exist"))),
        );
    }
    found
}

/// Whether the crate says the name anywhere as a word of its code: types of a macro are named there only. What begins
/// with a type of some crate (`Role::Officer`) is looked for everywhere.
fn exists(tree: &Tree, package: &str, item: &str) -> bool {
    let below = format!("crates/{package}/src/");
    let anywhere = package.starts_with(char::is_uppercase);
    let last = item.rsplit("::").next().unwrap_or(item);
    tree.rust()
        .filter(|file| anywhere || file.path.starts_with(&below))
        .any(|file| file.path.ends_with(&format!("/{last}.rs")) || has_word(&file.text, last))
}

fn has_word(text: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: usize| !text[..at].ends_with(letter) && !text[at + word.len()..].starts_with(letter);
    text.match_indices(word).any(|(at, _)| whole(at))
}

fn violation(line: usize, text: String) -> Violation {
    Violation {
        rule: "glossary",
        path: GLOSSARY.to_owned(),
        line,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::File;

    #[test]
    fn every_table_has_a_word_and_every_type_exists() {
        let page =
            "| ente | body | `bodies`, `bodies::Body`, `Role::Officer` |\n| x | y | `bodies::Gone` |\n";
        let tree = Tree::of(vec![
            File::new("docs/glossary.md", page),
            File::new(
                "crates/store/migrations/0001_core.sql",
                "create table bodies (\ncreate table drafts (\n",
            ),
            File::new(
                "crates/bodies/src/model.rs",
                "pub struct Body;\nenum Role { Officer }\n",
            ),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|violation| violation.text).collect();
        assert_eq!(
            found,
            ["the table drafts has no word", "bodies::Gone does not exist"]
        );
    }
}
