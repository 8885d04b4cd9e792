//! What a reader of the definition should know before publishing it.

mod snippets;

use crate::form::Form;
use crate::model::{Component, Kind};
use crate::node::Node;
use crate::outcome::LintFinding;
use serde_json::Value;
use std::collections::BTreeMap;

impl Form {
    /// Everything found, in the order of the form; a form with a blocking finding must not be published.
    pub fn lint(&self) -> Vec<LintFinding> {
        let mut findings = Vec::new();
        if self.is_wizard() {
            for page in self.pages().iter().filter(|page| page.title.is_empty()) {
                add(
                    &mut findings,
                    &page.key,
                    "no-title",
                    false,
                    "the step has no title: give the panel one".to_owned(),
                );
            }
        }
        for page in self.pages() {
            components(&page.components, &mut findings);
        }
        nodes(&self.tree().nodes, &mut findings);
        duplicates(&self.tree().nodes, &mut findings);
        findings
    }
}

fn add(findings: &mut Vec<LintFinding>, path: &str, kind: &'static str, blocking: bool, text: String) {
    findings.push(LintFinding {
        path: path.to_owned(),
        kind,
        blocking,
        text,
    });
}

fn components(list: &[Component], findings: &mut Vec<LintFinding>) {
    for component in list {
        let path = if component.path.is_empty() {
            &component.key
        } else {
            &component.path
        };
        if component.input && component.label.is_empty() && component.kind != Kind::Hidden {
            add(
                findings,
                path,
                "no-label",
                true,
                "the question has no label: screen readers cannot name it".to_owned(),
            );
        }
        options(component, path, findings);
        if component.kind == Kind::Unsupported {
            let text = format!(
                "the type «{}» is not supported: replace the component",
                component.type_name
            );
            add(findings, path, "unsupported", true, text);
        }
        let format = component
            .raw
            .get("properties")
            .and_then(|properties| properties.get("format"));
        if format.is_some() && component.format.is_none() {
            let text = "the format is not known: use codice-fiscale, partita-iva or iban".to_owned();
            add(findings, path, "unknown-format", true, text);
        }
        components(&component.children, findings);
    }
}

fn options(component: &Component, path: &str, findings: &mut Vec<LintFinding>) {
    let (list, offers) = match &component.kind {
        Kind::Radio { .. } | Kind::SelectBoxes { .. } | Kind::Survey { .. } => {
            (component.raw.get("values"), true)
        }
        Kind::Select { .. } => {
            let source = component
                .raw
                .get("dataSrc")
                .and_then(Value::as_str)
                .unwrap_or("values");
            if ["url", "resource", "custom", "indexeddb"].contains(&source) {
                let text = format!(
                    "the options come from «{source}», which is not supported: write them in the form"
                );
                add(findings, path, "remote-options", true, text);
                return;
            }
            (
                component.raw.get("data").and_then(|data| data.get("values")),
                source == "values",
            )
        }
        _ => return,
    };
    if !offers {
        return;
    }
    let list = list
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    if list.is_empty() {
        add(
            findings,
            path,
            "no-options",
            true,
            "nothing can be chosen: add the options".to_owned(),
        );
    }
    let blank = |option: &&Value| value_is_blank(option.get("value"));
    if list.iter().any(|option| blank(&option)) {
        add(
            findings,
            path,
            "empty-option",
            true,
            "an option has no value: give it one or remove it".to_owned(),
        );
    }
}

fn value_is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}

fn nodes(list: &[Node], findings: &mut Vec<LintFinding>) {
    for node in list {
        let path = if node.path.text.is_empty() {
            &node.key
        } else {
            &node.path.text
        };
        for reference in node
            .condition
            .references()
            .filter(|reference| !reference.is_known())
        {
            let text = format!(
                "the condition looks at «{}», which is not in the form",
                reference.name
            );
            add(findings, path, "unknown-condition", true, text);
        }
        if node.condition.unknown_operators() {
            add(
                findings,
                path,
                "unknown-operator",
                true,
                "the condition uses an operator that is not known".to_owned(),
            );
        }
        if let Some(Err(error)) = &node.settings.pattern {
            add(findings, path, "pattern", true, error.to_string());
        }
        snippets::snippets(node, path, findings);
        nodes(&node.children, findings);
    }
}

/// Two components with one path are lawful when conditions show one at a time.
fn duplicates(list: &[Node], findings: &mut Vec<LintFinding>) {
    let mut seen: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    collect(list, &mut seen);
    for (path, (count, unconditional)) in seen {
        if count > 1 && unconditional > 0 {
            let text = format!("{count} components keep their answer under the same key");
            add(findings, &path, "duplicate-key", true, text);
        }
    }
}

fn collect(list: &[Node], seen: &mut BTreeMap<String, (usize, usize)>) {
    for node in list {
        if !node.model.is_dataless() && node.input && !node.is("button") {
            let entry = seen.entry(node.path.text.clone()).or_default();
            entry.0 += 1;
            entry.1 += usize::from(!node.condition.decides());
        }
        collect(&node.children, seen);
    }
}
