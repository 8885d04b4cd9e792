//! Values set by acts, as the rules of the form read them: `config.parameters.<name>`.

use crate::Rules;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

const ROOT: &str = "config.parameters.";

impl Rules {
    /// Every parameter with its value: what `set` says, which comes from dated acts, else the one in force when the bundle was
    /// written. What the bundle does not declare is left out: a form cannot be steered by values nobody described.
    pub fn parameters_with(&self, set: &Map<String, Value>) -> Map<String, Value> {
        let value = |parameter: &crate::Parameter| {
            let value = set.get(&parameter.name).unwrap_or(&parameter.value);
            (parameter.name.clone(), value.clone())
        };
        self.parameters.iter().map(value).collect()
    }
}

/// The parameters that the rules of a form ask for.
pub(crate) fn asked(form: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    walk(form, 0, &mut names);
    names
}

fn walk(value: &Value, depth: usize, names: &mut BTreeSet<String>) {
    // As deep as a form may nest, with its rules inside.
    if depth > 100 {
        return;
    }
    match value {
        Value::Object(fields) => {
            let var = fields.get("var");
            let path = var.and_then(|var| var.as_str().or_else(|| var.get(0)?.as_str()));
            if let Some(rest) = path.and_then(|path| path.strip_prefix(ROOT)) {
                names.insert(rest.split('.').next().unwrap_or(rest).to_owned());
            }
            fields.values().for_each(|inner| walk(inner, depth + 1, names));
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, depth + 1, names)),
        _ => {}
    }
}
