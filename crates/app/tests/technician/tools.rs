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
    ]);
    assert!(good, "{text}");
    let (good, text) = said(&["forms", "conformance", &corpus, "--json"]);
    assert!(good);
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
    let (good, text) = said(&["forms", "conformance", &corpus, "--mode", "lenient"]);
    assert!(!good && text.contains("lenient"), "{text}");
}

#[test]
fn an_ordinary_mistake_is_told_in_one_line() {
    let (good, text) = said(&["serve", "--config", "/nowhere/sportello.toml"]);
    assert!(
        !good && text.contains("/nowhere/sportello.toml") && text.lines().count() == 1,
        "{text}"
    );
}
