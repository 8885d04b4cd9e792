//! Effects at load: what they name must exist, and what they need must be asked of the person who acts.

use super::{Problems, is_key};
use crate::{By, ClockTerm, FactKind, Flow, Need, Step};

/// Most effects of one transition.
const MAX_STEPS: usize = 20;

pub(super) fn check(flow: &Flow, problems: &mut Problems) {
    check_list(flow, "start.effects", &flow.on_start, &[], problems);
    for step in &flow.on_start {
        if !matches!(
            step,
            Step::StartClock { .. } | Step::Notify { .. } | Step::SetFact { .. }
        ) {
            let remedy = "alla trasmissione si avviano orologi, si mandano messaggi, si fissano fatti";
            problems.add("start.effects", "effetto non ammesso alla trasmissione", remedy);
        }
    }
    for transition in &flow.transitions {
        let place = format!("transitions.{}.effects", transition.id);
        check_list(flow, &place, &transition.effects, &transition.requires, problems);
        let by_person = transition
            .by
            .iter()
            .all(|by| matches!(by, By::Officer | By::Supervisor));
        let by_office = |step: &&Step| matches!(step, Step::Assign {} | Step::IssueAct { .. });
        if !by_person && transition.effects.iter().any(|step| by_office(&step)) {
            let remedy = "gli atti e le assegnazioni sono solo di officer e supervisor";
            problems.add(place, "effetto riservato all'ufficio", remedy);
        }
    }
}

fn check_list(flow: &Flow, place: &str, steps: &[Step], given: &[Need], problems: &mut Problems) {
    if steps.len() > MAX_STEPS {
        problems.add(place, "troppi effetti", "restare sotto 20 effetti");
    }
    for step in steps {
        check_step(flow, place, step, given, problems);
    }
}

fn check_step(flow: &Flow, place: &str, step: &Step, given: &[Need], problems: &mut Problems) {
    let needs = |need: Need, problems: &mut Problems| {
        if !given.contains(&need) {
            let word = format!("{need:?}").to_lowercase();
            let remedy = "aggiungerlo a requires";
            problems.add(place, format!("l'effetto ha bisogno di «{word}»"), remedy);
        }
    };
    match step {
        Step::StartClock { clock } | Step::ResumeClock { clock } | Step::StopClock { clock } => {
            check_clock(flow, place, clock, problems);
            let term = flow.clock(clock).map(|clock| &clock.term);
            if matches!(step, Step::StartClock { .. }) && matches!(term, Some(ClockTerm::Given(_))) {
                needs(Need::DueDays, problems);
            }
        }
        Step::SuspendClock { clock } => {
            check_clock(flow, place, clock, problems);
            needs(Need::DueDays, problems);
            if flow.clock(clock).is_some_and(|clock| clock.suspension.is_none()) {
                let remedy = "aggiungere suspension = { max_times, max_days, source } all'orologio";
                problems.add(
                    place,
                    format!("l'orologio «{clock}» non si può sospendere"),
                    remedy,
                );
            }
        }
        Step::RequestIntegration {} => {
            needs(Need::Text, problems);
            needs(Need::DueDays, problems);
        }
        Step::IssueAct { document } => {
            check_key(place, document, problems);
            needs(Need::Motivation, problems);
        }
        Step::Notify { message, .. } => check_key(place, message, problems),
        Step::SetFact { name, value } => check_fact(flow, place, name, value, problems),
        Step::Assign {} | Step::CloseIntegration { .. } => {}
    }
}

fn check_clock(flow: &Flow, place: &str, clock: &str, problems: &mut Problems) {
    if flow.clock(clock).is_none() {
        problems.add(
            place,
            format!("l'orologio «{clock}» non esiste"),
            "indicare un orologio dichiarato",
        );
    }
}

fn check_key(place: &str, key: &str, problems: &mut Problems) {
    if !is_key(key) {
        problems.add(
            place,
            format!("la chiave «{key}» non è ammessa"),
            "usare lettere minuscole, cifre e _",
        );
    }
}

fn check_fact(flow: &Flow, place: &str, name: &str, value: &serde_json::Value, problems: &mut Problems) {
    match flow.facts.iter().find(|fact| fact.name == name) {
        None => problems.add(
            place,
            format!("il fatto «{name}» non è dichiarato"),
            "dichiararlo in [[facts]]",
        ),
        Some(fact) => {
            let fits = match fact.kind {
                FactKind::Bool => value.is_boolean(),
                FactKind::Int => value.is_i64(),
                FactKind::Text => value.is_string(),
            };
            if !fits {
                problems.add(
                    place,
                    format!("il valore di «{name}» è del tipo sbagliato"),
                    "rispettare kind",
                );
            }
        }
    }
}
