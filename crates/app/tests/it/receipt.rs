//! The receipt: at once, with the contents of the law, checked by anybody.

use crate::bundle::TERM_BY_ACT;
use crate::journey::{act, answer, attach, filed, office_path, ready, save, transmit};
use crate::world::{ADA, BORGO, PDF, TestHouse};
use cases::{ClockRound, Paper};
use serde_json::{Value, json};
use store::params;
use testkit::both_databases;

/// The labels of art. 8 c. 2 L. 241/1990, as the receipt has them.
const ART_8: [&str; 10] = [
    "Amministrazione competente",
    "Oggetto del procedimento",
    "Ufficio",
    "Domicilio digitale dell'amministrazione",
    "Responsabile del procedimento",
    "Data entro cui deve concludersi il procedimento",
    "Rimedi in caso di inerzia",
    "Data di presentazione dell'istanza",
    "Come vedere gli atti ed esercitare i diritti online",
    "Ufficio dove vedere gli atti non disponibili online",
];

/// What the receipt was printed with.
fn printed(house: &TestHouse) -> Paper {
    let printed = house.printed.lock().unwrap();
    let receipt = printed.iter().find(|paper| paper.template == "receipt");
    receipt.expect("a receipt").clone()
}

both_databases! {
    async fn proc_03_proc_04_proc_05_the_receipt_is_there_at_once_with_the_contents_of_the_law(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        let page = browser.get(&format!("{case}/ricevuta")).await.expect(200);
        let mut page = page.says("03/03/2025 09:00:00").says("2 aprile 2025").says("vale come comunicazione di avvio");
        for label in ART_8 {
            page = page.says(label);
        }
        page.says("Segreteria generale").says("protocollo@pec.borgo-esempio.example").says("Sara Segnaposto")
            .says("Ricorso al TAR").says("la richiesta si intende respinta");
        house.drain().await;
        let notice = printed(&house).data["notice"].clone();
        for (key, value) in notice.as_object().unwrap() {
            assert!(!value.is_null() && value != "", "{key} is empty: {notice}");
        }
        assert_eq!(notice.as_object().unwrap().len(), 9);
        assert_eq!(notice["term"]["kind"], "last_day");
    }

    async fn proc_05_a_term_set_by_act_is_said_and_no_date_is_shown_for_it(db: TestDb) {
        let house = TestHouse::changed(db, TERM_BY_ACT).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        ada.get(&format!("{draft}/riepilogo")).await.expect(200).says("fissato con atto").hides("deve rispondere entro il");
        let receipt = transmit(&mut ada, &draft).await.expect(303).location();
        let page = ada.get(&receipt).await.expect(200).read();
        let due = page.split_once("Data entro cui deve concludersi il procedimento").unwrap().1;
        let due = due.split_once("<dd").unwrap().1.split_once("</dd>").unwrap().0;
        assert!(due.ends_with(">Termine fissato con atto"), "{due}");
        assert!(!page.contains("aprile 2026") && !page.contains("Effetto del silenzio"), "{page}");
        house.drain().await;
        let paper = printed(&house).data;
        assert_eq!((&paper["notice"]["term"], &paper["silence"]), (&json!({ "kind": "set_by_act" }), &Value::Null));
        assert!(house.mails().iter().all(|mail| !mail.contains("aprile") && !mail.contains("risponde entro il")));
        let case = receipt.trim_end_matches("/ricevuta");
        ada.get(case).await.expect(200).says("Termine fissato con atto").hides("aprile 2026");
        let mut olga = house.operator("olga").await;
        olga.get(&format!("{BORGO}/operatori/coda")).await.expect(200).says("Termine fissato con atto");
        act(&mut olga, case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, case, "richiedi_integrazione", &[("testo", "Serve la pianta."), ("giorni", "10")]).await.expect(303);
        answer(&mut ada, case, "Eccola.").await.expect(303);
        house.set("2031-03-03T09:00:00+01:00");
        ClockRound(house.house.cases.clone()).run().await.unwrap();
        house.citizen(ADA).await.get(case).await.expect(200).says("In carico all'ufficio").says("Termine fissato con atto");
    }

    async fn proc_40_the_receipt_says_on_which_letter_of_art_65_the_filing_stands(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        browser.get(&format!("{case}/ricevuta")).await.expect(200).says("art. 65 c. 1 lett. b CAD");
        house.drain().await;
        assert!(printed(&house).data["filing_basis"].as_str().unwrap().contains("lett. b CAD"));
        assert_eq!(house.count("select count(*) as n from cases where filing_basis = 'cad-65-b'").await, 1);
    }

    async fn proc_09_the_filing_stands_while_the_receipt_is_not_yet_made(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        let page = browser.get(&format!("{case}/ricevuta")).await.expect(200)
            .says("La ricevuta in PDF è in preparazione").says("0000001/2026");
        assert!(page.links("/documenti/").is_empty());
        assert_eq!(house.count("select count(*) as n from register_entries").await, 1);
        let mut officer = house.operator("olga").await;
        officer.get(&format!("{BORGO}/operatori/coda")).await.expect(200).says("Ada Esempio");
        house.drain().await;
        let page = browser.get(&format!("{case}/ricevuta")).await.expect(200).says("Scarica la ricevuta (PDF)");
        browser.get(&page.links("/documenti/")[0]).await.expect(200);
    }

    async fn proc_51_the_register_entry_has_number_date_correspondent_subject_and_hash(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        for _ in 0..3 {
            filed(&mut browser).await;
        }
        let sql = "select r.number, r.year, r.correspondent, r.subject, r.document_sha256, r.direction, r.presented_at, \
                   c.number as application, d.data from register_entries r join cases c on c.id = r.case_id \
                   join case_data d on d.case_id = c.id order by r.number";
        let rows = house.house.store.query(sql, params![]).await.unwrap();
        for (expected, row) in (1_i64..).zip(&rows) {
            assert_eq!(row.get::<i64>("number").unwrap(), expected);
            assert_eq!(row.get::<i64>("year").unwrap(), 2026);
            assert_eq!(row.get::<String>("correspondent").unwrap(), "Ada Esempio");
            assert_eq!(row.get::<String>("direction").unwrap(), "in");
            assert!(row.get::<String>("subject").unwrap().contains(&row.get::<String>("application").unwrap()));
            let data = row.get::<String>("data").unwrap();
            assert_eq!(row.get::<String>("document_sha256").unwrap(), digest(data.as_bytes()));
            assert_eq!(row.get::<i64>("presented_at").unwrap(), testkit::START.as_micros());
        }
        assert_eq!(rows.len(), 3);
    }

    async fn proc_03_what_was_sent_is_listed_with_its_hashes(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready(&mut browser).await;
        attach(&mut browser, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let sent = transmit(&mut browser, &draft).await.expect(303);
        browser.get(&sent.location()).await.expect(200).says("pianta.pdf").says(&digest(PDF));
        house.drain().await;
        let record: String = house.house.store.query_one("select data from case_data", params![]).await.unwrap().get("data").unwrap();
        browser.get(&sent.location()).await.expect(200).says(&digest(record.as_bytes()));
        let documents = printed(&house).data["documents"].clone();
        assert_eq!(documents[0]["sha256"], digest(record.as_bytes()), "the application itself comes first");
        assert_eq!((&documents[1]["name"], &documents[1]["sha256"]), (&"pianta.pdf".into(), &digest(PDF).into()));
        let mails = house.mails();
        assert!(mails.iter().any(|mail| mail.contains("ada.esempio@posta.example") && mail.contains("ricevuta-")), "{mails:?}");
    }

    async fn proc_05_who_files_for_somebody_else_names_them_on_the_receipt(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready(&mut browser).await;
        let other = [
            ("a_che_titolo", "legale_rappresentante"), ("rappresentato_tipo", "ente"),
            ("ente_denominazione", "Associazione Prova"), ("ente_codice_fiscale", "99900000003"), ("ente_carica", "presidente"),
        ];
        save(&mut browser, &draft, 2, &other, "avanti").await.expect(303);
        let sent = transmit(&mut browser, &draft).await.expect(303);
        browser.get(&sent.location()).await.expect(200).says("Per conto di").says("Associazione Prova").says("Ada Esempio");
        house.drain().await;
        let data = printed(&house).data;
        assert_eq!((&data["applicant"], &data["represented"]), (&"Ada Esempio".into(), &"Associazione Prova".into()));
        let sql = "select count(*) as n from case_parties c join parties p on p.id = c.party_id \
                   where c.role = 'subject' and p.kind = 'company' and p.fiscal_code = '99900000003'";
        assert_eq!(house.count(sql).await, 1);
        let case = sent.location().replace("/ricevuta", "");
        house.operator("olga").await.get(&office_path(&case)).await.expect(200).says("Per conto di");
        let own = filed(&mut browser).await;
        browser.get(&format!("{own}/ricevuta")).await.expect(200).hides("Per conto di");
    }

    async fn priv_the_public_check_confirms_and_shows_no_personal_data(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        let receipt = browser.get(&format!("{case}/ricevuta")).await.expect(200);
        let address = receipt.links("/verifica/")[0].clone();
        let path = address.strip_prefix("http://localhost:8080").expect("the public address");
        let mut stranger = house.browser();
        stranger.get(path).await.expect(200).says("0000001/2026").says("Comune di Borgo Esempio")
            .hides("Esempio Ada").hides("Ada Esempio").hides(ADA).hides("posta.example").hides("planimetria")
            .hides("Concessione edilizia");
        let altered = format!("{}{}", &path[..path.len() - 1], if path.ends_with('A') { 'B' } else { 'A' });
        stranger.get(&altered).await.expect(404);
    }
}

/// Names no keyboard of the office has, on paper made by the program itself.
async fn printed_for_real(db: testkit::TestDb, fiscal_code: &str, name: &str) {
    let house = TestHouse::new(db).await;
    let mut browser = house.citizen(fiscal_code).await;
    let case = filed(&mut browser).await;
    browser
        .get(&format!("{case}/ricevuta"))
        .await
        .expect(200)
        .says(name);
    house.drain_for_real().await;
    let page = browser.get(&format!("{case}/ricevuta")).await.expect(200);
    let pdf = browser.get(&page.links("/documenti/")[0]).await.expect(200);
    let document = lopdf::Document::load_mem(&pdf.bytes).expect("a PDF");
    let catalog = document.catalog().expect("a catalogue");
    assert!(
        catalog.get(b"StructTreeRoot").is_ok(),
        "tagged, so that it can be read aloud"
    );
    assert!(!document.get_pages().is_empty());
    let mut officer = house.operator("olga").await;
    officer
        .get(&format!("{BORGO}/operatori/coda"))
        .await
        .expect(200)
        .says(name);
}

both_databases! {
    async fn form_09_an_arabic_name_files_and_prints_a_receipt(db: TestDb) {
        printed_for_real(db, "XXXXXX70A01H501A", "مثال تجربة").await;
    }

    async fn form_09_a_chinese_name_files_and_prints_a_receipt(db: TestDb) {
        printed_for_real(db, "XXXXXX71A01H501B", "测试 例子").await;
    }

    async fn form_09_a_name_with_an_emoji_files_and_prints_a_receipt(db: TestDb) {
        printed_for_real(db, "XXXXXX72A01H501C", "🦊 Zoë O'Esempio-Ćirić").await;
    }
}

/// SHA-256, hexadecimal.
fn digest(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(Sha256::digest(bytes))
}
