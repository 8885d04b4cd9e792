//! The snippets of a component, with their places.

use super::reason::Reason;
use super::{Purpose, Reading, read};
use crate::form::Form;
use crate::js;
use crate::node::Node;
use kernel::Lang;
use serde_json::Value;

/// What became of a snippet, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SnippetClass {
    /// Translated to JsonLogic.
    Translated,
    /// It does nothing.
    Idle,
    /// It must be rewritten.
    NeedsRewriting,
}

/// A snippet of a definition.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Path of the component.
    pub path: String,
    /// Where in the component: `validate.custom`, `logic[0].actions[1].value`…
    pub place: String,
    /// What it is for.
    pub purpose: Purpose,
    /// The code.
    pub code: String,
    /// What became of it.
    pub reading: Reading,
}

impl Snippet {
    /// What became of it, in a word.
    pub fn class(&self) -> SnippetClass {
        match self.reading {
            Reading::Translated(_) => SnippetClass::Translated,
            Reading::NoEffect => SnippetClass::Idle,
            Reading::Unsupported { .. } => SnippetClass::NeedsRewriting,
        }
    }

    /// What to write instead.
    pub fn remedy(&self, lang: Lang) -> &'static str {
        let (italian, english) = match self.purpose {
            Purpose::Condition => (
                "scrivere la condizione in conditional (semplice o in JsonLogic)",
                "write the condition in conditional (simple or in JsonLogic)",
            ),
            Purpose::Calculation => (
                "scrivere il calcolo in JsonLogic",
                "write the calculation in JsonLogic",
            ),
            Purpose::Default => (
                "usare defaultValue, o scrivere il valore iniziale in JsonLogic",
                "use defaultValue, or write the default in JsonLogic",
            ),
            Purpose::Validity => (
                "scrivere la regola in validate.json (JsonLogic)",
                "write the rule in validate.json (JsonLogic)",
            ),
            Purpose::Trigger => (
                "scrivere la condizione come trigger di tipo simple o json",
                "write the condition as a trigger of type simple or json",
            ),
            Purpose::Action => ("scrivere il valore in JsonLogic", "write the value in JsonLogic"),
            Purpose::Definition => (
                "scrivere nel modulo le opzioni o le proprietà",
                "write the options or the properties in the form",
            ),
        };
        match lang {
            Lang::It => italian,
            Lang::En => english,
        }
    }
}

impl Form {
    /// Every snippet of the form, in its order.
    pub fn snippets(&self) -> Vec<Snippet> {
        let mut out = Vec::new();
        collect(&self.tree().nodes, &mut out);
        out
    }
}

fn collect(nodes: &[Node], out: &mut Vec<Snippet>) {
    for node in nodes {
        out.extend(snippets_of(node));
        collect(&node.children, out);
    }
}

/// Every snippet of one component, in the order of its places.
pub(crate) fn snippets_of(node: &Node) -> Vec<Snippet> {
    let path = if node.path.text.is_empty() {
        &node.key
    } else {
        &node.path.text
    };
    let mut out = Vec::new();
    let mut add = |place: String, code: Option<&Value>, purpose: Purpose| {
        if let Some(code) = code.and_then(Value::as_str).filter(|code| !code.is_empty()) {
            out.push(Snippet {
                path: path.clone(),
                place,
                purpose,
                code: code.to_owned(),
                reading: read(code, purpose),
            });
        }
    };
    let within = |key: &str, inner: &str| node.raw(key).and_then(|value| value.get(inner));
    add(
        "customConditional".to_owned(),
        node.raw("customConditional"),
        Purpose::Condition,
    );
    add(
        "calculateValue".to_owned(),
        node.raw("calculateValue"),
        Purpose::Calculation,
    );
    add(
        "customDefaultValue".to_owned(),
        node.raw("customDefaultValue"),
        Purpose::Default,
    );
    add(
        "validate.custom".to_owned(),
        within("validate", "custom"),
        Purpose::Validity,
    );
    if node.raw("dataSrc").and_then(Value::as_str) == Some("custom") {
        add(
            "data.custom".to_owned(),
            within("data", "custom"),
            Purpose::Definition,
        );
    }
    let items = node.raw("logic").and_then(Value::as_array).into_iter().flatten();
    for (at, item) in items.enumerate() {
        let trigger = item.get("trigger");
        if kind(trigger) == "javascript" {
            let code = trigger.and_then(|trigger| trigger.get("javascript"));
            add(format!("logic[{at}].trigger"), code, Purpose::Trigger);
        }
        let actions = item
            .get("actions")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        for (number, action) in actions.enumerate() {
            let (key, purpose) = match kind(Some(action)) {
                "value" => ("value", Purpose::Action),
                "customAction" => ("customAction", Purpose::Action),
                "mergeComponentSchema" => ("schemaDefinition", Purpose::Definition),
                _ => continue,
            };
            add(
                format!("logic[{at}].actions[{number}].{key}"),
                action.get(key),
                purpose,
            );
        }
    }
    out
}

fn kind(value: Option<&Value>) -> &str {
    value
        .and_then(|value| value.get("type"))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Whether a component has a snippet that must be rewritten.
pub(crate) fn needs_scripts(node: &Node) -> bool {
    js::truthy(node.raw("type"))
        && snippets_of(node)
            .iter()
            .any(|snippet| snippet.class() == SnippetClass::NeedsRewriting)
}

impl Reading {
    /// Why it must be rewritten.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Self::Unsupported { why } => Some(why),
            _ => None,
        }
    }
}
