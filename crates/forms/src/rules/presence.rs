//! Whether there is an answer, and whether a list is one.

use super::{Asking, Hit, Verdict};
use crate::js;
use crate::node::{Model, Node};
use serde_json::Value;

pub(super) fn required_applies(asking: &Asking<'_>) -> bool {
    asking.node.required
}

pub(super) fn required(asking: &Asking<'_>) -> Verdict {
    Verdict::unless(has_value(asking.node, asking.value), || {
        Hit::new("required", "required").with(Value::Bool(true))
    })
}

/// Whether a value counts as an answer, by the type of the component.
pub(crate) fn has_value(node: &Node, value: Option<&Value>) -> bool {
    if node.settings.multiple_masks
        && (node.is("textfield") || node.is("phoneNumber"))
        && let Some(Value::Object(map)) = value
        && map.contains_key("value")
    {
        return is_present(map.get("value"), true, false);
    }
    if node.is("address")
        && let Some(Value::Object(map)) = value
        && js::truthy(map.get("mode"))
        && let Some(Value::Object(address)) = map.get("address")
    {
        let parts = address.iter().filter(|(key, _)| *key != "address2");
        return !address.is_empty() && parts.into_iter().all(|(_, part)| js::truthy(Some(part)));
    }
    if node.is("day") && value.and_then(Value::as_str) == Some("00/00/0000") {
        return false;
    }
    let nested = node.tree || node.model.is_nested();
    if node.is("checkbox") || node.is("selectboxes") {
        return is_present(value, false, nested);
    }
    is_present(value, true, nested && !node.is("container"))
}

/// `false` counts where `false_counts`; the inside of objects is not looked at when `as_a_whole`.
fn is_present(value: Option<&Value>, false_counts: bool, as_a_whole: bool) -> bool {
    let inside = |value: &Value| is_present(Some(value), false_counts, as_a_whole);
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !js::trim(text).is_empty(),
        Some(Value::Bool(flag)) => *flag || false_counts,
        Some(Value::Number(_)) => true,
        Some(Value::Object(map)) if as_a_whole => !map.is_empty(),
        Some(Value::Object(map)) => map.values().any(inside),
        Some(Value::Array(rows)) if as_a_whole => rows.iter().any(row_present),
        Some(Value::Array(items)) => items.iter().any(inside),
    }
}

/// A row of a grid counts when any of its values does.
fn row_present(row: &Value) -> bool {
    match row {
        Value::Object(map) => map.values().any(cell_present),
        other => cell_present(other),
    }
}

fn cell_present(value: &Value) -> bool {
    match value {
        Value::Array(_) | Value::Object(_) => !js::is_blank(Some(value)),
        Value::Number(_) => true,
        other => js::truthy(Some(other)),
    }
}

pub(super) fn multiple_applies(asking: &Asking<'_>) -> bool {
    let node = asking.node;
    match node.type_name.as_str() {
        "hidden" | "address" => node.multiple,
        "textarea" => node.raw("as").and_then(Value::as_str) == Some("json") && node.multiple,
        "select" => false,
        _ => true,
    }
}

pub(super) fn multiple(asking: &Asking<'_>) -> Verdict {
    let (node, value) = (asking.node, asking.value);
    let is_array = matches!(value, Some(Value::Array(_)));
    let stores = node.raw("storeas").and_then(Value::as_str);
    let array_of_arrays = node.model.is_rows() || (node.is("tags") && stores == Some("array"));
    let hit = |key: &'static str, setting| Verdict::Broken(Hit::new(key, key).with(Value::Bool(setting)));
    if !node.multiple {
        let may_be = match node.type_name.as_str() {
            "textfield" => false,
            "tags" => stores != Some("string"),
            _ => true,
        };
        return if !may_be && !array_of_arrays && is_array {
            hit("nonarray", false)
        } else {
            Verdict::Passed
        };
    }
    match value {
        Some(Value::Array(items)) if items.is_empty() => {
            if node.required {
                hit("array_nonempty", true)
            } else {
                Verdict::Passed
            }
        }
        Some(Value::Array(_)) if array_of_arrays => Verdict::Passed,
        Some(Value::Array(items)) => {
            let nested = items.first().is_some_and(Value::is_array);
            if nested && node.model != Model::Any {
                hit("nonarray", true)
            } else {
                Verdict::Passed
            }
        }
        value if js::is_nil(value) && !node.required => Verdict::Passed,
        _ => hit("array", true),
    }
}
