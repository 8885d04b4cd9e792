use super::*;
use proptest::prelude::*;

fn options(start: &str, days: &str) -> Options {
    Options {
        start: start.into(),
        days: Some(days.into()),
        ..Options::default()
    }
}

fn due(options: &Options) -> String {
    let json = command(&Options {
        json: true,
        ..options.clone()
    })
    .unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["start"], options.start);
    assert!(
        value["explanation"]
            .as_str()
            .is_some_and(|sentence| sentence.ends_with('.'))
    );
    value["due"].as_str().unwrap().to_owned()
}

#[test]
fn time_03_the_command_counts_the_example() {
    let example = options("2025-03-26", "30");
    assert_eq!(due(&example), "2025-04-26");
    assert_eq!(
        due(&Options {
            saturday_as_holiday: true,
            ..example.clone()
        }),
        "2025-04-28"
    );
    let suspended = Options {
        suspend: vec!["2025-04-01..2025-04-10".into()],
        ..example.clone()
    };
    assert_eq!(due(&suspended), "2025-05-05");
    assert_eq!(
        command(&example).unwrap(),
        "2025-04-26\nIl termine di 30 giorni è contato dal giorno successivo al 26/03/2025; poiché il 25/04/2025 (Festa \
         della Liberazione) è festivo, scade sabato 26 aprile 2025."
    );
}

/// The dates of the table of worked examples that one term with suspensions gives.
#[test]
fn time_16_the_golden_dates() {
    let with = |start: &str, days: &str, suspend: &str| {
        let suspend = if suspend.is_empty() {
            Vec::new()
        } else {
            vec![suspend.to_owned()]
        };
        due(&Options {
            suspend,
            ..options(start, days)
        })
    };
    for (start, days, suspend, expected) in [
        ("2025-03-03", "30", "", "2025-04-02"),
        ("2025-03-26", "30", "", "2025-04-26"),
        ("2025-03-03", "30", "2025-03-13..2025-03-25", "2025-04-14"),
        ("2025-03-03", "30", "2025-03-13..2025-03-28", "2025-04-17"),
        ("2025-03-03", "30", "2025-03-13..2025-04-12", "2025-05-02"),
        ("2025-03-03", "30", "2025-03-20..2025-04-07", "2025-04-22"),
        ("2025-03-03", "30", "2025-03-20..2025-03-31", "2025-04-14"),
        ("2025-03-03", "20", "", "2025-03-24"),
        ("2025-03-24", "20", "", "2025-04-14"),
        ("2025-03-21", "20", "", "2025-04-10"),
        ("2025-04-10", "20", "", "2025-04-30"),
        ("2025-03-18", "15", "", "2025-04-02"),
        ("2024-11-19", "15", "", "2024-12-04"),
        ("2025-03-10", "30", "", "2025-04-09"),
        ("2025-05-05", "60", "", "2025-07-04"),
        ("2025-05-05", "30", "", "2025-06-04"),
        ("2025-07-16", "30", "", "2025-08-16"),
        ("2025-12-10", "15", "", "2025-12-27"),
        ("2024-01-31", "30", "", "2024-03-01"),
        ("2023-11-10", "10", "", "2023-11-20"),
    ] {
        assert_eq!(with(start, days, suspend), expected, "{start} + {days} {suspend}");
    }
    assert_eq!(
        due(&Options {
            saturday_as_holiday: true,
            ..options("2025-12-10", "15")
        }),
        "2025-12-29"
    );
}

#[test]
fn time_05_months_and_years_and_time_08_backward() {
    let only = |months: Option<&str>, years: Option<&str>| Options {
        start: "2025-01-31".into(),
        months: months.map(Into::into),
        years: years.map(Into::into),
        ..Options::default()
    };
    assert_eq!(due(&only(Some("1"), None)), "2025-02-28");
    assert_eq!(due(&only(None, Some("1"))), "2026-01-31");
    assert_eq!(
        due(&Options {
            backward: true,
            ..options("2025-06-14", "60")
        }),
        "2025-04-15"
    );
}

#[test]
fn mistakes_are_explained_in_italian() {
    let good = options("2025-03-26", "30");
    for (wrong, part) in [
        (
            options("26/03/2025", "30"),
            "--start: «26/03/2025» non è una data",
        ),
        (
            options("2025-02-29", "30"),
            "--start: «2025-02-29» non è una data",
        ),
        (options("2025-03-26T10:00", "30"), "--start:"),
        (options("", "30"), "--start:"),
        (
            options("2025-03-26", "0"),
            "--days: «0» non è un numero intero da 1 a 36500",
        ),
        (options("2025-03-26", "-5"), "--days:"),
        (options("2025-03-26", "99999999999999999999"), "--days:"),
        (
            options("2025-03-26", "\u{1b}[31mtrenta\0"),
            "--days: «[31mtrenta»",
        ),
        (options("9999-12-30", "30"), "fuori dal calendario"),
        (
            Options {
                days: None,
                ..good.clone()
            },
            "una sola tra le opzioni",
        ),
        (
            Options {
                months: Some("1".into()),
                ..good.clone()
            },
            "una sola tra le opzioni",
        ),
        (
            Options {
                suspend: vec!["2025-04-01".into()],
                ..good.clone()
            },
            "--suspend: «2025-04-01» non è un periodo",
        ),
        (
            Options {
                suspend: vec!["2025-04-01..x".into()],
                ..good.clone()
            },
            "--suspend: «x» non è una data",
        ),
        (
            Options {
                suspend: vec!["2025-04-10..2025-04-01".into()],
                ..good.clone()
            },
            "invertire le date",
        ),
        (
            Options {
                backward: true,
                suspend: vec!["2025-03-01..2025-03-02".into()],
                ..good.clone()
            },
            "togliere le sospensioni",
        ),
    ] {
        let message = command(&wrong).unwrap_err();
        assert!(message.contains(part), "{message}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(start in any::<String>(), days in any::<String>(), suspend in any::<String>()) {
        let _ = command(&Options { suspend: vec![suspend], ..options(&start, &days) });
    }

    #[test]
    fn nothing_like_the_options_makes_it_panic(
        start in "[0-9]{4}-[01][0-9]-[0-3][0-9]", days in "[0-9]{1,6}",
        suspend in "[0-9]{4}-[01][0-9]-[0-3][0-9]\\.\\.[0-9]{4}-[01][0-9]-[0-3][0-9]",
        backward in any::<bool>(), json in any::<bool>(),
    ) {
        let _ = command(&Options { suspend: vec![suspend], backward, json, ..options(&start, &days) });
    }
}
