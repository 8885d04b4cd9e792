//! What a form says and asks, read from its definition: for translation and for the checks of an author.

use serde_json::Value;
use std::collections::BTreeMap;

/// Fields of a component that are words for people.
const WORDS: [&str; 12] = [
    "title",
    "label",
    "description",
    "placeholder",
    "tooltip",
    "content",
    "html",
    "legend",
    "prefix",
    "suffix",
    "addAnother",
    "errorLabel",
];

/// A question or a piece of layout, as needed by the checks.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) key: String,
    pub(crate) path: String,
    pub(crate) kind: String,
    pub(crate) input: bool,
    pub(crate) label: String,
    pub(crate) options: Vec<String>,
    pub(crate) raw: Value,
}

/// Every component of the definition, in order, with the path of its value.
pub(crate) fn items(form: &Value) -> Vec<Item> {
    let mut items = Vec::new();
    collect(form, "", 0, &mut items);
    items
}

fn collect(node: &Value, prefix: &str, depth: usize, items: &mut Vec<Item>) {
    if depth > 30 {
        return;
    }
    for list in ["components", "columns", "rows"] {
        let Some(children) = node.get(list).and_then(Value::as_array) else {
            continue;
        };
        for child in children
            .iter()
            .flat_map(|child| child.as_array().into_iter().flatten().chain([child]))
        {
            if child.get("type").is_none() {
                // A column or a cell: no component of its own.
                collect(child, prefix, depth + 1, items);
                continue;
            }
            let item = read(child, prefix);
            let nested = match item.kind.as_str() {
                "container" | "datagrid" | "editgrid" => format!("{}.", item.path),
                "form" => format!("{}.data.", item.path),
                _ => prefix.to_owned(),
            };
            items.push(item);
            collect(child, &nested, depth + 1, items);
        }
    }
}

fn read(component: &Value, prefix: &str) -> Item {
    let text = |field: &str| {
        component
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let kind = text("type");
    let layout = [
        "panel",
        "fieldset",
        "well",
        "columns",
        "table",
        "tabs",
        "content",
        "htmlelement",
        "button",
    ];
    let options = component
        .get("values")
        .or_else(|| component.pointer("/data/values"));
    let options = options.and_then(Value::as_array).map(|options| {
        options
            .iter()
            .filter_map(|o| o.get("value"))
            .map(as_text)
            .collect()
    });
    Item {
        path: format!("{prefix}{}", text("key")),
        key: text("key"),
        input: component
            .get("input")
            .and_then(Value::as_bool)
            .unwrap_or(!layout.contains(&kind.as_str())),
        label: text("label"),
        kind,
        options: options.unwrap_or_default(),
        raw: component.clone(),
    }
}

pub(crate) fn as_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Every text a person reads, with the key of the first component that says it.
pub(crate) fn texts(form: &Value) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    let mut add = |text: Option<&Value>, key: &str| {
        let text = text
            .and_then(Value::as_str)
            .filter(|text| text.chars().any(char::is_alphabetic));
        if let Some(text) = text {
            texts.entry(text.to_owned()).or_insert_with(|| key.to_owned());
        }
    };
    add(form.get("title"), "form");
    for item in items(form) {
        for field in WORDS {
            add(item.raw.get(field), &item.key);
        }
        let options = item
            .raw
            .get("values")
            .or_else(|| item.raw.pointer("/data/values"));
        for option in options.and_then(Value::as_array).into_iter().flatten() {
            add(option.get("label"), &item.key);
        }
        for (_, message) in item
            .raw
            .get("errors")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            add(Some(message), &item.key);
        }
        add(item.raw.pointer("/validate/customMessage"), &item.key);
    }
    texts
}

/// Conditions of a component as pairs (question asked, answer expected); answers that cannot be told are left out.
pub(crate) fn conditions(component: &Value) -> Vec<(String, Option<String>)> {
    let Some(conditional) = component.get("conditional") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some(when) = conditional
        .get("when")
        .and_then(Value::as_str)
        .filter(|when| !when.is_empty())
    {
        found.push((when.to_owned(), conditional.get("eq").map(as_text)));
    }
    for condition in conditional
        .get("conditions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        if let Some(asked) = condition.get("component").and_then(Value::as_str) {
            let equal = condition.get("operator").and_then(Value::as_str) == Some("isEqual");
            let value = condition.get("value").filter(|_| equal).map(as_text);
            found.push((asked.to_owned(), value));
        }
    }
    found
}
