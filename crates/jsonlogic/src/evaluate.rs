//! Evaluation of the tree: literals, variables, and the operators that choose what is evaluated.

use crate::coercion::holds;
use crate::error::EvalError;
use crate::operators::Call;
use crate::path;
use crate::rule::{Node, Operator, Special};
use crate::run::{Outcome, Run};
use crate::value::{Fields, List, Text, Value};

pub(crate) fn node<'a>(node: &'a Node, data: &Value<'a>, run: &Run<'_>) -> Outcome<'a> {
    run.spend(1)?;
    match node {
        Node::Constant(json) => Ok(json.into()),
        // A new array each time, as in the original: two of them are not `===`.
        Node::List(nodes) => run.list(all(nodes, data, run)?),
        Node::Variable(path, default) => {
            let default = default.as_deref().map(|default| self::node(default, data, run));
            let default = default.transpose()?.unwrap_or(Value::Undefined);
            variable(run, data, path.iter().map(String::as_str), default)
        }
        Node::Call(Operator::Special(operator), arguments) => special(*operator, arguments, data, run),
        Node::Call(operator, arguments) => {
            let arguments = all(arguments, data, run)?;
            match operator {
                Operator::Plain(operation) => operation(&Call { run, data, arguments }),
                Operator::Refused(name, reason) => Err(EvalError::Refused((*name).into(), reason)),
                Operator::Unknown(name) => Err(EvalError::UnknownOperator(name.clone())),
                Operator::Special(_) => Ok(Value::Undefined),
            }
        }
    }
}

fn all<'a>(nodes: &'a [Node], data: &Value<'a>, run: &Run<'_>) -> Result<Vec<Value<'a>>, EvalError> {
    nodes.iter().map(|each| node(each, data, run)).collect()
}

/// Follows a path. What is not there is the default, or `null` without one; a `null` at the end of the path stays.
pub(crate) fn variable<'a, 's>(
    run: &Run<'_>,
    data: &Value<'a>,
    path: impl Iterator<Item = &'s str>,
    default: Value<'a>,
) -> Outcome<'a> {
    let missing = || match default {
        Value::Undefined => Value::Null,
        default => default,
    };
    let mut value = data.clone();
    for key in path {
        if value.is_nil() {
            return Ok(missing());
        }
        value = path::member(run, &value, key)?;
        if value.is_undefined() {
            return Ok(missing());
        }
    }
    Ok(value)
}

fn special<'a>(operator: Special, arguments: &'a [Node], data: &Value<'a>, run: &Run<'_>) -> Outcome<'a> {
    match operator {
        Special::If => conditional(arguments, data, run),
        Special::And => first(arguments, data, run, false),
        Special::Or => first(arguments, data, run, true),
        Special::Reduce => reduce(arguments, data, run),
        Special::Filter | Special::Map | Special::All | Special::None | Special::Some => {
            let list = argument(arguments, 0, data, run)?;
            match list {
                Value::List(list) => through(operator, &list, arguments.get(1), run),
                _ => Ok(on_nothing(operator)),
            }
        }
    }
}

fn argument<'a>(arguments: &'a [Node], at: usize, data: &Value<'a>, run: &Run<'_>) -> Outcome<'a> {
    arguments
        .get(at)
        .map_or(Ok(Value::Undefined), |each| node(each, data, run))
}

/// `if`, `else if`, …, `else`.
fn conditional<'a>(arguments: &'a [Node], data: &Value<'a>, run: &Run<'_>) -> Outcome<'a> {
    let mut rest = arguments;
    while let [condition, then, others @ ..] = rest {
        if holds(&node(condition, data, run)?) {
            return node(then, data, run);
        }
        rest = others;
    }
    rest.first()
        .map_or(Ok(Value::Null), |otherwise| node(otherwise, data, run))
}

/// The first argument that is `wanted`, taken as true or false, or else the last.
fn first<'a>(arguments: &'a [Node], data: &Value<'a>, run: &Run<'_>, wanted: bool) -> Outcome<'a> {
    let mut last = Value::Undefined;
    for each in arguments {
        last = node(each, data, run)?;
        if holds(&last) == wanted {
            break;
        }
    }
    Ok(last)
}

/// What the operators that go through an array give for anything else.
fn on_nothing(operator: Special) -> Value<'static> {
    match operator {
        Special::Filter | Special::Map => Value::List(List::new(Vec::new())),
        other => Value::Bool(other == Special::None),
    }
}

fn through<'a>(operator: Special, list: &List<'a>, body: Option<&'a Node>, run: &Run<'_>) -> Outcome<'a> {
    if list.is_empty() {
        return Ok(on_nothing(operator));
    }
    let mut kept = Vec::new();
    for element in list.iter() {
        run.spend(1)?;
        let result = body.map_or(Ok(Value::Undefined), |body| node(body, &element, run))?;
        match operator {
            Special::Map => kept.push(result),
            Special::Filter if holds(&result) => kept.push(element),
            Special::All if !holds(&result) => return Ok(false.into()),
            Special::None if holds(&result) => return Ok(false.into()),
            Special::Some if holds(&result) => return Ok(true.into()),
            _ => {}
        }
    }
    match operator {
        Special::Map | Special::Filter => run.list(kept),
        other => Ok((other != Special::Some).into()),
    }
}

fn reduce<'a>(arguments: &'a [Node], data: &Value<'a>, run: &Run<'_>) -> Outcome<'a> {
    let list = argument(arguments, 0, data, run)?;
    let initial = match arguments.get(2) {
        Some(initial) => node(initial, data, run)?,
        None => Value::Null,
    };
    let Value::List(list) = list else {
        return Ok(initial);
    };
    let mut accumulator = initial;
    for current in list.iter() {
        let mut scope = Fields::default();
        scope.set(Text::Borrowed("current"), current);
        scope.set(Text::Borrowed("accumulator"), accumulator);
        let scope = run.record(scope)?;
        accumulator = match arguments.get(1) {
            Some(body) => node(body, &scope, run)?,
            None => Value::Undefined,
        };
    }
    Ok(accumulator)
}
