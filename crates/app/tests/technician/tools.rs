//! Commands that need no installation.

use crate::program::{run, sportello};

fn root(path: &str) -> String {
    format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))
}

fn said(words: &[&str]) -> (bool, String) {
    run(sportello().args(words))
}

#[test]
fn openapi_is_printed_as_json_of_version_3_1() {
    let (good, text) = said(&["openapi"]);
    assert!(good);
    let described: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(described["openapi"].as_str().unwrap().starts_with("3.1"));
    assert!(described["paths"]["/api/v1/{body}/bozze/{draft}/trasmissione"]["post"].is_object());
}

#[test]
fn a_term_is_computed_and_explained() {
    // 30 days from 1 July 2026 end on Friday 31 July.
    let (good, text) = said(&["terms", "--start", "2026-07-01", "--days", "30"]);
    assert!(good && text.contains("31"), "{text}");
    let (good, text) = said(&["terms", "--start", "2026-07-01", "--days", "30", "--json"]);
    assert!(good);
    let computed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(computed["due"], "2026-07-31", "{text}");
    let (good, text) = said(&["terms", "--start", "2026-07-01", "--days", "0"]);
    assert!(!good && !text.is_empty());
}

#[test]
fn the_bundles_that_ship_are_good_and_a_broken_one_is_not() {
    for service in ["bundles/accesso-atti", "bundles/accesso-soup"] {
        for what in ["check", "test"] {
            let (good, text) = said(&["bundle", what, &root(service)]);
            assert!(good, "{what} {service}: {text}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("service.toml"), "schema = 1\n").unwrap();
    let (good, text) = said(&["bundle", "check", &folder.path().display().to_string()]);
    assert!(!good && text.contains("service.toml"), "{text}");
}

#[test]
fn a_bundle_goes_out_as_a_zip_and_comes_back_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let zip = folder.path().join("servizio.zip").display().to_string();
    let bundles = folder.path().join("bundles");
    std::fs::create_dir(&bundles).unwrap();
    let source = root("bundles/accesso-atti");
    let (good, text) = said(&["bundle", "export", &source, &zip]);
    assert!(good, "{text}");
    let (good, text) = said(&["bundle", "import", &zip, &bundles.display().to_string()]);
    assert!(good, "{text}");
    let back = std::fs::read_dir(&bundles)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let (good, text) = said(&["bundle", "diff", &source, &back.display().to_string()]);
    assert!(good, "{text}");
    let service = |path: &std::path::Path| std::fs::read(path.join("form.json")).unwrap();
    assert_eq!(service(&back), service(std::path::Path::new(&source)));
}

#[test]
fn recorded_outcomes_of_forms_are_reproduced_and_a_minimum_can_be_asked() {
    let corpus = root("crates/forms/tests/corpus");
    let (good, text) = said(&[
        "forms",
        "conformance",
        &corpus,
        "--min",
        "L1=100",
        "--min",
        "L2=100",
        "--min",
        "L4=80",
    ]);
    assert!(good && text.contains("need script, 0 crashed"), "{text}");
    let (good, text) = said(&["forms", "conformance", &corpus, "--min", "L4=80", "--json"]);
    assert!(good);
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
    // Without a minimum every level must be whole.
    let (good, text) = said(&["forms", "conformance", &corpus]);
    assert!(!good && text.contains("needs-script: "), "{text}");
    let (good, text) = said(&["forms", "conformance", &corpus, "--mode", "lenient"]);
    assert!(!good && text.contains("lenient"), "{text}");
}

#[test]
fn form_12_a_definition_is_imported_with_a_report_and_exported_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let definition = r#"{ "title": "Prova",
        "components": [ {"type": "textfield", "key": "a", "label": "A", "input": true, "suo": 1.50,
          "customConditional": "show = data.b === 'si'"} ] }"#;
    std::fs::write(path("form.json"), definition).unwrap();
    let (good, text) = said(&[
        "forms",
        "import",
        &path("form.json"),
        "--bundle",
        &path("servizio"),
    ]);
    assert!(
        good && text.contains("tradotti 1") && text.contains("suo 1"),
        "{text}"
    );
    let (good, text) = said(&[
        "forms",
        "import",
        &path("form.json"),
        "--bundle",
        &path("servizio"),
    ]);
    assert!(!good && text.contains("esiste già"), "{text}");
    let (good, text) = said(&["forms", "import", &path("form.json"), "--json"]);
    assert!(good, "{text}");
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["snippets"][0]["class"], "translated");
    let (good, text) = said(&["forms", "export", &path("servizio"), &path("uscita.json")]);
    assert!(good, "{text}");
    assert_eq!(std::fs::read_to_string(path("uscita.json")).unwrap(), definition);
    let (good, text) = said(&["forms", "export", &path("servizio")]);
    assert!(good && text.contains("\"suo\": 1.50"), "{text}");
    std::fs::write(path("no.json"), "niente").unwrap();
    let (good, text) = said(&["forms", "import", &path("no.json")]);
    assert!(
        !good && text.contains("non è JSON") && text.lines().count() == 1,
        "{text}"
    );
}

#[test]
fn an_ordinary_mistake_is_told_in_one_line() {
    let (good, text) = said(&["serve", "--config", "/nowhere/sportello.toml"]);
    assert!(
        !good && text.contains("/nowhere/sportello.toml") && text.lines().count() == 1,
        "{text}"
    );
}
