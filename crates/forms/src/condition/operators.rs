//! The operators of simple conditions.

use super::{Looking, Reference, Shape};
use crate::{dates, js};
use serde_json::Value;
use std::cmp::Ordering;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    IsEqual { negated: bool },
    IsEmpty { negated: bool },
    Includes { negated: bool },
    StartsWith,
    EndsWith,
    Number { wanted: Ordering, or_equal: bool },
    Date { wanted: Ordering, or_equal: bool },
    IsDateEqual { negated: bool },
}

pub(super) struct Comparison<'a, 'b> {
    pub(super) value: Option<&'a Value>,
    pub(super) compared: Option<&'a Value>,
    pub(super) component: Option<&'a Shape>,
    pub(super) reference: &'a Reference,
    pub(super) at: &'a Looking<'b>,
}

impl Operator {
    pub(super) fn named(name: &str) -> Option<Self> {
        let number = |wanted, or_equal| Operator::Number { wanted, or_equal };
        let date = |wanted, or_equal| Operator::Date { wanted, or_equal };
        Some(match name {
            "isEqual" => Operator::IsEqual { negated: false },
            "isNotEqual" => Operator::IsEqual { negated: true },
            "isEmpty" => Operator::IsEmpty { negated: false },
            "isNotEmpty" => Operator::IsEmpty { negated: true },
            "includes" => Operator::Includes { negated: false },
            "notIncludes" => Operator::Includes { negated: true },
            "startsWith" => Operator::StartsWith,
            "endsWith" => Operator::EndsWith,
            "lessThan" => number(Ordering::Less, false),
            "lessThanOrEqual" => number(Ordering::Less, true),
            "greaterThan" => number(Ordering::Greater, false),
            "greaterThanOrEqual" => number(Ordering::Greater, true),
            "dateLessThan" => date(Ordering::Less, false),
            "dateLessThanOrEqual" => date(Ordering::Less, true),
            "dateGreaterThan" => date(Ordering::Greater, false),
            "dateGreaterThanOrEqual" => date(Ordering::Greater, true),
            "isDateEqual" => Operator::IsDateEqual { negated: false },
            "isNotDateEqual" => Operator::IsDateEqual { negated: true },
            _ => return None,
        })
    }

    /// A list holds when one of its items does, except for emptiness.
    pub(super) fn holds(self, comparison: &Comparison<'_, '_>) -> bool {
        if let Operator::IsEmpty { negated } = self {
            return is_empty(comparison) != negated;
        }
        match comparison.value {
            Some(Value::Array(items)) => items.iter().any(|item| self.one(Some(item), comparison)),
            value => self.one(value, comparison),
        }
    }

    fn one(self, value: Option<&Value>, comparison: &Comparison<'_, '_>) -> bool {
        let compared = comparison.compared;
        match self {
            Operator::IsEqual { negated } => is_equal(value, compared, comparison.component) != negated,
            Operator::IsEmpty { .. } => false,
            Operator::Includes { negated } => includes(value, compared) != negated,
            Operator::StartsWith => lodash_text(value).starts_with(&js::string(compared)),
            Operator::EndsWith => lodash_text(value).ends_with(&js::string(compared)),
            Operator::Number { wanted, or_equal } => {
                let Some(Value::Number(_)) = value else {
                    return false;
                };
                let found = js::number(value).partial_cmp(&js::number(compared));
                let equal = match (value, compared) {
                    (Some(value), Some(compared)) => js::same(value, compared),
                    _ => false,
                };
                found == Some(wanted) || (or_equal && equal)
            }
            Operator::Date { wanted, or_equal } => {
                let order = date_order(value, compared, comparison.at);
                order == Some(wanted) || (or_equal && order == Some(Ordering::Equal))
            }
            Operator::IsDateEqual { negated } => {
                (date_order(value, compared, comparison.at) == Some(Ordering::Equal)) != negated
            }
        }
    }
}

fn is_equal(value: Option<&Value>, compared: Option<&Value>, component: Option<&Shape>) -> bool {
    if component.is_some_and(|shape| shape.type_name == "selectboxes")
        && let Some(object @ (Value::Object(_) | Value::Array(_))) = value
    {
        return js::truthy(crate::paths::value_at(object, &js::string(compared)));
    }
    let (Some(value), Some(compared)) = (value, compared) else {
        return value.is_none() && compared.is_none();
    };
    let counts = js::truthy(Some(value)) || value == &Value::Bool(false);
    if let Value::String(text) = compared
        && counts
        && !text.is_empty()
        && !js::same_type(value, compared)
        && let Ok(parsed) = serde_json::from_str::<Value>(text)
    {
        return js::same(value, &parsed);
    }
    js::same(value, compared)
}

fn lodash_text(value: Option<&Value>) -> String {
    if js::is_nil(value) {
        String::new()
    } else {
        js::string(value)
    }
}

fn includes(value: Option<&Value>, compared: Option<&Value>) -> bool {
    match value {
        Some(Value::String(text)) => text.contains(&js::string(compared)),
        Some(Value::Array(items)) => {
            compared.is_some_and(|wanted| items.iter().any(|item| strictly(item, wanted)))
        }
        Some(Value::Object(map)) => {
            compared.is_some_and(|wanted| map.values().any(|item| strictly(item, wanted)))
        }
        _ => false,
    }
}

/// `===` of values parsed apart: objects are never the same.
fn strictly(a: &Value, b: &Value) -> bool {
    !a.is_object() && !a.is_array() && js::same(a, b)
}

fn date_order(value: Option<&Value>, compared: Option<&Value>, at: &Looking<'_>) -> Option<Ordering> {
    if !js::truthy(value) {
        return None;
    }
    let read = |value: Option<&Value>| match value {
        Some(Value::String(text)) => dates::moment(text, at.tz),
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the epoch")]
        Some(Value::Number(number)) => number.as_f64().map(|ms| ms as i64),
        _ => None,
    };
    Some(read(value)?.cmp(&read(compared)?))
}

fn is_empty(comparison: &Comparison<'_, '_>) -> bool {
    let value = match comparison.value {
        Some(value) if !value.is_null() => Some(value),
        _ => comparison.reference.literal(comparison.at.data),
    };
    match comparison.component {
        Some(shape) => data_empty(shape, value),
        None => value_empty("", value),
    }
}

fn value_empty(type_name: &str, value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(items)) => match items.as_slice() {
            [] => true,
            [only] => match type_name {
                "textarea" | "textfield" | "time" | "datetime" | "day" => only.as_str() == Some(""),
                "datagrid" | "editgrid" => only.as_array().is_some_and(Vec::is_empty),
                _ => only.is_null(),
            },
            _ => false,
        },
        _ => false,
    }
}

/// Whether a component counts as unanswered, by its type.
fn data_empty(shape: &Shape, value: Option<&Value>) -> bool {
    let empty = value_empty(&shape.type_name, value);
    match shape.type_name.as_str() {
        "checkbox" => empty || value == Some(&Value::Bool(false)),
        "address" => match value {
            Some(Value::Object(map)) => !map
                .iter()
                .any(|(key, value)| key != "mode" && key != "address" && js::truthy(Some(value))),
            _ => empty,
        },
        "selectboxes" => empty || value.is_none_or(no_box),
        "textarea" => match value {
            Some(Value::String(text)) if shape.rich_text => blank_html(text),
            Some(Value::String(text)) => js::trim(text).is_empty(),
            _ => empty,
        },
        "datetime" => empty || value.and_then(Value::as_str) == Some("Invalid date"),
        "textfield" | "phoneNumber" if shape.multiple_masks => {
            let part = |name| value.and_then(|value| value.get(name));
            let complete = js::truthy(part("maskName")) && js::truthy(part("value"));
            empty || !(shape.multiple || complete)
        }
        "textfield" | "phoneNumber" => empty || js::trim(&js::string(value)).is_empty(),
        _ if !shape.children.is_empty() => empty || children_empty(shape, value),
        _ => empty,
    }
}

fn no_box(value: &Value) -> bool {
    match value {
        Value::Object(map) => !map.values().any(|value| js::truthy(Some(value))),
        Value::Array(items) => !items.iter().any(|value| js::truthy(Some(value))),
        Value::String(text) => text.is_empty(),
        _ => true,
    }
}

fn blank_html(text: &str) -> bool {
    let blanks = ["<p>&nbsp;</p>", "<p><br></p>", "<p><br>&nbsp;</p>"];
    let mut text = text;
    for blank in blanks {
        text = text.strip_prefix(blank).unwrap_or(text);
        text = text.strip_suffix(blank).unwrap_or(text);
    }
    js::trim(text).is_empty()
}

fn children_empty(shape: &Shape, value: Option<&Value>) -> bool {
    let in_row = |row: &Value| {
        shape
            .children
            .iter()
            .all(|(key, child)| data_empty(child, crate::paths::value_at(row, key)))
    };
    match value {
        Some(Value::Array(rows)) => rows.iter().all(in_row),
        Some(row) => in_row(row),
        None => true,
    }
}
