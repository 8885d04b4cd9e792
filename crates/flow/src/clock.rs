//! Legal clocks of a procedure: how long, from what, what silence means.

use crate::Text;
use serde::{Deserialize, Serialize};

/// Unit of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Calendar days, the first not counted.
    Days,
    /// Months by the calendar.
    Months,
    /// Years by the calendar.
    Years,
}

/// How long a clock runs and which law says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRule {
    /// How many units.
    pub length: u16,
    /// Of which unit.
    pub unit: Unit,
    /// The article that sets it.
    pub source: String,
    /// Whether a term ending on a Saturday moves to the next working day; not so for administrative terms by default.
    pub saturday_as_holiday: bool,
}

/// The days an officer may give for an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenDays {
    /// Fewest days.
    pub min: u16,
    /// Most days.
    pub max: u16,
    /// What the page proposes.
    pub default: u16,
}

/// Where the length of a clock comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockTerm {
    /// Written in the flow.
    Fixed(TermRule),
    /// Set by a dated act of the body, never frozen by the bundle.
    SetByAct,
    /// The days given by the officer with the transition that starts it.
    Given(GivenDays),
}

/// How often and how long a clock may stand still (L. 241/1990 art. 2 c. 7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspensionRule {
    /// How many times.
    pub max_times: u16,
    /// Days in all for each time.
    pub max_days: u16,
    /// The article that sets it.
    pub source: String,
}

/// What it means that the term passed without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceEffect {
    /// The request counts as refused (silenzio-rigetto).
    Refused,
    /// The request counts as accepted (silenzio-assenso, art. 20).
    Accepted,
    /// The duty to answer stays; the person can act against inertia (silenzio-inadempimento).
    Inertia,
}

/// The silence rule of a clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// What silence is worth.
    pub effect: SilenceEffect,
    /// The sentence shown to the citizen.
    pub text: Text,
    /// The article that says so.
    pub source: String,
}

/// One clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clock {
    /// Key inside the flow (`answer`).
    pub id: String,
    /// What it is called on the pages.
    pub label: Text,
    /// Whether it is the term within which the procedure must end; exactly one is.
    pub main: bool,
    /// How long it runs.
    pub term: ClockTerm,
    /// Whether and how it may stand still.
    pub suspension: Option<SuspensionRule>,
    /// The transition fired when it expires.
    pub on_expiry: Option<String>,
    /// What its expiry means.
    pub silence: Option<Silence>,
}

impl Clock {
    /// The term to count with `terms`; `given` are the days of the transition, for a clock whose days are given. `None`
    /// when an act sets it, or when no days were given.
    pub fn term(&self, given: Option<u16>) -> Option<terms::Term> {
        let expiry = match self.silence.as_ref().map(|silence| silence.effect) {
            Some(SilenceEffect::Refused) => terms::Expiry::SilenceRefusal,
            Some(SilenceEffect::Accepted) => terms::Expiry::SilenceAssent,
            Some(SilenceEffect::Inertia) => terms::Expiry::SilenceInertia,
            None => terms::Expiry::Nothing,
        };
        let term = match &self.term {
            ClockTerm::Fixed(rule) => rule.term(),
            ClockTerm::SetByAct => return None,
            ClockTerm::Given(_) => terms::Term::days(u32::from(given?)),
        };
        Some(term.expiring_in(expiry))
    }

    /// How often and how long it may stand still; never, where the flow gives no rule.
    pub fn rules(&self) -> terms::ClockRules {
        let (max_suspensions, cap_days) = match &self.suspension {
            Some(rule) => (u32::from(rule.max_times), u32::from(rule.max_days)),
            None => (0, 0),
        };
        terms::ClockRules {
            max_suspensions,
            cap_days,
            ..terms::ClockRules::default()
        }
    }
}

impl TermRule {
    /// The same as a term to count, without an effect at its end.
    pub fn term(&self) -> terms::Term {
        let unit = match self.unit {
            Unit::Days => terms::Unit::Days,
            Unit::Months => terms::Unit::Months,
            Unit::Years => terms::Unit::Years,
        };
        let term = terms::Term::new(u32::from(self.length), unit).by(self.source.clone());
        if self.saturday_as_holiday {
            term.saturday_as_holiday()
        } else {
            term
        }
    }
}
