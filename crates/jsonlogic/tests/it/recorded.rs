//! Cases recorded from the original: those of jsonlogic.com, and our own on what Form.io adds.

use jiff::{Timestamp, tz::TimeZone};
use jsonlogic::{EvalError, Rule, Run, Value};
use serde_json::{Map, Value as Json};

const OFFICIAL: &str = include_str!("../data/official.json");
const FORMIO: &str = include_str!("../data/formio-operators.json");

/// What a rule gives: `Ok(None)` is `undefined`.
fn evaluate(rule: &Json, data: &Json) -> Result<Option<Json>, EvalError> {
    let zone = TimeZone::UTC;
    let now: Timestamp = "2026-03-15T12:00:00Z".parse().unwrap();
    let run = Run::new(now, &zone, Run::STEPS);
    let rule = Rule::compile(rule).unwrap();
    rule.apply(&Value::from(data), &run)?.to_json(&run)
}

/// Numbers by value, so that 1 and 1.0 are the same.
fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        (Json::Array(a), Json::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Json::Object(a), Json::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn agrees(case: &Json, shared: &Json) -> Result<(), String> {
    let result = evaluate(&case["rule"], case.get("data").unwrap_or(shared));
    let expected = &case["expected"];
    let agrees = match &result {
        Err(_) => case["throws"] == true,
        Ok(_) if case["throws"] == true => false,
        Ok(None) => case["undefined"] == true,
        Ok(Some(value)) => case["undefined"] != true && same(value, expected),
    };
    if agrees {
        Ok(())
    } else {
        Err(format!("{case} gives {result:?}"))
    }
}

fn differences(file: &str) -> (usize, Vec<String>) {
    let file: Json = serde_json::from_str(file).unwrap();
    let shared = file.get("data").cloned().unwrap_or(Json::Object(Map::new()));
    let cases = file["cases"].as_array().unwrap();
    (
        cases.len(),
        cases
            .iter()
            .filter_map(|case| agrees(case, &shared).err())
            .collect(),
    )
}

#[test]
fn every_official_case_agrees() {
    let (count, differences) = differences(OFFICIAL);
    assert_eq!(count, 275);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_case_of_formios_operators_agrees() {
    let (count, differences) = differences(FORMIO);
    assert_eq!(count, 93);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
