//! Forms that the form of a service includes.

use crate::{edited, load, with};
use bundles::{Bundle, FileTree, check, diff};

const INCLUDED: &str = r#"{"title": "Recapito", "components": [
    {"type": "textfield", "key": "citofono", "label": "Citofono", "input": true}]}"#;

/// A service whose first page includes a form, with the files of the folder `forms`.
fn including(name: &str, forms: &[(&str, &str)]) -> FileTree {
    let mut form = load("accesso-soup").form_json;
    let component = serde_json::json!({"type": "form", "key": "recapito", "label": "Recapito", "input": true, "form": name});
    form["components"][0]["components"]
        .as_array_mut()
        .unwrap()
        .push(component);
    let mut files = with("accesso-soup", "form.json", &form.to_string());
    for (path, text) in forms {
        files.insert(path, text.as_bytes().to_vec()).unwrap();
    }
    files
}

fn problems(files: FileTree) -> Vec<String> {
    let problems = Bundle::from_files(files).expect_err("refused");
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn form_12_a_service_carries_the_forms_it_includes() {
    let bundle = Bundle::from_files(including("Recapito", &[("forms/recapito.json", INCLUDED)])).unwrap();
    let nested = bundle.form.pages()[0].components.last().unwrap();
    assert_eq!(nested.children[0].path, "recapito.data.citofono");
    let again = Bundle::from_archive(&bundle.to_archive()).unwrap();
    assert_eq!(again.hash, bundle.hash);
    let zipped = Bundle::from_zip(&bundle.to_zip().unwrap()).unwrap();
    assert_eq!(zipped.hash, bundle.hash);
    // The words of the included form need a translation like all others.
    let found: Vec<String> = check(&bundle).iter().map(|f| f.problem.to_string()).collect();
    assert!(
        found
            .iter()
            .any(|line| line.contains("manca la traduzione di «Citofono»")),
        "{found:?}"
    );
    let lines = diff(&load("accesso-soup"), &bundle);
    assert!(
        lines
            .iter()
            .any(|line| line.contains("domanda recapito.data.citofono")),
        "{lines:?}"
    );
    assert!(
        lines.iter().any(|line| line == "+ file forms/recapito.json"),
        "{lines:?}"
    );
}

#[test]
fn included_forms_that_are_missing_cyclic_or_no_json_keep_a_service_from_loading() {
    let line = |files: FileTree| problems(files).join("\n");
    let missing = line(including("recapito", &[]));
    assert!(
        missing.contains("form.json: il modulo non si può usare: il modulo incluso «recapito» non c'è"),
        "{missing}"
    );
    let itself = r#"{"components": [{"type": "form", "key": "f", "form": "recapito"}]}"#;
    let cyclic = line(including("recapito", &[("forms/recapito.json", itself)]));
    assert!(
        cyclic.contains("«recapito → recapito» contiene sé stesso"),
        "{cyclic}"
    );
    let broken = line(including(
        "recapito",
        &[("forms/recapito.json", "{\n  \"components\": [\n}")],
    ));
    assert!(
        broken.contains("forms/recapito.json (riga 3): il file non è JSON"),
        "{broken}"
    );
    let unused = line(including(
        "recapito",
        &[("forms/recapito.json", INCLUDED), ("forms/altro.json", INCLUDED)],
    ));
    assert!(
        unused.contains("forms/altro.json: nessun modulo lo include"),
        "{unused}"
    );
}

#[test]
fn a_form_that_is_no_json_is_told_with_its_line() {
    let files = edited("accesso-soup", "form.json", "{", "{,");
    let told = problems(files).join("\n");
    assert!(told.contains("form.json (riga 1): il file non è JSON"), "{told}");
}
