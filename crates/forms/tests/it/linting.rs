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
            {"type": "radio", "key": "a", "label": "A", "input": true, "values": [{"label": "Sì", "value": "si"}, {"label": "No", "value": "no"}]},
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
        (
            field(json!({"description": "Cinque cifre", "validate": {"pattern": "("}})),
            "pattern",
        ),
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
fn form_12_a_finding_says_where_it_is_what_is_wrong_and_what_to_do() {
    let form = json!({"display": "wizard", "components": [
        {"type": "panel", "key": "p", "title": "Il nucleo", "components": [
            {"type": "datagrid", "key": "nucleo", "label": "Componente", "input": true, "components": [
                {"type": "radio", "key": "r", "label": "Rapporto", "input": true, "values": []}]}]},
        {"type": "panel", "key": "q", "title": "Altro", "components": [
            {"type": "textfield", "key": "b", "label": "", "placeholder": "Nome", "input": true}]}]});
    let findings = Form::compile(&form, Mode::Strict).unwrap().lint();
    assert_eq!(findings.len(), 2);
    let first = &findings[0];
    assert_eq!(first.place, "pagina 1 «Il nucleo» › «Componente» › «Rapporto»");
    assert_eq!((first.path.as_str(), first.page), ("nucleo[].r", Some(0)));
    assert_eq!(
        (first.text.as_str(), first.remedy.as_str()),
        ("non c'è nulla da scegliere", "aggiungere le opzioni")
    );
    assert_eq!((findings[1].kind, findings[1].page), ("no-label", Some(1)));
    assert_eq!(findings[1].place, "pagina 2 «Altro» › «b»");
}

#[test]
fn form_12_texts_that_not_everybody_can_read_are_found() {
    let html = |html: &str| json!([{"type": "content", "key": "c", "html": html, "input": false}]);
    for (text, kind, blocking) in [
        ("<p>a</p><h3></h3>", "empty-heading", true),
        ("<h3>A</h3><h5>B</h5>", "heading-order", true),
        ("<h1>A</h1>", "heading-level", false),
        ("<img src=x>", "image-without-alt", true),
        (
            "<p>Per il bando <a href='/x'>clicca qui</a>.</p>",
            "vague-link",
            true,
        ),
        ("<p>LEGGI CON ATTENZIONE</p>", "capitals", false),
        ("<p onclick=\"x()\">a</p>", "script-in-text", true),
        (
            "<a href='javascript:alert(1)'>Bando del 2026</a>",
            "script-in-text",
            true,
        ),
    ] {
        assert_eq!(kinds(html(text)), [(kind, blocking)], "{text}");
    }
    let sound = "<h3>Che cosa serve</h3><h4>Documenti</h4><p>Il modello ISEE e la PEC: <a href='/x'>bando del 2026</a> <img src=x alt=''> 3 < 5</p>";
    assert_eq!(kinds(html(sound)), []);
    let label = |label: &str| json!([{"type": "textfield", "key": "a", "label": label, "input": true}]);
    assert_eq!(
        kinds(label("<script>alert(1)</script>Nome")),
        [("script-in-text", true)]
    );
    assert_eq!(kinds(label("<b>Nome</b>")), [("markup-in-label", false)]);
    assert_eq!(kinds(label("COGNOME E NOME")), [("capitals", false)]);
}

#[test]
fn form_12_limits_options_and_keys_without_sense_are_found() {
    let field = |more: Value| {
        let mut field = json!({"type": "textfield", "key": "a", "label": "A", "input": true});
        field
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!([field])
    };
    let one = json!([{"label": "Uno", "value": "1"}]);
    for (components, kind, blocking) in [
        (
            field(json!({"validate": {"minLength": 5, "maxLength": 2}})),
            "impossible-limits",
            true,
        ),
        (
            field(json!({"type": "number", "validate": {"min": 5, "max": 2}})),
            "impossible-limits",
            true,
        ),
        (
            field(json!({"type": "selectboxes", "values": one, "validate": {"minSelectedCount": 2}})),
            "impossible-limits",
            true,
        ),
        (
            field(json!({"type": "datagrid", "components": [], "validate": {"maxLength": 5000}})),
            "too-many-rows",
            true,
        ),
        (
            field(json!({"type": "day", "minDate": "2026-02-01", "maxDate": "2026-01-01"})),
            "impossible-limits",
            true,
        ),
        (
            field(json!({"type": "datetime", "maxDate": "domani"})),
            "bad-date",
            true,
        ),
        (
            field(json!({"type": "file", "fileMaxSize": "dieci mega"})),
            "bad-size",
            true,
        ),
        (
            field(
                json!({"type": "radio", "values": [{"label": "A", "value": "1"}, {"label": "B", "value": 1}]}),
            ),
            "duplicate-option",
            true,
        ),
        (
            field(json!({"type": "radio", "values": [{"label": "", "value": "1"}]})),
            "no-option-label",
            false,
        ),
        (
            field(json!({"type": "radio", "values": one, "defaultValue": "2"})),
            "default-not-offered",
            true,
        ),
        (field(json!({"key": "a[0]"})), "bad-key", true),
        (field(json!({"key": "__proto__"})), "bad-key", true),
        (field(json!({"key": ""})), "no-key", true),
        (field(json!({"hidden": true})), "always-hidden", false),
        (
            field(json!({"validate": {"pattern": "[0-9]{5}"}})),
            "no-help",
            false,
        ),
        (
            field(json!({"hideLabel": true, "placeholder": "Nome"})),
            "placeholder-as-label",
            false,
        ),
        (
            field(json!({"type": "survey", "values": one})),
            "no-questions",
            true,
        ),
    ] {
        assert_eq!(kinds(components.clone()), [(kind, blocking)], "{components}");
    }
    let pages = json!({"display": "wizard", "components": [
        {"type": "panel", "key": "p", "title": "A", "components": []}, {"type": "panel", "key": "p", "title": "B", "components": []}]});
    let findings = Form::compile(&pages, Mode::Strict).unwrap().lint();
    assert_eq!(findings[0].kind, "duplicate-page");
}

#[test]
fn a_step_without_title_is_told() {
    let form = json!({"display": "wizard", "components": [{"type": "panel", "key": "p", "input": false, "components": []}]});
    let findings = Form::compile(&form, Mode::Strict).unwrap().lint();
    assert_eq!((findings[0].kind, findings[0].blocking), ("no-title", false));
}
