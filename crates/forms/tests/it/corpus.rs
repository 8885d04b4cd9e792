//! Recorded outcomes of the original engine.

use forms::{Mode, conformance};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn run(file: &str, mode: Mode) -> conformance::Report {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/corpus")
        .join(file);
    let report = conformance::run(&[path], mode, &BTreeMap::new()).unwrap();
    for failure in &report.failures {
        println!("{} {}: {}", failure.case, failure.stage, failure.text);
    }
    report
}

#[test]
fn form_12_plain_fields_give_the_recorded_outcomes() {
    let report = run("l1.json", Mode::Compat);
    assert_eq!(report.levels["L1"].total, 408);
    assert!(report.is_satisfied(), "{report}");
}

#[test]
fn form_12_conditions_defaults_and_dates_give_the_recorded_outcomes() {
    let report = run("l2.json", Mode::Compat);
    assert!(report.levels["L2"].total > 200);
    assert!(report.is_satisfied(), "{report}");
}

#[test]
fn form_12_grids_rules_and_calculations_give_the_recorded_outcomes() {
    let report = run("l3.json", Mode::Compat);
    assert_eq!(report.levels["L3"].total, 184);
    assert!(report.is_satisfied(), "{report}");
}

#[test]
fn strict_mode_never_loses_a_rule_of_the_original() {
    for file in ["l1.json", "l2.json", "l3.json"] {
        let report = run(file, Mode::Strict);
        assert!(report.is_satisfied(), "{report}");
    }
}

#[test]
fn minimums_are_per_level_and_default_to_all() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/wrong_outcome.json");
    let report = conformance::run(std::slice::from_ref(&path), Mode::Compat, &BTreeMap::new()).unwrap();
    assert_eq!((report.levels["L1"].passed, report.levels["L1"].total), (1, 2));
    assert!(!report.is_satisfied());
    assert_eq!(report.failures[0].case, "wrong/02");
    let half = BTreeMap::from([("L1".to_owned(), 50.0)]);
    assert!(
        conformance::run(&[path], Mode::Compat, &half)
            .unwrap()
            .is_satisfied()
    );
    assert!(conformance::run(&[PathBuf::from("/nowhere.json")], Mode::Compat, &half).is_err());
}
