//! Dates, days and times.

use super::{Asking, Hit, Verdict};
use crate::{dates, js};
use serde_json::Value;

fn widget<'a>(asking: &Asking<'a>, key: &str) -> Option<&'a Value> {
    asking.node.raw("widget").and_then(|widget| widget.get(key))
}

fn limit(asking: &Asking<'_>, setting: Option<&Value>) -> Option<i64> {
    dates::limit(setting?, asking.now_ms, &asking.context.tz)
}

pub(super) fn date_applies(asking: &Asking<'_>) -> bool {
    let empty_list =
        asking.node.multiple && matches!(asking.value, Some(Value::Array(items)) if items.is_empty());
    asking.node.is("datetime") && js::truthy(asking.value) && !empty_list
}

pub(super) fn date(asking: &Asking<'_>) -> Verdict {
    let valid = match asking.value {
        Some(Value::String(text)) => dates::js_date(text, &asking.context.tz).is_some(),
        _ => false,
    };
    Verdict::unless(valid, || Hit::new("date", "invalidDate"))
}

pub(super) fn max_date_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("datetime")
        && js::truthy(asking.value)
        && limit(asking, widget(asking, "maxDate")).is_some()
}

pub(super) fn max_date(asking: &Asking<'_>) -> Verdict {
    date_limit(asking, true)
}

pub(super) fn min_date_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("datetime")
        && js::truthy(asking.value)
        && limit(asking, widget(asking, "minDate")).is_some()
}

pub(super) fn min_date(asking: &Asking<'_>) -> Verdict {
    date_limit(asking, false)
}

/// Without a time of day, the limit is the edge of its day.
fn date_limit(asking: &Asking<'_>, latest: bool) -> Verdict {
    let key = if latest { "maxDate" } else { "minDate" };
    let Some(Value::String(text)) = asking.value else {
        return Verdict::Failed;
    };
    let Some(mut edge) = limit(asking, widget(asking, key)) else {
        return Verdict::Passed;
    };
    let tz = &asking.context.tz;
    if !js::truthy(widget(asking, "enableTime")) {
        edge = dates::day_edge(edge, tz, latest);
    }
    let within = dates::dayjs(text, tz).is_some_and(|at| if latest { at <= edge } else { at >= edge });
    let shown = || dates::display_format(edge, "YYYY-MM-DD", tz).map_or(Value::Null, Value::String);
    Verdict::unless(within, || Hit::new(key, key).with(shown()))
}

/// Day, month and year as the original reads them; `NaN` where there is none.
struct DayParts {
    day: f64,
    month: f64,
    year: f64,
}

fn hides(asking: &Asking<'_>, part: &str) -> bool {
    let field = asking.node.raw("fields").and_then(|fields| fields.get(part));
    js::truthy(field.and_then(|field| field.get("hide")))
}

fn day_first(asking: &Asking<'_>) -> bool {
    js::truthy(asking.node.raw("dayFirst"))
}

/// `None` when the definition has no `fields` and the value needs them: the original fails.
fn parts(asking: &Asking<'_>, text: &str) -> Option<DayParts> {
    let values: Vec<f64> = text.split('/').map(js::parse_int).collect();
    let at = |index: i32| {
        let index = usize::try_from(index).ok();
        index
            .and_then(|index| values.get(index))
            .copied()
            .unwrap_or(f64::NAN)
    };
    let (mut day_at, mut month_at, mut year_at) = if day_first(asking) { (0, 1, 2) } else { (1, 0, 2) };
    let mut parts = DayParts {
        day: at(day_at),
        month: at(month_at),
        year: at(year_at),
    };
    if values.len() == 3 {
        return Some(parts);
    }
    // The steps of the original: each hidden part moves the places of the others.
    let zero_or = |zero: bool, index: i32| if zero { 0.0 } else { at(index) };
    let fields = asking.node.raw("fields")?;
    fields.get("day")?;
    if hides(asking, "day") {
        month_at = (month_at - 1).max(0);
        year_at -= 1;
        parts = DayParts {
            day: 0.0,
            month: at(month_at),
            year: at(year_at),
        };
    }
    fields.get("month")?;
    if hides(asking, "month") {
        day_at = (day_at - 1).max(0);
        year_at -= 1;
        let day = zero_or(hides(asking, "day") && parts.day == 0.0, day_at);
        parts = DayParts {
            day,
            month: 0.0,
            year: at(year_at),
        };
    }
    fields.get("year")?;
    if hides(asking, "year") {
        let day = zero_or(hides(asking, "day") && parts.day == 0.0, day_at);
        let month = zero_or(hides(asking, "month") && parts.month == 0.0, month_at);
        parts = DayParts {
            day,
            month,
            year: 0.0,
        };
    }
    Some(parts)
}

fn days_in_month(month: f64, year: f64) -> f64 {
    if [4.0, 6.0, 9.0, 11.0].contains(&month) {
        30.0
    } else if month != 2.0 {
        31.0
    } else if year % 400.0 == 0.0 || (year % 100.0 != 0.0 && year % 4.0 == 0.0) {
        29.0
    } else {
        28.0
    }
}

pub(super) fn day_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && js::truthy(asking.value)
}

pub(super) fn day(asking: &Asking<'_>) -> Verdict {
    let invalid = || Hit::new("day", "invalidDay");
    let Some(Value::String(text)) = asking.value else {
        return Verdict::Broken(invalid());
    };
    let Some(parts) = parts(asking, text) else {
        return Verdict::Failed;
    };
    let within = (0.0..=days_in_month(parts.month, parts.year)).contains(&parts.day)
        && (0.0..=12.0).contains(&parts.month)
        && (0.0..=9999.0).contains(&parts.year);
    Verdict::unless(within, invalid)
}

pub(super) fn required_day_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && ["day", "month", "year"].iter().any(|part| requires(asking, part))
}

fn requires(asking: &Asking<'_>, part: &str) -> bool {
    let field = asking.node.raw("fields").and_then(|fields| fields.get(part));
    js::truthy(field.and_then(|field| field.get("required")))
}

pub(super) fn required_day(asking: &Asking<'_>) -> Verdict {
    if !js::truthy(asking.value) {
        return Verdict::Broken(Hit::new("day", "requiredDayEmpty"));
    }
    let Some(Value::String(text)) = asking.value else {
        return Verdict::Failed;
    };
    let Some(parts) = parts(asking, text) else {
        return Verdict::Failed;
    };
    let missing = |number: f64| number == 0.0 || number.is_nan();
    let asked = [
        ("day", parts.day, "requiredDayField"),
        ("month", parts.month, "requiredMonthField"),
        ("year", parts.year, "requiredYearField"),
    ];
    match asked
        .into_iter()
        .find(|(part, number, _)| missing(*number) && requires(asking, part))
    {
        Some((_, _, key)) => Verdict::Broken(Hit::new("day", key)),
        None => Verdict::Passed,
    }
}

/// A day with a part left at zero is not compared with the limits.
fn is_partial(asking: &Asking<'_>) -> bool {
    let Some(value) = asking.value.filter(|value| js::truthy(Some(value))) else {
        return true;
    };
    let Value::String(text) = value else { return false };
    let values: Vec<&str> = text.split('/').collect();
    let (day, month) = if day_first(asking) { (0, 1) } else { (1, 0) };
    values.get(day) == Some(&"00") || values.get(month) == Some(&"00") || values.get(2) == Some(&"0000")
}

pub(super) fn max_day_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && !is_partial(asking) && limit(asking, asking.node.raw("maxDate")).is_some()
}

pub(super) fn max_day(asking: &Asking<'_>) -> Verdict {
    day_limit(asking, true)
}

pub(super) fn min_day_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && !is_partial(asking) && limit(asking, asking.node.raw("minDate")).is_some()
}

pub(super) fn min_day(asking: &Asking<'_>) -> Verdict {
    day_limit(asking, false)
}

fn day_limit(asking: &Asking<'_>, latest: bool) -> Verdict {
    let key = if latest { "maxDate" } else { "minDate" };
    let Some(Value::String(text)) = asking.value else {
        return Verdict::Failed;
    };
    let Some(edge) = limit(asking, asking.node.raw(key)) else {
        return Verdict::Passed;
    };
    let tz = &asking.context.tz;
    let edge = dates::day_edge(edge, tz, false);
    let format = if day_first(asking) {
        "DD-MM-YYYY"
    } else {
        "MM-DD-YYYY"
    };
    let this_year = dates::wall(asking.now_ms, tz).map_or(1970, |at| i64::from(at.year()));
    let at = dates::parse_format(text, format, this_year, tz);
    let within = at.is_some_and(|at| if latest { at <= edge } else { at >= edge });
    let shown = || dates::display_format(edge, "YYYY-MM-DD", tz).map_or(Value::Null, Value::String);
    Verdict::unless(within, || Hit::new(key, key).with(shown()))
}

fn year_setting<'a>(asking: &Asking<'a>, key: &str) -> Option<&'a Value> {
    let own = asking.node.raw(key).filter(|setting| js::truthy(Some(setting)));
    let field = asking
        .node
        .raw("fields")
        .and_then(|fields| fields.get("year"))
        .and_then(|year| year.get(key));
    own.or_else(|| field.filter(|setting| js::truthy(Some(setting))))
}

pub(super) fn max_year_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && year_setting(asking, "maxYear").is_some()
}

pub(super) fn max_year(asking: &Asking<'_>) -> Verdict {
    year_limit(asking, "maxYear", |year, limit| year <= limit)
}

/// Unlike the latest year, the earliest one counts in the original only where it is set beside the fields.
pub(super) fn min_year_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("day") && js::truthy(asking.node.raw("minYear"))
}

pub(super) fn min_year(asking: &Asking<'_>) -> Verdict {
    year_limit(asking, "minYear", |year, limit| year >= limit)
}

fn year_limit(asking: &Asking<'_>, key: &'static str, holds: fn(f64, f64) -> bool) -> Verdict {
    let text = match asking.value {
        Some(value @ (Value::String(_) | Value::Number(_))) => js::string(Some(value)),
        _ => return Verdict::Failed,
    };
    let own = asking.node.raw(key).filter(|setting| js::truthy(Some(setting)));
    let Some(setting) = year_setting(asking, key) else {
        return Verdict::Passed;
    };
    let field = asking
        .node
        .raw("fields")
        .and_then(|fields| fields.get("year"))
        .and_then(|year| year.get(key));
    if let (Some(own), Some(field)) = (own, field.filter(|field| js::truthy(Some(field))))
        && !js::same(own, field)
    {
        return Verdict::Failed;
    }
    let year = text
        .get(text.len().saturating_sub(4)..)
        .filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()));
    let Some(year) = year else { return Verdict::Passed };
    let within = holds(js::parse_float(year), js::number(Some(setting)));
    Verdict::unless(within, || Hit::new(key, key).with(setting.clone()))
}

pub(super) fn time_applies(asking: &Asking<'_>) -> bool {
    asking.node.is("time") && js::truthy(asking.value)
}

pub(super) fn time(asking: &Asking<'_>) -> Verdict {
    if matches!(asking.value, Some(Value::Array(items)) if items.is_empty()) {
        return Verdict::Passed;
    }
    let format = asking
        .node
        .raw("dataFormat")
        .and_then(Value::as_str)
        .filter(|format| !format.is_empty());
    let valid = dates::time_is(&js::string(asking.value), format.unwrap_or("HH:mm:ss"));
    Verdict::unless(valid, || Hit::new("time", "time"))
}
