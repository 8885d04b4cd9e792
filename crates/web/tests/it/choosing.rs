//! Lists that are searched, as markup.

use forms::{Form, Mode, Outcome};
use kernel::Lang;
use serde_json::{Value, json};
use web::form_html::{self, RenderOptions};

fn draw(options: usize, data: &Value, lists: &str) -> String {
    let values: Vec<Value> = (1..=options)
        .map(|n| json!({ "label": format!("Voce {n}"), "value": format!("v{n}") }))
        .collect();
    let definition = json!({ "components": [
        {"type": "select", "key": "voce", "label": "Voce", "input": true, "data": {"values": values}},
        {"type": "select", "key": "nato", "label": "Comune di nascita", "input": true, "description": "Dove sei nato.",
         "properties": {"source": "comuni", "at": "sempre"}, "validate": {"required": true}}
    ]});
    let form = Form::compile(&definition, Mode::Strict).unwrap();
    let options = RenderOptions {
        lang: Lang::It,
        outcome: &Outcome::default(),
        refresh: "/borgo/bozze/1/passo/2",
        files: None,
        lists,
        enter: None,
    };
    form_html::render(&form.pages()[0], data, &[], &options)
}

#[test]
fn a_list_is_radio_buttons_up_to_five_a_select_up_to_ten_and_searched_above() {
    let five = draw(5, &json!({}), "/borgo/elenchi/");
    assert!(five.contains("type=\"radio\"") && !five.contains("<select"));
    for (count, searched) in [(6, false), (10, false), (11, true), (300, true)] {
        let html = draw(count, &json!({ "voce": "v2" }), "/borgo/elenchi/");
        assert!(
            html.contains("<select id=\"c-voce\""),
            "{count}: native without script"
        );
        assert_eq!(html.contains("data-search"), searched, "{count}");
        assert!(html.contains("value=\"v2\" selected"), "{count}");
    }
}

#[test]
fn a_place_is_searched_with_one_labelled_control() {
    let html = draw(5, &json!({}), "/borgo/elenchi/");
    for piece in [
        "data-chooser=\"/borgo/elenchi/comuni?al=sempre\"",
        "<label for=\"c-nato\"",
        "id=\"c-nato\" name=\"nato:cerca\"",
        "aria-required=\"true\"",
        "aria-describedby=\"c-nato-aiuto\"",
        "formaction=\"/borgo/bozze/1/passo/2#c-nato\"",
        "Cerca<span class=\"visually-hidden\"> Comune di nascita</span>",
        "<input type=\"hidden\" data-chosen name=\"nato\" value=\"\">",
    ] {
        assert!(html.contains(piece), "{piece} is missing in {html}");
    }
    assert!(
        !draw(5, &json!({}), "").contains("data-chooser"),
        "nowhere to ask"
    );
    let chosen = draw(
        5,
        &json!({ "nato": { "value": "A001", "label": "Abano (PD)" } }),
        "/x/",
    );
    assert!(chosen.contains("value=\"Abano (PD)\"") && chosen.contains("value=\"A001 Abano (PD)\""));
}

#[test]
fn what_was_typed_is_shown_with_what_it_may_mean() {
    let html = draw(5, &json!({ "nato": "<abano>" }), "/x/");
    assert!(html.contains("value=\"A001 Abano (PD)\"") && html.contains("Abano (PD), fino al 13/11/1924"));
    assert!(
        html.contains("name=\"nato:cercato\" value=\"&lt;abano&gt;\"")
            || html.contains("name=\"nato:cercato\" value=\"&#60;abano&#62;\"")
    );
    assert!(!html.contains("<abano>"));
    let many = draw(5, &json!({ "nato": "s" }), "/x/");
    assert_eq!(many.matches("type=\"radio\"").count(), 5 + 20);
    assert!(many.contains("Ce ne sono altri"));
    // A value whose place is in no list is shown as it is, never lost.
    let unknown = draw(5, &json!({ "nato": { "value": "X", "label": "Altrove" } }), "/x/");
    assert!(unknown.contains("value=\"Altrove\"") && unknown.contains("Nessun risultato per «Altrove»"));
}
