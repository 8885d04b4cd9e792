//! lodash's Util: operators that give functions, and the small ones beside them.

use super::{Call, Operation, arrays::flatten};
use crate::coercion;
use crate::error::EvalError;
use crate::function::{Function, Kind};
use crate::path;
use crate::run::Outcome;
use crate::sequence::{elements, own_entries};
use crate::value::{Fields, Value};
use std::rc::Rc;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_identity" => |call| Ok(call.argument(0).clone()),
        "_constant" => |call| make(call, Kind::Constant(call.argument(0).clone())),
        "_iteratee" => |call| call.run.shallow(Value::Function(call.iteratee(0)?)),
        "_matches" => |call| make(call, Kind::Matches(call.argument(0).clone())),
        "_matchesProperty" => |call| {
            make(
                call,
                Kind::MatchesProperty(call.argument(0).clone(), call.argument(1).clone()),
            )
        },
        "_property" => |call| make(call, Kind::Property(call.argument(0).clone())),
        "_propertyOf" => |call| make(call, Kind::PropertyOf(call.argument(0).clone())),
        "_nthArg" => |call| make(call, Kind::NthArg(call.integer(0)?)),
        "_negate" => |call| make(call, Kind::Negate(Function::of(call.argument(0))?)),
        "_over" => |call| make(call, Kind::Over(iteratees(call)?)),
        "_overEvery" => |call| make(call, Kind::Every(iteratees(call)?)),
        "_overSome" => |call| make(call, Kind::Some(iteratees(call)?)),
        "_flow" => |call| make(call, Kind::Flow(functions(call)?)),
        "_flowRight" => |call| {
            let mut functions = functions(call)?;
            functions.reverse();
            make(call, Kind::Flow(functions))
        },
        "_cond" => cond,
        "_conforms" => |call| make(call, Kind::Conforms(own_entries(call.run, call.argument(0))?)),
        "_method" => |call| make(call, Kind::Method("_method")),
        "_methodOf" => |call| make(call, Kind::Method("_methodOf")),
        "_defaultTo" => |call| {
            let value = call.argument(0);
            let missing = value.is_nil() || matches!(value, Value::Number(number) if number.is_nan());
            Ok(call.argument(usize::from(missing)).clone())
        },
        "_times" => times,
        "_toPath" => to_path,
        "_stubArray" => |call| call.list(Vec::new()),
        "_stubFalse" => |_| Ok(false.into()),
        "_stubObject" => |call| call.run.record(Fields::default()),
        "_stubString" => |_| Ok("".into()),
        "_stubTrue" => |_| Ok(true.into()),
        _ => return None,
    })
}

fn make<'a>(call: &Call<'_, 'a>, kind: Kind<'a>) -> Outcome<'a> {
    Function::value(call.run, kind)
}

fn flat<'a>(call: &Call<'_, 'a>) -> Result<Vec<Value<'a>>, EvalError> {
    let mut flat = Vec::new();
    flatten(call.run, call.arguments.clone(), 1.0, &mut flat)?;
    Ok(flat)
}

fn iteratees<'a>(call: &Call<'_, 'a>) -> Result<Vec<Rc<Function<'a>>>, EvalError> {
    flat(call)?
        .iter()
        .map(|value| Function::iteratee(call.run, value))
        .collect()
}

fn functions<'a>(call: &Call<'_, 'a>) -> Result<Vec<Rc<Function<'a>>>, EvalError> {
    flat(call)?.iter().map(Function::of).collect()
}

fn cond<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let mut pairs = Vec::new();
    for pair in call.elements(0)? {
        if pair.is_nil() {
            return Err(EvalError::Type("Cannot read properties of undefined"));
        }
        let then = Function::of(&path::member(call.run, &pair, "1")?)?;
        let condition = path::member(call.run, &pair, "0")?;
        pairs.push((Function::iteratee(call.run, &condition)?, then));
    }
    make(call, Kind::Cond(pairs))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked, and the budget ends it"
)]
fn times<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let count = call.integer(0)?;
    if !(1.0..=9_007_199_254_740_991.0).contains(&count) {
        return call.list(Vec::new());
    }
    let iteratee = call.iteratee(1)?;
    call.run.spend(count as usize)?;
    let results = (0..count as usize).map(|at| iteratee.call(call.run, &[at.into()]));
    call.list(results.collect::<Result<_, _>>()?)
}

fn to_path<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let path = call.argument(0);
    let names = match path {
        Value::List(_) => {
            let keys = elements(call.run, path)?;
            let keys = keys
                .iter()
                .map(|key| Ok(Value::Text(coercion::key(call.run, key)?)));
            keys.collect::<Result<Vec<_>, EvalError>>()?
        }
        path => {
            let text = coercion::lodash_text(call.run, path)?;
            call.run.spend_text(text.len())?;
            path::split(text.as_str())
                .into_iter()
                .map(|name| Value::Text(name.into()))
                .collect()
        }
    };
    call.list(names)
}
