use super::*;
use forms::Mode;
use serde_json::json;

fn form(components: Value) -> Form {
    let page = json!({ "type": "panel", "key": "uno", "title": "Dati", "components": components });
    Form::compile(
        &json!({ "display": "wizard", "components": [page] }),
        Mode::Strict,
    )
    .unwrap()
}

fn text(key: &str, label: &str) -> Value {
    json!({ "type": "textfield", "key": key, "label": label, "input": true })
}

fn grid(key: &str, columns: Value) -> Value {
    json!({ "type": "datagrid", "key": key, "label": "Beni", "input": true, "components": columns })
}

#[test]
fn the_same_form_changes_nothing() {
    let form = form(json!([
        text("a", "A"),
        grid("beni", json!([text("foglio", "Foglio")]))
    ]));
    let data = json!({ "a": "x", "beni": [{ "foglio": "12" }] });
    assert_eq!(
        Renewal::between((&form, &form), &data, &[("f", "f.pdf")], Lang::It),
        Renewal::default()
    );
}

#[test]
fn added_changed_and_dropped_questions_are_told_apart_in_rows_too() {
    let old = form(json!([
        text("a", "A"),
        text("via", "Via"),
        { "type": "file", "key": "f", "label": "File", "input": true },
        grid("beni", json!([text("foglio", "Foglio"), text("valore", "Valore")]))
    ]));
    let new = form(json!([
        { "type": "textfield", "key": "a", "label": "Nome", "input": true, "validate": { "required": true } },
        grid("beni", json!([text("foglio", "Foglio"), text("categoria", "Categoria")])),
        grid("mobili", json!([text("cosa", "Che cosa")]))
    ]));
    let data = json!({ "a": "x", "via": "Via Prova", "beni": [{ "foglio": "1" }, { "foglio": "2", "valore": "9" }] });
    let renewal = Renewal::between((&old, &new), &data, &[("f", "f.pdf")], Lang::It);
    let labels: Vec<_> = renewal.added.iter().map(|added| added.label.as_str()).collect();
    assert_eq!(labels, ["Categoria", "Beni"], "a new grid is told once");
    let [change] = renewal.changed.as_slice() else {
        panic!("{:?}", renewal.changed)
    };
    assert_eq!(
        (change.was.as_deref(), change.required, change.answers),
        (Some("A"), true, false)
    );
    let dropped: Vec<_> = renewal
        .dropped
        .iter()
        .map(|answer| (answer.label.as_str(), answer.value.as_str()))
        .collect();
    assert_eq!(dropped, [("Dati: Via", "Via Prova"), ("Beni 2: Valore", "9")]);
    assert_eq!(renewal.files, ["f.pdf"]);
}

#[test]
fn a_text_where_a_file_is_asked_now_is_not_carried() {
    let old = form(json!([text("prova", "Prova")]));
    let new = form(json!([{ "type": "file", "key": "prova", "label": "Prova", "input": true }]));
    let renewal = Renewal::between((&old, &new), &json!({ "prova": "lettera" }), &[], Lang::It);
    assert_eq!(renewal.dropped.len(), 1);
    assert!(renewal.changed[0].answers);
    let again = Renewal::default().after(Some(&renewal));
    assert_eq!(again.dropped, renewal.dropped);
}

#[test]
fn rows_have_no_number_in_the_path_of_their_question() {
    assert_eq!(in_any_row("beni[12].voci[3].foglio"), "beni[].voci[].foglio");
    assert_eq!(in_any_row("piano"), "piano");
}
