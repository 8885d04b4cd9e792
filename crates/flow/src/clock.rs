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
