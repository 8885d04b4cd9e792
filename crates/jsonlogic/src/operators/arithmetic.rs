//! lodash's Math and Number.

use super::{Call, Operation};
use crate::coercion::{self, compare, number_of_text, number_text};
use crate::error::EvalError;
use crate::function::Function;
use crate::run::{Outcome, Run};
use crate::value::Value;
use std::cmp::Ordering;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_add" => |call| math(call, 0.0, coercion::add),
        "_subtract" => |call| math(call, 0.0, |run, a, b| numbers(run, a, b, |a, b| a - b)),
        "_multiply" => |call| math(call, 1.0, |run, a, b| numbers(run, a, b, |a, b| a * b)),
        "_divide" => |call| math(call, 1.0, |run, a, b| numbers(run, a, b, |a, b| a / b)),
        "_ceil" => |call| rounded(call, f64::ceil),
        "_floor" => |call| rounded(call, f64::floor),
        "_round" => |call| rounded(call, round),
        "_max" => |call| extremum(call, &Function::identity(), Ordering::Greater),
        "_min" => |call| extremum(call, &Function::identity(), Ordering::Less),
        "_maxBy" => |call| extremum(call, &*call.iteratee(1)?, Ordering::Greater),
        "_minBy" => |call| extremum(call, &*call.iteratee(1)?, Ordering::Less),
        "_sum" => |call| Ok(sum(call, &Function::identity())?.unwrap_or(Value::Number(0.0))),
        "_sumBy" => |call| Ok(sum(call, &*call.iteratee(1)?)?.unwrap_or(Value::Number(0.0))),
        "_mean" => |call| mean(call, &Function::identity()),
        "_meanBy" => |call| mean(call, &*call.iteratee(1)?),
        "_clamp" => clamp,
        "_inRange" => in_range,
        "_range" => |call| range(call, false),
        "_rangeRight" => |call| range(call, true),
        _ => return None,
    })
}

type Binary = for<'a> fn(&Run<'_>, &Value<'a>, &Value<'a>) -> Outcome<'a>;

fn numbers<'a>(run: &Run<'_>, a: &Value<'a>, b: &Value<'a>, operator: fn(f64, f64) -> f64) -> Outcome<'a> {
    Ok(operator(coercion::number(run, a)?, coercion::number(run, b)?).into())
}

/// One operand that is missing leaves the other as it is; a text makes both texts.
fn math<'a>(call: &Call<'_, 'a>, nothing: f64, operator: Binary) -> Outcome<'a> {
    let (a, b) = (call.argument(0), call.argument(1));
    match (a, b) {
        (Value::Undefined, Value::Undefined) => Ok(nothing.into()),
        (one, Value::Undefined) | (Value::Undefined, one) => Ok(one.clone()),
        (Value::Text(_), _) | (_, Value::Text(_)) => {
            let a = Value::Text(coercion::base_text(call.run, a)?);
            let b = Value::Text(coercion::base_text(call.run, b)?);
            operator(call.run, &a, &b)
        }
        _ => {
            let (a, b) = (call.number(0)?.into(), call.number(1)?.into());
            operator(call.run, &a, &b)
        }
    }
}

/// `Math.round`: halves towards positive infinity.
pub(super) fn round(number: f64) -> f64 {
    let floor = number.floor();
    if number - floor >= 0.5 { floor + 1.0 } else { floor }
}

/// Rounds the decimal text, so that 1.005 to two places is 1.01.
fn rounded<'a>(call: &Call<'_, 'a>, round: fn(f64) -> f64) -> Outcome<'a> {
    let number = call.number(0)?;
    let precision = call.integer(1)?.min(292.0);
    if precision == 0.0 || !number.is_finite() {
        return Ok(round(number).into());
    }
    let shifted = round(shift(number, precision));
    Ok(shift(shifted, -precision).into())
}

/// Moves the decimal point, as text.
fn shift(number: f64, places: f64) -> f64 {
    let text = number_text(number);
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let power = number_of_text(power) + places;
    number_of_text(&format!("{digits}e{}", number_text(power)))
}

fn extremum<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>, wanted: Ordering) -> Outcome<'a> {
    let mut best: Option<(Value<'a>, Value<'a>)> = None;
    for value in call.elements(0)? {
        let computed = iteratee.call(call.run, std::slice::from_ref(&value))?;
        let better = match &best {
            _ if computed.is_nil() => false,
            None => !matches!(computed, Value::Number(number) if number.is_nan()),
            Some((best, _)) => compare(call.run, &computed, best)? == Some(wanted),
        };
        if better {
            best = Some((computed, value));
        }
    }
    Ok(best.map_or(Value::Undefined, |(_, value)| value))
}

/// What is `undefined` is left out; texts are joined, as `+` does.
fn sum<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>) -> Result<Option<Value<'a>>, EvalError> {
    let values = call.elements(0)?;
    let empty = values.is_empty();
    let mut sum = None;
    for value in values {
        let value = iteratee.call(call.run, &[value])?;
        if value.is_undefined() {
            continue;
        }
        sum = Some(match sum {
            None => value,
            Some(sum) => coercion::add(call.run, &sum, &value)?,
        });
    }
    // Elements without a value have the sum `undefined`; no elements have none.
    Ok(sum.or((!empty).then_some(Value::Undefined)))
}

fn mean<'a>(call: &Call<'_, 'a>, iteratee: &Function<'a>) -> Outcome<'a> {
    let count = coercion::number(call.run, &call.elements(0)?.len().into())?;
    match sum(call, iteratee)? {
        None => Ok(f64::NAN.into()),
        Some(sum) => Ok((coercion::number(call.run, &sum)? / count).into()),
    }
}

fn clamp<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let bound = |at: usize| -> Result<Option<f64>, EvalError> {
        if !call.has(at) {
            return Ok(None);
        }
        let bound = call.number(at)?;
        Ok(Some(if bound.is_nan() { 0.0 } else { bound }))
    };
    let (lower, upper) = if call.has(2) {
        (bound(1)?, bound(2)?)
    } else {
        (None, bound(1)?)
    };
    let mut number = call.number(0)?;
    if let Some(upper) = upper.filter(|upper| number > *upper) {
        number = upper;
    }
    if let Some(lower) = lower.filter(|lower| number < *lower) {
        number = lower;
    }
    Ok(number.into())
}

fn in_range<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let (start, end) = bounds(call, 1)?;
    let number = call.number(0)?;
    Ok((number >= start.min(end) && number < start.max(end)).into())
}

/// Start and end; a single number is the end.
fn bounds(call: &Call<'_, '_>, at: usize) -> Result<(f64, f64), EvalError> {
    let first = coercion::finite(call.run, call.argument(at))?;
    if call.has(at + 1) {
        Ok((first, coercion::finite(call.run, call.argument(at + 1))?))
    } else {
        Ok((0.0, first))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates, and the budget ends it"
)]
fn range<'a>(call: &Call<'_, 'a>, from_right: bool) -> Outcome<'a> {
    let step = call.argument(2);
    let guarded = coercion::truthy(step) && !matches!(step, Value::Number(_)) && call.is_iteratee_call(0)?;
    let (start, end) = if guarded {
        (0.0, coercion::finite(call.run, call.argument(0))?)
    } else {
        bounds(call, 0)?
    };
    let step = match step {
        _ if guarded && start < end => 1.0,
        Value::Undefined if start < end => 1.0,
        Value::Undefined => -1.0,
        _ if guarded => -1.0,
        step => coercion::finite(call.run, step)?,
    };
    let divisor = if step == 0.0 { 1.0 } else { step };
    let count = ((end - start) / divisor).ceil().max(0.0) as usize;
    call.run.spend(count)?;
    let mut next = start;
    let mut values = Vec::with_capacity(count);
    for _ in 0..count {
        values.push(next.into());
        next += step;
    }
    if from_right {
        values.reverse();
    }
    call.list(values)
}
