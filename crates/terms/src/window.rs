//! Windows in which applications are accepted, set by dated acts (G-40..G-46).

use crate::deadline::{Deadline, in_time};
use kernel::Instant;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// One stretch of time in which applications are accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First useful instant.
    pub opens_at: Instant,
    /// Last useful instant, included; `None` while no act has set one.
    pub closes_at: Option<Instant>,
    /// After closing and up to here, included: filed, registered and marked late; `None` refuses what comes after closing.
    pub late_until_at: Option<Instant>,
}

/// Where an instant lies among the windows. What counts is the instant the server received the request, never the one a
/// page was opened or a commit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// In time, in the window at that place of the list.
    InTime {
        /// Place in the list, from zero.
        window: usize,
    },
    /// After the closing of that window, still to be filed, registered and marked late.
    Late {
        /// Place in the list, from zero.
        window: usize,
        /// When it closed.
        closed_at: Instant,
    },
    /// No open window: nothing is filed and the draft stays.
    NotOpen {
        /// When the last window before closed, if one did.
        closed_at: Option<Instant>,
        /// When the next one opens, if one is set.
        opens_at: Option<Instant>,
    },
}

impl Window {
    /// From the first instant of a day or hour to the last of another.
    pub fn until(opens_at: Instant, closes: Deadline) -> Self {
        Self {
            opens_at,
            closes_at: Some(closes.last_instant()),
            late_until_at: None,
        }
    }

    /// Whether an application received at that instant is in time.
    pub fn holds(&self, received_at: Instant) -> bool {
        self.opens_at <= received_at && self.closes_at.is_none_or(|last| in_time(received_at, last))
    }

    fn closed_before(&self, received_at: Instant) -> Option<Instant> {
        self.closes_at
            .filter(|last| self.opens_at <= received_at && !in_time(received_at, *last))
    }
}

/// Where an application received at that instant falls. Between two windows nothing is open, whatever late filing the
/// first allowed: a re-opening is a new window, and waiting for it harms nobody.
pub fn place(windows: &[Window], received_at: Instant) -> Placement {
    if let Some(window) = windows.iter().rposition(|window| window.holds(received_at)) {
        return Placement::InTime { window };
    }
    let opens_at = windows
        .iter()
        .map(|w| w.opens_at)
        .filter(|at| *at > received_at)
        .min();
    let last_closed = windows
        .iter()
        .enumerate()
        .filter_map(|(i, w)| Some((w.closed_before(received_at)?, i)))
        .max();
    if let (Some((closed_at, window)), None) = (last_closed, opens_at)
        && windows[window]
            .late_until_at
            .is_some_and(|until| in_time(received_at, until))
    {
        return Placement::Late { window, closed_at };
    }
    Placement::NotOpen {
        closed_at: last_closed.map(|(at, _)| at),
        opens_at,
    }
}
