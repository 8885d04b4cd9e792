//! What a session is worth, and for how long.

use crate::world::{PROVISIONAL, World};
use identity::IdentitySettings;
use kernel::Clock;
use store::{Value, params};

testkit::both_databases! {
    async fn a_cookie_is_256_bits_and_stored_nowhere(db: TestDb) {
        let world = World::demo(db).await;
        let browser = world.citizen("ada").await;
        let cookie = &browser.cookies["sportello_citizen"];
        assert_eq!(cookie.len(), 43);
        let rows = world.db.store.query("select * from sessions", params![]).await.unwrap();
        assert_eq!(rows.len(), 1);
        for value in rows[0].values() {
            match value {
                Value::Text(text) => assert!(!text.contains(cookie.as_str())),
                Value::Bytes(bytes) => assert!(!bytes.windows(8).any(|part| cookie.as_bytes().windows(8).any(|c| c == part))),
                _ => {}
            }
        }
    }

    async fn a_login_rotates_and_ends_the_session_the_browser_had(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        let before = browser.cookies.clone();
        browser.get("/borgo/accedi").await;
        let entered = browser.post("/borgo/accedi", &[("persona", "bruno")]).await;
        assert_eq!(entered.status, 303);
        assert_ne!(before, browser.cookies);
        assert_eq!(browser.get("/borgo/chi").await.body, "citizen Bruno Esempio it");
        browser.cookies = before;
        assert_eq!(browser.get("/borgo/chi").await.body, "nobody  it");
    }

    async fn citizens_and_operators_have_cookies_of_their_own(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "nobody  it");
        browser.csrf.clear();
        let entered = browser.post("/borgo/operatori/login", &[("username", "piero"), ("password", PROVISIONAL)]).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "officer piero Esempio it");
        assert_eq!(browser.get("/borgo/chi").await.body, "citizen Ada Esempio it");
        // The value of one cookie is worth nothing under the other's name.
        let (citizen, operator) = (browser.cookies["sportello_citizen"].clone(), browser.cookies["sportello_operator"].clone());
        browser.cookies.insert("sportello_citizen".to_owned(), operator);
        browser.cookies.insert("sportello_operator".to_owned(), citizen);
        assert_eq!(browser.get("/borgo/operatori/chi").await.body, "nobody  it");
        assert_eq!(browser.get("/borgo/chi").await.body, "nobody  it");
    }

    async fn an_idle_session_ends_and_a_used_one_goes_on_until_its_last_hour(db: TestDb) {
        let world = World::demo(db).await;
        let mut idle = world.citizen("bruno").await;
        let mut used = world.citizen("ada").await;
        world.clock.advance_seconds(29 * 60);
        assert_eq!(used.get("/borgo/chi").await.body, "citizen Ada Esempio it");
        seen(&world).await;
        world.clock.advance_seconds(60);
        assert_eq!(idle.get("/borgo/chi").await.body, "nobody  it");
        let mut minutes = 30;
        while minutes < 12 * 60 - 20 {
            world.clock.advance_seconds(20 * 60);
            minutes += 20;
            assert_eq!(used.get("/borgo/chi").await.body, "citizen Ada Esempio it", "after {minutes} minutes");
            seen(&world).await;
        }
        world.clock.advance_seconds(20 * 60);
        assert_eq!(used.get("/borgo/chi").await.body, "nobody  it");
    }

    async fn that_a_session_was_seen_is_written_at_most_once_a_minute(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        let (start, batches) = (world.clock.now(), world.db.store.stats().batches);
        for _ in 0..5 {
            browser.get("/borgo/chi").await;
            world.clock.advance_seconds(11);
        }
        assert_eq!(world.db.store.stats().batches, batches);
        world.clock.set(start.plus_seconds(60));
        browser.get("/borgo/chi").await;
        seen(&world).await;
        browser.get("/borgo/chi").await;
        assert_eq!(world.db.store.stats().batches, batches + 1);
    }

    async fn an_expired_session_keeps_what_was_typed(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        browser.get("/borgo/accedi").await;
        world.clock.advance_seconds(31 * 60);
        let words = "Parole scritte con fatica: 王小明 <b>";
        let expired = browser.post("/borgo/prova", &[("testo", words)]).await;
        assert_eq!(expired.status, 403);
        assert!(expired.body.contains("sessione è scaduta") && expired.body.contains("王小明 &#60;b&#62;"), "{}", expired.body);
        // After a new login in another tab the same page posts again: first with a stale token, then with the new one.
        browser.csrf.clear();
        assert_eq!(browser.post("/borgo/accedi", &[("persona", "ada")]).await.status, 303);
        browser.csrf = "-".to_owned();
        let once_more = browser.post("/borgo/prova", &[("testo", words)]).await;
        assert_eq!(once_more.status, 403);
        let done = browser.post("/borgo/prova", &[("testo", words)]).await;
        assert_eq!(done.status, 200);
        assert!(done.body.starts_with(words), "{}", done.body);
    }

    async fn sessions_of_an_account_can_be_ended_all_at_once(db: TestDb) {
        let world = World::demo(db).await;
        let (mut phone, mut desk) = (world.citizen("ada").await, world.citizen("ada").await);
        let row = world.db.store.query_one("select account_id from sessions limit 1", params![]).await.unwrap();
        world.identity.revoke_sessions(row.get("account_id").unwrap()).await.unwrap();
        assert_eq!(phone.get("/borgo/chi").await.body, "nobody  it");
        assert_eq!(desk.get("/borgo/chi").await.body, "nobody  it");
        world.clock.advance_seconds(40 * 3600);
        world.identity.sweep().await.unwrap();
        let left = world.db.store.query("select account_id from sessions", params![]).await.unwrap();
        assert!(left.is_empty());
    }

    async fn over_https_cookies_are_secure(db: TestDb) {
        let world = World::with(db, IdentitySettings { demo: true, https: true, ..IdentitySettings::default() }).await;
        let mut browser = world.browser();
        let entered = browser.post("/borgo/accedi", &[("persona", "ada")]).await;
        let cookie = entered.headers["set-cookie"].to_str().unwrap();
        assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"), "{cookie}");
    }
}

/// Waits until what is written after the answer is there.
async fn seen(world: &World) {
    let now = world.clock.now();
    for _ in 0..200 {
        let sql = "select count(*) as n from sessions where seen_at = $1";
        let row = world.db.store.query_one(sql, params![now]).await.unwrap();
        if row.get::<i64>("n").unwrap() > 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("seen_at was not written");
}
