use crate::{PROCEDURE, procedure};
use flow::{Area, ClockTerm, Flow, Unit};

fn problems_after(from: &str, to: &str) -> Vec<String> {
    assert!(PROCEDURE.contains(from), "{from}");
    let text = PROCEDURE.replacen(from, to, 1);
    let problems = Flow::parse(&text).expect_err("refused");
    problems
        .into_iter()
        .map(|p| format!("{}: {}", p.place, p.what))
        .collect()
}

fn findings_after(from: &str, to: &str) -> Vec<String> {
    assert!(PROCEDURE.contains(from), "{from}");
    let flow = Flow::parse(&PROCEDURE.replacen(from, to, 1)).expect("loads");
    flow.lint()
        .into_iter()
        .map(|p| format!("{}: {}", p.place, p.what))
        .collect()
}

#[test]
fn a_sound_procedure_loads_and_has_no_findings() {
    let flow = procedure();
    assert_eq!(flow.lint(), []);
    assert_eq!(flow.states().count(), 5);
    assert_eq!(flow.initial().area, Area::InProgress);
    let term = flow.main_term().unwrap();
    assert_eq!((term.length, term.unit), (30, Unit::Days));
    assert!(matches!(
        flow.clock("integration").unwrap().term,
        ClockTerm::Given(_)
    ));
    assert_eq!(flow.messages(), ["integrazione", "presa", "ricevuta", "silenzio"]);
    assert_eq!(flow.documents(), ["accoglimento"]);
    assert_eq!(flow.data_paths(), [("accogli", "urgente")]);
}

#[test]
fn every_broken_reference_is_named() {
    let cases = [
        ("schema = 1", "schema = 2", "schema 2"),
        (
            "state = \"trasmessa\", effects",
            "state = \"boh\", effects",
            "stato iniziale",
        ),
        (
            "state = \"trasmessa\", effects",
            "state = \"accolta\", effects",
            "già concluso",
        ),
        ("to = \"da_integrare\"", "to = \"altrove\"", "«altrove»"),
        (
            "from = [\"da_integrare\"]",
            "from = [\"accolta\"]",
            "stato concluso",
        ),
        (
            "by = [\"event:integration_answered\"]",
            "by = [\"sindaco\"]",
            "«sindaco»",
        ),
        (
            "by = [\"event:integration_answered\"]",
            "by = [\"event:\"]",
            "«event:»",
        ),
        ("facts.esito_verifica", "facts.altro", "«facts.altro»"),
        (
            "clock = \"integration\" },\n  { do = \"notify\"",
            "clock = \"boh\" },\n  { do = \"notify\"",
            "«boh»",
        ),
        ("on_expiry = \"silenzio\"", "on_expiry = \"boh\"", "«boh»"),
        (
            "on_expiry = \"silenzio\"",
            "on_expiry = \"prendi\"",
            "non scatta da un orologio",
        ),
        ("on_expiry = \"scade_integrazione\"", "", "nessun orologio"),
        (
            "name = \"esito_verifica\", value = true",
            "name = \"esito_verifica\", value = 3",
            "tipo sbagliato",
        ),
        ("main = true", "", "orologio principale"),
        ("requires = [\"motivation\"]", "", "«motivation»"),
        (
            "requires = [\"text\", \"due_days\"]",
            "requires = [\"text\"]",
            "giorni",
        ),
        ("outcome = \"accepted\"", "", "esito"),
        (
            "term = { days = 30, source = \"art. 25, c. 4, L. 241/1990\" }",
            "term = { days = 30 }",
            "fonte",
        ),
        (
            "suspension = { max_times",
            "on_expirz = 1\nsuspension = { max_times",
            "non si legge",
        ),
        (
            "id = \"in_carico\"\nlabel",
            "id = \"trasmessa\"\nlabel",
            "due volte",
        ),
        ("id = \"in_carico\"\nlabel", "id = \"In Carico\"\nlabel", "chiave"),
    ];
    for (from, to, expected) in cases {
        let found = problems_after(from, to);
        assert!(found.iter().any(|p| p.contains(expected)), "{to}: {found:?}");
    }
}

#[test]
fn a_citizen_cannot_issue_acts() {
    let found = problems_after(
        "to = \"accolta\"\nby = [\"officer\"]",
        "to = \"accolta\"\nby = [\"citizen\"]",
    );
    assert!(
        found.iter().any(|p| p.contains("riservato all'ufficio")),
        "{found:?}"
    );
}

#[test]
fn unreadable_text_names_the_line() {
    let problems = Flow::parse("schema = 1\nstart = { state = \"a\" }\nstates = 7\n").unwrap_err();
    assert_eq!(problems[0].place, "riga 3");
    assert!(Flow::parse("").is_err());
    assert!(Flow::parse(&"#".repeat(300_000)).is_err());
}

#[test]
fn lint_finds_what_runs_but_is_wrong() {
    let unreachable = findings_after("to = \"da_integrare\"", "to = \"in_carico\"");
    assert!(
        unreachable
            .iter()
            .any(|f| f.contains("da_integrare") && f.contains("non si raggiunge")),
        "{unreachable:?}"
    );
    let untranslated = findings_after(
        "it = \"Prendi in carico\", en = \"Take\"",
        "it = \"Prendi in carico\"",
    );
    assert!(
        untranslated
            .iter()
            .any(|f| f.contains("transitions.prendi.label")),
        "{untranslated:?}"
    );
    let uncovered = findings_after(
        "from = [\"trasmessa\", \"in_carico\", \"da_integrare\"]",
        "from = [\"trasmessa\"]",
    );
    assert!(
        uncovered.iter().any(|f| f.contains("può scadere")),
        "{uncovered:?}"
    );
    let speechless = findings_after(
        "next = { it = \"L'ufficio decide.\", en = \"The office decides.\" }",
        "",
    );
    assert!(
        speechless.iter().any(|f| f.contains("che cosa succede")),
        "{speechless:?}"
    );
    let silent = findings_after("silence = {", "# silence = {");
    assert!(silent.iter().any(|f| f.contains("silenzio")), "{silent:?}");
}

#[test]
fn lint_finds_a_procedure_that_cannot_end() {
    let text = r#"
schema = 1
start = { state = "a" }
states = [{ id = "a", label = { it = "A", en = "A" }, area = "in_progress", next = { it = "B", en = "B" } }]
clocks = [{ id = "answer", label = { it = "T", en = "T" }, main = true, term = { set_by_act = true } }]
"#;
    let found: Vec<String> = Flow::parse(text)
        .unwrap()
        .lint()
        .into_iter()
        .map(|p| p.what)
        .collect();
    assert!(found.iter().any(|f| f.contains("non può concludersi")));
    assert!(found.iter().any(|f| f.contains("non parte mai")));
    assert!(found.iter().any(|f| f.contains("nessuno può fare nulla")));
}

#[test]
fn proc_60_the_term_of_a_clock_is_counted_by_the_law() {
    let flow = procedure();
    let term = flow.main_clock().and_then(|clock| clock.term(None)).unwrap();
    let start = "2025-03-10".parse().unwrap();
    let computed = terms::compute(start, &term, &[]).unwrap();
    assert_eq!(computed.due.to_string(), "2025-04-09");
    assert_eq!(computed.silence_from().unwrap().to_string(), "2025-04-10");
    let integration = flow.clock("integration").unwrap();
    assert_eq!(integration.term(None), None);
    assert_eq!(integration.rules().max_suspensions, 0);
    assert_eq!(flow.main_clock().unwrap().rules().cap_days, 30);
    assert_eq!(integration.term(Some(15)).unwrap().length, 15);
}
