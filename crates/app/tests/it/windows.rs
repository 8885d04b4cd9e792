//! When an application may be filed: the worked examples of the calls.

use crate::browser::encode;
use crate::journey::{ready, transmit};
use crate::world::{ADA, BORGO, TestHouse, instant};
use axum::body::Body;
use axum::http::{Request, header};
use bytes::Bytes;
use catalogue::model::Window;
use catalogue::{NewWindow, open_window};
use futures_util::stream;
use kernel::{AdoptionId, WindowId};
use std::convert::Infallible;
use store::{WriteBatch, params};
use testkit::both_databases;

/// A window: number, opens, closes, late until, decided.
pub(crate) type Call = (
    i64,
    &'static str,
    &'static str,
    Option<&'static str>,
    &'static str,
);

/// The three windows of the call: number, opens, closes, late until, decided.
pub(crate) const CALL: [Call; 3] = [
    (
        1,
        "2023-12-01T09:00:00+01:00",
        "2023-12-31T23:59:59.999999+01:00",
        None,
        "2023-11-20T12:00:00+01:00",
    ),
    (
        2,
        "2024-01-08T09:00:00+01:00",
        "2024-01-19T23:59:59.999999+01:00",
        None,
        "2023-12-28T12:00:00+01:00",
    ),
    (
        3,
        "2024-01-25T12:00:00+01:00",
        "2024-02-09T23:59:59.999999+01:00",
        Some("2024-12-31T23:59:59+01:00"),
        "2024-01-25T11:00:00+01:00",
    ),
];

pub(crate) async fn open(house: &TestHouse, adoption: AdoptionId, windows: &[Call]) {
    let mut batch = WriteBatch::new();
    for (number, opens, closes, late, decided) in windows {
        let window = Window {
            id: WindowId::new(&*house.house.clock, &*house.house.random),
            number: *number,
            opens_at: instant(opens),
            closes_at: Some(instant(closes)),
            late_until: late.map(instant),
            act_reference: Some(format!("Atto n. {number}")),
            decided_at: instant(decided),
        };
        open_window(&mut batch, &NewWindow { adoption, window });
    }
    house.house.store.commit(batch).await.unwrap();
}

/// A house in the days of the call.
async fn call(db: testkit::TestDb) -> TestHouse {
    let house = TestHouse::on(db, "2023-11-30T09:00:00+01:00").await;
    open(&house, house.adoption("accesso-atti").await, &CALL).await;
    house
}

/// A ready draft of somebody who sat down a little before `when`; answers what pressing the button at `when` gave.
async fn pressed(house: &TestHouse, when: &str) -> crate::browser::Reply {
    house.clock.set(instant(when).plus_seconds(-600));
    let mut ada = house.citizen(ADA).await;
    let draft = ready(&mut ada).await;
    house.set(when);
    transmit(&mut ada, &draft).await
}

/// One column of the only case, as text.
async fn case(house: &TestHouse, sql: &'static str) -> String {
    house
        .house
        .store
        .query_one(sql, params![])
        .await
        .unwrap()
        .get("x")
        .unwrap()
}

both_databases! {
    async fn g_40_received_in_the_last_second_is_in_time(db: TestDb) {
        let house = call(db).await;
        let sent = pressed(&house, "2024-02-09T23:59:59+01:00").await.expect(303);
        assert_eq!(house.count("select count(*) as n from cases where late").await, 0);
        let mut ada = house.citizen(ADA).await;
        ada.get(&sent.location()).await.expect(200).says("09/02/2024 23:59:59").hides("Fuori termine");
    }

    async fn g_41_received_after_the_final_close_is_filed_registered_and_marked_late(db: TestDb) {
        let house = call(db).await;
        let sent = pressed(&house, "2024-02-10T00:00:00+01:00").await.expect(303);
        assert_eq!(house.count("select count(*) as n from cases where late").await, 1);
        assert_eq!(house.count("select count(*) as n from register_entries").await, 1);
        let mut ada = house.citizen(ADA).await;
        ada.get(&sent.location()).await.expect(200).says("Presentata fuori termine");
        house.drain().await;
        let receipt = house.printed.lock().unwrap().iter().find(|paper| paper.template == "receipt").unwrap().clone();
        assert!(receipt.data["late"].as_str().unwrap().contains("fuori termine"));
        ada.get(sent.location().trim_end_matches("/ricevuta")).await.expect(200).says("Fuori termine");
        house.operator("olga").await.get(&format!("{BORGO}/operatori/coda")).await.expect(200).says("Fuori termine");
    }

    async fn g_42_time_14_the_receipt_of_the_request_counts_and_not_the_commit(db: TestDb) {
        let house = call(db).await;
        house.set("2024-02-09T23:50:00+01:00");
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        house.set("2024-02-09T23:58:00+01:00");
        let summary = ada.get(&format!("{draft}/riepilogo")).await.expect(200);
        let form = format!("versione={}&dichiarazioni=si&_csrf={}", summary.hidden("versione"), encode(&ada.csrf));
        house.set("2024-02-09T23:59:58+01:00");
        // The body of the request arrives slowly: by the commit it is another day.
        let clock = house.clock.clone();
        let body = stream::once(async move {
            clock.set(instant("2024-02-10T00:00:03+01:00"));
            Ok::<_, Infallible>(Bytes::from(form))
        });
        let request = Request::builder().method("POST").uri(format!("{draft}/trasmetti"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from_stream(body)).unwrap();
        let sent = ada.send(request).await.expect(303);
        assert_eq!(house.clock_text(), "10/02/2024 00:00:03");
        assert_eq!(house.count("select count(*) as n from cases where late").await, 0);
        ada.get(&sent.location()).await.expect(200).says("09/02/2024 23:59:58");
        let sql = "select registered_at, presented_at, year from register_entries";
        let row = house.house.store.query_one(sql, params![]).await.unwrap();
        let received = instant("2024-02-09T23:59:58+01:00");
        assert_eq!(row.get::<i64>("presented_at").unwrap(), received.as_micros());
        assert_eq!(kernel::Instant::from_micros(row.get("registered_at").unwrap()).rome_date(), received.rome_date());
    }

    async fn time_14_filed_on_saturday_night_carries_saturday(db: TestDb) {
        let house = TestHouse::on(db, "2026-03-07T22:00:00+01:00").await;
        let sent = pressed(&house, "2026-03-07T22:40:00+01:00").await.expect(303);
        let mut ada = house.citizen(ADA).await;
        ada.get(&sent.location()).await.expect(200).says("07/03/2026 22:40:00");
        let row = house.house.store.query_one("select registered_at from register_entries", params![]).await.unwrap();
        assert_eq!(kernel::Instant::from_micros(row.get("registered_at").unwrap()).rome_text(), "07/03/2026 22:40:00");
    }

    async fn g_43_a_saved_draft_is_no_application(db: TestDb) {
        let house = call(db).await;
        house.set("2024-02-08T10:00:00+01:00");
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        house.set("2024-02-20T10:00:00+01:00");
        house.drain().await;
        for table in [
            "select count(*) as n from cases",
            "select count(*) as n from register_entries",
            "select count(*) as n from events",
        ] {
            assert_eq!(house.count(table).await, 0, "{table}");
        }
        house.citizen(ADA).await.get(&format!("{draft}/riepilogo")).await.expect(200).says("Non trasmessa");
    }

    async fn g_44_outside_every_window_nothing_is_filed_and_the_draft_stays(db: TestDb) {
        let house = call(db).await;
        let refused = pressed(&house, "2024-01-22T10:00:00+01:00").await.expect(409);
        refused.says("Ora non si può trasmettere").says("La bozza resta salvata");
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
        assert_eq!(house.count("select count(*) as n from drafts where transmitted_case is null").await, 1);
        house.set("2023-11-30T10:00:00+01:00");
        let mut ada = house.citizen(ADA).await;
        let early = ready(&mut ada).await;
        transmit(&mut ada, &early).await.expect(409).says("La domanda si potrà trasmettere dal");
        house.set("2024-01-26T10:00:00+01:00");
        transmit(&mut house.citizen(ADA).await, &early).await.expect(303);
    }

    async fn g_45_after_the_reopening_by_act_the_third_window_counts(db: TestDb) {
        let house = call(db).await;
        pressed(&house, "2024-01-26T10:00:00+01:00").await.expect(303);
        let sql = "select w.act_reference as x from cases c join windows w on w.id = c.window_id";
        assert_eq!(case(&house, sql).await, "Atto n. 3");
        assert_eq!(house.count("select count(*) as n from cases where late").await, 0);
    }

    async fn g_46_a_call_that_closes_at_an_hour_closes_at_that_second(db: TestDb) {
        let house = TestHouse::on(db, "2024-05-01T09:00:00+02:00").await;
        let until_23 = (1, "2024-05-02T09:00:00+02:00", "2024-05-31T23:00:00.999999+02:00", None, "2024-05-01T09:00:00+02:00");
        open(&house, house.adoption("accesso-atti").await, &[until_23]).await;
        pressed(&house, "2024-05-31T23:00:00+02:00").await.expect(303);
        pressed(&house, "2024-05-31T23:00:01+02:00").await.expect(409).says("si è chiuso");
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
    }
}
