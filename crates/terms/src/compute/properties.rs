use super::*;
use crate::Unit;
use italia::holidays::is_holiday;
use jiff::{ToSpan, civil::date};
use proptest::prelude::*;

fn dates() -> impl Strategy<Value = Date> {
    (0i32..60_000).prop_map(|days| date(1940, 1, 1) + days.days())
}

fn suspensions(start: Date) -> impl Strategy<Value = Vec<Suspension>> {
    let one = (-30i32..150, 0i32..60).prop_map(move |(after, length)| {
        let from = start + after.days();
        Suspension::new(from, from + length.days())
    });
    prop::collection::vec(one, 0..5)
}

fn started() -> impl Strategy<Value = (Date, Vec<Suspension>)> {
    dates().prop_flat_map(|start| (Just(start), suspensions(start)))
}

proptest! {
    #[test]
    fn time_01_never_before_the_start_plus_the_length((start, still) in started(), length in 1u32..400) {
        let computed = compute(start, &Term::days(length), &still).unwrap();
        prop_assert!(days_between(start, computed.due) >= i64::from(length));
        let last = still.iter().map(|s| days_between(s.from, s.to)).sum::<i64>() + i64::from(length);
        // No more than the length, every suspension and the longest run of holidays there is.
        prop_assert!(days_between(start, computed.due) <= last + 30);
        prop_assert!(computed.explanation.frozen_days() >= 0);
    }

    #[test]
    fn time_03_never_ends_on_a_holiday((start, still) in started(), length in 1u32..400, saturday in any::<bool>()) {
        let mut term = Term::days(length);
        term.saturday_as_holiday = saturday;
        let computed = compute(start, &term, &still).unwrap();
        prop_assert!(!is_holiday(computed.due));
        prop_assert!(!(saturday && computed.due.weekday() == jiff::civil::Weekday::Saturday));
        let moved = days_between(computed.explanation.nominal, computed.due);
        prop_assert_eq!(moved, i64::try_from(computed.explanation.skipped.len()).unwrap());
    }

    #[test]
    fn time_05_a_longer_term_never_ends_earlier(
        (start, still) in started(), length in 1u32..400, more in 0u32..50, unit in 0u8..3,
    ) {
        let unit = [Unit::Days, Unit::Months, Unit::Years][usize::from(unit)];
        let end = |length| compute(start, &Term::new(length, unit), &still).unwrap().due;
        prop_assert!(end(length) <= end(length + more));
    }

    #[test]
    fn time_08_backward_is_the_mirror_of_forward(start in dates(), length in 1u32..400) {
        let end = compute(start, &Term::days(length), &[]).unwrap().explanation.nominal;
        let back = compute(end, &Term::days(length).backward(), &[]).unwrap();
        prop_assert_eq!(back.explanation.nominal, start);
        prop_assert!(back.due <= start && !is_holiday(back.due));
        // Whoever acts on that day, or before, leaves at least the whole term free.
        prop_assert!(days_between(back.due, end) >= i64::from(length));
    }

    #[test]
    fn proc_14_one_more_suspension_never_brings_the_end_forward((start, still) in started(), length in 1u32..200) {
        let end = |s: &[Suspension]| compute(start, &Term::days(length), s).unwrap().due;
        for fewer in 0..still.len() {
            prop_assert!(end(&still[..fewer]) <= end(&still));
        }
        if let Some(first) = still.first() {
            let longer = Suspension::new(first.from, first.to + 5.days());
            prop_assert!(end(std::slice::from_ref(first)) <= end(&[longer]));
        }
    }

    #[test]
    fn proc_14_one_suspension_inside_the_term_freezes_exactly_its_days(
        start in dates(), length in 1u32..200, at in 0u32..200, still in 0i32..90,
    ) {
        let from = start + i64::from(at % (length + 1)).days();
        let computed = compute(start, &Term::days(length), &[Suspension::new(from, from + still.days())]).unwrap();
        let plain = compute(start, &Term::days(length), &[]).unwrap();
        prop_assert_eq!(
            days_between(plain.explanation.nominal, computed.explanation.nominal),
            i64::from(still)
        );
    }

    #[test]
    fn proc_14_the_order_of_suspensions_does_not_matter((start, still) in started(), length in 1u32..200) {
        let mut reversed = still.clone();
        reversed.reverse();
        let end = |s: &[Suspension]| compute(start, &Term::days(length), s).unwrap().due;
        prop_assert_eq!(end(&still), end(&reversed));
    }

    #[test]
    fn g_57_the_latest_start_is_useful_and_the_day_after_is_not(
        limit in dates(), first in 1u32..60, second in 1u32..60,
    ) {
        let terms = [Term::days(first), Term::days(second)];
        let start = latest_start(limit, &terms).unwrap();
        prop_assert!(chain(start, &terms).unwrap()[1].due <= limit);
        prop_assert!(chain(start.tomorrow().unwrap(), &terms).unwrap()[1].due > limit);
    }

    #[test]
    fn time_16_every_explanation_survives_storage((start, still) in started(), length in 1u32..400) {
        let computed = compute(start, &Term::days(length), &still).unwrap();
        let json = serde_json::to_string(&computed).unwrap();
        prop_assert_eq!(serde_json::from_str::<Computed>(&json).unwrap(), computed);
    }
}
