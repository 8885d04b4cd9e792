//! Forms inside forms.

use crate::{broken, check, context};
use forms::{Form, FormError, Kind, Mode};
use kernel::Lang;
use serde_json::{Value, json};

fn person() -> Value {
    json!({"title": "Persona", "display": "form", "components": [
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true, "validate": {"required": true}},
        {"type": "textfield", "key": "altro", "label": "Altro", "input": true,
         "conditional": {"json": {"==": [{"var": "data.nome"}, "Ada"]}}}]})
}

fn definition(inner: Value) -> Value {
    json!({"components": [
        {"type": "textfield", "key": "nome", "label": "Oggetto", "input": true},
        inner]})
}

fn sub(more: Value) -> Value {
    let mut sub = json!({"type": "form", "key": "sub", "label": "Richiedente", "input": true});
    sub.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    sub
}

fn compiled(inner: Value, mode: Mode) -> Result<Form, FormError> {
    Form::compile_with(&definition(inner), mode, |name| (name == "persona").then(person))
}

#[test]
fn form_12_a_nested_form_is_found_by_id_path_or_address() {
    for named in [
        json!({"form": "persona"}),
        json!({"path": "persona"}),
        json!({"src": "https://moduli.example/form/persona?live=1"}),
        json!({"form": "altra", "path": "persona", "components": [{"type": "number", "key": "vecchia"}]}),
    ] {
        let form = compiled(sub(named.clone()), Mode::Strict).unwrap();
        let nested = &form.pages()[0].components[1];
        assert_eq!(
            (&nested.kind, nested.children[0].path.as_str()),
            (&Kind::Container, "sub.data.nome"),
            "{named}"
        );
        assert_eq!(form.original(), &definition(sub(named)));
        assert_ne!(form.definition(), form.original());
    }
}

#[test]
fn form_12_answers_of_a_nested_form_are_kept_and_checked_inside_its_data() {
    let form = compiled(sub(json!({"form": "persona"})), Mode::Strict).unwrap();
    assert_eq!(
        broken(&check(&form, json!({"nome": "Ada"}))),
        ["sub.data.nome required"]
    );
    // A rule inside reads the answers of its own form, not those around it.
    let data = json!({"nome": "Bea", "sub": {"data": {"nome": "Ada", "altro": "x", "y": 1}, "metadata": {"a": 1}, "owner": "io"}});
    let outcome = check(&form, data.clone());
    assert!(outcome.is_valid());
    assert_eq!(
        outcome.data,
        json!({"nome": "Bea", "sub": {"data": {"nome": "Ada", "altro": "x"}}})
    );
    assert_eq!(outcome.dropped, ["sub.data.y", "sub.metadata", "sub.owner"]);
    let hidden = check(&form, json!({"sub": {"data": {"nome": "Bea", "altro": "x"}}}));
    assert_eq!(hidden.data, json!({"sub": {"data": {"nome": "Bea"}}}));
    assert_eq!(
        broken(&check(&form, json!({"sub": "x"}))),
        ["sub.data.nome required", "sub strict:type"]
    );
    let posted = form.decode(
        0,
        &[
            ("nome".to_owned(), "B".to_owned()),
            ("sub.data.nome".to_owned(), "Ada".to_owned()),
        ],
        &json!({}),
    );
    assert_eq!(posted["sub"]["data"]["nome"], json!("Ada"));
    let summary = form.summary(&data, Lang::It);
    assert_eq!(summary[1].title, "Richiedente");
    assert_eq!(summary[1].rows[0].value, "Ada");
}

#[test]
fn words_of_a_nested_form_are_translated_too() {
    let form = compiled(sub(json!({"form": "persona"})), Mode::Strict).unwrap();
    assert!(form.texts().contains("Altro"));
    let english = form.translated(&[("Nome".to_owned(), "Name".to_owned())].into());
    assert_eq!(english.pages()[0].components[1].children[0].label, "Name");
    assert!(!english.check(&json!({}), &context()).is_valid());
}

#[test]
fn a_nested_form_that_is_missing_is_refused_unless_it_is_written_in_the_form() {
    let error = compiled(sub(json!({"form": "manca"})), Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "il modulo incluso «manca» non c'è");
    let written = sub(
        json!({"form": "manca", "components": [{"type": "textfield", "key": "a", "label": "A", "input": true}]}),
    );
    assert!(compiled(written, Mode::Strict).is_ok());
    assert!(compiled(sub(json!({"form": "manca"})), Mode::Compat).is_ok());
    let none = Form::compile_with(&definition(sub(json!({"form": "x"}))), Mode::Compat, |_| {
        Some(json!([1]))
    });
    assert!(matches!(none, Err(FormError::Nested(..))));
}

#[test]
fn nested_forms_that_come_back_to_themselves_are_refused() {
    let includes = |name: &str| {
        json!({"components": [{"type": "panel", "key": "p", "components": [
        {"type": "columns", "key": "c", "columns": [{"components": [{"type": "form", "key": "f", "form": name}]}]}]}]})
    };
    let find = |name: &str| match name {
        "a" => Some(includes("b")),
        "b" => Some(includes("a")),
        // Never the same name twice, and never an end.
        other => Some(includes(&format!("{other}x"))),
    };
    for mode in [Mode::Compat, Mode::Strict] {
        let error = Form::compile_with(&includes("a"), mode, find).unwrap_err();
        assert_eq!(
            error.to_string(),
            "il modulo incluso «a → b → a» contiene sé stesso"
        );
        let error = Form::compile_with(&includes("x"), mode, find).unwrap_err();
        assert_eq!(
            error.to_string(),
            "il modulo supera il limite di 5 moduli uno dentro l'altro"
        );
    }
}

#[test]
fn nested_forms_that_multiply_are_refused() {
    let many = |name: &str| {
        let parts = (0..40).map(|n| json!({"type": "form", "key": format!("f{n}"), "form": name}));
        json!({"components": parts.collect::<Vec<_>>()})
    };
    let find = |name: &str| match name {
        "1" => Some(many("2")),
        "2" => Some(many("3")),
        "3" => Some(many("4")),
        _ => Some(json!({"components": [{"type": "number", "key": "n"}]})),
    };
    for mode in [Mode::Compat, Mode::Strict] {
        let error = Form::compile_with(&many("1"), mode, find).unwrap_err();
        assert!(matches!(error, FormError::TooLarge("componenti", _)), "{error}");
    }
}

#[test]
fn a_hundred_thousand_components_are_refused_with_a_sentence() {
    let many: Vec<Value> = (0..100_000)
        .map(|n| json!({"type": "textfield", "key": format!("k{n}"), "input": true}))
        .collect();
    let error = Form::compile(&json!({"components": many}), Mode::Strict).unwrap_err();
    assert_eq!(error.to_string(), "il modulo supera il limite di 5000 componenti");
}
