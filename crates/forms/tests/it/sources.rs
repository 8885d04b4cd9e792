//! Questions whose options come from a list of places.

use crate::{broken, check, strict};
use forms::Form;
use kernel::Lang;
use serde_json::{Value, json};

fn form(source: &str, at: &str) -> Form {
    let properties = match at {
        "" => json!({ "source": source }),
        at => json!({ "source": source, "at": at }),
    };
    let values = json!({ "values": [] });
    strict(json!([
        {"type": "select", "key": "luogo", "label": "Luogo", "input": true, "data": values, "properties": properties, "validate": {"required": true, "onlyAvailableItems": true}},
        {"type": "datagrid", "key": "beni", "label": "Beni", "input": true, "components": [
            {"type": "select", "key": "luogo", "label": "Luogo", "input": true, "properties": properties}]}
    ]))
}

fn read(form: &Form, pairs: &[(&str, &str)]) -> Value {
    let pairs: Vec<(String, String)> = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    form.decode(0, &pairs, &json!({}))["luogo"].clone()
}

#[test]
fn what_was_chosen_is_kept_as_code_and_name() {
    let form = form("comuni", "");
    let prato = json!({ "value": "G999", "label": "Prato (PO)" });
    for pairs in [
        &[("luogo", "G999 Prato (PO)")][..],
        &[("luogo", "G999 Prato (PO)"), ("luogo:cerca", "prato po")],
        &[
            ("luogo", "G999 Prato (PO)"),
            ("luogo:cerca", "pra"),
            ("luogo:cercato", "pra"),
        ],
        &[("luogo", "H501 Roma (RM)"), ("luogo:cerca", "PRATO")],
        &[("luogo", "inventato"), ("luogo:cerca", "Prato")],
    ] {
        assert_eq!(read(&form, pairs), prato, "{pairs:?}");
    }
    assert_eq!(
        read(&form, &[("luogo", "H501 Roma (RM)"), ("luogo:cerca", "")]),
        json!("")
    );
    assert_eq!(
        read(&form, &[("luogo:cerca", " samone ")]),
        json!("samone"),
        "two have that name"
    );
    assert_eq!(
        read(&form, &[("luogo", "X999 Inventato (XX)")]),
        json!("X999 Inventato (XX)")
    );
    let pairs = [("beni[0].luogo:cerca".to_owned(), "Prato".to_owned())];
    assert_eq!(
        form.decode(0, &pairs, &json!({}))["beni"],
        json!([{ "luogo": prato }])
    );
    let summary = form.summary(&json!({ "luogo": prato }), Lang::It);
    assert_eq!(summary[0].rows[0].value, "Prato (PO)");
}

#[test]
fn sdc_65_only_places_of_the_list_are_accepted() {
    let comuni = form("comuni", "");
    let rules = |form: &Form, value: Value| broken(&check(form, json!({ "luogo": value })));
    assert!(rules(&comuni, json!({ "value": "G999", "label": "Prato (PO)" })).is_empty());
    for wrong in [
        json!("Prato"),
        json!({ "value": "G999", "label": "Altro" }),
        json!({ "value": "G999" }),
        json!({ "value": 1, "label": [] }),
        json!({ "value": "A001", "label": "Abano (PD)" }),
        json!([{ "value": "G999", "label": "Prato (PO)" }]),
        json!(7),
    ] {
        assert!(!rules(&comuni, wrong.clone()).is_empty(), "{wrong}");
    }
    assert_eq!(rules(&comuni, json!("")), ["luogo required"]);
    let old = json!({ "value": "A001", "label": "Abano (PD)" });
    assert!(rules(&form("comuni", "sempre"), old.clone()).is_empty());
    assert!(rules(&form("comuni", "1920-05-01"), old.clone()).is_empty());
    assert!(!rules(&form("comuni", "1930-05-01"), old).is_empty());
    assert!(rules(&form("nazioni", ""), json!({ "value": "100", "label": "Italia" })).is_empty());
    assert!(
        rules(
            &form("province", ""),
            json!({ "value": "PO", "label": "Prato (PO)" })
        )
        .is_empty()
    );
}

#[test]
fn a_list_that_is_not_known_cannot_be_published_and_accepts_nothing() {
    let blocking = |form: &Form| {
        let found = form.lint().into_iter().filter(|finding| finding.blocking);
        found.map(|finding| finding.kind).collect::<Vec<_>>()
    };
    assert_eq!(blocking(&form("comuni", "")), Vec::<&str>::new());
    for (source, at) in [("regioni", ""), ("comuni", "ieri"), ("comuni", "2025-02-30")] {
        let form = form(source, at);
        assert_eq!(blocking(&form), ["unknown-source"; 2], "{source} {at}");
        assert!(
            !check(
                &form,
                json!({ "luogo": { "value": "G999", "label": "Prato (PO)" } })
            )
            .is_valid()
        );
    }
    let several = strict(
        json!([{"type": "select", "key": "l", "label": "L", "input": true, "multiple": true, "properties": {"source": "comuni"}}]),
    );
    assert_eq!(blocking(&several), ["unknown-source"]);
}
