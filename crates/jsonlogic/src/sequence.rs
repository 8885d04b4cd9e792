//! Walking over values: the elements of what lodash takes for an array, the fields of what it takes for an object.

use crate::coercion::same_value;
use crate::error::EvalError;
use crate::path;
use crate::run::Run;
use crate::value::{Text, Value, array_index, length};
use std::collections::HashSet;
use std::rc::Rc;

/// The elements of an array, the units of a text, what an object with a `length` has at its places; nothing for others.
pub(crate) fn elements<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Vec<Value<'a>>, EvalError> {
    match value {
        Value::List(list) => run.items(list),
        Value::Text(text) => {
            run.spend(length(text.as_str()))?;
            let one = |unit| char::from_u32(u32::from(unit)).unwrap_or('\u{FFFD}').to_string();
            Ok(text
                .as_str()
                .encode_utf16()
                .map(|unit| Value::Text(one(unit).into()))
                .collect())
        }
        Value::Record(record) => {
            let length = record.array_length().unwrap_or(0);
            run.spend(length)?;
            let at = |index: usize| record.get(&index.to_string()).unwrap_or(Value::Undefined);
            Ok((0..length).map(at).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// The names and values of a value's own fields, in JavaScript's order.
pub(crate) fn own_entries<'a>(
    run: &Run<'_>,
    value: &Value<'a>,
) -> Result<Vec<(Text<'a>, Value<'a>)>, EvalError> {
    match value {
        Value::Record(record) => run.entries(record),
        Value::List(_) | Value::Text(_) => {
            let elements = elements(run, value)?.into_iter().enumerate();
            Ok(elements.map(|(at, item)| (at.to_string().into(), item)).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// lodash `isEmpty`: numbers and booleans are empty too.
pub(crate) fn is_empty_value(value: &Value<'_>) -> bool {
    match value {
        Value::Text(text) => text.len() == 0,
        Value::List(list) => list.is_empty(),
        Value::Record(record) => record.is_empty(),
        _ => true,
    }
}

/// One thing of a collection: its value, and its place or name.
pub(crate) struct Member<'a> {
    pub(crate) value: Value<'a>,
    pub(crate) key: Value<'a>,
}

/// What lodash goes through in a collection: elements if it is like an array, else fields.
pub(crate) fn members<'a>(run: &Run<'_>, collection: &Value<'a>) -> Result<Vec<Member<'a>>, EvalError> {
    if collection.is_array_like() {
        let elements = elements(run, collection)?.into_iter().enumerate();
        return Ok(elements
            .map(|(at, value)| Member {
                value,
                key: at.into(),
            })
            .collect());
    }
    let fields = own_entries(run, collection)?.into_iter();
    Ok(fields
        .map(|(key, value)| Member {
            value,
            key: Value::Text(key),
        })
        .collect())
}

/// lodash `isIterateeCall`: whether the arguments look as if the operator itself had been handed to a `map`.
pub(crate) fn is_iteratee_call(
    run: &Run<'_>,
    value: &Value<'_>,
    index: &Value<'_>,
    object: &Value<'_>,
) -> Result<bool, EvalError> {
    let key = match index {
        Value::Number(number) if object.is_array_like_object() => {
            let key = crate::coercion::number_text(*number);
            let within = match object {
                Value::Record(record) => record.array_length().unwrap_or(0),
                Value::List(list) => list.len(),
                _ => 0,
            };
            if array_index(&key).is_none_or(|at| at >= within) {
                return Ok(false);
            }
            key
        }
        Value::Text(text) if object.is_object() && path::has(run, object, text.as_str())? => {
            text.as_str().to_owned()
        }
        _ => return Ok(false),
    };
    same_value(run, &path::member(run, object, &key)?, value)
}

/// What makes a value the same as another for lodash `eq`, to be looked up in constant time.
#[derive(PartialEq, Eq, Hash)]
enum Identity<'a> {
    Undefined,
    Null,
    Bool(bool),
    Number(u64),
    Text(Text<'a>),
    Part(usize),
}

/// Values already seen.
#[derive(Default)]
pub(crate) struct Seen<'a> {
    identities: HashSet<Identity<'a>>,
    /// Arrays and objects are told apart by where they are, so that none may be freed meanwhile.
    kept: Vec<Value<'a>>,
}

impl<'a> Seen<'a> {
    /// Whether it was not there yet.
    pub(crate) fn add(&mut self, run: &Run<'_>, value: &Value<'a>) -> Result<bool, EvalError> {
        if value.is_object() {
            self.kept.push(value.clone());
        }
        Ok(self.identities.insert(identity(run, value)?))
    }

    pub(crate) fn has(&self, run: &Run<'_>, value: &Value<'a>) -> Result<bool, EvalError> {
        Ok(self.identities.contains(&identity(run, value)?))
    }
}

fn identity<'a>(run: &Run<'_>, value: &Value<'a>) -> Result<Identity<'a>, EvalError> {
    run.spend(1)?;
    Ok(match value {
        Value::Undefined => Identity::Undefined,
        Value::Null => Identity::Null,
        Value::Bool(flag) => Identity::Bool(*flag),
        // One zero, one NaN.
        Value::Number(number) if *number == 0.0 => Identity::Number(0),
        Value::Number(number) if number.is_nan() => Identity::Number(f64::NAN.to_bits()),
        Value::Number(number) => Identity::Number(number.to_bits()),
        Value::Text(text) => {
            run.spend_text(text.len())?;
            Identity::Text(text.clone())
        }
        Value::List(list) => Identity::Part(list.address()),
        Value::Record(record) => Identity::Part(record.address()),
        Value::Function(function) => Identity::Part(Rc::as_ptr(function).addr()),
    })
}
