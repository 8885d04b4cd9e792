//! Filing the flood form: what must be there, what may be missing, what is refused.

use super::{
    ATTACHMENTS, BUILDINGS, HOUSEHOLD, MOVABLES, REGISTERED, REQUEST, family, filed_answers, movable, offer,
    ready,
};
use crate::journey::{save, start, transmit};
use crate::world::{ADA, BORGO, PDF, TestHouse};
use testkit::both_databases;

both_databases! {
    async fn fen_15_fen_16_fen_17_fen_77_a_household_with_its_grid_of_goods_is_filed_online(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        ada.get(&format!("{draft}/riepilogo")).await.expect(200)
            .says("PRVBRN75C12H501B").says("Borgo Esempio").says("345").says("A/3, abitazione economica");
        let sent = transmit(&mut ada, &draft).await.expect(303);
        ada.get(&sent.location()).await.expect(200).says("Contributo di immediato sostegno");
        let filed = filed_answers(&house).await;
        assert_eq!(filed["nucleo"][0]["codice_fiscale"], "PRVBRN75C12H501B");
        assert_eq!(filed["codice_fiscale"], ADA);
        assert_eq!(filed["data_evento"], "02/11/2023");
        let good = &filed["beni"][0];
        for (key, value) in [("catasto_comune", "Borgo Esempio"), ("foglio", "12"), ("particella", "345"), ("subalterno", "6"), ("categoria", "A/3")] {
            assert_eq!(good[key], value, "{key}");
        }
        assert_eq!(good["spesa"].as_f64(), Some(9000.0));
        assert_eq!(filed["contributo_stimato_cent"].as_f64(), Some(420_000.0));
    }

    async fn fen_16_fen_17_a_good_without_cadastral_data_or_expense_is_not_identified(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let left: Vec<_> = family(BUILDINGS).into_iter()
            .filter(|(name, _)| !name.ends_with(".foglio") && !name.ends_with(".spesa")).collect();
        save(&mut ada, &draft, BUILDINGS, &left, "avanti").await.expect(422).says("Foglio").says("Spesa per il ripristino");
        transmit(&mut ada, &draft).await.expect(422);
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
    }

    async fn fen_18_without_the_explicit_request_nothing_is_transmitted(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let left: Vec<_> = family(REQUEST).into_iter().filter(|(name, _)| *name != "richiesta_contributo").collect();
        save(&mut ada, &draft, REQUEST, &left, "avanti").await.expect(422).says("Senza la richiesta esplicita del contributo");
        transmit(&mut ada, &draft).await.expect(422);
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
    }

    async fn fen_19_fen_20_only_the_identity_document_is_mandatory_and_it_must_be_valid(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, super::FLOOD).await;
        for step in super::APPLICANT..=REQUEST {
            let status = if step == ATTACHMENTS { 422 } else { 303 };
            save(&mut ada, &draft, step, &family(step), "avanti").await.expect(status);
        }
        transmit(&mut ada, &draft).await.expect(422).says("Copia del documento di riconoscimento");
        let refused = save(&mut ada, &draft, ATTACHMENTS, &[
            ("documento_tipo", "passaporto"), ("documento_numero", "AA00000AA"), ("documento_scadenza:date", "2020-01-01"),
        ], "avanti").await.expect(422);
        refused.says("Il documento è scaduto");
        save(&mut ada, &draft, ATTACHMENTS, &family(ATTACHMENTS), "salva").await.expect(303);
        let page = ada.get(&format!("{draft}/passo/{ATTACHMENTS}")).await.expect(200);
        let version = page.hidden("_versione");
        let mut pairs = vec![("_versione", version.as_str()), ("_azione", "avanti")];
        pairs.extend(family(ATTACHMENTS));
        ada.upload(&format!("{draft}/passo/{ATTACHMENTS}"), &pairs, &[("documento_identita", "carta.pdf", PDF)]).await.expect(303);
        // Photographs, appraisal and the rest are asked "if available": without them it is filed all the same.
        transmit(&mut ada, &draft).await.expect(303);
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
    }

    async fn fen_13_fen_21_the_application_comes_through_the_login_and_is_signed_by_who_presents_it(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let mut forged = family(super::APPLICANT);
        forged.push(("codice_fiscale", "PRVBRN75C12H501B"));
        save(&mut ada, &draft, super::APPLICANT, &forged, "avanti").await.expect(303);
        transmit(&mut ada, &draft).await.expect(303);
        assert_eq!(filed_answers(&house).await["codice_fiscale"], ADA, "what the login certifies cannot be typed");
    }

    async fn fen_67_what_is_mandatory_cannot_be_skipped(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, super::FLOOD).await;
        for step in super::APPLICANT..=REQUEST {
            save(&mut ada, &draft, step, &[], "avanti").await.expect(422);
        }
        transmit(&mut ada, &draft).await.expect(422);
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
    }

    async fn g_12_registered_goods_are_refused_among_the_movable_and_recorded_apart(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let refused = save(&mut ada, &draft, MOVABLES, &movable("registrato", "7.000,00"), "avanti").await.expect(422);
        refused.says("I beni mobili registrati sono esclusi dal contributo");
        transmit(&mut ada, &draft).await.expect(422);
        save(&mut ada, &draft, MOVABLES, &family(MOVABLES), "avanti").await.expect(303);
        let registered = [
            ("ha_registrati", "si"), ("beni_registrati:rows", "1"), ("beni_registrati[0].tipo", "auto"),
            ("beni_registrati[0].targa", "ZZ000ZZ"), ("beni_registrati[0].danno", "7.000,00"),
        ];
        save(&mut ada, &draft, REGISTERED, &registered, "avanti").await.expect(303);
        transmit(&mut ada, &draft).await.expect(303);
        let filed = filed_answers(&house).await;
        assert_eq!(filed["beni_registrati"][0]["targa"], "ZZ000ZZ");
        assert_eq!(filed["contributo_stimato_cent"].as_f64(), Some(420_000.0), "the car adds nothing");
    }

    async fn fen_09_what_is_hidden_is_neither_on_the_summary_nor_on_paper(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        // Typed while it was asked, then hidden by another answer.
        save(&mut ada, &draft, MOVABLES, &movable("arredi", "2.345,00"), "avanti").await.expect(303);
        let mut hidden = movable("arredi", "2.345,00");
        hidden[0].1 = "no";
        save(&mut ada, &draft, MOVABLES, &hidden, "avanti").await.expect(303);
        let mut alone = family(HOUSEHOLD);
        alone[1].1 = "no";
        save(&mut ada, &draft, HOUSEHOLD, &alone, "avanti").await.expect(303);
        let summary = ada.get(&format!("{draft}/riepilogo")).await.expect(200);
        summary.hides("Cucina e camera").hides("PRVBRN75C12H501B").hides("in centesimi");
        transmit(&mut ada, &draft).await.expect(303);
        let filed = filed_answers(&house).await;
        assert!(filed.get("nucleo").is_none() && filed.get("beni_mobili").is_none(), "{filed}");
        house.drain().await;
        for paper in house.printed.lock().unwrap().iter() {
            let text = paper.data.to_string();
            assert!(!text.contains("PRVBRN75C12H501B") && !text.contains("Cucina e camera"), "{text}");
        }
    }
}
