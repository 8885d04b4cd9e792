//! No module is a drawer: a name says what is inside.

use super::Violation;
use crate::tree::Tree;

const DRAWERS: &[&str] = &[
    "util", "utils", "common", "helper", "helpers", "core", "manager", "managers", "misc", "shared",
];

/// Files and folders of Rust with the name of a drawer.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let named = tree.rust().filter_map(|file| {
        let mut parts = file.path.trim_end_matches(".rs").split('/').skip(1);
        let drawer = parts.find(|part| DRAWERS.contains(part))?;
        Some(Violation {
            rule: "names",
            path: file.path.clone(),
            line: 0,
            text: format!("`{drawer}` says nothing: name the module after what it holds"),
        })
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::File;

    #[test]
    fn drawers_are_found_as_file_and_as_folder() {
        let files = [
            "crates/x/src/util.rs",
            "crates/x/src/core/a.rs",
            "crates/x/src/corner.rs",
            "crates/x/src/uncommon.rs",
        ];
        let tree = Tree::of(files.iter().map(|path| File::new(path, "")).collect());
        assert_eq!(check(&tree).len(), 2);
    }
}
