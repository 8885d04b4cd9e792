//! How many boxes are ticked, and whether what was chosen was offered.

use super::{Asking, Hit, Verdict};
use crate::js;
use serde_json::Value;

/// How many are ticked; `None` when the value is not a map of booleans.
fn ticked(value: Option<&Value>) -> Option<usize> {
    let values: Vec<&Value> = match value? {
        Value::Object(map) => map.values().collect(),
        Value::Array(items) => items.iter().collect(),
        _ => return None,
    };
    if !values.iter().all(|value| value.is_boolean()) {
        return None;
    }
    Some(values.iter().filter(|value| js::truthy(Some(value))).count())
}

pub(super) fn max_selected_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.max_selected.is_some() && js::truthy(asking.value)
}

pub(super) fn max_selected(asking: &Asking<'_>) -> Verdict {
    let Some(max) = asking.node.settings.max_selected else {
        return Verdict::Passed;
    };
    let Some(count) = ticked(asking.value) else {
        return Verdict::Failed;
    };
    if count == 0 || as_number(count) <= max {
        return Verdict::Passed;
    }
    let hit = Hit::new("maxSelectedCount", "maxSelectedCount").set_from(asking, "maxSelectedCount");
    // The original names the rule after the message, when there is one.
    Verdict::Broken(match message(asking, "maxSelectedCountMessage") {
        Some(message) => hit.named(message.clone()).keyed(message),
        None => hit,
    })
}

pub(super) fn min_selected_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.min_selected.is_some() && js::truthy(asking.value)
}

pub(super) fn min_selected(asking: &Asking<'_>) -> Verdict {
    let Some(min) = asking.node.settings.min_selected else {
        return Verdict::Passed;
    };
    let Some(count) = ticked(asking.value) else {
        return Verdict::Failed;
    };
    if count == 0 || as_number(count) >= min {
        return Verdict::Passed;
    }
    let hit = Hit::new("minSelectedCount", "minSelectedCount").set_from(asking, "minSelectedCount");
    Verdict::Broken(match message(asking, "minSelectedCountMessage") {
        Some(message) => hit.keyed(message),
        None => hit,
    })
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn as_number(count: usize) -> f64 {
    count as f64
}

fn message(asking: &Asking<'_>, key: &str) -> Option<String> {
    asking
        .node
        .raw(key)
        .filter(|message| js::truthy(Some(message)))
        .map(|message| js::string(Some(message)))
}

/// Numbers and booleans count as blank in the original, so they are not compared.
pub(super) fn available_applies(asking: &Asking<'_>) -> bool {
    let node = asking.node;
    node.settings.only_available
        && !js::is_blank(asking.value)
        && (node.is("radio")
            || node.is("selectboxes")
            || (node.is("select") && node.raw("dataSrc").and_then(Value::as_str) != Some("resource")))
}

pub(super) fn available(asking: &Asking<'_>) -> Verdict {
    let (Some(offered), Some(value)) = (&asking.node.settings.offered, asking.value) else {
        return Verdict::Passed;
    };
    let node = asking.node;
    let found = match value {
        Value::Object(map) if node.is("selectboxes") => map
            .keys()
            .all(|key| offered.iter().any(|option| option.as_str() == Some(key))),
        Value::Array(items) if node.is("selectboxes") => items.is_empty(),
        _ if node.is("selectboxes") => true,
        Value::Object(_) | Value::Array(_) if node.is("radio") => radio_objects(node.raw("values"), value),
        Value::Object(_) | Value::Array(_) => offered.iter().any(|option| same_text(option, value)),
        scalar => offered.iter().any(|option| js::same(option, scalar)),
    };
    Verdict::unless(found, || Hit::new("onlyAvailableItems", "invalidOption"))
}

/// The original compares an object with the whole option, label included.
fn radio_objects(values: Option<&Value>, value: &Value) -> bool {
    values
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .any(|option| same_text(option, value))
}

fn same_text(a: &Value, b: &Value) -> bool {
    let (left, right) = (a.to_string(), b.to_string());
    (a.is_object() || a.is_array()) && left == right
}
