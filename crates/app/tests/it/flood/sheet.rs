//! The service around the form, by the criteria of the Modello Comuni for services.

use super::{APPLICANT, BUILDINGS, FLOOD, REQUEST, family, offer, ready};
use crate::journey::{save, start, transmit};
use crate::world::{ADA, BORGO, TestHouse};
use testkit::both_databases;

both_databases! {
    async fn cse_1_1_who_logs_in_from_the_sheet_lands_in_the_flow_of_the_service(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut nobody = house.browser();
        nobody.get(&format!("{BORGO}/servizi/{FLOOD}")).await.expect(200).says("A chi è rivolto").says("Accedi al servizio");
        let asked = nobody.post(&format!("{BORGO}/servizi/{FLOOD}/avvia"), &[]).await.expect(303);
        let door = asked.location();
        assert!(door.contains("/accedi"), "{door}");
        let page = nobody.get(&door).await.expect(200);
        let back = page.hidden("ritorno");
        let entered = nobody.post(&format!("{BORGO}/accedi"), &[("persona", ADA), ("ritorno", &back)]).await.expect(303);
        let inside = nobody.get(&entered.location()).await.expect(303).location();
        nobody.get(&inside).await.expect(200).says("Contributo di immediato sostegno per l'alluvione");
    }

    async fn cse_1_2_the_receipt_reaches_the_desk_and_the_e_mail(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        transmit(&mut ada, &draft).await.expect(303);
        house.drain().await;
        ada.get(&format!("{BORGO}/pratiche")).await.expect(200).says("Contributo di immediato sostegno");
        assert!(house.mails().iter().any(|mail| mail.contains("ada.esempio@posta.example")), "no e-mail left");
    }

    async fn cse_1_4_the_summary_is_one_screen_right_before_the_transmission(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let last = save(&mut ada, &draft, REQUEST, &family(REQUEST), "avanti").await.expect(303);
        assert_eq!(last.location(), format!("{draft}/riepilogo"));
        let summary = ada.get(&last.location()).await.expect(200);
        let summary = summary.says("TRASMETTI").says("8.200,00").says("Bruno").says("carta.pdf").says("Via della Prova 1");
        for step in APPLICANT..=REQUEST {
            assert!(!summary.links(&format!("/passo/{step}")).is_empty(), "page {step} can be gone back to");
        }
        transmit(&mut ada, &draft).await.expect(303);
    }

    async fn cse_1_6_a_draft_is_saved_at_any_moment_and_taken_up_again(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, FLOOD).await;
        // Half a page, half wrong.
        let half = [("beni:rows", "2"), ("beni[1].descrizione", "La cantina"), ("beni[1].danno", "tanto")];
        save(&mut ada, &draft, BUILDINGS, &half, "salva").await.expect(303);
        let mut elsewhere = house.citizen(ADA).await;
        elsewhere.get(&format!("{BORGO}/pratiche")).await.expect(200).says("Contributo di immediato sostegno");
        elsewhere.get(&format!("{draft}/passo/{BUILDINGS}")).await.expect(200).says("La cantina").says("tanto");
    }

    async fn cse_1_8_every_step_says_where_one_is_and_can_be_gone_back_from(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let titles = [
            "Chi presenta la domanda", "Il nucleo familiare", "L'immobile danneggiato", "Danni agli immobili", "Beni mobili",
            "Beni mobili registrati", "Quantificazione e stima", "Allegati", "Richiesta e dichiarazioni",
        ];
        for (step, title) in (APPLICANT..).zip(titles) {
            let page = ada.get(&format!("{draft}/passo/{step}")).await.expect(200);
            page.says(title).says("Indietro");
        }
        let back = save(&mut ada, &draft, BUILDINGS, &family(BUILDINGS), "indietro").await.expect(303);
        assert_eq!(back.location(), format!("{draft}/passo/{}", BUILDINGS - 1));
    }

    async fn cse_3_1_cse_3_2_cse_3_3_own_cookies_only_and_links_to_accessibility_and_privacy(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, FLOOD).await;
        for path in [format!("{BORGO}/servizi/{FLOOD}"), format!("{draft}/passo/1")] {
            let page = ada.get(&path).await.expect(200);
            assert!(page.header("content-security-policy").contains("'self'"), "{path}");
            let page = page.says("data-element=\"privacy-policy-link\"").says("data-element=\"accessibility-link\"");
            for link in page.text().split("src=\"").skip(1) {
                assert!(link.starts_with('/'), "nothing is loaded from elsewhere: {}", &link[..link.len().min(60)]);
            }
        }
    }

    async fn cse_2_2_an_appointment_and_help_are_one_link_away_on_every_step(db: TestDb) {
        let house = TestHouse::new(db).await;
        offer(&house).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let steps = (APPLICANT..=REQUEST).map(|step| format!("{draft}/passo/{step}"));
        for path in steps.chain([format!("{draft}/informativa"), format!("{draft}/riepilogo")]) {
            let page = ada.get(&path).await.expect(200);
            for target in ["/prenota-appuntamento", "/richiesta-assistenza", "/segnalazione-disservizio"] {
                let link = format!("{BORGO}{target}?servizio={FLOOD}");
                assert!(page.links(target).contains(&link), "{path}: {link}");
            }
            for target in ["/domande-frequenti", "/istruzioni"] {
                assert!(page.links(target).contains(&format!("{BORGO}{target}")), "{path}: {target}");
            }
        }
        let booking = ada.get(&format!("{BORGO}/prenota-appuntamento?servizio={FLOOD}")).await.expect(200);
        assert_eq!(booking.hidden("servizio"), FLOOD, "the appointment is about this service");
    }
}
