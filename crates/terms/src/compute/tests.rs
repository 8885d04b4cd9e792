use super::*;
use crate::{Nature, law};
use italia::Holiday;
use jiff::civil::date;
use kernel::{Clock, FixedClock, Instant};

fn due(start: Date, term: &Term) -> Date {
    compute(start, term, &[]).unwrap().due
}

fn days(start: Date, length: u32) -> Date {
    due(start, &Term::days(length))
}

#[test]
fn time_01_initial_day_not_counted_final_day_counted() {
    assert_eq!(days(date(2025, 3, 3), 30), date(2025, 4, 2));
    assert_eq!(days(date(2025, 3, 3), 1), date(2025, 3, 4));
}

#[test]
fn time_02_holidays_inside_the_term_count() {
    // Easter Monday, Liberation and Labour Day lie inside.
    assert_eq!(days(date(2025, 4, 14), 21), date(2025, 5, 5));
}

#[test]
fn time_03_a_holiday_at_the_end_moves_to_the_next_day_that_is_none() {
    let computed = compute(date(2025, 3, 26), &Term::days(30), &[]).unwrap();
    assert_eq!(computed.due, date(2025, 4, 26));
    let skipped = [Skipped {
        date: date(2025, 4, 25),
        holiday: Holiday::Liberation,
    }];
    assert_eq!(computed.explanation.skipped, skipped);
    assert_eq!(computed.explanation.nominal, date(2025, 4, 25));
}

#[test]
fn time_04_saturday_is_a_holiday_only_where_the_term_says_so() {
    assert_eq!(
        due(date(2025, 3, 26), &Term::days(30).saturday_as_holiday()),
        date(2025, 4, 28)
    );
    assert_eq!(days(date(2025, 3, 12), 10), date(2025, 3, 22), "a Saturday");
}

#[test]
fn time_05_months_and_years_follow_the_calendar() {
    assert_eq!(due(date(2025, 1, 31), &Term::months(1)), date(2025, 2, 28));
    assert_eq!(due(date(2024, 1, 31), &Term::months(1)), date(2024, 2, 29));
    assert_eq!(days(date(2024, 1, 31), 30), date(2024, 3, 1));
    assert_eq!(due(date(2024, 2, 29), &Term::years(1)), date(2025, 2, 28));
    assert_eq!(
        due(date(2025, 1, 20), &Term::months(3)),
        date(2025, 4, 22),
        "Easter Sunday and Monday skipped"
    );
}

#[test]
fn time_06_christmas_and_the_new_holiday_of_october() {
    assert_eq!(days(date(2025, 12, 10), 15), date(2025, 12, 27));
    assert_eq!(
        due(date(2025, 12, 10), &Term::days(15).saturday_as_holiday()),
        date(2025, 12, 29)
    );
    assert_eq!(
        days(date(2027, 9, 24), 10),
        date(2027, 10, 5),
        "4 October 2027 is a Monday and a holiday"
    );
    assert_eq!(
        days(date(2024, 9, 24), 10),
        date(2024, 10, 4),
        "it was none before 2026"
    );
}

#[test]
fn time_07_august_has_no_pause() {
    assert_eq!(days(date(2025, 7, 16), 30), date(2025, 8, 16));
    assert_eq!(days(date(2025, 7, 20), 30), date(2025, 8, 19));
}

#[test]
fn time_08_backward_terms_move_to_the_preceding_day() {
    let sixty_before = Term::days(60).backward();
    assert_eq!(due(date(2025, 6, 14), &sixty_before), date(2025, 4, 15));
    // 20 April 2025 is Easter: whoever must act at least 60 days before acts on Saturday the 19th.
    let computed = compute(date(2025, 6, 19), &sixty_before, &[]).unwrap();
    assert_eq!(computed.due, date(2025, 4, 19));
    // From Easter Monday back over Easter Sunday.
    let computed = compute(date(2025, 6, 20), &sixty_before, &[]).unwrap();
    assert_eq!(computed.due, date(2025, 4, 19));
    assert_eq!(computed.explanation.skipped.len(), 2);
    let suspended = compute(
        date(2025, 6, 19),
        &sixty_before,
        &[Suspension::new(date(2025, 5, 1), date(2025, 5, 2))],
    );
    assert_eq!(suspended, Err(TermError::SuspendedBackward));
}

#[test]
fn time_09_days_are_dates_of_rome_not_hours() {
    // Thirty dates across the night of 30/03/2025, which has 23 hours, counted from a late evening in Rome.
    let clock = FixedClock::at(Instant::parse("2025-03-10T22:30:00Z").unwrap());
    assert_eq!(clock.today(), date(2025, 3, 10));
    assert_eq!(days(clock.today(), 30), date(2025, 4, 9));
    clock.set(Instant::parse("2025-03-10T23:30:00Z").unwrap());
    assert_eq!(days(clock.today(), 30), date(2025, 4, 10));
}

#[test]
fn time_11_ten_days_from_a_delivered_notice() {
    assert_eq!(days(date(2025, 3, 20), 10), date(2025, 3, 31));
}

#[test]
fn proc_12_thirty_days_where_nothing_else_is_set() {
    let computed = compute(date(2025, 3, 3), &law::procedure(), &[]).unwrap();
    assert_eq!(computed.due, date(2025, 4, 2));
    assert_eq!(law::Basis::General.longest_days(), Some(law::procedure().length));
    assert_eq!(law::Basis::Regulation.longest_days(), Some(90));
    assert_eq!(law::Basis::ComplexRegulation.longest_days(), Some(180));
}

#[test]
fn proc_14_a_suspension_freezes_and_restarts_nothing() {
    let answered = [Suspension::new(date(2025, 3, 13), date(2025, 3, 25))];
    let computed = compute(date(2025, 3, 3), &Term::days(30), &answered).unwrap();
    assert_eq!(computed.due, date(2025, 4, 14));
    assert_eq!(computed.explanation.frozen_days(), 12);
}

#[test]
fn proc_14_holidays_move_the_end_once_after_all_suspensions() {
    // 25/04 + 8 is Saturday 03/05; moving 25/04 to the 26th first would give Sunday the 4th, hence Monday the 5th.
    let of = |to| [Suspension::new(date(2025, 4, 1), to)];
    let end = |to| compute(date(2025, 3, 26), &Term::days(30), &of(to)).unwrap().due;
    assert_eq!(end(date(2025, 4, 10)), date(2025, 5, 5));
    assert_eq!(end(date(2025, 4, 9)), date(2025, 5, 3));
}

#[test]
fn proc_14_only_the_part_in_which_the_term_runs_is_frozen() {
    let end = |suspensions: &[Suspension]| compute(date(2025, 3, 3), &Term::days(30), suspensions).unwrap();
    let s =
        |from: (i8, i8), to: (i8, i8)| Suspension::new(date(2025, from.1, from.0), date(2025, to.1, to.0));
    assert_eq!(
        end(&[s((1, 2), (8, 3))]).explanation.frozen_days(),
        5,
        "begins before the term"
    );
    let overlapping = end(&[s((15, 3), (25, 3)), s((10, 3), (20, 3))]);
    assert_eq!(overlapping.explanation.frozen_days(), 15, "a day is frozen once");
    assert_eq!(overlapping.due, date(2025, 4, 17));
    for (suspension, why) in [
        (s((1, 2), (1, 3)), NoEffect::BeforeStart),
        (s((1, 2), (3, 3)), NoEffect::BeforeStart),
        (s((3, 4), (30, 4)), NoEffect::AfterExpiry),
    ] {
        let computed = end(&[suspension]);
        assert_eq!(computed.due, date(2025, 4, 2));
        assert_eq!(computed.explanation.suspensions[0].no_effect, Some(why));
    }
    let inside = end(&[s((10, 3), (20, 3)), s((12, 3), (18, 3))]);
    assert_eq!(
        inside.explanation.suspensions[1].no_effect,
        Some(NoEffect::AlreadyStill)
    );
    assert_eq!(inside.due, date(2025, 4, 12));
    assert_eq!(
        end(&[s((2, 4), (12, 4))]).due,
        date(2025, 4, 12),
        "on the last day it is still in time"
    );
}

#[test]
fn proc_14_a_suspension_on_the_day_the_end_moved_to_outlasts_itself() {
    // 10 days from 20/03/2025 end on Sunday 30/03, hence on Monday 31/03.
    let on_monday = [Suspension::new(date(2025, 3, 31), date(2025, 4, 5))];
    assert_eq!(
        compute(date(2025, 3, 20), &Term::days(10), &on_monday)
            .unwrap()
            .due,
        date(2025, 4, 5)
    );
}

#[test]
fn proc_18_half_the_term_for_the_substitute() {
    assert_eq!(due(date(2025, 4, 7), &law::procedure().half()), date(2025, 4, 22));
    assert_eq!(Term::days(45).half(), Term::days(23));
    assert_eq!(Term::months(6).half(), Term::months(3));
    assert_eq!(Term::months(3).half(), Term::days(45));
    assert_eq!(Term::years(1).half(), Term::months(6));
}

#[test]
fn proc_24_refusals_after_silent_assent_have_no_effect() {
    let silent = compute(
        date(2025, 3, 3),
        &Term::days(30).expiring_in(Expiry::SilenceAssent),
        &[],
    )
    .unwrap();
    assert!(!silent.refusal_is_ineffective_on(date(2025, 4, 2)));
    assert!(silent.refusal_is_ineffective_on(date(2025, 4, 3)));
    let ordinary = compute(date(2025, 3, 3), &law::procedure(), &[]).unwrap();
    assert!(!ordinary.refusal_is_ineffective_on(date(2026, 4, 3)));
}

#[test]
fn proc_25_the_declaration_is_enough_from_the_day_after() {
    let waiting = Term::days(10).of_nature(Nature::Dilatory);
    let computed = compute(date(2025, 5, 5), &waiting, &[]).unwrap();
    assert_eq!(computed.first_day_after(), Some(date(2025, 5, 16)));
}

#[test]
fn proc_26_scia_sixty_days_thirty_for_building() {
    assert_eq!(days(date(2025, 5, 5), 60), date(2025, 7, 4));
    assert_eq!(days(date(2025, 5, 5), 30), date(2025, 6, 4));
}

#[test]
fn proc_27_six_months_for_self_annulment() {
    assert_eq!(due(date(2026, 4, 14), &Term::months(6)), date(2026, 10, 14));
}

#[test]
fn proc_54_terms_for_appeal() {
    assert_eq!(due(date(2025, 5, 5), &law::court_appeal()), date(2025, 7, 4));
    assert_eq!(
        due(date(2025, 5, 5), &law::extraordinary_appeal()),
        date(2025, 9, 2)
    );
    assert_eq!(law::court_appeal().nature, Nature::Peremptory);
}

#[test]
fn proc_60_access_is_refused_by_silence_after_thirty_days() {
    let computed = compute(date(2025, 3, 10), &law::document_access(), &[]).unwrap();
    assert_eq!(computed.due, date(2025, 4, 9));
    assert_eq!(computed.silence_from(), Some(date(2025, 4, 10)));
}

#[test]
fn proc_61_ten_days_to_object_may_end_on_a_saturday() {
    assert_eq!(
        due(date(2025, 3, 12), &law::third_party_objection()),
        date(2025, 3, 22)
    );
}

#[test]
fn proc_62_generalised_access_suspended_while_third_parties_are_heard() {
    let heard = [Suspension::new(date(2025, 3, 12), date(2025, 3, 22))];
    assert_eq!(
        compute(date(2025, 3, 10), &Term::days(30), &heard).unwrap().due,
        date(2025, 4, 19)
    );
}

#[test]
fn g_51_to_g_53_integrations_of_fifteen_days() {
    let phase_end = date(2025, 2, 28);
    assert_eq!(days(date(2025, 2, 13), 15), phase_end);
    assert_eq!(days(date(2025, 2, 14), 15), date(2025, 3, 1));
    assert!(days(date(2025, 2, 14), 15) > phase_end, "to be warned of");
    assert_eq!(days(date(2025, 3, 18), 15), date(2025, 4, 2));
}

#[test]
fn g_56_publication_then_observations_then_decision() {
    let twenty_and_twenty = [Term::days(20).of_nature(Nature::Peremptory), Term::days(20)];
    let steps = chain(date(2025, 3, 3), &twenty_and_twenty).unwrap();
    assert_eq!(
        steps.iter().map(|c| c.due).collect::<Vec<_>>(),
        [date(2025, 3, 24), date(2025, 4, 14)]
    );
}

#[test]
fn g_57_last_useful_publication() {
    let twenty_and_twenty = [Term::days(20), Term::days(20)];
    assert_eq!(
        latest_start(date(2025, 4, 30), &twenty_and_twenty),
        Ok(date(2025, 3, 21))
    );
    let steps = chain(date(2025, 3, 21), &twenty_and_twenty).unwrap();
    assert_eq!(
        steps.iter().map(|c| c.due).collect::<Vec<_>>(),
        [date(2025, 4, 10), date(2025, 4, 30)]
    );
    assert_eq!(latest_start(date(2025, 4, 30), &[]), Ok(date(2025, 4, 30)));
}

#[test]
fn g_65_list_due_fifteen_days_after_the_ordinance() {
    assert_eq!(days(date(2024, 11, 19), 15), date(2024, 12, 4));
}

#[test]
fn volunteers_have_ten_days_for_model_c() {
    assert_eq!(days(date(2023, 11, 10), 10), date(2023, 11, 20));
}

#[test]
fn impossible_terms_are_refused_not_guessed() {
    let start = date(2025, 3, 3);
    assert_eq!(compute(start, &Term::days(0), &[]), Err(TermError::Empty));
    for term in [
        Term::days(u32::MAX),
        Term::months(u32::MAX),
        Term::years(8_000),
        Term::years(20_000).backward(),
    ] {
        assert_eq!(compute(start, &term, &[]), Err(TermError::OutOfRange), "{term:?}");
    }
    let reversed = Suspension::new(date(2025, 3, 20), date(2025, 3, 10));
    let error = TermError::ReversedSuspension {
        from: reversed.from,
        to: reversed.to,
    };
    assert_eq!(compute(start, &Term::days(30), &[reversed]), Err(error));
    let forever = Suspension::new(date(2025, 3, 20), Date::MAX);
    assert_eq!(
        compute(start, &Term::days(300_000), &[forever]),
        Err(TermError::OutOfRange)
    );
}
