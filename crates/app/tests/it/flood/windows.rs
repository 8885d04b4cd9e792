//! The three windows of the call: the second is followed by a gap, an act opens the third.

use super::{offer, ready};
use crate::journey::transmit;
use crate::windows::{CALL, open};
use crate::world::{ADA, BORGO, TestHouse, instant};
use store::params;
use testkit::both_databases;

both_databases! {
    async fn fen_14_g_44_g_45_three_windows_with_a_gap_in_which_nobody_files(db: TestDb) {
        let house = TestHouse::on(db, "2023-11-30T09:00:00+01:00").await;
        let adoption = offer(&house).await;
        open(&house, adoption, &CALL).await;
        let sheet = format!("{BORGO}/servizi/{}", super::FLOOD);
        for (when, answer, said) in [
            ("2023-12-10T10:00:00+01:00", 303, "Domande aperte"),
            ("2024-01-04T10:00:00+01:00", 409, "Non ancora aperto"),
            ("2024-01-15T10:00:00+01:00", 303, "Domande aperte"),
            ("2024-01-22T10:00:00+01:00", 409, "Domande chiuse"),
            ("2024-01-26T10:00:00+01:00", 303, "Domande aperte"),
            ("2024-02-09T23:59:59+01:00", 303, "Domande aperte"),
        ] {
            house.clock.set(instant(when).plus_seconds(-900));
            let mut ada = house.citizen(ADA).await;
            // A sheet that has closed has no button; the draft was begun while it had one.
            let draft = ready(&mut ada).await;
            house.set(when);
            let pressed = transmit(&mut ada, &draft).await.expect(answer);
            if answer == 409 {
                pressed.says("Ora non si può trasmettere").says("La bozza resta salvata");
            }
            ada.get(&sheet).await.expect(200).says(said);
        }
        let sql = "select w.number as n from cases c join windows w on w.id = c.window_id order by c.received_at";
        let rows = house.house.store.query(sql, params![]).await.unwrap();
        let windows: Vec<i64> = rows.iter().map(|row| row.get("n").unwrap()).collect();
        assert_eq!(windows, [1, 2, 3, 3]);
        assert_eq!(house.count("select count(*) as n from cases where late").await, 0);
    }
}
