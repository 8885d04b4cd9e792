//! Recorded outcomes against ours.

use super::class::{Class, Prospect};
use super::report::{Failure, Report};
use crate::form::{Form, FormError};
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
    let form = suite.get("form").map(|form| safely(|| Form::compile(form, mode)));
    let form = form.and_then(Result::ok);
    let compiled = form.as_ref().and_then(|form| form.as_ref().ok());
    let prospect = compiled.and_then(|form| safely(|| Prospect::of(form)).ok());
    let cases = suite
        .get("cases")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    for case in cases {
        let id = case.get("id").and_then(Value::as_str).unwrap_or("?");
        let failed = |stage: &str, text: String| Failure {
            case: id.to_owned(),
            level: level.clone(),
            stage: stage.to_owned(),
            text,
        };
        let failures = match &form {
            Some(form) => safely(|| misses(form, case, mode, &failed)),
            None => Err(()),
        };
        let (failures, class) = match (failures, &prospect) {
            (Ok(failures), Some(prospect)) => {
                let class = prospect.class(&failures);
                (failures, class)
            }
            (Ok(failures), None) if failures.is_empty() => (failures, (Class::Met, None)),
            (Ok(failures), None) => {
                let why = failures.first().map(|failure| failure.text.clone());
                (failures, (Class::Unexplained, why))
            }
            (Err(()), _) => {
                let why = "the engine broke down".to_owned();
                (vec![failed("?", why.clone())], (Class::Crashed, Some(why)))
            }
        };
        report.count(&level, &source, failures);
        report.classify(&level, id, class);
    }
}

/// A breakdown is counted, not passed on: the other cases are run all the same.
fn safely<T>(run: impl FnOnce() -> T) -> Result<T, ()> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).map_err(|_| ())
}

/// The recorded outcomes of a case that are not met.
fn misses(
    form: &Result<Form, FormError>,
    case: &Value,
    mode: Mode,
    failed: &dyn Fn(&str, String) -> Failure,
) -> Vec<Failure> {
    let stages = [
        ("validate", Stage::Validate),
        ("submit", Stage::Submit),
        ("full", Stage::Full),
    ];
    let mut failures = Vec::new();
    for (name, stage) in stages {
        let Some(expected) = case.get("expect").and_then(|expect| expect.get(name)) else {
            continue;
        };
        let difference = match form {
            Ok(form) => differs(form, case, stage, expected),
            // A strict form that is refused accepts nothing, which is stricter than any recording.
            Err(_) if mode == Mode::Strict => None,
            Err(_) => Some("the form does not compile".to_owned()),
        };
        failures.extend(difference.map(|text| failed(name, text)));
    }
    failures
}

fn differs(form: &Form, case: &Value, stage: Stage, expected: &Value) -> Option<String> {
    let now = Instant::parse(CLOCK)?;
    let context = CheckContext {
        tz: jiff::tz::TimeZone::UTC,
        ..CheckContext::at(now).with_stage(stage)
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
    // An answer that needs a script is refused whatever the script would say; it is not asked when a plain rule refused it.
    let refused = |path: &str, rule: &str| {
        let mut errors = outcome.errors.iter().filter(|violation| violation.path == path);
        errors.any(|violation| violation.rule == "strict:script" || rule == "custom")
    };
    let mut theirs = recorded(expected);
    theirs.retain(|(path, rule, _)| {
        !refused(path, rule) || ours.iter().any(|(at, own, _)| at == path && own == rule)
    });
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
