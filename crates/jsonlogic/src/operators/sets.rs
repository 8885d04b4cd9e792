//! lodash's Array: arrays as sets, compared as they are, by an iteratee or with a comparator.

use super::{Call, Operation};
use crate::coercion::truthy;
use crate::error::EvalError;
use crate::function::Function;
use crate::run::{Outcome, Run};
use crate::sequence::{Seen, elements};
use crate::value::Value;
use std::rc::Rc;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_uniq" => |call| listed(call, uniq(call.run, call.elements(0)?, &Sameness::plain())?),
        "_uniqBy" => |call| {
            listed(
                call,
                uniq(call.run, call.elements(0)?, &Sameness::By(call.iteratee(1)?))?,
            )
        },
        "_uniqWith" => |call| {
            let sameness = match call.argument(1) {
                Value::Function(function) => Sameness::With(Rc::clone(function)),
                _ => Sameness::plain(),
            };
            listed(call, uniq(call.run, call.elements(0)?, &sameness)?)
        },
        "_difference" => |call| {
            let others = flat(call.run, call.from(1))?;
            without(call, &others)
        },
        "_without" => |call| without(call, call.from(1)),
        "_union" => |call| {
            listed(
                call,
                uniq(call.run, flat(call.run, &call.arguments)?, &Sameness::plain())?,
            )
        },
        "_unionBy" => |call| {
            let sameness = Sameness::last_iteratee(call)?;
            listed(call, uniq(call.run, flat(call.run, &call.arguments)?, &sameness)?)
        },
        "_unionWith" => |call| {
            let sameness = Sameness::last_comparator(call);
            listed(call, uniq(call.run, flat(call.run, &call.arguments)?, &sameness)?)
        },
        "_intersection" => |call| intersection(call, &call.arguments, &Sameness::plain()),
        "_intersectionBy" => intersection_by,
        "_intersectionWith" => |call| {
            let sameness = Sameness::last_comparator(call);
            let given = matches!(sameness, Sameness::With(_));
            let arrays = call.arguments.len() - usize::from(given);
            intersection(call, call.arguments.get(..arrays).unwrap_or_default(), &sameness)
        },
        "_xor" => |call| xor(call, &Sameness::plain()),
        "_xorBy" => |call| xor(call, &Sameness::last_iteratee(call)?),
        "_xorWith" => |call| xor(call, &Sameness::last_comparator(call)),
        _ => return None,
    })
}

/// When two elements are the same.
enum Sameness<'a> {
    By(Rc<Function<'a>>),
    With(Rc<Function<'a>>),
}

impl<'a> Sameness<'a> {
    fn plain() -> Self {
        Self::By(Function::identity())
    }

    /// The last argument is the iteratee unless it is an array.
    fn last_iteratee(call: &Call<'_, 'a>) -> Result<Self, EvalError> {
        match call.arguments.last() {
            Some(last) if !last.is_array_like_object() => Ok(Self::By(Function::iteratee(call.run, last)?)),
            _ => Ok(Self::plain()),
        }
    }

    /// The last argument is the comparator if it is a function.
    fn last_comparator(call: &Call<'_, 'a>) -> Self {
        match call.arguments.last() {
            Some(Value::Function(function)) => Self::With(Rc::clone(function)),
            _ => Self::plain(),
        }
    }

    fn group(&self, run: &Run<'_>, values: &[Value<'a>]) -> Result<Group<'a>, EvalError> {
        let mut group = match self {
            Self::By(iteratee) => Group::Seen(Seen::default(), Rc::clone(iteratee)),
            Self::With(comparator) => Group::Listed(Vec::new(), Rc::clone(comparator)),
        };
        for value in values {
            group.add(run, value)?;
        }
        Ok(group)
    }
}

/// Values to look others up in.
enum Group<'a> {
    Seen(Seen<'a>, Rc<Function<'a>>),
    Listed(Vec<Value<'a>>, Rc<Function<'a>>),
}

impl<'a> Group<'a> {
    fn add(&mut self, run: &Run<'_>, value: &Value<'a>) -> Result<(), EvalError> {
        match self {
            Self::Seen(seen, iteratee) => {
                let computed = iteratee.call(run, std::slice::from_ref(value))?;
                seen.add(run, &computed)?;
            }
            Self::Listed(values, _) => values.push(value.clone()),
        }
        Ok(())
    }

    fn has(&self, run: &Run<'_>, value: &Value<'a>) -> Result<bool, EvalError> {
        match self {
            Self::Seen(seen, iteratee) => {
                let computed = iteratee.call(run, std::slice::from_ref(value))?;
                seen.has(run, &computed)
            }
            Self::Listed(values, comparator) => {
                for other in values {
                    if truthy(&comparator.call(run, &[value.clone(), other.clone()])?) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

fn listed<'a>(call: &Call<'_, 'a>, values: Vec<Value<'a>>) -> Outcome<'a> {
    call.list(values)
}

/// The elements of those arguments that are arrays.
fn flat<'a>(run: &Run<'_>, arrays: &[Value<'a>]) -> Result<Vec<Value<'a>>, EvalError> {
    let mut flat = Vec::new();
    for array in arrays.iter().filter(|array| array.is_array_like_object()) {
        flat.extend(elements(run, array)?);
    }
    Ok(flat)
}

fn uniq<'a>(
    run: &Run<'_>,
    values: Vec<Value<'a>>,
    sameness: &Sameness<'a>,
) -> Result<Vec<Value<'a>>, EvalError> {
    let mut seen = sameness.group(run, &[])?;
    let mut kept = Vec::new();
    for value in values {
        if !seen.has(run, &value)? {
            seen.add(run, &value)?;
            kept.push(value);
        }
    }
    Ok(kept)
}

fn difference<'a>(
    run: &Run<'_>,
    values: Vec<Value<'a>>,
    others: &[Value<'a>],
    sameness: &Sameness<'a>,
) -> Result<Vec<Value<'a>>, EvalError> {
    let others = sameness.group(run, others)?;
    let mut kept = Vec::new();
    for value in values {
        if !others.has(run, &value)? {
            kept.push(value);
        }
    }
    Ok(kept)
}

fn without<'a>(call: &Call<'_, 'a>, others: &[Value<'a>]) -> Outcome<'a> {
    if !call.argument(0).is_array_like_object() {
        return call.list(Vec::new());
    }
    listed(
        call,
        difference(call.run, call.elements(0)?, others, &Sameness::plain())?,
    )
}

/// What is not an array counts as an empty one; without a first array there is nothing.
fn intersection<'a>(call: &Call<'_, 'a>, arrays: &[Value<'a>], sameness: &Sameness<'a>) -> Outcome<'a> {
    let Some((first, others)) = arrays
        .split_first()
        .filter(|(first, _)| first.is_array_like_object())
    else {
        return call.list(Vec::new());
    };
    let others = others.iter().map(|other| {
        let usable = other.is_array_like_object();
        let values = if usable {
            elements(call.run, other)?
        } else {
            Vec::new()
        };
        sameness.group(call.run, &values)
    });
    let others = others.collect::<Result<Vec<_>, _>>()?;
    let mut common = Vec::new();
    for value in uniq(call.run, elements(call.run, first)?, sameness)? {
        let mut everywhere = true;
        for other in &others {
            everywhere = everywhere && other.has(call.run, &value)?;
        }
        if everywhere {
            common.push(value);
        }
    }
    call.list(common)
}

/// The last argument is the iteratee unless it is an array.
fn intersection_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    match call.arguments.split_last() {
        Some((last, arrays)) if !last.is_array_like_object() => {
            let sameness = Sameness::By(Function::iteratee(call.run, last)?);
            intersection(call, arrays, &sameness)
        }
        _ => intersection(call, &call.arguments, &Sameness::plain()),
    }
}

fn xor<'a>(call: &Call<'_, 'a>, sameness: &Sameness<'a>) -> Outcome<'a> {
    let arrays = call.arguments.iter().filter(|array| array.is_array_like_object());
    let arrays = arrays
        .map(|array| elements(call.run, array))
        .collect::<Result<Vec<_>, _>>()?;
    if let [single] = arrays.as_slice() {
        return listed(call, uniq(call.run, single.clone(), &Sameness::plain())?);
    }
    let mut alone = Vec::new();
    for (at, array) in arrays.iter().enumerate() {
        let mut kept = array.clone();
        for (_, other) in arrays.iter().enumerate().filter(|(other, _)| *other != at) {
            call.run.spend(kept.len())?;
            kept = difference(call.run, kept, other, sameness)?;
        }
        alone.extend(kept);
    }
    listed(call, uniq(call.run, alone, sameness)?)
}
