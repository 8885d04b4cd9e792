//! The office's side: queue, assignment, decision, deadlines.

use crate::journey::{act, filed, office_path};
use crate::world::{ADA, BORGO, BRUNO, TestHouse};
use store::params;
use testkit::both_databases;

/// Somebody who files with the technical office.
const THIRD: &str = "XXXXXX71A01H501B";

async fn account_of(house: &TestHouse, name: &str) -> String {
    let row = house
        .house
        .store
        .query_one(
            "select account_id from identities where subject = $1",
            params![name],
        )
        .await;
    let id: kernel::AccountId = row.unwrap().get("account_id").unwrap();
    id.to_string()
}

both_databases! {
    async fn form_16_iol_06_what_is_filed_reaches_the_queue_of_its_own_office(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let queue = format!("{BORGO}/operatori/coda");
        let mine = house.operator("olga").await.get(&queue).await.expect(200).says("Ada Esempio");
        assert!(mine.text().contains(crate::journey::id_of(&case)));
        let other_office = house.operator("tecla").await.get(&queue).await.expect(200);
        assert!(!other_office.text().contains(crate::journey::id_of(&case)));
        house.operator("sara").await.get(&queue).await.expect(200).says("Ada Esempio");
    }

    async fn form_16_the_queue_is_narrowed_by_state_service_office_assignee_deadline_and_words(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        let case = filed(&mut house.citizen(BRUNO).await).await;
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        let olga_id = account_of(&house, "olga").await;
        let queries = [
            ("stato=in_carico", "Bruno Prova", "Ada Esempio"),
            ("stato=trasmessa", "Ada Esempio", "Bruno Prova"),
            ("assegnatario=nessuno", "Ada Esempio", "Bruno Prova"),
            (&format!("assegnatario={olga_id}"), "Bruno Prova", "Ada Esempio"),
            ("q=bruno", "Bruno Prova", "Ada Esempio"),
            (&format!("q={ADA}"), "Ada Esempio", "Bruno Prova"),
            ("servizio=accesso-atti&stato=in_carico", "Bruno Prova", "Ada Esempio"),
        ];
        for (query, shown, hidden) in queries {
            let page = olga.get(&format!("{BORGO}/operatori/coda?{query}")).await.expect(200);
            let rows = page.text().split_once("<tbody>").unwrap_or_else(|| panic!("{query}: nothing")).1.to_owned();
            assert!(rows.contains(shown) && !rows.contains(hidden), "{query}: {rows}");
        }
        let body = house.body("borgo-esempio").await;
        let (secretariat, technical) = (house.office(body, "SEG").await, house.office(body, "TEC").await);
        let mut batch = store::WriteBatch::new();
        batch.exec("update adoptions set office_id = $1 where service = 'accesso-atti'", params![technical]);
        house.house.store.commit(batch).await.unwrap();
        filed(&mut house.citizen(THIRD).await).await;
        let queues = [
            ("sara", secretariat, vec!["Ada Esempio", "Bruno Prova"]),
            ("sara", technical, vec!["测试 例子"]),
            ("olga", secretariat, vec!["Ada Esempio", "Bruno Prova"]),
            ("olga", technical, vec![]),
            ("tecla", technical, vec!["测试 例子"]),
            ("tecla", secretariat, vec![]),
        ];
        for (who, office, shown) in queues {
            let page = house.operator(who).await.get(&format!("{BORGO}/operatori/coda?ufficio={office}")).await.expect(200);
            let rows = page.text().split_once("<tbody>").map(|(_, rows)| rows.to_owned()).unwrap_or_default();
            for name in ["Ada Esempio", "Bruno Prova", "测试 例子"] {
                assert_eq!(rows.contains(name), shown.contains(&name), "{who} {office} {name}: {rows}");
            }
        }
        for nothing in ["entro=2026-03-01", "servizio=altro", "area=concluse", "q=ippogrifo"] {
            let page = olga.get(&format!("{BORGO}/operatori/coda?{nothing}")).await.expect(200);
            assert!(!page.text().contains("<tbody>"), "{nothing}");
        }
    }

    async fn form_16_the_supervisor_assigns_and_the_assignee_is_shown(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let mut sara = house.operator("sara").await;
        let oreste = account_of(&house, "oreste").await;
        let page = sara.get(&office_path(&case)).await.expect(200);
        let version = page.hidden("versione");
        let typed = [("versione", version.as_str()), ("assegnatario", oreste.as_str())];
        sara.post(&format!("{}/assegna", office_path(&case)), &typed).await.expect(303);
        sara.get(&office_path(&case)).await.expect(200).says("Oreste Operativa");
        let tecla = account_of(&house, "tecla").await;
        let version = sara.get(&office_path(&case)).await.hidden("versione");
        let wrong = [("versione", version.as_str()), ("assegnatario", tecla.as_str())];
        sara.post(&format!("{}/assegna", office_path(&case)), &wrong).await.expect(422).says("non lavora più le pratiche di questo ufficio");
    }

    async fn form_16_who_takes_a_case_cannot_give_it_to_a_colleague(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let oreste = account_of(&house, "oreste").await;
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[("assegnatario", &oreste)]).await.expect(303);
        olga.get(&office_path(&case)).await.expect(200).says("Olga Operativa");
        let olga_id = account_of(&house, "olga").await;
        let assignee: kernel::AccountId = house.house.store.query_one("select assignee_id from cases", params![]).await
            .unwrap().get("assignee_id").unwrap();
        assert_eq!(assignee.to_string(), olga_id);
    }

    async fn form_16_who_is_given_a_case_is_told_by_mail(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let oreste = account_of(&house, "oreste").await;
        let mut sara = house.operator("sara").await;
        act(&mut sara, &case, "assegna", &[("assegnatario", &oreste)]).await.expect(303);
        house.drain().await;
        let links = |mail: &String, path: &str| mail.replace("=\r\n", "").contains(path);
        let mails = house.mails();
        let to = |who: &str| mails.iter().find(|mail| mail.contains(&format!("To: {who}"))).cloned().unwrap_or_default();
        assert!(links(&to("oreste@ufficio.example"), "/operatori/pratiche/"), "{mails:?}");
        assert!(!links(&to("ada.esempio@posta.example"), "/operatori/"), "{mails:?}");
        let told = |house: &TestHouse| house.mails().iter().filter(|mail| mail.contains("oreste@ufficio.example")).count();
        assert_eq!(told(&house), 1);
        let mut oreste = house.operator("oreste").await;
        act(&mut oreste, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "10")]).await.expect(303);
        crate::journey::answer(&mut ada, &case, "Ecco la planimetria.").await.expect(303);
        house.drain().await;
        assert_eq!(told(&house), 2, "the answer reaches who works the case");
    }

    async fn fen_69_every_page_that_shows_a_case_is_recorded_also_a_refusal(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let mut olga = house.operator("olga").await;
        let path = office_path(&case);
        let readings = "select count(*) as n from events where chain like 'reads/%'";
        assert_eq!(house.count(readings).await, 0);
        olga.get(&path).await.expect(200);
        assert_eq!(house.count(readings).await, 1);
        let stale = olga.post(&format!("{path}/azioni/prendi_in_carico"), &[("versione", "77")]).await.expect(409);
        stale.says("Ada Esempio");
        assert_eq!(house.count(readings).await, 2);
    }

    async fn form_16_what_expires_this_week_is_listed(db: TestDb) {
        let house = TestHouse::on(db, "2025-03-03T09:00:00+01:00").await;
        filed(&mut house.citizen(ADA).await).await;
        let deadlines = format!("{BORGO}/operatori/scadenze");
        house.operator("sara").await.get(&deadlines).await.expect(200).hides("Ada Esempio");
        house.set("2025-03-28T09:00:00+01:00");
        house.operator("sara").await.get(&deadlines).await.expect(200).says("Ada Esempio");
        let case = house.citizen(ADA).await.get(&format!("{BORGO}/pratiche")).await.links("/borgo-esempio/pratiche/")[0].clone();
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "20")]).await.expect(303);
        house.operator("sara").await.get(&deadlines).await.expect(200).hides("Ada Esempio");
    }

    async fn form_17_a_decision_is_an_act_with_reasons_registered_in_output_and_delivered(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        let without = act(&mut olga, &case, "respingi", &[("motivazione", "   ")]).await;
        without.expect(422);
        assert_eq!(house.count("select count(*) as n from acts").await, 0);
        let reasons = "I documenti sono esclusi dall'accesso (art. 24 L. 241/1990).";
        act(&mut olga, &case, "respingi", &[("motivazione", reasons)]).await.expect(303);
        house.drain().await;
        let page = ada.get(&case).await.expect(200).says(reasons).says("Non accolta").says("prove deboli");
        assert!(page.text().contains("0000002/2026"), "the register number of the act");
        assert_eq!(house.count("select count(*) as n from register_entries where direction = 'out'").await, 1);
        let printed = house.printed.lock().unwrap().iter().filter(|paper| paper.template == "act").count();
        assert_eq!(printed, 1);
        let strengths = house.count("select count(*) as n from deliveries where strength = 'strong'").await;
        assert_eq!(strengths, 0, "desk and e-mail are weak proofs");
        let again = [("versione", "99"), ("motivazione", "Ripensamento")];
        olga.post(&format!("{}/azioni/accogli", office_path(&case)), &again).await.expect(409);
    }

    async fn form_17_the_office_writes_and_the_citizen_answers(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let mut olga = house.operator("olga").await;
        olga.get(&office_path(&case)).await.expect(200);
        let typed = [("oggetto", "Una domanda"), ("testo", "Quando può venire?")];
        olga.post(&format!("{}/messaggi", office_path(&case)), &typed).await.expect(303);
        ada.get(&format!("{BORGO}/messaggi")).await.expect(200).says("Una domanda");
        ada.get(&case).await.expect(200).says("Quando può venire?");
        ada.post(&format!("{case}/messaggi"), &[("oggetto", "Risposta"), ("testo", "Domani mattina.")]).await.expect(303);
        olga.get(&office_path(&case)).await.expect(200).says("Domani mattina.");
        house.drain().await;
        assert!(house.mails().iter().any(|mail| mail.contains("Una domanda")));
        let kept = ada.post(&format!("{case}/messaggi"), &[("oggetto", ""), ("testo", "Senza oggetto")]).await;
        kept.expect(422).says("Senza oggetto");
    }

    async fn form_17_the_citizen_withdraws_and_the_case_is_concluded(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        ada.post(&format!("{case}/azioni/prendi_in_carico"), &[]).await.expect(409);
        ada.get(&case).await.expect(200).says("Ritira la richiesta");
        ada.post(&format!("{case}/azioni/ritira"), &[]).await.expect(303);
        ada.get(&case).await.expect(200).says("Ritirata");
        assert_eq!(house.count("select count(*) as n from cases where area = 'concluded'").await, 1);
    }
}
