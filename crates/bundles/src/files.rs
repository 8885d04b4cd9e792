//! The files of a bundle in memory: named, limited, the same bytes on every machine.

use crate::BundleProblem;
use std::collections::BTreeMap;
use std::path::Path;

/// Largest file, in bytes.
pub const MAX_FILE: usize = 1024 * 1024;
/// Largest bundle, in bytes.
pub const MAX_TOTAL: usize = 8 * 1024 * 1024;
/// Most files.
pub const MAX_FILES: usize = 300;
/// Deepest folder.
const MAX_DEPTH: usize = 3;
/// Endings of texts, whose line ends are made regular.
const TEXTS: [&str; 6] = ["toml", "json", "txt", "typ", "md", "svg"];

/// Files by path inside the bundle, in order of path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree(BTreeMap<String, Vec<u8>>);

impl FileTree {
    /// Reads a folder. Names that begin with a dot are passed over; links are refused.
    pub fn read(dir: &Path) -> Result<FileTree, Vec<BundleProblem>> {
        let mut tree = FileTree::default();
        let mut problems = Vec::new();
        tree.read_into(dir, "", 1, &mut problems);
        if problems.is_empty() {
            Ok(tree)
        } else {
            Err(problems)
        }
    }

    fn read_into(&mut self, dir: &Path, prefix: &str, depth: usize, problems: &mut Vec<BundleProblem>) {
        let name_of = if prefix.is_empty() { "." } else { prefix };
        let entries = match std::fs::read_dir(dir) {
            Ok(entries) => entries,
            Err(error) => {
                let what = format!("la cartella non si legge: {error}");
                problems.push(BundleProblem::new(
                    name_of,
                    "",
                    what,
                    "controllare percorso e permessi",
                ));
                return;
            }
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = format!("{prefix}{name}");
            let kind = entry.file_type();
            let is = |test: fn(&std::fs::FileType) -> bool| kind.as_ref().is_ok_and(test);
            if is(std::fs::FileType::is_dir) && depth < MAX_DEPTH {
                self.read_into(&entry.path(), &format!("{path}/"), depth + 1, problems);
            } else if is(std::fs::FileType::is_file) {
                self.read_file(&entry.path(), &path, problems);
            } else {
                let what = "non è un file ordinario, o è troppo in profondità";
                problems.push(BundleProblem::new(
                    &path,
                    "",
                    what,
                    "usare solo file e una cartella di livello",
                ));
            }
        }
    }

    fn read_file(&mut self, from: &Path, path: &str, problems: &mut Vec<BundleProblem>) {
        // The size is asked first, so that a huge file is refused without being read.
        let size = std::fs::metadata(from).map_or(u64::MAX, |meta| meta.len());
        if size > MAX_FILE as u64 {
            let what = "il file supera 1 MB o non si legge";
            problems.push(BundleProblem::new(path, "", what, "ridurre il file"));
            return;
        }
        match std::fs::read(from) {
            Ok(bytes) => {
                if let Err(problem) = self.insert(path, bytes) {
                    problems.push(problem);
                }
            }
            Err(error) => {
                let what = format!("il file non si legge: {error}");
                problems.push(BundleProblem::new(path, "", what, "controllare i permessi"));
            }
        }
    }

    /// Adds a file; texts lose their byte order mark and get plain line ends.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), BundleProblem> {
        let refuse = |what: &str, remedy: &str| Err(BundleProblem::new(path, "", what, remedy));
        if !is_safe_path(path) {
            return refuse(
                "il nome del file non è ammesso",
                "usare lettere minuscole, cifre, punto, - e _",
            );
        }
        if !is_expected(path) {
            return refuse(
                "il file non è previsto in un pacchetto di servizio",
                "toglierlo o spostarlo",
            );
        }
        if bytes.len() > MAX_FILE || self.total() + bytes.len() > MAX_TOTAL || self.0.len() >= MAX_FILES {
            return refuse(
                "il pacchetto è troppo grande",
                "restare sotto 300 file, 1 MB per file, 8 MB in tutto",
            );
        }
        let bytes = if is_text(path) {
            match regular_text(bytes) {
                Some(bytes) => bytes,
                None => return refuse("il file non è un testo UTF-8", "salvarlo in UTF-8"),
            }
        } else {
            bytes
        };
        if self.0.insert(path.to_owned(), bytes).is_some() {
            return refuse("il file compare due volte", "lasciarne uno");
        }
        Ok(())
    }

    /// Total size in bytes.
    pub fn total(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.bytes(path).and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// Every file, in order of path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }

    /// The files of a folder with an ending, by the name without folder and ending.
    pub fn in_folder<'a>(
        &'a self,
        folder: &'a str,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.keys().filter_map(move |path| {
            let name = path.strip_prefix(folder)?.strip_prefix('/')?;
            Some((path.as_str(), name.strip_suffix(ending)?.strip_suffix('.')?))
        })
    }

    /// Writes the files below a folder that is there and empty, or is not there.
    pub fn write(&self, dir: &Path) -> std::io::Result<()> {
        for (path, bytes) in self.iter() {
            let target = dir.join(path);
            if let Some(parent) = target.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(target, bytes)?;
        }
        Ok(())
    }
}

/// Plain relative names only: no way out of the folder, no names that differ between machines.
fn is_safe_path(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b))
    };
    path.len() <= 120 && parts.len() <= MAX_DEPTH && (path == "README.md" || parts.iter().all(plain))
}

fn is_expected(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    match path.split_once('/') {
        None => [
            "service.toml",
            "form.json",
            "flow.toml",
            "rules.toml",
            "README.md",
        ]
        .contains(&path),
        Some(("forms", _)) => ending == "json",
        Some(("messages", _)) => ending == "txt",
        Some(("documents", _)) => ["txt", "typ", "png", "svg"].contains(&ending),
        Some(("texts" | "examples", _)) => ending == "toml",
        Some(_) => false,
    }
}

fn is_text(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, ending)| TEXTS.contains(&ending))
}

fn regular_text(bytes: Vec<u8>) -> Option<Vec<u8>> {
    let text = String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    Some(text.replace("\r\n", "\n").into_bytes())
}
