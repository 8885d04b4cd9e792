//! Values the form works out itself, on the page.

use forms::{CheckContext, Form, Mode};
use kernel::{Instant, Lang};
use serde_json::{Value, json};
use web::form_html::{self, RenderOptions};

/// Goods with a sum each, their total, and a contribution that may be corrected.
fn definition() -> Value {
    json!({"display": "form", "components": [
        {"type": "datagrid", "key": "beni", "label": "Bene", "input": true, "components": [
            {"type": "currency", "key": "spesa", "label": "Spesa", "input": true},
            {"type": "currency", "key": "rimborso", "label": "Rimborso", "input": true},
            {"type": "currency", "key": "resta", "label": "Resta", "input": true,
             "calculateValue": {"-": [{"var": "row.spesa"}, {"var": "row.rimborso"}]}}]},
        {"type": "currency", "key": "totale", "label": "Totale", "input": true,
         "calculateValue": {"reduce": [{"var": "data.beni"}, {"+": [{"var": "accumulator"}, {"var": "current.resta"}]}, 0]}},
        {"type": "number", "key": "quota", "label": "Quota", "input": true, "allowCalculateOverride": true,
         "calculateValue": {"/": [{"var": "data.totale"}, 2]}}
    ]})
}

fn draw(form: &Form, typed: &Value) -> String {
    let outcome = form.check(typed, &CheckContext::at(Instant::from_micros(0)));
    let data = outcome.with_worked_out(typed);
    let options = RenderOptions {
        lang: Lang::It,
        outcome: &outcome,
        refresh: "/borgo/bozze/1/passo/1",
        files: None,
        lists: "",
        enter: None,
    };
    form_html::render(&form.pages()[0], &data, &[], &options)
}

fn look_of<'a>(html: &'a str, wrapper: &str) -> &'a str {
    let start = html.find(&format!("id=\"{wrapper}\"")).unwrap();
    html[start..]
        .split("data-look=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
}

#[test]
fn sums_are_shown_by_the_server_and_cannot_be_typed() {
    let form = Form::compile(&definition(), Mode::Strict).unwrap();
    let typed = json!({"beni": [{"spesa": 1500, "rimborso": 300.5}, {"spesa": 100}], "totale": 1_000_000});
    let html = draw(&form, &typed);
    for (path, sum) in [
        ("c-beni_s0_presta", "1.199,50 €"),
        ("c-beni_s1_presta", "100,00 €"),
        ("c-totale", "1.299,50 €"),
    ] {
        let start = html.find(&format!("<output id=\"{path}\"")).unwrap();
        let text = html[start..]
            .split('>')
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        assert_eq!(text, sum, "{path}");
    }
    assert!(!html.contains("name=\"totale\"") && !html.contains("name=\"beni[0].resta\""));
    assert!(html.contains("hx-trigger=\"change"), "sums follow the answers");
}

#[test]
fn a_component_looks_different_to_the_script_only_when_the_form_changed_it() {
    let form = Form::compile(&definition(), Mode::Strict).unwrap();
    let first = draw(&form, &json!({"beni": [{"spesa": 10}]}));
    let same = draw(&form, &json!({"beni": [{"spesa": 20, "rimborso": 10}]}));
    let other = draw(&form, &json!({"beni": [{"spesa": 20}]}));
    assert_eq!(look_of(&first, "w-c-totale"), look_of(&same, "w-c-totale"));
    assert_ne!(look_of(&first, "w-c-totale"), look_of(&other, "w-c-totale"));
    let spesa = first
        .split("id=\"w-c-beni_s0_pspesa\"")
        .nth(1)
        .unwrap()
        .split('>')
        .next()
        .unwrap();
    assert!(!spesa.contains("data-look"), "what is typed is never drawn again");
}

#[test]
fn a_sum_that_may_be_corrected_follows_the_answers_until_it_is() {
    let form = Form::compile(&definition(), Mode::Strict).unwrap();
    let html = draw(&form, &json!({"beni": [{"spesa": 10}]}));
    assert!(
        html.contains("<input type=\"hidden\" name=\"quota:worked\" value=\"5\">"),
        "{html}"
    );
    let post = |quota: &str| {
        let pairs = [
            ("beni:rows", "1"),
            ("beni[0].spesa", "30"),
            ("quota", quota),
            ("quota:worked", "5"),
        ];
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect();
        let typed = form.decode(0, &pairs, &json!({}));
        form.with_worked_out(&typed, &CheckContext::at(Instant::from_micros(0)))["quota"].clone()
    };
    assert_eq!(post("5"), json!(15), "left alone it follows");
    assert_eq!(post("7"), json!(7), "corrected it stays");
}
