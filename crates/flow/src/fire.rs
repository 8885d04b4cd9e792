//! Firing a transition: pure, total, and refusing with words a person can read.

mod refusal;

pub use refusal::Refusal;

use crate::{By, ClockTerm, Effect, FactKind, Flow, Need, State, Step, Text, Transition};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Longest text or motivation, in characters.
pub const MAX_TEXT: usize = 20_000;

/// What guards may know of the case, as `case.<name>`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CaseView {
    /// Whether an officer has it.
    pub assigned: bool,
    /// Whether the main clock stands still now.
    pub suspended: bool,
    /// How many times the main clock was suspended, the present time included.
    pub suspensions_used: u16,
    /// Requests for integration still open.
    pub open_integrations: u16,
    /// Days to the end of the main term; negative when it passed; absent when it is set by act.
    pub days_left: Option<i64>,
    /// Whether the main term passed.
    pub overdue: bool,
    /// Whether it was filed after the window closed.
    pub late: bool,
    /// Whether it is a test case of a private service.
    pub simulation: bool,
}

impl CaseView {
    /// The names guards may use.
    pub const NAMES: [&'static str; 8] = [
        "assigned",
        "suspended",
        "suspensions_used",
        "open_integrations",
        "days_left",
        "overdue",
        "late",
        "simulation",
    ];
}

/// What the person who acts gave with the action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The reasons of the decision.
    pub motivation: Option<String>,
    /// A text to the recipient.
    pub text: Option<String>,
    /// Whether an officer was chosen.
    pub assignee: bool,
    /// Days given to answer.
    pub due_days: Option<u16>,
}

/// Everything a transition is decided on.
#[derive(Clone, Debug)]
pub struct FireContext<'a> {
    /// Who or what fires it.
    pub by: By,
    /// The answers of the application.
    pub data: &'a Value,
    /// The case.
    pub case: &'a CaseView,
    /// Recorded facts, an object by name.
    pub facts: &'a Value,
    /// What was given with the action.
    pub given: &'a Given,
}

/// Something the person should know although the transition was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Locale key.
    pub key: &'static str,
    /// The sentence, ready to show.
    pub text: Text,
}

/// An accepted transition.
#[derive(Clone, Debug, PartialEq)]
pub struct Fired {
    /// The transition that was fired; `None` for the start.
    pub transition: Option<String>,
    /// The state the case is in afterwards.
    pub to: State,
    /// What to carry out, in this order.
    pub effects: Vec<Effect>,
    /// What to tell the person who acted.
    pub notes: Vec<Note>,
}

impl Flow {
    /// What happens at transmission.
    pub fn start(&self) -> Fired {
        let (case, given) = (CaseView::default(), Given::default());
        let ctx = FireContext {
            by: By::Citizen,
            data: &Value::Null,
            case: &case,
            facts: &Value::Null,
            given: &given,
        };
        let (effects, notes) = self.effects(&self.on_start, &ctx, self.initial());
        Fired {
            transition: None,
            to: self.initial().clone(),
            effects,
            notes,
        }
    }

    /// The transitions `by` could fire from `state`, guards not asked.
    pub fn available(&self, state: &str, by: &By) -> Vec<&Transition> {
        let here = |t: &&Transition| t.from.iter().any(|from| from == state) && t.by.contains(by);
        self.transitions.iter().filter(here).collect()
    }

    /// Whether the guard of a transition lets it through; what has to be given with it is not asked.
    pub fn allowed(&self, transition: &Transition, ctx: &FireContext<'_>) -> Result<(), Refusal> {
        let Some(guard) = &transition.guard else {
            return Ok(());
        };
        let case = json!(ctx.case);
        let facts = self.known_facts(ctx.facts);
        let roots = BTreeMap::from([("data", ctx.data), ("case", &case), ("facts", &facts)]);
        match guard.holds(&roots) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Refusal::guard(transition.guard_text.as_ref())),
            Err(_) => Err(Refusal::guard_fault()),
        }
    }

    /// Fires a transition from `state`, or says why not. Nothing is changed here.
    pub fn fire(&self, state: &str, transition: &str, ctx: &FireContext<'_>) -> Result<Fired, Refusal> {
        let found = self.transition(transition).ok_or_else(Refusal::unknown)?;
        if !found.from.iter().any(|from| from == state) {
            return Err(Refusal::wrong_state());
        }
        if !found.by.contains(&ctx.by) {
            return Err(Refusal::not_yours());
        }
        self.allowed(found, ctx)?;
        check_given(found, ctx.given)?;
        let to = found.to.as_deref().unwrap_or(state);
        let to = self.state(to).ok_or_else(Refusal::unknown)?;
        let (effects, notes) = self.effects(&found.effects, ctx, to);
        Ok(Fired {
            transition: Some(found.id.clone()),
            to: to.clone(),
            effects,
            notes,
        })
    }

    /// Declared facts with their present value, or with the value that means nothing is known.
    fn known_facts(&self, facts: &Value) -> Value {
        let mut known = Map::new();
        for fact in &self.facts {
            let value = facts.get(&fact.name).cloned().unwrap_or(match fact.kind {
                FactKind::Bool => json!(false),
                FactKind::Int => json!(0),
                FactKind::Text => json!(""),
            });
            known.insert(fact.name.clone(), value);
        }
        Value::Object(known)
    }

    fn effects(&self, steps: &[Step], ctx: &FireContext<'_>, to: &State) -> (Vec<Effect>, Vec<Note>) {
        let mut notes = Vec::new();
        let suspends = steps.iter().find_map(|step| match step {
            Step::SuspendClock { clock } => Some(self.suspension(clock, ctx).is_ok()),
            _ => None,
        });
        let mut effects = Vec::new();
        for step in steps {
            if let Step::SuspendClock { clock } = step {
                match self.suspension(clock, ctx) {
                    Ok(max_days) => effects.push(Effect::SuspendClock {
                        clock: clock.clone(),
                        max_days,
                    }),
                    Err(note) => notes.push(note),
                }
                continue;
            }
            let suspended = suspends == Some(true);
            effects.push(self.effect(step, ctx, to, suspended));
        }
        (effects, notes)
    }

    fn effect(&self, step: &Step, ctx: &FireContext<'_>, to: &State, suspends: bool) -> Effect {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let days = ctx.given.due_days;
        match step.clone() {
            Step::StartClock { clock } => {
                let term = self.clock(&clock).map(|clock| &clock.term);
                let days = days.filter(|_| matches!(term, Some(ClockTerm::Given(_))));
                Effect::StartClock { clock, days }
            }
            Step::SuspendClock { clock } => Effect::SuspendClock {
                clock,
                max_days: days.unwrap_or(0),
            },
            Step::ResumeClock { clock } => Effect::ResumeClock { clock },
            Step::StopClock { clock } => Effect::StopClock { clock },
            Step::Assign {} => Effect::Assign,
            Step::RequestIntegration {} => Effect::RequestIntegration {
                text: text(&ctx.given.text),
                days: days.unwrap_or(0),
                suspends,
            },
            Step::CloseIntegration { how } => Effect::CloseIntegration { how },
            Step::IssueAct { document } => Effect::IssueAct {
                document,
                outcome: to.outcome.clone(),
                motivation: text(&ctx.given.motivation),
            },
            Step::Notify { message, to } => Effect::Notify { message, to },
            Step::SetFact { name, value } => Effect::SetFact { name, value },
        }
    }

    /// How long the clock may stand still, or why it may not (L. 241/1990 art. 2 c. 7: once).
    fn suspension(&self, clock: &str, ctx: &FireContext<'_>) -> Result<u16, Note> {
        let rule = self.clock(clock).and_then(|clock| clock.suspension.as_ref());
        if ctx.case.overdue {
            return Err(Note {
                key: "flow-note-term-over",
                text: Text::both(
                    "Il termine era già scaduto: questa richiesta non lo sospende.",
                    "The term was already over: this request does not suspend it.",
                ),
            });
        }
        match rule {
            Some(rule) if !ctx.case.suspended && ctx.case.suspensions_used < rule.max_times => {
                Ok(ctx.given.due_days.unwrap_or(rule.max_days).min(rule.max_days))
            }
            _ => Err(Note {
                key: "flow-note-no-second-suspension",
                text: Text::both(
                    "La sospensione del termine è già stata usata: questa richiesta non sospende e il termine continua a decorrere (art. 2, comma 7, L. 241/1990).",
                    "The term was already suspended once: this request does not suspend it and the term keeps running (art. 2(7) of Law 241/1990).",
                ),
            }),
        }
    }
}

fn check_given(transition: &Transition, given: &Given) -> Result<(), Refusal> {
    for need in &transition.requires {
        match need {
            Need::Motivation => check_text(&given.motivation, Refusal::no_motivation)?,
            Need::Text => check_text(&given.text, Refusal::no_text)?,
            Need::Assignee if !given.assignee => return Err(Refusal::no_assignee()),
            Need::Assignee => {}
            Need::DueDays => {
                let allowed = transition.due_days.zip(given.due_days);
                match allowed {
                    Some((range, days)) if (range.min..=range.max).contains(&days) => {}
                    _ => return Err(Refusal::due_days(transition.due_days)),
                }
            }
        }
    }
    Ok(())
}

fn check_text(text: &Option<String>, missing: fn() -> Refusal) -> Result<(), Refusal> {
    match text {
        Some(text) if text.chars().count() > MAX_TEXT => Err(Refusal::too_long()),
        Some(text) if !text.trim().is_empty() => Ok(()),
        _ => Err(missing()),
    }
}
