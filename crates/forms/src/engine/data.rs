//! Which values are kept: only those of components of the form, and of those only what the pass allowed.

use crate::node::{Model, Node};
use crate::paths::{set_at, value_at};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Filter {
    allowed: HashMap<String, bool>,
    kept: Option<Value>,
}

impl Filter {
    pub(super) fn allow(&mut self, path: &str) {
        self.allowed.insert(path.to_owned(), true);
    }

    pub(super) fn refuse(&mut self, path: &str) {
        self.allowed.insert(path.to_owned(), false);
    }

    pub(super) fn allows(&self, path: &str) -> bool {
        self.allowed.get(path) == Some(&true)
    }

    /// Keeps a value; of parts with components inside only what the components kept. What is returned belongs in the data.
    pub(super) fn keep(&mut self, node: &Node, path: &str, value: Value) -> Option<Value> {
        let kept = self.kept.get_or_insert_with(|| Value::Object(Map::new()));
        if node.is("address") {
            set_at(kept, path, value);
            return None;
        }
        let already = value_at(kept, path).cloned();
        match node.model {
            Model::NestedArray | Model::Object => match already {
                Some(inner) => return Some(inner),
                None => {
                    let empty = if node.model == Model::Object {
                        json!({})
                    } else {
                        json!([])
                    };
                    set_at(kept, path, empty);
                }
            },
            Model::DataObject => {
                let inner = already
                    .as_ref()
                    .and_then(|a| a.get("data"))
                    .cloned()
                    .unwrap_or_else(|| json!({}));
                let mut whole = value;
                set_at(&mut whole, "data", inner);
                set_at(kept, path, whole.clone());
                return Some(whole);
            }
            Model::NestedDataArray => {
                let rows = tagged_rows(value, already.as_ref());
                set_at(kept, path, rows);
            }
            _ => set_at(kept, path, value),
        }
        None
    }

    pub(super) fn into_data(self) -> Value {
        self.kept.unwrap_or_else(|| Value::Object(Map::new()))
    }
}

/// A nested form keeps its answers and nothing that the browser put beside them.
pub(super) fn answers_only(mut value: Value) -> Value {
    let answers = value.get_mut("data").map(Value::take);
    Value::Object(Map::from_iter(
        answers.map(|answers| ("data".to_owned(), answers)),
    ))
}

fn tagged_rows(value: Value, already: Option<&Value>) -> Value {
    let Value::Array(items) = value else {
        return json!([]);
    };
    let rows = items.into_iter().enumerate().map(|(at, item)| {
        let inner = already
            .and_then(|a| a.get(at))
            .and_then(|row| row.get("data"))
            .cloned();
        let mut row = if item.is_object() { item } else { json!({}) };
        set_at(&mut row, "data", inner.unwrap_or_else(|| json!({})));
        row
    });
    Value::Array(rows.collect())
}
