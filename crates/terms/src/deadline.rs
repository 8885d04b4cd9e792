//! The last instant of a day or of an hour.

use jiff::civil::{Date, Time};
use kernel::{Instant, rome};
use serde::{Deserialize, Serialize};

/// A date, or a date with an hour, by which something must have been received. Civil time of Europe/Rome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deadline {
    /// The whole day is useful (TIME-10).
    Day(Date),
    /// Up to that hour of the day, included ("ore 23:00:00").
    Hour(Date, Time),
}

const MICROS: i64 = 1_000_000;

impl Deadline {
    /// The last useful microsecond: 23:59:59.999999 of a day; of an hour the second it names, whole, for a receipt that
    /// reads 23:00:00 must not be late for 23:00:00.
    pub fn last_instant(self) -> Instant {
        let past_the_calendar = Instant::from_micros(i64::MAX);
        match self {
            Deadline::Day(date) => match date.tomorrow() {
                Ok(next) => Instant::start_of_rome_date(next).plus_micros(-1),
                Err(_) => past_the_calendar,
            },
            // In October an hour comes twice: the later one, so that nobody loses it.
            Deadline::Hour(date, time) => rome()
                .into_ambiguous_zoned(date.to_datetime(time))
                .later()
                .map_or(past_the_calendar, |at| {
                    end_of_second(at.timestamp().as_microsecond())
                }),
        }
    }

    /// Whether what was received at that instant is in time.
    pub fn met_at(self, received_at: Instant) -> bool {
        received_at <= self.last_instant()
    }
}

fn end_of_second(micros: i64) -> Instant {
    Instant::from_micros(micros.saturating_sub(micros.rem_euclid(MICROS))).plus_micros(MICROS - 1)
}

/// Whether an instant is not after a closing one, comparing the seconds a receipt prints.
pub(crate) fn in_time(at: Instant, last: Instant) -> bool {
    at <= end_of_second(last.as_micros())
}
