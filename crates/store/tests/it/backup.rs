//! Backups of a running database, restored into either kind.

use crate::schema::{STEPS, add, id, last, numbers, whole_chain};
use sha2::{Digest, Sha256};
use std::fs;
use store::{Kind, StoreError, WriteBatch, params};
use testkit::TestDb;

async fn empty(kind: Kind) -> TestDb {
    match kind {
        Kind::Sqlite => TestDb::sqlite_with(&[]).await,
        Kind::Postgres => TestDb::postgres_with(&[]).await,
    }
}

async fn fill(db: &TestDb) {
    for n in 0..25u8 {
        add(&db.store, "r", "c").await.unwrap();
        let (owner, name) = (id(), format!("Ente {n} \t\\N \n ü 🧵"));
        let mut batch = WriteBatch::new();
        batch.exec(
            "insert into owners (id, name) values ($1, $2)",
            params![owner, name],
        );
        batch.exec(
            "insert into things (id, owner_id, weight, body, open) values ($1, $2, $3, $4, $5)",
            params![
                id(),
                owner,
                f64::from(n) / 7.0,
                vec![n; usize::from(n)],
                n % 2 == 0
            ],
        );
        db.store.commit(batch).await.unwrap();
    }
}

/// Drops the row of one owner, to whom a thing refers.
fn without_an_owner(dump: &str) -> String {
    let table = dump.find("table owners").unwrap();
    let row = table + dump[table..].find("\n=").unwrap() + 1;
    let end = row + dump[row..].find('\n').unwrap() + 1;
    format!("{}{}", &dump[..row], &dump[end..])
}

/// Writes the last line anew, as somebody who forges a dump would.
fn sealed(dump: &str) -> String {
    let body = &dump[..dump.trim_end().rfind('\n').unwrap() + 1];
    let tables = body.lines().filter(|line| line.starts_with("table ")).count();
    let rows = body.lines().filter(|line| line.starts_with('=')).count();
    let hash: String = Sha256::digest(body)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{body}end {tables} {rows} {hash}\n")
}

testkit::both_databases! {
    steps = STEPS;

    async fn a_backup_restores_into_either_database_byte_for_byte(db: TestDb) {
        fill(&db).await;
        let dir = db.folder().join("backup");
        let report = db.store.backup(&dir).await.unwrap();
        let original = fs::read(&report.file).unwrap();
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let copy = empty(kind).await;
            let restored = copy.store.restore_with(&dir, STEPS).await.unwrap();
            assert_eq!((restored.rows, &restored.sha256), (report.rows, &report.sha256));
            assert_eq!(whole_chain(&copy.store, "c").await, 25);
            assert_eq!(numbers(&copy.store).await.len(), 25);
            let again = copy.store.backup(&copy.folder().join("again")).await.unwrap();
            assert!(fs::read(&again.file).unwrap() == original, "the dump of the copy differs on {kind:?}");
            add(&copy.store, "r", "c").await.unwrap();
            assert_eq!(last(&copy.store, "r").await, 26);
        }
        let left: Vec<_> = fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["database.dump"]);
    }

    async fn a_backup_under_load_is_one_moment(db: TestDb) {
        let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let writers: Vec<_> = (0..8)
            .map(|_| {
                let (store, stop) = (db.store.clone(), std::sync::Arc::clone(&stop));
                tokio::spawn(async move {
                    while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                        add(&store, "r", "c").await.unwrap();
                    }
                })
            })
            .collect();
        for turn in 0..3 {
            while last(&db.store, "r").await < 50 * (turn + 1) {
                tokio::task::yield_now().await;
            }
            let dir = db.folder().join(format!("backup-{turn}"));
            db.store.backup(&dir).await.unwrap();
            let copy = empty(Kind::Sqlite).await;
            copy.store.restore_with(&dir, STEPS).await.unwrap();
            let all = numbers(&copy.store).await;
            assert_eq!(all, (1..=all.len() as i64).collect::<Vec<_>>());
            assert_eq!(whole_chain(&copy.store, "c").await, all.len() as i64);
            assert_eq!(last(&copy.store, "r").await, all.len() as i64);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
    }

    async fn an_older_backup_is_migrated_and_a_newer_one_refused(db: TestDb) {
        let dir = db.folder().join("backup");
        let old = empty(db.store.kind()).await;
        old.store.migrate_with(&STEPS[..1]).await.unwrap();
        old.store.backup(&dir).await.unwrap();
        let copy = empty(db.store.kind()).await;
        copy.store.restore_with(&dir, STEPS).await.unwrap();
        add(&copy.store, "r", "c").await.unwrap();
        db.store.backup(&dir).await.unwrap();
        let copy = empty(db.store.kind()).await;
        let refused = copy.store.restore_with(&dir, &STEPS[..1]).await;
        assert!(matches!(refused, Err(StoreError::Migration { .. })), "{refused:?}");
    }

    async fn nothing_is_restored_over_rows_or_from_a_damaged_dump(db: TestDb) {
        fill(&db).await;
        let dir = db.folder().join("backup");
        let report = db.store.backup(&dir).await.unwrap();
        let refused = db.store.restore_with(&dir, STEPS).await;
        assert!(matches!(refused, Err(StoreError::Backup(_))), "{refused:?}");
        assert_eq!(whole_chain(&db.store, "c").await, 25);
        let text = fs::read_to_string(&report.file).unwrap();
        let damages = [
            text.replace("Ente 7", "Ente 8"),
            text[..text.len() - 80].to_owned(),
            sealed(&without_an_owner(&text)),
            sealed(&text.replace("table owners id name", "table owners id nome")),
        ];
        for damaged in damages {
            assert_ne!(damaged, text);
            fs::write(&report.file, damaged).unwrap();
            let copy = empty(db.store.kind()).await;
            let refused = copy.store.restore_with(&dir, STEPS).await;
            assert!(refused.is_err());
            let left = copy.store.query("select id from things", params![]).await;
            assert!(left.is_err() || left.unwrap().is_empty());
            fs::write(&report.file, &text).unwrap();
            copy.store.restore_with(&dir, STEPS).await.unwrap();
            assert_eq!(whole_chain(&copy.store, "c").await, 25);
        }
    }
}
