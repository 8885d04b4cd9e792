use crate::load;
use bundles::Filer;
use serde_json::json;

fn filer() -> Filer {
    Filer {
        fiscal_code: "SMPDAA80A41D612B".to_owned(),
        level: 2,
        ..Filer::default()
    }
}

#[test]
fn soup_11_only_the_person_declared_can_transmit() {
    let rules = load("accesso-soup").rules;
    let data = json!({
        "tipo_struttura": "comune", "codice_fiscale": "SMPDAA80A41D612B",
        "email_credenziali": "a@esempio.invalid", "email_conferma": "a@esempio.invalid",
    });
    assert_eq!(rules.refusals(&data, &filer()), []);
    let other = Filer {
        fiscal_code: "PRVBRN75C10D612B".to_owned(),
        ..filer()
    };
    let refused = rules.refusals(&data, &other);
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].path.as_deref(), Some("codice_fiscale"));
    assert!(refused[0].text.it.contains("altra persona"));
}

#[test]
fn soup_21_the_reviewer_is_told_to_compare_the_previous_president() {
    let rules = load("accesso-soup").rules;
    let data = json!({ "tipo_struttura": "volontariato", "modifica_associazione": "rappresentante_legale" });
    let keys: Vec<String> = rules
        .flags(&data, &filer())
        .into_iter()
        .map(|flag| flag.key)
        .collect();
    assert_eq!(keys, ["verifica_presidente", "verifica_elenco"]);
}

#[test]
fn what_cannot_be_evaluated_refuses_and_flags() {
    let rules = load("accesso-soup").rules;
    for hostile in [
        json!(null),
        json!([]),
        json!("x"),
        json!({ "tipo_struttura": { "a": [1] } }),
    ] {
        assert!(!rules.refusals(&hostile, &filer()).is_empty(), "{hostile}");
    }
}

#[test]
fn stamp_duty_is_due_for_certified_copies_only() {
    let rules = load("accesso-atti").rules;
    let due = |data: serde_json::Value| rules.fees_due(&data).iter().map(|fee| fee.cents).sum::<i64>();
    assert_eq!(
        due(json!({ "modalita": "copia_conforme", "bollo_modo": "marca" })),
        1600
    );
    assert_eq!(
        due(json!({ "modalita": "copia_conforme", "bollo_modo": "esente" })),
        0
    );
    assert_eq!(due(json!({ "modalita": "visione" })), 0);
    assert_eq!(due(json!({})), 0);
}

#[test]
fn what_the_rules_refuse_is_told_beside_its_question() {
    let bundle = load("accesso-soup");
    let data = json!({
        "tipo_struttura": "comune", "codice_fiscale": "SMPDAA80A41D612B",
        "email_credenziali": "a@esempio.invalid", "email_conferma": "b@esempio.invalid",
    });
    let told = bundle.violations(&data, &filer(), kernel::Lang::En);
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].path.as_str(), told[0].page), ("email_conferma", 4));
    assert_eq!(told[0].label, "Repeat the e-mail");
    assert!(
        told[0]
            .message(kernel::Lang::En)
            .contains("write the same one twice")
    );
}
