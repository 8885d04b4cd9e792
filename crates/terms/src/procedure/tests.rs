use super::*;
use jiff::civil::date;
use kernel::Lang;
use proptest::prelude::*;

const FILED: Date = date(2025, 3, 3);
const ASKED: Date = date(2025, 3, 13);
const NOTIFIED: Date = date(2025, 3, 20);

fn clock() -> ProcedureClock {
    clock_with(ClockRules::default())
}

fn clock_with(rules: ClockRules) -> ProcedureClock {
    let event = Words::new("presentazione dell'istanza", "application filed");
    ProcedureClock::new(
        Start::by(FILED, event, Some("ricevuta n. 7".into())),
        law::procedure(),
        rules,
    )
    .unwrap()
}

fn due(clock: &ProcedureClock) -> Date {
    clock.computed().unwrap().due
}

#[test]
fn proc_12_thirty_days_from_receipt() {
    assert_eq!(due(&clock()), date(2025, 4, 2));
}

#[test]
fn proc_13_second_request_does_not_suspend() {
    let mut clock = clock();
    clock.request_integration(ASKED, Some(15)).unwrap();
    assert!(clock.answer_integration(date(2025, 3, 25)).unwrap());
    let before = due(&clock);
    let second = clock.request_integration(date(2025, 4, 1), Some(15)).unwrap();
    assert_eq!(second, Suspends::No(NotSuspending::AlreadySuspended));
    assert_eq!(due(&clock), before);
    assert!(!clock.answer_integration(date(2025, 4, 10)).unwrap());
    assert_eq!(due(&clock), before);
    let explanation = clock.computed().unwrap().explanation;
    assert!(explanation.sentence(Lang::It).contains(
        "la richiesta di integrazione del 01/04/2025 non sospende il termine, che può essere sospeso una sola volta"
    ));
    assert!(
        explanation
            .sentence(Lang::En)
            .contains("which can be suspended once only")
    );
}

#[test]
fn proc_13_a_procedure_may_foresee_no_suspension_or_a_shorter_one() {
    let mut none = clock_with(ClockRules {
        max_suspensions: 0,
        ..ClockRules::default()
    });
    assert_eq!(
        none.request_integration(ASKED, None).unwrap(),
        Suspends::No(NotSuspending::NotForeseen)
    );
    assert_eq!(due(&none), date(2025, 4, 2));
    let mut ten = clock_with(ClockRules {
        cap_days: 10,
        ..ClockRules::default()
    });
    assert_eq!(
        ten.request_integration(ASKED, None).unwrap(),
        Suspends::Until(date(2025, 3, 23))
    );
    assert_eq!(due(&ten), date(2025, 4, 12));
}

#[test]
fn proc_14_an_answer_after_twelve_days_freezes_twelve() {
    let mut clock = clock();
    assert_eq!(
        clock.request_integration(ASKED, Some(15)).unwrap(),
        Suspends::Until(date(2025, 3, 28))
    );
    assert!(clock.answer_integration(date(2025, 3, 25)).unwrap());
    assert_eq!(due(&clock), date(2025, 4, 14));
}

#[test]
fn proc_15_without_an_answer_it_runs_again_at_the_end_of_the_days_given() {
    let mut clock = clock();
    clock.request_integration(ASKED, Some(15)).unwrap();
    assert_eq!(due(&clock), date(2025, 4, 17));
    assert!(
        !clock.answer_integration(date(2025, 4, 1)).unwrap(),
        "it runs again already"
    );
    assert_eq!(due(&clock), date(2025, 4, 17));
}

#[test]
fn proc_16_never_frozen_for_more_than_thirty_days() {
    for given in [None, Some(60)] {
        let mut clock = clock();
        assert_eq!(
            clock.request_integration(ASKED, given).unwrap(),
            Suspends::Until(date(2025, 4, 12))
        );
        assert!(!clock.answer_integration(date(2025, 5, 12)).unwrap());
        let computed = clock.computed().unwrap();
        assert_eq!(computed.due, date(2025, 5, 2));
        assert_eq!(computed.explanation.frozen_days(), 30);
    }
}

#[test]
fn proc_32_the_notice_suspends_and_does_not_restart() {
    let mut clock = clock();
    clock.rejection_notice(NOTIFIED).unwrap();
    assert_eq!(clock.days_used_on(NOTIFIED).unwrap(), 17);
    assert_eq!(clock.days_used_on(date(2025, 3, 31)).unwrap(), 17);
    assert_eq!(clock.days_used_on(date(2025, 4, 1)).unwrap(), 18);
    assert_eq!(
        clock.rejection_notice(date(2025, 4, 7)).unwrap(),
        Suspends::No(NotSuspending::AlreadyNotified)
    );
}

#[test]
fn proc_33_with_observations_it_runs_again_ten_days_after_them() {
    let mut clock = clock();
    clock.rejection_notice(NOTIFIED).unwrap();
    assert_eq!(
        clock.observations(date(2025, 3, 28)).unwrap(),
        Observations::InTime
    );
    let computed = clock.computed().unwrap();
    assert_eq!(computed.explanation.suspensions[0].to, date(2025, 4, 7));
    assert_eq!(computed.explanation.nominal, date(2025, 4, 20));
    assert_eq!(computed.due, date(2025, 4, 22));
    // More observations within the term do not stop it once more.
    assert_eq!(
        clock.observations(date(2025, 3, 31)).unwrap(),
        Observations::InTime
    );
    assert_eq!(due(&clock), date(2025, 4, 22));
}

#[test]
fn proc_34_without_observations_it_runs_again_at_the_end_of_the_ten_days() {
    let mut clock = clock();
    assert_eq!(
        clock.rejection_notice(NOTIFIED).unwrap(),
        Suspends::Until(date(2025, 3, 31))
    );
    assert_eq!(clock.observations_due().unwrap(), Some(date(2025, 3, 31)));
    assert_eq!(due(&clock), date(2025, 4, 14));
    assert_eq!(clock.observations(date(2025, 4, 1)).unwrap(), Observations::Late);
    assert_eq!(due(&clock), date(2025, 4, 14));
}

#[test]
fn proc_34_the_longer_reading_is_a_parameter() {
    let rules = ClockRules {
        without_observations: Resumption::TenDaysAfter,
        ..ClockRules::default()
    };
    let mut clock = clock_with(rules);
    clock.rejection_notice(NOTIFIED).unwrap();
    assert_eq!(due(&clock), date(2025, 4, 23));
}

#[test]
fn proc_36_no_notice_where_the_law_excludes_it() {
    let mut clock = clock_with(ClockRules {
        rejection_notice: false,
        ..ClockRules::default()
    });
    assert_eq!(
        clock.rejection_notice(NOTIFIED).unwrap(),
        Suspends::No(NotSuspending::NoticeNotForeseen)
    );
    assert_eq!(due(&clock), date(2025, 4, 2));
}

#[test]
fn proc_14_integration_and_notice_each_suspend_and_a_day_is_frozen_once() {
    let mut clock = clock();
    clock.request_integration(ASKED, Some(15)).unwrap();
    clock.rejection_notice(NOTIFIED).unwrap();
    // 13/03 to 28/03 and 20/03 to 31/03: eighteen days together.
    assert_eq!(clock.computed().unwrap().explanation.frozen_days(), 18);
    assert_eq!(clock.days_used_on(date(2025, 3, 31)).unwrap(), 10);
    assert_eq!(due(&clock), date(2025, 4, 22));
}

#[test]
fn what_has_expired_cannot_be_suspended() {
    let mut clock = clock();
    let late = date(2025, 4, 3);
    assert_eq!(
        clock.request_integration(late, None).unwrap(),
        Suspends::No(NotSuspending::RequestAfterExpiry)
    );
    assert_eq!(
        clock.rejection_notice(late).unwrap(),
        Suspends::No(NotSuspending::NoticeAfterExpiry)
    );
    assert_eq!(due(&clock), date(2025, 4, 2));
    assert_eq!(clock.computed().unwrap().explanation.notes.len(), 2);
}

#[test]
fn facts_out_of_order_are_refused() {
    let mut clock = clock();
    assert_eq!(
        clock.request_integration(date(2025, 3, 2), None),
        Err(ClockError::BeforeStart)
    );
    assert_eq!(clock.answer_integration(ASKED), Err(ClockError::NothingAsked));
    assert_eq!(clock.observations(ASKED), Err(ClockError::NothingAsked));
    clock.request_integration(ASKED, None).unwrap();
    assert_eq!(
        clock.answer_integration(date(2025, 3, 12)),
        Err(ClockError::BeforeRequest)
    );
    clock.rejection_notice(NOTIFIED).unwrap();
    assert_eq!(clock.observations(ASKED), Err(ClockError::BeforeRequest));
    let backward = ProcedureClock::new(Start::on(FILED), Term::days(3).backward(), ClockRules::default());
    assert!(backward.is_err());
}

#[test]
fn proc_15_days_given_that_end_on_a_holiday_move_too() {
    let mut clock = clock();
    // Ten days from 20/03 end on Sunday 30/03: the person may answer on Monday, so the term stands still until then.
    assert_eq!(
        clock.request_integration(NOTIFIED, Some(10)).unwrap(),
        Suspends::Until(date(2025, 3, 31))
    );
}

#[test]
fn the_state_of_a_clock_follows_the_calendar() {
    let mut clock = clock();
    assert_eq!(
        clock.state_on(FILED).unwrap(),
        ClockState::Running { days_left: 30 }
    );
    clock.request_integration(ASKED, Some(15)).unwrap();
    assert_eq!(
        clock.state_on(ASKED).unwrap(),
        ClockState::Suspended {
            until: date(2025, 3, 28)
        }
    );
    assert_eq!(
        clock.state_on(date(2025, 3, 28)).unwrap(),
        ClockState::Running { days_left: 20 }
    );
    assert_eq!(
        clock.state_on(date(2025, 4, 17)).unwrap(),
        ClockState::Running { days_left: 0 }
    );
    assert_eq!(
        clock.state_on(date(2025, 4, 20)).unwrap(),
        ClockState::Expired { days_late: 3 }
    );
    assert_eq!(clock.days_used_on(date(2025, 4, 20)).unwrap(), 33);
}

#[test]
fn every_refusal_has_a_sentence_in_both_languages() {
    for why in [
        NotSuspending::AlreadySuspended,
        NotSuspending::NotForeseen,
        NotSuspending::RequestAfterExpiry,
        NotSuspending::AlreadyNotified,
        NotSuspending::NoticeNotForeseen,
        NotSuspending::NoticeAfterExpiry,
    ] {
        assert_ne!(why.message(Lang::It), why.message(Lang::En));
    }
    assert_eq!(
        NotSuspending::RequestAfterExpiry.message(Lang::It),
        "La richiesta di integrazione non sospende il termine, che era già scaduto."
    );
}

proptest! {
    #[test]
    fn proc_13_whatever_is_asked_and_answered_freezes_thirty_days_at_most(
        facts in prop::collection::vec((any::<bool>(), 0i64..90, prop::option::of(1u32..90)), 0..8),
    ) {
        let mut clock = clock();
        for (ask, after, days) in facts {
            let on = FILED + Span::new().days(after);
            let _ = if ask { clock.request_integration(on, days).map(drop) } else { clock.answer_integration(on).map(drop) };
        }
        let computed = clock.computed().unwrap();
        prop_assert!((0..=30).contains(&computed.explanation.frozen_days()));
        prop_assert!(computed.explanation.suspensions.len() <= 1);
        prop_assert!(computed.due >= date(2025, 4, 2));
        let json = serde_json::to_string(&clock).unwrap();
        prop_assert_eq!(serde_json::from_str::<ProcedureClock>(&json).unwrap(), clock);
    }
}
