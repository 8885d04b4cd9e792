//! lodash's Array: parts of arrays, places in them, flattening.

use super::{Call, Operation, place};
use crate::coercion::{self, compare, same_value};
use crate::error::EvalError;
use crate::path;
use crate::run::{Outcome, Run};
use crate::value::{Fields, Value};
use std::cmp::Ordering;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_chunk" => chunk,
        "_compact" => |call| {
            let kept = call.elements(0)?.into_iter().filter(coercion::truthy);
            call.list(kept.collect())
        },
        "_concat" => concat,
        "_drop" => |call| {
            let mut items = call.elements(0)?;
            let rest = items.split_off(count(call, items.len())?);
            call.list(rest)
        },
        "_dropRight" => |call| {
            let mut items = call.elements(0)?;
            items.truncate(items.len() - count(call, items.len())?);
            call.list(items)
        },
        "_take" => |call| {
            let mut items = call.elements(0)?;
            items.truncate(count(call, items.len())?);
            call.list(items)
        },
        "_takeRight" => |call| {
            let mut items = call.elements(0)?;
            let kept = items.split_off(items.len() - count(call, items.len())?);
            call.list(kept)
        },
        "_takeWhile" => take_while,
        "_takeRightWhile" => take_right_while,
        "_first" | "_head" => |call| at(call, call.argument(0), 0.0),
        "_last" => |call| at(call, call.argument(0), -1.0),
        "_nth" => |call| at(call, call.argument(0), call.integer(1)?),
        "_initial" => |call| {
            let mut items = call.elements(0)?;
            items.pop();
            call.list(items)
        },
        "_tail" => |call| {
            let items = call.elements(0)?.into_iter().skip(1);
            call.list(items.collect())
        },
        "_slice" => slice,
        "_findIndex" => find_index,
        "_findLastIndex" => find_last_index,
        "_indexOf" => index_of,
        "_lastIndexOf" => last_index_of,
        "_join" => join,
        "_flatten" => |call| flattened(call, 1.0),
        "_flattenDeep" => |call| flattened(call, f64::INFINITY),
        "_flattenDepth" => |call| flattened(call, if call.has(1) { call.integer(1)? } else { 1.0 }),
        "_fromPairs" => from_pairs,
        _ => return None,
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at least one, and saturates"
)]
fn chunk<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let single = if call.truthy(2) {
        call.is_iteratee_call(0)?
    } else {
        !call.has(1)
    };
    let size = if single { 1.0 } else { call.integer(1)? };
    let items = call.elements(0)?;
    if size < 1.0 {
        return call.list(Vec::new());
    }
    let chunks = items.chunks(size as usize).map(|chunk| call.list(chunk.to_vec()));
    call.list(chunks.collect::<Result<_, _>>()?)
}

fn concat<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut all = Vec::new();
    for value in &call.arguments {
        match value {
            Value::List(list) => all.extend(call.run.items(list)?),
            other => all.push(other.clone()),
        }
    }
    call.list(all)
}

/// How many to take or drop: one when it is not said.
fn count(call: &Call<'_, '_>, length: usize) -> Result<usize, EvalError> {
    let count = if call.truthy(2) || !call.has(1) {
        1.0
    } else {
        call.integer(1)?
    };
    Ok(place(count.max(0.0), length))
}

fn take_while<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut items = call.elements(0)?;
    let predicate = call.iteratee(1)?;
    let mut kept = 0;
    for (at, item) in items.iter().enumerate() {
        let arguments = [item.clone(), at.into(), call.argument(0).clone()];
        if !coercion::truthy(&predicate.call(call.run, &arguments)?) {
            break;
        }
        kept += 1;
    }
    items.truncate(kept);
    call.list(items)
}

fn take_right_while<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut items = call.elements(0)?;
    let predicate = call.iteratee(1)?;
    let mut from = items.len();
    for (at, item) in items.iter().enumerate().rev() {
        let arguments = [item.clone(), at.into(), call.argument(0).clone()];
        if !coercion::truthy(&predicate.call(call.run, &arguments)?) {
            break;
        }
        from = at;
    }
    call.list(items.split_off(from))
}

fn at<'a>(call: &Call<'_, 'a>, list: &Value<'a>, n: f64) -> Outcome<'a> {
    let length = coercion::number(call.run, &path::member(call.run, list, "length")?)?;
    if length.is_nan() {
        return Ok(Value::Undefined);
    }
    let at = if n < 0.0 { n + length } else { n };
    path::member(call.run, list, &coercion::number_text(at))
}

fn slice<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    let end = call.argument(2);
    let guarded = coercion::truthy(end) && !matches!(end, Value::Number(_)) && call.is_iteratee_call(0)?;
    if guarded {
        return call.list(items);
    }
    let start = place(call.integer(1)?, items.len());
    let end = if end.is_undefined() {
        items.len()
    } else {
        place(call.integer(2)?, items.len())
    };
    call.list(items.get(start..end.max(start)).unwrap_or_default().to_vec())
}

fn find_index<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    let predicate = call.iteratee(1)?;
    let from = place(call.integer(2)?, items.len());
    for (at, item) in items.into_iter().enumerate().skip(from) {
        let arguments = [item, at.into(), call.argument(0).clone()];
        if coercion::truthy(&predicate.call(call.run, &arguments)?) {
            return Ok(at.into());
        }
    }
    Ok((-1.0).into())
}

/// One more than the place from which to search backwards.
fn backwards_from(call: &Call<'_, '_>, length: usize) -> Result<usize, EvalError> {
    if !call.has(2) {
        return Ok(length);
    }
    Ok((place(call.integer(2)?, length) + 1).min(length))
}

fn find_last_index<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    let predicate = call.iteratee(1)?;
    let from = backwards_from(call, items.len())?;
    for (at, item) in items.into_iter().enumerate().take(from).rev() {
        let arguments = [item, at.into(), call.argument(0).clone()];
        if coercion::truthy(&predicate.call(call.run, &arguments)?) {
            return Ok(at.into());
        }
    }
    Ok((-1.0).into())
}

/// The place of a value in a list, from a place on.
pub(super) fn position<'a>(
    run: &Run<'_>,
    items: &[Value<'a>],
    value: &Value<'a>,
    from: usize,
) -> Result<Option<usize>, EvalError> {
    for (at, item) in items.iter().enumerate().skip(from) {
        run.spend(1)?;
        if same_value(run, item, value)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn index_of<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    let from = place(call.integer(2)?, items.len());
    let found = position(call.run, &items, call.argument(1), from)?;
    Ok(found.map_or(Value::Number(-1.0), Value::from))
}

fn last_index_of<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    if !call.has(1) && !call.has(2) && !items.is_empty() {
        // lodash begins one place too far, where it finds the `undefined` it looks for.
        return Ok(items.len().into());
    }
    let from = backwards_from(call, items.len())?;
    for (at, item) in items.iter().enumerate().take(from).rev() {
        call.run.spend(1)?;
        if same_value(call.run, item, call.argument(1))? {
            return Ok(at.into());
        }
    }
    Ok((-1.0).into())
}

fn join<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let items = call.elements(0)?;
    let separator = match call.argument(1) {
        Value::Undefined => ",".into(),
        other => Value::Text(coercion::string(call.run, other)?),
    };
    let separator = coercion::string(call.run, &separator)?;
    call.run
        .text(coercion::join_values(call.run, &items, separator.as_str())?)
}

fn flattened<'a>(call: &Call<'_, 'a>, depth: f64) -> Outcome<'a> {
    let mut flat = Vec::new();
    flatten(call.run, call.elements(0)?, depth, &mut flat)?;
    call.list(flat)
}

/// Puts the elements of arrays in the place of the arrays, as many levels as told.
pub(super) fn flatten<'a>(
    run: &Run<'_>,
    items: Vec<Value<'a>>,
    depth: f64,
    flat: &mut Vec<Value<'a>>,
) -> Result<(), EvalError> {
    let _deeper = run.deeper()?;
    for item in items {
        run.spend(1)?;
        match item {
            Value::List(list) if depth > 0.0 => flatten(run, run.items(&list)?, depth - 1.0, flat)?,
            other => flat.push(other),
        }
    }
    Ok(())
}

fn from_pairs<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut fields = Fields::default();
    for pair in call.elements(0)? {
        if pair.is_nil() {
            return Err(EvalError::Type("Cannot read properties of undefined"));
        }
        let key = coercion::string(call.run, &path::member(call.run, &pair, "0")?)?;
        fields.set(key, path::member(call.run, &pair, "1")?);
    }
    call.run.record(fields)
}

/// Whether the order of two values is the wanted one, or they are equal when that is enough.
pub(super) fn in_order(
    run: &Run<'_>,
    a: &Value<'_>,
    b: &Value<'_>,
    equal_too: bool,
) -> Result<bool, EvalError> {
    Ok(match compare(run, a, b)? {
        Some(Ordering::Less) => true,
        Some(Ordering::Equal) => equal_too,
        _ => false,
    })
}
