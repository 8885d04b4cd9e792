//! The text files of the working tree, read once.

use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// Folders that hold nothing written by hand.
const SKIPPED: &[&str] = &[
    "target",
    "node_modules",
    ".git",
    ".node",
    "data",
    "dist",
    "output",
];

/// Kinds of file that are text.
const TEXT: &[&str] = &[
    "rs", "toml", "md", "html", "ftl", "sql", "scss", "js", "mjs", "ts", "json", "sh", "yml", "yaml", "typ",
    "tsv", "txt", "py", "service", "conf",
];

/// A text file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Path from the root of the repository, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl File {
    #[cfg(test)]
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Name without folders.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it is Rust.
    pub(crate) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// Whether all of it is test code, by its place.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.name() == "tests.rs" || self.name().ends_with("_tests.rs")
    }
}

/// The working tree.
pub(crate) struct Tree {
    /// The root of the repository.
    pub(crate) root: PathBuf,
    /// Text files, in order of path.
    pub(crate) files: Vec<File>,
    paths: BTreeSet<String>,
}

/// The root of the repository this command was built from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

impl Tree {
    /// Reads every text file below `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let mut tree = Self {
            root: root.to_path_buf(),
            files: Vec::new(),
            paths: BTreeSet::new(),
        };
        tree.visit(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    #[cfg(test)]
    pub(crate) fn of(files: Vec<File>) -> Self {
        let paths = files.iter().map(|file| file.path.clone()).collect();
        Self {
            root: PathBuf::new(),
            files,
            paths,
        }
    }

    /// Whether a file or folder of this path exists, text or not.
    pub(crate) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        path.is_empty() || self.paths.contains(path) || self.folder(path)
    }

    fn folder(&self, path: &str) -> bool {
        let below = format!("{path}/");
        self.paths
            .range(below.clone()..)
            .next()
            .is_some_and(|next| next.starts_with(&below))
    }

    /// The file of this path.
    pub(crate) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Rust files below `crates/`.
    pub(crate) fn rust(&self) -> impl Iterator<Item = &File> {
        self.files
            .iter()
            .filter(|file| file.is_rust() && file.path.starts_with("crates/"))
    }

    fn visit(&mut self, folder: &Path, below: &str) -> Result<()> {
        let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if below.is_empty() {
                name.clone()
            } else {
                format!("{below}/{name}")
            };
            if entry.file_type()?.is_dir() {
                if !SKIPPED.contains(&name.as_str()) || path.starts_with("crates/") {
                    self.visit(&entry.path(), &path)?;
                }
                continue;
            }
            let kind = name.rsplit('.').next().unwrap_or_default();
            if TEXT.contains(&kind) || !name.contains('.') {
                // A file that is not UTF-8 is not text; a file that went away meanwhile is none.
                if let Ok(text) = std::fs::read_to_string(entry.path()) {
                    self.files.push(File {
                        path: path.clone(),
                        text,
                    });
                }
            }
            self.paths.insert(path);
        }
        Ok(())
    }
}
