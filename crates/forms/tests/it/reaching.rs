//! Conditions that can never hold, questions nobody can see, questions that wait for each other.

use forms::{Form, Mode};
use serde_json::{Value, json};

/// A choice, a box, a number, a text and several boxes, then what is given.
fn asked(more: Value) -> Vec<(String, &'static str)> {
    let mut components = json!([
        {"type": "radio", "key": "scelta", "label": "Scelta", "input": true, "values": [{"label": "A", "value": "a"}, {"label": "1", "value": "1"}]},
        {"type": "checkbox", "key": "ha", "label": "Ha", "input": true},
        {"type": "number", "key": "n", "label": "N", "input": true},
        {"type": "textfield", "key": "t", "label": "T", "input": true},
        {"type": "selectboxes", "key": "s", "label": "S", "input": true, "values": [{"label": "X", "value": "x"}, {"label": "Y", "value": "y"}]}
    ]);
    components
        .as_array_mut()
        .unwrap()
        .extend(more.as_array().unwrap().clone());
    let form = Form::compile(&json!({"components": components}), Mode::Strict).unwrap();
    form.lint()
        .into_iter()
        .map(|finding| (finding.path, finding.kind))
        .collect()
}

fn simple(conjunction: &str, terms: &[(&str, &str, Value)]) -> Value {
    let terms: Vec<Value> = terms
        .iter()
        .map(|(component, operator, value)| json!({"component": component, "operator": operator, "value": value}))
        .collect();
    json!({"show": true, "conjunction": conjunction, "conditions": terms})
}

fn field(key: &str, conditional: Value) -> Value {
    json!({"type": "textfield", "key": key, "label": key, "input": true, "conditional": conditional})
}

fn one(kind: &'static str, conditional: Value) {
    let found = asked(json!([field("x", conditional.clone())]));
    assert_eq!(found, [("x".to_owned(), kind)], "{conditional}");
}

#[test]
fn form_12_conditions_that_can_hold_are_not_found_fault_with() {
    for conditional in [
        json!({"show": true, "when": "scelta", "eq": "1"}),
        json!({"show": true, "when": "ha", "eq": "true"}),
        json!({"show": true, "when": "s.x", "eq": "true"}),
        simple(
            "all",
            &[("scelta", "isEqual", json!(1)), ("ha", "isEqual", json!(true))],
        ),
        simple(
            "all",
            &[("n", "greaterThan", json!(3)), ("n", "lessThan", json!("3.5"))],
        ),
        simple(
            "all",
            &[("t", "isNotEqual", json!("a")), ("t", "isNotEmpty", json!(""))],
        ),
        simple(
            "all",
            &[("t", "startsWith", json!("a")), ("t", "endsWith", json!("b"))],
        ),
        simple(
            "all",
            &[("s", "isEqual", json!("x")), ("s", "isEqual", json!("y"))],
        ),
        json!({"json": {"and": [{"==": [{"var": "data.scelta"}, "a"]}, {"!": [{"var": "data.ha"}]}]}}),
        json!({"json": {"==": [{"var": "data.scelta"}, {"var": "config.parameters.x"}]}}),
        json!({"json": {">": [{"var": "data.n"}, 1e9]}}),
        json!({"json": {"and": [{"var": "data.ha"}, {">": [{"getDate": []}, "2020-01-01"]}]}}),
    ] {
        assert_eq!(
            asked(json!([field("x", conditional.clone())])),
            [],
            "{conditional}"
        );
    }
}

#[test]
fn form_12_conditions_that_can_never_hold_are_found() {
    let never = |conditional: Value| one("never-shown", conditional);
    never(simple(
        "all",
        &[
            ("scelta", "isEqual", json!("a")),
            ("scelta", "isEqual", json!("1")),
        ],
    ));
    never(simple(
        "all",
        &[("n", "greaterThan", json!(3)), ("n", "lessThan", json!(2))],
    ));
    never(simple(
        "all",
        &[("t", "isEqual", json!("a")), ("t", "isEmpty", json!(""))],
    ));
    never(simple(
        "all",
        &[("ha", "isEqual", json!(true)), ("ha", "isEqual", json!("false"))],
    ));
    never(
        json!({"json": {"and": [{"==": [{"var": "data.scelta"}, "a"]}, {"==": [{"var": "data.scelta"}, "b"]}]}}),
    );
    let option = |conditional: Value| one("unknown-option", conditional);
    option(json!({"show": true, "when": "scelta", "eq": "b"}));
    option(json!({"show": true, "when": "ha", "eq": "si"}));
    option(simple(
        "any",
        &[("scelta", "isEqual", json!("a")), ("s", "isEqual", json!("z"))],
    ));
    let always = simple(
        "any",
        &[("ha", "isEqual", json!(true)), ("ha", "isNotEqual", json!(true))],
    );
    one("idle-condition", always);
}

#[test]
fn form_12_a_question_is_unreachable_also_by_what_is_around_it_and_before_it() {
    let around = json!([{"type": "fieldset", "key": "f", "legend": "F", "input": false, "conditional": {"show": true, "when": "scelta", "eq": "a"},
        "components": [field("x", json!({"show": true, "when": "scelta", "eq": "1"}))]}]);
    assert_eq!(asked(around), [("x".to_owned(), "never-shown")]);
    let before = json!([
        {"type": "checkbox", "key": "poi", "label": "Poi", "input": true, "conditional": {"show": true, "when": "scelta", "eq": "a"}},
        field("x", simple("all", &[("poi", "isEqual", json!(true)), ("scelta", "isEqual", json!(1))]))]);
    assert_eq!(asked(before), [("x".to_owned(), "never-shown")]);
    // Nobody is told twice of what is inside a part that is never seen.
    let inside = json!([{"type": "panel", "key": "f", "title": "F", "input": false,
        "conditional": simple("all", &[("ha", "isEqual", json!(true)), ("ha", "isEqual", json!(false))]),
        "components": [field("x", json!({"show": true, "when": "scelta", "eq": "1"}))]}]);
    assert_eq!(asked(inside), [("f".to_owned(), "never-shown")]);
}

#[test]
fn form_12_questions_that_wait_for_each_other_are_found() {
    let found = |components: Value| {
        let form = Form::compile(&json!({"components": components}), Mode::Strict).unwrap();
        let cycles = form.lint().into_iter().filter(|finding| finding.kind == "cycle");
        cycles.map(|finding| finding.text).collect::<Vec<_>>()
    };
    let when = |key: &str| json!({"show": true, "when": key, "eq": "x"});
    let by_rule = json!({"json": {"==": [{"var": "data.c"}, "x"]}});
    assert_eq!(
        found(json!([
            field("a", when("b")),
            field("b", by_rule),
            field("c", when("a"))
        ])),
        ["queste domande dipendono una dall'altra: «a», «b», «c»"]
    );
    assert_eq!(
        found(json!([field("a", when("a"))])),
        ["«a» dipende da sé stessa"]
    );
    let sum = |key: &str, of: &str| json!({"type": "number", "key": key, "label": key, "input": true, "calculateValue": {"+": [{"var": format!("data.{of}")}, 1]}});
    assert_eq!(
        found(json!([sum("a", "b"), sum("b", "a")])),
        ["queste domande dipendono una dall'altra: «a», «b»"]
    );
    assert_eq!(
        found(json!([
            sum("a", "b"),
            sum("b", "c"),
            field("c", when("d")),
            field("d", json!({}))
        ])),
        [""; 0]
    );
    // A total of each row and a total of the rows are no cycle.
    let grid = json!([
        {"type": "datagrid", "key": "g", "label": "G", "input": true, "components": [
            {"type": "number", "key": "x", "label": "X", "input": true},
            {"type": "number", "key": "y", "label": "Y", "input": true, "calculateValue": {"*": [{"var": "row.x"}, 2]}}]},
        {"type": "number", "key": "tot", "label": "Tot", "input": true, "calculateValue": {"_sumBy": [{"var": "data.g"}, "y"]}}]);
    assert_eq!(found(grid), [""; 0]);
}
