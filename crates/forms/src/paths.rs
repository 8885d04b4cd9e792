//! Paths into submission data: `figli[1].nome`.

use serde_json::{Map, Value};

/// Largest index a path may create in an array, so that a hostile path cannot allocate at will.
const MAX_INDEX: usize = 10_000;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Splits `a.b[2].c` into steps; a dot separates, brackets index.
pub(crate) fn steps(path: &str) -> Vec<Step<'_>> {
    let mut out = Vec::new();
    for part in path.split('.') {
        let (name, mut rest) = match part.find('[') {
            Some(at) => part.split_at(at),
            None => (part, ""),
        };
        if !name.is_empty() || rest.is_empty() {
            out.push(Step::Key(name));
        }
        while let Some(inner) = rest.strip_prefix('[') {
            let Some(end) = inner.find(']') else { break };
            let (index, after) = inner.split_at(end);
            match index.parse() {
                Ok(index) => out.push(Step::Index(index)),
                Err(_) => out.push(Step::Key(index.trim_matches(['"', '\'']))),
            }
            rest = &after[1..];
        }
    }
    out
}

/// The value at a path such as `figli[1].nome`, when there is one.
pub fn value_at<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    steps(path).iter().try_fold(data, inside)
}

/// The same in an object.
pub(crate) fn get_in<'a>(map: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let steps = steps(path);
    let (first, rest) = steps.split_first()?;
    let start = match first {
        Step::Key(key) => map.get(*key),
        Step::Index(index) => map.get(&index.to_string()),
    };
    rest.iter().try_fold(start?, inside)
}

fn inside<'a>(at: &'a Value, step: &Step<'_>) -> Option<&'a Value> {
    match (at, step) {
        (Value::Object(map), Step::Key(key)) => map.get(*key),
        (Value::Object(map), Step::Index(index)) => map.get(&index.to_string()),
        (Value::Array(items), Step::Index(index)) => items.get(*index),
        (Value::Array(items), Step::Key(key)) => key.parse::<usize>().ok().and_then(|i| items.get(i)),
        _ => None,
    }
}

/// Puts a value at a path, making the objects and arrays on the way; what is in the way and is neither is replaced.
pub fn set_at(data: &mut Value, path: &str, value: Value) {
    let mut at = data;
    for step in steps(path) {
        let Some(next) = enter(at, &step) else { return };
        at = next;
    }
    *at = value;
}

fn enter<'a>(at: &'a mut Value, step: &Step<'_>) -> Option<&'a mut Value> {
    let index = match step {
        Step::Index(index) => Some(*index),
        Step::Key(key) if at.is_array() => key.parse().ok(),
        Step::Key(_) => None,
    };
    match (index, step) {
        (None, Step::Key(key)) => {
            if !at.is_object() {
                *at = Value::Object(Map::new());
            }
            at.as_object_mut()
                .map(|map| map.entry(*key).or_insert(Value::Null))
        }
        (Some(index), _) => {
            if !at.is_array() {
                *at = Value::Array(Vec::new());
            }
            at.as_array_mut().and_then(|items| slot(items, index))
        }
        (None, Step::Index(_)) => None,
    }
}

fn slot(items: &mut Vec<Value>, index: usize) -> Option<&mut Value> {
    if index > MAX_INDEX {
        return None;
    }
    if items.len() <= index {
        items.resize(index + 1, Value::Null);
    }
    items.get_mut(index)
}

/// Takes the value at a path out of the data; elements of arrays become null so that the others keep their index.
pub(crate) fn unset_at(data: &mut Value, path: &str) {
    let all = steps(path);
    let Some((last, before)) = all.split_last() else {
        return;
    };
    let mut at = data;
    for step in before {
        at = match (at, step) {
            (Value::Object(map), Step::Key(key)) => match map.get_mut(*key) {
                Some(next) => next,
                None => return,
            },
            (Value::Array(items), Step::Index(index)) => match items.get_mut(*index) {
                Some(next) => next,
                None => return,
            },
            _ => return,
        };
    }
    match (at, last) {
        (Value::Object(map), Step::Key(key)) => {
            map.shift_remove(*key);
        }
        (Value::Array(items), Step::Index(index)) => {
            if let Some(slot) = items.get_mut(*index) {
                *slot = Value::Null;
            }
        }
        _ => {}
    }
}

/// Puts row numbers in the place of `[]`, outermost first; missing ones stay.
pub(crate) fn fill(path: &str, rows: &[usize]) -> String {
    let mut parts = path.split("[]");
    let mut out = String::from(parts.next().unwrap_or_default());
    let mut rows = rows.iter();
    for part in parts {
        match rows.next() {
            Some(row) => out.push_str(&format!("[{row}]")),
            None => out.push_str("[]"),
        }
        out.push_str(part);
    }
    out
}

/// Replaces every row number by `[]`.
pub(crate) fn without_rows(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find(']') else {
            break;
        };
        out.push_str(&rest[..open]);
        out.push_str("[]");
        rest = &rest[open + close + 1..];
    }
    out.push_str(rest);
    out
}
