//! Two at once: one wins, the other is told, nobody loses a word.

use crate::browser::Browser;
use crate::journey::{ACCESS, act, filed, office_path, ready, save, start, transmit};
use crate::world::{ADA, BORGO, TestHouse};
use futures_util::future::join_all;
use testkit::both_databases;

/// Presses the button of a summary already read.
async fn press(mut browser: Browser, draft: String, version: String) -> (u16, String) {
    let pairs = [("versione", version.as_str()), ("dichiarazioni", "si")];
    let reply = browser.post(&format!("{draft}/trasmetti"), &pairs).await;
    (reply.status, reply.location())
}

both_databases! {
    async fn form_09_pressed_eight_times_at_once_there_is_one_case_and_every_answer_leads_to_it(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let version = ada.get(&format!("{draft}/riepilogo")).await.hidden("versione");
        let presses = (0..8).map(|_| tokio::spawn(press(ada.clone(), draft.clone(), version.clone())));
        let answers: Vec<(u16, String)> = join_all(presses).await.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|answer| answer.0 == 303 && answer.1 == answers[0].1), "{answers:?}");
        assert!(answers[0].1.ends_with("/ricevuta"));
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
        assert_eq!(house.count("select count(*) as n from register_entries").await, 1);
        assert_eq!(house.count("select count(*) as n from events where kind = 'case.transmitted'").await, 1);
        house.drain().await;
        assert_eq!(house.count("select count(*) as n from documents where kind = 'receipt'").await, 1);
    }

    async fn form_09_the_back_button_and_a_reload_lead_to_the_same_receipt(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let first = transmit(&mut ada, &draft).await.expect(303).location();
        let again = ada.post(&format!("{draft}/trasmetti"), &[("versione", "1"), ("dichiarazioni", "si")]).await.expect(303);
        assert_eq!(again.location(), first);
        for page in ["riepilogo", "passo/1", ""] {
            let back = ada.get(format!("{draft}/{page}").trim_end_matches('/')).await.expect(303);
            assert_eq!(back.location(), first, "{page}");
        }
        ada.get(&format!("{draft}/trasmetti")).await.expect(303);
        let late = ada.post(&format!("{draft}/passo/3"), &[("_versione", "1"), ("documenti_descrizione", "Altro")]).await;
        assert_eq!(late.expect(303).location(), first);
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
    }

    async fn form_07_a_draft_changed_after_the_summary_is_read_again_first(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let version = ada.get(&format!("{draft}/riepilogo")).await.hidden("versione");
        save(&mut ada, &draft, 4, ACCESS[3], "salva").await.expect(303);
        let (status, _) = press(ada.clone(), draft.clone(), version).await;
        assert_eq!(status, 422);
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
        transmit(&mut ada, &draft).await.expect(303);
    }

    async fn iol_14_a_stale_page_of_a_second_tab_keeps_both_texts(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut first = house.citizen(ADA).await;
        let draft = start(&mut first, BORGO, "accesso-atti").await;
        let mut second = first.clone();
        let old = second.get(&format!("{draft}/passo/3")).await.expect(200).hidden("_versione");
        let mine = [("documenti_descrizione", "Il testo della prima finestra, lungo abbastanza."), ("modalita", "visione")];
        save(&mut first, &draft, 3, &mine, "salva").await.expect(303);
        let theirs = "Il testo della seconda finestra, lungo abbastanza.";
        let pairs = [("_versione", old.as_str()), ("_azione", "salva"), ("documenti_descrizione", theirs), ("modalita", "visione")];
        let stale = second.post(&format!("{draft}/passo/3"), &pairs).await.expect(409)
            .says("Il testo della prima finestra").says(theirs);
        let now = stale.hidden("_versione");
        first.get(&format!("{draft}/passo/3")).await.expect(200).says("Il testo della prima finestra").hides("seconda");
        let pairs = [("_versione", now.as_str()), ("_azione", "salva"), ("documenti_descrizione", theirs), ("modalita", "visione")];
        second.post(&format!("{draft}/passo/3"), &pairs).await.expect(303);
        first.get(&format!("{draft}/passo/3")).await.expect(200).says("seconda finestra");
    }

    async fn iol_14_a_press_that_arrives_twice_is_no_conflict_with_oneself(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let version = ada.get(&format!("{draft}/passo/3")).await.expect(200).hidden("_versione");
        let typed = [("_versione", version.as_str()), ("_azione", "avanti"), ("documenti_descrizione", "corto"), ("modalita", "visione")];
        let (mut once, mut again) = (ada.clone(), ada.clone());
        let path = format!("{draft}/passo/3");
        let (first, second) = tokio::join!(once.post(&path, &typed), again.post(&path, &typed));
        for answer in [first, second] {
            let next = answer.expect(422).says("corto").hidden("_versione");
            assert_ne!(next, version);
        }
        let next = ada.get(&path).await.expect(200).hidden("_versione");
        let right = [("_versione", next.as_str()), ("_azione", "avanti"), ("documenti_descrizione", "Il permesso di costruire del 2019."), ("modalita", "visione")];
        ada.post(&path, &right).await.expect(303);
        ada.post(&path, &right).await.expect(303);
    }

    async fn iol_14_text_typed_for_a_draft_deleted_meanwhile_comes_back(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let typed = [("_versione", "0"), ("_azione", "salva"), ("documenti_descrizione", "Un testo scritto altrove.")];
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        ada.post(&format!("{draft}/elimina"), &[]).await.expect(303);
        ada.post(&format!("{draft}/passo/3"), &typed).await.expect(404).says("Un testo scritto altrove.");
    }

    async fn form_17_two_officers_decide_at_once_and_one_wins(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let (mut olga, mut oreste) = (house.operator("olga").await, house.operator("oreste").await);
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        let version = olga.get(&office_path(&case)).await.expect(200).hidden("versione");
        oreste.get(&office_path(&case)).await.expect(200);
        let yes = [("versione", version.as_str()), ("motivazione", "Le ragioni di Olga.")];
        let no = [("versione", version.as_str()), ("motivazione", "Le ragioni di Oreste.")];
        let (accept, refuse) = (format!("{}/azioni/accogli", office_path(&case)), format!("{}/azioni/respingi", office_path(&case)));
        let (first, second) = tokio::join!(olga.post(&accept, &yes), oreste.post(&refuse, &no));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{} {}", first.text(), second.text());
        assert_eq!(house.count("select count(*) as n from acts").await, 1);
        assert_eq!(house.count("select count(*) as n from register_entries where direction = 'out'").await, 1);
    }

    async fn form_17_the_officer_who_was_slower_keeps_what_was_written(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let (mut olga, mut oreste) = (house.operator("olga").await, house.operator("oreste").await);
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        let version = oreste.get(&office_path(&case)).await.expect(200).hidden("versione");
        act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "15")]).await.expect(303);
        let late = [("versione", version.as_str()), ("motivazione", "Le ragioni scritte con cura da Oreste.")];
        let told = oreste.post(&format!("{}/azioni/respingi", office_path(&case)), &late).await.expect(409);
        told.says("Un collega ha cambiato questa pratica").says("Le ragioni scritte con cura da Oreste.");
        assert_eq!(house.count("select count(*) as n from acts").await, 0);
    }

    async fn iol_14_an_expired_session_keeps_the_typed_work(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let version = ada.get(&format!("{draft}/passo/3")).await.expect(200).hidden("_versione");
        house.clock.advance_seconds(13 * 3600);
        let typed = "Un'ora di lavoro che non va persa, \"virgolette\" e <tag> compresi.";
        let pairs = [("_versione", version.as_str()), ("_azione", "salva"), ("documenti_descrizione", typed)];
        let expired = ada.post(&format!("{draft}/passo/3"), &pairs).await;
        assert!([401, 403].contains(&expired.status), "{}", expired.status);
        let expired = expired.says(typed);
        assert!(expired.text().contains(&format!("action=\"{draft}/passo/3\"")), "{}", expired.text());
        // The person logs in again in another tab; the page still open is posted again with the new token.
        let mut again = house.citizen(ADA).await;
        again.get(&format!("{BORGO}/pratiche")).await.expect(200);
        again.post(&format!("{draft}/passo/3"), &pairs).await.expect(303);
        again.get(&format!("{draft}/passo/3")).await.says(typed);
    }

    async fn form_17_the_expired_session_of_an_officer_keeps_the_reasons(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        let version = olga.get(&office_path(&case)).await.expect(200).hidden("versione");
        house.clock.advance_seconds(13 * 3600);
        let accept = format!("{}/azioni/accogli", office_path(&case));
        let typed = [("versione", version.as_str()), ("motivazione", "Ragioni pensate per un'ora.")];
        let expired = olga.post(&accept, &typed).await.says("Ragioni pensate per un'ora.");
        assert_eq!(expired.status, 403);
        assert_eq!(house.count("select count(*) as n from acts").await, 0);
        let mut again = house.operator("olga").await;
        again.get(&office_path(&case)).await.expect(200);
        again.post(&accept, &typed).await.expect(303);
        assert_eq!(house.count("select count(*) as n from acts").await, 1);
    }
}
