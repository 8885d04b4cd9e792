//! Dates against values computed by hand.

use super::*;
use serde_json::json;

fn utc(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

#[test]
fn a_date_alone_is_utc_for_javascript_and_local_for_dayjs() {
    let rome = kernel::rome();
    assert_eq!(js_date("2026-03-15", &rome), Some(utc("2026-03-15T00:00:00Z")));
    assert_eq!(dayjs("2026-03-15", &rome), Some(utc("2026-03-14T23:00:00Z")));
    assert_eq!(
        js_date("2026-02-30T10:00:00+01:00", &rome),
        Some(utc("2026-03-02T09:00:00Z"))
    );
    for bad in [
        "2026-13-01",
        "2026-01-32",
        "x",
        "",
        "2026-01-01T25:00:00Z",
        "12:00",
    ] {
        assert_eq!(js_date(bad, &rome), None, "{bad}");
    }
}

#[test]
fn times_are_compared_with_their_format_to_the_letter() {
    assert!(time_is("09:05:00", "HH:mm:ss"));
    for bad in [
        "9:05:00", "24:00:00", "09:60:00", "09:05", "09-05-00", "aa:bb:cc", "",
    ] {
        assert!(!time_is(bad, "HH:mm:ss"), "{bad}");
    }
    assert_eq!(
        reformat_time("09:05 PM", "hh:mm A", "HH:mm:ss").as_deref(),
        Some("21:05:00")
    );
}

#[test]
fn limits_relative_to_today_are_read_not_run() {
    let tz = jiff::tz::TimeZone::UTC;
    let now = utc("2026-03-15T12:00:00Z");
    let at = |text: &str| limit(&json!(text), now, &tz);
    assert_eq!(
        at("moment().subtract(18, 'years')"),
        Some(utc("2008-03-15T12:00:00Z"))
    );
    assert_eq!(
        at("moment().add(1, 'M').startOf('month')"),
        Some(utc("2026-04-01T00:00:00Z"))
    );
    assert_eq!(
        at("moment('2024-02-29').add(1, 'year')"),
        Some(utc("2025-02-28T00:00:00Z"))
    );
    assert_eq!(at("moment().constructor('x')()"), None);
    assert_eq!(at("process.exit()"), None);
}

#[test]
fn days_of_summer_time_begin_at_local_midnight() {
    let rome = kernel::rome();
    let noon = utc("2026-07-01T10:00:00Z");
    assert_eq!(day_edge(noon, &rome, false), utc("2026-06-30T22:00:00Z"));
    assert_eq!(day_edge(noon, &rome, true), utc("2026-07-01T21:59:59.999Z"));
}
