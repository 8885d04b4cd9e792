use crate::procedure;
use flow::{By, CaseView, Effect, FireContext, Fired, Given, IntegrationEnd, Refusal};
use kernel::Lang;
use serde_json::{Value, json};

struct Scene {
    by: By,
    data: Value,
    case: CaseView,
    facts: Value,
    given: Given,
}

fn scene(by: By) -> Scene {
    Scene {
        by,
        data: json!({}),
        case: CaseView::default(),
        facts: json!({}),
        given: Given::default(),
    }
}

impl Scene {
    fn fire(&self, state: &str, transition: &str) -> Result<Fired, Refusal> {
        let ctx = FireContext {
            by: self.by.clone(),
            data: &self.data,
            case: &self.case,
            facts: &self.facts,
            given: &self.given,
        };
        procedure().fire(state, transition, &ctx)
    }

    fn refusal(&self, state: &str, transition: &str) -> &'static str {
        self.fire(state, transition).expect_err("refused").key
    }
}

#[test]
fn transmission_starts_the_main_clock_and_tells_the_applicant() {
    let fired = procedure().start();
    assert_eq!(fired.to.id, "trasmessa");
    assert!(matches!(&fired.effects[0], Effect::StartClock { clock, days: None } if clock == "answer"));
    assert!(matches!(&fired.effects[1], Effect::Notify { message, .. } if message == "ricevuta"));
}

#[test]
fn an_officer_takes_a_case_and_effects_come_in_declared_order() {
    let fired = scene(By::Officer).fire("trasmessa", "prendi").unwrap();
    assert_eq!(fired.to.id, "in_carico");
    assert_eq!(fired.effects[0], Effect::Assign);
    assert!(matches!(&fired.effects[1], Effect::Notify { message, .. } if message == "presa"));
}

#[test]
fn what_belongs_to_others_or_to_another_state_is_refused() {
    assert_eq!(
        scene(By::Citizen).refusal("trasmessa", "prendi"),
        "flow-refusal-not-yours"
    );
    assert_eq!(
        scene(By::Officer).refusal("in_carico", "prendi"),
        "flow-refusal-wrong-state"
    );
    assert_eq!(
        scene(By::Officer).refusal("accolta", "prendi"),
        "flow-refusal-wrong-state"
    );
    assert_eq!(
        scene(By::Officer).refusal("trasmessa", "vola"),
        "flow-refusal-unknown"
    );
    assert_eq!(
        scene(By::Officer).refusal("inventato", "prendi"),
        "flow-refusal-wrong-state"
    );
    assert_eq!(
        scene(By::Officer).refusal("in_carico", "silenzio"),
        "flow-refusal-not-yours"
    );
}

#[test]
fn two_officers_deciding_at_once_the_second_is_told() {
    let mut officer = scene(By::Officer);
    officer.given.motivation = Some("La richiesta è motivata.".to_owned());
    officer.facts = json!({ "esito_verifica": true });
    let first = officer.fire("in_carico", "accogli").unwrap();
    let second = officer.fire(&first.to.id, "accogli").unwrap_err();
    assert!(second.message(Lang::It).contains("Nel frattempo"));
    assert!(second.message(Lang::En).contains("meanwhile"));
}

#[test]
fn proc_13_first_request_suspends_for_the_days_given() {
    let mut officer = scene(By::Officer);
    officer.given.text = Some("Allegare la delega.".to_owned());
    officer.given.due_days = Some(15);
    let fired = officer.fire("in_carico", "chiedi").unwrap();
    assert!(
        matches!(&fired.effects[0], Effect::RequestIntegration { days: 15, suspends: true, text } if text == "Allegare la delega.")
    );
    assert!(matches!(&fired.effects[1], Effect::SuspendClock { max_days: 15, clock } if clock == "answer"));
    assert!(
        matches!(&fired.effects[2], Effect::StartClock { days: Some(15), clock } if clock == "integration")
    );
    assert!(fired.notes.is_empty());
}

#[test]
fn proc_13_second_request_does_not_suspend_and_says_so() {
    let mut officer = scene(By::Officer);
    officer.given.text = Some("Allegare la delega.".to_owned());
    officer.given.due_days = Some(15);
    officer.case.suspensions_used = 1;
    let fired = officer.fire("in_carico", "chiedi").unwrap();
    assert!(
        !fired
            .effects
            .iter()
            .any(|e| matches!(e, Effect::SuspendClock { .. }))
    );
    assert!(matches!(
        &fired.effects[0],
        Effect::RequestIntegration { suspends: false, .. }
    ));
    assert_eq!(fired.notes[0].key, "flow-note-no-second-suspension");
}

#[test]
fn proc_15_the_end_of_the_given_days_lets_the_clock_run_again() {
    let fired = scene(By::Clock)
        .fire("da_integrare", "scade_integrazione")
        .unwrap();
    assert_eq!(fired.to.id, "in_carico");
    assert!(matches!(
        fired.effects[0],
        Effect::CloseIntegration {
            how: IntegrationEnd::Expired
        }
    ));
    assert!(matches!(&fired.effects[1], Effect::ResumeClock { clock } if clock == "answer"));
}

#[test]
fn an_answer_arrives_as_an_outside_event() {
    let by = By::parse("event:integration_answered").unwrap();
    let fired = scene(by).fire("da_integrare", "rispondi").unwrap();
    assert_eq!(fired.to.id, "in_carico");
    let other = By::parse("event:paid").unwrap();
    assert_eq!(
        scene(other).refusal("da_integrare", "rispondi"),
        "flow-refusal-not-yours"
    );
}

#[test]
fn proc_60_silence_concludes_from_every_open_state() {
    for state in ["trasmessa", "in_carico", "da_integrare"] {
        let fired = scene(By::Clock).fire(state, "silenzio").unwrap();
        assert_eq!(fired.to.outcome.as_deref(), Some("refused_by_silence"));
    }
}

#[test]
fn proc_11_a_decision_without_reasons_is_refused() {
    let mut officer = scene(By::Officer);
    officer.facts = json!({ "esito_verifica": true });
    assert_eq!(
        officer.refusal("in_carico", "accogli"),
        "flow-refusal-no-motivation"
    );
    officer.given.motivation = Some("  \n ".to_owned());
    assert_eq!(
        officer.refusal("in_carico", "accogli"),
        "flow-refusal-no-motivation"
    );
    officer.given.motivation = Some("x".repeat(flow::MAX_TEXT + 1));
    assert_eq!(officer.refusal("in_carico", "accogli"), "flow-refusal-too-long");
    officer.given.motivation = Some("Interesse diretto e concreto.".to_owned());
    let fired = officer.fire("in_carico", "accogli").unwrap();
    assert!(
        matches!(&fired.effects[0], Effect::IssueAct { document, outcome: Some(outcome), motivation }
        if document == "accoglimento" && outcome == "accepted" && motivation == "Interesse diretto e concreto.")
    );
}

#[test]
fn days_outside_the_range_are_refused() {
    let mut officer = scene(By::Officer);
    officer.given.text = Some("Allegare la delega.".to_owned());
    for days in [None, Some(0), Some(4), Some(31), Some(u16::MAX)] {
        officer.given.due_days = days;
        let refusal = officer.fire("in_carico", "chiedi").unwrap_err();
        assert_eq!(refusal.key, "flow-refusal-due-days");
        assert!(refusal.message(Lang::It).contains("da 5 a 30"));
    }
}

#[test]
fn a_guard_refuses_with_the_words_of_its_author() {
    let mut officer = scene(By::Officer);
    officer.given.motivation = Some("Sì.".to_owned());
    let refusal = officer.fire("in_carico", "accogli").unwrap_err();
    assert_eq!(refusal.key, "flow-refusal-guard");
    assert_eq!(refusal.message(Lang::It), "Prima va fatta la verifica.");
    officer.data = json!({ "urgente": true });
    assert!(officer.fire("in_carico", "accogli").is_ok());
}

#[test]
fn a_step_without_target_leaves_the_state_and_records_a_fact() {
    let fired = scene(By::Officer).fire("in_carico", "verifica").unwrap();
    assert_eq!(fired.to.id, "in_carico");
    assert!(
        matches!(&fired.effects[0], Effect::SetFact { name, value } if name == "esito_verifica" && value == &json!(true))
    );
}

#[test]
fn what_is_available_depends_on_state_and_role() {
    let flow = procedure();
    let ids = |state: &str, by: By| -> Vec<String> {
        flow.available(state, &by).iter().map(|t| t.id.clone()).collect()
    };
    assert_eq!(ids("trasmessa", By::Supervisor), ["prendi"]);
    assert_eq!(ids("in_carico", By::Officer), ["chiedi", "accogli", "verifica"]);
    assert!(ids("in_carico", By::Citizen).is_empty());
    assert!(ids("accolta", By::Officer).is_empty());
}
