//! What must not be published.

use forms::{Form, Mode};
use serde_json::{Value, json};

fn kinds(components: Value) -> Vec<(&'static str, bool)> {
    let form = Form::compile(&json!({"components": components}), Mode::Compat).unwrap();
    form.lint()
        .into_iter()
        .map(|finding| (finding.kind, finding.blocking))
        .collect()
}

#[test]
fn a_sound_form_has_no_findings() {
    assert_eq!(
        kinds(json!([
            {"type": "radio", "key": "a", "label": "A", "input": true, "values": [{"label": "Sì", "value": "si"}]},
            {"type": "textfield", "key": "b", "label": "B", "input": true, "conditional": {"show": true, "when": "a", "eq": "si"}},
            {"type": "textfield", "key": "b", "label": "B", "input": true, "conditional": {"show": true, "when": "a", "eq": "no"}},
            {"type": "number", "key": "d", "label": "D", "input": true, "calculateValue": {"+": [{"var": "data.e"}, 1]},
             "conditional": {"json": {"==": [{"var": "data.a"}, "si"]}}},
            {"type": "content", "key": "c", "html": "<p>x</p>", "input": false}
        ])),
        []
    );
}

#[test]
fn faults_are_found() {
    let field = |more: Value| {
        let mut field = json!({"type": "textfield", "key": "a", "label": "A", "input": true});
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!([field])
    };
    let cases = [
        (field(json!({"label": ""})), "no-label"),
        (
            json!([{"type": "radio", "key": "a", "label": "A", "input": true, "values": [{"label": "X", "value": ""}]}]),
            "empty-option",
        ),
        (
            json!([{"type": "select", "key": "a", "label": "A", "input": true, "data": {"values": []}}]),
            "no-options",
        ),
        (
            json!([{"type": "select", "key": "a", "label": "A", "input": true, "dataSrc": "url", "data": {"url": "http://x"}}]),
            "remote-options",
        ),
        (
            field(json!({"conditional": {"show": true, "when": "manca", "eq": "1"}})),
            "unknown-condition",
        ),
        (field(json!({"customConditional": "show = instance.b"})), "script"),
        (
            field(json!({"calculateValue": {"+": [{"addio": [1]}, 1]}})),
            "rule",
        ),
        (
            field(json!({"conditional": {"json": {"_random": [1, 2]}}})),
            "rule",
        ),
        (
            field(
                json!({"logic": [{"trigger": {"type": "javascript", "javascript": "result = utils.x()"}, "actions": [{"type": "property"}]}]}),
            ),
            "script",
        ),
        (
            field(json!({"logic": [{"trigger": {"type": "event", "event": "x"}, "actions": []}]})),
            "script",
        ),
        (
            field(
                json!({"logic": [{"trigger": {"type": "json", "json": {"==": [1, 1]}}, "actions": [{"type": "value", "value": "value = moment()"}]}]}),
            ),
            "script",
        ),
        (
            field(json!({"validate": {"custom": "valid = input.match(/a/)"}})),
            "script",
        ),
        (field(json!({"validate": {"pattern": "("}})), "pattern"),
        (
            field(json!({"properties": {"format": "targa"}})),
            "unknown-format",
        ),
        (
            json!([{"type": "sdcfile", "key": "a", "label": "A", "input": true}]),
            "unsupported",
        ),
        (
            json!([{"type": "textfield", "key": "a", "label": "A", "input": true}, {"type": "number", "key": "a", "label": "B", "input": true}]),
            "duplicate-key",
        ),
    ];
    for (components, kind) in cases {
        assert_eq!(kinds(components.clone()), [(kind, true)], "{components}");
    }
}

#[test]
fn a_step_without_title_is_told() {
    let form = json!({"display": "wizard", "components": [{"type": "panel", "key": "p", "input": false, "components": []}]});
    let findings = Form::compile(&form, Mode::Strict).unwrap().lint();
    assert_eq!((findings[0].kind, findings[0].blocking), ("no-title", false));
}
