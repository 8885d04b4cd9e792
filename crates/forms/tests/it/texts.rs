//! Definitions and submissions as they arrive: text that may be no JSON, or JSON with traps.

use crate::{broken, check, strict};
use forms::{Form, Mode};
use serde_json::{Value, json};

/// As a server reads a submission: an error, or data.
fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

#[test]
fn what_is_no_json_is_an_error_and_no_form() {
    let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    for text in [
        "",
        "{",
        "{\"components\": [}",
        "\u{FEFF}{}",
        "[1,]",
        "{\"a\": NaN}",
        "{\"a\": \"\\ud800\"}",
        deep.as_str(),
    ] {
        assert_eq!(read(text), None, "{text:.20}");
    }
    for definition in [
        json!(null),
        json!([]),
        json!("x"),
        json!({}),
        json!({"components": {}}),
        json!({"components": "x"}),
    ] {
        let error = Form::compile(&definition, Mode::Strict).unwrap_err();
        assert_eq!(
            error.to_string(),
            "il modulo deve essere un oggetto con un elenco di nome components"
        );
    }
}

#[test]
fn of_a_key_written_twice_the_last_counts() {
    let form = strict(
        json!([{"type": "textfield", "key": "a", "label": "A", "input": true, "validate": {"required": true}}]),
    );
    let data = read(r#"{"a": "x", "a": ""}"#).unwrap();
    assert_eq!(broken(&check(&form, data)), ["a required"]);
}

#[test]
fn names_that_javascript_inherits_are_plain_names() {
    let form = strict(json!([
        {"type": "textfield", "key": "a", "label": "A", "input": true},
        {"type": "textfield", "key": "b", "label": "B", "input": true, "conditional": {"json": {"var": "data.constructor"}}},
        {"type": "textfield", "key": "c", "label": "C", "input": true, "conditional": {"show": true, "when": "toString", "eq": "undefined"}}
    ]));
    let data = read(r#"{"a": "x", "b": "y", "__proto__": {"admin": true}, "constructor": {"prototype": {"a": 1}}, "toString": 1}"#).unwrap();
    let outcome = check(&form, data);
    assert_eq!(outcome.data.get("__proto__"), None);
    assert_eq!(outcome.dropped, ["__proto__", "constructor", "toString"]);
}

#[test]
fn words_that_read_as_no_number_are_no_number() {
    let form = strict(
        json!([{"type": "number", "key": "n", "label": "N", "input": true, "validate": {"required": true}}]),
    );
    for text in [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "0x",
        "1,5",
        "١٢",
        "--1",
        "1_000",
    ] {
        assert!(!check(&form, json!({"n": text})).is_valid(), "{text}");
    }
}

#[test]
fn a_hostile_field_leaves_the_others_and_the_other_forms_alone() {
    let form = strict(json!([
        {"type": "textfield", "key": "a", "label": "<script>alert(1)</script>A", "input": true, "validate": {"pattern": "(a|aa)+$"}},
        {"type": "textfield", "key": "b", "label": "B", "input": true}
    ]));
    let outcome = check(
        &form,
        json!({"a": "a".repeat(40_000) + "!", "b": "\u{FFFF}\u{202E}😀"}),
    );
    assert_eq!(broken(&outcome), ["a pattern"]);
    assert_eq!(form.pages()[0].components[0].label, "alert(1)A");
    assert!(
        form.lint()
            .iter()
            .any(|finding| finding.kind == "script-in-text" && finding.blocking)
    );
}
