//! lodash's Lang: what kind a value is, and making one kind of another.

use super::{Call, Operation};
use crate::coercion::{self, compare, same_value};
use crate::equal;
use crate::error::EvalError;
use crate::run::{Outcome, Run};
use crate::sequence::{elements, own_entries};
use crate::value::{Fields, Value};
use std::cmp::Ordering;

/// `Number.MAX_SAFE_INTEGER`.
const MAX_SAFE: f64 = 9_007_199_254_740_991.0;
/// The longest array JavaScript can have.
const MAX_ARRAY: f64 = 4_294_967_295.0;

pub(super) fn named(name: &str) -> Option<Operation> {
    conversion(name)
        .or_else(|| comparison(name))
        .or_else(|| kind(name))
}

fn conversion(name: &str) -> Option<Operation> {
    Some(match name {
        "_castArray" => |call| match call.arguments.first() {
            None => call.list(Vec::new()),
            Some(list @ Value::List(_)) => Ok(list.clone()),
            Some(single) => call.list(vec![single.clone()]),
        },
        "_clone" => |call| copy(call.run, call.argument(0), false),
        "_cloneDeep" => |call| copy(call.run, call.argument(0), true),
        "_cloneDeepWith" => |call| match call.argument(1) {
            Value::Function(customizer) => {
                match customizer.call(call.run, call.arguments.get(..1).unwrap_or_default())? {
                    Value::Undefined => Err(EvalError::Refused(
                        "_cloneDeepWith".into(),
                        "a function decides on the parts",
                    )),
                    decided => Ok(decided),
                }
            }
            _ => copy(call.run, call.argument(0), true),
        },
        "_toArray" => |call| {
            let values = match call.argument(0) {
                Value::Text(text) => {
                    call.run.spend(text.len())?;
                    crate::symbols::split(text.as_str())
                        .into_iter()
                        .map(|symbol| Value::Text(symbol.to_owned().into()))
                        .collect()
                }
                list if list.is_array_like() => elements(call.run, list)?,
                other => own_entries(call.run, other)?
                    .into_iter()
                    .map(|(_, value)| value)
                    .collect(),
            };
            call.list(values)
        },
        "_toFinite" => |call| Ok(coercion::finite(call.run, call.argument(0))?.into()),
        "_toInteger" => |call| Ok(call.integer(0)?.into()),
        "_toLength" => |call| Ok(call.integer(0)?.clamp(0.0, MAX_ARRAY).into()),
        "_toNumber" => |call| Ok(call.number(0)?.into()),
        "_toSafeInteger" => |call| Ok(call.integer(0)?.clamp(-MAX_SAFE, MAX_SAFE).into()),
        "_toString" => |call| Ok(Value::Text(call.text(0)?)),
        _ => return None,
    })
}

fn comparison(name: &str) -> Option<Operation> {
    Some(match name {
        "_eq" => |call| Ok(same_value(call.run, call.argument(0), call.argument(1))?.into()),
        "_gt" => |call| Ok(ordered(call, Ordering::is_gt)?.into()),
        "_gte" => |call| Ok(ordered(call, Ordering::is_ge)?.into()),
        "_lt" => |call| Ok(ordered(call, Ordering::is_lt)?.into()),
        "_lte" => |call| Ok(ordered(call, Ordering::is_le)?.into()),
        "_isEqual" => |call| Ok(equal::equal(call.run, call.argument(0), call.argument(1))?.into()),
        "_isEqualWith" => |call| match call.argument(2) {
            Value::Function(customizer) => {
                match customizer.call(call.run, call.arguments.get(..2).unwrap_or_default())? {
                    Value::Undefined => Err(EvalError::Refused(
                        "_isEqualWith".into(),
                        "a function decides on the parts",
                    )),
                    decided => Ok(coercion::truthy(&decided).into()),
                }
            }
            _ => Ok(equal::equal(call.run, call.argument(0), call.argument(1))?.into()),
        },
        _ => return None,
    })
}

fn kind(name: &str) -> Option<Operation> {
    Some(match name {
        "_isArray" => |call| is(call, |value| matches!(value, Value::List(_))),
        "_isArrayLike" => |call| is(call, Value::is_array_like),
        "_isArrayLikeObject" => |call| is(call, Value::is_array_like_object),
        "_isBoolean" => |call| is(call, |value| matches!(value, Value::Bool(_))),
        "_isFinite" => |call| is(call, |value| number(value).is_some_and(f64::is_finite)),
        "_isFunction" => |call| is(call, |value| matches!(value, Value::Function(_))),
        "_isInteger" => |call| {
            is(call, |value| {
                number(value).is_some_and(|n| n.is_finite() && n.fract() == 0.0)
            })
        },
        "_isLength" => |call| {
            is(call, |value| {
                number(value).is_some_and(|n| is_whole(n) && n >= 0.0)
            })
        },
        "_isNaN" => |call| is(call, |value| number(value).is_some_and(f64::is_nan)),
        "_isNil" => |call| is(call, Value::is_nil),
        "_isNull" => |call| is(call, |value| matches!(value, Value::Null)),
        "_isNumber" => |call| is(call, |value| number(value).is_some()),
        "_isObject" => |call| is(call, Value::is_object),
        "_isObjectLike" => |call| is(call, |value| matches!(value, Value::List(_) | Value::Record(_))),
        "_isPlainObject" => |call| is(call, |value| matches!(value, Value::Record(_))),
        "_isSafeInteger" => |call| is(call, |value| number(value).is_some_and(is_whole)),
        "_isString" => |call| is(call, |value| matches!(value, Value::Text(_))),
        "_isUndefined" => |call| is(call, Value::is_undefined),
        // Kinds of JavaScript that no value of a rule has.
        "_isArguments" | "_isArrayBuffer" | "_isBuffer" | "_isDate" | "_isElement" | "_isError"
        | "_isMap" | "_isNative" | "_isRegExp" | "_isSet" | "_isSymbol" | "_isTypedArray" | "_isWeakMap"
        | "_isWeakSet" => |_| Ok(false.into()),
        _ => return None,
    })
}

fn is<'a>(call: &Call<'_, 'a>, kind: impl Fn(&Value<'a>) -> bool) -> Outcome<'a> {
    Ok(kind(call.argument(0)).into())
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn is_whole(number: f64) -> bool {
    number.fract() == 0.0 && number.abs() <= MAX_SAFE
}

/// Texts are compared as texts only with each other.
fn ordered(call: &Call<'_, '_>, wanted: fn(Ordering) -> bool) -> Result<bool, EvalError> {
    let order = match (call.argument(0), call.argument(1)) {
        (a @ Value::Text(_), b @ Value::Text(_)) => compare(call.run, a, b)?,
        _ => call.number(0)?.partial_cmp(&call.number(1)?),
    };
    Ok(order.is_some_and(wanted))
}

/// A new array or object, not `===` to the old one; a function becomes an empty object.
fn copy<'a>(run: &Run<'_>, value: &Value<'a>, deep: bool) -> Outcome<'a> {
    let _deeper = run.deeper()?;
    let part = |value: Value<'a>| if deep { copy(run, &value, true) } else { Ok(value) };
    match value {
        Value::List(list) => {
            let items = run.items(list)?.into_iter().map(part);
            run.list(items.collect::<Result<_, _>>()?)
        }
        Value::Record(record) => {
            let mut fields = Fields::default();
            for (key, value) in run.entries(record)? {
                fields.set(key, part(value)?);
            }
            run.record(fields)
        }
        Value::Function(_) => run.record(Fields::default()),
        other => Ok(other.clone()),
    }
}
