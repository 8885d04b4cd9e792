//! `flow.toml` as written; unknown fields are refused.

use crate::{
    Clock, ClockTerm, Fact, GivenDays, Need, Silence, State, Step, SuspensionRule, TermRule, Text, Unit,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowFile {
    pub(crate) schema: u32,
    pub(crate) start: StartFile,
    pub(crate) states: Vec<State>,
    #[serde(default)]
    pub(crate) transitions: Vec<TransitionFile>,
    #[serde(default)]
    pub(crate) clocks: Vec<ClockFile>,
    #[serde(default)]
    pub(crate) facts: Vec<Fact>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StartFile {
    pub(crate) state: String,
    #[serde(default)]
    pub(crate) effects: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TransitionFile {
    pub(crate) id: String,
    pub(crate) label: Text,
    #[serde(default)]
    pub(crate) hint: Option<Text>,
    pub(crate) from: Vec<String>,
    #[serde(default)]
    pub(crate) to: Option<String>,
    pub(crate) by: Vec<String>,
    #[serde(default)]
    pub(crate) guard: Option<String>,
    #[serde(default)]
    pub(crate) guard_text: Option<Text>,
    #[serde(default)]
    pub(crate) requires: Vec<Need>,
    #[serde(default)]
    pub(crate) due_days: Option<GivenDays>,
    #[serde(default)]
    pub(crate) effects: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClockFile {
    pub(crate) id: String,
    pub(crate) label: Text,
    #[serde(default)]
    pub(crate) main: bool,
    pub(crate) term: TermFile,
    #[serde(default)]
    pub(crate) suspension: Option<SuspensionRule>,
    #[serde(default)]
    pub(crate) on_expiry: Option<String>,
    #[serde(default)]
    pub(crate) silence: Option<Silence>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermFile {
    #[serde(default)]
    days: Option<u16>,
    #[serde(default)]
    months: Option<u16>,
    #[serde(default)]
    years: Option<u16>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    saturday_as_holiday: bool,
    #[serde(default)]
    set_by_act: bool,
    #[serde(default)]
    given: Option<GivenDays>,
}

impl TermFile {
    fn read(self) -> Result<ClockTerm, &'static str> {
        let lengths = [
            (self.days, Unit::Days),
            (self.months, Unit::Months),
            (self.years, Unit::Years),
        ];
        let mut fixed = lengths
            .into_iter()
            .filter_map(|(length, unit)| Some((length?, unit)));
        match (fixed.next(), fixed.next(), self.set_by_act, self.given) {
            (Some((length, unit)), None, false, None) => {
                if length == 0 || length > 3_660 {
                    return Err("la durata deve stare tra 1 e 3660");
                }
                let source = self.source.filter(|source| !source.trim().is_empty());
                let source = source.ok_or("manca la fonte normativa (source)")?;
                Ok(ClockTerm::Fixed(TermRule {
                    length,
                    unit,
                    source,
                    saturday_as_holiday: self.saturday_as_holiday,
                }))
            }
            (None, None, true, None) => Ok(ClockTerm::SetByAct),
            (None, None, false, Some(given)) => {
                if given.min == 0 || given.min > given.default || given.default > given.max || given.max > 365
                {
                    return Err("i giorni concessi devono rispettare 1 ≤ min ≤ default ≤ max ≤ 365");
                }
                Ok(ClockTerm::Given(given))
            }
            _ => Err("indicare una sola forma tra days, months, years, set_by_act e given"),
        }
    }
}

impl ClockFile {
    pub(crate) fn read(self) -> Result<Clock, &'static str> {
        Ok(Clock {
            id: self.id,
            label: self.label,
            main: self.main,
            term: self.term.read()?,
            suspension: self.suspension,
            on_expiry: self.on_expiry,
            silence: self.silence,
        })
    }
}
