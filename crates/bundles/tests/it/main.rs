//! Bundles from outside: the real services, broken ones, archives, commands.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test that cannot go on stops"
)]

mod archives;
mod broken;
mod commands;
mod nested;
mod rules;
mod services;

use bundles::{Bundle, FileTree};
use std::path::PathBuf;

const SERVICES: [&str; 3] = ["accesso-atti", "accesso-soup", "immediato-sostegno"];

fn folder(service: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../bundles")
        .join(service)
}

fn load(service: &str) -> Bundle {
    Bundle::load(&folder(service)).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{service} does not load:\n{}", lines.join("\n"))
    })
}

fn tree(service: &str) -> FileTree {
    FileTree::read(&folder(service)).expect("the folder is readable")
}

/// The files of a service with one of them changed, or added.
fn with(service: &str, path: &str, text: &str) -> FileTree {
    let mut changed = FileTree::default();
    for (name, bytes) in tree(service).iter().filter(|(name, _)| *name != path) {
        changed.insert(name, bytes.to_vec()).expect("sound");
    }
    changed.insert(path, text.as_bytes().to_vec()).expect("sound");
    changed
}

/// The files of a service with a passage of one replaced.
fn edited(service: &str, path: &str, from: &str, to: &str) -> FileTree {
    let files = tree(service);
    let text = files.text(path).expect("there");
    assert!(text.contains(from), "{path} has no «{from}»");
    with(service, path, &text.replacen(from, to, 1))
}
