//! Conditions, hidden parts, attachments that depend on answers, pages.

use crate::{broken, check, context, strict, wizard};
use serde_json::{Value, json};

fn kinds() -> Value {
    json!([
        {"type": "radio", "key": "richiesta", "label": "Richiesta", "input": true, "validate": {"required": true},
         "values": [{"label": "Nuova", "value": "nuova"}, {"label": "Modifica", "value": "modifica"}]},
        {"type": "textfield", "key": "motivo", "label": "Motivo", "input": true, "validate": {"required": true},
         "conditional": {"show": true, "when": "richiesta", "eq": "modifica"}},
        {"type": "fieldset", "key": "centro", "legend": "Centro", "input": false,
         "conditional": {"show": true, "conjunction": "all",
            "conditions": [{"component": "richiesta", "operator": "isEqual", "value": "nuova"}]},
         "components": [
            {"type": "textfield", "key": "sede", "label": "Sede", "input": true, "validate": {"required": true}},
            {"type": "file", "key": "verbale", "label": "Verbale di nomina", "input": true, "filePattern": ".pdf,.p7m",
             "fileMaxSize": "2MB", "validate": {"required": true}}]}
    ])
}

fn file(name: &str, size: u64) -> Value {
    json!([{"document": "0190f3a8-0000-7000-8000-000000000001", "name": name, "size": size, "type": "application/pdf"}])
}

#[test]
fn form_12_a_question_is_asked_only_when_its_condition_holds() {
    let form = strict(kinds());
    assert_eq!(
        broken(&check(&form, json!({"richiesta": "modifica"}))),
        ["motivo required"]
    );
    let outcome = check(&form, json!({"richiesta": "modifica", "motivo": "Cambio sede"}));
    assert!(outcome.is_valid());
    assert!(outcome.hidden.contains("centro"));
    assert!(!outcome.hidden.contains("motivo"));
}

#[test]
fn form_12_answers_to_hidden_questions_are_cleared() {
    let form = strict(kinds());
    let outcome = check(
        &form,
        json!({"richiesta": "modifica", "motivo": "x", "sede": "scritta prima"}),
    );
    assert!(outcome.is_valid(), "{:?}", outcome.errors);
    assert_eq!(outcome.data, json!({"richiesta": "modifica", "motivo": "x"}));
}

#[test]
fn form_13_an_attachment_is_mandatory_where_the_answer_asks_it() {
    let form = strict(kinds());
    let outcome = check(&form, json!({"richiesta": "nuova", "sede": "Borgo Esempio"}));
    assert_eq!(broken(&outcome), ["verbale required"]);
    assert_eq!(
        outcome.errors[0].message(kernel::Lang::It),
        "Il campo «Verbale di nomina» è obbligatorio"
    );
    let with_file =
        json!({"richiesta": "nuova", "sede": "Borgo Esempio", "verbale": file("verbale.pdf", 1000)});
    assert!(check(&form, with_file).is_valid());
    let empty = json!({"richiesta": "nuova", "sede": "Borgo Esempio", "verbale": []});
    assert_eq!(broken(&check(&form, empty)), ["verbale required"]);
    let not_asked = json!({"richiesta": "modifica", "motivo": "x"});
    assert!(check(&form, not_asked).is_valid());
}

#[test]
fn form_13_attachments_keep_to_type_size_and_number() {
    let form = strict(kinds());
    let rules = |files: Value| {
        broken(&check(
            &form,
            json!({"richiesta": "nuova", "sede": "x", "verbale": files}),
        ))
    };
    assert_eq!(rules(file("verbale.exe", 10)), ["verbale strict:file_type"]);
    assert_eq!(rules(file("VERBALE.PDF", 10)), [""; 0]);
    assert_eq!(
        rules(file("verbale.pdf", 3_000_000)),
        ["verbale strict:file_size"]
    );
    let mut two = file("a.pdf", 1);
    two.as_array_mut()
        .unwrap()
        .extend(file("b.pdf", 1).as_array().unwrap().clone());
    assert_eq!(rules(two), ["verbale strict:file_count"]);
    assert_eq!(rules(json!([{"name": "a.pdf"}])), ["verbale strict:type"]);
    assert_eq!(rules(json!("a.pdf")), ["verbale strict:type"]);
}

#[test]
fn form_12_sub_options_follow_the_box_that_opens_them() {
    let form = strict(json!([
        {"type": "selectboxes", "key": "accesso", "label": "Accesso", "input": true,
         "values": [{"label": "Visione", "value": "visione"}, {"label": "Copia", "value": "copia"}]},
        {"type": "select", "key": "copia", "label": "Tipo di copia", "input": true, "validate": {"required": true},
         "data": {"values": [{"label": "Semplice", "value": "semplice"}, {"label": "Conforme", "value": "conforme"}]},
         "conditional": {"show": true, "when": "accesso", "eq": "copia"}}
    ]));
    assert!(check(&form, json!({"accesso": {"visione": true, "copia": false}})).is_valid());
    assert_eq!(
        broken(&check(&form, json!({"accesso": {"copia": true}}))),
        ["copia required"]
    );
}

#[test]
fn form_12_conditions_in_rows_look_at_their_own_row() {
    let form = strict(json!([
        {"type": "datagrid", "key": "familiari", "label": "Familiari", "input": true, "components": [
            {"type": "select", "key": "rel", "label": "Parentela", "input": true,
             "data": {"values": [{"label": "Figlio", "value": "figlio"}, {"label": "Altro", "value": "altro"}]}},
            {"type": "textfield", "key": "quale", "label": "Quale", "input": true, "validate": {"required": true},
             "conditional": {"show": true, "when": "familiari.rel", "eq": "altro"}}]}
    ]));
    let outcome = check(&form, json!({"familiari": [{"rel": "figlio"}, {"rel": "altro"}]}));
    assert_eq!(broken(&outcome), ["familiari[1].quale required"]);
    assert_eq!(
        outcome.errors[0].message(kernel::Lang::It),
        "Il campo «Quale» (Familiari, riga 2) è obbligatorio"
    );
    assert!(outcome.hidden.contains("familiari[0].quale"));
}

#[test]
fn a_page_is_checked_alone_but_sees_the_other_answers() {
    let form = wizard(json!([
        {"type": "panel", "key": "uno", "title": "Chi", "input": false, "components": [
            {"type": "checkbox", "key": "delega", "label": "Con delega", "input": true},
            {"type": "textfield", "key": "nome", "label": "Nome", "input": true, "validate": {"required": true}}]},
        {"type": "panel", "key": "due", "title": "Delega", "input": false, "components": [
            {"type": "textfield", "key": "delegante", "label": "Delegante", "input": true, "validate": {"required": true},
             "conditional": {"show": true, "when": "delega", "eq": "true"}}]}
    ]));
    assert_eq!(
        form.pages()
            .iter()
            .map(|page| page.title.as_str())
            .collect::<Vec<_>>(),
        ["Chi", "Delega"]
    );
    let with = form.check_page(1, &json!({"delega": true}), &context());
    assert_eq!(broken(&with), ["delegante required"]);
    assert_eq!(with.errors[0].page, 1);
    let without = form.check_page(
        1,
        &json!({"delega": false, "delegante": "Ada Esempio"}),
        &context(),
    );
    assert!(without.is_valid());
    assert_eq!(without.data, json!({}));
    assert_eq!(
        broken(&form.check_page(0, &json!({}), &context())),
        ["nome required"]
    );
    assert_eq!(
        form.page_data(0, &json!({"nome": "Ada", "delegante": "x"})),
        json!({"nome": "Ada"})
    );
}

#[test]
fn a_hidden_page_asks_nothing() {
    let form = wizard(json!([
        {"type": "panel", "key": "uno", "title": "Uno", "input": false, "components": [
            {"type": "checkbox", "key": "altro", "label": "Altro", "input": true}]},
        {"type": "panel", "key": "due", "title": "Due", "input": false,
         "conditional": {"show": true, "when": "altro", "eq": "true"}, "components": [
            {"type": "textfield", "key": "cosa", "label": "Cosa", "input": true, "validate": {"required": true}}]}
    ]));
    let outcome = check(&form, json!({"altro": false}));
    assert!(outcome.is_valid());
    assert!(outcome.hidden.contains("due"));
    assert_eq!(broken(&check(&form, json!({"altro": true}))), ["cosa required"]);
}

#[test]
fn days_are_compared_in_the_zone_of_italy() {
    let form = strict(json!([
        {"type": "datetime", "key": "quando", "label": "Quando", "input": true, "enableTime": false,
         "widget": {"maxDate": "moment()", "enableTime": false}},
        {"type": "day", "key": "nato", "label": "Nato il", "input": true, "dayFirst": true,
         "fields": {"day": {}, "month": {}, "year": {}}, "maxDate": "moment().subtract(18, 'years')"}
    ]));
    assert!(check(&form, json!({"quando": "2026-03-16", "nato": "16/03/2008"})).is_valid());
    let outcome = check(&form, json!({"quando": "2026-03-17", "nato": "17/03/2008"}));
    assert_eq!(broken(&outcome), ["quando maxDate", "nato maxDate"]);
    assert_eq!(
        outcome.errors[1].message(kernel::Lang::It),
        "La data nel campo «Nato il» non può essere successiva al 16/03/2008"
    );
}

#[test]
fn form_12_what_is_hidden_is_known_to_the_renderer_wherever_it_stands() {
    let when = |key: &str| json!({"show": true, "when": key, "eq": "true"});
    let form = wizard(
        json!([{"type": "panel", "key": "passo", "title": "Passo", "input": false, "components": [
        {"type": "checkbox", "key": "c", "label": "C", "input": true},
        {"type": "fieldset", "key": "riquadro", "legend": "Riquadro", "input": false, "conditional": when("c"), "components": [
            {"type": "textfield", "key": "t", "label": "T", "input": true, "validate": {"required": true}}]},
        {"type": "container", "key": "dati", "label": "Dati", "input": true, "components": [
            {"type": "content", "key": "nota", "html": "<p>Nota</p>", "input": false, "conditional": when("c")},
            {"type": "textfield", "key": "u", "label": "U", "input": true}]},
        {"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "components": [
            {"type": "checkbox", "key": "d", "label": "D", "input": true},
            {"type": "well", "key": "dentro", "input": false, "conditional": when("righe.d"), "components": [
                {"type": "textfield", "key": "v", "label": "V", "input": true, "validate": {"required": true}}]}]}]}]),
    );
    let outcome = check(
        &form,
        json!({"dati": {"u": "x"}, "righe": [{"d": true, "v": "y"}, {"d": false}]}),
    );
    assert!(outcome.is_valid(), "{:?}", outcome.errors);
    let [_, fieldset, container, grid] = form.pages()[0].components.as_slice() else {
        panic!()
    };
    assert!(!outcome.shows(fieldset, &[]));
    assert!(outcome.shows(container, &[]));
    assert!(!outcome.shows(&container.children[0], &[]));
    assert!(outcome.shows(&grid.children[1], &[0]));
    assert!(!outcome.shows(&grid.children[1], &[1]));
    let summary = form.summary(
        &json!({"righe": [{"d": true, "v": "y"}, {"d": false, "v": "z"}]}),
        kernel::Lang::It,
    );
    let shown: Vec<&str> = summary
        .iter()
        .flat_map(|section| &section.rows)
        .map(|row| row.path.as_str())
        .collect();
    assert_eq!(shown, ["c", "dati.u", "righe[0].d", "righe[0].v", "righe[1].d"]);
}
