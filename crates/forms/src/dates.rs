//! Dates as the original engine reads them: milliseconds since the epoch, with the zone given.

mod format;
mod setting;
#[cfg(test)]
mod tests;

use jiff::{civil, tz::TimeZone};
use jsonlogic::dates::iso;

pub(crate) use format::{display_format, parse_format, reformat_time, time_is};
pub(crate) use jsonlogic::dates::{Parts, dayjs, js_date};
pub(crate) use setting::limit;

/// The date and time on the wall of the zone.
pub(crate) fn wall(ms: i64, tz: &TimeZone) -> Option<civil::DateTime> {
    jiff::Timestamp::from_millisecond(ms)
        .ok()
        .map(|at| tz.to_datetime(at))
}

/// First (or last) millisecond of the day on the wall of the zone.
pub(crate) fn day_edge(ms: i64, tz: &TimeZone, end: bool) -> i64 {
    let Some(at) = wall(ms, tz) else { return ms };
    let date = Parts::date(i64::from(at.year()), i64::from(at.month()), i64::from(at.day()));
    if end {
        Parts {
            day: date.day + 1,
            ..date
        }
        .local(tz)
            - 1
    } else {
        date.local(tz)
    }
}

/// `moment(text)`: ISO (a date alone is local), otherwise `new Date(text)`.
pub(crate) fn moment(text: &str, tz: &TimeZone) -> Option<i64> {
    iso(text.trim(), tz, false).or_else(|| js_date(text, tz))
}
