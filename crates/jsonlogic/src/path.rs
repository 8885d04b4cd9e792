//! Members of values, and paths to members of members as lodash writes them.

use crate::coercion;
use crate::error::EvalError;
use crate::run::{Outcome, Run};
use crate::value::{Text, Value, array_index, length, slice};

/// `value[key]` for what is the value's own; members that JavaScript inherits from prototypes do not exist here.
pub(crate) fn member<'a>(run: &Run<'_>, value: &Value<'a>, key: &str) -> Outcome<'a> {
    run.spend(1)?;
    Ok(match value {
        Value::Record(record) => record.get(key).unwrap_or(Value::Undefined),
        Value::List(list) if key == "length" => list.len().into(),
        Value::List(list) => array_index(key)
            .and_then(|at| list.at(at))
            .unwrap_or(Value::Undefined),
        Value::Text(text) => {
            let units = units(run, text)?;
            match array_index(key) {
                Some(at) if at < units => Value::Text(slice(text.as_str(), at, at + 1).into()),
                _ if key == "length" => units.into(),
                _ => Value::Undefined,
            }
        }
        _ => Value::Undefined,
    })
}

fn units(run: &Run<'_>, text: &Text<'_>) -> Result<usize, EvalError> {
    run.spend_text(text.len())?;
    Ok(length(text.as_str()))
}

/// Whether the value has the member itself.
pub(crate) fn has(run: &Run<'_>, value: &Value<'_>, key: &str) -> Result<bool, EvalError> {
    run.spend(1)?;
    Ok(match value {
        Value::Record(record) => record.get(key).is_some(),
        Value::List(list) => key == "length" || array_index(key).is_some_and(|at| at < list.len()),
        Value::Text(text) => {
            key == "length" || array_index(key).is_some_and(|at| units(run, text).is_ok_and(|n| at < n))
        }
        _ => false,
    })
}

/// The names on the way to what a path stands for; a name with dots that the object has itself is one name.
pub(crate) fn keys<'a>(
    run: &Run<'_>,
    path: &Value<'a>,
    object: &Value<'_>,
) -> Result<Vec<Text<'a>>, EvalError> {
    if let Value::List(list) = path {
        let items = run.items(list)?;
        return items.iter().map(|item| coercion::key(run, item)).collect();
    }
    if is_key(path) {
        return Ok(vec![coercion::key(run, path)?]);
    }
    let text = coercion::lodash_text(run, path)?;
    if has(run, object, text.as_str())? {
        return Ok(vec![text]);
    }
    run.spend_text(text.len())?;
    Ok(split(text.as_str()).into_iter().map(Text::from).collect())
}

/// Whether a path is a single name whatever the object is.
pub(crate) fn is_key(path: &Value<'_>) -> bool {
    match path {
        Value::Text(text) => !text.as_str().contains(['.', '[']) || !is_deep(text.as_str()),
        Value::List(_) | Value::Record(_) | Value::Function(_) => false,
        _ => true,
    }
}

/// Whether the text has a dot, or brackets that close.
fn is_deep(text: &str) -> bool {
    text.contains('.')
        || text.match_indices('[').any(|(at, _)| {
            let rest = text.get(at + 1..).unwrap_or_default();
            // Quotes inside the brackets allow brackets between them.
            let plain = rest
                .find(['[', ']'])
                .is_some_and(|end| rest[end..].starts_with(']'));
            plain || quoted(rest).is_some_and(|(_, length)| rest[length..].starts_with(']'))
        })
}

/// A quoted text at the beginning: what it says, and its length with the quotes.
fn quoted(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut said = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            return Some((said, at + 1));
        }
        if c == '\\' {
            let (_, escaped) = chars
                .next()
                .filter(|(_, c)| !matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}'))?;
            said.push(escaped);
        } else {
            said.push(c);
        }
    }
    None
}

/// lodash `stringToPath`: `a[0].b["c.d"]`.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    if text.starts_with('.') {
        names.push(String::new());
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest.find(['.', '[', ']']).unwrap_or(rest.len());
        if plain > 0 {
            names.push(rest[..plain].to_owned());
            at += plain;
        } else if let Some((name, length)) = bracketed(rest) {
            names.push(name);
            at += length;
        } else {
            if is_empty_name(rest) {
                names.push(String::new());
            }
            at += 1;
        }
    }
    names
}

/// `[12]` or `["name"]` at the beginning, and its length.
fn bracketed(text: &str) -> Option<(String, usize)> {
    let inside = text.strip_prefix('[')?;
    if let Some((name, length)) = quoted(inside) {
        return inside[length..].starts_with(']').then_some((name, length + 2));
    }
    let end = inside.find(']')?;
    let number = &inside[..end];
    let digits = number.strip_prefix('-').unwrap_or(number);
    let (whole, fraction) = digits.split_once('.').map_or((digits, "0"), |parts| parts);
    let number_like = [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    number_like.then(|| (number.to_owned(), end + 2))
}

/// A dot or empty brackets followed by another, or by the end, stand for a field without a name.
fn is_empty_name(text: &str) -> bool {
    let after = text.strip_prefix('.').or_else(|| text.strip_prefix("[]"));
    after.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || rest.starts_with("[]"))
}

/// The value a path leads to; `undefined` when it leads nowhere, also when it is empty.
pub(crate) fn get<'a>(run: &Run<'_>, object: &Value<'a>, path: &Value<'_>) -> Outcome<'a> {
    let keys = keys(run, path, object)?;
    if keys.is_empty() {
        return Ok(Value::Undefined);
    }
    let mut value = object.clone();
    for key in keys {
        if value.is_nil() {
            return Ok(Value::Undefined);
        }
        value = member(run, &value, key.as_str())?;
    }
    Ok(value)
}

/// lodash `has`.
pub(crate) fn has_path(run: &Run<'_>, object: &Value<'_>, path: &Value<'_>) -> Result<bool, EvalError> {
    let mut value = object.clone();
    let keys = keys(run, path, object)?;
    for key in &keys {
        if !has(run, &value, key.as_str())? {
            return Ok(false);
        }
        value = member(run, &value, key.as_str())?;
    }
    Ok(!keys.is_empty())
}
