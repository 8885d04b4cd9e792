//! Snippets of JavaScript: translated where that is certain, refused everywhere else, and never run.

use crate::{broken, check, context};
use forms::snippet::{Purpose, Reading, SnippetClass, read};
use forms::{CheckContext, Form, Mode, Stage};
use serde_json::{Value, json};

fn form(component: Value, mode: Mode) -> Form {
    let rest = json!([
        {"type": "textfield", "key": "a", "input": true, "label": "A"},
        {"type": "textfield", "key": "b", "input": true, "label": "B"}
    ]);
    let mut all = vec![component];
    all.extend(rest.as_array().unwrap().clone());
    Form::compile(&json!({ "components": all }), mode).unwrap()
}

fn field(more: Value) -> Value {
    let mut field = json!({"type": "hidden", "key": "x", "label": "X", "input": true});
    field
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    field
}

fn full() -> CheckContext {
    context().with_stage(Stage::Full)
}

/// Whether a condition shows the component.
fn shows(code: &str, data: Value) -> bool {
    let form = form(field(json!({"customConditional": code})), Mode::Compat);
    assert_ne!(form.snippets()[0].class(), SnippetClass::NeedsRewriting, "{code}");
    !form.check(&data, &full()).hidden.contains("x")
}

/// The value a calculation gives; `None` for undefined.
fn value(code: &str, data: Value) -> Option<Value> {
    let form = form(field(json!({"calculateValue": code})), Mode::Compat);
    assert_eq!(form.snippets()[0].class(), SnippetClass::Translated, "{code}");
    form.check(&data, &full()).data.get("x").cloned()
}

#[test]
fn form_12_conditions_written_as_snippets_show_and_hide_as_javascript_would() {
    let cases = [
        ("show = data.a === 'si'", json!({"a": "si"}), true),
        ("show = data.a === 'si'", json!({}), false),
        (
            "show = data.a == 1 && data.b != 'no';",
            json!({"a": "1", "b": "x"}),
            true,
        ),
        // Undefined hides, null decides nothing.
        ("show = data.a", json!({}), false),
        ("show = data.a", json!({"a": null}), true),
        ("show = data.a;", json!({"a": []}), true),
        ("show = !data.a", json!({"a": []}), false),
        ("show = data.a >= 0", json!({}), false),
        ("show = data.a >= 0", json!({"a": null}), true),
        // What throws decides nothing.
        ("show = data.a.c === 'x'", json!({}), true),
        ("show = data.a.c === 'x'", json!({"a": {"c": "y"}}), false),
        ("show = data.a?.c === 'x'", json!({}), false),
        ("show = data.a && data.a.c === 'x'", json!({"a": ""}), false),
        (
            "if (data.a) { show = true } else { show = false }",
            json!({"a": 0}),
            false,
        ),
        (
            "if (data.a == 1) show = false\nelse if (data.a == 2) show = true; else show = false",
            json!({"a": 2}),
            true,
        ),
        (
            "show = ['si', 'forse'].includes(data.a)",
            json!({"a": "forse"}),
            true,
        ),
        (
            "show = ['si', 'forse'].indexOf(data.a) === -1",
            json!({"a": "forse"}),
            false,
        ),
        ("show = data.a.includes('z')", json!({"a": ["z"]}), true),
        ("show = data.a.includes('z')", json!({"a": 5}), true),
        ("show = data.a.length > 2", json!({"a": "\u{1F600}a"}), true),
        ("var n = data.a; show = n > 3;", json!({"a": 4}), true),
        ("show = data.a === undefined", json!({"a": null}), false),
        ("show = data.a == null", json!({}), true),
        ("return data.a === '1'", json!({"a": "1"}), true),
        (
            "show = _.some(data.a, 'c')",
            json!({"a": [{"c": 0}, {"c": 1}]}),
            true,
        ),
        (
            "show = data.a.some(x => x.c > 1)",
            json!({"a": [{"c": 1}]}),
            false,
        ),
        (
            "show = data.a.every(function (x) { return x > 1 })",
            json!({"a": []}),
            true,
        ),
        ("show = typeof data.a === 'string'", json!({"a": 1}), false),
        ("show = data['a'] === 010", json!({"a": 8}), true),
    ];
    for (code, data, shown) in cases {
        assert_eq!(shows(code, data.clone()), shown, "{code} with {data}");
    }
}

#[test]
fn form_12_values_worked_out_by_snippets_are_those_of_javascript() {
    let cases = [
        (
            "value = (data.a||0) + (data.b||0)",
            json!({"a": 1, "b": 2}),
            Some(json!(3)),
        ),
        (
            "value = (data.a||0) + (data.b||0)",
            json!({"a": "1", "b": 2}),
            Some(json!("12")),
        ),
        (
            "value = (data.a||0) + (data.b||0)",
            json!({"a": [1]}),
            Some(json!("10")),
        ),
        (
            "value = data.a + data.b",
            json!({"a": "x"}),
            Some(json!("xundefined")),
        ),
        (
            "value = (data.a + data.b) || ''",
            json!({"a": 1}),
            Some(json!("")),
        ),
        ("value = data.a * 2", json!({"a": "5"}), Some(json!(10))),
        ("value = data.a * 2", json!({"a": "5px"}), Some(json!(null))),
        ("value = data.a - data.b", json!({"a": 5}), Some(json!(null))),
        ("value = data.b", json!({}), None),
        (
            "value = 'auto-' + data.a",
            json!({"a": null}),
            Some(json!("auto-null")),
        ),
        (
            "value = `${data.a}/${data.b}`",
            json!({"a": 1}),
            Some(json!("1/undefined")),
        ),
        ("value = {c: data.a}", json!({"a": 1}), Some(json!({"c": 1}))),
        ("value = [1, {c: 2}]", json!({}), Some(json!([1, {"c": 2}]))),
        (
            "value = Math.round(data.a * 100) / 100",
            json!({"a": 1.239}),
            Some(json!(1.24)),
        ),
        ("value = 1; value += 2", json!({}), Some(json!(3))),
        (
            "value = (data.a||[]).reduce(function(s,r){return s+(r.t||0)},0)",
            json!({"a": [{"t": 1}, {"t": 4}, {}]}),
            Some(json!(5)),
        ),
        (
            "if (data.a) { value = data.b.c.d } else { value = 7 }",
            json!({}),
            Some(json!(7)),
        ),
    ];
    for (code, data, wanted) in cases {
        assert_eq!(value(code, data.clone()), wanted, "{code} with {data}");
    }
}

#[test]
fn form_12_a_snippet_judges_the_answer_and_its_sentence_is_the_message() {
    let code = "valid = (input === data.b) ? true : 'Le risposte non coincidono'";
    let form = form(field(json!({"validate": {"custom": code}})), Mode::Strict);
    let outcome = check(&form, json!({"x": "1", "b": "2"}));
    assert_eq!(broken(&outcome), ["x custom"]);
    assert_eq!(outcome.errors[0].key, "Le risposte non coincidono");
    assert!(check(&form, json!({"x": "2", "b": "2"})).is_valid());
}

#[test]
fn form_12_what_cannot_be_translated_with_certainty_is_refused_with_the_reason() {
    let cases = [
        ("valid = instance.check(input)", "instance"),
        ("valid = utils.x(input)", "utils"),
        ("for (;;) {}", "loop"),
        ("while (true) {}", "loop"),
        ("valid = moment(input).isValid()", "dates"),
        ("valid = new Date(input) > 1", "dates"),
        ("valid = /a+/.test(input)", "regular expression"),
        ("valid = {{data.a}} === 1", "{{"),
        ("valid = ;", "line 1"),
        ("valid = true\nvalid = (", "line 2"),
        ("data.a = 1; valid = true", "data.a"),
        ("altro = 1", "altro"),
        ("valid = input.constructor", "constructor"),
        ("valid = data.a.link", "link"),
        ("valid = data[data.a]", "[…]"),
        ("valid = eval('1')", "eval"),
        ("valid = data.a + data.b + input", "missing"),
        ("valid = input & 1", "&"),
        ("switch (input) {}", "switch"),
        ("valid = fetch('https://example.org')", "fetch"),
    ];
    for (code, why) in cases {
        let Reading::Unsupported { why: found } = read(code, Purpose::Validity) else {
            panic!("{code} was translated");
        };
        assert!(found.text(kernel::Lang::En).contains(why), "{code}: {found:?}");
        assert!(!found.text(kernel::Lang::It).is_empty());
    }
    assert!(matches!(
        read("values = ['a']", Purpose::Definition),
        Reading::Unsupported { .. }
    ));
}

#[test]
fn form_12_a_snippet_that_does_nothing_is_told_apart() {
    for (code, purpose) in [
        ("// niente", Purpose::Calculation),
        ("show = true;", Purpose::Condition),
        ("valid = true", Purpose::Validity),
        ("result = false", Purpose::Trigger),
        ("if (false) { value = value }", Purpose::Calculation),
    ] {
        let reading = read(code, purpose);
        let idle = reading == Reading::NoEffect || code.starts_with("if");
        assert!(idle, "{code}: {reading:?}");
    }
}

#[test]
fn form_12_a_form_that_needs_a_script_cannot_be_published_and_lets_nothing_pass() {
    let form = form(
        field(json!({"validate": {"custom": "valid = instance.ok"}})),
        Mode::Strict,
    );
    let findings = form.lint();
    let blocking: Vec<_> = findings.iter().filter(|finding| finding.blocking).collect();
    assert_eq!(
        (blocking.len(), blocking[0].kind, blocking[0].path.as_str()),
        (1, "script", "x")
    );
    assert!(blocking[0].text.contains("validate.custom") && blocking[0].remedy.contains("validate.json"));
    assert_eq!(broken(&check(&form, json!({"x": "1"}))), ["x strict:script"]);
}

#[test]
fn form_12_snippets_that_work_are_told_and_do_not_stop_publication() {
    let told = |more: Value| {
        let findings = form(field(more), Mode::Strict).lint();
        assert!(findings.iter().all(|finding| !finding.blocking), "{findings:?}");
        findings
            .into_iter()
            .map(|finding| finding.kind)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told(json!({"customConditional": "show = data.a === 'si'"})),
        ["script-translated"]
    );
    assert_eq!(told(json!({"calculateValue": "// poi"})), ["script-idle"]);
}

#[test]
fn form_12_snippets_of_great_length_or_depth_are_refused() {
    let deep = format!("value = {}1{}", "(".repeat(3_000), ")".repeat(3_000));
    let long = format!("value = 1{}", " ".repeat(9_000));
    let chain = format!("value = 1{}", "+data.a".repeat(900));
    let doubling = format!("var a = data.a - 1; {} value = a", "a = a - a;".repeat(60));
    let ways = "if (data.a) { value = 1 }\n".repeat(60);
    for code in [deep, long, chain, doubling, ways] {
        assert!(
            matches!(read(&code, Purpose::Calculation), Reading::Unsupported { .. }),
            "{code:.40}"
        );
    }
}

mod never_panics {
    use super::*;
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = String> {
        let words = [
            "show",
            "value",
            "valid",
            "result",
            "data",
            "row",
            "input",
            "if",
            "else",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "===",
            "==",
            "<",
            "+",
            "-",
            "*",
            "/",
            "?",
            ":",
            "?.",
            ".",
            ",",
            ";",
            "=",
            "&&",
            "||",
            "??",
            "!",
            "'a'",
            "`${",
            "`",
            "1",
            "0x",
            "return",
            "var",
            "=>",
            "function",
            "_",
            "_.get",
            "Math.max",
            "includes",
            "length",
            "null",
            "undefined",
            "\n",
            "\u{1F600}",
            "\\u",
            "//",
            "/*",
            "typeof",
            "reduce",
            "some",
            "component.key",
        ];
        prop::sample::select(words.to_vec()).prop_map(str::to_owned)
    }

    proptest! {
        #[test]
        fn form_12_any_text_is_read_or_refused(code in any::<String>()) {
            read(&code, Purpose::Calculation);
        }

        #[test]
        fn form_12_any_words_are_read_or_refused_and_rules_run(words in prop::collection::vec(word(), 0..40)) {
            for glue in ["", " "] {
                let code = words.join(glue);
                for key in ["calculateValue", "customConditional", "customDefaultValue"] {
                    form(field(json!({key: code})), Mode::Compat).check(&json!({"a": [1], "b": "2"}), &full());
                }
            }
        }
    }
}
