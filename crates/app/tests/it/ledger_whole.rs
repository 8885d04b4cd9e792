//! After everything a case can go through, the ledger is whole and tells the story.

use crate::journey::{act, answer, attach, filed, id_of, ready, transmit};
use crate::world::{ADA, BRUNO, PDF, TestHouse};
use kernel::CaseId;
use ledger::{Check, Personal};
use testkit::both_databases;

async fn whole(house: &TestHouse) -> String {
    let check = Check {
        store: &house.house.store,
        files: Some(&house.house.files),
        anchors: None,
        signer: None,
    };
    let report = ledger::verify(&check).await.unwrap();
    assert!(report.is_whole(), "{report}");
    report.to_string()
}

both_databases! {
    async fn aud_01_the_ledger_is_whole_and_the_story_complete_after_the_journeys(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        attach(&mut ada, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let case = transmit(&mut ada, &draft).await.expect(303).location().replace("/ricevuta", "");
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut olga, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "15")]).await.expect(303);
        answer(&mut ada, &case, "Eccola.").await.expect(303);
        act(&mut olga, &case, "accogli", &[("motivazione", "L'interesse è diretto.")]).await.expect(303);
        let withdrawn = filed(&mut house.citizen(BRUNO).await).await;
        let mut bruno = house.citizen(BRUNO).await;
        bruno.get(&withdrawn).await.expect(200);
        bruno.post(&format!("{withdrawn}/azioni/ritira"), &[]).await.expect(303);
        house.drain().await;
        whole(&house).await;
        let id: CaseId = id_of(&case).parse().unwrap();
        let story = ledger::story(&house.house.store, id).await.unwrap();
        let told: Vec<String> = story.iter().filter(|line| line.kind == "case.transition")
            .map(|line| line.public["transition"].as_str().unwrap().to_owned()).collect();
        assert_eq!(told, ["prendi_in_carico", "richiedi_integrazione", "integrazione_ricevuta", "accogli"]);
        assert!(story[..2].iter().any(|line| line.kind == "case.transmitted"), "{story:?}");
        assert_eq!(story.iter().filter(|line| line.kind == "register.entered").count(), 4, "in, request, answer, act");
        assert_eq!(story.iter().filter(|line| line.kind == "document.made").count(), 2, "receipt and act");
        let motivation = story.iter().any(|line| matches!(&line.personal, Personal::Kept(kept) if kept["motivation"] == "L'interesse è diretto."));
        assert!(motivation, "why is in the story");
    }

    async fn aud_01_a_rewritten_answer_is_found(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        whole(&house).await;
        let mut batch = store::WriteBatch::new();
        batch.exec("update case_data set data = '{}'", store::params![]);
        house.house.store.commit(batch).await.unwrap();
        let check = Check { store: &house.house.store, files: Some(&house.house.files), anchors: None, signer: None };
        assert!(!ledger::verify(&check).await.unwrap().is_whole());
    }

    async fn aud_01_reading_a_case_is_written_down(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let before = house.count("select count(*) as n from events where chain like 'reads%' or kind like '%read%'").await;
        house.operator("olga").await.get(&crate::journey::office_path(&case)).await.expect(200);
        let after = house.count("select count(*) as n from events where chain like 'reads%' or kind like '%read%'").await;
        assert_eq!(after, before + 1);
    }
}
