//! The sheet of a service.

use crate::site::{Site, bundle, in_order, main_of};
use catalogue::Visibility;
use testkit::START;

const DAY: i64 = 86_400;

testkit::both_databases! {
    async fn spp_05_the_sheet_has_the_order_of_the_modello_comuni(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti").await;
        let page = main_of(&page);
        let titles = [
            "A chi è rivolto", "Come fare", "Cosa serve", "Cosa si ottiene", "Tempi e scadenze", "Accedi al servizio",
            "Condizioni di servizio", "Contatti",
        ];
        assert_eq!(page.matches("<h2 id=\"").count(), titles.len(), "the eight headings of the Modello Comuni and no other");
        for (part, section, next) in [
            ("Descrizione</h3>", "A chi è rivolto</h2>", "Come fare</h2>"),
            ("Quanto costa</h3>", "Accedi al servizio</h2>", "Condizioni di servizio</h2>"),
            ("Riferimenti normativi</h3>", "Condizioni di servizio</h2>", "Contatti</h2>"),
        ] {
            in_order(page, &[section, part, next]);
        }
        let index: Vec<String> = titles.iter().map(|title| format!("\">{title}</a>")).collect();
        in_order(page, &index.iter().map(String::as_str).collect::<Vec<_>>());
        let headings: Vec<String> = titles.iter().map(|title| format!("-titolo\">{title}</h2>")).collect();
        in_order(page, &headings.iter().map(String::as_str).collect::<Vec<_>>());
        for element in [
            "service-title", "service-description", "service-status", "page-index", "service-addressed", "service-how-to",
            "service-needed", "service-achieved", "service-calendar-text", "service-calendar-list", "service-online-access",
            "service-generic-access", "service-booking-access", "service-area", "service-file", "service-extended-description",
            "service-cost", "service-more-info",
        ] {
            assert!(page.contains(&format!("data-element=\"{element}\"")), "{element}");
        }
        in_order(page, &["action=\"/borgo-esempio/servizi/accesso-atti/avvia\"", "Accedi al servizio</button>"]);
        let english = site.page("/borgo-esempio/en/servizi/accesso-atti").await;
        in_order(main_of(&english), &["Accesso ai documenti (en)", "Who it is for", "action=\"/borgo-esempio/en/servizi/accesso-atti/avvia\""]);
    }

    async fn iol_10_iol_11_iol_12_iol_15_laws_people_and_offices_are_on_the_sheet(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti").await;
        in_order(main_of(&page), &[
            "Riferimenti normativi</h3>", "href=\"https://www.normattiva.it/", "L. 7 agosto 1990, n. 241",
            "Contatti</h2>", "Segreteria generale", "Via del Municipio 3", "9.00–12.30", "href=\"tel:+390002000001\"",
            "mailto:segreteria@borgo-esempio.example", "mailto:segreteria@pec.borgo-esempio.example",
            "Responsabile del procedimento", "Rita Responsabile Finta", "href=\"mailto:rita@borgo-esempio.example\"",
            "Segretario comunale", "art. 2, comma 9-bis",
        ]);
    }

    async fn iol_49_what_is_needed_is_told_before_starting(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti").await;
        let form = bundle("x");
        let steps: Vec<&str> = form.form.pages().iter().map(|page| page.title.as_str()).collect();
        assert!(steps.len() > 1, "the bundle is a wizard");
        in_order(main_of(&page), &[
            "Prima di iniziare guarda <a href=\"#cosa-serve\">", "id=\"cosa-serve\"", "la motivazione della richiesta",
            "SPID di livello 2", &format!("{} passi", steps.len()), steps[0], "I file che il modulo può chiedere",
        ]);
    }

    async fn proc_03_the_sheet_tells_term_silence_and_remedies_with_their_sources(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti").await;
        in_order(main_of(&page), &[
            "entro 30 giorni dalla presentazione", "art. 25, comma 4, L. 241/1990", "una volta sola, per non più di 30 giorni",
            "Se la risposta non arriva", "si intende respinta", "Ricorso al TAR",
        ]);
    }

    async fn a_private_future_or_ended_service_does_not_exist_for_the_public(db: TestDb) {
        let site = Site::new(&db).await;
        let mut private = site.adoption("privato");
        private.visibility = Visibility::Private;
        let mut future = site.adoption("futuro");
        future.valid_from = START.plus_seconds(60);
        let mut ended = site.adoption("finito");
        ended.valid_to = Some(START);
        for new in [private, future, ended] {
            site.adopt(&new, &bundle("Servizio che non si vede")).await;
            for page in ["", "/privacy"] {
                let (status, text) = site.get(&format!("/borgo-esempio/servizi/{}{page}", new.service)).await;
                assert_eq!(status, 404, "{}", new.service);
                assert!(!text.contains("Servizio che non si vede"));
            }
        }
        for path in ["/servizi", "/servizi?q=servizio", "", "/privacy"] {
            assert!(!site.page(&format!("/borgo-esempio{path}")).await.contains("Servizio che non si vede"), "{path}");
        }
        site.clock.advance_seconds(60);
        assert_eq!(site.get("/borgo-esempio/servizi/futuro").await.0, 200);
        for hostile in ["%01", "a%7Fb", "..%2f..", "A", &"a".repeat(300), "%F0%9F%A6%80"] {
            assert_eq!(site.get(&format!("/borgo-esempio/servizi/{hostile}")).await.0, 404, "{hostile}");
        }
        assert_eq!(site.get("/borgo-esempio/servizi/a%00b").await.0, 400, "NUL is refused at the edge");
        assert_eq!(site.get("/regione-esempio/servizi/futuro").await.0, 404, "another body's service");
    }

    async fn g_44_the_sheet_tells_the_state_of_the_windows(db: TestDb) {
        let site = Site::new(&db).await;
        let adoption = site.offer("bando", "Bando di prova").await;
        let path = "/borgo-esempio/servizi/bando";
        assert!(main_of(&site.page(path).await).contains("Servizio attivo"));
        site.window(adoption, 1, START.plus_seconds(DAY / 2), Some(START.plus_seconds(2 * DAY))).await;
        let before = site.page(path).await;
        in_order(main_of(&before), &["Non ancora aperto", "si aprono il 2 marzo 2026, ore 21:00", "Prepara la richiesta", "delibera n. 1"]);
        site.clock.set(START.plus_seconds(2 * DAY));
        in_order(main_of(&site.page(path).await), &["Domande aperte", "fino al 4 marzo 2026, ore 09:00", "Accedi al servizio</button>"]);
        // The closing second counts whole (G-46).
        site.clock.set(START.plus_seconds(2 * DAY + 1));
        let closed = site.page(path).await;
        assert!(main_of(&closed).contains("si sono chiuse il 4 marzo 2026") && !main_of(&closed).contains("/avvia\""));
        site.window(adoption, 2, START.plus_seconds(4 * DAY), None).await;
        assert!(!main_of(&site.page(path).await).contains("delibera n. 2"), "an act not yet adopted is not told");
        site.clock.set(START.plus_seconds(3 * DAY));
        in_order(main_of(&site.page(path).await), &["Non ancora aperto", "6 marzo 2026", "delibera n. 2"]);
    }

    async fn a_change_of_bundle_or_office_shows_at_once(db: TestDb) {
        let site = Site::new(&db).await;
        let adoption = site.offer("accesso-atti", "Titolo vecchio").await;
        site.page("/borgo-esempio/servizi/accesso-atti").await;
        let newer = bundle("Titolo nuovo");
        let mut batch = store::WriteBatch::new();
        site.catalogue.keep_bundle(&mut batch, &newer, START);
        batch.exec("update adoptions set bundle_hash = $1 where id = $2", store::params![&newer.hash, adoption]);
        catalogue::index(&mut batch, site.comune.id, adoption, &newer);
        batch.exec("update offices set phone = $1", store::params!["+39 000 999 9999"]);
        site.commit(batch).await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti").await;
        assert!(page.contains("Titolo nuovo") && !page.contains("Titolo vecchio") && page.contains("+39 000 999 9999"));
        assert!(main_of(&site.page("/borgo-esempio/servizi?q=nuovo").await).contains("Un servizio."));
        assert!(main_of(&site.page("/borgo-esempio/servizi?q=vecchio").await).contains("Nessun servizio"));
    }

    async fn cse_1_1_the_start_button_posts_with_the_token_of_the_session(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let path = "/borgo-esempio/servizi/accesso-atti";
        let anybody = site.page(path).await;
        assert!(main_of(&anybody).contains("method=\"post\"") && !main_of(&anybody).contains("_csrf"));
        let cookie = site.citizen().await;
        let (status, page) = site.get_with(path, &cookie).await;
        assert_eq!(status, 200);
        assert!(page.contains("Ada Esempio"), "who is logged in is shown");
        in_order(main_of(&page), &["servizi/accesso-atti/avvia\"", "name=\"_csrf\" value=\"", "Accedi al servizio</button>"]);
    }
}
