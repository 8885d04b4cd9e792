//! lodash's Collection: what goes through arrays, objects and texts alike.

use super::{Call, Operation, arrays, place};
use crate::coercion::{self, truthy};
use crate::error::EvalError;
use crate::run::Outcome;
use crate::sequence::{Member, elements, members};
use crate::value::{Fields, Text, Value, index_of, length};

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_map" => |call| {
            let mapped = mapped(call)?;
            call.list(mapped)
        },
        "_flatMap" => |call| flat_map(call, 1.0),
        "_flatMapDeep" => |call| flat_map(call, f64::INFINITY),
        "_flatMapDepth" => |call| flat_map(call, if call.has(2) { call.integer(2)? } else { 1.0 }),
        "_filter" => |call| filter(call, true),
        "_reject" => |call| filter(call, false),
        "_every" => |call| Ok((!any(call, false)?).into()),
        "_some" => |call| Ok(any(call, true)?.into()),
        "_find" => |call| find(call, false),
        "_findLast" => |call| find(call, true),
        "_reduce" => |call| reduce(call, members(call.run, call.argument(0))?),
        "_reduceRight" => |call| {
            let mut members = members(call.run, call.argument(0))?;
            members.reverse();
            reduce(call, members)
        },
        "_groupBy" => group_by,
        "_countBy" => count_by,
        "_keyBy" => key_by,
        "_partition" => partition,
        "_includes" => includes,
        "_size" => size,
        _ => return None,
    })
}

/// Every member with what the iteratee makes of it.
fn results<'a>(call: &Call<'_, 'a>) -> Result<Vec<(Member<'a>, Value<'a>)>, EvalError> {
    let iteratee = call.iteratee(1)?;
    let members = members(call.run, call.argument(0))?.into_iter();
    let results = members.map(|member| {
        let arguments = [member.value.clone(), member.key.clone(), call.argument(0).clone()];
        let result = iteratee.call(call.run, &arguments)?;
        Ok((member, result))
    });
    results.collect()
}

/// The same for the operators that hand the value alone to their iteratee.
fn keyed<'a>(call: &Call<'_, 'a>) -> Result<Vec<(Text<'a>, Value<'a>)>, EvalError> {
    let iteratee = call.iteratee(1)?;
    let members = members(call.run, call.argument(0))?.into_iter();
    let keyed = members.map(|Member { value, .. }| {
        let key = iteratee.call(call.run, std::slice::from_ref(&value))?;
        Ok((coercion::string(call.run, &key)?, value))
    });
    keyed.collect()
}

fn mapped<'a>(call: &Call<'_, 'a>) -> Result<Vec<Value<'a>>, EvalError> {
    Ok(results(call)?.into_iter().map(|(_, result)| result).collect())
}

fn flat_map<'a>(call: &Call<'_, 'a>, depth: f64) -> Outcome<'a> {
    let mut flat = Vec::new();
    arrays::flatten(call.run, mapped(call)?, depth, &mut flat)?;
    call.list(flat)
}

fn filter<'a>(call: &Call<'_, 'a>, wanted: bool) -> Outcome<'a> {
    let kept = results(call)?
        .into_iter()
        .filter(|(_, result)| truthy(result) == wanted);
    call.list(kept.map(|(member, _)| member.value).collect())
}

/// Whether the predicate is `wanted` for a member.
fn any(call: &Call<'_, '_>, wanted: bool) -> Result<bool, EvalError> {
    let predicate = if call.truthy(2) && call.is_iteratee_call(0)? {
        crate::function::Function::identity()
    } else {
        call.iteratee(1)?
    };
    for Member { value, key } in members(call.run, call.argument(0))? {
        let result = predicate.call(call.run, &[value, key, call.argument(0).clone()])?;
        if truthy(&result) == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

fn find<'a>(call: &Call<'_, 'a>, last: bool) -> Outcome<'a> {
    let predicate = call.iteratee(1)?;
    let mut members = members(call.run, call.argument(0))?;
    if last {
        let end = if call.has(2) {
            place(call.integer(2)?, members.len()) + 1
        } else {
            members.len()
        };
        members.truncate(end);
        members.reverse();
    } else {
        let start = place(call.integer(2)?, members.len());
        members.drain(..start);
    }
    for Member { value, key } in members {
        if truthy(&predicate.call(call.run, &[value.clone(), key, call.argument(0).clone()])?) {
            return Ok(value);
        }
    }
    Ok(Value::Undefined)
}

/// Without an initial value the first member is it.
fn reduce<'a>(call: &Call<'_, 'a>, members: Vec<Member<'a>>) -> Outcome<'a> {
    let iteratee = call.iteratee(1)?;
    let mut members = members.into_iter();
    let mut accumulator = if call.arguments.len() < 3 {
        members.next().map_or(Value::Undefined, |first| first.value)
    } else {
        call.argument(2).clone()
    };
    for Member { value, key } in members {
        accumulator = iteratee.call(call.run, &[accumulator, value, key, call.argument(0).clone()])?;
    }
    Ok(accumulator)
}

fn group_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut groups = Fields::default();
    let mut lists: Vec<Vec<Value<'a>>> = Vec::new();
    for (key, value) in keyed(call)? {
        match groups.get(key.as_str()) {
            Some(at) => {
                let at = place(coercion::number(call.run, at)?, lists.len());
                lists[at].push(value);
            }
            None => {
                groups.set(key, lists.len().into());
                lists.push(vec![value]);
            }
        }
    }
    let mut record = Fields::default();
    for ((key, _), list) in groups.into_entries().into_iter().zip(lists) {
        record.set(key, call.list(list)?);
    }
    call.run.record(record)
}

fn count_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut counts = Fields::default();
    for (key, _) in keyed(call)? {
        match counts.get_mut(key.as_str()) {
            Some(Value::Number(count)) => *count += 1.0,
            _ => counts.set(key, 1.0.into()),
        }
    }
    call.run.record(counts)
}

fn key_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut record = Fields::default();
    for (key, value) in keyed(call)? {
        record.set(key, value);
    }
    call.run.record(record)
}

fn partition<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let iteratee = call.iteratee(1)?;
    let (mut kept, mut others) = (Vec::new(), Vec::new());
    for Member { value, .. } in members(call.run, call.argument(0))? {
        if truthy(&iteratee.call(call.run, std::slice::from_ref(&value))?) {
            kept.push(value);
        } else {
            others.push(value);
        }
    }
    call.list(vec![call.list(kept)?, call.list(others)?])
}

fn includes<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let from = if call.truthy(2) && !call.truthy(3) {
        call.integer(2)?
    } else {
        0.0
    };
    if let Value::Text(text) = call.argument(0) {
        let needle = coercion::string(call.run, call.argument(1))?;
        call.run.spend_text(text.len())?;
        let units = length(text.as_str());
        let too_far = coercion::number(call.run, &units.into())? < from;
        let found = index_of(text.as_str(), needle.as_str(), place(from, units));
        return Ok((!too_far && found.is_some()).into());
    }
    let values = members(call.run, call.argument(0))?.into_iter();
    let values: Vec<_> = values.map(|member| member.value).collect();
    let found = arrays::position(call.run, &values, call.argument(1), place(from, values.len()))?;
    Ok(found.is_some().into())
}

fn size<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    Ok(match call.argument(0) {
        Value::Text(text) => {
            call.run.spend_text(text.len())?;
            crate::symbols::count(text.as_str()).into()
        }
        Value::Record(record) => record.array_length().unwrap_or(record.len()).into(),
        other => elements(call.run, other)?.len().into(),
    })
}
