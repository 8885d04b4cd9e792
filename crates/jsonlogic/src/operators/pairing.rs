//! lodash's Array: arrays put beside each other.

use super::{Call, Operation};
use crate::coercion;
use crate::error::EvalError;
use crate::function::Function;
use crate::path;
use crate::run::{Outcome, Run};
use crate::sequence::elements;
use crate::value::{Fields, Value};

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_unzip" => |call| {
            let groups = transposed(call.run, &call.elements(0)?)?;
            call.list(groups)
        },
        "_unzipWith" => |call| {
            let groups = transposed(call.run, &call.elements(0)?)?;
            if call.argument(1).is_nil() {
                return call.list(groups);
            }
            spread_over(call, groups, call.argument(1))
        },
        "_zip" => |call| {
            let groups = transposed(call.run, &call.arguments)?;
            call.list(groups)
        },
        "_zipWith" => zip_with,
        "_zipObject" => zip_object,
        "_zipObjectDeep" => zip_object_deep,
        _ => return None,
    })
}

/// The first elements of all arrays, the second ones, and so on; what is no array is left out.
fn transposed<'a>(run: &Run<'_>, arrays: &[Value<'a>]) -> Result<Vec<Value<'a>>, EvalError> {
    let arrays = arrays.iter().filter(|array| array.is_array_like_object());
    let arrays = arrays
        .map(|array| elements(run, array))
        .collect::<Result<Vec<_>, _>>()?;
    let longest = arrays.iter().map(Vec::len).max().unwrap_or(0);
    let group = |at: usize| {
        let group = arrays
            .iter()
            .map(|array| array.get(at).cloned().unwrap_or(Value::Undefined));
        run.list(group.collect())
    };
    (0..longest).map(group).collect()
}

fn spread_over<'a>(call: &Call<'_, 'a>, groups: Vec<Value<'a>>, function: &Value<'a>) -> Outcome<'a> {
    let mut results = Vec::new();
    for group in groups {
        let arguments = elements(call.run, &group)?;
        results.push(Function::of(function)?.call(call.run, &arguments)?);
    }
    call.list(results)
}

fn zip_with<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    match call.arguments.split_last() {
        Some((function @ Value::Function(_), arrays)) if !arrays.is_empty() => {
            let groups = transposed(call.run, arrays)?;
            spread_over(call, groups, function)
        }
        _ => call.list(transposed(call.run, &call.arguments)?),
    }
}

fn zip_object<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let values = call.elements(1)?;
    let mut fields = Fields::default();
    for (at, name) in call.elements(0)?.iter().enumerate() {
        let value = values.get(at).cloned().unwrap_or(Value::Undefined);
        fields.set(coercion::string(call.run, name)?, value);
    }
    call.run.record(fields)
}

fn zip_object_deep<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let values = call.elements(1)?;
    let mut built = super::objects::Draft::default();
    for (at, path) in call.elements(0)?.iter().enumerate() {
        // A path is split unless the object has it as a name already.
        let name = coercion::string(call.run, path)?;
        let keys = match path {
            Value::List(_) => path::keys(call.run, path, &Value::Undefined)?,
            _ if built.has(name.as_str()) => vec![name],
            path => path::keys(call.run, path, &Value::Undefined)?,
        };
        let value = values.get(at).cloned().unwrap_or(Value::Undefined);
        built.set(call.run, &keys, value)?;
    }
    built.finish(call.run)
}
