use kernel::Lang;
use pdf::{AnswerTerm, Job, RenderError, render_in_process};

use crate::paper::paper;
use crate::samples;

/// Every text of some data.
fn texts(data: &serde_json::Value, found: &mut Vec<String>) {
    match data {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|item| texts(item, found)),
        _ => {}
    }
}

/// Letters only: where lines break is up to the page.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn assert_all_printed(name: &str, job: &Job) {
    let printed = letters(&paper(name, job).words());
    let mut expected = Vec::new();
    texts(&job.data, &mut expected);
    assert!(expected.len() > 15);
    for text in expected.iter().filter(|text| *text != "last_day") {
        assert!(
            printed.contains(&letters(text)),
            "{name} lacks {text:?} in {printed}"
        );
    }
}

#[test]
fn every_text_of_the_data_is_on_the_page_in_both_languages() {
    for lang in Lang::ALL {
        let code = lang.code();
        assert_all_printed(
            &format!("words-receipt-{code}"),
            &Job::receipt(&samples::receipt(), lang, samples::AT).unwrap(),
        );
        assert_all_printed(
            &format!("words-act-{code}"),
            &Job::act(&samples::act(), lang, samples::AT).unwrap(),
        );
        assert_all_printed(
            &format!("words-print-{code}"),
            &Job::case_print(&samples::case_print(), lang, samples::AT).unwrap(),
        );
    }
}

#[test]
fn proc_05_receipt_names_each_content_of_article_8() {
    let it = paper(
        "proc-05",
        &Job::receipt(&samples::receipt(), Lang::It, samples::AT).unwrap(),
    )
    .words();
    let en = paper(
        "proc-05-en",
        &Job::receipt(&samples::receipt(), Lang::En, samples::AT).unwrap(),
    )
    .words();
    for letter in ["a)", "b)", "c)", "c-bis)", "c-ter)", "d)", "d-bis)"] {
        assert!(it.contains(letter) && en.contains(letter), "{letter}");
    }
    for words in [
        "Persona responsabile",
        "Domicilio digitale",
        "Rimedi in caso di inerzia",
        "in attribuzione",
        "Pagina 1 di",
    ] {
        assert!(letters(&it).contains(&letters(words)), "{words} in {it}");
    }
    assert!(
        en.contains("being assigned") && en.contains("Remedies against inertia"),
        "{en}"
    );
    assert!(!en.contains("Servizio ") && !en.contains("Pagina"), "{en}");
}

#[test]
fn proc_05_term_set_by_act_and_register_number_are_said() {
    let mut data = samples::receipt();
    data.notice.term = AnswerTerm::SetByAct;
    data.register_number = Some("0000987/2026".into());
    data.silence = None;
    data.represented = None;
    data.late = None;
    data.documents.clear();
    data.answers.clear();
    let words = paper("set-by-act", &Job::receipt(&data, Lang::It, samples::AT).unwrap()).words();
    assert!(words.contains("termine fissato con atto"), "{words}");
    assert!(
        words.contains("0000987/2026") && !words.contains("in attribuzione"),
        "{words}"
    );
    assert!(
        !words.contains("Documenti presentati") && !words.contains("Dati dichiarati"),
        "{words}"
    );
    assert!(
        !words.contains("Per conto di")
            && !words.contains("fuori termine")
            && !words.contains("Effetto del silenzio"),
        "{words}"
    );
}

#[test]
fn proc_54_an_act_without_reasons_decision_or_appeal_is_refused() {
    let mut act = samples::act();
    act.appeals.clear();
    assert_refused(&act, "art. 3 c. 4");
    let mut act = samples::act();
    act.premises.clear();
    assert_refused(&act, "art. 3 c. 1");
    let mut act = samples::act();
    act.decision.clear();
    assert_refused(&act, "decision");
}

fn assert_refused(act: &pdf::ActData, words: &str) {
    let error = render_in_process(&Job::act(act, Lang::It, samples::AT).unwrap()).unwrap_err();
    assert!(
        matches!(&error, RenderError::Template(said) if said[0].contains(words)),
        "{error}"
    );
}

#[test]
fn an_application_that_was_not_filed_says_so() {
    let mut data = samples::case_print();
    data.application_number = None;
    data.presented_at = None;
    let words = paper(
        "not-filed",
        &Job::case_print(&data, Lang::It, samples::AT).unwrap(),
    )
    .words();
    assert!(words.contains("non è stata trasmessa"), "{words}");
    let filed = paper(
        "filed",
        &Job::case_print(&samples::case_print(), Lang::It, samples::AT).unwrap(),
    )
    .words();
    assert!(!filed.contains("non è stata trasmessa"), "{filed}");
}

#[test]
fn names_in_other_scripts_are_printed_or_named_by_code_point() {
    let mut data = samples::receipt();
    data.applicant = "محمد الأمين · 王小明 · Олена · Ελένη · Nguyễn · 😀".into();
    let job = Job::receipt(&data, Lang::It, samples::AT).unwrap();
    let words = paper("scripts", &job).words();
    assert!(words.contains("[U+738B U+5C0F U+660E]"), "{words}");
    assert!(words.contains("[U+1F600]"), "{words}");
    assert!(
        words.contains("Олена") && words.contains("Ελένη") && letters(&words).contains("Nguyễn"),
        "{words}"
    );
    assert!(
        words.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c)),
        "{words}"
    );
    assert_eq!(
        job.data["applicant"], data.applicant,
        "the exact text stays in the data"
    );
}
