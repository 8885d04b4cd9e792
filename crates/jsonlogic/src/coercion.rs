//! The coercions of JavaScript: what `Boolean`, `Number`, `String`, `==`, `<` and `+` make of values.

mod numeric;

pub use numeric::{number_of_text, number_text, parse_float, parse_int};

use crate::error::EvalError;
use crate::run::{Outcome, Run};
use crate::value::{List, Text, Value};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;

/// White space as `String.prototype.trim` and `\s` see it.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{85}' || c == '\u{FEFF}'
}

/// `Boolean(value)`.
pub fn truthy(value: &Value<'_>) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Bool(flag) => *flag,
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::Text(text) => text.len() > 0,
        Value::List(_) | Value::Record(_) | Value::Function(_) => true,
    }
}

/// What JsonLogic takes for true: as JavaScript, but an empty array is false.
pub fn holds(value: &Value<'_>) -> bool {
    match value {
        Value::List(list) => !list.is_empty(),
        other => truthy(other),
    }
}

/// `String(value)`.
pub fn string<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Text<'a>, EvalError> {
    Ok(match value {
        Value::Undefined => Text::Borrowed("undefined"),
        Value::Null => Text::Borrowed("null"),
        Value::Bool(true) => Text::Borrowed("true"),
        Value::Bool(false) => Text::Borrowed("false"),
        Value::Number(number) => number_text(*number).into(),
        Value::Text(text) => {
            run.spend_text(text.len())?;
            text.clone()
        }
        Value::List(list) => join(run, list, ",")?.into(),
        Value::Record(_) => Text::Borrowed("[object Object]"),
        Value::Function(_) => Text::Borrowed("function () { [native code] }"),
    })
}

/// `list.join(separator)`.
pub(crate) fn join(run: &Run<'_>, list: &List<'_>, separator: &str) -> Result<String, EvalError> {
    let items = run.items(list)?;
    join_values(run, &items, separator)
}

pub(crate) fn join_values(run: &Run<'_>, items: &[Value<'_>], separator: &str) -> Result<String, EvalError> {
    let _deeper = run.deeper()?;
    let mut joined = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            run.spend_text(separator.len())?;
            joined.push_str(separator);
        }
        if !item.is_nil() {
            let text = string(run, item)?;
            run.spend_text(text.len())?;
            joined.push_str(text.as_str());
        }
    }
    Ok(joined)
}

/// A value without parts, as arithmetic and comparisons see it: arrays and objects become text.
fn primitive<'v, 'a>(run: &Run<'_>, value: &'v Value<'a>) -> Result<Cow<'v, Value<'a>>, EvalError> {
    Ok(if value.is_object() {
        Cow::Owned(Value::Text(string(run, value)?))
    } else {
        Cow::Borrowed(value)
    })
}

/// `Number(value)`.
pub fn number(run: &Run<'_>, value: &Value<'_>) -> Result<f64, EvalError> {
    Ok(match value {
        Value::Undefined => f64::NAN,
        Value::Null => 0.0,
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::Number(number) => *number,
        other => {
            let text = string(run, other)?;
            number_of_text(text.as_str())
        }
    })
}

/// lodash `toFinite`: infinities become the largest number, NaN becomes 0.
pub(crate) fn finite(run: &Run<'_>, value: &Value<'_>) -> Result<f64, EvalError> {
    let number = number(run, value)?;
    Ok(if number.is_nan() {
        0.0
    } else {
        number.clamp(f64::MIN, f64::MAX)
    })
}

/// lodash `toInteger`.
pub(crate) fn integer(run: &Run<'_>, value: &Value<'_>) -> Result<f64, EvalError> {
    Ok(finite(run, value)?.trunc() + 0.0)
}

/// lodash `toString`: nothing is the empty text, but `null` inside an array is `null`.
pub(crate) fn lodash_text<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Text<'a>, EvalError> {
    if value.is_nil() {
        return Ok(Text::Borrowed(""));
    }
    base_text(run, value)
}

/// lodash `baseToString`.
pub(crate) fn base_text<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Text<'a>, EvalError> {
    match value {
        Value::List(list) => {
            let _deeper = run.deeper()?;
            let mut joined = String::new();
            for (at, item) in run.items(list)?.iter().enumerate() {
                let text = base_text(run, item)?;
                run.spend_text(text.len())?;
                if at > 0 {
                    joined.push(',');
                }
                joined.push_str(text.as_str());
            }
            Ok(joined.into())
        }
        other => key(run, other),
    }
}

/// The name of a field a value stands for: as `String`, but minus zero keeps its sign (lodash `toKey`).
pub(crate) fn key<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Text<'a>, EvalError> {
    match value {
        Value::Number(number) if *number == 0.0 && number.is_sign_negative() => Ok(Text::Borrowed("-0")),
        other => string(run, other),
    }
}

/// `a === b`.
pub fn strict_equal(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<bool, EvalError> {
    Ok(match (a, b) {
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::Text(a), Value::Text(b)) if a.len() == b.len() => {
            run.spend_text(a.len())?;
            a == b
        }
        (Value::List(a), Value::List(b)) => a.address() == b.address(),
        (Value::Record(a), Value::Record(b)) => a.address() == b.address(),
        (Value::Function(a), Value::Function(b)) => Rc::ptr_eq(a, b),
        _ => false,
    })
}

/// lodash `eq`: as `===`, but NaN equals itself.
pub(crate) fn same_value(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<bool, EvalError> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) if a.is_nan() && b.is_nan() => Ok(true),
        _ => strict_equal(run, a, b),
    }
}

/// `a == b`.
pub fn loose_equal(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<bool, EvalError> {
    if a.is_nil() || b.is_nil() {
        return Ok(a.is_nil() && b.is_nil());
    }
    if a.is_object() && b.is_object() {
        return strict_equal(run, a, b);
    }
    let (a, b) = (primitive(run, a)?, primitive(run, b)?);
    match (a.as_ref(), b.as_ref()) {
        (Value::Text(_), Value::Text(_)) | (Value::Bool(_), Value::Bool(_)) => strict_equal(run, &a, &b),
        (a, b) => Ok(number(run, a)? == number(run, b)?),
    }
}

/// How `<` and its like see two values; `None` makes every one of them false.
pub fn compare(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<Option<Ordering>, EvalError> {
    let (a, b) = (primitive(run, a)?, primitive(run, b)?);
    if let (Value::Text(a), Value::Text(b)) = (a.as_ref(), b.as_ref()) {
        run.spend_text(a.len().min(b.len()))?;
        return Ok(Some(compare_text(a.as_str(), b.as_str())));
    }
    Ok(number(run, &a)?.partial_cmp(&number(run, &b)?))
}

fn compare_text(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() {
        a.cmp(b)
    } else {
        a.encode_utf16().cmp(b.encode_utf16())
    }
}

/// `a + b`.
pub(crate) fn add<'a>(run: &Run<'_>, a: &Value<'a>, b: &Value<'a>) -> Outcome<'a> {
    let (a, b) = (primitive(run, a)?, primitive(run, b)?);
    if matches!(a.as_ref(), Value::Text(_)) || matches!(b.as_ref(), Value::Text(_)) {
        let (a, b) = (string(run, &a)?, string(run, &b)?);
        return run.text(format!("{}{}", a.as_str(), b.as_str()));
    }
    Ok(Value::Number(number(run, &a)? + number(run, &b)?))
}
