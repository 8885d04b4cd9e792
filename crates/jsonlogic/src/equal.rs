//! Equality by value, whole or of a part, as lodash `isEqual` and `isMatch` decide it.

use crate::coercion::strict_equal;
use crate::error::EvalError;
use crate::path;
use crate::run::Run;
use crate::sequence::own_entries;
use crate::value::{List, Record, Value};

/// lodash `isEqual`.
pub(crate) fn equal(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<bool, EvalError> {
    compare(run, a, b, false)
}

/// Whether `value` has at least what `wanted` has, deeply and in any order of elements.
pub(crate) fn contains(run: &Run<'_>, wanted: &Value<'_>, value: &Value<'_>) -> Result<bool, EvalError> {
    compare(run, wanted, value, true)
}

/// lodash `isMatch`: whether every member of `source` is in `object`.
pub(crate) fn matches(run: &Run<'_>, object: &Value<'_>, source: &Value<'_>) -> Result<bool, EvalError> {
    if strict_equal(run, object, source)? {
        return Ok(true);
    }
    for (key, wanted) in own_entries(run, source)? {
        if object.is_nil() {
            return Ok(false);
        }
        let value = path::member(run, object, key.as_str())?;
        let comparable = !wanted.is_object() && !matches!(wanted, Value::Number(number) if number.is_nan());
        let same = if comparable {
            strict_equal(run, &wanted, &value)?
        } else {
            contains(run, &wanted, &value)?
        };
        if !same || (value.is_undefined() && !path::has(run, object, key.as_str())?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>, partial: bool) -> Result<bool, EvalError> {
    run.spend(1)?;
    if strict_equal(run, a, b)? {
        return Ok(true);
    }
    let _deeper = run.deeper()?;
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Ok(a.is_nan() && b.is_nan()),
        (Value::List(a), Value::List(b)) if partial => some_of(run, a, b),
        (Value::List(a), Value::List(b)) => {
            if a.len() != b.len() {
                return Ok(false);
            }
            for (a, b) in a.iter().zip(b.iter()) {
                if !compare(run, &a, &b, false)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Value::Record(a), Value::Record(b)) => fields(run, a, b, partial),
        _ => Ok(false),
    }
}

fn fields(run: &Run<'_>, a: &Record<'_>, b: &Record<'_>, partial: bool) -> Result<bool, EvalError> {
    if a.len() != b.len() && !partial {
        return Ok(false);
    }
    for (key, a) in run.entries(a)? {
        match b.get(key.as_str()) {
            Some(b) if compare(run, &a, &b, partial)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

/// Whether each element of `wanted` has an element of its own in `list`.
fn some_of(run: &Run<'_>, wanted: &List<'_>, list: &List<'_>) -> Result<bool, EvalError> {
    if wanted.len() > list.len() {
        return Ok(false);
    }
    let mut free = run.items(list)?.into_iter().map(Some).collect::<Vec<_>>();
    for item in wanted.iter() {
        let mut found = None;
        for (at, other) in free.iter().enumerate() {
            run.spend(1)?;
            if let Some(other) = other
                && compare(run, &item, other, true)?
            {
                found = Some(at);
                break;
            }
        }
        match found {
            Some(at) => free[at] = None,
            None => return Ok(false),
        }
    }
    Ok(true)
}
