//! The door of operators.

use crate::world::{CHOSEN, PROVISIONAL, World};
use store::params;

testkit::both_databases! {
    async fn sdc_25_the_login_of_a_body_has_a_stable_address(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        for (path, title) in [
            ("/borgo/operatori/login", "Accesso operatori"),
            ("/borgo/it/operatori/login", "Accesso operatori"),
            ("/borgo/en/operatori/login", "Staff login"),
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(page.body.contains(title) && page.body.contains("autocomplete=\"current-password\""), "{path}");
        }
        assert_eq!(browser.get("/altrove/it/operatori/login").await.status, 404);
        let login = browser.get("/borgo/operatori").await;
        assert_eq!((login.status, login.location()), (303, "/borgo/operatori/login?ritorno=%2Fborgo%2Foperatori"));
    }

    async fn sdc_26_the_provisional_password_must_be_changed_at_first_access(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.operator("marina", PROVISIONAL).await;
        for path in ["/borgo/operatori/chi", "/borgo/operatori", "/borgo/operatori/coda?stato=x"] {
            let away = browser.get(path).await;
            assert_eq!((away.status, away.location()), (303, "/borgo/operatori/password"), "{path}");
        }
        assert_eq!(browser.get("/borgo/en/operatori/chi").await.location(), "/borgo/en/operatori/password");
        let page = browser.get("/borgo/operatori/password").await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("provvisoria"), "{}", page.body);
        let change = |old: &'static str, new: &'static str, again: &'static str| [("attuale", old), ("nuova", new), ("conferma", again)];
        for (form, says) in [
            (change("sbagliata", CHOSEN, CHOSEN), "non è corretta"),
            (change(PROVISIONAL, "corta", "corta"), "almeno 12"),
            (change(PROVISIONAL, PROVISIONAL, PROVISIONAL), "uguale a quella attuale"),
            (change(PROVISIONAL, "marinamarina", "marinamarina"), "nome utente"),
            (change(PROVISIONAL, CHOSEN, "altra cosa lunga"), "diverse"),
            (change("", CHOSEN, CHOSEN), "Scrivi la password attuale"),
        ] {
            let refused = browser.post("/borgo/operatori/password", &form).await;
            assert_eq!(refused.status, 422, "{form:?}");
            assert!(refused.body.contains(says), "{form:?}: {}", refused.body);
            assert!(!refused.body.contains(CHOSEN), "a password is never shown again");
        }
        let before = browser.cookies.clone();
        let changed = browser.post("/borgo/operatori/password", &change(PROVISIONAL, CHOSEN, CHOSEN)).await;
        assert_eq!((changed.status, changed.location()), (303, "/borgo/operatori"), "{}", changed.body);
        assert_eq!(browser.get("/borgo/operatori").await.location(), "/borgo/operatori/coda");
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "officer marina Esempio it");
        // The session changed with the password, the old one is over, and so is the old password.
        browser.cookies = before;
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "nobody  it");
        let mut again = world.browser();
        let refused = again.post("/borgo/operatori/login", &[("username", "marina"), ("password", PROVISIONAL)]).await;
        assert_eq!(refused.status, 422);
        world.operator(" Marina ", CHOSEN).await;
    }

    async fn sdc_27_the_menu_under_the_name_has_the_change_of_password(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.operator("piero", PROVISIONAL).await;
        let page = browser.get("/borgo/operatori/password").await.body;
        let menu = page.split("user-menu").nth(1).unwrap();
        assert!(menu.contains("piero Esempio") && menu.contains("href=\"/borgo/operatori/password\""), "{menu}");
        assert!(menu.contains("action=\"/borgo/operatori/esci\""));
        let left = browser.post("/borgo/operatori/esci", &[]).await;
        assert_eq!((left.status, left.location()), (303, "/borgo/operatori/login"));
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "nobody  it");
    }

    async fn unknown_names_wrong_passwords_and_other_bodies_get_one_answer(db: TestDb) {
        let world = World::demo(db).await;
        let mut pages = Vec::new();
        for (name, password) in [("nessuno", PROVISIONAL), ("piero", "sbagliata"), ("valeria", PROVISIONAL), ("ada", ""), ("piero", "x".repeat(5000).as_str())] {
            let mut browser = world.browser();
            let page = browser.post("/borgo/operatori/login", &[("username", name), ("password", password)]).await;
            assert_eq!((page.status, browser.cookies.len()), (422, 0), "{name}");
            assert!(!page.body.contains(PROVISIONAL));
            pages.push(page.body.replace(&format!("value=\"{name}\""), "value=\"\""));
        }
        assert!(pages[0].contains("Nome utente o password non corretti"));
        assert!(pages.iter().all(|page| *page == pages[0]));
        // The same person gets in where she works.
        let mut browser = world.browser();
        let entered = browser.post("/valle/operatori/login", &[("username", "valeria"), ("password", PROVISIONAL)]).await;
        assert_eq!(entered.status, 303);
        assert_eq!(browser.get("/valle/operatori/chi").await.body, "officer valeria Esempio it");
        // ... and is nobody elsewhere.
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "nobody  it");
    }

    async fn guessing_is_slowed_down_and_forgotten_after_a_right_password(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        let wrong = [("username", "piero"), ("password", "sbagliata")];
        let right = [("username", "piero"), ("password", PROVISIONAL)];
        for _ in 0..5 {
            assert_eq!(browser.post("/borgo/operatori/login", &wrong).await.status, 422);
        }
        let wait = browser.post("/borgo/operatori/login", &right).await;
        assert_eq!(wait.status, 429);
        assert!(wait.body.contains("Troppi tentativi"), "{}", wait.body);
        // From another address the colleague is not locked out.
        let mut elsewhere = world.browser();
        elsewhere.address = "192.0.2.77:1".parse().unwrap();
        assert_eq!(elsewhere.post("/borgo/operatori/login", &right).await.status, 303);
        world.clock.advance_seconds(31);
        assert_eq!(browser.post("/borgo/operatori/login", &right).await.status, 303);
        for _ in 0..5 {
            let mut fresh = world.browser();
            assert_eq!(fresh.post("/borgo/operatori/login", &wrong).await.status, 422);
        }
        // Nobody's name or address is in the table.
        let rows = world.db.store.query("select subject from login_attempts", params![]).await.unwrap();
        assert!(!rows.is_empty());
        for row in rows {
            let subject: String = row.get("subject").unwrap();
            assert!(subject.len() == 64 && subject.bytes().all(|c| c.is_ascii_hexdigit()), "{subject}");
        }
        // Unknown names wait just the same.
        let mut stranger = world.browser();
        stranger.address = "192.0.2.99:1".parse().unwrap();
        for expected in [422, 422, 422, 422, 422, 429] {
            let page = stranger.post("/borgo/operatori/login", &[("username", "nessuno"), ("password", "x")]).await;
            assert_eq!(page.status, expected);
        }
    }

    async fn many_guesses_at_the_same_moment_are_all_counted(db: TestDb) {
        let world = World::demo(db).await;
        let mut tasks = Vec::new();
        for _ in 0..20 {
            let mut browser = world.browser();
            tasks.push(tokio::spawn(async move {
                browser.post("/borgo/operatori/login", &[("username", "piero"), ("password", "sbagliata")]).await.status
            }));
        }
        let mut looked_at = 0;
        for task in tasks {
            match task.await.unwrap() {
                422 => looked_at += 1,
                429 => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(looked_at, 5);
    }
}
