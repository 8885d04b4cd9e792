//! Checking data against a form, whole or one page.

use super::Form;
use crate::engine;
use crate::model::Mode;
use crate::node::{Model, Node};
use crate::outcome::{CheckContext, Outcome, Stage, Violation};
use crate::paths::{set_at, value_at};
use serde_json::{Map, Value};

/// Deepest nesting of submitted data.
const MAX_DATA_DEPTH: usize = 32;
/// Most values of submitted data.
const MAX_DATA_VALUES: usize = 100_000;
/// Most rows of one grid when the definition sets no limit.
pub(crate) const MAX_ROWS: usize = 1_000;

impl Form {
    /// Checks a submission.
    pub fn check(&self, data: &Value, context: &CheckContext) -> Outcome {
        if self.mode == Mode::Strict
            && let Some(refused) = refuse_shape(data)
        {
            return refused;
        }
        let tree = match (&self.server_tree, context.stage) {
            (Some(tree), Stage::Submit | Stage::Full) => tree,
            _ => &self.tree,
        };
        if self.mode == Mode::Strict
            && let Some(refused) = refuse_rows(&tree.nodes, data)
        {
            return refused;
        }
        let mut outcome = engine::check(tree, data, context, self.mode);
        if self.mode == Mode::Strict && context.stage != Stage::Validate {
            outcome.dropped = dropped(&tree.nodes, data);
        }
        outcome
    }

    /// Checks one page; conditions look at all the data, and `data` of the outcome holds that page's answers only.
    pub fn check_page(&self, page: usize, data: &Value, context: &CheckContext) -> Outcome {
        let mut outcome = self.check(data, context);
        outcome.errors.retain(|violation| violation.page == page);
        outcome.data = self.page_data(page, &outcome.data);
        outcome
    }

    /// Data as it was typed, with the values the form works out itself in their places.
    pub fn with_worked_out(&self, typed: &Value, context: &CheckContext) -> Value {
        self.check(typed, context).with_worked_out(typed)
    }

    /// The part of the data that belongs to a page.
    pub fn page_data(&self, page: usize, data: &Value) -> Value {
        let mut own = Value::Object(Map::new());
        copy_page(&self.tree.nodes, page, data, &mut own);
        own
    }
}

fn copy_page(nodes: &[Node], page: usize, data: &Value, own: &mut Value) {
    for node in nodes.iter().filter(|node| node.page == page) {
        if !node.model.is_dataless() && !node.type_name.is_empty() {
            if let Some(value) = value_at(data, &node.path.text) {
                set_at(own, &node.path.text, value.clone());
            }
        } else {
            copy_page(&node.children, page, data, own);
        }
    }
}

fn refusal(rule: &str, path: &str, label: &str) -> Outcome {
    let violation = Violation {
        path: path.to_owned(),
        component: path.to_owned(),
        label: label.to_owned(),
        ..Violation::of_form(rule)
    };
    Outcome {
        errors: vec![violation],
        data: Value::Object(Map::new()),
        ..Outcome::default()
    }
}

/// Data too deep or too large is not looked at.
fn refuse_shape(data: &Value) -> Option<Outcome> {
    let mut left = MAX_DATA_VALUES;
    match measure(data, 0, &mut left) {
        Ok(()) => None,
        Err(rule) => Some(refusal(rule, "", "")),
    }
}

fn measure(value: &Value, depth: usize, left: &mut usize) -> Result<(), &'static str> {
    if depth > MAX_DATA_DEPTH {
        return Err("strict:depth");
    }
    *left = left.checked_sub(1).ok_or("strict:size")?;
    match value {
        Value::Array(items) => items.iter().try_for_each(|item| measure(item, depth + 1, left)),
        Value::Object(map) => map.values().try_for_each(|item| measure(item, depth + 1, left)),
        _ => Ok(()),
    }
}

/// A grid with more rows than it may have is not looked at row by row.
fn refuse_rows(nodes: &[Node], data: &Value) -> Option<Outcome> {
    for node in nodes {
        if node.model.is_rows() && node.path.depth() == 0 {
            let rows = node
                .path
                .get(data, &[])
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            if rows > MAX_ROWS {
                return Some(refusal("strict:rows", &node.path.text, &node.label));
            }
        }
        if let Some(refused) = refuse_rows(&node.children, data) {
            return Some(refused);
        }
    }
    None
}

/// Paths of what was sent and no component takes.
fn dropped(nodes: &[Node], data: &Value) -> Vec<String> {
    let mut out = Vec::new();
    unknown(nodes, data, "", &mut out);
    out
}

fn unknown(nodes: &[Node], data: &Value, prefix: &str, out: &mut Vec<String>) {
    let Value::Object(map) = data else { return };
    for (key, value) in map {
        let path = if prefix.is_empty() {
            key.clone()
        } else {
            format!("{prefix}.{key}")
        };
        let mut takers = Vec::new();
        takers_of(nodes, key, &mut takers);
        if takers.is_empty() {
            out.push(path);
            continue;
        }
        // A dotted key takes a place further in, which the pass has filtered already.
        let Some(node) = takers.iter().find(|node| node.key == *key) else {
            continue;
        };
        match (node.model, value) {
            (Model::NestedArray, Value::Array(rows)) => {
                for (row, value) in rows.iter().enumerate() {
                    unknown(&node.children, value, &format!("{path}[{row}]"), out);
                }
            }
            (Model::Object, value) if node.is("container") => unknown(&node.children, value, &path, out),
            (Model::DataObject, Value::Object(form)) => nested_unknown(node, form, &path, out),
            _ => {}
        }
    }
}

/// Of a nested form only the answers are kept.
fn nested_unknown(node: &Node, form: &Map<String, Value>, path: &str, out: &mut Vec<String>) {
    for (key, value) in form {
        let inner = format!("{path}.{key}");
        if key == "data" {
            unknown(&node.children, value, &inner, out);
        } else {
            out.push(inner);
        }
    }
}

/// Components, through the layout, whose key is the one given or begins with it and a dot.
fn takers_of<'a>(nodes: &'a [Node], key: &str, out: &mut Vec<&'a Node>) {
    for node in nodes {
        if node.model.is_dataless() || node.type_name.is_empty() {
            takers_of(&node.children, key, out);
        } else if node.key == key
            || node
                .key
                .strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(['.', '[']))
        {
            out.push(node);
        }
    }
}
