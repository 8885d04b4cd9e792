//! `accesso-atti` changed in a few places, for what no shipped service does.

use bundles::Bundle;
use std::path::Path;

/// A piece of text of a file of the bundle, and what stands in its place.
pub(crate) type Change = (&'static str, &'static str, &'static str);

/// The term is set by an act of the body, and silence has no meaning.
pub(crate) const TERM_BY_ACT: &[Change] = &[
    (
        "flow.toml",
        r#"term = { days = 30, source = "art. 25, comma 4, L. 241/1990" }"#,
        "term = { set_by_act = true }",
    ),
    (
        "flow.toml",
        r#"[clocks.silence]
effect = "refused"
source = "art. 25, comma 4, L. 241/1990"
text = { it = "Se l'ufficio non risponde entro il termine, la richiesta si intende respinta.", en = "If the office does not answer within the term, the application is refused by silence." }
"#,
        "",
    ),
    (
        "messages/ricevuta.it.txt",
        " Se non risponde entro quel giorno la richiesta si intende respinta (art. 25, comma 4, L. 241/1990).",
        "Il termine per la risposta è fissato con atto.",
    ),
];

/// A question in words on the page of the attachments.
pub(crate) const WORDS_BESIDE_FILES: &[Change] = &[(
    "form.json",
    r#"{
          "type": "file",
          "key": "altri_allegati","#,
    r#"{
          "type": "textarea",
          "key": "nota_allegati",
          "label": "Che cosa alleghi",
          "input": true
        },
        {
          "type": "file",
          "key": "altri_allegati","#,
)];

/// Damaged goods, row by row, with what is left to pay of each and altogether; a question that depends on an answer, and one
/// that logic closes.
pub(crate) const GOODS: &[Change] = &[(
    "form.json",
    r#"{
          "type": "file",
          "key": "altri_allegati","#,
    r#"{
          "type": "datagrid", "key": "beni", "label": "Bene", "input": true, "addAnother": "Aggiungi un bene",
          "validate": {"maxLength": 3},
          "components": [
            {"type": "textfield", "key": "nome", "label": "Che cosa", "input": true, "validate": {"required": true}},
            {"type": "currency", "key": "spesa", "label": "Spesa", "input": true},
            {"type": "currency", "key": "rimborso", "label": "Rimborso", "input": true},
            {"type": "currency", "key": "resta", "label": "Resta", "input": true,
             "calculateValue": {"-": [{"var": "row.spesa"}, {"var": "row.rimborso"}]}},
            {"type": "checkbox", "key": "registrato", "label": "È iscritto in un registro", "input": true},
            {"type": "textfield", "key": "targa", "label": "Targa", "input": true,
             "conditional": {"show": true, "when": "beni.registrato", "eq": "true"}}
          ]
        },
        {
          "type": "currency", "key": "totale", "label": "Totale che resta", "input": true,
          "calculateValue": {"reduce": [{"var": "data.beni"}, {"+": [{"var": "accumulator"}, {"var": "current.resta"}]}, 0]}
        },
        {"type": "checkbox", "key": "assicurato", "label": "Sono assicurato", "input": true},
        {
          "type": "textfield", "key": "polizza", "label": "Numero della polizza", "input": true,
          "validate": {"required": true},
          "conditional": {"show": true, "when": "assicurato", "eq": "true"}
        },
        {"type": "textfield", "key": "compagnia", "label": "Compagnia", "input": true,
          "logic": [{"name": "chiudi", "trigger": {"type": "simple", "simple": {"show": true, "when": "assicurato", "eq": "true"}},
            "actions": [
              {"name": "chiudi", "type": "property", "property": {"label": "Disabled", "value": "disabled", "type": "boolean"}, "state": true},
              {"name": "nome", "type": "property", "property": {"label": "Label", "value": "label", "type": "string"}, "text": "Compagnia che ti assicura"}
            ]}]
        },
        {
          "type": "file",
          "key": "altri_allegati","#,
)];

/// Copies the bundle into a folder, changes it and loads it.
pub(crate) fn changed(folder: &Path, changes: &[Change]) -> Bundle {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bundles/accesso-atti");
    copy(&original, folder);
    for (file, old, new) in changes {
        let path = folder.join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text.matches(old).count(), 1, "{file}: {old}");
        std::fs::write(&path, text.replace(old, new)).unwrap();
    }
    Bundle::load(folder).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(std::fs::copy(&path, to.join(name)).unwrap()),
        }
    }
}
