//! Functions as values: what lodash makes of the shorthands for iteratees, and what some operators give.

use crate::coercion::{strict_equal, truthy};
use crate::equal;
use crate::error::EvalError;
use crate::path;
use crate::run::{Outcome, Run};
use crate::value::{Text, Value};
use std::rc::Rc;

/// A function, which operators may call but a rule cannot write.
#[derive(Debug)]
pub struct Function<'a> {
    kind: Kind<'a>,
    depth: u32,
}

/// What a function does with its arguments.
#[derive(Debug)]
pub(crate) enum Kind<'a> {
    Identity,
    /// The member of the first argument at a path.
    Property(Value<'a>),
    /// The member of a fixed value at the path that is the first argument.
    PropertyOf(Value<'a>),
    Matches(Value<'a>),
    MatchesProperty(Value<'a>, Value<'a>),
    Constant(Value<'a>),
    /// The argument at a place, from the end when negative.
    NthArg(f64),
    Negate(Rc<Function<'a>>),
    Over(Vec<Rc<Function<'a>>>),
    Every(Vec<Rc<Function<'a>>>),
    Some(Vec<Rc<Function<'a>>>),
    Flow(Vec<Rc<Function<'a>>>),
    /// The second of the first pair whose first holds.
    Cond(Vec<(Rc<Function<'a>>, Rc<Function<'a>>)>),
    Conforms(Vec<(Text<'a>, Value<'a>)>),
    /// Calls a method of JavaScript, which is refused when it happens.
    Method(&'static str),
}

impl<'a> Function<'a> {
    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// As a value, unless functions are nested beyond the limit.
    pub(crate) fn value(run: &Run<'_>, kind: Kind<'a>) -> Outcome<'a> {
        run.spend(1)?;
        run.shallow(Value::Function(Self::new(kind)))
    }

    fn new(kind: Kind<'a>) -> Rc<Self> {
        let depth = 1 + kind.depth();
        Rc::new(Self { kind, depth })
    }

    pub(crate) fn identity() -> Rc<Self> {
        Self::new(Kind::Identity)
    }

    pub(crate) fn is_identity(&self) -> bool {
        matches!(self.kind, Kind::Identity)
    }

    /// lodash `iteratee`: nothing is the identity, a text a property, an array a pair to match, an object what to match.
    pub(crate) fn iteratee(run: &Run<'_>, value: &Value<'a>) -> Result<Rc<Self>, EvalError> {
        run.spend(1)?;
        Ok(match value {
            Value::Undefined | Value::Null => Self::identity(),
            Value::Function(function) => Rc::clone(function),
            Value::List(pair) => {
                let (path, wanted) = (pair.at(0), pair.at(1));
                Self::new(Kind::MatchesProperty(
                    path.unwrap_or(Value::Undefined),
                    wanted.unwrap_or(Value::Undefined),
                ))
            }
            Value::Record(_) => Self::new(Kind::Matches(value.clone())),
            path => Self::new(Kind::Property(path.clone())),
        })
    }

    /// The function a value is; lodash throws for anything else.
    pub(crate) fn of(value: &Value<'a>) -> Result<Rc<Self>, EvalError> {
        match value {
            Value::Function(function) => Ok(Rc::clone(function)),
            _ => Err(EvalError::Type("Expected a function")),
        }
    }

    pub(crate) fn call(&self, run: &Run<'_>, arguments: &[Value<'a>]) -> Outcome<'a> {
        run.spend(1)?;
        let _deeper = run.deeper()?;
        let first = arguments.first().unwrap_or(&Value::Undefined);
        match &self.kind {
            Kind::Identity => Ok(first.clone()),
            Kind::Property(path) => property(run, first, path),
            Kind::PropertyOf(object) if object.is_nil() => Ok(Value::Undefined),
            Kind::PropertyOf(object) => path::get(run, object, first),
            Kind::Matches(source) => Ok(equal::matches(run, first, source)?.into()),
            Kind::MatchesProperty(path, wanted) => Ok(matches_property(run, first, path, wanted)?.into()),
            Kind::Constant(value) => Ok(value.clone()),
            Kind::NthArg(n) => Ok(nth(arguments, *n).unwrap_or(Value::Undefined)),
            Kind::Negate(function) => Ok((!truthy(&function.call(run, arguments)?)).into()),
            Kind::Over(functions) => {
                let results = functions.iter().map(|function| function.call(run, arguments));
                run.list(results.collect::<Result<_, _>>()?)
            }
            Kind::Every(functions) => Ok((!any(run, functions, arguments, false)?).into()),
            Kind::Some(functions) => Ok(any(run, functions, arguments, true)?.into()),
            Kind::Flow(functions) => {
                let mut result = first.clone();
                for (at, function) in functions.iter().enumerate() {
                    result = function.call(
                        run,
                        if at == 0 {
                            arguments
                        } else {
                            std::slice::from_ref(&result)
                        },
                    )?;
                }
                Ok(result)
            }
            Kind::Cond(pairs) => {
                for (condition, then) in pairs {
                    if truthy(&condition.call(run, arguments)?) {
                        return then.call(run, arguments);
                    }
                }
                Ok(Value::Undefined)
            }
            Kind::Conforms(source) => Ok(conforms(run, first, source)?.into()),
            Kind::Method(name) => Err(EvalError::Refused(
                (*name).into(),
                "it calls methods of JavaScript",
            )),
        }
    }
}

impl Kind<'_> {
    fn depth(&self) -> u32 {
        let deepest = |functions: &[Rc<Function<'_>>]| functions.iter().map(|f| f.depth).max().unwrap_or(0);
        match self {
            Self::Identity | Self::NthArg(_) | Self::Method(_) => 0,
            Self::Property(value)
            | Self::PropertyOf(value)
            | Self::Matches(value)
            | Self::Constant(value) => value.depth(),
            Self::MatchesProperty(path, value) => path.depth().max(value.depth()),
            Self::Negate(function) => function.depth,
            Self::Over(all) | Self::Every(all) | Self::Some(all) | Self::Flow(all) => deepest(all),
            Self::Cond(pairs) => pairs.iter().map(|(a, b)| a.depth.max(b.depth)).max().unwrap_or(0),
            Self::Conforms(source) => source.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
        }
    }
}

/// Whether a function gives `wanted`, taken as true or false.
fn any<'a>(
    run: &Run<'_>,
    functions: &[Rc<Function<'a>>],
    arguments: &[Value<'a>],
    wanted: bool,
) -> Result<bool, EvalError> {
    for function in functions {
        if truthy(&function.call(run, arguments)?) == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The member of a value at a path that may be written as one name.
pub(crate) fn property<'a>(run: &Run<'_>, object: &Value<'a>, path: &Value<'_>) -> Outcome<'a> {
    if object.is_nil() {
        return Ok(Value::Undefined);
    }
    path::get(run, object, path)
}

fn matches_property(
    run: &Run<'_>,
    object: &Value<'_>,
    path: &Value<'_>,
    wanted: &Value<'_>,
) -> Result<bool, EvalError> {
    let value = property(run, object, path)?;
    if wanted.is_undefined() && value.is_undefined() {
        return path::has_path(run, object, path);
    }
    if path::is_key(path) && !wanted.is_object() && !matches!(wanted, Value::Number(n) if n.is_nan()) {
        return strict_equal(run, &value, wanted);
    }
    equal::contains(run, wanted, &value)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "saturates"
)]
fn nth<'a>(arguments: &[Value<'a>], n: f64) -> Option<Value<'a>> {
    let at = if n < 0.0 {
        arguments.len().checked_sub(-n as usize)?
    } else {
        n as usize
    };
    arguments.get(at).cloned()
}

/// lodash `conformsTo`: whether every predicate holds for the member of its name.
pub(crate) fn conforms<'a>(
    run: &Run<'_>,
    object: &Value<'a>,
    source: &[(Text<'a>, Value<'a>)],
) -> Result<bool, EvalError> {
    if object.is_nil() {
        return Ok(source.is_empty());
    }
    for (key, predicate) in source.iter().rev() {
        let value = path::member(run, object, key.as_str())?;
        if value.is_undefined() && !path::has(run, object, key.as_str())? {
            return Ok(false);
        }
        if !truthy(&Function::of(predicate)?.call(run, &[value])?) {
            return Ok(false);
        }
    }
    Ok(true)
}
