//! The operators of json-logic-js itself.

use super::{Call, Operation};
use crate::coercion::{self, compare, holds, loose_equal, strict_equal};
use crate::error::EvalError;
use crate::evaluate::variable;
use crate::path;
use crate::run::Outcome;
use crate::value::{Value, length, slice};
use std::cmp::Ordering;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "==" => |call| Ok(loose_equal(call.run, call.argument(0), call.argument(1))?.into()),
        "!=" => |call| Ok((!loose_equal(call.run, call.argument(0), call.argument(1))?).into()),
        "===" => |call| Ok(strict_equal(call.run, call.argument(0), call.argument(1))?.into()),
        "!==" => |call| Ok((!strict_equal(call.run, call.argument(0), call.argument(1))?).into()),
        ">" => |call| Ok(ordered(call, 0, Ordering::is_gt)?.into()),
        ">=" => |call| Ok(ordered(call, 0, Ordering::is_ge)?.into()),
        "<" => |call| between(call, Ordering::is_lt),
        "<=" => |call| between(call, Ordering::is_le),
        "!!" => |call| Ok(holds(call.argument(0)).into()),
        "!" => |call| Ok((!holds(call.argument(0))).into()),
        "%" => |call| Ok((call.number(0)? % call.number(1)?).into()),
        "/" => |call| Ok((call.number(0)? / call.number(1)?).into()),
        "-" => minus,
        "+" => plus,
        "*" => times,
        "min" => |call| extreme(call, f64::INFINITY, |a, b| b < a),
        "max" => |call| extreme(call, f64::NEG_INFINITY, |a, b| b > a),
        // The original also writes it to the console.
        "log" => |call| Ok(call.argument(0).clone()),
        "in" => within,
        "cat" => |call| {
            call.run
                .text(coercion::join_values(call.run, &call.arguments, "")?)
        },
        "substr" => substr,
        "merge" => merge,
        "var" => var,
        "missing" => |call| {
            let missing = missing(call, &call.arguments)?;
            call.list(missing)
        },
        "missing_some" => missing_some,
        _ => return None,
    })
}

fn ordered(call: &Call<'_, '_>, at: usize, wanted: fn(Ordering) -> bool) -> Result<bool, EvalError> {
    let order = compare(call.run, call.argument(at), call.argument(at + 1))?;
    Ok(order.is_some_and(wanted))
}

/// With three arguments, whether the second is between the others.
fn between<'a>(call: &Call<'_, 'a>, wanted: fn(Ordering) -> bool) -> Outcome<'a> {
    let first = ordered(call, 0, wanted)?;
    Ok((first && (!call.has(2) || ordered(call, 1, wanted)?)).into())
}

fn minus<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    if call.has(1) {
        Ok((call.number(0)? - call.number(1)?).into())
    } else {
        Ok((-call.number(0)?).into())
    }
}

fn parse(call: &Call<'_, '_>, value: &Value<'_>) -> Result<f64, EvalError> {
    match value {
        Value::Number(number) => Ok(*number),
        other => Ok(coercion::parse_float(coercion::string(call.run, other)?.as_str())),
    }
}

fn plus<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut sum = 0.0;
    for value in &call.arguments {
        sum += parse(call, value)?;
    }
    Ok(sum.into())
}

fn times<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    match call.arguments.as_slice() {
        [] => Err(EvalError::Type("Reduce of empty array with no initial value")),
        // A single factor is given back as it is, text too.
        [single] => Ok(single.clone()),
        [first, rest @ ..] => {
            let mut product = parse(call, first)?;
            for value in rest {
                product *= parse(call, value)?;
            }
            Ok(product.into())
        }
    }
}

fn extreme<'a>(call: &Call<'_, 'a>, start: f64, better: fn(f64, f64) -> bool) -> Outcome<'a> {
    let mut found = start;
    for at in 0..call.arguments.len() {
        let number = call.number(at)?;
        if number.is_nan() || better(found, number) {
            found = number;
        }
    }
    Ok(found.into())
}

fn within<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let needle = call.argument(0);
    Ok(match call.argument(1) {
        Value::Text(text) if text.len() > 0 => {
            let needle = coercion::string(call.run, needle)?;
            call.run.spend_text(text.len())?;
            text.as_str().contains(needle.as_str()).into()
        }
        Value::List(list) => {
            for item in list.iter() {
                call.run.spend(1)?;
                if strict_equal(call.run, &item, needle)? {
                    return Ok(true.into());
                }
            }
            false.into()
        }
        _ => false.into(),
    })
}

/// As PHP's: a negative length leaves out as many units at the end.
fn substr<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let text = coercion::string(call.run, call.argument(0))?;
    call.run.spend_text(text.len())?;
    let units = length(text.as_str());
    let start = super::place(call.integer(1)?, units);
    let rest = units - start;
    let end = call.argument(2);
    let taken = if compare(call.run, end, &0.0.into())?.is_some_and(Ordering::is_lt) {
        let kept = coercion::add(call.run, &rest.into(), end)?;
        coercion::integer(call.run, &kept)?
    } else if end.is_undefined() {
        f64::INFINITY
    } else {
        coercion::integer(call.run, end)?
    };
    let taken = super::place(taken.max(0.0), rest);
    call.run.text(slice(text.as_str(), start, start + taken))
}

fn merge<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut merged = Vec::new();
    for value in &call.arguments {
        match value {
            Value::List(list) => merged.extend(call.run.items(list)?),
            other => merged.push(other.clone()),
        }
    }
    call.list(merged)
}

fn var<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    look(call, call.argument(0), call.argument(1).clone())
}

fn look<'a>(call: &Call<'_, 'a>, name: &Value<'_>, default: Value<'a>) -> Outcome<'a> {
    if name.is_nil() || matches!(name, Value::Text(text) if text.len() == 0) {
        return Ok(call.data.clone());
    }
    let path = coercion::string(call.run, name)?;
    variable(call.run, call.data, path.as_str().split('.'), default)
}

fn missing<'a>(call: &Call<'_, 'a>, arguments: &[Value<'a>]) -> Result<Vec<Value<'a>>, EvalError> {
    let names = match arguments.first() {
        Some(Value::List(list)) => call.run.items(list)?,
        _ => arguments.to_vec(),
    };
    let mut missing = Vec::new();
    for name in names {
        // An array is the arguments of `var`: a name and a default.
        let value = match &name {
            Value::List(pair) => {
                let (path, default) = (pair.at(0), pair.at(1));
                let path = path.unwrap_or(Value::Undefined);
                look(call, &path, default.unwrap_or(Value::Undefined))?
            }
            name => look(call, name, Value::Undefined)?,
        };
        if matches!(&value, Value::Null) || matches!(&value, Value::Text(text) if text.len() == 0) {
            missing.push(name);
        }
    }
    Ok(missing)
}

fn missing_some<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let options = call.argument(1);
    let names = match options {
        Value::List(list) => call.run.items(list)?,
        single => vec![single.clone()],
    };
    let missing = missing(call, &names)?;
    if options.is_nil() {
        return Err(EvalError::Type("Cannot read properties of null"));
    }
    let all = coercion::number(call.run, &path::member(call.run, options, "length")?)?;
    let gone = coercion::number(call.run, &missing.len().into())?;
    let found = Value::Number(all - gone);
    let enough = compare(call.run, &found, call.argument(0))?.is_some_and(Ordering::is_ge);
    call.list(if enough { Vec::new() } else { missing })
}
