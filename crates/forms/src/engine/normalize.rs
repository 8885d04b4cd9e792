//! Values made regular, type by type: e-mail in lower case, numbers out of text, times in their data format…

use super::Pass;
use crate::node::Node;
use crate::{dates, js};
use serde_json::{Map, Value, json};

/// What became of a value.
enum Regular {
    /// It was regular.
    Same,
    /// Nothing is kept.
    Nothing,
    New(Value),
    /// Kept as `NaN`, which is written as null.
    NotANumber,
    /// The original crashes on it; it must not be accepted.
    Impossible,
}

impl Pass<'_> {
    pub(super) fn normalize(&mut self, node: &Node, path: &str) {
        let value = self.value(node);
        let mut regular = regular(node, value);
        if node.multiple && !node.required && !matches!(value, Some(Value::Array(_))) {
            regular = Regular::New(match value {
                Some(value) if js::truthy(Some(value)) => Value::Array(vec![value.clone()]),
                _ => Value::Array(Vec::new()),
            });
        }
        match regular {
            Regular::Same if js::is_nil(value) && !self.not_numbers.contains(path) => {
                self.filter.refuse(path)
            }
            Regular::Same => {}
            Regular::Nothing | Regular::New(Value::Null) => self.filter.refuse(path),
            Regular::New(new) => {
                if !self.cleared.contains(path) && !node.model.is_dataless() {
                    self.set(path, new);
                    self.filter.allow(path);
                }
            }
            Regular::NotANumber => {
                self.set(path, Value::Null);
                self.filter.allow(path);
            }
            Regular::Impossible => self.fault(node, path),
        }
    }
}

fn regular(node: &Node, value: Option<&Value>) -> Regular {
    match node.type_name.as_str() {
        "address" => address(node, value),
        "day" => day(node, value),
        "email" => match value {
            Some(Value::String(text)) => changed(text, js::trim(text).to_lowercase()),
            _ => Regular::Same,
        },
        "radio" => radio(node, value),
        "select" => select(node, value),
        "selectboxes" => boxes(value),
        "tags" => tags(node, value),
        "textfield" | "phoneNumber" => masked(node, value),
        "time" => time(node, value),
        "number" => numbers(node, value),
        _ => Regular::Same,
    }
}

fn changed(old: &str, new: String) -> Regular {
    if old == new {
        Regular::Same
    } else {
        Regular::New(Value::String(new))
    }
}

fn address(node: &Node, value: Option<&Value>) -> Regular {
    match value {
        Some(value)
            if js::truthy(Some(value))
                && !node.multiple
                && js::truthy(node.raw("enableManualMode"))
                && !js::truthy(value.get("mode")) =>
        {
            Regular::New(json!({"mode": "autocomplete", "address": value}))
        }
        _ => Regular::Same,
    }
}

/// Parts of the day that are hidden take the place of their default.
fn day(node: &Node, value: Option<&Value>) -> Regular {
    let value = match value {
        Some(value) if js::truthy(Some(value)) => value,
        _ => return Regular::Same,
    };
    let Value::String(text) = value else {
        return Regular::Impossible;
    };
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = text.split('/');
    if let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        && digits(a, 2)
        && digits(b, 2)
        && digits(c, 4)
    {
        return Regular::Same;
    }
    let hidden = |part: &str| {
        let field = node.raw("fields").and_then(|fields| fields.get(part));
        js::truthy(field.and_then(|field| field.get("hide")))
    };
    let day_first = js::truthy(node.raw("dayFirst"));
    let defaults = day_defaults(node, day_first, [hidden("day"), hidden("month"), hidden("year")]);
    let mut given = text.split('/');
    let mut out: Vec<String> = Vec::new();
    let order = if day_first { [0, 1, 2] } else { [1, 0, 2] };
    for part in order {
        let shown = !hidden(["day", "month", "year"][part]);
        let next = if shown {
            given.next().map(str::to_owned)
        } else {
            Some(defaults[part].clone())
        };
        match next {
            Some(next) if next.is_empty() => {}
            Some(next) => out.push(next),
            // An absent part is pushed as undefined and joined as nothing.
            None => out.push(String::new()),
        }
    }
    changed(text, out.join("/"))
}

/// Day, month and year of the default value.
fn day_defaults(node: &Node, day_first: bool, hidden: [bool; 3]) -> [String; 3] {
    let text = node
        .raw("defaultValue")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if text.is_empty() {
        return [String::new(), String::new(), String::new()];
    }
    let parts: Vec<&str> = text.split('/').collect();
    let order: Vec<usize> = if day_first { vec![0, 1, 2] } else { vec![1, 0, 2] };
    let present: Vec<usize> = if parts.len() == 3 {
        order
    } else {
        order.into_iter().filter(|part| !hidden[*part]).collect()
    };
    let mut out = [String::new(), String::new(), String::new()];
    for (at, part) in present.into_iter().enumerate() {
        out[part] = parts.get(at).copied().unwrap_or_default().to_owned();
    }
    out
}

/// `String(value) === String(Number(value))` and finite: a number written plainly.
fn plain_number(text: &str) -> Option<f64> {
    let number = js::number(Some(&Value::String(text.to_owned())));
    let finite = number.is_finite() && !js::parse_float(text).is_nan();
    (finite && js::number_text(number) == text).then_some(number)
}

fn radio(node: &Node, value: Option<&Value>) -> Regular {
    match node.raw("dataType").and_then(Value::as_str) {
        Some("number") => {
            let number = js::number(value);
            return if number.is_nan() {
                Regular::NotANumber
            } else {
                Regular::New(js::number_value(number))
            };
        }
        Some("string") => {
            return Regular::New(Value::String(match value {
                Some(object @ (Value::Object(_) | Value::Array(_) | Value::Null)) => object.to_string(),
                other => js::string(other),
            }));
        }
        Some("boolean") => {
            let flag = js::truthy(value) && js::string(value) != "false";
            return Regular::New(Value::Bool(flag));
        }
        _ => {}
    }
    match value {
        Some(Value::String(text)) if text == "true" => Regular::New(Value::Bool(true)),
        Some(Value::String(text)) if text == "false" => Regular::New(Value::Bool(false)),
        Some(value @ (Value::String(_) | Value::Array(_))) => match plain_number(&js::string(Some(value))) {
            Some(number) => Regular::New(js::number_value(number)),
            None => Regular::Same,
        },
        _ => Regular::Same,
    }
}

fn select(node: &Node, value: Option<&Value>) -> Regular {
    match value {
        Some(Value::Array(items)) if node.multiple => {
            let items = items
                .iter()
                .map(|item| one_select(node, item).unwrap_or(Value::Null));
            Regular::New(Value::Array(items.collect()))
        }
        Some(value) => one_select(node, value).map_or(Regular::Nothing, Regular::New),
        None => Regular::Nothing,
    }
}

fn one_select(node: &Node, value: &Value) -> Option<Value> {
    if value.is_null() {
        return None;
    }
    let data_type = node
        .raw("dataType")
        .and_then(Value::as_str)
        .filter(|name| !name.is_empty())
        .unwrap_or("auto");
    let text = js::string(Some(value));
    let boolean = |text: &str| match text.to_lowercase().as_str() {
        "true" => Some(Value::Bool(true)),
        "false" => Some(Value::Bool(false)),
        _ => None,
    };
    Some(match (data_type, value) {
        ("number", _) => match plain_number(&text) {
            Some(number) if !text.is_empty() => js::number_value(number),
            _ => value.clone(),
        },
        ("boolean", Value::String(text)) => boolean(text).unwrap_or_else(|| value.clone()),
        ("string", Value::Object(map)) if map.is_empty() => value.clone(),
        ("string", _) => Value::String(text),
        ("auto", Value::Object(_) | Value::Array(_)) => value.clone(),
        ("auto", _) => match plain_number(&text) {
            Some(number) if !text.is_empty() => js::number_value(number),
            _ => boolean(&text).unwrap_or(Value::String(text)),
        },
        _ => value.clone(),
    })
}

fn boxes(value: Option<&Value>) -> Regular {
    match value {
        Some(Value::Object(_)) => Regular::Same,
        Some(Value::String(text)) if !text.is_empty() => Regular::New(json!({ text: true })),
        Some(Value::Array(items)) => {
            let ticked = items
                .iter()
                .map(|item| (js::string(Some(item)), Value::Bool(true)));
            Regular::New(Value::Object(ticked.collect::<Map<_, _>>()))
        }
        _ => Regular::New(json!({})),
    }
}

fn tags(node: &Node, value: Option<&Value>) -> Regular {
    let delimiter = node
        .raw("delimeter")
        .and_then(Value::as_str)
        .filter(|d| !d.is_empty())
        .unwrap_or(",");
    let store = node.raw("storeas");
    match value {
        Some(Value::Array(items)) if store.is_none_or(|store| store == "string") => {
            Regular::New(Value::String(js::join(items, delimiter)))
        }
        Some(Value::String(text)) if store.is_some_and(|store| store == "array") => {
            let parts = text.split(delimiter).filter(|part| !part.is_empty());
            Regular::New(Value::Array(
                parts.map(|part| Value::String(part.to_owned())).collect(),
            ))
        }
        _ => Regular::Same,
    }
}

fn masked(node: &Node, value: Option<&Value>) -> Regular {
    let shorter = match value {
        Some(Value::String(text)) if node.truncate => Some(Value::String(single_spaced(text))),
        _ => None,
    };
    if !node.settings.multiple_masks {
        return shorter.map_or(Regular::Same, Regular::New);
    }
    let first = node
        .raw("inputMasks")
        .and_then(|masks| masks.get(0))
        .and_then(|mask| mask.get("label"));
    let named = |value: Option<&Value>| match value {
        Some(object) if object.is_object() || object.is_array() => object.clone(),
        other => {
            let mut map = Map::new();
            if let Some(value) = other {
                map.insert("value".to_owned(), value.clone());
            }
            if let Some(first) = first {
                map.insert("maskName".to_owned(), first.clone());
            }
            Value::Object(map)
        }
    };
    Regular::New(match shorter.as_ref().or(value) {
        Some(Value::Array(items)) => Value::Array(items.iter().map(|item| named(Some(item))).collect()),
        other => named(other),
    })
}

/// Trimmed, with runs of white space made one space.
pub(crate) fn single_spaced(text: &str) -> String {
    let mut out = String::new();
    let mut run = Vec::new();
    for c in js::trim(text).chars() {
        if js::is_space(c) {
            run.push(c);
            continue;
        }
        match run.as_slice() {
            [] => {}
            [only] => out.push(*only),
            _ => out.push(' '),
        }
        run.clear();
        out.push(c);
    }
    out
}

fn time(node: &Node, value: Option<&Value>) -> Regular {
    let Some(Value::String(text)) = value else {
        return Regular::Same;
    };
    let format = |key: &str, default: &'static str| {
        node.raw(key)
            .and_then(Value::as_str)
            .filter(|f| !f.is_empty())
            .unwrap_or(default)
            .to_owned()
    };
    match dates::reformat_time(
        text,
        &format("format", "HH:mm"),
        &format("dataFormat", "HH:mm:ss"),
    ) {
        Some(new) => changed(text, new),
        None => Regular::Same,
    }
}

fn numbers(node: &Node, value: Option<&Value>) -> Regular {
    match value {
        Some(Value::Array(items)) if node.multiple => {
            let items = items
                .iter()
                .map(|item| one_number(Some(item)).unwrap_or(Value::Null));
            Regular::New(Value::Array(items.collect()))
        }
        Some(Value::Number(_)) => Regular::Same,
        value => one_number(value).map_or(Regular::Nothing, Regular::New),
    }
}

fn one_number(value: Option<&Value>) -> Option<Value> {
    let number = js::number(value);
    (number.is_finite() && !js::parse_float_of(value).is_nan()).then(|| js::number_value(number))
}
