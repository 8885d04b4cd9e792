//! lodash's Object: fields by name and by path.

mod draft;

pub(super) use draft::Draft;

use super::{Call, Operation, arrays::flatten};
use crate::coercion::{self, truthy};
use crate::equal;
use crate::error::EvalError;
use crate::function::{Function, conforms};
use crate::path;
use crate::run::Outcome;
use crate::sequence::{is_empty_value, own_entries};
use crate::value::{Fields, Text, Value};

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_at" => |call| {
            let values = paths(call)?
                .into_iter()
                .map(|path| path::get(call.run, call.argument(0), &path));
            call.list(values.collect::<Result<_, _>>()?)
        },
        "_get" => get,
        "_result" => result,
        "_has" | "_hasIn" => |call| Ok(path::has_path(call.run, call.argument(0), call.argument(1))?.into()),
        "_keys" | "_keysIn" => |call| {
            let keys = entries(call)?.into_iter().map(|(key, _)| Value::Text(key));
            call.list(keys.collect())
        },
        "_values" | "_valuesIn" => |call| {
            let values = entries(call)?.into_iter().map(|(_, value)| value);
            call.list(values.collect())
        },
        "_entries" | "_entriesIn" | "_toPairs" | "_toPairsIn" => |call| {
            let pairs = entries(call)?.into_iter();
            let pairs = pairs.map(|(key, value)| call.list(vec![Value::Text(key), value]));
            call.list(pairs.collect::<Result<_, _>>()?)
        },
        "_functions" | "_functionsIn" => |call| {
            let functions = entries(call)?
                .into_iter()
                .filter(|(_, value)| matches!(value, Value::Function(_)));
            call.list(functions.map(|(key, _)| Value::Text(key)).collect())
        },
        "_findKey" => |call| find_key(call, entries(call)?),
        "_findLastKey" => |call| {
            let mut entries = entries(call)?;
            entries.reverse();
            find_key(call, entries)
        },
        "_invert" => |call| invert(call),
        "_invertBy" => invert_by,
        "_mapKeys" => map_keys,
        "_mapValues" => map_values,
        "_omit" => omit,
        "_omitBy" => |call| pick_by(call, false),
        "_pick" => pick,
        "_pickBy" => |call| pick_by(call, true),
        "_toPlainObject" => |call| record_of(call, entries(call)?),
        "_transform" => transform,
        "_isMatch" => |call| Ok(equal::matches(call.run, call.argument(0), call.argument(1))?.into()),
        "_isMatchWith" => is_match_with,
        "_conformsTo" => |call| {
            let source = own_entries(call.run, call.argument(1))?;
            let holds = call.argument(1).is_nil() || conforms(call.run, call.argument(0), &source)?;
            Ok(holds.into())
        },
        "_isEmpty" => |call| Ok(is_empty_value(call.argument(0)).into()),
        _ => return None,
    })
}

fn entries<'a>(call: &Call<'_, 'a>) -> Result<Vec<(Text<'a>, Value<'a>)>, EvalError> {
    own_entries(call.run, call.argument(0))
}

fn record_of<'a>(call: &Call<'_, 'a>, entries: Vec<(Text<'a>, Value<'a>)>) -> Outcome<'a> {
    let mut fields = Fields::default();
    for (key, value) in entries {
        fields.set(key, value);
    }
    call.run.record(fields)
}

/// The paths after the first argument, single or in arrays.
fn paths<'a>(call: &Call<'_, 'a>) -> Result<Vec<Value<'a>>, EvalError> {
    let mut paths = Vec::new();
    flatten(call.run, call.from(1).to_vec(), 1.0, &mut paths)?;
    Ok(paths)
}

fn get<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    Ok(match path::get(call.run, call.argument(0), call.argument(1))? {
        Value::Undefined => call.argument(2).clone(),
        value => value,
    })
}

/// As `get`, but functions on the way are called.
fn result<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let resolve = |value: Value<'a>| match &value {
        Value::Function(function) => function.call(call.run, &[]),
        _ => Ok(value),
    };
    let keys = path::keys(call.run, call.argument(1), call.argument(0))?;
    if keys.is_empty() {
        return resolve(call.argument(2).clone());
    }
    let mut value = call.argument(0).clone();
    for key in keys {
        value = path::member(call.run, &value, key.as_str())?;
        if value.is_undefined() {
            return resolve(call.argument(2).clone());
        }
        value = resolve(value)?;
    }
    Ok(value)
}

fn find_key<'a>(call: &Call<'_, 'a>, entries: Vec<(Text<'a>, Value<'a>)>) -> Outcome<'a> {
    let predicate = call.iteratee(1)?;
    for (key, value) in entries {
        let arguments = [value, Value::Text(key.clone()), call.argument(0).clone()];
        if truthy(&predicate.call(call.run, &arguments)?) {
            return Ok(Value::Text(key));
        }
    }
    Ok(Value::Undefined)
}

fn invert<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut fields = Fields::default();
    for (key, value) in entries(call)? {
        fields.set(coercion::string(call.run, &value)?, Value::Text(key));
    }
    call.run.record(fields)
}

fn invert_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let iteratee = call.iteratee(1)?;
    let mut groups: Vec<(Text<'a>, Vec<Value<'a>>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (key, value) in entries(call)? {
        let name = iteratee.call(call.run, &[value])?;
        let name = coercion::string(call.run, &name)?;
        let at = *places.entry(name.clone()).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, keys)) => keys.push(Value::Text(key)),
            None => groups.push((name, vec![Value::Text(key)])),
        }
    }
    let groups = groups
        .into_iter()
        .map(|(name, keys)| Ok((name, call.list(keys)?)));
    record_of(call, groups.collect::<Result<_, EvalError>>()?)
}

fn map_keys<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let iteratee = call.iteratee(1)?;
    let mut fields = Fields::default();
    for (key, value) in entries(call)? {
        let arguments = [value.clone(), Value::Text(key), call.argument(0).clone()];
        let name = iteratee.call(call.run, &arguments)?;
        fields.set(coercion::string(call.run, &name)?, value);
    }
    call.run.record(fields)
}

fn map_values<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let iteratee = call.iteratee(1)?;
    let mut fields = Fields::default();
    for (key, value) in entries(call)? {
        let arguments = [value, Value::Text(key.clone()), call.argument(0).clone()];
        fields.set(key, iteratee.call(call.run, &arguments)?);
    }
    call.run.record(fields)
}

fn omit<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let paths = paths(call)?.into_iter();
    let paths = paths.map(|path| path::keys(call.run, &path, call.argument(0)));
    let paths = paths.collect::<Result<Vec<_>, _>>()?;
    let mut draft = Draft::default();
    for (key, value) in entries(call)? {
        draft.set(call.run, &[key], value)?;
    }
    for path in paths.iter().rev() {
        draft.unset(call.run, path)?;
    }
    draft.finish(call.run)
}

fn pick<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let object = call.argument(0);
    let mut draft = Draft::default();
    for path in paths(call)? {
        if path::has_path(call.run, object, &path)? {
            let keys = path::keys(call.run, &path, object)?;
            draft.set(call.run, &keys, path::get(call.run, object, &path)?)?;
        }
    }
    draft.finish(call.run)
}

fn pick_by<'a>(call: &Call<'_, 'a>, wanted: bool) -> Outcome<'a> {
    let predicate = call.iteratee(1)?;
    let mut draft = Draft::default();
    for (key, value) in entries(call)? {
        if truthy(&predicate.call(call.run, &[value.clone(), Value::Text(key.clone())])?) == wanted {
            draft.set(call.run, &[key], value)?;
        }
    }
    draft.finish(call.run)
}

/// No iteratee that a rule can write changes the accumulator, so that it is the result.
fn transform<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    call.iteratee(1)?;
    match (call.argument(2), call.argument(0)) {
        (Value::Undefined | Value::Null, Value::List(_)) => call.list(Vec::new()),
        (Value::Undefined | Value::Null, _) => call.run.record(Fields::default()),
        (accumulator, _) => Ok(accumulator.clone()),
    }
}

fn is_match_with<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    Ok(match call.argument(2) {
        Value::Function(customizer) => customized(call, customizer)?.into(),
        _ => equal::matches(call.run, call.argument(0), call.argument(1))?.into(),
    })
}

/// `isMatchWith`: the function decides on the members of the source, unless it gives nothing.
fn customized<'a>(call: &Call<'_, 'a>, customizer: &Function<'a>) -> Result<bool, EvalError> {
    let object = call.argument(0);
    for (key, wanted) in own_entries(call.run, call.argument(1))? {
        if object.is_nil() || !path::has(call.run, object, key.as_str())? {
            return Ok(false);
        }
        let value = path::member(call.run, object, key.as_str())?;
        let decided = customizer.call(call.run, &[value.clone(), wanted.clone(), Value::Text(key)])?;
        let same = if decided.is_undefined() {
            equal::contains(call.run, &wanted, &value)?
        } else {
            truthy(&decided)
        };
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}
