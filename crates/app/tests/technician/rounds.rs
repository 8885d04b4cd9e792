//! What the worker does by the clock, in the house that `serve` builds.

use app::config::{Anchors, Config};
use app::house::House;
use app::seed::{self, Passwords};
use jobs::NewJob;
use kernel::{Clock, FixedClock};
use std::path::PathBuf;
use std::sync::Arc;
use store::{WriteBatch, params};
use testkit::TestDb;

const DAY: i64 = 86_400;

async fn house(db: &TestDb, clock: Arc<FixedClock>) -> House {
    let mut config = Config::demo(db.folder(), 0);
    config.anchors = Some(Anchors {
        dir: db.folder().join("anchors"),
        key_file: db.folder().join("anchor.key"),
    });
    let random = Arc::new(testkit::random());
    let house = House::over(db.store.clone(), config, false, (clock, random))
        .await
        .unwrap();
    let region = seed::read(include_str!("../../demo/region.toml"), app::demo::logo).unwrap();
    let bundles = app::demo::embedded_bundles().unwrap();
    seed::fill(&house, &region, &bundles, &Passwords::Fixed("provvisoria"))
        .await
        .unwrap();
    house
}

testkit::both_databases! {
    async fn serving_anchors_the_ledger_every_day(db: TestDb) {
        let clock = Arc::new(testkit::clock());
        let house = house(&db, clock.clone()).await;
        let body = house.bodies.by_slug("borgo-esempio").await.unwrap().unwrap();
        let mut batch = WriteBatch::new();
        let event = ledger::Event::new(ledger::Chain::Body(body.id), "test.happened", clock.now());
        ledger::append(&mut batch, &*house.random, event);
        db.store.commit(batch).await.unwrap();
        let worker = house.worker(PathBuf::from(env!("CARGO_BIN_EXE_sportello"))).unwrap();
        worker.drain().await.unwrap();
        assert!(!db.folder().join("anchors").exists(), "anchored before its time");
        clock.advance_seconds(DAY);
        worker.drain().await.unwrap();
        let files = std::fs::read_dir(db.folder().join("anchors")).unwrap().count();
        assert_eq!(files, 1);
        let signer = ledger::Ed25519File::open_or_create(&db.folder().join("anchor.key"), &*house.random).unwrap();
        let anchors = db.folder().join("anchors");
        let check = ledger::Check {
            store: &db.store,
            files: Some(&house.files),
            anchors: Some(&anchors),
            signer: Some(&signer),
        };
        let report = ledger::verify(&check).await.unwrap();
        assert!(report.is_whole() && report.anchors > 0, "{report}");
    }

    async fn jobs_done_long_ago_are_forgotten_and_recent_ones_are_not(db: TestDb) {
        let clock = Arc::new(testkit::clock());
        let house = house(&db, clock.clone()).await;
        let worker = house.worker(PathBuf::from(env!("CARGO_BIN_EXE_sportello"))).unwrap();
        let mut batch = WriteBatch::new();
        jobs::enqueue(&mut batch, NewJob::new("round.sweep", "once".to_owned(), serde_json::json!({}), clock.now()));
        db.store.commit(batch).await.unwrap();
        worker.drain().await.unwrap();
        let once = async || {
            let row = db.store.query_opt("select status from outbox where key = 'once'", params![]).await.unwrap();
            row.map(|row| row.get::<String>("status").unwrap())
        };
        assert_eq!(once().await.as_deref(), Some("done"));
        clock.advance_seconds(60 * DAY);
        worker.drain().await.unwrap();
        assert_eq!(once().await.as_deref(), Some("done"), "forgotten too early");
        clock.advance_seconds(40 * DAY);
        worker.drain().await.unwrap();
        assert_eq!(once().await, None);
    }
}
