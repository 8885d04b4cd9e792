//! The legal clocks of a case: which run, until when, and why. The arithmetic is `terms`, the rules are the flow's.

use crate::repo::clocks::SuspensionRow;
use flow::Flow;
use kernel::{Clock, Date, DeadlineId, Error, Random, Result};
use serde_json::Value;
use terms::{Suspension, Words};

/// Whether a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ClockStatus {
    /// It runs.
    Running,
    /// It stands still.
    Suspended,
    /// It ended: met, expired or of no more interest.
    Ended,
}

impl ClockStatus {
    /// Reads the word in the table.
    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "running" => ClockStatus::Running,
            "suspended" => ClockStatus::Suspended,
            _ => ClockStatus::Ended,
        }
    }
}

/// A clock that was started.
#[derive(Clone, Debug)]
pub(crate) struct ClockRow {
    /// Identifier.
    pub id: DeadlineId,
    /// Key in the flow.
    pub clock: String,
    /// Whether it is the term within which the procedure must end.
    pub main: bool,
    /// The day it was started: not counted (TIME-01).
    pub started_on: Date,
    /// Days the officer gave, for a clock whose length is given.
    pub days_given: Option<u16>,
    /// Last day; none where an act sets it.
    pub due_on: Option<Date>,
    /// How it was computed, as stored and shown (TIME-16).
    pub explanation: Value,
    /// Whether it runs.
    pub status: ClockStatus,
}

/// What starts a clock, for its explanation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Start<'a> {
    /// The day.
    pub(crate) on: Date,
    /// What happened that day.
    pub(crate) event: StartEvent,
    /// The document that proves it (a number).
    pub(crate) proof: &'a str,
}

/// Why a term stood still, as its explanation says.
fn suspension_reason() -> Words {
    Words::new("richiesta di integrazione", "request for integration")
}

/// What can start a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StartEvent {
    /// The application was presented.
    Presented,
    /// The office communicated something.
    Communicated,
}

impl StartEvent {
    fn words(self) -> Words {
        match self {
            StartEvent::Presented => {
                Words::new("presentazione dell'istanza", "presentation of the application")
            }
            StartEvent::Communicated => {
                Words::new("comunicazione dell'ufficio", "communication of the office")
            }
        }
    }
}

/// Starts a clock of a flow.
pub(crate) fn start(
    flow: &Flow,
    key: &str,
    days: Option<u16>,
    from: Start<'_>,
    (clock, random): (&dyn Clock, &dyn Random),
) -> Result<ClockRow> {
    let rule = flow
        .clock(key)
        .ok_or_else(|| Error::internal("the flow starts a clock it does not declare"))?;
    let mut row = ClockRow {
        id: DeadlineId::new(clock, random),
        clock: key.to_owned(),
        main: rule.main,
        started_on: from.on,
        days_given: days,
        due_on: None,
        explanation: Value::Null,
        status: ClockStatus::Running,
    };
    reckon(flow, &mut row, &[], from)?;
    Ok(row)
}

/// Computes the last day again, for instance after a suspension ended.
pub(crate) fn reckon(
    flow: &Flow,
    row: &mut ClockRow,
    suspensions: &[SuspensionRow],
    from: Start<'_>,
) -> Result<()> {
    let Some(term) = flow.clock(&row.clock).and_then(|rule| rule.term(row.days_given)) else {
        row.due_on = None;
        row.explanation = Value::Null;
        return Ok(());
    };
    let frozen: Vec<Suspension> = suspensions
        .iter()
        .filter_map(|s| {
            s.to_on
                .map(|to| Suspension::new(s.from_on, to).because(suspension_reason()))
        })
        .collect();
    let computed = terms::compute(row.started_on, &term, &frozen)
        .map_err(Error::internal)?
        .started_by(from.event.words(), Some(from.proof.to_owned()));
    row.due_on = Some(computed.due);
    row.explanation = serde_json::to_value(&computed.explanation).map_err(Error::internal)?;
    Ok(())
}

/// The last day for the answer if the application were presented on a day; none where an act sets the term.
pub(crate) fn preview(flow: &Flow, presented_on: Date) -> Option<Date> {
    let term = flow.main_clock()?.term(None)?;
    terms::compute(presented_on, &term, &[])
        .ok()
        .map(|computed| computed.due)
}
