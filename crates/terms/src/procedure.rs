//! The clock of a procedure: its term, the suspensions the law allows and those it does not.

use crate::{
    Computed, Direction, Note, Start, Suspension, Term, TermError, Words, compute, compute::days_between,
    law, words::short,
};
use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};

mod refusal;
#[cfg(test)]
mod tests;

pub use refusal::{ClockError, NotSuspending};

/// When the term runs again after a notice of rejection without observations: the law can be read in two ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Resumption {
    /// At the end of the days for observations: the shorter for the office, hence the default.
    #[default]
    AtTheEnd,
    /// Ten days after that end.
    TenDaysAfter,
}

/// How often and how long a procedure may stand still: data, because laws change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClockRules {
    /// How many requests for integration suspend the term.
    pub max_suspensions: u32,
    /// The most days each of them freezes.
    pub cap_days: u32,
    /// Whether the notice of rejection applies; not in competitive procedures nor in social security (PROC-36).
    pub rejection_notice: bool,
    /// What happens without observations.
    pub without_observations: Resumption,
}

impl Default for ClockRules {
    /// L. 241/1990: one suspension of thirty days at most (art. 2 c. 7), the notice of rejection (art. 10-bis).
    fn default() -> Self {
        Self {
            max_suspensions: 1,
            cap_days: law::SUSPENSION_CAP,
            rejection_notice: true,
            without_observations: Resumption::AtTheEnd,
        }
    }
}

/// A request for integration that suspended the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Request {
    on: Date,
    /// The days given for the answer.
    days: Option<u32>,
    answered_on: Option<Date>,
}

/// A notice of rejection that suspended the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Notice {
    received_on: Date,
    /// Observations filed within the term for them.
    observed_on: Option<Date>,
}

/// Whether a request moves the end of the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspends {
    /// It does, and the term runs again on that day at the latest.
    Until(Date),
    /// It does not; what is asked may still be useful.
    No(NotSuspending),
}

/// Whether observations came in time; late ones still go before the officer (PROC-38).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Observations {
    /// The term runs again ten days after them.
    InTime,
    /// They move nothing.
    Late,
}

/// How a clock stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs.
    Running {
        /// Days to the last useful one, which is counted.
        days_left: i64,
    },
    /// It stands still.
    Suspended {
        /// The day it runs again, if nothing happens before.
        until: Date,
    },
    /// It is over.
    Expired {
        /// Days since the last useful one.
        days_late: i64,
    },
}

/// The term of a procedure with its facts so far. Stored as JSON beside the case; the end follows from it at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcedureClock {
    start: Start,
    term: Term,
    #[serde(default)]
    rules: ClockRules,
    #[serde(default)]
    requests: Vec<Request>,
    #[serde(default)]
    notice: Option<Notice>,
    #[serde(default)]
    notes: Vec<Note>,
}

impl ProcedureClock {
    /// Starts a term; it must run forward and end inside the calendar.
    pub fn new(start: Start, term: Term, rules: ClockRules) -> Result<Self, TermError> {
        if term.direction == Direction::Backward {
            return Err(TermError::SuspendedBackward);
        }
        compute(start.date, &term, &[])?;
        Ok(Self {
            start,
            term,
            rules,
            requests: Vec::new(),
            notice: None,
            notes: Vec::new(),
        })
    }

    /// The end as things stand. While an answer or observations are awaited it supposes that they never come.
    pub fn computed(&self) -> Result<Computed, TermError> {
        let mut computed = compute(self.start.date, &self.term, &self.suspensions()?)?;
        computed.explanation.start = self.start.clone();
        computed.explanation.notes = self.notes.clone();
        Ok(computed)
    }

    /// A request for integration sent on a day, with the days given for the answer. Only the first suspends (art. 2 c. 7);
    /// a later one is kept and explained.
    pub fn request_integration(&mut self, on: Date, days: Option<u32>) -> Result<Suspends, ClockError> {
        let refusal = match self.requests.len() {
            _ if self.rules.max_suspensions == 0 || self.rules.cap_days == 0 => {
                Some(NotSuspending::NotForeseen)
            }
            count if u32::try_from(count).unwrap_or(u32::MAX) >= self.rules.max_suspensions => {
                Some(NotSuspending::AlreadySuspended)
            }
            _ => None,
        };
        if let Some(no) = self.refused(on, refusal, NotSuspending::RequestAfterExpiry)? {
            return Ok(no);
        }
        let request = Request {
            on,
            days,
            answered_on: None,
        };
        let until = self.request_ends(&request)?;
        self.requests.push(request);
        Ok(Suspends::Until(until))
    }

    /// The answer to the last request that suspended the term. `true` when it moves the end: an answer to a request that
    /// did not suspend, or after the term ran again, does not.
    pub fn answer_integration(&mut self, on: Date) -> Result<bool, ClockError> {
        let Some(last) = self.requests.last().copied() else {
            return if self.notes.is_empty() {
                Err(ClockError::NothingAsked)
            } else {
                Ok(false)
            };
        };
        if on < last.on {
            return Err(ClockError::BeforeRequest);
        }
        if last.answered_on.is_some() || on >= self.request_ends(&last)? {
            return Ok(false);
        }
        if let Some(open) = self.requests.last_mut() {
            open.answered_on = Some(on);
        }
        Ok(true)
    }

    /// A notice of rejection received by the person on a day (art. 10-bis): it suspends, and interrupts no longer.
    pub fn rejection_notice(&mut self, received_on: Date) -> Result<Suspends, ClockError> {
        let refusal = match self.notice {
            _ if !self.rules.rejection_notice => Some(NotSuspending::NoticeNotForeseen),
            Some(_) => Some(NotSuspending::AlreadyNotified),
            None => None,
        };
        if let Some(no) = self.refused(received_on, refusal, NotSuspending::NoticeAfterExpiry)? {
            return Ok(no);
        }
        let notice = Notice {
            received_on,
            observed_on: None,
        };
        let until = self.notice_ends(&notice)?;
        self.notice = Some(notice);
        Ok(Suspends::Until(until))
    }

    /// The last day for observations after the notice; `None` without a notice that suspended.
    pub fn observations_due(&self) -> Result<Option<Date>, TermError> {
        self.notice
            .map(|notice| Ok(compute(notice.received_on, &law::observations(), &[])?.due))
            .transpose()
    }

    /// Observations filed on a day. The first in time decide when the term runs again.
    pub fn observations(&mut self, on: Date) -> Result<Observations, ClockError> {
        let (Some(last), Some(notice)) = (self.observations_due()?, self.notice.as_mut()) else {
            return Err(ClockError::NothingAsked);
        };
        if on < notice.received_on {
            return Err(ClockError::BeforeRequest);
        }
        if on > last {
            return Ok(Observations::Late);
        }
        notice.observed_on.get_or_insert(on);
        Ok(Observations::InTime)
    }

    /// How it stands on a day.
    pub fn state_on(&self, date: Date) -> Result<ClockState, TermError> {
        let Computed { due, explanation } = self.computed()?;
        let until = explanation
            .suspensions
            .iter()
            .filter(|s| s.from <= date && date < s.to)
            .map(|s| s.to)
            .max();
        Ok(match until {
            Some(until) => ClockState::Suspended { until },
            None if date > due => ClockState::Expired {
                days_late: days_between(due, date),
            },
            None => ClockState::Running {
                days_left: days_between(date, due),
            },
        })
    }

    /// Days of the term used up to a day, suspensions left out: what a late act must state (art. 2 c. 9-quinquies).
    pub fn days_used_on(&self, date: Date) -> Result<i64, TermError> {
        let still: i64 = self
            .computed()?
            .explanation
            .suspensions
            .iter()
            .map(|s| still_before(s, date))
            .sum();
        Ok((days_between(self.start.date, date) - still).max(0))
    }

    /// `Some` when the fact does not suspend; it is then kept among the notes.
    fn refused(
        &mut self,
        on: Date,
        refusal: Option<NotSuspending>,
        expired: NotSuspending,
    ) -> Result<Option<Suspends>, ClockError> {
        if on < self.start.date {
            return Err(ClockError::BeforeStart);
        }
        let refusal = match refusal {
            None if on > self.computed()?.due => Some(expired),
            other => other,
        };
        if let Some(why) = refusal {
            self.notes.push(Note { on, why });
        }
        Ok(refusal.map(Suspends::No))
    }

    fn suspensions(&self) -> Result<Vec<Suspension>, TermError> {
        let mut all = Vec::new();
        for request in &self.requests {
            let reason = match request.answered_on {
                Some(day) => Words::new(
                    format!("richiesta di integrazione, risposta del {}", short(day)),
                    format!("request for integration, answered on {}", short(day)),
                ),
                None => Words::new("richiesta di integrazione", "request for integration"),
            };
            all.push(Suspension::new(request.on, self.request_ends(request)?).because(reason));
        }
        if let Some(notice) = &self.notice {
            let reason = match notice.observed_on {
                Some(day) => Words::new(
                    format!("preavviso di rigetto, osservazioni del {}", short(day)),
                    format!("notice of rejection, observations of {}", short(day)),
                ),
                None => Words::new("preavviso di rigetto", "notice of rejection"),
            };
            all.push(Suspension::new(notice.received_on, self.notice_ends(notice)?).because(reason));
        }
        Ok(all)
    }

    /// The answer, the end of the days given for it or the cap, whichever comes first (PROC-14, 15, 16).
    fn request_ends(&self, request: &Request) -> Result<Date, TermError> {
        let unanswered = law::integration_ends(request.on, request.days, self.rules.cap_days)?;
        Ok(request
            .answered_on
            .map_or(unanswered, |answered| answered.min(unanswered)))
    }

    fn notice_ends(&self, notice: &Notice) -> Result<Date, TermError> {
        let days = law::observations();
        match (notice.observed_on, self.rules.without_observations) {
            (Some(observed_on), _) => plus_days(observed_on, days.length),
            (None, Resumption::AtTheEnd) => Ok(compute(notice.received_on, &days, &[])?.due),
            (None, Resumption::TenDaysAfter) => {
                plus_days(compute(notice.received_on, &days, &[])?.due, days.length)
            }
        }
    }
}

fn plus_days(date: Date, days: u32) -> Result<Date, TermError> {
    Span::new()
        .try_days(i64::from(days))
        .and_then(|span| date.checked_add(span))
        .map_err(|_| TermError::OutOfRange)
}

/// Frozen days of a suspension that lie before a day.
fn still_before(s: &crate::Frozen, date: Date) -> i64 {
    // The days it froze are its last ones: an overlap with an earlier suspension is cut off its beginning.
    let not_yet = days_between(date.min(s.to).max(s.from), s.to);
    (s.days - not_yet).max(0)
}
