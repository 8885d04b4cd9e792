//! The legal clocks through the router: the examples of the law on their own days.

use crate::browser::Browser;
use crate::journey::{act, answer, filed, office_path};
use crate::world::{ADA, TestHouse};
use cases::ClockRound;
use store::params;
use testkit::both_databases;

/// What is asked, with fifteen days to answer.
const ASK: [(&str, &str); 2] = [("testo", "Serve la planimetria."), ("giorni", "15")];

/// The last day for the answer of the only case.
async fn due(house: &TestHouse) -> String {
    let row = house
        .house
        .store
        .query_one("select due_on from cases", params![])
        .await;
    row.unwrap().get("due_on").unwrap()
}

/// Filed on 03/03/2025, taken in charge, an integration asked on the 13th.
async fn asked(house: &TestHouse) -> String {
    let mut citizen = house.citizen(ADA).await;
    let case = filed(&mut citizen).await;
    assert_eq!(due(house).await, "2025-04-02");
    house.set("2025-03-13T10:00:00+01:00");
    let mut officer = house.operator("olga").await;
    act(&mut officer, &case, "prendi_in_carico", &[])
        .await
        .expect(303);
    act(&mut officer, &case, "richiedi_integrazione", &ASK)
        .await
        .expect(303);
    case
}

async fn round(house: &TestHouse) {
    ClockRound(house.house.cases.clone()).run().await.unwrap();
}

/// A new browser of the officer: sessions do not last for weeks.
async fn officer(house: &TestHouse) -> Browser {
    house.operator("olga").await
}

both_databases! {
    async fn proc_12_time_01_the_term_is_thirty_days_from_receipt(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let mut citizen = house.citizen(ADA).await;
        let case = filed(&mut citizen).await;
        assert_eq!(due(&house).await, "2025-04-02");
        citizen.get(&case).await.expect(200).says("2 aprile 2025");
    }

    async fn proc_14_an_integration_freezes_the_term_and_does_not_restart_it(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let case = asked(&house).await;
        house.set("2025-03-25T11:00:00+01:00");
        let mut citizen = house.citizen(ADA).await;
        answer(&mut citizen, &case, "Ecco la planimetria.").await.expect(303);
        assert_eq!(due(&house).await, "2025-04-14");
        citizen.get(&case).await.expect(200).says("14 aprile 2025");
    }

    async fn proc_15_without_an_answer_the_clock_goes_on_at_the_end_of_the_days_given(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let case = asked(&house).await;
        house.set("2025-03-28T12:00:00+01:00");
        round(&house).await;
        officer(&house).await.get(&office_path(&case)).await.expect(200).says("Da integrare");
        house.set("2025-03-29T00:30:00+01:00");
        round(&house).await;
        assert_eq!(due(&house).await, "2025-04-17");
        officer(&house).await.get(&office_path(&case)).await.expect(200).says("In carico").says("17 aprile 2025");
    }

    async fn proc_15_days_given_that_end_on_a_sunday_end_on_the_monday(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let mut citizen = house.citizen(ADA).await;
        let case = filed(&mut citizen).await;
        house.set("2025-03-20T10:00:00+01:00");
        let mut olga = officer(&house).await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "10")]).await.expect(303);
        // Ten days from the 20th end on Sunday the 30th, hence on Monday: eleven days stand still, the term moves from 2 to 13
        // April, a Sunday, hence to the 14th.
        house.set("2025-03-31T12:00:00+02:00");
        round(&house).await;
        officer(&house).await.get(&office_path(&case)).await.expect(200).says("Da integrare");
        house.set("2025-04-01T00:30:00+02:00");
        round(&house).await;
        assert_eq!(due(&house).await, "2025-04-14");
    }

    async fn proc_16_the_suspension_lasts_thirty_days_at_most(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let mut citizen = house.citizen(ADA).await;
        let case = filed(&mut citizen).await;
        house.set("2025-03-13T10:00:00+01:00");
        let mut olga = officer(&house).await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "30")]).await.expect(303);
        house.set("2025-04-13T08:00:00+02:00");
        round(&house).await;
        assert_eq!(due(&house).await, "2025-05-02");
    }

    async fn proc_13_a_second_request_does_not_suspend_and_says_so(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let case = asked(&house).await;
        house.set("2025-03-25T11:00:00+01:00");
        let mut citizen = house.citizen(ADA).await;
        answer(&mut citizen, &case, "Ecco la planimetria.").await.expect(303);
        house.set("2025-03-26T11:00:00+01:00");
        let mut olga = officer(&house).await;
        let again = act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve anche il catasto."), ("giorni", "10")]).await.expect(303);
        assert!(again.location().contains("nota=flow-note-no-second-suspension"), "{}", again.location());
        olga.get(&again.location()).await.expect(200).says("questa richiesta non lo sospende di nuovo");
        assert_eq!(due(&house).await, "2025-04-14");
        assert_eq!(house.count("select count(*) as n from suspensions").await, 1);
        assert_eq!(house.count("select count(*) as n from integrations").await, 2);
    }

    async fn time_16_every_last_day_is_explained_to_officer_and_citizen(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let case = asked(&house).await;
        house.set("2025-03-25T11:00:00+01:00");
        let mut citizen = house.citizen(ADA).await;
        answer(&mut citizen, &case, "Ecco la planimetria.").await.expect(303);
        let number = house.house.store.query_one("select number from cases", params![]).await.unwrap().get::<String>("number").unwrap();
        for page in [citizen.get(&case).await, officer(&house).await.get(&office_path(&case)).await] {
            let text = page.expect(200).says("14 aprile 2025").read();
            let explained = text.split("class=\"explanation\">").nth(1).expect("an explanation").split("</p>").next().unwrap().to_owned();
            for piece in ["presentazione", "241/1990", &number, "12 giorni"] {
                assert!(explained.contains(piece), "{piece}: {explained}");
            }
        }
    }

    async fn proc_12_silence_ends_the_case_on_the_day_after_the_last(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let mut citizen = house.citizen(ADA).await;
        let case = filed(&mut citizen).await;
        house.set("2025-04-02T23:30:00+02:00");
        round(&house).await;
        assert_eq!(house.count("select count(*) as n from cases where area = 'in_progress'").await, 1);
        house.set("2025-04-03T00:10:00+02:00");
        round(&house).await;
        round(&house).await;
        house.citizen(ADA).await.get(&case).await.expect(200).says("Respinta per silenzio");
        assert_eq!(house.count("select count(*) as n from cases where area = 'concluded'").await, 1);
    }
}
