//! Time: instants are microseconds UTC; civil dates are those of Europe/Rome.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::sync::{
    LazyLock,
    atomic::{AtomicI64, Ordering},
};

static ROME: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Rome").unwrap_or(TimeZone::UTC));

/// The legal time zone of Italy.
pub fn rome() -> TimeZone {
    ROME.clone()
}

/// A moment, in microseconds since 1970-01-01T00:00:00Z, as stored in every `*_at` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

impl Instant {
    /// Wraps microseconds read from a row.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the epoch.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The moment `micros` later (or earlier, when negative).
    pub const fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// The moment `seconds` later (or earlier, when negative).
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// The date a person in Italy reads on the wall at this moment.
    pub fn rome_date(self) -> Date {
        self.zoned().date()
    }

    /// The moment as date, time and offset of Europe/Rome.
    pub fn zoned(self) -> jiff::Zoned {
        Timestamp::from_microsecond(self.0)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .to_zoned(rome())
    }

    /// `09/02/2024 23:59:59`, Europe/Rome: the way an instant is printed on Italian papers.
    pub fn rome_text(self) -> String {
        self.zoned().strftime("%d/%m/%Y %H:%M:%S").to_string()
    }

    /// RFC 3339 in UTC with microseconds, as in the API and in the ledger.
    pub fn rfc3339(self) -> String {
        Timestamp::from_microsecond(self.0)
            .unwrap_or(Timestamp::UNIX_EPOCH)
            .strftime("%Y-%m-%dT%H:%M:%S%.6fZ")
            .to_string()
    }

    /// Parses RFC 3339 text with an offset.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|at| Self(at.as_microsecond()))
    }

    /// The first moment of a civil date in Europe/Rome.
    pub fn start_of_rome_date(date: Date) -> Self {
        let start = date.to_zoned(rome()).map(|z| z.timestamp().as_microsecond());
        Self(start.unwrap_or(0))
    }
}

/// The only source of time.
pub trait Clock: Send + Sync {
    /// The present moment.
    fn now(&self) -> Instant;

    /// Today in Europe/Rome.
    fn today(&self) -> Date {
        self.now().rome_date()
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Instant {
        Instant(Timestamp::now().as_microsecond())
    }
}

/// A clock that moves only when told, for tests and rehearsals.
#[derive(Debug)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// A clock standing at `at`.
    pub fn at(at: Instant) -> Self {
        Self(AtomicI64::new(at.as_micros()))
    }

    /// Moves the clock.
    pub fn set(&self, at: Instant) {
        self.0.store(at.as_micros(), Ordering::SeqCst);
    }

    /// Moves the clock forward.
    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates_are_those_of_rome() {
        let before_midnight = Instant::parse("2024-02-09T22:59:59Z").unwrap();
        assert_eq!(before_midnight.rome_text(), "09/02/2024 23:59:59");
        assert_eq!(
            before_midnight.plus_seconds(1).rome_date(),
            jiff::civil::date(2024, 2, 10)
        );
        assert_eq!(before_midnight.rfc3339(), "2024-02-09T22:59:59.000000Z");
        assert_eq!(
            Instant::start_of_rome_date(jiff::civil::date(2024, 2, 10)),
            before_midnight.plus_seconds(1)
        );
    }
}
