//! Definitions brought from elsewhere.

use forms::snippet::SnippetClass;
use forms::{Form, ImportError};
use serde_json::{Value, json};

fn definition() -> Value {
    json!({
        "_id": "abc", "title": "Contributo", "display": "wizard", "machineName": "contributo",
        "components": [
            {"type": "panel", "key": "uno", "title": "Uno", "input": false, "components": [
                {"type": "textfield", "key": "nome", "label": "Nome", "input": true, "colore": "rosso"},
                {"type": "radio", "key": "casa", "label": "Casa", "input": true, "values": [{"label": "Sì", "value": "si"}]},
                {"type": "textfield", "key": "via", "label": "Via", "input": true,
                 "customConditional": "show = data.casa === 'si'"},
                {"type": "datagrid", "key": "figli", "label": "Figli", "input": true, "components": [
                    {"type": "textfield", "key": "cf", "label": "Codice fiscale", "input": true,
                     "validate": {"custom": "valid = instance.validateFnr(input)"}}
                ]},
                {"type": "number", "key": "totale", "label": "Totale", "input": true, "calculateValue": "// poi"},
                {"type": "sdcfile", "key": "allegato", "label": "Allegato", "input": true, "suo": 1}
            ]}
        ]
    })
}

#[test]
fn form_12_the_import_report_says_what_was_read_and_what_must_be_rewritten() {
    let report = Form::import(&definition()).unwrap();
    assert_eq!(
        (report.components["textfield"], report.components["panel"]),
        (3, 1)
    );
    assert_eq!(report.unknown_kinds.get("sdcfile"), Some(&1));
    assert_eq!(report.unknown_properties.keys().collect::<Vec<_>>(), ["colore"]);
    let classes: Vec<_> = report
        .snippets
        .iter()
        .map(|s| (s.path.as_str(), s.place.as_str(), s.class()))
        .collect();
    assert_eq!(
        classes,
        [
            ("via", "customConditional", SnippetClass::Translated),
            ("figli[].cf", "validate.custom", SnippetClass::NeedsRewriting),
            ("totale", "calculateValue", SnippetClass::Idle),
        ]
    );
    let counts: Vec<_> = report
        .levels
        .iter()
        .map(|level| (level.components, level.served))
        .collect();
    assert_eq!(counts, [(2, 2), (1, 1), (1, 1), (4, 2)]);
    assert!(!report.is_publishable());
    assert!(
        report
            .problems
            .iter()
            .any(|finding| finding.kind == "unsupported")
    );
    let text = report.to_string();
    for part in [
        "Modulo «Contributo»: 1 passo",
        "L3 griglie, contenitori, regole, calcoli: 1 su 1, raggiunto",
        "L4 snippet, moduli annidati, opzioni esterne, tipi sconosciuti: 2 su 4, non raggiunto",
        "Snippet JavaScript: 3 (tradotti 1, senza effetto 1, da riscrivere 1)",
        "errore: figli[].cf validate.custom: «valid = instance.validateFnr(input)»",
        "rimedio: scrivere la regola in validate.json (JsonLogic)",
        "non si può pubblicare",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let json = report.to_json();
    assert_eq!(json["snippets"][1]["class"], "needs-rewriting");
    assert_eq!(
        json["snippets"][0]["rule"],
        json!({"===": [{"var": "data.casa"}, "si"]})
    );
    assert_eq!(json["levels"]["L4"]["reached"], false);
    assert_eq!(json["publishable"], false);
}

#[test]
fn form_12_a_sound_form_is_said_to_be_publishable() {
    let sound = json!({"components": [{"type": "textfield", "key": "a", "label": "A", "input": true}]});
    let report = Form::import(&sound).unwrap();
    assert!(report.is_publishable(), "{report}");
    assert!(report.to_string().contains("Il modulo si può pubblicare."));
}

#[test]
fn form_12_import_and_export_lose_nothing() {
    let definition = definition();
    assert_eq!(Form::import(&definition).unwrap().form.original(), &definition);
}

#[test]
fn form_12_what_is_no_form_is_refused_with_the_reason() {
    let error = |text: &str| Form::import_text(text).unwrap_err();
    assert!(matches!(error("{"), ImportError::NotJson(_)));
    assert!(matches!(error("[1]"), ImportError::NotAForm(_)));
    assert!(matches!(error(r#"{"components": {}}"#), ImportError::NotAForm(_)));
    assert_eq!(error(&" ".repeat(9 * 1024 * 1024)), ImportError::TooLarge);
    assert!(matches!(error(&"[".repeat(100_000)), ImportError::NotJson(_)));
    assert!(Form::import_text("\u{FEFF}{\"components\": []}").is_ok());
}

#[test]
fn form_12_a_form_beyond_measure_is_reported_and_not_published() {
    let many: Vec<Value> = (0..6_000)
        .map(|at| json!({"type": "textfield", "key": format!("c{at}"), "label": "C", "input": true}))
        .collect();
    let report = Form::import(&json!({ "components": many })).unwrap();
    assert!(report.refused.is_some() && !report.is_publishable());
    assert!(report.to_string().contains("Errore: "));
}
