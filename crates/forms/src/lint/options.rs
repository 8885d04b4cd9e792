//! What is offered to choose from.

use super::Findings;
use crate::js;
use crate::model::{Component, Kind};
use serde_json::Value;
use std::collections::HashSet;

/// Sources of options that only the original's server reaches.
const REMOTE: [&str; 4] = ["url", "resource", "custom", "indexeddb"];

pub(super) fn options(list: &[Component], findings: &mut Findings) {
    for component in list {
        one(component, findings);
        options(&component.children, findings);
    }
}

fn one(component: &Component, findings: &mut Findings) {
    let place = &component.place;
    let offered = match &component.kind {
        Kind::Radio { .. } | Kind::SelectBoxes { .. } => component.raw.get("values"),
        Kind::Survey { questions, .. } => {
            if questions.is_empty() {
                findings.add(
                    place,
                    "no-questions",
                    true,
                    "non chiede nulla: mancano le domande",
                );
            }
            component.raw.get("values")
        }
        Kind::Select { .. } => {
            if let Some(source) = component.raw.as_object().and_then(crate::sources::of) {
                if let Err(text) = source {
                    findings.add(place, "unknown-source", true, text);
                }
                return;
            }
            let source = component
                .raw
                .get("dataSrc")
                .and_then(Value::as_str)
                .unwrap_or("values");
            if REMOTE.contains(&source) {
                let text = format!("le opzioni arrivano da «{source}», che non è disponibile");
                return findings.add(place, "remote-options", true, text);
            }
            if source != "values" {
                return;
            }
            component.raw.get("data").and_then(|data| data.get("values"))
        }
        _ => return,
    };
    let offered = offered
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    if offered.is_empty() {
        return findings.add(place, "no-options", true, "non c'è nulla da scegliere");
    }
    each(place, offered, findings);
    default(component, offered, findings);
}

fn each(place: &str, offered: &[Value], findings: &mut Findings) {
    let mut seen = HashSet::new();
    for option in offered {
        let value = option.get("value");
        if is_blank(value) {
            findings.add(place, "empty-option", true, "un'opzione non ha valore");
            return;
        }
        let value = js::string(value);
        if is_blank(option.get("label")) {
            let text = format!("l'opzione «{value}» non ha testo");
            findings.add(place, "no-option-label", false, text);
        }
        if !seen.insert(value.clone()) {
            let text = format!("due opzioni hanno lo stesso valore «{value}»");
            findings.add(place, "duplicate-option", true, text);
        }
    }
}

/// A value put in by the form that the form itself would refuse.
fn default(component: &Component, offered: &[Value], findings: &mut Findings) {
    let known = |value: &Value| {
        offered.iter().any(|option| {
            let option = option.get("value");
            js::string(option) == js::string(Some(value)) || option.is_some_and(Value::is_object)
        })
    };
    let wrong = match (&component.default, &component.kind) {
        (Some(Value::Array(values)), _) => values.iter().find(|value| !known(value)),
        (Some(value), Kind::Radio { .. } | Kind::Select { .. }) => Some(value).filter(|value| !known(value)),
        _ => None,
    };
    if let Some(wrong) = wrong.filter(|wrong| !wrong.is_object()) {
        let text = format!(
            "il valore iniziale «{}» non è tra le opzioni",
            js::string(Some(wrong))
        );
        findings.add(&component.place, "default-not-offered", true, text);
    }
}

fn is_blank(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(_) => false,
    }
}
