//! What a definition brought from elsewhere contains, and what of it this engine serves.

mod properties;
mod report;

use crate::form::{Form, FormError};
use crate::js;
use crate::model::{Component, Kind, Mode};
use crate::node::Node;
use crate::outcome::LintFinding;
use crate::snippet::{Snippet, SnippetClass, snippets_of};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Longest definition that is read, in bytes.
const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Why a text cannot be brought in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More text than is read.
    #[error("il file supera {} MiB", MAX_BYTES / 1024 / 1024)]
    TooLarge,
    /// Not JSON, with what the reader says of it.
    #[error("il file non è JSON: {0}")]
    NotJson(String),
    /// JSON, but no form.
    #[error("il file non è un modulo Form.io: {}", report::refusal(.0))]
    NotAForm(FormError),
}

/// Components of one level of difficulty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// How many there are.
    pub components: usize,
    /// How many of them work as they are.
    pub served: usize,
}

impl Level {
    /// Whether everything on the level works.
    pub fn is_reached(self) -> bool {
        self.served == self.components
    }
}

/// What was read.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// The form as it was read; its original is the definition, whole.
    pub form: Form,
    /// Components by kind.
    pub components: BTreeMap<String, usize>,
    /// Kinds that are kept but not served.
    pub unknown_kinds: BTreeMap<String, usize>,
    /// Properties that are kept but mean nothing here.
    pub unknown_properties: BTreeMap<String, usize>,
    /// Snippets of JavaScript.
    pub snippets: Vec<Snippet>,
    /// L1 plain fields; L2 conditions, dates, lists; L3 grids and rules; L4 snippets, nested forms, options from elsewhere.
    pub levels: [Level; 4],
    /// What a reader should know before publishing, snippets apart.
    pub problems: Vec<LintFinding>,
    /// Why the form cannot be published at all.
    pub refused: Option<FormError>,
}

impl Form {
    /// Reads a definition and tells what is in it.
    pub fn import(definition: &Value) -> Result<ImportReport, FormError> {
        let form = Form::compile(definition, Mode::Compat)?;
        let mut survey = Survey::default();
        for page in form.pages() {
            survey.unserved(&page.components);
        }
        survey.nodes(&form.tree().nodes, form.is_wizard());
        let problems = form.lint().into_iter();
        Ok(ImportReport {
            snippets: form.snippets(),
            components: survey.components,
            unknown_kinds: survey.unknown_kinds,
            unknown_properties: survey.unknown_properties,
            levels: survey.levels,
            problems: problems
                .filter(|finding| !finding.kind.starts_with("script"))
                .collect(),
            refused: Form::compile(definition, Mode::Strict).err(),
            form,
        })
    }

    /// Reads the text of a definition.
    pub fn import_text(text: &str) -> Result<ImportReport, ImportError> {
        if text.len() > MAX_BYTES {
            return Err(ImportError::TooLarge);
        }
        // Files written on some systems begin with a mark of their encoding.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let definition: Value =
            serde_json::from_str(text).map_err(|error| ImportError::NotJson(error.to_string()))?;
        Form::import(&definition).map_err(ImportError::NotAForm)
    }
}

impl ImportReport {
    /// Whether the form could be published as it is.
    pub fn is_publishable(&self) -> bool {
        self.refused.is_none()
            && !self.problems.iter().any(|finding| finding.blocking)
            && self.count(SnippetClass::NeedsRewriting) == 0
    }

    /// How many snippets are of a class.
    pub fn count(&self, class: SnippetClass) -> usize {
        self.snippets
            .iter()
            .filter(|snippet| snippet.class() == class)
            .count()
    }
}

#[derive(Default)]
struct Survey {
    components: BTreeMap<String, usize>,
    /// Type words without a kind.
    without_kind: BTreeSet<String>,
    unknown_kinds: BTreeMap<String, usize>,
    unknown_properties: BTreeMap<String, usize>,
    levels: [Level; 4],
}

impl Survey {
    fn unserved(&mut self, list: &[Component]) {
        for component in list {
            if component.kind == Kind::Unsupported {
                self.without_kind.insert(component.type_name.clone());
            }
            self.unserved(&component.children);
        }
    }

    fn nodes(&mut self, nodes: &[Node], pages: bool) {
        for node in nodes {
            *self.components.entry(node.type_name.clone()).or_default() += 1;
            let known = !self.without_kind.contains(&node.type_name);
            if !known {
                *self.unknown_kinds.entry(node.type_name.clone()).or_default() += 1;
            }
            // Properties of a kind nobody knows are its own affair.
            let unknown = node
                .raw
                .keys()
                .filter(|name| known && !properties::is_known(name));
            for name in unknown {
                *self.unknown_properties.entry(name.clone()).or_default() += 1;
            }
            let level = level(node, known, pages && node.is("panel"));
            if let Some(level) = self.levels.get_mut(level) {
                level.components += 1;
                level.served += usize::from(known && !node.needs_scripts && !is_remote(&node.raw));
            }
            self.nodes(&node.children, false);
        }
    }
}

/// Which level a component is of, counted from 0.
fn level(node: &Node, known: bool, page: bool) -> usize {
    let within = |key: &str, inner: &str| node.raw(key).and_then(|value| value.get(inner));
    let rule = |value: Option<&Value>| value.is_some_and(|value| value.is_object() || value.is_array());
    let nested = matches!(node.type_name.as_str(), "form" | "resource");
    if !known || nested || is_remote(&node.raw) || !snippets_of(node).is_empty() {
        return 3;
    }
    let grid = matches!(
        node.type_name.as_str(),
        "datagrid" | "editgrid" | "container" | "datamap" | "tree" | "datatable" | "dynamicWizard" | "tagpad"
    );
    let rules = rule(within("conditional", "json"))
        || rule(within("validate", "json"))
        || rule(node.raw("calculateValue"))
        || rule(node.raw("customDefaultValue"));
    if grid || rules || !node.logic.is_empty() {
        return 2;
    }
    let special = matches!(
        node.type_name.as_str(),
        "day" | "datetime" | "time" | "file" | "survey" | "signature" | "tags" | "address"
    );
    let conditional = node.condition.exists() || node.multiple || node.default.is_some();
    usize::from(page || special || conditional || js::truthy(node.raw("inputMask")))
}

/// Whether options come from elsewhere.
fn is_remote(raw: &Map<String, Value>) -> bool {
    let source = raw.get("dataSrc").and_then(Value::as_str);
    source.is_some_and(|source| ["url", "resource", "indexeddb", "custom"].contains(&source))
}
