//! Tests that claim a requirement, found by their names: `proc_13_second_request_does_not_suspend`.
//! Examples of bundles count too: they are run as tests, and their title names what they show.

use crate::{
    rust,
    tree::{File, Tree},
};
use std::collections::BTreeSet;

/// A test and what it claims to prove.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Proof {
    /// Identifiers as in the list: `PROC-13`.
    pub(crate) ids: Vec<String>,
    /// The file.
    pub(crate) path: String,
    /// Name of the function, or title in the browser.
    pub(crate) name: String,
}

/// Every test whose name begins with an identifier of one of the families.
pub(crate) fn find(tree: &Tree, families: &BTreeSet<String>) -> Vec<Proof> {
    let mut proofs = Vec::new();
    for file in &tree.files {
        let names = if file.is_rust() {
            rust_tests(file)
        } else if file.path.starts_with("e2e/")
            && [".ts", ".js", ".mjs"].iter().any(|end| file.path.ends_with(end))
        {
            browser_titles(&file.text)
        } else if file.path.starts_with("bundles/") && file.path.contains("/examples/") {
            example_title(&file.text).into_iter().collect()
        } else {
            continue;
        };
        for name in names {
            let ids = ids(&name, families);
            if !ids.is_empty() {
                proofs.push(Proof {
                    ids,
                    path: file.path.clone(),
                    name,
                });
            }
        }
    }
    proofs.sort();
    proofs.dedup();
    proofs
}

/// The identifiers a name begins with: `fen_63_fen_65_the_notice` claims two.
pub(crate) fn ids(name: &str, families: &BTreeSet<String>) -> Vec<String> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words
        .chunks(2)
        .map_while(|pair| {
            let [family, number] = pair else { return None };
            let numbered = number.len() == 2 && number.bytes().all(|byte| byte.is_ascii_digit());
            let family = family.to_uppercase();
            (numbered && families.contains(&family)).then(|| format!("{family}-{number}"))
        })
        .collect()
}

/// Names of functions in test code, those that `#[ignore]` switches off left out.
fn rust_tests(file: &File) -> Vec<String> {
    let masked = rust::mask(&file.text).code;
    let code = if file.is_test() {
        masked
    } else {
        rust::split_tests(&masked).1
    };
    let mut names = Vec::new();
    let mut ignored = false;
    for line in code.lines().map(str::trim) {
        ignored |= line.starts_with("#[ignore");
        let Some((before, after)) = line.split_once("fn ") else {
            continue;
        };
        if matches!(before.trim(), "" | "async" | "pub" | "pub async") {
            let name: String = after
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if !ignored {
                names.push(name);
            }
            ignored = false;
        }
    }
    names
}

/// Titles of browser tests: every text literal; those that begin with no identifier claim nothing.
fn browser_titles(text: &str) -> Vec<String> {
    let quotes = ['"', '\'', '`'];
    text.match_indices(quotes)
        .filter_map(|(at, _)| quoted(&text[at..]))
        .collect()
}

/// The title of an example of a bundle: `title = "PROC-60: …"`.
fn example_title(text: &str) -> Option<String> {
    let rest = text.lines().find_map(|line| line.strip_prefix("title = \""))?;
    rest.strip_suffix('"').map(str::to_owned)
}

fn quoted(text: &str) -> Option<String> {
    let quote = text.chars().next()?;
    let (title, _) = text[1..].split_once(quote)?;
    (!title.contains('\n') && title.starts_with(|c: char| c.is_ascii_alphabetic())).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn families() -> BTreeSet<String> {
        ["PROC", "FEN", "G"].map(String::from).into()
    }

    #[test]
    fn a_name_can_claim_several_requirements() {
        assert_eq!(ids("fen_63_fen_65_the_notice", &families()), ["FEN-63", "FEN-65"]);
        assert_eq!(ids("g_46 in at 23_00", &families()), ["G-46"]);
        assert_eq!(ids("proc_13: once", &families()), ["PROC-13"]);
        assert!(ids("remainder_97", &families()).is_empty());
        assert!(ids("proc_7_short", &families()).is_empty());
        assert!(ids("a_notice_proc_13", &families()).is_empty());
    }

    #[test]
    fn only_test_code_that_runs_counts() {
        let files = vec![
            File::new(
                "crates/x/src/a.rs",
                "fn proc_01_no() {}\n#[cfg(test)]\nmod tests {\n #[test]\n fn proc_02_yes() {}\n}\n",
            ),
            File::new(
                "crates/x/tests/it/b.rs",
                "#[ignore]\nfn proc_03_no() {}\nasync fn proc_04_yes(db: Db) {}\n// fn proc_05_no()\n",
            ),
            File::new(
                "e2e/a.spec.mjs",
                "test('proc_06 the desk', async () => {});\n// it isn't 'said' of proc_07\nconst x = 'no proc_07';",
            ),
            File::new(
                "bundles/x/examples/a.toml",
                "schema = 1\ntitle = \"PROC-08, PROC-09: le date\"\n",
            ),
        ];
        let found = find(&Tree::of(files), &families());
        let found: BTreeSet<_> = found.into_iter().flat_map(|proof| proof.ids).collect();
        let expected = ["PROC-02", "PROC-04", "PROC-06", "PROC-08", "PROC-09"];
        assert_eq!(found, expected.map(String::from).into());
    }
}
