//! Forms that the form includes: `forms/<id>.json`, found by the name the component gives them.

use crate::files::FileTree;
use crate::problem::BundleProblem;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

const FOLDER: &str = "forms";

/// The forms of a bundle that another may include, and which of them are included.
pub(crate) struct NestedForms {
    forms: BTreeMap<String, Value>,
    used: RefCell<BTreeSet<String>>,
}

impl NestedForms {
    pub(crate) fn read(files: &FileTree, problems: &mut Vec<BundleProblem>) -> Self {
        let mut forms = BTreeMap::new();
        for (path, name) in files.in_folder(FOLDER, "json") {
            match read_json(path, files.text(path).unwrap_or_default()) {
                Ok(form) => {
                    forms.insert(name.to_owned(), form);
                }
                Err(problem) => problems.push(problem),
            }
        }
        Self {
            forms,
            used: RefCell::default(),
        }
    }

    /// The form of a name as a component gives it.
    pub(crate) fn find(&self, name: &str) -> Option<Value> {
        let file = file_name(name);
        let found = self.forms.get(&file).cloned()?;
        self.used.borrow_mut().insert(file);
        Some(found)
    }

    /// Files that nothing includes.
    pub(crate) fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let unused = self.forms.keys().filter(|name| !used.contains(*name));
        unused.map(|name| format!("{FOLDER}/{name}.json")).collect()
    }
}

/// Names of files are lower case and plain; an id or a path of another installation may be neither.
fn file_name(name: &str) -> String {
    let plain = |c: char| match c.to_ascii_lowercase() {
        c if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' => c,
        _ => '-',
    };
    name.trim_matches('/').chars().map(plain).collect()
}

/// A file of JSON; the line where it stops being so.
pub(crate) fn read_json(path: &str, text: &str) -> Result<Value, BundleProblem> {
    serde_json::from_str(text).map_err(|error| {
        let place = format!("riga {}", error.line());
        let what = format!("il file non è JSON: {error}");
        BundleProblem::new(path, &place, what, "correggere la riga indicata")
    })
}
