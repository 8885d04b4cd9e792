//! Recorded outcomes against ours.

use super::report::{Failure, Report};
use crate::form::Form;
use crate::js;
use crate::model::Mode;
use crate::outcome::{CheckContext, Outcome, Stage};
use kernel::Instant;
use serde_json::Value;
use std::collections::BTreeSet;

/// The clock of the recordings.
const CLOCK: &str = "2026-03-15T12:00:00Z";

type Error = (String, String, String);

pub(super) fn suite(suite: &Value, mode: Mode, report: &mut Report) {
    let text = |key: &str| suite.get(key).and_then(Value::as_str).unwrap_or("?").to_owned();
    let (level, source) = (text("level"), text("source"));
    let form = suite.get("form").map(|form| Form::compile(form, mode));
    let cases = suite
        .get("cases")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    for case in cases {
        let id = case.get("id").and_then(Value::as_str).unwrap_or("?");
        let mut failures = Vec::new();
        for (name, stage) in [
            ("validate", Stage::Validate),
            ("submit", Stage::Submit),
            ("full", Stage::Full),
        ] {
            let Some(expected) = case.get("expect").and_then(|expect| expect.get(name)) else {
                continue;
            };
            let difference = match &form {
                Some(Ok(form)) => differs(form, case, stage, expected),
                // A strict form that is refused accepts nothing, which is stricter than any recording.
                Some(Err(_)) if mode == Mode::Strict => None,
                _ => Some("the form does not compile".to_owned()),
            };
            if let Some(text) = difference {
                failures.push(Failure {
                    case: id.to_owned(),
                    level: level.clone(),
                    stage: name.to_owned(),
                    text,
                });
            }
        }
        report.count(&level, &source, failures);
    }
}

fn differs(form: &Form, case: &Value, stage: Stage, expected: &Value) -> Option<String> {
    let now = Instant::parse(CLOCK)?;
    let context = CheckContext {
        stage,
        now,
        tz: jiff::tz::TimeZone::UTC,
    };
    let nothing = Value::Object(serde_json::Map::new());
    let outcome = form.check(case.get("data").unwrap_or(&nothing), &context);
    if expected.get("throws").is_some() {
        return outcome
            .is_valid()
            .then(|| "the original crashes on this; it must not be accepted".to_owned());
    }
    if form.mode() == Mode::Strict {
        return strict_difference(&outcome, expected);
    }
    errors_difference(&outcome, expected).or_else(|| {
        if stage == Stage::Validate {
            None
        } else {
            state_difference(&outcome, expected)
        }
    })
}

fn recorded(expected: &Value) -> BTreeSet<Error> {
    let errors = expected
        .get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let text = |error: &Value, key: &str| js::string(error.get(key));
    errors
        .map(|error| (text(error, "path"), text(error, "rule"), text(error, "key")))
        .collect()
}

fn found(outcome: &Outcome) -> BTreeSet<Error> {
    outcome
        .errors
        .iter()
        .map(|v| (v.path.clone(), v.rule.clone(), v.key.clone()))
        .collect()
}

fn errors_difference(outcome: &Outcome, expected: &Value) -> Option<String> {
    let (ours, theirs) = (found(outcome), recorded(expected));
    (ours != theirs).then(|| {
        let missing: Vec<_> = theirs.difference(&ours).collect();
        let extra: Vec<_> = ours.difference(&theirs).collect();
        format!("missing {missing:?}, extra {extra:?}")
    })
}

fn state_difference(outcome: &Outcome, expected: &Value) -> Option<String> {
    let hidden: BTreeSet<String> = expected
        .get("hidden")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(|path| js::string(Some(path)))
        .collect();
    if hidden != outcome.hidden {
        return Some(format!("hidden {:?}, recorded {hidden:?}", outcome.hidden));
    }
    let data = expected.get("data")?;
    (!js::same(data, &outcome.data)).then(|| format!("data {}, recorded {data}", outcome.data))
}

/// Strict is at least as strict: our own rules may add, and a value they refuse may be refused by another name.
fn strict_difference(outcome: &Outcome, expected: &Value) -> Option<String> {
    let ours: BTreeSet<Error> = found(outcome)
        .into_iter()
        .filter(|(_, rule, _)| !rule.starts_with("strict:"))
        .collect();
    let theirs = recorded(expected);
    let refused_anyway = outcome
        .errors
        .iter()
        .any(|violation| violation.rule.starts_with("strict:") && violation.path.is_empty());
    (ours != theirs && !refused_anyway).then(|| {
        let missing: Vec<_> = theirs.difference(&ours).collect();
        let extra: Vec<_> = ours.difference(&theirs).collect();
        format!("missing {missing:?}, extra {extra:?}")
    })
}
