//! A file of Rust holds at most 400 lines of code: a reader takes it in whole.

use super::Violation;
use crate::{rust, tree::Tree};

/// Lines with something else than blanks and comments; tests are not counted.
const LIMIT: usize = 400;

/// Files beyond the limit.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let files = tree.rust().filter(|file| !file.is_test());
    files
        .filter_map(|file| {
            let lines = lines_of_code(&file.text);
            (lines > LIMIT).then(|| Violation {
                rule: "size",
                path: file.path.clone(),
                line: 0,
                text: format!("{lines} lines of code, at most {LIMIT}: give a part its own module"),
            })
        })
        .collect()
}

fn lines_of_code(source: &str) -> usize {
    // The inside of a text spread over lines is hidden too; what counts is what must be read as code.
    rust::without_tests(&rust::mask(source).code)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::File;

    #[test]
    fn blanks_comments_and_tests_do_not_count() {
        assert_eq!(
            lines_of_code("// a\n\nfn a() {\n}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n"),
            2
        );
    }

    #[test]
    fn a_file_over_the_limit_is_told() {
        let long = "fn a() {}\n".repeat(LIMIT + 1);
        let tree = Tree::of(vec![
            File::new("crates/x/src/a.rs", &long),
            File::new("crates/x/tests/it/b.rs", &long),
            File::new("crates/x/src/c.rs", &"fn a() {}\n".repeat(LIMIT)),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|violation| violation.path).collect();
        assert_eq!(found, ["crates/x/src/a.rs"]);
    }
}
