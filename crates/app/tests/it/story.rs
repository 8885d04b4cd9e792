//! The full story of a case, as it is printed for whoever audits the body.

use crate::browser::Reply;
use crate::journey::{act, answer, attach, id_of, office_path, ready, transmit};
use crate::world::{ADA, BORGO, PDF, TestHouse};
use kernel::{BodyId, CaseId, Lang};
use ledger::{Chain, Erasure};
use std::collections::BTreeSet;
use store::{WriteBatch, params};
use testkit::both_databases;

/// The lines of the page, as a person reads them.
fn lines(page: &Reply) -> Vec<String> {
    let text = page.read();
    let body = text.split_once("<tbody>").expect("a table").1;
    body.split("</tr>")
        .filter(|line| line.contains("<td"))
        .map(str::to_owned)
        .collect()
}

/// Lets a minute pass, so that no two steps have one instant; answers what the clock shows.
fn later(house: &TestHouse) -> String {
    house.clock.advance_seconds(60);
    house.clock_text()
}

/// Everything a case can go through; answers its path and what the story must tell, in order: what, who, when.
async fn journey(house: &TestHouse) -> (String, Vec<(&'static str, &'static str, String)>) {
    let mut told = Vec::new();
    let mut ada = house.citizen(ADA).await;
    let draft = ready(&mut ada).await;
    attach(&mut ada, &draft, 5, ("altri_allegati", "pianta.pdf", PDF))
        .await
        .expect(303);
    let at = later(house);
    let case = transmit(&mut ada, &draft)
        .await
        .expect(303)
        .location()
        .replace("/ricevuta", "");
    told.push((
        "Registrazione di protocollo n. 0000001/2026 (Ricevuto dall'ufficio)",
        "Ada Esempio",
        at.clone(),
    ));
    told.push(("Domanda trasmessa", "Ada Esempio", at));
    let at = later(house);
    house.drain().await;
    told.push(("Documento formato", "Sistema", at));
    let (mut olga, mut sara) = (house.operator("olga").await, house.operator("sara").await);
    let at = later(house);
    act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
    told.push((
        "Prendi in carico → In carico all'ufficio",
        "Olga Operativa",
        at.clone(),
    ));
    told.push(("Esame della pratica", "Olga Operativa", at));
    let version = sara.get(&office_path(&case)).await.expect(200).hidden("versione");
    let row = house
        .house
        .store
        .query_one(
            "select account_id from identities where subject = 'oreste'",
            params![],
        )
        .await;
    let oreste = row
        .unwrap()
        .get::<kernel::AccountId>("account_id")
        .unwrap()
        .to_string();
    let at = later(house);
    let typed = [("versione", version.as_str()), ("assegnatario", oreste.as_str())];
    sara.post(&format!("{}/assegna", office_path(&case)), &typed)
        .await
        .expect(303);
    told.push(("Oreste Operativa", "Sara Operativa", at));
    let at = later(house);
    act(
        &mut olga,
        &case,
        "richiedi_integrazione",
        &[("testo", "Serve la planimetria."), ("giorni", "15")],
    )
    .await
    .expect(303);
    told.push((
        "Registrazione di protocollo n. 0000002/2026 (Inviato dall'ufficio)",
        "Olga Operativa",
        at.clone(),
    ));
    told.push(("Serve la planimetria.", "Olga Operativa", at));
    let at = later(house);
    answer(&mut ada, &case, "Eccola qui.").await.expect(303);
    told.push(("Eccola qui.", "Ada Esempio", at));
    let at = later(house);
    let typed = [
        ("oggetto", "Una precisazione"),
        ("testo", "Abbiamo ricevuto tutto."),
    ];
    olga.post(&format!("{}/messaggi", office_path(&case)), &typed)
        .await
        .expect(303);
    told.push(("Abbiamo ricevuto tutto.", "Olga Operativa", at));
    let at = later(house);
    act(
        &mut olga,
        &case,
        "accogli",
        &[("motivazione", "L'interesse è diretto.")],
    )
    .await
    .expect(303);
    told.push(("L'interesse è diretto.", "Olga Operativa", at));
    house.drain().await;
    let at = later(house);
    let entry = format!("{BORGO}/operatori/protocollo/2026/2");
    sara.get(&entry).await.expect(200);
    let typed = [
        ("motivo", "Destinatario sbagliato"),
        ("provvedimento", "Disposizione n. 9"),
        ("conferma", "si"),
    ];
    sara.post(&format!("{entry}/annulla"), &typed).await.expect(303);
    told.push((
        "Annullata la registrazione di protocollo n. 0000002/2026",
        "Sara Operativa",
        at.clone(),
    ));
    told.push(("Consultazione del protocollo", "Sara Operativa", at));
    (case, told)
}

both_databases! {
    async fn aud_01_the_full_story_names_each_step_with_who_and_when_in_order(db: TestDb) {
        let house = TestHouse::new(db).await;
        let (case, mut told) = journey(&house).await;
        let at = later(&house);
        let mut sara = house.operator("sara").await;
        let page = sara.get(&format!("{}/storia", office_path(&case))).await.expect(200);
        told.push(("Storia completa della pratica", "Sara Operativa", at.clone()));
        let printed = lines(&page);
        let mut rest = printed.iter();
        for (what, who, when) in &told {
            let found = rest.any(|line| line.contains(what) && line.contains(who) && line.contains(when.as_str()));
            assert!(found, "«{what}», {who}, {when}: not there, or not in its place: {printed:#?}");
        }
        assert!(rest.next().is_none(), "this reading is the last line");
        // Every event is there, each with its own place and digest.
        let id: CaseId = id_of(&case).parse().unwrap();
        let story = ledger::story(&house.house.store, id).await.unwrap();
        assert_eq!(printed.len(), story.len());
        for (line, event) in printed.iter().zip(&story) {
            assert!(line.contains(&event.hash) && line.contains(&format!("n. {}<", event.seq)), "{event:?}: {line}");
        }
        let head = ledger::head(&house.house.store, house.body("borgo-esempio").await).await.unwrap().unwrap();
        let sha256 = house.house.store.query_one("select sha256 from case_data", params![]).await.unwrap();
        page.says(&head.hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()).says("pianta.pdf").says("Destinatario sbagliato")
            .says("Disposizione n. 9").says(&sha256.get::<String>("sha256").unwrap()).says(&format!("Stampata il {at} da Sara Operativa"));
        let en = sara.get(&format!("{}/storia", office_path(&case)).replace(BORGO, &format!("{BORGO}/en"))).await.expect(200);
        en.says("Application transmitted").says("Reading of personal data");
        sara.get(&office_path(&case)).await.expect(200).says("/storia\"");
    }

    async fn aud_01_the_full_story_is_for_supervisors_of_the_office(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = crate::journey::filed(&mut ada).await;
        let story = format!("{}/storia", office_path(&case));
        for who in ["olga", "tecla", "alvaro"] {
            house.operator(who).await.get(&story).await.expect(404);
        }
        house.operator("olga").await.get(&office_path(&case)).await.expect(200).hides("/storia\"");
        house.operator("marina").await.get(&story).await.expect(303);
        let before = house.count("select count(*) as n from events where chain like 'reads%'").await;
        house.operator("sara").await.get(&story).await.expect(200);
        assert_eq!(house.count("select count(*) as n from events where chain like 'reads%'").await, before + 1, "read and written down");
    }

    async fn aud_01_what_was_lawfully_erased_is_told_and_its_line_stays(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = crate::journey::filed(&mut ada).await;
        ada.get(&case).await.expect(200);
        ada.post(&format!("{case}/messaggi"), &[("oggetto", "Dubbio"), ("testo", "Segreto da cancellare")]).await.expect(303);
        let mut sara = house.operator("sara").await;
        let path = format!("{}/storia", office_path(&case));
        sara.get(&path).await.expect(200).says("Segreto da cancellare");
        let body: BodyId = house.body("borgo-esempio").await;
        let id: CaseId = id_of(&case).parse().unwrap();
        let erasure = Erasure {
            chain: Chain::Body(body),
            case: Some(id),
            digests: ledger::payloads_of(&house.house.store, Chain::Body(body), id).await.unwrap(),
            reason: "Scarto autorizzato".to_owned(),
            actor: None,
            at: house.house.clock.now(),
        };
        let mut batch = WriteBatch::new();
        ledger::erase(&mut batch, &*house.house.random, erasure);
        house.house.store.commit(batch).await.unwrap();
        let page = sara.get(&path).await.expect(200).hides("Segreto da cancellare").says("Messaggio scritto")
            .says("Cancellati il").says("Scarto autorizzato").says("Cancellazione di dati personali");
        assert!(lines(&page).len() > 4);
    }

    async fn aud_01_every_kind_of_event_the_code_appends_has_words(db: TestDb) {
        let kinds = kinds();
        for (kind, lang) in kinds.iter().flat_map(|kind| Lang::ALL.map(|lang| (kind, lang))) {
            let key = format!("cases-event-{}", kind.replace(['.', '_'], "-"));
            assert!(locale::has(lang, &key), "{key} has no text in {}", lang.code());
        }
        // The scan of the sources misses nothing of what a whole journey writes.
        let house = TestHouse::new(db).await;
        journey(&house).await;
        let rows = house.house.store.query("select distinct kind from events", params![]).await.unwrap();
        let written: BTreeSet<String> = rows.iter().map(|row| row.get("kind").unwrap()).collect();
        assert!(written.len() > 7 && written.is_subset(&kinds), "{written:?} {kinds:?}");
    }
}

/// The kinds of the events that the sources append, tests aside.
fn kinds() -> BTreeSet<String> {
    let mut kinds = BTreeSet::from([ledger::READING.to_owned(), ledger::ERASURE.to_owned()]);
    for text in crate::routes::texts() {
        for call in ["Event::new(", ".event(", "record_clock("] {
            let calls = text
                .split(call)
                .skip(1)
                .map(|rest| rest.split(';').next().unwrap());
            let named = calls
                .filter_map(|call| call.split('"').nth(1))
                .filter(|word| word.contains('.'));
            kinds.extend(named.map(str::to_owned));
        }
    }
    kinds
}
