//! Counting.

use crate::{Direction, Explanation, Frozen, NoEffect, Skipped, Start, Term, TermError, Words, term::Expiry};
use italia::WorkCalendar;
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

/// A stretch during which a term stands still: it freezes `to` − `from` days and restarts nothing (PROC-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// The day it begins.
    pub from: Date,
    /// The day the term runs again.
    pub to: Date,
    /// Why, in words that fit between brackets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

impl Suspension {
    /// A suspension without a stated reason.
    pub fn new(from: Date, to: Date) -> Self {
        Self {
            from,
            to,
            reason: None,
        }
    }

    /// The same with its reason.
    pub fn because(mut self, reason: Words) -> Self {
        self.reason = Some(reason);
        self
    }
}

/// The end of a term and why it is that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The last useful day.
    pub due: Date,
    /// Everything the day follows from.
    pub explanation: Explanation,
}

impl Computed {
    /// Says what started the term and which document proves it.
    pub fn started_by(mut self, event: Words, document: Option<String>) -> Self {
        self.explanation.start.event = Some(event);
        self.explanation.start.document = document;
        self
    }

    /// The first day on which the end of the term has its effects; `None` at the end of the calendar.
    pub fn first_day_after(&self) -> Option<Date> {
        self.due.tomorrow().ok()
    }

    /// The day from which silence has a meaning, where this term gives it one.
    pub fn silence_from(&self) -> Option<Date> {
        match self.explanation.term.expiry {
            Expiry::SilenceAssent | Expiry::SilenceRefusal | Expiry::SilenceInertia => self.first_day_after(),
            Expiry::Nothing | Expiry::Forfeiture => None,
        }
    }

    /// Whether a refusal of that day has no effect, because silence was already assent (L. 241/1990 art. 2 c. 8-bis).
    pub fn refusal_is_ineffective_on(&self, date: Date) -> bool {
        self.explanation.term.expiry == Expiry::SilenceAssent && date > self.due
    }
}

/// The last useful day of a term that starts on a date. Suspensions may come in any order and overlap (a day is frozen
/// once); only the part in which the term runs counts. Holidays inside the term count (TIME-02); they move its end once,
/// after all suspensions.
pub fn compute(start: Date, term: &Term, suspensions: &[Suspension]) -> Result<Computed, TermError> {
    let plain_end = term.end_from(start)?;
    check(term, suspensions)?;
    let calendar = term.calendar();
    let (frozen, nominal) = freeze(start, plain_end, &calendar, suspensions)?;
    let due = match term.direction {
        Direction::Forward => calendar.this_or_next(nominal),
        Direction::Backward => calendar.this_or_previous(nominal),
    };
    Ok(Computed {
        due,
        explanation: Explanation {
            start: Start::on(start),
            term: term.clone(),
            suspensions: frozen,
            nominal,
            skipped: skipped(nominal, due, term.direction, &calendar),
            notes: Vec::new(),
            due,
        },
    })
}

fn check(term: &Term, suspensions: &[Suspension]) -> Result<(), TermError> {
    if term.direction == Direction::Backward && !suspensions.is_empty() {
        return Err(TermError::SuspendedBackward);
    }
    match suspensions.iter().find(|s| s.to < s.from) {
        Some(s) => Err(TermError::ReversedSuspension {
            from: s.from,
            to: s.to,
        }),
        None => Ok(()),
    }
}

/// The suspensions with the days each freezes, and the end they move the term to.
fn freeze(
    start: Date,
    plain_end: Date,
    calendar: &WorkCalendar,
    suspensions: &[Suspension],
) -> Result<(Vec<Frozen>, Date), TermError> {
    let mut ordered = suspensions.to_vec();
    ordered.sort_by_key(|s| (s.from, s.to));
    let mut frozen = Vec::with_capacity(ordered.len());
    let (mut counted_to, mut end) = (start, plain_end);
    for Suspension { from, to, reason } in ordered {
        let effective = from.max(counted_to);
        let no_effect = if to < start || (to == start && from < to) {
            Some(NoEffect::BeforeStart)
        } else if effective > calendar.this_or_next(end) {
            Some(NoEffect::AfterExpiry)
        } else if to < effective || (to == effective && from < to) {
            Some(NoEffect::AlreadyStill)
        } else {
            None
        };
        let days = if no_effect.is_some() {
            0
        } else {
            days_between(effective, to)
        };
        if days > 0 {
            counted_to = to;
            let span = Span::new().try_days(days).map_err(|_| TermError::OutOfRange)?;
            // On a day the term had moved to because of holidays nothing of it was left: it ends where it runs again.
            end = end.checked_add(span).map_err(|_| TermError::OutOfRange)?.max(to);
        }
        frozen.push(Frozen {
            from,
            to,
            days,
            reason,
            no_effect,
        });
    }
    Ok((frozen, end))
}

/// Days from one date to another, negative when the second comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn skipped(nominal: Date, due: Date, direction: Direction, calendar: &WorkCalendar) -> Vec<Skipped> {
    let step = |day: Date| match direction {
        Direction::Forward => day.tomorrow().ok(),
        Direction::Backward => day.yesterday().ok(),
    };
    std::iter::successors(Some(nominal), |day| step(*day))
        .take_while(|day| *day != due)
        .filter_map(|date| {
            Some(Skipped {
                date,
                holiday: calendar.holiday(date)?,
            })
        })
        .collect()
}

/// Terms one after the other, each starting on the last day of the one before; the last is the one that matters.
pub fn chain(start: Date, terms: &[Term]) -> Result<Vec<Computed>, TermError> {
    let mut from = start;
    terms
        .iter()
        .map(|term| {
            let computed = compute(from, term, &[])?;
            from = computed.due;
            Ok(computed)
        })
        .collect()
}

/// The last day on which a chain of forward terms may start so that it ends by `limit`: "the last useful publication".
pub fn latest_start(limit: Date, terms: &[Term]) -> Result<Date, TermError> {
    let mut start = limit;
    loop {
        let end = chain(start, terms)?.last().map_or(start, |last| last.due);
        if end <= limit {
            return Ok(start);
        }
        // One day at a time: months are not equally long, and a holiday may give back more than a day.
        start = start.yesterday().map_err(|_| TermError::OutOfRange)?;
    }
}
