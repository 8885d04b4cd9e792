//! The routes of the product, read from its sources: nobody can add one unseen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every route of the sources, as method and path.
pub(crate) fn routes() -> BTreeSet<(String, String)> {
    let mut routes = BTreeSet::new();
    for text in texts() {
        for call in text.split(".route(").skip(1) {
            routes.extend(methods(call));
        }
    }
    assert!(routes.len() > 50, "the scan found {}", routes.len());
    routes
}

/// The sources of the product, tests aside.
pub(crate) fn texts() -> Vec<String> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(crates).unwrap() {
        let folder = entry.unwrap().path();
        // The floors of the benchmarks are servers of their own, never the product's.
        if folder.ends_with("bench") {
            continue;
        }
        for file in sources(&folder.join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            texts.push(text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned());
        }
    }
    texts
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files
}

/// The methods of one call of `route`, from what follows its opening parenthesis.
fn methods(call: &str) -> Vec<(String, String)> {
    let mut depth = 1;
    let end = call.char_indices().find_map(|(at, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        (depth == 0).then_some(at)
    });
    let call = &call[..end.unwrap_or(call.len())];
    let Some(path) = call
        .trim_start()
        .strip_prefix('"')
        .and_then(|rest| rest.split('"').next())
    else {
        return Vec::new();
    };
    let handlers = call.split_once(',').map_or("", |(_, handlers)| handlers);
    let words = handlers.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '(');
    let named = words
        .filter_map(|word| word.split_once('('))
        .map(|(word, _)| word);
    named
        .filter(|word| ["get", "post", "put", "delete", "patch", "any"].contains(word))
        .map(|word| (word.to_uppercase(), path.to_owned()))
        .collect()
}
