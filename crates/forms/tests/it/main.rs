//! Forms from outside.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests fail by panicking and tell why"
)]

mod changing;
mod checking;
mod corpus;
mod decoding;
mod hostile;
mod importing;
mod linting;
mod nesting;
mod reaching;
mod reading;
mod reckoning;
mod snippets;
mod sources;
mod stricter;
mod strictness;
mod texts;

use forms::{CheckContext, Form, Mode, Outcome};
use kernel::Instant;
use serde_json::{Value, json};

/// Monday, noon in Rome.
pub(crate) fn context() -> CheckContext {
    CheckContext::at(Instant::parse("2026-03-16T11:00:00Z").unwrap())
}

pub(crate) fn strict(components: Value) -> Form {
    Form::compile(&json!({ "components": components }), Mode::Strict).unwrap()
}

pub(crate) fn wizard(pages: Value) -> Form {
    Form::compile(&json!({ "display": "wizard", "components": pages }), Mode::Strict).unwrap()
}

/// The rules broken, as `path rule`.
pub(crate) fn broken(outcome: &Outcome) -> Vec<String> {
    outcome
        .errors
        .iter()
        .map(|violation| format!("{} {}", violation.path, violation.rule))
        .collect()
}

pub(crate) fn check(form: &Form, data: Value) -> Outcome {
    form.check(&data, &context())
}
