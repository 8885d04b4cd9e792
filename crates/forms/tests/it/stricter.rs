//! Strict mode accepts nothing that the original rejects.

use crate::context;
use forms::{Form, Mode, Stage};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::LazyLock;

/// A form in both modes with the submissions recorded for it.
struct Suite {
    id: String,
    compat: Form,
    strict: Form,
    submissions: Vec<Value>,
}

fn suites() -> Vec<Suite> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut suites = Vec::new();
    for file in ["l1.json", "l2.json", "l3.json", "l4.json"] {
        let file: Value = serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap();
        for suite in file["suites"].as_array().unwrap() {
            let compile = |mode| Form::compile(&suite["form"], mode);
            // A form that strict mode refuses accepts nothing.
            if let (Ok(compat), Ok(strict)) = (compile(Mode::Compat), compile(Mode::Strict)) {
                let cases = suite["cases"].as_array().unwrap();
                suites.push(Suite {
                    id: suite["id"].to_string(),
                    compat,
                    strict,
                    submissions: cases.iter().map(|case| case["data"].clone()).collect(),
                });
            }
        }
    }
    suites
}

static SUITES: LazyLock<Vec<Suite>> = LazyLock::new(suites);

/// Whether a definition works values out: strict mode puts its own in the place of what was sent, and judges those.
fn works_out(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.iter().any(|(key, inner)| {
            let reckons = ["calculateValue", "logic"].contains(&key.as_str());
            (reckons && !inner.is_null() && inner != "" && inner != &json!([])) || works_out(inner)
        }),
        Value::Array(items) => items.iter().any(works_out),
        _ => false,
    }
}

/// What the original rejects and strict mode takes, in words; nothing when there is none.
fn taken(suite: &Suite, data: &Value) -> Option<String> {
    [Stage::Validate, Stage::Submit, Stage::Full]
        .into_iter()
        .find_map(|stage| {
            let context = context().with_stage(stage);
            let rejected = suite.compat.check(data, &context).errors;
            let taken = !rejected.is_empty() && suite.strict.check(data, &context).is_valid();
            taken.then(|| format!("{} {stage:?} {data}: {rejected:?}", suite.id))
        })
}

#[test]
fn form_12_strict_accepts_no_recorded_submission_that_the_original_rejects() {
    let plain = SUITES.iter().filter(|suite| !works_out(suite.compat.original()));
    let taken: Vec<String> = plain
        .flat_map(|suite| suite.submissions.iter().filter_map(|data| taken(suite, data)))
        .collect();
    assert!(taken.is_empty(), "{}", taken.join("\n"));
    assert!(SUITES.len() > 100);
}

fn hostile() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!("")),
        Just(json!(" ")),
        Just(json!("NaN")),
        Just(json!("1e999")),
        Just(json!(0)),
        Just(json!(-1.5)),
        Just(json!(true)),
        Just(json!(false)),
        Just(json!([])),
        Just(json!({})),
        Just(json!([null])),
        Just(json!([[]])),
        Just(json!("a")),
        Just(json!({"__proto__": {"a": 1}})),
        Just(json!("true")),
        Just(json!("2026-02-31")),
        Just(json!("31/02/2026")),
        Just(json!(["a", 1, {}])),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn form_12_strict_accepts_nothing_that_the_original_rejects(at in any::<prop::sample::Index>(), which in any::<prop::sample::Index>(),
        places in prop::collection::vec((any::<prop::sample::Index>(), hostile()), 1..4)) {
        let suite = at.get(&SUITES);
        let mut data = which.get(&suite.submissions).clone();
        for (place, value) in places {
            let mut pointers = Vec::new();
            pointers_of(&data, String::new(), &mut pointers);
            let pointer = place.get(&pointers).clone();
            if let Some(slot) = data.pointer_mut(&pointer) {
                *slot = value;
            }
        }
        if data.is_object() && !works_out(suite.compat.original()) {
            let taken = taken(suite, &data);
            prop_assert!(taken.is_none(), "{}", taken.unwrap_or_default());
        }
    }
}

fn pointers_of(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| {
            let key = key.replace('~', "~0").replace('/', "~1");
            pointers_of(inner, format!("{at}/{key}"), out);
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, inner)| pointers_of(inner, format!("{at}/{index}"), out)),
        _ => {}
    }
    out.push(at);
}
