//! lodash's Array: arrays that are sorted already.

use super::{Call, Operation, arrays::in_order};
use crate::coercion::same_value;
use crate::error::EvalError;
use crate::function::Function;
use crate::run::{Outcome, Run};
use crate::value::Value;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_sortedIndex" => |call| insertion(call, &Function::identity(), false),
        "_sortedLastIndex" => |call| insertion(call, &Function::identity(), true),
        "_sortedIndexBy" => |call| insertion(call, &*call.iteratee(2)?, false),
        "_sortedLastIndexBy" => |call| insertion(call, &*call.iteratee(2)?, true),
        "_sortedIndexOf" => |call| {
            let index = index(call, &Function::identity(), false)?;
            let items = call.elements(0)?;
            found(call, items.get(index), index)
        },
        "_sortedLastIndexOf" => |call| {
            let index = index(call, &Function::identity(), true)?;
            let items = call.elements(0)?;
            let before = index.checked_sub(1);
            found(
                call,
                before.and_then(|before| items.get(before)),
                before.unwrap_or(0),
            )
        },
        "_sortedUniq" => |call| uniq(call, &Function::identity()),
        // Without an iteratee lodash compares with the identity too.
        "_sortedUniqBy" => |call| uniq(call, &*call.iteratee(1)?),
        _ => return None,
    })
}

fn found<'a>(call: &Call<'_, 'a>, item: Option<&Value<'a>>, index: usize) -> Outcome<'a> {
    match item {
        Some(item) if same_value(call.run, item, call.argument(1))? => Ok(index.into()),
        _ => Ok((-1.0).into()),
    }
}

/// What has no length has NaN for a place.
fn insertion<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>, highest: bool) -> Outcome<'a> {
    let list = call.argument(0);
    if !list.is_nil() && !list.is_array_like() {
        return Ok(f64::NAN.into());
    }
    Ok(index(call, iteratee, highest)?.into())
}

/// Where the value would be inserted to keep the order, by bisection: an order that is none gives lodash's place all the same.
fn index<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>, highest: bool) -> Result<usize, EvalError> {
    let items = call.elements(0)?;
    if items.is_empty() {
        return Ok(0);
    }
    let value = iteratee.call(call.run, std::slice::from_ref(call.argument(1)))?;
    let numeric = iteratee.is_identity() && matches!(&value, Value::Number(number) if !number.is_nan());
    let (mut low, mut high) = (0, items.len());
    while low < high {
        let middle = low.midpoint(high);
        let item = items.get(middle).unwrap_or(&Value::Undefined);
        let computed = iteratee.call(call.run, std::slice::from_ref(item))?;
        let before = if numeric {
            !matches!(computed, Value::Null) && in_order(call.run, &computed, &value, highest)?
        } else {
            stands_before(call.run, &computed, &value, highest)?
        };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// `null`, `undefined` and NaN stand at the end, in this order.
fn stands_before(
    run: &Run<'_>,
    other: &Value<'_>,
    value: &Value<'_>,
    highest: bool,
) -> Result<bool, EvalError> {
    let is_nan = |value: &Value<'_>| matches!(value, Value::Number(number) if number.is_nan());
    let (reflexive, defined, null) = (
        !is_nan(other),
        !other.is_undefined(),
        matches!(other, Value::Null),
    );
    Ok(match value {
        value if is_nan(value) => highest || reflexive,
        Value::Undefined => reflexive && (highest || defined),
        Value::Null => reflexive && defined && (highest || !null),
        _ if null => false,
        value => in_order(run, other, value, highest)?,
    })
}

fn uniq<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>) -> Outcome<'a> {
    let mut kept = Vec::new();
    let mut last: Option<Value<'a>> = None;
    for item in call.elements(0)? {
        let computed = iteratee.call(call.run, std::slice::from_ref(&item))?;
        let same = match &last {
            Some(last) => same_value(call.run, &computed, last)?,
            None => false,
        };
        if !same {
            last = Some(computed);
            kept.push(item);
        }
    }
    call.list(kept)
}
