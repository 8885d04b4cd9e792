//! Corners of JavaScript, lodash and Form.io; each was compared with the original.

use jiff::{Timestamp, tz::TimeZone};
use jsonlogic::{EvalError, ProblemKind, Rule, Run, Value, coercion};
use serde_json::{Value as Json, json};

fn run_at(zone: &str, now: &str, rule: &Json, data: &Json) -> Result<Option<Json>, EvalError> {
    let zone = TimeZone::get(zone).unwrap();
    let now: Timestamp = now.parse().unwrap();
    let run = Run::new(now, &zone, Run::STEPS);
    let rule = Rule::compile(rule).unwrap();
    rule.apply(&Value::from(data), &run)?.to_json(&run)
}

fn gives(rule: Json, data: Json) -> Option<Json> {
    run_at("UTC", "2026-03-15T12:00:00Z", &rule, &data).unwrap()
}

#[test]
fn arrays_and_objects_are_the_same_only_when_they_are_one() {
    let data = json!({"a": [1], "b": [1]});
    assert_eq!(
        gives(json!({"===": [{"var": "a"}, {"var": "a"}]}), data.clone()),
        Some(json!(true))
    );
    assert_eq!(
        gives(json!({"===": [{"var": "a"}, {"var": "b"}]}), data.clone()),
        Some(json!(false))
    );
    assert_eq!(
        gives(json!({"==": [{"var": "a"}, 1]}), data.clone()),
        Some(json!(true))
    );
    assert_eq!(
        gives(json!({"_isEqual": [{"var": "a"}, {"var": "b"}]}), data.clone()),
        Some(json!(true))
    );
    assert_eq!(
        gives(json!({"_uniq": [{"map": [[1, 2], [3]]}]}), data),
        Some(json!([[3], [3]]))
    );
}

#[test]
fn undefined_is_not_null() {
    assert_eq!(gives(json!({"var": "x"}), json!({})), Some(Json::Null));
    assert_eq!(gives(json!({"_get": [{"var": ""}, "x"]}), json!({})), None);
    assert_eq!(gives(json!({"and": []}), json!({})), None);
    assert_eq!(
        gives(json!({"_lastIndexOf": [[1, 2]]}), json!({})),
        Some(json!(2))
    );
    assert_eq!(gives(json!({"_sum": [[]]}), json!({})), Some(json!(0)));
    assert_eq!(
        gives(json!({"_sumBy": [[{"a": 1, "b": 1}], "x"]}), json!({})),
        None
    );
}

#[test]
fn lengths_and_places_of_texts_are_members() {
    let data = json!({"rows": [{"k": "é😀"}]});
    assert_eq!(gives(json!({"var": "rows.length"}), data.clone()), Some(json!(1)));
    assert_eq!(
        gives(json!({"var": "rows.0.k.length"}), data.clone()),
        Some(json!(3))
    );
    assert_eq!(
        gives(json!({"var": "rows.0.k.0"}), data.clone()),
        Some(json!("é"))
    );
    assert_eq!(
        gives(json!({"_size": [{"var": "rows.0.k"}]}), data.clone()),
        Some(json!(2))
    );
    assert_eq!(gives(json!({"var": "rows.map"}), data), Some(Json::Null));
}

#[test]
fn whole_numbers_come_first_among_the_names_of_an_object() {
    let data = json!({"o": {"b": 1, "10": 2, "2": 3}});
    assert_eq!(
        gives(json!({"_keys": [{"var": "o"}]}), data.clone()),
        Some(json!(["2", "10", "b"]))
    );
    assert_eq!(
        gives(
            json!({"_keys": [{"_groupBy": [[6.1, 4.2, 6.3], {"_property": ["x"]}]}]}),
            data
        ),
        Some(json!(["undefined"]))
    );
}

#[test]
fn iteratees_may_be_paths_pairs_objects_and_functions() {
    let data = json!({"rows": [{"k": "a", "v": 2, "x": {"y": 1}}, {"k": "b", "v": 5, "x": {"y": 2}}]});
    let rows = json!({"var": "rows"});
    assert_eq!(
        gives(json!({"_map": [rows, "x.y"]}), data.clone()),
        Some(json!([1, 2]))
    );
    assert_eq!(
        gives(json!({"_findIndex": [rows, ["k", "b"]]}), data.clone()),
        Some(json!(1))
    );
    assert_eq!(
        gives(json!({"_findIndex": [rows, {"k": "b", "v": 5}]}), data.clone()),
        Some(json!(1))
    );
    assert_eq!(
        gives(
            json!({"_reject": [rows, {"_matchesProperty": ["x.y", 1]}]}),
            data.clone()
        ),
        Some(json!([data["rows"][1]]))
    );
    // In an order an array is a path.
    assert_eq!(
        gives(
            json!({"_map": [{"_orderBy": [rows, [["x", "y"]], ["desc"]]}, "k"]}),
            data
        ),
        Some(json!(["b", "a"]))
    );
}

#[test]
fn words_are_split_as_lodash_splits_them() {
    let words = |text: &str| gives(json!({"_words": [text]}), Json::Null).unwrap();
    assert_eq!(words("XMLHttpRequest"), json!(["XML", "Http", "Request"]));
    assert_eq!(
        words("22nd floor, 3RD door 12ft"),
        json!(["22nd", "floor", "3RD", "door", "12", "ft"])
    );
    assert_eq!(words("don't I'LL"), json!(["don't", "I'LL"]));
    assert_eq!(
        gives(json!({"_kebabCase": ["Città dell'Aquila"]}), Json::Null),
        Some(json!("citta-dell-aquila"))
    );
    assert_eq!(
        gives(json!({"_snakeCase": ["Straße Œuvre"]}), Json::Null),
        Some(json!("strasse_oeuvre"))
    );
}

#[test]
fn values_of_different_kinds_are_sorted_in_the_steps_of_the_original() {
    let mixed = json!([3, "a", null, 1, "10", true]);
    assert_eq!(
        gives(json!({"_sortBy": [mixed]}), Json::Null),
        Some(json!([3, "a", 1, true, "10", null]))
    );
}

#[test]
fn relative_dates_keep_the_time_on_the_wall_when_the_clocks_change() {
    let days = |operator: &str, now: &str| run_at("Europe/Rome", now, &json!({operator: [30]}), &Json::Null);
    assert_eq!(
        days("relativeMaxDate", "2026-03-15T12:00:00Z"),
        Ok(Some(json!("2026-04-14T11:00:00.000Z")))
    );
    assert_eq!(
        days("relativeMinDate", "2026-04-14T11:00:00Z"),
        Ok(Some(json!("2026-03-15T12:00:00.000Z")))
    );
    assert_eq!(
        days("getDate", "2026-04-14T11:00:00Z"),
        Ok(Some(json!("1970-01-01T00:00:00.030Z")))
    );
}

#[test]
fn what_the_original_would_evaluate_in_the_data_is_only_a_name_here() {
    let data = json!({"names": [{"cat": ["a", "b"]}], "ab": 1});
    let missing = gives(json!({"missing": [{"var": "names"}]}), data.clone());
    assert_eq!(missing, Some(data["names"].clone()));
}

#[test]
fn an_operator_nobody_knows_fails_only_where_it_is_reached() {
    let rule = Rule::compile(
        &json!({"if": [{"var": "data.a"}, {"_random": [1]}, {"foo/bar": [{"missing": ["b", "c"]}]}]}),
    )
    .unwrap();
    let problems: Vec<_> = rule
        .problems()
        .iter()
        .map(|p| (p.place.as_str(), p.operator.as_str()))
        .collect();
    assert_eq!(problems, [("/if/1", "_random"), ("/if/2", "foo/bar")]);
    assert!(matches!(rule.problems()[0].kind, ProblemKind::Refused(_)));
    assert_eq!(rule.variables(), ["data.a", "b", "c"]);
    let reached = run_at(
        "UTC",
        "2026-03-15T12:00:00Z",
        &json!({"or": [1, {"foo": []}]}),
        &Json::Null,
    );
    assert_eq!(reached, Ok(Some(json!(1))));
}

#[test]
fn variables_inside_a_walk_over_elements_are_not_those_of_the_data() {
    let rule = json!({"and": [{"some": [{"var": "data.rows"}, {"==": [{"var": "k"}, 1]}]}, {"var": ["row.x", 2]}, {"var": ""}]});
    assert_eq!(
        Rule::compile(&rule).unwrap().variables(),
        ["data.rows", "row.x", ""]
    );
}

#[test]
fn a_root_is_made_of_parts_that_stay_where_they_are() {
    let zone = TimeZone::UTC;
    let run = Run::new(Timestamp::UNIX_EPOCH, &zone, 50);
    let submission = json!({"rows": (0..100_000).collect::<Vec<_>>(), "x": 7});
    let root = Value::root([
        ("data", Value::from(&submission)),
        ("rowIndex", Value::from(3.0)),
        ("value", Value::Undefined),
    ]);
    let rule = Rule::compile(&json!({"==": [{"+": [{"var": "data.x"}, {"var": "rowIndex"}]}, 10]})).unwrap();
    assert!(coercion::holds(&rule.apply(&root, &run).unwrap()));
}
