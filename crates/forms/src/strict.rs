//! What the original lets pass and we do not. Every rule here is named `strict:…`.

pub(crate) mod files;

use crate::js;
use crate::model::Format;
use crate::node::Node;
use crate::rules::{Asking, Hit, has_value, is_email, is_url};
use serde_json::Value;

/// Longest text of any field, in UTF-16 units, when the definition sets no limit of its own.
pub(crate) const MAX_TEXT: usize = 50_000;
/// Most values of a list.
pub(crate) const MAX_VALUES: usize = 1_000;

/// Adds what is wrong with a value the original rules accept.
pub(crate) fn check(asking: &Asking<'_>, hits: &mut Vec<Hit>) {
    // What only a script could judge, show or work out is not taken on trust, an empty answer neither.
    if asking.node.needs_scripts {
        hits.push(Hit::new("strict:script", "strict:script"));
        return;
    }
    let Some(value) = asking.value.filter(|value| !is_absent(value)) else {
        return;
    };
    if asking.node.is("file") {
        files::check(asking, value, hits);
        return;
    }
    if let Some(Err(_)) = asking.node.settings.pattern {
        hits.push(Hit::new("strict:pattern", "strict:pattern"));
        return;
    }
    if !asking.node.multiple {
        one(asking, value, None, hits);
        return;
    }
    match value {
        Value::Array(items) if items.len() > MAX_VALUES => hits.push(Hit::new("strict:size", "strict:size")),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                one(asking, item, Some(index), hits);
            }
        }
        _ => hits.push(Hit::new("strict:type", "strict:type")),
    }
}

/// Absent, or left empty: only `required` has something to say of it.
fn is_absent(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

fn one(asking: &Asking<'_>, value: &Value, index: Option<usize>, hits: &mut Vec<Hit>) {
    if index.is_some() && is_absent(value) {
        return;
    }
    let hit = kind(asking, value)
        .or_else(|| offered(asking, value))
        .or_else(|| inside_list(asking, value, index));
    let hit = hit.or_else(|| identifier(asking, value));
    if let Some(hit) = hit {
        hits.push(Hit { index, ..hit });
    }
}

/// The type of the value, by the type of the component.
fn kind(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let wrong = || Some(Hit::new("strict:type", "strict:type"));
    let node = asking.node;
    let right = match node.type_name.as_str() {
        _ if node.settings.multiple_masks => return None,
        "textfield" | "textarea" | "password" | "phoneNumber" | "email" | "url" | "hidden" => {
            return text_kind(asking, value);
        }
        "signature" => value
            .as_str()
            .is_some_and(|image| image.starts_with("data:image/")),
        "day" | "time" | "datetime" => return day_kind(asking, value),
        "number" | "currency" => value.is_number(),
        // One of a group of boxes that exclude each other carries the value of the one chosen.
        "checkbox" => value.is_boolean() || (node.key != text(node, "key") && value.is_string()),
        "radio" | "select" => !value.is_array() && (node.is("select") || !value.is_object()),
        "selectboxes" => match value {
            Value::Object(map) => map.values().all(Value::is_boolean),
            _ => false,
        },
        "survey" => match value {
            Value::Object(map) => map
                .values()
                .all(|answer| !answer.is_object() && !answer.is_array()),
            _ => false,
        },
        "datagrid" | "editgrid" | "datatable" => match value {
            Value::Array(rows) if rows.iter().all(Value::is_object) => return row_count(asking, rows.len()),
            _ => false,
        },
        "datamap" => match value {
            Value::Object(map) => map.len() <= MAX_VALUES && map.values().all(is_plain),
            _ => false,
        },
        "tree" => is_entry(value),
        "tags" => match value {
            Value::Array(tags) => tags.iter().all(Value::is_string),
            tags => tags.is_string(),
        },
        "address" => value.is_object(),
        "container" => value.is_object(),
        "form" => value.get("data").is_none_or(Value::is_object) && value.is_object(),
        _ => true,
    };
    if right { None } else { wrong() }
}

fn text<'a>(node: &'a Node, setting: &str) -> &'a str {
    node.raw(setting).and_then(Value::as_str).unwrap_or_default()
}

fn is_plain(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// An entry of a tree with those below it; how deep they may be is a limit of all data.
fn is_entry(value: &Value) -> bool {
    let below = match value.get("children") {
        None | Some(Value::Null) => true,
        Some(Value::Array(entries)) => entries.iter().all(is_entry),
        Some(_) => false,
    };
    value.is_object() && below && value.get("data").is_none_or(Value::is_object)
}

/// The original counts the rows of a grid in the browser only.
fn row_count(asking: &Asking<'_>, rows: usize) -> Option<Hit> {
    let validate = asking.node.raw("validate");
    let limit = |key: &str| {
        let setting = validate.and_then(|validate| validate.get(key))?;
        let number = js::number(Some(setting));
        (number.is_finite() && number > 0.0).then(|| (number, setting.clone()))
    };
    #[expect(clippy::cast_precision_loss, reason = "rows are far below 2^53")]
    let rows = rows as f64;
    match (limit("minLength"), limit("maxLength")) {
        (_, Some((most, setting))) if rows > most => {
            Some(Hit::new("strict:row_count", "strict:max_rows").with(setting))
        }
        (Some((least, setting)), _) if rows < least => {
            Some(Hit::new("strict:row_count", "strict:min_rows").with(setting))
        }
        _ if rows > crate::form::MAX_ROWS as f64 => Some(Hit::new("strict:rows", "strict:rows")),
        _ => None,
    }
}

fn text_kind(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let node = asking.node;
    let text = match value {
        Value::String(text) => text,
        // A hidden field may carry any plain value.
        Value::Bool(_) | Value::Number(_) if node.is("hidden") => return None,
        _ => return Some(Hit::new("strict:type", "strict:type")),
    };
    if node.settings.max_length.is_none() && js::length(text) > MAX_TEXT {
        return Some(Hit::new("strict:size", "strict:size").with(Value::from(MAX_TEXT)));
    }
    if text.contains('\0') {
        return Some(Hit::new("strict:type", "strict:type"));
    }
    None
}

/// Days must exist and be complete; date-times must be ISO.
fn day_kind(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let Value::String(text) = value else {
        return Some(Hit::new("strict:type", "strict:type"));
    };
    let node = asking.node;
    if node.is("datetime") {
        let iso = text
            .as_bytes()
            .get(..5)
            .is_some_and(|start| start[..4].iter().all(u8::is_ascii_digit) && start[4] == b'-');
        return (!iso).then(|| Hit::new("strict:date", "invalidDate"));
    }
    if !node.is("day") {
        return None;
    }
    let hides = |part: &str| {
        let field = node.raw("fields").and_then(|fields| fields.get(part));
        js::truthy(field.and_then(|field| field.get("hide")))
    };
    let asked = ["day", "month", "year"]
        .iter()
        .filter(|part| !hides(part))
        .count();
    let parts: Vec<&str> = text.split('/').collect();
    let digits = parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()));
    let complete = digits
        && (parts.len() == asked || parts.len() == 3)
        && (asked != 3 || !parts.iter().any(|part| part.bytes().all(|b| b == b'0')));
    let blank = !has_value(node, Some(value));
    if !complete && !blank {
        return Some(Hit::new("strict:day", "invalidDay"));
    }
    earliest_year(asking, parts.last().copied().unwrap_or_default())
}

/// The original forgets the earliest year when it is set on the field of the year.
fn earliest_year(asking: &Asking<'_>, year: &str) -> Option<Hit> {
    let setting = asking
        .node
        .raw("fields")?
        .get("year")?
        .get("minYear")
        .filter(|year| js::truthy(Some(year)))?;
    let (least, year) = (js::number(Some(setting)), js::parse_float(year));
    (year < least).then(|| Hit::new("strict:minYear", "minYear").with(setting.clone()))
}

/// Only what was offered may be chosen, whether or not the definition says so.
fn offered(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let node = asking.node;
    let same = |option: &Value, chosen: &Value| {
        js::same(option, chosen)
            || (!chosen.is_object() && js::string(Some(option)) == js::string(Some(chosen)))
    };
    let refused = || Some(Hit::new("strict:option", "invalidOption"));
    if node.is("survey") {
        return survey(asking, value);
    }
    if let Some(source) = crate::sources::of(&node.raw) {
        let known = source.ok().and_then(|source| source.place(value));
        return if known.is_some() { None } else { refused() };
    }
    let Some(offered) = node.settings.offered.as_ref() else {
        // Nothing is offered, or by a server nobody asks.
        let chooses = ["radio", "select", "selectboxes"].contains(&node.type_name.as_str());
        let ticked = |value: &Value| {
            value
                .as_object()
                .is_none_or(|boxes| boxes.values().any(|chosen| js::truthy(Some(chosen))))
        };
        return if chooses && (!node.is("selectboxes") || ticked(value)) {
            refused()
        } else {
            None
        };
    };
    let known = |chosen: &Value| offered.iter().any(|option| same(option, chosen));
    match value {
        Value::Object(map) if node.is("selectboxes") => {
            let all = map
                .iter()
                .all(|(key, ticked)| !js::truthy(Some(ticked)) || known(&Value::String(key.clone())));
            if all { None } else { refused() }
        }
        chosen if known(chosen) => None,
        _ => refused(),
    }
}

fn survey(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let node = asking.node;
    let list = |key: &str| {
        node.raw(key)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let named =
        |items: &[Value], wanted: &str| items.iter().any(|item| js::string(item.get("value")) == wanted);
    let answers = value.as_object()?;
    let known = answers.iter().all(|(question, answer)| {
        let blank = is_absent(answer);
        named(list("questions"), question) && (blank || named(list("values"), &js::string(Some(answer))))
    });
    if !known {
        return Some(Hit::new("strict:option", "invalidOption"));
    }
    // The original never asks whether every question of a required survey was answered.
    let complete = list("questions").iter().all(|question| {
        answers
            .get(&js::string(question.get("value")))
            .is_some_and(|answer| !is_absent(answer))
    });
    (node.required && !complete).then(|| Hit::new("strict:survey", "required"))
}

/// In lists the original does not apply lengths and patterns to the single values.
fn inside_list(asking: &Asking<'_>, value: &Value, index: Option<usize>) -> Option<Hit> {
    index?;
    let text = value.as_str()?;
    let settings = &asking.node.settings;
    #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
    let too_long = settings
        .max_length
        .is_some_and(|max| js::length(text) as f64 > max);
    if too_long {
        return Some(Hit::new("strict:maxLength", "maxLength").set_from(asking, "maxLength"));
    }
    match &settings.pattern {
        Some(Ok(pattern)) if pattern.is_match(text) != Ok(true) => {
            Some(Hit::new("strict:pattern", "pattern"))
        }
        _ => None,
    }
}

/// FORM-18: codice fiscale, partita IVA and IBAN with their check characters.
fn identifier(asking: &Asking<'_>, value: &Value) -> Option<Hit> {
    let text = value.as_str()?;
    let node = asking.node;
    let valid = match node.format {
        Some(Format::CodiceFiscale) => italia::FiscalCode::parse(text).is_ok(),
        Some(Format::PartitaIva) => italia::VatNumber::parse(text).is_ok(),
        Some(Format::Iban) => italia::Iban::parse(text).is_ok(),
        None => true,
    };
    let key = match node.format {
        Some(Format::CodiceFiscale) => "strict:codice-fiscale",
        Some(Format::PartitaIva) => "strict:partita-iva",
        _ => "strict:iban",
    };
    let address = match node.type_name.as_str() {
        "email" => is_email(text),
        "url" => is_url(text),
        _ => true,
    };
    if !address {
        return Some(Hit::new("strict:type", "strict:type"));
    }
    (!valid).then(|| Hit::new("strict:format", key))
}
