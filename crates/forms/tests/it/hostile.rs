//! No input makes the engine panic, and its cost grows with the input only.

use crate::context;
use forms::{Form, Mode, Stage};
use kernel::Lang;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        "[ -~àé😀\\x00]{0,12}".prop_map(Value::String),
        prop_oneof![
            Just("15/03/2026"),
            Just("2026-03-15"),
            Just("true"),
            Just("a"),
            Just("09:30"),
            Just("moment()")
        ]
        .prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("a".to_owned()),
        Just("b".to_owned()),
        Just("g".to_owned()),
        Just("a.b".to_owned()),
        Just("g[1].a".to_owned()),
        Just("value".to_owned()),
        "[a-z.\\[\\]0-9]{0,6}",
    ]
}

const TYPES: [&str; 35] = [
    "textfield",
    "textarea",
    "number",
    "currency",
    "email",
    "phoneNumber",
    "url",
    "password",
    "checkbox",
    "radio",
    "select",
    "selectboxes",
    "hidden",
    "button",
    "content",
    "htmlelement",
    "panel",
    "columns",
    "fieldset",
    "table",
    "tabs",
    "day",
    "datetime",
    "time",
    "file",
    "survey",
    "tags",
    "address",
    "datagrid",
    "container",
    "form",
    "datamap",
    "tree",
    "tagpad",
    "editgrid",
];
const SETTINGS: [&str; 31] = [
    "validate",
    "conditional",
    "multiple",
    "defaultValue",
    "values",
    "data",
    "fields",
    "widget",
    "inputMask",
    "inputMasks",
    "allowMultipleMasks",
    "minDate",
    "maxDate",
    "dayFirst",
    "hidden",
    "clearOnHide",
    "serverOverride",
    "dataType",
    "format",
    "properties",
    "filePattern",
    "storeas",
    "label",
    "errors",
    "logic",
    "calculateValue",
    "customDefaultValue",
    "customConditional",
    "html",
    "questions",
    "form",
];

fn component() -> impl Strategy<Value = Value> {
    let settings = prop::collection::vec((prop::sample::select(SETTINGS.to_vec()), any_json()), 0..4);
    let plain = (prop::sample::select(TYPES.to_vec()), key(), settings).prop_map(|(kind, key, settings)| {
        let mut map = Map::new();
        map.insert("type".to_owned(), json!(kind));
        map.insert("key".to_owned(), json!(key));
        map.extend(settings.into_iter().map(|(name, value)| (name.to_owned(), value)));
        Value::Object(map)
    });
    plain.prop_recursive(3, 12, 3, |inner| {
        (prop::sample::select(vec!["datagrid", "container", "panel", "fieldset", "columns", "custom"]), key(), prop::collection::vec(inner, 0..3))
            .prop_map(|(kind, key, inner)| {
                json!({"type": kind, "key": key, "components": inner, "columns": [{"components": inner}, null], "input": kind != "panel",
                    "validate": {"required": true}})
            })
    })
}

fn exercise(form: &Form, data: &Value) {
    for stage in [Stage::Validate, Stage::Submit, Stage::Full] {
        let outcome = form.check(data, &context().with_stage(stage));
        for violation in &outcome.errors {
            assert!(
                !violation.message(Lang::It).contains('{')
                    || violation.custom.is_some()
                    || violation.label.contains('{')
            );
        }
    }
    let _ = form.summary(data, Lang::En);
    let _ = form.lint();
    for page in 0..=form.pages().len() {
        let _ = form.check_page(page, data, &context());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_form_and_no_data_panics(components in prop::collection::vec(component(), 0..5), data in any_json(), wizard in any::<bool>()) {
        let display = if wizard { "wizard" } else { "form" };
        let definition = json!({"display": display, "components": components});
        for mode in [Mode::Compat, Mode::Strict] {
            if let Ok(form) = Form::compile(&definition, mode) {
                exercise(&form, &data);
                exercise(&form, &json!({"a": data, "b": data, "g": [data, {"a": data}]}));
            }
        }
    }

    #[test]
    fn no_definition_panics(definition in any_json()) {
        let _ = Form::compile(&definition, Mode::Strict);
        let _ = Form::compile(&json!({"components": definition}), Mode::Compat);
    }

    #[test]
    fn no_post_panics(components in prop::collection::vec(component(), 0..4),
        pairs in prop::collection::vec((key(), "[ -~]{0,8}"), 0..12), data in any_json()) {
        if let Ok(form) = Form::compile(&json!({"components": components}), Mode::Compat) {
            let decoded = form.decode(0, &pairs, &data);
            exercise(&form, &decoded);
        }
    }
}

#[test]
fn cost_is_linear_in_rows() {
    let form = crate::strict(
        json!([{"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true, "validate": {"required": true}},
        {"type": "select", "key": "rel", "label": "Rel", "input": true, "data": {"values": [{"label": "a", "value": "a"}]}},
        {"type": "textfield", "key": "altro", "label": "Altro", "input": true,
         "conditional": {"show": true, "when": "righe.rel", "eq": "a"}}]}]),
    );
    let data = |rows: usize| json!({"righe": (0..rows).map(|n| json!({"nome": format!("n{n}"), "rel": "a", "altro": "x"})).collect::<Vec<_>>()});
    let time = |rows: usize| {
        let data = data(rows);
        let best = (0..5).map(|_| {
            let start = std::time::Instant::now();
            assert!(crate::check(&form, data.clone()).is_valid());
            start.elapsed()
        });
        best.min().unwrap()
    };
    let (small, large) = (time(100), time(900));
    // Nine times the rows; quadratic growth would be eighty-one times.
    assert!(large < small * 40, "{small:?} for 100 rows, {large:?} for 900");
}
