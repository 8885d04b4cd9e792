use crate::{edited, tree, with};
use bundles::{Bundle, FileTree, Severity, check, run_examples};

fn problems(files: FileTree) -> Vec<String> {
    let problems = Bundle::from_files(files).expect_err("refused");
    problems.iter().map(ToString::to_string).collect()
}

fn findings(files: FileTree) -> Vec<String> {
    let bundle = Bundle::from_files(files).expect("loads");
    let errors = check(&bundle)
        .into_iter()
        .filter(|f| f.severity == Severity::Error);
    errors.map(|f| f.problem.to_string()).collect()
}

#[track_caller]
fn has(list: &[String], words: &[&str]) {
    assert!(
        list.iter()
            .any(|line| words.iter().all(|word| line.contains(word))),
        "{words:?} not in {list:#?}"
    );
}

#[test]
fn a_problem_names_file_place_what_and_remedy() {
    let found = problems(edited(
        "accesso-atti",
        "service.toml",
        "minimum_level = 2",
        "minimum_lvel = 2",
    ));
    has(
        &found,
        &[
            "service.toml (riga 7): il file non si legge",
            "minimum_lvel",
            "Rimedio: correggere la riga indicata",
        ],
    );
}

#[test]
fn unknown_fields_and_schemas_are_refused_in_every_file() {
    for file in [
        "service.toml",
        "flow.toml",
        "rules.toml",
        "texts/en.toml",
        "examples/vuota.toml",
    ] {
        let unknown = problems(edited(
            "accesso-atti",
            file,
            "schema = 1",
            "schema = 1\nsconosciuto = true",
        ));
        has(&unknown, &[file, "sconosciuto"]);
        let schema = problems(edited("accesso-atti", file, "schema = 1", "schema = 2"));
        has(&schema, &[file, "schema"]);
        let missing = problems(edited("accesso-atti", file, "schema = 1", ""));
        has(&missing, &[file, "schema"]);
    }
}

#[test]
fn a_missing_file_is_named() {
    for file in ["service.toml", "form.json", "flow.toml", "rules.toml"] {
        let mut files = FileTree::default();
        for (name, bytes) in tree("accesso-atti").iter().filter(|(name, _)| *name != file) {
            files.insert(name, bytes.to_vec()).expect("sound");
        }
        has(&problems(files), &[file, "il file manca"]);
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let found = problems(edited(
        "accesso-atti",
        "flow.toml",
        "message = \"silenzio\"",
        "message = \"silenzi\"",
    ));
    has(
        &found,
        &[
            "flow.toml",
            "il messaggio «silenzi» non c'è",
            "messages/silenzi.it.txt",
        ],
    );
    let found = problems(edited(
        "accesso-atti",
        "flow.toml",
        "document = \"diniego\"",
        "document = \"no\"",
    ));
    has(&found, &["flow.toml", "l'atto «no» non c'è"]);
    let found = problems(edited(
        "accesso-atti",
        "flow.toml",
        "data.controinteressati !=",
        "data.contro !=",
    ));
    has(&found, &["flow.toml (accogli)", "la domanda «contro» non esiste"]);
    let found = problems(edited(
        "accesso-soup",
        "rules.toml",
        "data.email_conferma'",
        "data.email2'",
    ));
    has(
        &found,
        &["rules.toml (email_ripetuta)", "la domanda «email2» non esiste"],
    );
    let found = problems(edited(
        "accesso-soup",
        "rules.toml",
        "filer.fiscal_code",
        "filer.iban",
    ));
    has(&found, &["rules.toml", "«filer.iban»"]);
    let found = problems(edited(
        "accesso-atti",
        "flow.toml",
        "days = 10, source",
        "days = 0, source",
    ));
    has(&found, &["flow.toml", "third_parties", "durata"]);
}

#[test]
fn a_variable_that_does_not_exist_is_refused_in_messages_acts_and_sheets() {
    for (file, from) in [
        ("messages/silenzio.it.txt", "{{ person.name }}"),
        ("messages/silenzio.en.txt", "{{ person.name }}"),
        ("documents/diniego.it.txt", "{{ act.motivation }}"),
    ] {
        let found = problems(edited("accesso-atti", file, from, "{{ person.fiscal_code }}"));
        has(&found, &[file, "la variabile «person.fiscal_code» non esiste"]);
        let found = problems(edited("accesso-atti", file, from, "{{ person.name"));
        has(&found, &[file, "non si legge"]);
    }
    let found = problems(edited(
        "accesso-atti",
        "service.toml",
        "{{ office.name }}",
        "{{ case.number }}",
    ));
    has(&found, &["service.toml (contacts)", "«case.number»"]);
    let found = problems(with("accesso-atti", "messages/silenzio.it.txt", "Solo oggetto"));
    has(&found, &["messages/silenzio.it.txt", "oggetto"]);
    let found = problems(with(
        "accesso-atti",
        "messages/silenzio.de.txt",
        "Betreff\n\nText\n",
    ));
    has(&found, &["messages/silenzio.de.txt", "lingua"]);
}

#[test]
fn a_template_that_never_ends_is_refused() {
    let bomb = "Oggetto\n\n{% for a in 'xxxxxxxxxxxxxxxxxxxx' %}{% for b in 'xxxxxxxxxxxxxxxxxxxx' %}{% for c in 'xxxxxxxxxxxxxxxxxxxx' %}{% for d in 'xxxxxxxxxxxxxxxxxxxx' %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}\n";
    has(
        &problems(with("accesso-atti", "messages/silenzio.it.txt", bomb)),
        &["messages/silenzio.it.txt"],
    );
    let range = "Oggetto\n\n{% for a in range(100000000) %}x{% endfor %}\n";
    has(
        &problems(with("accesso-atti", "messages/silenzio.it.txt", range)),
        &["messages/silenzio.it.txt"],
    );
}

#[test]
fn a_form_that_is_not_one_is_refused() {
    has(
        &problems(with("accesso-atti", "form.json", "{")),
        &["form.json (riga 1)", "non è JSON"],
    );
    has(
        &problems(with("accesso-atti", "form.json", "[1, 2]")),
        &["form.json", "non si può usare"],
    );
    let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
    has(
        &problems(with("accesso-atti", "form.json", &deep)),
        &["form.json", "non è JSON"],
    );
}

#[test]
fn a_question_nobody_can_reach_is_found() {
    let found = findings(edited(
        "accesso-soup",
        "form.json",
        "\"eq\": \"rappresentante_legale\"",
        "\"eq\": \"rappresentante\"",
    ));
    has(
        &found,
        &[
            "form.json (pagina 3 «Che cosa chiedi» › «Codice fiscale del precedente",
            "chiave cf_precedente_presidente)",
            "aspetta «rappresentante»",
            "Rimedio: usare il valore di una delle opzioni",
        ],
    );
    let found = findings(edited(
        "accesso-soup",
        "form.json",
        "\"when\": \"sostituzione\"",
        "\"when\": \"sostituzioni\"",
    ));
    has(
        &found,
        &[
            "cf_precedente_amministratore",
            "«sostituzioni», che nel modulo non c'è",
        ],
    );
    let found = findings(edited(
        "accesso-soup",
        "form.json",
        "\"key\": \"cognome\"",
        "\"key\": \"nome\"",
    ));
    has(
        &found,
        &[
            "form.json",
            "chiave nome)",
            "2 domande conservano la risposta sotto la stessa chiave",
        ],
    );
}

#[test]
fn an_incomplete_privacy_notice_is_found() {
    let files = tree("accesso-atti");
    let text = files.text("service.toml").expect("there");
    let start = text.find("retention = ").expect("there");
    let end = start + text[start..].find('\n').expect("a line");
    let cut = format!("{}retention = \"\"{}", &text[..start], &text[end..]);
    has(
        &findings(with("accesso-atti", "service.toml", &cut)),
        &["privacy.retention", "informativa è incompleta"],
    );
    let gone = format!("{}{}", &text[..start], &text[end..]);
    has(
        &problems(with("accesso-atti", "service.toml", &gone)),
        &["privacy.retention", "manca"],
    );
}

#[test]
fn missing_translations_and_labels_are_found() {
    let found = findings(edited(
        "accesso-atti",
        "texts/en.toml",
        "\"Cognome\" = ",
        "\"Cognome?\" = ",
    ));
    has(
        &found,
        &[
            "texts/en.toml",
            "domanda cognome",
            "manca la traduzione di «Cognome»",
        ],
    );
    let found = findings(edited(
        "accesso-atti",
        "flow.toml",
        "it = \"Trasmessa\", en = \"Transmitted\"",
        "it = \"Trasmessa\"",
    ));
    has(&found, &["flow.toml (states.trasmessa.label)", "inglese"]);
    let found = findings(edited(
        "accesso-atti",
        "form.json",
        "\"label\": \"Cognome\"",
        "\"label\": \"\"",
    ));
    has(&found, &["cognome", "etichetta"]);
    let mut files = FileTree::default();
    for (name, bytes) in tree("accesso-atti")
        .iter()
        .filter(|(name, _)| *name != "messages/silenzio.en.txt")
    {
        files.insert(name, bytes.to_vec()).expect("sound");
    }
    has(&findings(files), &["messages/silenzio.en.txt", "inglese"]);
}

#[test]
fn a_term_the_sheet_does_not_tell_is_found() {
    let found = findings(edited(
        "accesso-atti",
        "flow.toml",
        "term = { days = 30,",
        "term = { days = 45,",
    ));
    has(&found, &["service.toml (times)", "termine di 45"]);
}

#[test]
fn an_example_that_lies_fails() {
    let changes = [
        (
            "examples/interessato_valida.toml",
            "valid = true",
            "valid = false",
            "doveva essere respinto",
        ),
        (
            "examples/motivazione_breve.toml",
            "\"interesse:minLength\", ",
            "",
            "errore non previsto: interesse",
        ),
        (
            "examples/termini.toml",
            "2025-04-09",
            "2025-04-10",
            "attesa la scadenza 2025-04-10",
        ),
        (
            "examples/iter_accolta.toml",
            "state = \"accolta\"",
            "state = \"non_accolta\"",
            "stato finale",
        ),
        (
            "examples/iter_accolta.toml",
            "refused = \"flow-refusal-no-motivation\"",
            "",
            "respinto: Scrivere la motivazione",
        ),
        ("examples/iter_accolta.toml", "\"suspend_clock\", ", "", "effetti"),
        (
            "examples/copia_conforme_per_posta.toml",
            "fees = 1600",
            "fees = 1",
            "importo",
        ),
        (
            "examples/per_un_altro_senza_titolo.toml",
            "refused_by = [\"chi_trasmette\"]",
            "",
            "controlli che respingono",
        ),
        (
            "examples/interessato_valida.toml",
            "hidden = [",
            "hidden = [\"email\", ",
            "«email» doveva essere nascosta",
        ),
    ];
    for (file, from, to, expected) in changes {
        let bundle = Bundle::from_files(edited("accesso-atti", file, from, to)).expect("loads");
        let report = run_examples(&bundle);
        assert!(!report.passed());
        let result = report.results.iter().find(|r| r.file == file).expect("run");
        assert!(
            result.failures.iter().any(|f| f.contains(expected)),
            "{file}: {:?}",
            result.failures
        );
    }
}

#[test]
fn examples_that_build_on_one_another_in_a_circle_are_refused() {
    let files = edited(
        "accesso-atti",
        "examples/interessato_valida.toml",
        "schema = 1",
        "schema = 1\nbase = \"delegato_valida\"",
    );
    has(&problems(files), &["examples/", "catena è troppo lunga"]);
}
