//! What is acknowledged was flushed, and a configuration that does not flush is noticed.

use crate::child;
use crate::schema::STEPS;
use std::process::{Command, Stdio};
use store::{Durability, Store, StoreError};
use testkit::TestDb;

/// Runs the child under strace to its end; answers how often it flushed.
fn flushes(db: &TestDb, durability: &str, batches: u32) -> usize {
    let trace = db.folder().join(format!("trace-{durability}"));
    let status = Command::new("strace")
        .args(["-f", "-q", "-e", "trace=fsync,fdatasync", "-o"])
        .arg(&trace)
        .arg(child::program())
        .args(child::arguments(db, durability, 1, batches))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .expect("strace, which `make test` installs");
    assert!(status.success());
    let trace = std::fs::read_to_string(&trace).unwrap();
    trace
        .lines()
        .filter(|line| line.contains("sync(") && line.contains("= 0"))
        .count()
}

#[test]
fn sqlite_flushes_every_commit_and_without_it_the_check_is_red() {
    testkit::run(async {
        let db = TestDb::sqlite_with(STEPS).await;
        db.store.close().await;
        let full = flushes(&db, "full", 25);
        assert!(
            full >= 25,
            "25 commits, one after the other, were flushed {full} times"
        );
        let off = flushes(&db, "off", 25);
        assert!(off < 25, "the negative control was flushed {off} times");
    });
}

testkit::both_databases! {
    steps = STEPS;

    async fn a_store_that_does_not_flush_is_refused(db: TestDb) {
        let checked = db.store.check_durability().await;
        assert!(matches!(checked, Err(StoreError::Durability(_))), "{checked:?}");
    }
}

#[test]
fn a_store_that_flushes_passes_the_check_on_sqlite() {
    testkit::run(async {
        let db = TestDb::sqlite_with(STEPS).await;
        let mut config = db.config();
        config.durability = Durability::Full;
        let store = Store::open(&config).await.unwrap();
        store.check_durability().await.unwrap();
        store.close().await;
    });
}

#[test]
fn the_flushing_server_passes_the_check_and_its_committer_may_not_undo_it() {
    testkit::run(async {
        let server = testkit::Server::shared(testkit::Fsync::On).await;
        let name = format!("durability_{}", std::process::id());
        server.execute(&format!("create database {name}")).await.unwrap();
        let mut config = store::StoreConfig::postgres(server.url(&name));
        let full = Store::open(&config).await.unwrap();
        full.check_durability().await.unwrap();
        full.close().await;
        config.durability = Durability::Off;
        let off = Store::open(&config).await.unwrap();
        assert!(matches!(
            off.check_durability().await,
            Err(StoreError::Durability(_))
        ));
        off.close().await;
        server
            .execute(&format!("drop database {name} with (force)"))
            .await
            .unwrap();
    });
}
