use super::*;
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn time_06_the_holidays_of_2025_and_2026() {
    let days = |year| {
        holidays(year)
            .into_iter()
            .map(|(date, _)| (date.month(), date.day()))
            .collect::<Vec<_>>()
    };
    let of_2025 = [
        (1, 1),
        (1, 6),
        (4, 21),
        (4, 25),
        (5, 1),
        (6, 2),
        (8, 15),
        (11, 1),
        (12, 8),
        (12, 25),
        (12, 26),
    ];
    assert_eq!(days(2025), of_2025);
    let mut of_2026 = of_2025.to_vec();
    of_2026[2] = (4, 6);
    of_2026.insert(7, (10, 4));
    assert_eq!(days(2026), of_2026);
}

#[test]
fn time_06_holidays_have_validity() {
    for (day, expected) in [
        (date(2025, 10, 4), None),
        (date(2027, 10, 4), Some(Holiday::SaintFrancis)),
        (date(2000, 6, 2), None),
        (date(2001, 6, 2), Some(Holiday::Republic)),
        (date(1984, 1, 6), None),
        (date(1986, 1, 6), Some(Holiday::Epiphany)),
        (date(2011, 3, 17), Some(Holiday::Unification)),
        (date(2016, 3, 17), None),
        (date(1976, 11, 4), Some(Holiday::Victory)),
        (date(1980, 11, 4), None),
        (date(1976, 5, 27), Some(Holiday::Ascension)),
        (date(1976, 6, 17), Some(Holiday::CorpusChristi)),
        // A Sunday that is also a feast goes by the feast's name; a plain one is a holiday all the same.
        (date(2026, 10, 4), Some(Holiday::SaintFrancis)),
        (date(2025, 4, 20), Some(Holiday::Sunday)),
        (date(2025, 4, 26), None),
    ] {
        assert_eq!(holiday(day), expected, "{day}");
        assert_eq!(is_holiday(day), expected.is_some());
    }
}

#[test]
fn time_06_easter_of_known_years() {
    for (year, month, day) in [
        (1818, 3, 22),
        (1943, 4, 25),
        (1961, 4, 2),
        (2000, 4, 23),
        (2024, 3, 31),
        (2025, 4, 20),
        (2026, 4, 5),
        (2038, 4, 25),
    ] {
        assert_eq!(easter(year), Some(date(year, month, day)));
    }
    assert_eq!(easter(1582), None);
}

#[test]
fn time_06_the_patron_day_counts_only_where_asked() {
    let san_giovanni = date(2025, 6, 24);
    assert!(WorkCalendar::default().is_working(san_giovanni));
    let florence = WorkCalendar {
        saturday: true,
        patron: Some((6, 24)),
    };
    assert_eq!(florence.holiday(san_giovanni), Some(Holiday::Patron));
    assert_eq!(florence.holiday(date(2025, 6, 28)), Some(Holiday::Saturday));
}

#[test]
fn working_days_skip_holidays() {
    let plain = WorkCalendar::default();
    let short_week = WorkCalendar {
        saturday: true,
        patron: None,
    };
    assert_eq!(plain.this_or_next(date(2025, 12, 25)), date(2025, 12, 27));
    assert_eq!(short_week.this_or_next(date(2025, 12, 25)), date(2025, 12, 29));
    assert_eq!(plain.this_or_previous(date(2025, 4, 21)), date(2025, 4, 19));
    assert_eq!(plain.add_working_days(date(2025, 4, 18), 2), date(2025, 4, 22));
    assert_eq!(plain.add_working_days(date(2025, 4, 20), 0), date(2025, 4, 20));
    assert_eq!(next_working(date(2025, 4, 24)), date(2025, 4, 26));
    assert_eq!(plain.add_working_days(Date::MAX, 3), Date::MAX);
}

proptest! {
    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april(year in 1583i16..=9999) {
        let easter = easter(year).unwrap();
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert!(date(year, 3, 22) <= easter && easter <= date(year, 4, 25));
    }

    #[test]
    fn the_list_of_a_year_and_the_question_about_a_day_agree(year in 1900i16..2100, ordinal in 0i32..365) {
        let day = date(year, 1, 1) + ordinal.days();
        let listed = holidays(year).iter().any(|(date, _)| *date == day);
        prop_assert_eq!(is_holiday(day), listed || day.weekday() == Weekday::Sunday);
    }
}
