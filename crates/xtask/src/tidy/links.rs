//! What the pages of documentation point to exists: links, headings, and code named as `path` or `path::item`.

use super::Violation;
use crate::tree::{File, Tree};

/// First folders of a path that is meant to be followed.
const ROOTS: &[&str] = &["crates/", "bundles/", "docs/", "assets/", "scripts/", "locales/"];
/// Pictures that the browser tests take.
const PICTURES: &str = "docs/images/";
/// Pages that commands of this repository write: what they hold is right when they are made.
const GENERATED: &[&str] = &["docs/requirements.md", "docs/performance.md"];
/// Made by a build, hence not there before one.
const BUILT: &str = "assets/dist";

/// Dead ends.
pub(crate) fn check(tree: &Tree) -> Vec<Violation> {
    let pages = tree
        .files
        .iter()
        .filter(|file| file.path.ends_with(".md") && !GENERATED.contains(&file.path.as_str()));
    pages.flat_map(|page| dead_ends(tree, page)).collect()
}

fn dead_ends(tree: &Tree, page: &File) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut fenced = false;
    for (at, line) in page.text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        let links = links(line).filter_map(|target| dead_link(tree, page, target));
        let names = code_names(line).filter_map(|name| dead_name(tree, name));
        found.extend(links.chain(names).map(|text| Violation {
            rule: "links",
            path: page.path.clone(),
            line: at + 1,
            text,
        }));
    }
    found
}

fn links(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

fn code_names(line: &str) -> impl Iterator<Item = &str> {
    let plain = |name: &&str| !name.contains([' ', '*', '{', '<', '…', '$']);
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter(plain)
        .filter(|name| ROOTS.iter().any(|root| name.starts_with(root)))
}

fn dead_link(tree: &Tree, page: &File, target: &str) -> Option<String> {
    let elsewhere = ["http://", "https://", "mailto:"]
        .iter()
        .any(|start| target.starts_with(start));
    if elsewhere || target.is_empty() {
        return None;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let path = if path.is_empty() {
        page.path.clone()
    } else {
        resolve(&page.path, path)
    };
    if path.starts_with(PICTURES) || GENERATED.contains(&path.as_str()) {
        return None;
    }
    if !tree.has(&path) {
        return Some(format!("link to {target}: nothing there"));
    }
    let headings = tree
        .file(&path)
        .map(|file| file.text.lines().filter_map(anchor).collect::<Vec<_>>());
    let missing = !heading.is_empty() && !headings.is_some_and(|list| list.iter().any(|one| one == heading));
    missing.then(|| format!("link to {target}: no such heading"))
}

fn resolve(page: &str, target: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The anchor that code hosting sites give to a heading.
fn anchor(line: &str) -> Option<String> {
    let title = line
        .strip_prefix('#')?
        .trim_start_matches('#')
        .strip_prefix(' ')?;
    let kept = title.to_lowercase();
    let kept = kept
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    Some(kept.map(|c| if c == ' ' { '-' } else { c }).collect())
}

fn dead_name(tree: &Tree, name: &str) -> Option<String> {
    let (path, item) = name.split_once("::").unwrap_or((name, ""));
    let made = path.starts_with(PICTURES) || path.starts_with(BUILT) || GENERATED.contains(&path);
    // `NNNN` stands for a number in the explanation of how files are called.
    if made || path.contains("NNNN") {
        return None;
    }
    if !tree.has(path) {
        return Some(format!("`{name}`: no such path"));
    }
    let item = item
        .trim_end_matches("()")
        .rsplit("::")
        .next()
        .unwrap_or_default();
    if item.is_empty() {
        return None;
    }
    let kinds = [
        "fn",
        "struct",
        "enum",
        "trait",
        "const",
        "static",
        "type",
        "mod",
        "macro_rules!",
    ];
    let text = &tree.file(path)?.text;
    let defined = kinds.iter().any(|kind| {
        let opening = format!("{kind} {item}");
        text.match_indices(&opening)
            .any(|(at, _)| !text[at + opening.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    });
    (!defined).then(|| format!("`{name}`: the file defines no {item}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let tree = Tree::of(vec![
            File::new("docs/a.md", text),
            File::new("docs/b.md", "# Title\n\n## Two words, and more\n"),
            File::new("crates/x/src/a.rs", "pub fn commit() {}\nstruct Batch;\n"),
        ]);
        check(&tree).into_iter().map(|violation| violation.text).collect()
    }

    #[test]
    fn links_resolve_from_the_folder_of_the_page() {
        assert!(
            found("[b](b.md) [c](../crates/x/) [d](https://example.org/x) [e](../crates/x/src/a.rs)")
                .is_empty()
        );
        assert_eq!(found("[b](c.md)").len(), 1);
        assert!(found("[b](b.md#two-words-and-more) [b](b.md#title)").is_empty());
        assert_eq!(found("[b](b.md#three)").len(), 1);
    }

    #[test]
    fn code_that_is_named_exists() {
        assert!(
            found("`crates/x/src/a.rs` `crates/x/src/a.rs::commit` `crates/x/src/a.rs::Batch` `crates/x`")
                .is_empty()
        );
        assert_eq!(found("`crates/y/src/a.rs` and `crates/x/src/a.rs::com`").len(), 2);
        assert!(found("`crates/{a,b}/x` `crates/*/x`").is_empty());
    }

    #[test]
    fn examples_in_fences_and_pictures_are_left_alone() {
        assert!(found("```\n[b](c.md)\n```\n![p](images/portale.png)").is_empty());
    }
}
