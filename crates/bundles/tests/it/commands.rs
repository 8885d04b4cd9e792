use crate::{edited, folder};
use bundles::command;
use std::path::Path;

fn changed_folder(file: &str, from: &str, to: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    edited("accesso-atti", file, from, to)
        .write(dir.path())
        .expect("written");
    dir
}

#[test]
fn check_and_test_pass_on_the_real_services() {
    let (atti, soup) = (folder("accesso-atti"), folder("accesso-soup"));
    let paths: [&Path; 2] = [&atti, &soup];
    let printed = command::check(&paths).unwrap();
    assert!(
        printed.contains("accesso-atti 1.0.0") && printed.contains("0 errori, 0 avvisi"),
        "{printed}"
    );
    let printed = command::test(&paths).unwrap();
    assert!(
        printed.contains("ok  examples/interessato_valida.toml") && printed.contains("0 non riusciti"),
        "{printed}"
    );
    assert!(command::check(&[]).is_err());
}

#[test]
fn check_and_test_fail_with_what_is_wrong() {
    let broken = changed_folder("texts/en.toml", "\"Cognome\" = ", "\"Cognom\" = ");
    let printed = command::check(&[broken.path()]).unwrap_err();
    assert!(
        printed.contains("errore: texts/en.toml") && printed.contains("1 errori, 1 avvisi"),
        "{printed}"
    );
    let lying = changed_folder("examples/termini.toml", "2025-04-09", "2025-04-11");
    let printed = command::test(&[lying.path()]).unwrap_err();
    assert!(printed.contains("NO  examples/termini.toml"), "{printed}");
    let nothing = command::check(&[Path::new("/nonexistent")]).unwrap_err();
    assert!(nothing.contains("non si carica"), "{nothing}");
}

#[test]
fn diff_says_what_changes_for_people() {
    let old = folder("accesso-atti");
    assert!(command::diff(&old, &old).unwrap().contains("nessuna differenza"));
    let term = changed_folder("flow.toml", "term = { days = 30,", "term = { days = 45,");
    let printed = command::diff(&old, term.path()).unwrap();
    assert!(
        printed.contains("~ orologio answer")
            && printed.contains("45")
            && printed.contains("~ file flow.toml"),
        "{printed}"
    );
    let question = changed_folder("form.json", "\"key\": \"periodo\"", "\"key\": \"anni\"");
    let printed = command::diff(&old, question.path()).unwrap();
    assert!(
        printed.contains("+ domanda anni") && printed.contains("- domanda periodo"),
        "{printed}"
    );
}

#[test]
fn export_and_import_carry_a_bundle_and_overwrite_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let zip = dir.path().join("atti.zip");
    let printed = command::export(&folder("accesso-atti"), &zip).unwrap();
    assert!(printed.contains("scritto"), "{printed}");
    assert!(
        command::export(&folder("accesso-atti"), &zip)
            .unwrap_err()
            .contains("esiste già")
    );
    command::import(&zip, dir.path()).unwrap();
    let copy = dir.path().join("accesso-atti");
    assert!(
        command::diff(&folder("accesso-atti"), &copy)
            .unwrap()
            .contains("nessuna differenza")
    );
    assert!(
        command::import(&zip, dir.path())
            .unwrap_err()
            .contains("esiste già")
    );
    assert!(command::check(&[zip.as_path()]).is_ok());
}
