//! Pages, summary, translation: what people read.

use crate::{strict, wizard};
use forms::{Form, InputMode, Kind, Mode};
use kernel::Lang;
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn the_original_is_kept_to_the_letter() {
    let definition = json!({"z": 1, "components": [{"type": "x-strano", "key": "k", "altro": {"b": 2, "a": 1}}], "a": null});
    let form = Form::compile(&definition, Mode::Compat).unwrap();
    assert_eq!(form.original().to_string(), definition.to_string());
    assert_eq!(form.pages()[0].components[0].kind, Kind::Unsupported);
}

#[test]
fn components_carry_what_a_renderer_needs() {
    let form = strict(json!([
        {"type": "email", "key": "mail", "label": "<b>Posta</b> elettronica", "description": "Per l'esito", "input": true,
         "autocomplete": "email", "validate": {"required": true, "maxLength": 80}},
        {"type": "columns", "key": "c", "input": false, "columns": [
            {"width": 4, "components": [{"type": "number", "key": "n", "label": "N", "input": true, "decimalLimit": 0,
              "validate": {"min": "1", "max": 9}}]}, {"width": 8, "components": []}]},
        {"type": "container", "key": "dati", "label": "Dati", "input": true, "components": [
            {"type": "datagrid", "key": "righe", "label": "Righe", "input": true, "validate": {"maxLength": 3}, "components": [
                {"type": "textfield", "key": "x", "label": "X", "input": true}]}]}
    ]));
    let [mail, columns, container] = form.pages()[0].components.as_slice() else {
        panic!()
    };
    assert_eq!(
        (mail.label.as_str(), mail.required, mail.input_mode),
        ("Posta elettronica", true, InputMode::Email)
    );
    assert_eq!(
        (mail.autocomplete.as_deref(), mail.limits.max_length),
        (Some("email"), Some(80))
    );
    assert_eq!(columns.children[0].kind, Kind::Column { width: 4 });
    let number = &columns.children[0].children[0];
    assert_eq!(
        (number.path.as_str(), number.input_mode, number.limits.min),
        ("n", InputMode::Numeric, Some(1.0))
    );
    let grid = &container.children[0];
    assert!(matches!(&grid.kind, Kind::DataGrid(limits) if limits.max_rows == Some(3)));
    assert_eq!(grid.children[0].path, "dati.righe[].x");
    assert_eq!(grid.children[0].path_at(&[2]), "dati.righe[2].x");
}

fn request() -> Form {
    wizard(json!([
        {"type": "panel", "key": "p1", "title": "Richiedente", "input": false, "components": [
            {"type": "textfield", "key": "nome", "label": "Nome", "input": true},
            {"type": "radio", "key": "tipo", "label": "Tipo", "input": true,
             "values": [{"label": "Copia semplice", "value": "semplice"}, {"label": "Copia conforme", "value": "conforme"}]},
            {"type": "textfield", "key": "bollo", "label": "Marca da bollo", "input": true,
             "conditional": {"show": true, "when": "tipo", "eq": "conforme"}}]},
        {"type": "panel", "key": "p2", "title": "Dati", "input": false, "components": [
            {"type": "checkbox", "key": "ok", "label": "Dichiaro", "input": true},
            {"type": "currency", "key": "eur", "label": "Importo", "input": true},
            {"type": "day", "key": "g", "label": "Giorno", "input": true, "dayFirst": false, "fields": {"day": {}, "month": {}, "year": {}}},
            {"type": "file", "key": "f", "label": "Allegato", "input": true},
            {"type": "datagrid", "key": "figli", "label": "Figlio", "input": true, "components": [
                {"type": "textfield", "key": "n", "label": "Nome", "input": true}]}]}
    ]))
}

#[test]
fn the_summary_reads_as_people_write_and_leaves_out_what_is_hidden() {
    let data = json!({"nome": "Ada Esempio", "tipo": "semplice", "bollo": "vecchio", "ok": true, "eur": 1234.5, "g": "03/16/2026",
        "f": [{"document": "d", "name": "delega.pdf", "size": 1536}], "figli": [{"n": "Bruno Prova"}]});
    let sections = request().summary(&data, Lang::It);
    let titles: Vec<_> = sections
        .iter()
        .map(|section| (section.title.as_str(), section.page))
        .collect();
    assert_eq!(titles, [("Richiedente", 0), ("Dati", 1), ("Figlio 1", 1)]);
    let rows = |at: usize| {
        sections[at]
            .rows
            .iter()
            .map(|row| format!("{}={}", row.label, row.value))
            .collect::<Vec<_>>()
    };
    assert_eq!(rows(0), ["Nome=Ada Esempio", "Tipo=Copia semplice"]);
    assert_eq!(
        rows(1),
        [
            "Dichiaro=Sì",
            "Importo=1.234,50 €",
            "Giorno=16/03/2026",
            "Allegato=delega.pdf (1,5 KB)"
        ]
    );
    assert_eq!(sections[2].rows[0].path, "figli[0].n");
    let english = request().summary(&data, Lang::En);
    assert_eq!(english[1].rows[1].value, "1,234.50 €");
}

#[test]
fn translation_changes_words_only() {
    let texts = BTreeMap::from([
        ("Nome".to_owned(), "Name".to_owned()),
        ("tipo.label".to_owned(), "Kind of copy".to_owned()),
        ("Copia semplice".to_owned(), "Plain copy".to_owned()),
        ("semplice".to_owned(), "NEVER".to_owned()),
        ("Richiedente".to_owned(), "Applicant".to_owned()),
    ]);
    let form = request().translated(&texts);
    let page = &form.pages()[0];
    assert_eq!((page.title.as_str(), page.key.as_str()), ("Applicant", "p1"));
    assert_eq!(
        (
            page.components[0].label.as_str(),
            page.components[1].label.as_str()
        ),
        ("Name", "Kind of copy")
    );
    assert_eq!(
        (
            page.components[1].options()[0].label.as_str(),
            page.components[1].options()[0].value.as_str()
        ),
        ("Plain copy", "semplice")
    );
    assert_eq!(form.pages()[1].title, "Dati");
    assert!(request().texts().contains("Marca da bollo"));
    assert!(!request().texts().contains("semplice"));
}

#[test]
fn an_authors_sentence_replaces_ours() {
    let form = strict(
        json!([{"type": "textfield", "key": "a", "label": "Targa", "input": true,
        "validate": {"required": true, "customMessage": "Indicare {{ field }} del mezzo{{ data.x }}"}}]),
    );
    let outcome = crate::check(&form, json!({}));
    assert_eq!(outcome.errors[0].message(Lang::It), "Indicare Targa del mezzo");
}

#[test]
fn every_message_names_the_field_in_both_languages() {
    let form = strict(json!([
        {"type": "number", "key": "n", "label": "Quanti", "input": true, "validate": {"max": 2.5}},
        {"type": "textfield", "key": "t", "label": "Testo", "input": true, "validate": {"minLength": 3}}
    ]));
    let outcome = crate::check(&form, json!({"n": 3, "t": "a"}));
    let messages: Vec<String> = outcome
        .errors
        .iter()
        .flat_map(|v| [v.message(Lang::It), v.message(Lang::En)])
        .collect();
    assert_eq!(
        messages,
        [
            "Il campo «Quanti» non può essere maggiore di 2,5",
            "“Quanti” cannot be greater than 2.5",
            "Il campo «Testo» deve avere almeno 3 caratteri",
            "“Testo” must have at least 3 characters",
        ]
    );
}
