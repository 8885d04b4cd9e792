//! Limits of dates as definitions write them: a date, a number of milliseconds, or a chain such as
//! `moment().subtract(18, 'years')`, which the original runs as code and we read.

use super::{Parts, day_edge, dayjs, wall};
use jiff::tz::TimeZone;
use serde_json::Value;

/// The moment a limit stands for; `None` when it is not set or cannot be understood.
pub(crate) fn limit(setting: &Value, now: i64, tz: &TimeZone) -> Option<i64> {
    match setting {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds since the epoch")]
        Value::Number(number) => number.as_f64().map(|ms| ms as i64),
        Value::String(text) if text.contains("moment(") => chain(text, now, tz),
        Value::String(text) if !text.is_empty() => dayjs(text, tz),
        _ => None,
    }
}

/// `moment([date]).add(n, 'unit').startOf('unit')…`.
fn chain(text: &str, now: i64, tz: &TimeZone) -> Option<i64> {
    let text = text.trim().trim_end_matches(';').trim();
    let text = text.strip_prefix("new ").unwrap_or(text);
    let (first, mut rest) = call(text)?;
    let mut at = match first {
        ("moment", args) if args.is_empty() => now,
        ("moment", args) if args.len() == 1 && !args[0].is_empty() => dayjs(&args[0], tz)?,
        _ => return None,
    };
    while !rest.trim().is_empty() {
        let ((name, args), after) = call(rest.trim().strip_prefix('.')?)?;
        at = step(at, name, &args, tz)?;
        rest = after;
    }
    Some(at)
}

type Call<'a> = (&'a str, Vec<String>);

/// Reads `name(arg, 'arg')` and what follows.
fn call(text: &str) -> Option<(Call<'_>, &str)> {
    let open = text.find('(')?;
    let close = open + text[open..].find(')')?;
    let name = text[..open].trim();
    let inner = text[open + 1..close].trim();
    let args = if inner.is_empty() {
        Vec::new()
    } else {
        inner
            .split(',')
            .map(|arg| arg.trim().trim_matches(['\'', '"', '`']).to_owned())
            .collect()
    };
    Some(((name, args), &text[close + 1..]))
}

fn step(at: i64, name: &str, args: &[String], tz: &TimeZone) -> Option<i64> {
    match (name, args) {
        ("add", [count, unit]) => add(at, count.parse().ok()?, unit, tz),
        ("subtract", [count, unit]) => add(at, -count.parse::<i64>().ok()?, unit, tz),
        ("startOf", [unit]) => edge(at, unit, false, tz),
        ("endOf", [unit]) => edge(at, unit, true, tz),
        ("format" | "toDate" | "toISOString" | "clone" | "local" | "valueOf", _) => Some(at),
        _ => None,
    }
}

fn singular(unit: &str) -> &str {
    match unit {
        "y" => "year",
        "Q" => "quarter",
        "M" => "month",
        "w" => "week",
        "d" | "date" | "dates" => "day",
        "h" => "hour",
        "m" => "minute",
        "s" => "second",
        "ms" => "millisecond",
        other => other.strip_suffix('s').unwrap_or(other),
    }
}

fn parts_of(at: i64, tz: &TimeZone) -> Option<Parts> {
    let at = wall(at, tz)?;
    Some(Parts {
        year: at.year().into(),
        month: at.month().into(),
        day: at.day().into(),
        hour: at.hour().into(),
        minute: at.minute().into(),
        second: at.second().into(),
        milli: at.millisecond().into(),
    })
}

fn add(at: i64, count: i64, unit: &str, tz: &TimeZone) -> Option<i64> {
    let count = (-1_000_000..=1_000_000).contains(&count).then_some(count)?;
    let parts = parts_of(at, tz)?;
    let months = match singular(unit) {
        "year" => count * 12,
        "quarter" => count * 3,
        "month" => count,
        "week" => {
            return Some(
                Parts {
                    day: parts.day + count * 7,
                    ..parts
                }
                .local(tz),
            );
        }
        "day" => {
            return Some(
                Parts {
                    day: parts.day + count,
                    ..parts
                }
                .local(tz),
            );
        }
        "hour" => return Some(at + count * 3_600_000),
        "minute" => return Some(at + count * 60_000),
        "second" => return Some(at + count * 1_000),
        "millisecond" => return Some(at + count),
        _ => return None,
    };
    // The last day of a shorter month stands for a day it does not have.
    let index = parts.year * 12 + parts.month - 1 + months;
    let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
    let first = jiff::civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let day = parts.day.min(i64::from(first.days_in_month()));
    Some(
        Parts {
            year,
            month,
            day,
            ..parts
        }
        .local(tz),
    )
}

fn edge(at: i64, unit: &str, end: bool, tz: &TimeZone) -> Option<i64> {
    let parts = parts_of(at, tz)?;
    let (year, month) = (parts.year, parts.month);
    let range = match singular(unit) {
        "year" => (Parts::date(year, 1, 1), Parts::date(year + 1, 1, 1)),
        "month" => (Parts::date(year, month, 1), Parts::date(year, month + 1, 1)),
        "day" => return Some(day_edge(at, tz, end)),
        _ => return None,
    };
    Some(if end {
        range.1.local(tz) - 1
    } else {
        range.0.local(tz)
    })
}
