//! Form posts to data.

use crate::{broken, check, strict};
use forms::{DayParts, Form};
use serde_json::{Value, json};

fn decode(form: &Form, pairs: &[(&str, &str)], all: Value) -> Value {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    form.decode(0, &pairs, &all)
}

fn sample() -> Form {
    let options = json!([{"label": "A", "value": "a"}, {"label": "B", "value": "b"}]);
    strict(json!([
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true},
        {"type": "textarea", "key": "note", "label": "Note", "input": true},
        {"type": "number", "key": "n", "label": "N", "input": true},
        {"type": "currency", "key": "eur", "label": "Importo", "input": true},
        {"type": "checkbox", "key": "si", "label": "Sì", "input": true},
        {"type": "selectboxes", "key": "box", "label": "Box", "input": true, "values": options},
        {"type": "columns", "key": "col", "input": false, "columns": [{"width": 6, "components": [
            {"type": "day", "key": "g", "label": "Giorno", "input": true, "dayFirst": true,
             "fields": {"day": {}, "month": {}, "year": {}}}]}]},
        {"type": "select", "key": "più", "label": "Più", "input": true, "multiple": true, "data": {"values": options}},
        {"type": "textfield", "key": "fisso", "label": "Fisso", "input": true, "disabled": true},
        {"type": "file", "key": "f", "label": "File", "input": true},
        {"type": "time", "key": "ora", "label": "Ora", "input": true}
    ]))
}

#[test]
fn each_kind_is_read_by_its_type() {
    let pairs = [
        ("nome", " Ada "),
        ("note", "a\r\nb"),
        ("n", "1,5"),
        ("eur", "1.234,50"),
        ("si", "true"),
        ("box", "b"),
        ("g:day", "1"),
        ("g:month", "3"),
        ("g:year", "2026"),
        ("più", "a"),
        ("più", "b"),
        ("fisso", "cambiato"),
        ("ora", "09:30"),
        ("altro", "x"),
    ];
    let all = json!({"fisso": "mio", "f": [{"name": "a.pdf"}]});
    assert_eq!(
        decode(&sample(), &pairs, all),
        json!({"nome": " Ada ", "note": "a\nb", "n": 1.5, "eur": 1234.5, "si": true, "box": {"a": false, "b": true},
            "g": "01/03/2026", "più": ["a", "b"], "fisso": "mio", "f": [{"name": "a.pdf"}], "ora": "09:30"})
    );
}

#[test]
fn an_empty_post_is_an_empty_page() {
    assert_eq!(
        decode(&sample(), &[], json!({})),
        json!({"nome": "", "note": "", "si": false, "box": {"a": false, "b": false}, "g": "", "più": [], "ora": ""})
    );
}

#[test]
fn what_does_not_read_is_kept_as_typed_and_refused() {
    let form = sample();
    let data = decode(
        &form,
        &[
            ("n", "dieci"),
            ("eur", "12,3,4"),
            ("g:day", "31"),
            ("g:year", "2026"),
        ],
        json!({}),
    );
    assert_eq!(
        (&data["n"], &data["eur"], &data["g"]),
        (&json!("dieci"), &json!("12,3,4"), &json!("31//2026"))
    );
    let outcome = form.check(&data, &crate::context().with_stage(forms::Stage::Validate));
    assert_eq!(broken(&outcome), ["n number", "eur strict:type", "g day"]);
}

#[test]
fn amounts_are_read_as_italians_write_them() {
    let form = sample();
    for (typed, number) in [
        ("1.234", json!(1234)),
        ("1.234,5", json!(1234.5)),
        ("0.5", json!(0.5)),
        ("€ 10", json!(10)),
        ("12.50", json!(12.5)),
    ] {
        assert_eq!(
            decode(&form, &[("eur", typed)], json!({}))["eur"],
            number,
            "{typed}"
        );
    }
    assert_eq!(decode(&form, &[("n", "1.234")], json!({}))["n"], json!(1.234));
    for typed in ["NaN", "inf", "1e5", "0x10"] {
        assert_eq!(decode(&form, &[("eur", typed)], json!({}))["eur"], json!(typed));
    }
}

#[test]
fn rows_are_added_and_removed() {
    let form = strict(
        json!([{"type": "datagrid", "key": "figli", "label": "Figli", "input": true, "components": [
        {"type": "textfield", "key": "nome", "label": "Nome", "input": true},
        {"type": "checkbox", "key": "c", "label": "C", "input": true}]}]),
    );
    let row = |nome: &str, c: bool| json!({"nome": nome, "c": c});
    let two = [
        ("figli[0].nome", "Ada"),
        ("figli[1].nome", "Bruno"),
        ("figli[1].c", "true"),
    ];
    assert_eq!(
        decode(&form, &two, json!({}))["figli"],
        json!([row("Ada", false), row("Bruno", true)])
    );
    let mut removed = two.to_vec();
    removed.push(("figli[0]:remove", "1"));
    assert_eq!(
        decode(&form, &removed, json!({}))["figli"],
        json!([row("Bruno", true)])
    );
    let mut added = two.to_vec();
    added.push(("figli:add", "1"));
    assert_eq!(
        decode(&form, &added, json!({}))["figli"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(
        decode(&form, &[("figli:rows", "1")], json!({}))["figli"],
        json!([row("", false)])
    );
    let huge = decode(
        &form,
        &[("figli[99999999999].nome", "x"), ("figli:rows", "4000000000")],
        json!({}),
    );
    assert_eq!(huge["figli"].as_array().unwrap().len(), 500);
}

#[test]
fn what_was_decoded_passes_the_check_it_should() {
    let form = sample();
    let pairs = [
        ("nome", "Ada"),
        ("n", "2"),
        ("eur", "1,10"),
        ("g", "01/03/2026"),
        ("ora", "09:30"),
    ];
    let outcome = check(&form, decode(&form, &pairs, json!({})));
    assert!(outcome.is_valid(), "{:?}", outcome.errors);
    assert_eq!(outcome.data["ora"], json!("09:30:00"));
}

#[test]
fn days_are_split_and_joined_by_their_parts() {
    let whole = DayParts {
        day_first: true,
        day: true,
        month: true,
        year: true,
    };
    assert_eq!(whole.join("1", "3", "2026"), "01/03/2026");
    assert_eq!(whole.split("01/03/2026"), ["01", "03", "2026"]);
    let american = DayParts {
        day_first: false,
        ..whole
    };
    assert_eq!(american.join("1", "3", "2026"), "03/01/2026");
    assert_eq!(american.split("03/01/2026"), ["01", "03", "2026"]);
    let month = DayParts { day: false, ..whole };
    assert_eq!(month.join("", "3", "2026"), "03/2026");
    assert_eq!(month.split("03/2026"), ["", "03", "2026"]);
    assert_eq!(whole.join("", "", ""), "");
}
