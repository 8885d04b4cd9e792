//! What is drawn, when posted back as a browser would, is read as the data it was drawn from.

use crate::{forms_html, markup};
use forms::{Form, Mode};
use kernel::Lang;
use serde_json::{Value, json};

/// The pairs a browser would send of the controls on the page, buttons and files aside.
fn successful(html: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut select = String::new();
    for (tag, attributes) in markup::tags(html) {
        let get = |name: &str| attributes.get(name).map(|text| plain(text)).unwrap_or_default();
        match tag.as_str() {
            "select" => select = get("name"),
            "option" if attributes.contains_key("selected") => pairs.push((select.clone(), get("value"))),
            "input" => {
                let boxed = matches!(get("type").as_str(), "checkbox" | "radio");
                let sent = get("type") != "file" && (!boxed || attributes.contains_key("checked"));
                if sent {
                    pairs.push((get("name"), get("value")));
                }
            }
            "textarea" => {
                let start = html.find(&format!("name=\"{}\"", get("name"))).unwrap();
                let text = html[start..]
                    .split_once('>')
                    .unwrap()
                    .1
                    .split("</textarea>")
                    .next()
                    .unwrap();
                pairs.push((get("name"), plain(text.strip_prefix('\n').unwrap_or(text))));
            }
            _ => {}
        }
    }
    pairs
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[test]
fn a_page_posted_back_unchanged_is_the_same_data() {
    let form = Form::compile(&forms_html::definition(), Mode::Compat).unwrap();
    let data = forms_html::data();
    for lang in Lang::ALL {
        let html = forms_html::draw(&data, &[], &[], lang);
        let read = form.decode(0, &successful(&html), &data);
        for (key, value) in data.as_object().unwrap() {
            let expected = match key.as_str() {
                // Controls hold a date or a minute: the rest of the text was not asked.
                "giorno" => json!("2024-02-09"),
                "quando" => json!("2024-02-09T10:30"),
                "ora" => json!("08:15"),
                "giudizio" => json!({"v1": "v2", "v2": ""}),
                "figli" => json!([{"nome": "Bruno", "carico": "v1"}, {"nome": "Carla", "carico": ""}]),
                _ => value.clone(),
            };
            assert_eq!(read.get(key), Some(&expected), "{key} in {}", lang.code());
        }
    }
}

#[test]
fn buttons_of_a_grid_add_and_remove_the_row_they_name() {
    let form = Form::compile(&forms_html::definition(), Mode::Compat).unwrap();
    let data = forms_html::data();
    let press = |button: &str| {
        let mut pairs = successful(&forms_html::draw(&data, &[], &[], Lang::It));
        pairs.push((button.to_owned(), "1".to_owned()));
        form.decode(0, &pairs, &data)["figli"].clone()
    };
    let names = |rows: &Value| -> Vec<Value> {
        rows.as_array()
            .unwrap()
            .iter()
            .map(|row| row["nome"].clone())
            .collect()
    };
    assert_eq!(
        names(&press("figli:add")),
        [json!("Bruno"), json!("Carla"), Value::Null]
    );
    assert_eq!(names(&press("figli[0]:remove")), [json!("Carla")]);
    let (bruno, carla) = (json!("Bruno"), json!("Carla"));
    assert_eq!(names(&press("figli[1]:up")), [carla.clone(), bruno.clone()]);
    assert_eq!(names(&press("figli[0]:down")), [carla.clone(), bruno.clone()]);
    assert_eq!(names(&press("figli[0]:copy")), [bruno.clone(), bruno, carla]);
}
