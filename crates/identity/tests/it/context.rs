//! What handlers are told.

use crate::world::World;
use axum::body::{Body, Bytes};
use kernel::Clock;
use std::convert::Infallible;

testkit::both_databases! {
    async fn g_42_the_instant_of_a_filing_is_the_receipt_of_its_request(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.citizen("ada").await;
        browser.get("/borgo/accedi").await;
        let start = world.clock.now();
        // The body of the request takes five seconds to arrive, over midnight if need be.
        let (clock, text) = (world.clock.clone(), format!("testo=ciao&_csrf={}", browser.csrf));
        let slow = futures_util::stream::once(async move {
            clock.advance_seconds(5);
            Ok::<Bytes, Infallible>(Bytes::from(text))
        });
        let answer = browser.post_body("/borgo/prova", Body::from_stream(slow)).await;
        assert_eq!(answer.body, format!("ciao|{}|{}", start.as_micros(), start.plus_seconds(5).as_micros()));
    }

    async fn a_page_outside_any_body_is_none_of_a_body(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        assert_eq!(browser.get("/nessuno/chi").await.status, 404);
        assert_eq!(browser.get("/borgo/pagina").await.body, "/borgo");
        assert_eq!(browser.get("/borgo/en/pagina").await.body, "/borgo/en");
    }

    async fn the_host_name_of_a_body_opens_on_its_home(db: TestDb) {
        let world = World::demo(db).await;
        let mut browser = world.browser();
        browser.host = "Servizi.Borgo.Example:8443".to_owned();
        let home = browser.get("/").await;
        assert_eq!((home.status, home.location()), (303, "/borgo"));
        browser.host = "localhost:8080".to_owned();
        assert_eq!(browser.get("/").await.status, 404);
    }
}
