use super::*;
use kernel::{FixedClock, SeededRandom};

fn rome(text: &str) -> Instant {
    Instant::parse(&format!("{text}+01:00")).unwrap()
}

fn window(number: i64, opens: &str, closes: &str, late_until: Option<&str>, decided: &str) -> Window {
    let random = SeededRandom::new(u64::try_from(number).unwrap());
    Window {
        id: WindowId::new(&FixedClock::at(rome("2024-01-01T00:00:00")), &random),
        number,
        opens_at: rome(opens),
        closes_at: Some(rome(closes)),
        late_until: late_until.map(rome),
        act_reference: None,
        decided_at: rome(decided),
    }
}

/// The three windows of the worked examples: the last one re-opened by the act of 25/01/2024.
fn three() -> Vec<Window> {
    vec![
        window(
            1,
            "2023-11-20T00:00:00",
            "2023-12-20T23:59:59.999999",
            None,
            "2023-11-17T12:00:00",
        ),
        window(
            2,
            "2023-12-27T00:00:00",
            "2024-01-20T23:59:59.999999",
            None,
            "2023-11-17T12:00:00",
        ),
        window(
            3,
            "2024-01-25T12:00:00",
            "2024-02-09T23:59:59.999999",
            Some("2024-12-31T23:59:59"),
            "2024-01-25T11:00:00",
        ),
    ]
}

#[test]
fn g_40_received_in_the_last_second_is_in_time() {
    let windows = three();
    assert_eq!(
        admission(&windows, rome("2024-02-09T23:59:59")),
        Admission::InTime(windows[2].id)
    );
    assert_eq!(
        admission(&windows, rome("2024-02-09T23:59:59.999999")),
        Admission::InTime(windows[2].id)
    );
}

#[test]
fn g_41_received_after_the_final_close_is_late() {
    let windows = three();
    assert_eq!(
        admission(&windows, rome("2024-02-10T00:00:00")),
        Admission::Late(windows[2].id)
    );
}

#[test]
fn g_44_between_windows_is_closed_and_knows_only_acts_already_adopted() {
    let closed = admission(&three(), rome("2024-01-22T10:00:00"));
    assert_eq!(
        closed,
        Admission::Closed {
            next: None,
            last_close: Some(rome("2024-01-20T23:59:59.999999"))
        }
    );
    let before = admission(&three(), rome("2023-11-18T10:00:00"));
    assert_eq!(
        before,
        Admission::Closed {
            next: Some(rome("2023-11-20T00:00:00")),
            last_close: None
        }
    );
}

#[test]
fn g_45_filed_after_the_reopening_act_is_in_window_3() {
    let windows = three();
    assert_eq!(
        admission(&windows, rome("2024-01-26T09:00:00")),
        Admission::InTime(windows[2].id)
    );
}

#[test]
fn g_46_a_close_with_an_hour_includes_that_second_only() {
    let windows = [window(
        1,
        "2024-01-01T00:00:00",
        "2024-02-09T23:00:00",
        None,
        "2023-12-01T00:00:00",
    )];
    assert_eq!(
        admission(&windows, rome("2024-02-09T23:00:00")),
        Admission::InTime(windows[0].id)
    );
    assert!(matches!(
        admission(&windows, rome("2024-02-09T23:00:01")),
        Admission::Closed { .. }
    ));
}

#[test]
fn a_service_without_windows_is_always_open() {
    assert_eq!(admission(&[], rome("2024-01-22T10:00:00")), Admission::Always);
}
