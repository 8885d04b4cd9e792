//! The flow as loaded: everything in it refers only to things that exist.

use crate::{Clock, ClockTerm, GivenDays, Step, Text, guard::Guard};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a case stands on the citizen's desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// *Richieste trasmesse in lavorazione*.
    InProgress,
    /// *Concluse*; no transition leaves such a state.
    Concluded,
}

impl Area {
    /// The word stored in rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Area::InProgress => "in_progress",
            Area::Concluded => "concluded",
        }
    }
}

/// A state of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Key inside the flow.
    pub id: String,
    /// What it is called on the pages.
    pub label: Text,
    /// In which area of the desk it is.
    pub area: Area,
    /// How the procedure ended; only where it is concluded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// What happens next, in a sentence to the citizen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Text>,
}

/// Who or what fires a transition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// Who filed, or who acts for them.
    Citizen,
    /// An officer of the office.
    Officer,
    /// The head of the office.
    Supervisor,
    /// A clock that expired.
    Clock,
    /// Something that arrived from outside, by name.
    Event(String),
}

impl By {
    /// Reads `officer`, `clock`, `event:integration_answered`…
    pub fn parse(word: &str) -> Option<By> {
        match word {
            "citizen" => Some(By::Citizen),
            "officer" => Some(By::Officer),
            "supervisor" => Some(By::Supervisor),
            "clock" => Some(By::Clock),
            other => other
                .strip_prefix("event:")
                .filter(|name| crate::load::is_key(name))
                .map(|name| By::Event(name.to_owned())),
        }
    }
}

impl std::fmt::Display for By {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            By::Citizen => f.write_str("citizen"),
            By::Officer => f.write_str("officer"),
            By::Supervisor => f.write_str("supervisor"),
            By::Clock => f.write_str("clock"),
            By::Event(name) => write!(f, "event:{name}"),
        }
    }
}

/// What the person who fires a transition must give with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// The reasons of the decision (L. 241/1990 art. 3).
    Motivation,
    /// A text to the recipient.
    Text,
    /// To whom the case goes.
    Assignee,
    /// How many days are given.
    DueDays,
}

/// A step from some states to another, or a step that leaves the state as it is.
#[derive(Clone, Debug)]
pub struct Transition {
    /// Key inside the flow.
    pub id: String,
    /// The words of the button.
    pub label: Text,
    /// What it does, in a sentence to the officer.
    pub hint: Option<Text>,
    /// From which states.
    pub from: Vec<String>,
    /// To which state; `None` leaves the case where it is.
    pub to: Option<String>,
    /// Who may fire it.
    pub by: Vec<By>,
    /// What must hold.
    pub guard: Option<Guard>,
    /// Why it is refused when the guard does not hold.
    pub guard_text: Option<Text>,
    /// What must be given with it.
    pub requires: Vec<Need>,
    /// The days that may be given, where `requires` has them.
    pub due_days: Option<GivenDays>,
    /// What has to happen.
    pub effects: Vec<Step>,
}

/// Kind of a declared fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// Yes or no; absent is no.
    Bool,
    /// A whole number; absent is 0.
    Int,
    /// A text; absent is empty.
    Text,
}

/// Something that becomes known about the case while it is worked, which guards may ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Key inside the flow.
    pub name: String,
    /// What kind of value it has.
    pub kind: FactKind,
    /// What it is called on the pages.
    pub label: Text,
}

/// Something wrong in a flow, told to its author in Italian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FlowProblem {
    /// Where in the file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// A procedure.
#[derive(Clone, Debug)]
pub struct Flow {
    pub(crate) initial: String,
    pub(crate) on_start: Vec<Step>,
    pub(crate) states: BTreeMap<String, State>,
    pub(crate) order: Vec<String>,
    pub(crate) transitions: Vec<Transition>,
    pub(crate) clocks: Vec<Clock>,
    pub(crate) facts: Vec<Fact>,
}

impl Flow {
    /// The state of a case just transmitted.
    pub fn initial(&self) -> &State {
        &self.states[&self.initial]
    }

    /// A state by key.
    pub fn state(&self, id: &str) -> Option<&State> {
        self.states.get(id)
    }

    /// All states, in the order of the file.
    pub fn states(&self) -> impl Iterator<Item = &State> {
        self.order.iter().filter_map(|id| self.states.get(id))
    }

    /// A transition by key.
    pub fn transition(&self, id: &str) -> Option<&Transition> {
        self.transitions.iter().find(|transition| transition.id == id)
    }

    /// All transitions, in the order of the file.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// A clock by key.
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// All clocks, in the order of the file.
    pub fn clocks(&self) -> &[Clock] {
        &self.clocks
    }

    /// The clock within which the procedure must end.
    pub fn main_clock(&self) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.main)
    }

    /// The main term; `None` when it is set by an act.
    pub fn main_term(&self) -> Option<&crate::TermRule> {
        match &self.main_clock()?.term {
            ClockTerm::Fixed(rule) => Some(rule),
            _ => None,
        }
    }

    /// The declared facts.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// Every step of the flow, those of the start included.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.on_start
            .iter()
            .chain(self.transitions.iter().flat_map(|t| t.effects.iter()))
    }

    /// Keys of the messages the flow sends.
    pub fn messages(&self) -> Vec<&str> {
        self.keys(|step| match step {
            Step::Notify { message, .. } => Some(message),
            _ => None,
        })
    }

    /// Keys of the acts the flow issues.
    pub fn documents(&self) -> Vec<&str> {
        self.keys(|step| match step {
            Step::IssueAct { document } => Some(document),
            _ => None,
        })
    }

    /// The answers the guards ask for, as paths in the submission data, with the transition that asks.
    pub fn data_paths(&self) -> Vec<(&str, &str)> {
        self.transitions
            .iter()
            .flat_map(|t| {
                let paths = t.guard.iter().flat_map(|guard| guard.paths_of("data"));
                paths.map(move |path| (t.id.as_str(), path))
            })
            .collect()
    }

    fn keys<'a>(&'a self, of: impl Fn(&'a Step) -> Option<&'a String>) -> Vec<&'a str> {
        let mut keys: Vec<&str> = self.steps().filter_map(of).map(String::as_str).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}
