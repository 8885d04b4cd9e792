//! What the original lets pass and strict mode does not.

use crate::{broken, check, strict};
use forms::{Form, FormError, Mode};
use kernel::Lang;
use serde_json::{Value, json};

fn identifiers() -> Form {
    let field = |key: &str, label: &str, format: &str| json!({"type": "textfield", "key": key, "label": label, "input": true, "properties": {"format": format}});
    strict(json!([
        field("cf", "Codice fiscale", "codice-fiscale"),
        field("piva", "Partita IVA", "partita-iva"),
        field("iban", "IBAN", "iban")
    ]))
}

#[test]
fn form_18_codice_fiscale_is_formally_validated() {
    let form = identifiers();
    for good in ["MRTMTT91D08F205J", "mrttmt91d08f205o", "MRTMTT91D08F20RU", ""] {
        let outcome = check(&form, json!({"cf": good}));
        assert_eq!(
            outcome.is_valid(),
            italia::FiscalCode::parse(good).is_ok() || good.is_empty(),
            "{good}"
        );
    }
    assert!(check(&form, json!({"cf": "MRTMTT91D08F205J"})).is_valid());
    let outcome = check(&form, json!({"cf": "MRTMTT91D08F205K"}));
    assert_eq!(broken(&outcome), ["cf strict:format"]);
    assert_eq!(
        outcome.errors[0].message(Lang::It),
        "Il codice fiscale nel campo «Codice fiscale» non è corretto: controllare tutti i caratteri"
    );
    assert!(outcome.errors[0].message(Lang::En).contains("tax code"));
}

#[test]
fn form_18_partita_iva_and_iban_are_formally_validated() {
    let form = identifiers();
    assert!(
        check(
            &form,
            json!({"piva": "00743110157", "iban": "IT60X0542811101000000123456"})
        )
        .is_valid()
    );
    let outcome = check(
        &form,
        json!({"piva": "00743110158", "iban": "IT61X0542811101000000123456"}),
    );
    assert_eq!(broken(&outcome), ["piva strict:format", "iban strict:format"]);
}

#[test]
fn form_18_a_mandatory_code_is_also_mandatory() {
    let form = strict(
        json!([{"type": "textfield", "key": "cf", "label": "Codice fiscale", "input": true,
        "properties": {"format": "codice-fiscale"}, "validate": {"required": true}}]),
    );
    let outcome = check(&form, json!({"cf": "  "}));
    assert_eq!(broken(&outcome), ["cf required"]);
    assert_eq!(
        outcome.errors[0].message(Lang::It),
        "Il campo «Codice fiscale» è obbligatorio"
    );
    assert_eq!(
        outcome.errors[0].message(Lang::En),
        "“Codice fiscale” is required"
    );
}

#[test]
fn values_are_of_the_type_of_their_field() {
    let form = strict(json!([
        {"type": "textfield", "key": "t", "label": "T", "input": true},
        {"type": "currency", "key": "c", "label": "C", "input": true},
        {"type": "checkbox", "key": "b", "label": "B", "input": true, "validate": {"required": true}},
        {"type": "selectboxes", "key": "s", "label": "S", "input": true, "values": [{"label": "A", "value": "a"}]},
        {"type": "datetime", "key": "d", "label": "D", "input": true},
        {"type": "day", "key": "g", "label": "G", "input": true, "dayFirst": true, "fields": {"day": {}, "month": {}, "year": {}}}
    ]));
    let wrong = json!({"t": {"a": 1}, "c": "a", "b": 1, "s": {"a": "x"}, "d": "1", "g": "00/03/2026"});
    assert_eq!(
        broken(&check(&form, wrong)),
        [
            "t strict:type",
            "c strict:type",
            "b strict:type",
            "s strict:type",
            "d strict:date",
            "g strict:day"
        ]
    );
    let right =
        json!({"t": "a", "c": 1.5, "b": true, "s": {"a": true}, "d": "2026-03-15T10:00", "g": "01/03/2026"});
    assert!(check(&form, right).is_valid());
    assert_eq!(
        broken(&check(&form, json!({"b": true, "g": 7}))),
        ["g fault", "g day"]
    );
}

#[test]
fn only_what_is_offered_can_be_chosen() {
    let options = json!([{"label": "Uno", "value": "1"}, {"label": "Due", "value": "due"}]);
    let form = strict(json!([
        {"type": "radio", "key": "r", "label": "R", "input": true, "values": options},
        {"type": "select", "key": "s", "label": "S", "input": true, "data": {"values": options}},
        {"type": "select", "key": "m", "label": "M", "input": true, "multiple": true, "data": {"values": options}},
        {"type": "selectboxes", "key": "b", "label": "B", "input": true, "values": options}
    ]));
    // A number that reads as an offered text was made regular by the pass itself.
    assert!(
        check(
            &form,
            json!({"r": "1", "s": "due", "m": ["1", "due"], "b": {"1": true, "altro": false}})
        )
        .is_valid()
    );
    let wrong = json!({"r": "tre", "s": "tre", "m": ["1", "tre"], "b": {"tre": true}});
    let outcome = check(&form, wrong);
    assert_eq!(
        broken(&outcome),
        [
            "r strict:option",
            "s strict:option",
            "m strict:option",
            "b strict:option"
        ]
    );
    assert_eq!(outcome.errors[2].index, Some(1));
}

#[test]
fn a_pattern_that_is_none_is_refused_when_the_form_is_compiled() {
    let form = json!({"components": [{"type": "textfield", "key": "a", "input": true, "validate": {"pattern": "([a-z"}}]});
    assert!(matches!(
        Form::compile(&form, Mode::Strict),
        Err(FormError::Pattern { .. })
    ));
    let lenient = Form::compile(&form, Mode::Compat).unwrap();
    assert!(lenient.check(&json!({"a": "x"}), &crate::context()).is_valid());
}

#[test]
fn catastrophic_patterns_cost_little() {
    let form = strict(
        json!([{"type": "textfield", "key": "a", "label": "A", "input": true,
        "validate": {"pattern": "(a+)+"}}]),
    );
    let outcome = check(&form, json!({"a": format!("{}!", "a".repeat(20_000))}));
    assert_eq!(broken(&outcome), ["a pattern"]);
}

#[test]
fn lengths_are_utf16_units_as_browsers_count() {
    let form = strict(
        json!([{"type": "textfield", "key": "a", "label": "A", "input": true, "validate": {"maxLength": 2}}]),
    );
    assert!(check(&form, json!({"a": "😀"})).is_valid());
    assert_eq!(broken(&check(&form, json!({"a": "😀!"}))), ["a maxLength"]);
}

#[test]
fn unknown_keys_are_dropped_and_reported() {
    let form = strict(json!([
        {"type": "textfield", "key": "a", "label": "A", "input": true},
        {"type": "datagrid", "key": "g", "label": "G", "input": true, "components": [
            {"type": "textfield", "key": "x", "label": "X", "input": true}]}
    ]));
    let outcome = check(
        &form,
        json!({"a": "1", "admin": true, "g": [{"x": "1", "y": "2"}]}),
    );
    assert!(outcome.is_valid());
    assert_eq!(outcome.data, json!({"a": "1", "g": [{"x": "1"}]}));
    assert_eq!(outcome.dropped, ["admin", "g[0].y"]);
}

#[test]
fn limits_on_depth_rows_and_size() {
    let form = strict(json!([
        {"type": "textfield", "key": "a", "label": "A", "input": true},
        {"type": "datagrid", "key": "g", "label": "G", "input": true, "components": [
            {"type": "textfield", "key": "x", "label": "X", "input": true}]}
    ]));
    let mut deep = json!("x");
    for _ in 0..100 {
        deep = json!([deep]);
    }
    assert_eq!(broken(&check(&form, json!({"a": deep}))), [" strict:depth"]);
    let rows: Vec<Value> = (0..1_001).map(|_| json!({"x": "1"})).collect();
    assert_eq!(broken(&check(&form, json!({"g": rows}))), ["g strict:rows"]);
    assert_eq!(
        broken(&check(&form, json!({"a": "x".repeat(60_000)}))),
        ["a strict:size"]
    );
    let many: Vec<Value> = (0..100_001).map(|n| json!(n)).collect();
    assert_eq!(broken(&check(&form, json!({"b": many}))), [" strict:size"]);
}

#[test]
fn forms_without_measure_are_refused() {
    let mut nested = json!({"type": "textfield", "key": "a", "input": true});
    for level in 0..30 {
        nested =
            json!({"type": "container", "key": format!("c{level}"), "input": true, "components": [nested]});
    }
    let deep = json!({"components": [nested]});
    assert!(matches!(
        Form::compile(&deep, Mode::Strict),
        Err(FormError::TooLarge(..))
    ));
    let many: Vec<Value> = (0..5_001)
        .map(|n| json!({"type": "textfield", "key": format!("k{n}"), "input": true}))
        .collect();
    assert!(matches!(
        Form::compile(&json!({"components": many}), Mode::Strict),
        Err(FormError::TooLarge(..))
    ));
    assert_eq!(
        Form::compile(&json!([]), Mode::Strict).unwrap_err(),
        FormError::NotAForm
    );
}

#[test]
fn a_required_survey_is_answered_whole() {
    let form = strict(
        json!([{"type": "survey", "key": "s", "label": "S", "input": true, "validate": {"required": true},
        "questions": [{"label": "P", "value": "p"}, {"label": "Q", "value": "q"}],
        "values": [{"label": "Sì", "value": "si"}, {"label": "No", "value": "no"}]}]),
    );
    assert_eq!(
        broken(&check(&form, json!({"s": {"p": "si"}}))),
        ["s strict:survey"]
    );
    assert_eq!(
        broken(&check(&form, json!({"s": {"p": "si", "q": "forse"}}))),
        ["s strict:option"]
    );
    assert!(check(&form, json!({"s": {"p": "si", "q": "no"}})).is_valid());
}

#[test]
fn form_12_every_kind_takes_its_own_type_and_only_what_is_offered() {
    let inside = json!([{"type": "textfield", "key": "a", "label": "A", "input": true}]);
    let grid = json!({"validate": {"minLength": 1, "maxLength": 2}, "components": inside});
    let cases = [
        (
            "datamap",
            json!({}),
            json!({"k": "v"}),
            vec![json!("x"), json!([1]), json!({"k": {}})],
            "strict:type",
        ),
        (
            "tree",
            json!({}),
            json!({"data": {}, "children": [{"data": {}}]}),
            vec![json!("x"), json!({"children": [7]})],
            "strict:type",
        ),
        (
            "tags",
            json!({}),
            json!("a,b"),
            vec![json!(7), json!({"a": 1})],
            "strict:type",
        ),
        (
            "address",
            json!({}),
            json!({"mode": "manual"}),
            vec![json!("x"), json!([1])],
            "strict:type",
        ),
        (
            "signature",
            json!({}),
            json!("data:image/png;base64,AA=="),
            vec![json!("x"), json!({})],
            "strict:type",
        ),
        (
            "checkbox",
            json!({}),
            json!(true),
            vec![json!("x"), json!({}), json!(1)],
            "strict:type",
        ),
        ("radio", json!({}), json!(""), vec![json!("x")], "strict:option"),
        (
            "selectboxes",
            json!({}),
            json!({"x": false}),
            vec![json!({"x": true})],
            "strict:option",
        ),
        (
            "select",
            json!({"dataSrc": "resource", "data": {"resource": "r"}}),
            json!(""),
            vec![json!("x"), json!({"a": 1})],
            "strict:option",
        ),
        (
            "datagrid",
            grid.clone(),
            json!([{"a": "1"}]),
            vec![json!([]), json!([{"a": "1"}, {"a": "2"}, {"a": "3"}])],
            "strict:row_count",
        ),
        (
            "editgrid",
            grid,
            json!([{"a": "1"}]),
            vec![json!([]), json!([{"a": "1"}, {"a": "2"}, {"a": "3"}])],
            "strict:row_count",
        ),
    ];
    for (kind, more, right, wrong, rule) in cases {
        let mut component = json!({"type": kind, "key": "k", "label": "K", "input": true});
        component
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let form = strict(json!([component]));
        assert_eq!(
            broken(&check(&form, json!({"k": right}))),
            [""; 0],
            "{kind} {right}"
        );
        for value in wrong {
            assert_eq!(
                broken(&check(&form, json!({"k": value}))),
                [format!("k {rule}")],
                "{kind} {value}"
            );
        }
    }
}
