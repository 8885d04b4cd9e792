//! The operators that get their arguments evaluated, grouped by what they work on.

mod arithmetic;
mod arrays;
mod collections;
mod dates;
mod functions;
mod kinds;
mod logic;
mod objects;
mod ordering;
mod pairing;
mod sets;
mod sorted;
mod strings;
mod words;

use crate::coercion;
use crate::error::EvalError;
use crate::function::Function;
use crate::run::{Outcome, Run};
use crate::sequence;
use crate::value::{Text, Value};
use std::rc::Rc;

/// What an operator does.
pub(crate) type Operation = for<'c, 'a> fn(&Call<'c, 'a>) -> Outcome<'a>;

/// What a name stands for.
pub(crate) enum Found {
    Operation(Operation),
    Refused(&'static str, &'static str),
    Nothing,
}

/// The operators that the original has and that are not run, with the reason.
const REFUSED: &[(&str, &str)] = &[
    (
        "_flip",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    ("_invoke", "it calls methods of JavaScript"),
    ("_invokeMap", "it calls methods of JavaScript"),
    (
        "_overArgs",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    (
        "_partial",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    (
        "_partialRight",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    ("_random", "the result would not be the same twice"),
    (
        "_rearg",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    (
        "_rest",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    ("_sample", "the result would not be the same twice"),
    ("_sampleSize", "the result would not be the same twice"),
    ("_shuffle", "the result would not be the same twice"),
    (
        "_spread",
        "it rearranges arguments of functions, which rules cannot write",
    ),
    ("_uniqueId", "the result would not be the same twice"),
];

/// The operator of a name.
pub(crate) fn named(name: &str) -> Found {
    if let Some((name, reason)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
        return Found::Refused(name, reason);
    }
    let groups = [
        logic::named,
        arithmetic::named,
        arrays::named,
        collections::named,
        dates::named,
        functions::named,
        kinds::named,
        objects::named,
        ordering::named,
        pairing::named,
        sets::named,
        sorted::named,
        strings::named,
        words::named,
    ];
    let found = groups.iter().find_map(|group| group(name));
    found.map_or(Found::Nothing, Found::Operation)
}

/// One call: the arguments, and the data that `this` is in the original.
pub(crate) struct Call<'c, 'a> {
    pub(crate) run: &'c Run<'c>,
    pub(crate) data: &'c Value<'a>,
    pub(crate) arguments: Vec<Value<'a>>,
}

impl<'a> Call<'_, 'a> {
    fn argument(&self, at: usize) -> &Value<'a> {
        self.arguments.get(at).unwrap_or(&Value::Undefined)
    }

    fn has(&self, at: usize) -> bool {
        !self.argument(at).is_undefined()
    }

    fn truthy(&self, at: usize) -> bool {
        coercion::truthy(self.argument(at))
    }

    fn from(&self, at: usize) -> &[Value<'a>] {
        self.arguments.get(at..).unwrap_or_default()
    }

    fn number(&self, at: usize) -> Result<f64, EvalError> {
        coercion::number(self.run, self.argument(at))
    }

    fn integer(&self, at: usize) -> Result<f64, EvalError> {
        coercion::integer(self.run, self.argument(at))
    }

    /// The argument as lodash's string functions take it.
    fn text(&self, at: usize) -> Result<Text<'a>, EvalError> {
        coercion::lodash_text(self.run, self.argument(at))
    }

    fn elements(&self, at: usize) -> Result<Vec<Value<'a>>, EvalError> {
        sequence::elements(self.run, self.argument(at))
    }

    fn iteratee(&self, at: usize) -> Result<Rc<Function<'a>>, EvalError> {
        Function::iteratee(self.run, self.argument(at))
    }

    /// Whether the arguments from this place on look as if the operator were an iteratee itself.
    fn is_iteratee_call(&self, at: usize) -> Result<bool, EvalError> {
        sequence::is_iteratee_call(
            self.run,
            self.argument(at),
            self.argument(at + 1),
            self.argument(at + 2),
        )
    }

    fn list(&self, values: Vec<Value<'a>>) -> Outcome<'a> {
        self.run.list(values)
    }
}

/// A place from the front in a list of this length, for a number that may count from the end.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "clamped to the length, which is far below 2^53"
)]
fn place(number: f64, length: usize) -> usize {
    let from_end = if number < 0.0 {
        number + length as f64
    } else {
        number
    };
    from_end.clamp(0.0, length as f64) as usize
}
