//! The estimate of the contribution, seen while the form is filled in: the worked examples.

use super::{BUILDINGS, ESTIMATE, MOVABLES, Typed, building, family, movable, offer, ready};
use crate::browser::Browser;
use crate::journey::save;
use crate::world::{ADA, TestHouse};
use catalogue::{NewParameter, set_parameter};
use kernel::{AdoptionId, Date};
use serde_json::{Value, json};
use store::WriteBatch;
use testkit::both_databases;

/// Fills the goods in and reads what the page of the estimate says.
async fn estimated(
    browser: &mut Browser,
    draft: &str,
    buildings: &[(&str, &str)],
    movables: &[(&str, &str)],
) -> String {
    save(browser, draft, BUILDINGS, buildings, "avanti")
        .await
        .expect(303);
    save(browser, draft, MOVABLES, movables, "avanti")
        .await
        .expect(303);
    shown(browser, draft).await
}

/// The estimate on its page.
async fn shown(browser: &mut Browser, draft: &str) -> String {
    let page = browser
        .get(&format!("{draft}/passo/{ESTIMATE}"))
        .await
        .expect(200);
    let page = page.says("È una stima, non è un riconoscimento.").read();
    let at = page
        .find("id=\"c-contributo_5f_stimato\"")
        .unwrap_or_else(|| panic!("no estimate in {page}"));
    let rest = &page[at..];
    let amount = rest
        .split(['>', '<', '"'])
        .find(|piece| piece.contains(',') && piece.contains(|c: char| c.is_ascii_digit()));
    amount
        .unwrap_or_else(|| panic!("no amount in {rest}"))
        .replace(['€', '\u{a0}', ' '], "")
}

fn none() -> Typed<'static> {
    family(MOVABLES)
}

/// An act sets a value from a day on.
async fn act(house: &TestHouse, adoption: AdoptionId, name: &str, value: Value, valid_from: Date) {
    let mut batch = WriteBatch::new();
    let new = NewParameter {
        adoption,
        name: name.to_owned(),
        valid_from,
        value,
        act_reference: Some("Ordinanza n. 4".to_owned()),
    };
    set_parameter(&mut batch, &new);
    house.house.store.commit(batch).await.unwrap();
}

both_databases! {
    async fn fen_08_g_01_g_02_g_03_g_04_g_05_g_06_g_07_g_08_one_good_less_its_indemnity_up_to_the_cap(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        for (id, damage, indemnity, expected) in [
            ("G-01", "8.200,00", Some("4.000,00"), "4.200,00"),
            ("G-02", "12.000,00", Some("3.000,00"), "5.000,00"),
            ("G-03", "3.000,00", None, "3.000,00"),
            ("G-04", "5.000,00", None, "5.000,00"),
            ("G-05", "5.000,01", None, "5.000,00"),
            ("G-06", "4.000,00", Some("4.500,00"), "0,00"),
            ("G-07", "4.000,00", Some("4.000,00"), "0,00"),
            ("G-08", "4.000,00", Some("3.999,99"), "0,01"),
        ] {
            let found = estimated(&mut ada, &draft, &building(damage, damage, indemnity), &none()).await;
            assert_eq!(found, expected, "{id}");
        }
    }

    async fn fen_09_g_09_g_10_g_12_g_13_several_goods_each_by_itself(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let (clamped, capped, whole) = (
            building("6.000,00", "6.000,00", Some("7.000,00")),
            building("4.500,00", "4.500,00", Some("1.000,00")),
            building("0", "0", None),
        );
        assert_eq!(estimated(&mut ada, &draft, &clamped, &movable("arredi", "2.000,00")).await, "2.000,00", "G-09");
        assert_eq!(estimated(&mut ada, &draft, &capped, &movable("arredi", "2.400,00")).await, "5.000,00", "G-10");
        assert_eq!(estimated(&mut ada, &draft, &whole, &none()).await, "0,00", "G-12");
        assert_eq!(estimated(&mut ada, &draft, &whole, &movable("arredi", "3.000,00")).await, "0,00", "G-13");
    }

    async fn g_11_the_base_is_what_the_act_in_force_says(db: TestDb) {
        let house = TestHouse::new(db).await;
        let adoption = offer(&house).await;
        let today = house.clock_date();
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let goods = building("6.000,00", "4.500,00", Some("1.000,00"));
        assert_eq!(estimated(&mut ada, &draft, &goods, &none()).await, "5.000,00", "damage");
        act(&house, adoption, "base_calcolo", json!("spesa"), today.tomorrow().unwrap()).await;
        assert_eq!(shown(&mut ada, &draft).await, "5.000,00", "not in force yet");
        act(&house, adoption, "base_calcolo", json!("spesa"), today).await;
        assert_eq!(shown(&mut ada, &draft).await, "3.500,00", "expense");
        house.clock.advance_seconds(2 * 86_400);
        act(&house, adoption, "base_calcolo", json!("minore"), today.tomorrow().unwrap().tomorrow().unwrap()).await;
        let mut ada = house.citizen(ADA).await;
        assert_eq!(shown(&mut ada, &draft).await, "3.500,00", "the lower of the two");
    }

    async fn fen_05_the_cap_is_a_value_set_by_a_dated_act_also_for_drafts_that_were_begun_before(db: TestDb) {
        let house = TestHouse::new(db).await;
        let adoption = offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let goods = building("12.000,00", "12.000,00", None);
        assert_eq!(estimated(&mut ada, &draft, &goods, &none()).await, "5.000,00");
        act(&house, adoption, "tetto_nucleo_cent", json!(300_000), house.clock_date()).await;
        assert_eq!(shown(&mut ada, &draft).await, "3.000,00");
        crate::journey::transmit(&mut ada, &draft).await.expect(303);
        let filed = super::filed_answers(&house).await;
        assert_eq!(filed["contributo_stimato_cent"].as_f64(), Some(300_000.0));
    }
}
