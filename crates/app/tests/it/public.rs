//! What anybody sees, without a login.

use crate::journey::start;
use crate::world::{ADA, BORGO, REGIONE, TestHouse};
use testkit::both_databases;

both_databases! {
    async fn form_01_iol_03_spp_01_sdc_20_the_portal_lists_the_bodies_and_each_its_services(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let portal = browser.get("/").await.expect(200).says("Comune di Borgo Esempio").says("Regione Esempio");
        assert!(portal.links("/borgo-esempio").iter().any(|link| link == "/borgo-esempio"));
        browser.get(BORGO).await.expect(200).says("Accesso ai documenti amministrativi");
        browser.get(REGIONE).await.expect(200).says("SOUP-RT");
        browser.get("/comune-che-non-esiste").await.expect(404);
    }

    async fn form_04_form_05_form_06_the_list_of_services_is_searched_by_title(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let list = browser.get(&format!("{BORGO}/servizi")).await.expect(200);
        assert!(!list.says("Accesso ai documenti amministrativi").links("/servizi/accesso-atti").is_empty());
        let found = browser.get(&format!("{BORGO}/servizi?q=documenti+ammin")).await.expect(200);
        assert!(!found.links("/servizi/accesso-atti").is_empty());
        let none = browser.get(&format!("{BORGO}/servizi?q=ippogrifo")).await.expect(200);
        assert!(none.links("/servizi/accesso-atti").is_empty());
    }

    async fn iol_09_iol_10_iol_11_iol_12_spp_02_spp_05_the_sheet_says_everything_and_starts_the_service(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let sheet = browser.get(&format!("{BORGO}/servizi/accesso-atti")).await.expect(200)
            .says("Segreteria generale").says("Sara Segnaposto").says("Via del Municipio 1")
            .says("Dal lunedì al venerdì, 9.00–12.30").says("+39 000 200 0001").says("segreteria@borgo-esempio.example")
            .says("241/1990").says("30 giorni").says("bollo");
        assert!(sheet.text().contains("/borgo-esempio/servizi/accesso-atti/avvia"));
        browser.get(&format!("{BORGO}/en/servizi/accesso-atti")).await.expect(200).says("General Secretariat");
    }

    async fn iol_08_iol_15_iol_49_form_pages_say_what_is_needed_and_lead_to_the_contact(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let notice = browser.get(&format!("{draft}/informativa")).await.expect(200);
        notice.says("Prima di").says("documento");
        let step = browser.get(&format!("{draft}/passo/2")).await.expect(200);
        assert!(!step.links("/servizi/accesso-atti#contatti").is_empty());
    }

    async fn iol_31_spp_04_a_notice_is_shown_while_it_is_valid_and_quick_links_lead_on(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let home = browser.get(BORGO).await.expect(200).says("Sportello chiuso il pomeriggio")
            .says("Chiedi di vedere un documento del Comune");
        assert!(!home.links("/borgo-esempio/servizi/accesso-atti").is_empty());
        house.clock.advance_seconds(61 * 86_400);
        browser.get(BORGO).await.expect(200).hides("Sportello chiuso il pomeriggio");
    }

    async fn iol_16_iol_17_iol_42_iol_43_iol_44_iol_45_instructions_questions_skip_links_breadcrumb(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let instructions = browser.get(&format!("{BORGO}/istruzioni")).await.expect(200).says("Istruzioni");
        let text = instructions.text();
        assert!(text.contains("name=\"viewport\" content=\"width=device-width"), "{text}");
        assert!(text.contains("breadcrumb"), "{text}");
        assert!(text.contains("skiplink"), "{text}");
        browser.get(&format!("{BORGO}/domande-frequenti")).await.expect(200)
            .says("Come so che la richiesta è stata trasmessa?");
        for page in ["privacy", "accessibilita", "note-legali"] {
            browser.get(&format!("{BORGO}/{page}")).await.expect(200);
        }
    }

    async fn fen_63_fen_65_the_notice_of_a_service_names_controller_processor_basis_and_retention(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        browser.get(&format!("{BORGO}/servizi/accesso-atti/privacy")).await.expect(200)
            .says("Titolare").says("Comune di Borgo Esempio").says("Responsabile").says("Finalità")
            .says("Base giuridica").says("Conservazione").says("Destinatari").says("Diritti")
            .says("dpo@borgo-esempio.example");
        let mut citizen = house.citizen(ADA).await;
        let draft = start(&mut citizen, REGIONE, "accesso-soup").await;
        citizen.get(&format!("{draft}/informativa")).await.expect(200).says("Titolare").says("Regione Esempio");
    }

    async fn sdc_21_sdc_25_operators_enter_from_the_foot_of_the_page_at_a_stable_address(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let home = browser.get(BORGO).await.expect(200);
        let text = home.text();
        let foot = text.split_once("<footer").expect("a footer").1;
        assert!(foot.contains("/borgo-esempio/operatori/login"), "{foot}");
        for path in ["/borgo-esempio/operatori/login", "/borgo-esempio/it/operatori/login", "/borgo-esempio/en/operatori/login"] {
            browser.get(path).await.expect(200);
        }
    }

    async fn sdc_26_a_provisional_password_must_be_changed_before_anything_else(db: TestDb) {
        let house = TestHouse::new(db).await;
        let body = house.body("borgo-esempio").await;
        let office = house.office(body, "SEG").await;
        let seed = app::seed::OperatorSeed {
            username: "nuova".to_owned(),
            given_name: "Nuova".to_owned(),
            family_name: "Operativa".to_owned(),
            email: None,
            role: "officer".to_owned(),
            office: None,
        };
        let mut batch = store::WriteBatch::new();
        let place = app::seed::Place { body, office: Some(office) };
        app::seed::add_operator(&house.house, &mut batch, place, &seed, "provvisoria-di-prova").await.unwrap();
        house.house.store.commit(batch).await.unwrap();
        let mut browser = house.browser();
        let login = format!("{BORGO}/operatori/login");
        browser.post(&login, &[("username", "nuova"), ("password", "sbagliata-davvero")]).await.expect(422);
        browser.post(&login, &[("username", "nuova"), ("password", "provvisoria-di-prova")]).await.expect(303);
        let queue = browser.get(&format!("{BORGO}/operatori/coda")).await.expect(303);
        assert!(queue.location().contains("/operatori/password"), "{}", queue.location());
        browser.get(&format!("{BORGO}/operatori/password")).await.expect(200);
        let typed = [("attuale", "provvisoria-di-prova"), ("nuova", "cavallo batteria graffetta"), ("conferma", "cavallo batteria graffetta")];
        browser.post(&format!("{BORGO}/operatori/password"), &typed).await.expect(303);
        browser.get(&format!("{BORGO}/operatori/coda")).await.expect(200);
    }
}
