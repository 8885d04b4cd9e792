//! Recorded outcomes of the original engine.

use forms::conformance::Class;
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
fn form_12_snippets_give_the_recorded_outcomes_or_are_said_to_need_a_script() {
    let report = run("l4.json", Mode::Compat);
    assert_eq!(report.levels["L4"].total, 130);
    let count = |class| {
        report
            .classes
            .get(&("L4".to_owned(), class))
            .copied()
            .unwrap_or(0)
    };
    assert!(count(Class::Translated) > 60, "{report}");
    assert!(count(Class::NeedsScript) > 0, "{report}");
    for class in [Class::NeedsRemote, Class::Unexplained, Class::Crashed] {
        assert_eq!(count(class), 0, "{report}");
    }
    let listed = report.unmet.iter().filter(|unmet| !unmet.why.is_empty()).count();
    assert_eq!(
        listed as u64,
        report.levels["L4"].total - report.levels["L4"].passed
    );
    assert_eq!(
        report.to_json()["classes"]["L4"]["needs-script"],
        count(Class::NeedsScript)
    );
}

#[test]
fn a_case_missed_without_a_reason_in_its_form_is_said_to_be_unexplained() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/wrong_outcome.json");
    let report = conformance::run(&[path], Mode::Compat, &BTreeMap::new()).unwrap();
    assert_eq!(report.unmet.len(), 1);
    assert_eq!(report.unmet[0].class, Class::Unexplained);
}

#[test]
fn strict_mode_never_loses_a_rule_of_the_original() {
    for file in ["l1.json", "l2.json", "l3.json", "l4.json"] {
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
