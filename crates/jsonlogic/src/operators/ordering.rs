//! lodash's Collection: sorting by several criteria.

use super::{Call, Operation};
use crate::coercion::{compare, loose_equal, strict_equal};
use crate::error::EvalError;
use crate::function::{Function, Kind};
use crate::run::{Outcome, Run};
use crate::sequence::members;
use crate::value::Value;
use std::cmp::Ordering;
use std::rc::Rc;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_sortBy" => sort_by,
        "_orderBy" => order_by,
        _ => return None,
    })
}

fn sort_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    if call.argument(0).is_nil() {
        return call.list(Vec::new());
    }
    let mut given = call.from(1);
    if given.len() > 1 && call.is_iteratee_call(0)? {
        given = &[];
    } else if given.len() > 2 && call.is_iteratee_call(1)? {
        given = call.arguments.get(1..2).unwrap_or_default();
    }
    let mut iteratees = Vec::new();
    super::arrays::flatten(call.run, given.to_vec(), 1.0, &mut iteratees)?;
    sorted(call, iteratees, &[])
}

fn order_by<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    if call.argument(0).is_nil() {
        return call.list(Vec::new());
    }
    let listed = |value: &Value<'a>| match value {
        Value::List(list) => call.run.items(list),
        Value::Undefined | Value::Null => Ok(Vec::new()),
        single => Ok(vec![single.clone()]),
    };
    let iteratees = listed(call.argument(1))?;
    let orders = if call.truthy(3) {
        Vec::new()
    } else {
        listed(call.argument(2))?
    };
    let mut descending = Vec::new();
    for order in orders {
        descending.push(loose_equal(call.run, &order, &"desc".into())?);
    }
    sorted(call, iteratees, &descending)
}

/// An element with what it is sorted by.
struct Ranked<'a> {
    criteria: Vec<Value<'a>>,
    value: Value<'a>,
}

fn sorted<'a>(call: &Call<'_, 'a>, iteratees: Vec<Value<'a>>, descending: &[bool]) -> Outcome<'a> {
    let mut functions = Vec::new();
    for iteratee in iteratees {
        functions.push(criterion(call.run, iteratee)?);
    }
    if functions.is_empty() {
        functions.push(Function::identity());
    }
    let mut ranked = Vec::new();
    for member in members(call.run, call.argument(0))? {
        let criteria = functions
            .iter()
            .map(|function| function.call(call.run, std::slice::from_ref(&member.value)));
        ranked.push(Ranked {
            criteria: criteria.collect::<Result<_, _>>()?,
            value: member.value,
        });
    }
    let order = |a: usize, b: usize| compare_ranked(call.run, &ranked[a], &ranked[b], descending);
    let places = sort(ranked.len(), order)?;
    call.list(places.into_iter().map(|at| ranked[at].value.clone()).collect())
}

/// An array is a path here, not a pair to match.
fn criterion<'a>(run: &Run<'_>, iteratee: Value<'a>) -> Result<Rc<Function<'a>>, EvalError> {
    let path = match &iteratee {
        Value::List(list) if list.len() == 1 => list.at(0).unwrap_or(Value::Undefined),
        Value::List(_) => iteratee,
        other => return Function::iteratee(run, other),
    };
    Function::of(&Function::value(run, Kind::Property(path))?)
}

fn compare_ranked(
    run: &Run<'_>,
    a: &Ranked<'_>,
    b: &Ranked<'_>,
    descending: &[bool],
) -> Result<Ordering, EvalError> {
    for (at, (a, b)) in a.criteria.iter().zip(&b.criteria).enumerate() {
        let order = ascending(run, a, b)?;
        if order != Ordering::Equal {
            let reversed = descending.get(at) == Some(&true);
            return Ok(if reversed { order.reverse() } else { order });
        }
    }
    Ok(Ordering::Equal)
}

/// `null`, `undefined` and NaN stand at the end, in this order.
fn ascending(run: &Run<'_>, a: &Value<'_>, b: &Value<'_>) -> Result<Ordering, EvalError> {
    run.spend(1)?;
    if strict_equal(run, a, b)? {
        return Ok(Ordering::Equal);
    }
    let is_nan = |value: &Value<'_>| matches!(value, Value::Number(number) if number.is_nan());
    let is_null = |value: &Value<'_>| matches!(value, Value::Null);
    let order = compare(run, a, b)?;
    let stands_after = |a: &Value<'_>, b: &Value<'_>, after: bool| {
        (!is_null(b) && after)
            || (is_null(a) && !b.is_undefined() && !is_nan(b))
            || (a.is_undefined() && !is_nan(b))
            || is_nan(a)
    };
    Ok(if stands_after(a, b, order == Some(Ordering::Greater)) {
        Ordering::Greater
    } else if stands_after(b, a, order == Some(Ordering::Less)) {
        Ordering::Less
    } else {
        Ordering::Equal
    })
}

/// Below this many elements JavaScript engines sort by insertion.
const INSERTION_BELOW: usize = 64;

/// A stable sort of places. Values of different kinds have no consistent order, which the sorts of the standard library do
/// not take; short arrays are sorted in the steps of V8, so that they come out the same even then.
fn sort(
    count: usize,
    order: impl Fn(usize, usize) -> Result<Ordering, EvalError>,
) -> Result<Vec<usize>, EvalError> {
    let mut places: Vec<usize> = (0..count).collect();
    let runs = if count < INSERTION_BELOW {
        count.max(1)
    } else {
        INSERTION_BELOW / 2
    };
    for chunk in places.chunks_mut(runs) {
        insertion_sort(chunk, &order)?;
    }
    let mut width = runs;
    while width < count {
        let mut merged = Vec::with_capacity(count);
        for pair in places.chunks(width * 2) {
            let (left, right) = pair.split_at(width.min(pair.len()));
            merge(left, right, &order, &mut merged)?;
        }
        places = merged;
        width *= 2;
    }
    Ok(places)
}

fn insertion_sort(
    places: &mut [usize],
    order: &impl Fn(usize, usize) -> Result<Ordering, EvalError>,
) -> Result<(), EvalError> {
    let start = leading_run(places, order)?;
    for at in start..places.len() {
        let pivot = places[at];
        let (mut low, mut high) = (0, at);
        while low < high {
            let middle = low.midpoint(high);
            if order(pivot, places[middle])? == Ordering::Less {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        places[low..=at].rotate_right(1);
    }
    Ok(())
}

/// The length of what is in order at the beginning; a falling beginning is turned round.
fn leading_run(
    places: &mut [usize],
    order: &impl Fn(usize, usize) -> Result<Ordering, EvalError>,
) -> Result<usize, EvalError> {
    if places.len() < 2 {
        return Ok(places.len());
    }
    let falling = order(places[1], places[0])? == Ordering::Less;
    let mut length = 2;
    while length < places.len() {
        let falls = order(places[length], places[length - 1])? == Ordering::Less;
        if falls != falling {
            break;
        }
        length += 1;
    }
    if falling {
        places[..length].reverse();
    }
    Ok(length)
}

fn merge(
    left: &[usize],
    right: &[usize],
    order: &impl Fn(usize, usize) -> Result<Ordering, EvalError>,
    merged: &mut Vec<usize>,
) -> Result<(), EvalError> {
    let (mut left, mut right) = (left, right);
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if order(*b, *a)? == Ordering::Less {
            merged.push(*b);
            right = right_rest;
        } else {
            merged.push(*a);
            left = left_rest;
        }
    }
    merged.extend_from_slice(left);
    merged.extend_from_slice(right);
    Ok(())
}
