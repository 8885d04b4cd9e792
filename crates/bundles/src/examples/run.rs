//! Runs the examples of a bundle and says, of each, what did not come out as written.

use super::file::{Example, Expect, FlowCase, StepCase, TermCase};
use crate::Bundle;
use flow::{By, CaseView, Effect, FireContext, Given};
use kernel::{Date, Instant};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// What came of one example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleResult {
    /// Path inside the bundle.
    pub file: String,
    /// What the example shows.
    pub title: String,
    /// What did not come out as written, in Italian; empty when all did.
    pub failures: Vec<String>,
}

/// What came of all examples.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ExampleReport {
    /// One result for each example, in order of file.
    pub results: Vec<ExampleResult>,
}

impl ExampleReport {
    /// Whether there are examples and all came out as written.
    pub fn passed(&self) -> bool {
        !self.results.is_empty() && self.results.iter().all(|result| result.failures.is_empty())
    }
}

/// Runs every example.
pub fn run_examples(bundle: &Bundle) -> ExampleReport {
    let run = |example: &Example| {
        let mut failures = Vec::new();
        run_answers(bundle, example, &mut failures);
        for case in &example.terms {
            if let Err(what) = run_term(bundle, case) {
                failures.push(what);
            }
        }
        if let Some(case) = &example.flow {
            run_flow(bundle, example, case, &mut failures);
        }
        if example.answers.is_none() && example.terms.is_empty() && example.flow.is_none() {
            failures.push("l'esempio non prova nulla".to_owned());
        }
        ExampleResult {
            file: example.file.clone(),
            title: example.title.clone(),
            failures,
        }
    };
    ExampleReport {
        results: bundle.examples.iter().map(run).collect(),
    }
}

fn run_answers(bundle: &Bundle, example: &Example, failures: &mut Vec<String>) {
    let Some(answers) = &example.answers else { return };
    let expect = &example.expect;
    let Some(now) = Instant::parse(&example.at) else {
        failures.push(format!("«at» non è un istante: {}", example.at));
        return;
    };
    let parameters = bundle.rules.parameters_with(&example.parameters);
    for name in example
        .parameters
        .keys()
        .filter(|name| !parameters.contains_key(*name))
    {
        failures.push(format!("il parametro «{name}» non è in rules.toml"));
    }
    let context = forms::CheckContext::at(now).with_parameters(parameters);
    let outcome = bundle.form.check(answers, &context);
    let found: Vec<String> = outcome
        .errors
        .iter()
        .map(|e| format!("{}:{}", e.path, e.rule))
        .collect();
    match expect.valid {
        Some(true) if !found.is_empty() => {
            failures.push(format!("doveva essere valido, invece: {}", found.join(", ")))
        }
        Some(false) if found.is_empty() => {
            failures.push("doveva essere respinto, invece è valido".to_owned())
        }
        None if expect.errors.is_empty() && example.terms.is_empty() && example.flow.is_none() => {
            failures.push("manca expect.valid".to_owned());
        }
        _ => {}
    }
    if !expect.errors.is_empty() {
        let matches = |wanted: &str, found: &str| match wanted.contains(':') {
            true => wanted == found,
            false => found.split_once(':').is_some_and(|(path, _)| path == wanted),
        };
        for wanted in expect
            .errors
            .iter()
            .filter(|w| !found.iter().any(|f| matches(w, f)))
        {
            failures.push(format!(
                "mancava l'errore {wanted}; trovati: {}",
                found.join(", ")
            ));
        }
        for extra in found
            .iter()
            .filter(|f| !expect.errors.iter().any(|w| matches(w, f)))
        {
            failures.push(format!("errore non previsto: {extra}"));
        }
    }
    // Layout is listed with the keys of what is around it: `titolo.delegante`.
    let hides = |path: &str| {
        let inside = format!(".{path}");
        outcome
            .hidden
            .iter()
            .any(|hidden| hidden == path || hidden.ends_with(&inside))
    };
    for path in expect.hidden.iter().filter(|path| !hides(path)) {
        failures.push(format!("«{path}» doveva essere nascosta"));
    }
    for path in expect.shown.iter().filter(|path| hides(path)) {
        failures.push(format!("«{path}» doveva essere visibile"));
    }
    run_values(expect, &outcome.data, failures);
    run_rules(bundle, example, &outcome.data, failures);
}

fn run_values(expect: &Expect, data: &Value, failures: &mut Vec<String>) {
    let same = |wanted: &Value, found: &Value| match (wanted.as_f64(), found.as_f64()) {
        // 10 and 10.0 are one amount.
        (Some(wanted), Some(found)) => wanted == found,
        _ => wanted == found,
    };
    for (path, wanted) in &expect.values {
        let found = forms::value_at(data, path).unwrap_or(&Value::Null);
        if !same(wanted, found) {
            failures.push(format!("«{path}»: atteso {wanted}, trovato {found}"));
        }
    }
}

fn run_rules(bundle: &Bundle, example: &Example, data: &Value, failures: &mut Vec<String>) {
    let expect = &example.expect;
    let keys = |notices: Vec<crate::RuleNotice>| notices.into_iter().map(|n| n.key).collect::<Vec<_>>();
    let refused = keys(bundle.rules.refusals(data, &example.filer));
    if refused != expect.refused_by {
        failures.push(format!(
            "controlli che respingono: attesi {:?}, trovati {refused:?}",
            expect.refused_by
        ));
    }
    let flags = keys(bundle.rules.flags(data, &example.filer));
    if expect.flags.as_ref().is_some_and(|wanted| *wanted != flags) {
        failures.push(format!(
            "segnalazioni: attese {:?}, trovate {flags:?}",
            expect.flags
        ));
    }
    let fees: i64 = bundle.rules.fees_due(data).iter().map(|fee| fee.cents).sum();
    if expect.fees.is_some_and(|wanted| wanted != fees) {
        failures.push(format!("importo: atteso {:?}, trovato {fees}", expect.fees));
    }
}

fn run_term(bundle: &Bundle, case: &TermCase) -> Result<(), String> {
    let date = |text: &str| {
        text.parse::<Date>()
            .map_err(|_| format!("«{text}» non è una data"))
    };
    let clock = bundle
        .flow
        .clock(&case.clock)
        .ok_or(format!("l'orologio «{}» non esiste", case.clock))?;
    let term = clock
        .term(case.days)
        .ok_or(format!("l'orologio «{}» non ha un termine scritto", case.clock))?;
    let mut suspensions = Vec::new();
    for (from, to) in &case.suspended {
        suspensions.push(terms::Suspension::new(date(from)?, date(to)?));
    }
    let computed = terms::compute(date(&case.start)?, &term, &suspensions).map_err(|e| e.to_string())?;
    if computed.due != date(&case.due)? {
        return Err(format!(
            "dal {}: attesa la scadenza {}, trovata {}",
            case.start, case.due, computed.due
        ));
    }
    match &case.silence_from {
        Some(wanted) if computed.silence_from() != Some(date(wanted)?) => Err(format!(
            "silenzio: atteso dal {wanted}, trovato {:?}",
            computed.silence_from()
        )),
        _ => Ok(()),
    }
}

/// What a real case would remember between one step and the next.
struct Walk<'a> {
    bundle: &'a Bundle,
    data: &'a Value,
    state: String,
    case: CaseView,
    facts: Map<String, Value>,
}

fn run_flow(bundle: &Bundle, example: &Example, case: &FlowCase, failures: &mut Vec<String>) {
    let nothing = json!({});
    let mut walk = Walk {
        bundle,
        data: example.answers.as_ref().unwrap_or(&nothing),
        state: bundle.flow.initial().id.clone(),
        case: CaseView {
            days_left: Some(30),
            ..CaseView::default()
        },
        facts: Map::new(),
    };
    for (n, step) in case.steps.iter().enumerate() {
        if let Err(what) = walk.step(step) {
            failures.push(format!("passo {} ({}): {what}", n + 1, step.transition));
        }
    }
    if walk.state != case.state {
        failures.push(format!(
            "stato finale: atteso {}, trovato {}",
            case.state, walk.state
        ));
    }
}

impl Walk<'_> {
    fn step(&mut self, step: &StepCase) -> Result<(), String> {
        let by = By::parse(&step.by).ok_or(format!("«{}» non può agire", step.by))?;
        let given = Given {
            motivation: step.motivation.clone(),
            text: step.text.clone(),
            assignee: step.assignee,
            due_days: step.due_days,
        };
        let facts = Value::Object(self.facts.clone());
        let ctx = FireContext {
            by,
            data: self.data,
            case: &self.case,
            facts: &facts,
            given: &given,
        };
        let fired = match (
            self.bundle.flow.fire(&self.state, &step.transition, &ctx),
            &step.refused,
        ) {
            (Ok(fired), None) => fired,
            (Ok(_), Some(wanted)) => return Err(format!("doveva essere respinto con {wanted}")),
            (Err(refusal), Some(wanted)) if refusal.key == wanted => return Ok(()),
            (Err(refusal), _) => return Err(format!("respinto: {} ({})", refusal.text.it, refusal.key)),
        };
        let kinds: Vec<String> = fired.effects.iter().map(kind).collect();
        if step.effects.as_ref().is_some_and(|wanted| *wanted != kinds) {
            return Err(format!("effetti: attesi {:?}, trovati {kinds:?}", step.effects));
        }
        let note = fired.notes.first().map(|note| note.key.to_owned());
        if step.note.is_some() && step.note != note {
            return Err(format!("avviso: atteso {:?}, trovato {note:?}", step.note));
        }
        self.state = fired.to.id;
        fired.effects.iter().for_each(|effect| self.apply(effect));
        Ok(())
    }

    fn apply(&mut self, effect: &Effect) {
        let main = |clock: &String| {
            self.bundle
                .flow
                .main_clock()
                .is_some_and(|main| main.id == *clock)
        };
        match effect {
            Effect::Assign => self.case.assigned = true,
            Effect::SuspendClock { clock, .. } if main(clock) => {
                self.case.suspended = true;
                self.case.suspensions_used += 1;
            }
            Effect::ResumeClock { clock } if main(clock) => self.case.suspended = false,
            Effect::RequestIntegration { .. } => self.case.open_integrations += 1,
            Effect::CloseIntegration { .. } => {
                self.case.open_integrations = self.case.open_integrations.saturating_sub(1);
            }
            Effect::SetFact { name, value } => {
                self.facts.insert(name.clone(), value.clone());
            }
            _ => {}
        }
    }
}

/// The word of an effect, as in `flow.toml`.
fn kind(effect: &Effect) -> String {
    let json = json!(effect);
    json.get("effect")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
