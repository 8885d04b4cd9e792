//! The door of citizens.

use crate::world::World;
use identity::IdentitySettings;

testkit::both_databases! {
    async fn cse_1_1_a_login_leads_back_into_the_flow_of_the_service(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        let page = browser.get("/borgo/accedi?ritorno=%2Fborgo%2Fservizi%2Faccesso-atti%2Favvia").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("Entra come Ada Esempio") && page.body.contains("Entra come Bruno Esempio"));
        assert!(page.body.contains("value=\"/borgo/servizi/accesso-atti/avvia\""), "{}", page.body);
        let entered = browser.post("/borgo/accedi", &[("persona", "ada"), ("ritorno", "/borgo/servizi/accesso-atti/avvia")]).await;
        assert_eq!((entered.status, entered.location()), (303, "/borgo/servizi/accesso-atti/avvia"));
        assert_eq!(browser.get("/borgo/chi").await.body, "citizen Ada Esempio it");
        assert_eq!(browser.get("/borgo/en/chi").await.body, "citizen Ada Esempio en");
        // One person, every body: the desk of each body is theirs.
        assert_eq!(browser.get("/valle/chi").await.body, "citizen Ada Esempio it");
    }

    async fn a_return_address_on_another_site_is_ignored(db: TestDb) {
        let world = World::demo(db).await;
        for evil in ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)"] {
            let mut browser = world.browser();
            let entered = browser.post("/borgo/en/accedi", &[("persona", "ada"), ("ritorno", evil)]).await;
            assert_eq!((entered.status, entered.location()), (303, "/borgo/en/pratiche"), "{evil}");
        }
    }

    async fn fictitious_people_exist_on_demo_installations_only(db: TestDb) {
        let world = World::with(db, IdentitySettings { demo: false, ..IdentitySettings::default() }).await;
        let mut browser = world.browser();
        let page = browser.get("/borgo/accedi").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("nessun metodo di accesso") && !page.body.contains("Ada"), "{}", page.body);
        let refused = browser.post("/borgo/accedi", &[("persona", "ada")]).await;
        assert_eq!((refused.status, browser.cookies.len()), (403, 0));
    }

    async fn a_person_that_does_not_exist_is_not_let_in(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        for subject in ["nessuno", "", "marina", "' or 1=1 --"] {
            let page = browser.post("/borgo/accedi", &[("persona", subject)]).await;
            assert_eq!((page.status, browser.cookies.len()), (422, 0), "{subject}");
        }
        assert_eq!(browser.get("/altrove/accedi").await.status, 404);
    }

    async fn sdc_23_sdc_24_logout_is_under_the_name_and_ends_the_session_everywhere(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        let page = browser.get("/borgo/accedi").await.body;
        let menu = page.split("user-menu").nth(1).unwrap();
        assert!(menu.contains("Ada Esempio") && menu.contains("action=\"/borgo/esci\""), "{menu}");
        let stolen = browser.cookies.clone();
        let left = browser.post("/borgo/esci", &[]).await;
        assert_eq!((left.status, left.location()), (303, "/borgo"));
        assert_eq!(left.headers["clear-site-data"], "\"cache\"");
        assert!(browser.cookies.is_empty());
        browser.cookies = stolen;
        assert_eq!(browser.get("/borgo/chi").await.body, "nobody  it");
    }

    async fn a_logout_needs_the_token_of_the_session(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        let forged = browser.post("/borgo/esci", &[]).await;
        assert_eq!(forged.status, 403);
        assert_eq!(browser.get("/borgo/chi").await.body, "citizen Ada Esempio it");
    }
}
