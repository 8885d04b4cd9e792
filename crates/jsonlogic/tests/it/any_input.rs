//! Whatever the rule and the data: no panic, no more steps than allowed, and an answer for every operator of the original.

use jiff::{Timestamp, tz::TimeZone};
use jsonlogic::{EvalError, ProblemKind, Rule, Run, Value};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value as Json, json};

const OPERATORS: &str = include_str!("../data/operators.txt");
/// Texts on the edges: paths, numbers, dates, characters of several units.
const TEXTS: &str = "a b k v 0 1 -1 a.b a[0] [\"k\"] [] . length data.k \u{e8}l\u{ea}ve \u{1f600}x e\u{301} \u{1f1ee}\u{1f1f9} \
    Infinity NaN 0x1F 1e3 2026-02-01 2026-02-30T25:00 -000001-01-01 fooBarBAZ12th desc __proto__ $& \u{200d}";
const NUMBERS: [f64; 14] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    3.5,
    10.0,
    300.0,
    1e9,
    4_294_967_296.0,
    9_007_199_254_740_991.0,
    1e21,
    1e308,
    5e-324,
];

fn leaf() -> impl Strategy<Value = Json> {
    let texts: Vec<&str> = TEXTS.split(' ').collect();
    prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        select(NUMBERS.to_vec()).prop_map(Json::from),
        select(texts).prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
    ]
}

fn data() -> impl Strategy<Value = Json> {
    leaf().prop_recursive(4, 40, 5, |inner| {
        let keys = select(vec!["a", "b", "k", "v", "length", "1", "data", "a.b"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            prop::collection::vec((keys, inner), 0..5).prop_map(|fields| Json::Object(
                fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
            )),
        ]
    })
}

fn rule() -> impl Strategy<Value = Json> {
    let operators: Vec<&str> = OPERATORS.split_whitespace().collect();
    let start = prop_oneof![
        data(),
        select(vec!["", "a", "k", "data", "current", "accumulator"]).prop_map(|v| json!({"var": v}))
    ];
    start.prop_recursive(6, 60, 5, move |inner| {
        let arguments = prop_oneof![
            8 => prop::collection::vec(inner.clone(), 0..5).prop_map(Json::from),
            1 => inner,
        ];
        (select(operators.clone()), arguments).prop_map(|(operator, arguments)| {
            let mut fields = Map::new();
            fields.insert(operator.to_owned(), arguments);
            Json::Object(fields)
        })
    })
}

const STEPS: u64 = 20_000;

/// The result, and what was left of the budget.
fn evaluate(rule: &Json, data: &Json) -> (Result<Option<Json>, EvalError>, u64) {
    let zone = TimeZone::get("Europe/Rome").unwrap();
    let run = Run::new(Timestamp::UNIX_EPOCH, &zone, STEPS);
    let rule = Rule::compile(rule).unwrap();
    let result = rule
        .apply(&Value::from(data), &run)
        .and_then(|value| value.to_json(&run));
    (result, run.left())
}

proptest! {
    #[test]
    fn no_rule_panics_and_no_result_is_larger_than_its_budget(rule in rule(), data in data()) {
        let (result, left) = evaluate(&rule, &data);
        prop_assert!(left <= STEPS);
        if let Ok(Some(value)) = result {
            prop_assert!(value.to_string().len() <= 400_000);
        }
    }
}

#[test]
fn every_operator_of_the_original_is_known_or_refused_with_a_reason() {
    let mut refused = Vec::new();
    for operator in OPERATORS.split_whitespace() {
        let rule = Rule::compile(&json!({ operator: [] })).unwrap();
        for problem in rule.problems() {
            assert!(
                matches!(problem.kind, ProblemKind::Refused(_)),
                "{operator} is unknown"
            );
            refused.push(operator);
        }
    }
    assert_eq!(refused.len(), 14, "{refused:?}");
}

#[test]
fn what_would_be_huge_ends_with_the_budget() {
    let rules = [
        json!({"_repeat": ["ab", 1e9]}),
        json!({"_padStart": ["a", 1e9]}),
        json!({"_range": [1e15]}),
        json!({"_times": [1e9]}),
        json!({"_zipObjectDeep": [["a[4000000000]"], [1]]}),
        json!({"reduce": [{"_range": [60]}, {"merge": [{"var": "accumulator"}, {"var": "accumulator"}]}, [1]]}),
        json!({"reduce": [{"_range": [60]}, {"cat": [{"var": "accumulator"}, {"var": "accumulator"}]}, "ab"]}),
        // Shared parts: small in memory, endless as JSON.
        json!({"reduce": [{"_range": [60]}, [{"var": "accumulator"}, {"var": "accumulator"}], 1]}),
        json!({"_size": [{"_toArray": [{"length": 1e15, "a": 1}]}]}),
    ];
    for rule in rules {
        assert_eq!(
            evaluate(&rule, &Json::Null).0,
            Err(EvalError::TooCostly),
            "{rule}"
        );
    }
}

#[test]
fn what_would_be_too_deep_is_an_error() {
    let nested = json!({"reduce": [{"_range": [2000]}, [{"var": "accumulator"}], 1]});
    assert_eq!(evaluate(&nested, &Json::Null).0, Err(EvalError::TooDeep));
    let negated =
        json!({"reduce": [{"_range": [2000]}, {"_negate": [{"var": "accumulator"}]}, {"_property": ["a"]}]});
    assert_eq!(evaluate(&negated, &Json::Null).0, Err(EvalError::TooDeep));
    let mut data = json!(1);
    for _ in 0..600 {
        data = json!([data]);
    }
    assert_eq!(
        evaluate(&json!({"cat": [{"var": ""}]}), &data).0,
        Err(EvalError::TooDeep)
    );
    assert!(Rule::compile(&data).is_err());
}
