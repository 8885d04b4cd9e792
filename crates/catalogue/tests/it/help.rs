//! Questions, answers and instructions.

use crate::site::{Site, in_order, main_of};
use bodies::Faq;
use store::WriteBatch;

fn faq(site: &Site, position: i64, topic: &str, question: &str) -> Faq {
    Faq {
        id: site.uuid(),
        body: site.comune.id,
        topic_it: topic.to_owned(),
        topic_en: Some(format!("{topic} (en)")),
        question_it: question.to_owned(),
        question_en: None,
        answer_it: "Sì: *sempre*. [qui](javascript:alert(1)) <img src=x onerror=alert(1)>".to_owned(),
        answer_en: Some("Yes.".to_owned()),
        position,
    }
}

testkit::both_databases! {
    async fn iol_43_frequent_questions_are_listed_by_topic(db: TestDb) {
        let site = Site::new(&db).await;
        assert!(main_of(&site.page("/borgo-esempio/domande-frequenti").await).contains("Non ci sono ancora domande frequenti"));
        let mut batch = WriteBatch::new();
        for (position, topic, question) in [(1, "Pratiche", "Prima?"), (2, "Accesso", "Seconda?"), (3, "Pratiche", "Terza?")] {
            bodies::write::faq(&mut batch, &faq(&site, position, topic, question));
        }
        site.commit(batch).await;
        let page = site.page("/borgo-esempio/domande-frequenti").await;
        let page = main_of(&page);
        in_order(page, &[">Pratiche</h2>", "Prima?", "<em>sempre</em>", "Terza?", ">Accesso</h2>", "Seconda?"]);
        assert!(!page.contains("javascript:") && !page.contains("onerror"));
        let english = site.page("/borgo-esempio/en/domande-frequenti").await;
        in_order(main_of(&english), &["Pratiche (en)", "Prima?", "Yes."]);
        assert!(main_of(&site.page("/regione-esempio/domande-frequenti").await).contains("Non ci sono ancora"));
    }

    async fn iol_42_spp_03_instructions_have_an_index_of_their_chapters(db: TestDb) {
        let site = Site::new(&db).await;
        let page = site.page("/borgo-esempio/istruzioni").await;
        let page = main_of(&page);
        let anchors: Vec<&str> = page.split("<li><a href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(anchors.len() >= 10, "{anchors:?}");
        for anchor in anchors {
            assert!(page.contains(&format!("<section id=\"{anchor}\"")), "{anchor}");
        }
        in_order(page, &[
            "Registrarsi e accedere", "Salvare non è trasmettere", "SPID", "Conta il momento in cui il sistema",
            "Torna all’indice", "info@borgo-esempio.example",
        ]);
        let home = site.page("/borgo-esempio").await;
        assert!(main_of(&home).contains("href=\"/borgo-esempio/istruzioni\""));
        assert!(main_of(&site.page("/borgo-esempio/en/istruzioni").await).contains("Saving is not transmitting"));
    }
}
