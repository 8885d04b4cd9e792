use super::*;
use jiff::civil::{Date, date, time};

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn day(from: Date, to: Date) -> Window {
    Window::until(Instant::start_of_rome_date(from), Deadline::Day(to))
}

/// Three windows of one call, with a gap before the last; what comes after the last is filed late.
fn call() -> Vec<Window> {
    let mut windows = vec![
        day(date(2023, 11, 24), date(2023, 12, 31)),
        day(date(2024, 1, 1), date(2024, 1, 19)),
        day(date(2024, 1, 25), date(2024, 2, 9)),
    ];
    windows[2].late_until_at = Some(Deadline::Day(date(2024, 12, 31)).last_instant());
    windows
}

#[test]
fn g_40_the_last_second_of_the_last_day_is_in_time() {
    for received in ["2024-02-09T23:59:59+01:00", "2024-02-09T23:59:59.999999+01:00"] {
        assert_eq!(place(&call(), at(received)), Placement::InTime { window: 2 });
    }
}

#[test]
fn g_41_after_the_final_close_it_is_filed_and_marked_late() {
    let closed_at = at("2024-02-09T23:59:59.999999+01:00");
    for received in [
        "2024-02-10T00:00:00+01:00",
        "2024-03-01T10:00:00+01:00",
        "2024-12-31T23:59:59+01:00",
    ] {
        assert_eq!(
            place(&call(), at(received)),
            Placement::Late { window: 2, closed_at }
        );
    }
    let afterwards = place(&call(), at("2025-01-01T00:00:00+01:00"));
    assert_eq!(
        afterwards,
        Placement::NotOpen {
            closed_at: Some(closed_at),
            opens_at: None
        }
    );
}

#[test]
fn g_42_the_instant_of_receipt_counts_not_that_of_the_commit() {
    let received = at("2024-02-09T23:59:58+01:00");
    let committed = received.plus_seconds(5);
    assert_eq!(place(&call(), received), Placement::InTime { window: 2 });
    assert!(matches!(place(&call(), committed), Placement::Late { .. }));
}

#[test]
fn g_44_between_windows_and_before_the_opening_nothing_is_open() {
    let mut windows = call();
    // Even if the window before accepted late filings, a re-opening is set.
    windows[1].late_until_at = windows[2].late_until_at;
    assert_eq!(
        place(&windows, at("2024-01-22T10:00:00+01:00")),
        Placement::NotOpen {
            closed_at: Some(at("2024-01-19T23:59:59.999999+01:00")),
            opens_at: Some(at("2024-01-25T00:00:00+01:00")),
        }
    );
    assert_eq!(
        place(&windows, at("2023-11-23T23:59:59.999999+01:00")),
        Placement::NotOpen {
            closed_at: None,
            opens_at: Some(at("2023-11-24T00:00:00+01:00"))
        }
    );
    assert_eq!(
        place(&[], at("2024-01-22T10:00:00Z")),
        Placement::NotOpen {
            closed_at: None,
            opens_at: None
        }
    );
}

#[test]
fn g_45_filed_in_the_window_an_act_opened_again() {
    assert_eq!(
        place(&call(), at("2024-01-26T09:00:00+01:00")),
        Placement::InTime { window: 2 }
    );
    let before_the_act = &call()[..2];
    assert!(matches!(
        place(before_the_act, at("2024-01-26T09:00:00+01:00")),
        Placement::NotOpen { .. }
    ));
}

#[test]
fn g_46_a_closing_hour_is_included_and_the_next_second_is_not() {
    let opens_at = at("2025-07-01T00:00:00+02:00");
    let by_act = Window::until(opens_at, Deadline::Hour(date(2025, 8, 1), time(23, 0, 0, 0)));
    // The same closing written by hand, to the second.
    let by_hand = Window {
        closes_at: Some(at("2025-08-01T23:00:00+02:00")),
        ..by_act
    };
    for window in [by_act, by_hand] {
        assert!(window.holds(at("2025-08-01T23:00:00+02:00")));
        assert!(
            window.holds(at("2025-08-01T23:00:00.7+02:00")),
            "the receipt says 23:00:00"
        );
        assert!(!window.holds(at("2025-08-01T23:00:01+02:00")));
    }
}

#[test]
fn a_window_without_a_closing_stays_open() {
    let open = Window {
        opens_at: at("2024-01-01T00:00:00Z"),
        closes_at: None,
        late_until_at: None,
    };
    assert_eq!(
        place(&[open], at("2034-01-01T00:00:00Z")),
        Placement::InTime { window: 0 }
    );
    assert!(!open.holds(at("2023-12-31T23:59:59Z")));
}

#[test]
fn time_10_a_day_ends_with_its_last_microsecond_in_rome() {
    let winter = Deadline::Day(date(2024, 2, 9));
    assert_eq!(winter.last_instant(), at("2024-02-09T22:59:59.999999Z"));
    let summer = Deadline::Day(date(2025, 7, 1));
    assert_eq!(summer.last_instant(), at("2025-07-01T21:59:59.999999Z"));
    assert!(winter.met_at(at("2024-02-09T23:59:59.999+01:00")));
    assert!(!winter.met_at(at("2024-02-10T00:00:00+01:00")));
}

#[test]
fn time_10_an_hour_that_comes_twice_ends_the_second_time() {
    // On 26/10/2025 the clock goes back from 03:00 to 02:00.
    let twice = Deadline::Hour(date(2025, 10, 26), time(2, 30, 0, 0));
    assert_eq!(twice.last_instant(), at("2025-10-26T02:30:00.999999+01:00"));
    let once = Deadline::Hour(date(2025, 10, 26), time(12, 0, 0, 0));
    assert_eq!(once.last_instant(), at("2025-10-26T12:00:00.999999+01:00"));
}

#[test]
fn instants_at_the_edge_of_what_can_be_stored_do_no_harm() {
    for micros in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX] {
        let _ = place(&call(), Instant::from_micros(micros));
        let odd = Window {
            opens_at: Instant::from_micros(micros),
            closes_at: Some(Instant::from_micros(micros)),
            late_until_at: Some(Instant::from_micros(micros)),
        };
        assert!(odd.holds(Instant::from_micros(micros)));
    }
    assert!(Deadline::Day(Date::MAX).met_at(at("9999-12-30T00:00:00Z")));
}
