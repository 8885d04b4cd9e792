//! Texts of a definition in another language. Keys and values never change.

use crate::form::Form;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Properties that are words for people.
const WORDS: [&str; 14] = [
    "label",
    "title",
    "legend",
    "tooltip",
    "description",
    "placeholder",
    "prefix",
    "suffix",
    "errorLabel",
    "content",
    "html",
    "addAnother",
    "customMessage",
    "patternMessage",
];
/// Parts inside a component whose own words count too.
const PARTS: [&str; 12] = [
    "components",
    "columns",
    "rows",
    "values",
    "questions",
    "data",
    "validate",
    "fields",
    "day",
    "month",
    "year",
    "errors",
];
/// Deepest part looked at.
const MAX_DEPTH: usize = 200;

impl Form {
    /// The form with the texts found in `texts`, first by `key.property` (`cognome.label`, `tipo.copia.label` for an
    /// option), else by the original words. What is not found stays in the original language.
    pub fn translated(&self, texts: &BTreeMap<String, String>) -> Form {
        let mut definition = self.definition().clone();
        visit(&mut definition, "", 0, &mut |key, property, text| {
            let found = texts
                .get(&format!("{key}.{property}"))
                .or_else(|| texts.get(text.as_str()));
            if let Some(found) = found {
                text.clone_from(found);
            }
        });
        // Only words changed, so a definition that compiled compiles again.
        Form::compile(&definition, self.mode()).unwrap_or_else(|_| self.clone())
    }

    /// Every text shown to people, to know what a translation must contain.
    pub fn texts(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut definition = self.definition().clone();
        visit(&mut definition, "", 0, &mut |_, _, text| {
            if text.chars().any(char::is_alphabetic) {
                found.insert(text.clone());
            }
        });
        found
    }
}

fn visit(value: &mut Value, key: &str, depth: usize, word: &mut impl FnMut(&str, &str, &mut String)) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| visit(item, key, depth + 1, word)),
        Value::Object(map) => object(map, key, depth, word),
        _ => {}
    }
}

fn object(
    map: &mut Map<String, Value>,
    outer: &str,
    depth: usize,
    word: &mut impl FnMut(&str, &str, &mut String),
) {
    // An option is named by the component and its value, so that its words are not those of the question.
    let option = map
        .get("value")
        .filter(|value| !value.is_object() && map.contains_key("label"));
    let own = match (map.get("key").and_then(Value::as_str), option) {
        (Some(key), _) => key.to_owned(),
        (None, Some(value)) => format!("{outer}.{}", crate::js::string(Some(value))),
        (None, None) => outer.to_owned(),
    };
    for (name, value) in map.iter_mut() {
        if name == "errors" {
            for (rule, text) in value.as_object_mut().into_iter().flatten() {
                if let Value::String(text) = text {
                    word(&own, rule, text);
                }
            }
        } else if WORDS.contains(&name.as_str())
            && let Value::String(text) = value
        {
            if !text.is_empty() {
                word(&own, name, text);
            }
        } else if PARTS.contains(&name.as_str()) {
            visit(value, &own, depth + 1, word);
        }
    }
}
