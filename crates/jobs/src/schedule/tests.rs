use super::*;

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

#[test]
fn a_daily_task_comes_at_the_time_of_rome_in_winter_and_summer() {
    let every = Every::DayAt { hour: 2, minute: 30 };
    assert_eq!(
        every.next_after(at("2025-01-10T01:29:59Z")),
        at("2025-01-10T01:30:00Z")
    );
    assert_eq!(
        every.next_after(at("2025-01-10T01:30:00Z")),
        at("2025-01-11T01:30:00Z")
    );
    assert_eq!(
        every.next_after(at("2025-07-01T12:00:00Z")),
        at("2025-07-02T00:30:00Z")
    );
    // 30 March 2025 has no 02:30; 26 October 2025 has two.
    assert_eq!(
        every.next_after(at("2025-03-29T12:00:00Z")),
        at("2025-03-30T01:30:00Z")
    );
    assert_eq!(
        every.next_after(at("2025-10-25T12:00:00Z")),
        at("2025-10-26T00:30:00Z")
    );
    assert_eq!(
        every.next_after(at("2025-10-26T00:30:00Z")),
        at("2025-10-27T01:30:00Z")
    );
}

#[test]
fn minutes_are_counted_from_the_epoch_so_that_nodes_agree() {
    let every = Every::Minutes(15);
    assert_eq!(
        every.next_after(at("2025-01-10T01:29:59Z")),
        at("2025-01-10T01:30:00Z")
    );
    assert_eq!(
        every.next_after(at("2025-01-10T01:30:00Z")),
        at("2025-01-10T01:45:00Z")
    );
}
