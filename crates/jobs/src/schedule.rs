//! Tasks that come back by the clock: each occasion enqueues one job, on whichever node is first.

#[cfg(test)]
mod tests;

use kernel::{Instant, rome};

/// A task by its name, which is also the kind of its jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Name of the task and kind of its jobs.
    pub name: &'static str,
    /// When it comes back.
    pub every: Every,
}

/// When a task comes back. Occasions missed while no node ran are made up by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Every {
    /// At each whole multiple of these minutes since the epoch.
    Minutes(u32),
    /// Each day at this time of Europe/Rome.
    DayAt {
        /// Hour, 0 to 23.
        hour: i8,
        /// Minute, 0 to 59.
        minute: i8,
    },
}

impl Every {
    /// The first occasion after `now`.
    pub fn next_after(self, now: Instant) -> Instant {
        match self {
            Every::Minutes(minutes) => {
                let step = i64::from(minutes.max(1)) * 60_000_000;
                let past = now.as_micros().rem_euclid(step);
                now.plus_micros(step - past)
            }
            Every::DayAt { hour, minute } => next_at(now, hour, minute),
        }
    }
}

fn next_at(now: Instant, hour: i8, minute: i8) -> Instant {
    let mut date = now.rome_date();
    for _ in 0..3 {
        let civil = date.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
        // A time that the change to summer time skips happens an hour later; one that comes twice, the first time.
        if let Ok(zoned) = civil.to_zoned(rome()) {
            let at = Instant::from_micros(zoned.timestamp().as_microsecond());
            if at > now {
                return at;
            }
        }
        match date.tomorrow() {
            Ok(tomorrow) => date = tomorrow,
            Err(_) => break,
        }
    }
    now.plus_seconds(24 * 3600)
}
