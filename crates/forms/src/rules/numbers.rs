//! Limits of numbers and the type of number fields.

use super::{Asking, Hit, Verdict};
use crate::js;
use serde_json::Value;

fn read(value: Option<&Value>) -> f64 {
    match value {
        Some(Value::String(text)) => js::parse_float(text),
        value => js::number(value),
    }
}

pub(super) fn max_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.max.is_some() && asking.value != Some(&Value::Null)
}

pub(super) fn max(asking: &Asking<'_>) -> Verdict {
    let Some(max) = asking.node.settings.max else {
        return Verdict::Passed;
    };
    let number = read(asking.value);
    if number.is_nan() {
        return Verdict::Failed;
    }
    Verdict::unless(number <= max, || Hit::new("max", "max").set_from(asking, "max"))
}

pub(super) fn min_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.min.is_some() && !js::parse_float_of(asking.value).is_nan()
}

pub(super) fn min(asking: &Asking<'_>) -> Verdict {
    let Some(min) = asking.node.settings.min else {
        return Verdict::Passed;
    };
    let number = read(asking.value);
    if number.is_nan() {
        return Verdict::Failed;
    }
    Verdict::unless(number >= min, || Hit::new("min", "min").set_from(asking, "min"))
}

pub(super) fn number_applies(asking: &Asking<'_>) -> bool {
    let empty_list =
        asking.node.multiple && matches!(asking.value, Some(Value::Array(items)) if items.is_empty());
    asking.node.is("number") && js::truthy(asking.value) && !empty_list
}

pub(super) fn number(asking: &Asking<'_>) -> Verdict {
    Verdict::unless(matches!(asking.value, Some(Value::Number(_))), || {
        Hit::new("number", "number")
    })
}
