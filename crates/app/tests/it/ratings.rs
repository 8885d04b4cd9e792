//! Ratings of pages and services.

use crate::journey::filed;
use crate::world::{ADA, BORGO, TestHouse};
use store::params;
use testkit::both_databases;

const RATE: &str = "/borgo-esempio/valutazione";
const FIGURES: &str = "/borgo-esempio/operatori/valutazioni";

both_databases! {
    async fn cse_1_7_every_public_page_has_the_block_of_the_model_with_its_exact_words(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        for page in ["", "/servizi", "/servizi/accesso-atti", "/istruzioni", "/domande-frequenti", "/privacy", "/accessibilita", "/note-legali",
            "/richiesta-assistenza", "/segnalazione-disservizio", "/prenota-appuntamento"] {
            let page = browser.get(&format!("{BORGO}{page}")).await.expect(200)
                .says("Quanto sono chiare le informazioni su questa pagina?")
                .says("Quali sono stati gli aspetti che hai preferito?").says("Dove hai incontrato le maggiori difficoltà?")
                .says("Le indicazioni erano chiare").says("Le indicazioni erano complete").says("Capivo sempre che stavo procedendo correttamente").says("Non ho avuto problemi tecnici")
                .says("A volte le indicazioni non erano chiare").says("A volte le indicazioni non erano complete").says("A volte non capivo se stavo procedendo correttamente").says("Ho avuto problemi tecnici");
            let text = page.text();
            for element in ["feedback", "feedback-title", "feedback-rate-1", "feedback-rate-5", "feedback-rating-positive", "feedback-rating-negative", "feedback-input-text"] {
                assert_eq!(text.matches(&format!("data-element=\"{element}\"")).count(), 1, "{element}");
            }
            assert_eq!(text.matches("data-element=\"feedback-rating-question\"").count(), 2);
            assert_eq!(text.matches("data-element=\"feedback-rating-answer\"").count(), 10);
        }
        for page in ["/operatori/login", "/accedi"] {
            browser.get(&format!("{BORGO}{page}")).await.expect(200).hides("data-element=\"feedback\"");
        }
    }

    async fn cse_1_7_a_filing_ends_with_its_rating_and_only_who_is_logged_in_gives_it(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let receipt = ada.get(&format!("{case}/ricevuta")).await.expect(200).says("Quanto è stato facile usare questo servizio?");
        let rated = receipt.hidden("pagina");
        assert_eq!(rated, "/servizi/accesso-atti/istanza", "the case is not named");
        let opinion = [("pagina", rated.as_str()), ("stelle", "5"), ("preferito", "clear"), ("dettagli", "Tutto bene")];
        ada.post(RATE, &opinion).await.expect(303);
        let stranger = house.browser().post(RATE, &opinion).await;
        assert_ne!(stranger.status, 500);
        assert_eq!(house.count("select count(*) as n from ratings").await, 1);
        let row = house.house.store.query_one("select page, service, stars, aspect, details, voter from ratings", params![]).await.unwrap();
        assert_eq!((row.get::<&str>("service").unwrap(), row.get::<i64>("stars").unwrap()), ("accesso-atti", 5));
        assert_eq!((row.get::<&str>("aspect").unwrap(), row.get::<&str>("details").unwrap()), ("clear", "Tutto bene"));
        assert_eq!(row.get::<&str>("voter").unwrap().len(), 64, "a digest");
    }

    async fn a_browser_rates_a_page_once_a_day_and_is_thanked(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        browser.get(&format!("{BORGO}/istruzioni")).await.expect(200);
        let opinion = [("pagina", "/istruzioni"), ("stelle", "2"), ("preferito", "clear"), ("difficolta", "trouble"), ("dettagli", "")];
        let thanks = browser.post(RATE, &opinion).await.expect(303);
        assert!(thanks.header("set-cookie").contains("sportello_voto=") && thanks.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
        browser.get(&thanks.location()).await.expect(200).says("Grazie, il tuo parere").says("/borgo-esempio/istruzioni");
        let again = browser.post(RATE, &[("pagina", "/istruzioni"), ("stelle", "5")]).await.expect(303);
        browser.get(&again.location()).await.expect(200).says("Oggi hai già valutato");
        browser.post(RATE, &[("pagina", "/servizi"), ("stelle", "4")]).await.expect(303);
        assert_eq!(house.count("select count(*) as n from ratings").await, 2);
        assert_eq!(house.count("select count(*) as n from ratings where page = '/istruzioni' and stars = 2 and aspect = 'trouble'").await, 1,
            "only the answer that belongs to the stars");
        house.clock.advance_seconds(86_400);
        browser.post(RATE, &[("pagina", "/istruzioni"), ("stelle", "5")]).await.expect(303);
        assert_eq!(house.count("select count(*) as n from ratings").await, 3);
        assert_eq!(house.count("select count(distinct voter) as n from ratings").await, 3, "rows of one browser have nothing in common");
    }

    async fn what_is_no_rating_is_refused_in_words_and_nothing_typed_is_lost(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        for stars in ["", "0", "6", "-1", "cinque", "99999999999999999999"] {
            browser.post(RATE, &[("pagina", "/istruzioni"), ("stelle", stars), ("dettagli", "Parole mie"), ("difficolta", "trouble")]).await
                .expect(422).says("Scegli da 1 a 5 stelle.").says("value=\"Parole mie\"").says("id=\"difficolta-trouble\" checked");
        }
        for page in ["", "/operatori/coda", "https://altrove.example/", "/servizi/<script>"] {
            let reply = browser.post(RATE, &[("pagina", page), ("stelle", "5")]).await;
            assert!(if page.is_empty() { reply.status == 303 } else { reply.status == 422 }, "{page}: {}", reply.status);
        }
        browser.post(RATE, &[("pagina", "/servizi/inesistente"), ("stelle", "5")]).await.expect(404);
        let long = "è".repeat(500);
        browser.post(RATE, &[("pagina", "/privacy"), ("stelle", "5"), ("preferito", "inventata"), ("dettagli", &long)]).await.expect(303);
        let row = house.house.store.query_one("select details, aspect from ratings where page = '/privacy'", params![]).await.unwrap();
        assert_eq!(row.get::<&str>("details").unwrap().chars().count(), 200);
        assert_eq!(row.get::<Option<&str>>("aspect").unwrap(), None);
    }

    async fn operators_see_the_distribution_of_each_service_and_what_people_wrote(db: TestDb) {
        let house = TestHouse::new(db).await;
        for (stars, chosen, code, words) in [("5", "preferito", "clear", "Ottimo"), ("4", "preferito", "clear", ""), ("1", "difficolta", "unclear", "<b>Male</b>")] {
            let opinion = [("pagina", "/servizi/accesso-atti"), ("stelle", stars), (chosen, code), ("dettagli", words)];
            house.browser().post(RATE, &opinion).await.expect(303);
        }
        house.browser().post(RATE, &[("pagina", "/istruzioni"), ("stelle", "3")]).await.expect(303);
        let mut alvaro = house.operator("alvaro").await;
        let page = alvaro.get(FIGURES).await.expect(200)
            .says("Accesso ai documenti amministrativi: scheda").says("data-label=\"Media\">3,3<").says("data-label=\"Valutazioni\">3<")
            .says("«Ottimo»").says("/istruzioni");
        assert!(page.text().contains("&#60;b&#62;Male") || page.text().contains("&lt;b&gt;Male"), "{}", page.text());
        house.clock.advance_seconds(40 * 86_400);
        let mut alvaro = house.operator("alvaro").await;
        alvaro.get(FIGURES).await.expect(200).says("Nessuna valutazione in questo periodo.");
        alvaro.get(&format!("{FIGURES}?periodo=365")).await.expect(200).says("«Ottimo»");
    }
}
