//! Notices on personal data and legal pages.

use crate::site::{Site, in_order, main_of};

testkit::both_databases! {
    async fn fen_63_fen_65_each_service_has_its_own_notice(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/servizi/accesso-atti/privacy").await;
        in_order(main_of(&page), &[
            "Accesso ai documenti", "Titolare del trattamento", "Comune di Borgo Esempio", "Responsabile del trattamento",
            "art. 28", "Finalità", "Base giuridica", "art. 6, par. 1", "Destinatari", "Conservazione", "10 anni",
            "Diritti", "Garante", "href=\"/borgo-esempio/servizi/accesso-atti\"",
        ]);
        let sheet = site.page("/borgo-esempio/servizi/accesso-atti").await;
        assert!(main_of(&sheet).contains("href=\"/borgo-esempio/servizi/accesso-atti/privacy\""));
        let english = site.page("/borgo-esempio/en/servizi/accesso-atti/privacy").await;
        in_order(main_of(&english), &["Privacy notice of the service", "Controller", "Legal basis", "Retention"]);
    }

    async fn fen_63_the_portal_has_a_notice_and_lists_those_of_the_services(db: TestDb) {
        let site = Site::new(&db).await;
        site.offer("accesso-atti", "Accesso ai documenti").await;
        let page = site.page("/borgo-esempio/privacy").await;
        in_order(main_of(&page), &[
            "Titolare del trattamento", "Comune di Borgo Esempio", "href=\"mailto:dpo@borgo-esempio.example\"", "base giuridica",
            "Per quanto tempo", "I tuoi diritti",
            "href=\"/borgo-esempio/servizi/accesso-atti/privacy\">Accesso ai documenti</a>",
        ]);
    }

    async fn cse_3_2_cse_3_3_footer_links_lead_to_statement_and_notices(db: TestDb) {
        let site = Site::new(&db).await;
        let home = site.page("/borgo-esempio").await;
        for (element, path) in [("accessibility-link", "accessibilita"), ("privacy-policy-link", "privacy"), ("legal-notes", "note-legali")] {
            assert!(home.contains(&format!("href=\"/borgo-esempio/{path}\" data-element=\"{element}\"")), "{path}");
        }
        let statement = site.page("/borgo-esempio/accessibilita").await;
        in_order(main_of(&statement), &["Dichiarazione di accessibilità", "EN 301 549", "href=\"https://www.borgo-esempio.example\"", "href=\"mailto:info@borgo-esempio.example\"", "info@borgo-esempio.example", "Difensore civico per il digitale"]);
        let notes = site.page("/borgo-esempio/note-legali").await;
        assert!(main_of(&notes).contains("CC-BY 4.0") && main_of(&notes).contains("open by default"));
        for path in ["accessibilita", "note-legali", "privacy"] {
            assert!(!main_of(&site.page(&format!("/borgo-esempio/en/{path}")).await).contains('…'), "{path}");
        }
    }
}
