//! Whoever edits the register behind our back is found.

use crate::{account, body, incoming};
use kernel::Clock;
use ledger::{Check, Fault, Report};
use register::{Annulment, annul, enter};
use store::{WriteBatch, params};
use testkit::TestDb;

/// Five entries, the second annulled.
async fn filled(db: &TestDb) {
    let (clock, random) = (testkit::clock(), testkit::random());
    let body = body(db, &clock, &random, "borgo").await;
    let author = account(db, &clock, &random).await;
    for n in 0..5 {
        let mut batch = WriteBatch::new();
        let now = clock.now();
        let entered = enter(&mut batch, &clock, &random, incoming(&body, now, now));
        db.store.commit(batch).await.unwrap();
        if n == 1 {
            let mut batch = WriteBatch::new();
            let annulment = Annulment {
                body: body.id,
                entry: entered.id,
                case: None,
                reason: "Doppia".to_owned(),
                authority: "Disposizione 1/2026".to_owned(),
                author,
                role: "supervisor".to_owned(),
                at: now,
            };
            annul(&mut batch, &clock, &random, annulment);
            db.store.commit(batch).await.unwrap();
        }
        clock.advance_seconds(1);
    }
}

async fn verify(db: &TestDb) -> Report {
    let check = Check {
        store: &db.store,
        files: None,
        anchors: None,
        signer: None,
    };
    ledger::verify(&check).await.unwrap()
}

async fn run(db: &TestDb, sql: &'static str) {
    let mut batch = WriteBatch::new();
    batch.exec(sql, params![]);
    db.store.commit(batch).await.unwrap();
}

async fn faults(db: &TestDb) -> Vec<Fault> {
    verify(db)
        .await
        .findings
        .iter()
        .map(|finding| finding.fault)
        .collect()
}

testkit::both_databases! {
    async fn proc_51_a_register_left_alone_is_whole(db: TestDb) {
        filled(&db).await;
        let report = verify(&db).await;
        assert_eq!(report.findings, vec![]);
        assert_eq!(report.entries, 5);
    }

    async fn proc_51_an_edited_entry_is_found(db: TestDb) {
        filled(&db).await;
        run(&db, "update register_entries set correspondent = 'Altri' where number = 3").await;
        assert!(faults(&db).await.contains(&Fault::EntryAltered), "{:?}", faults(&db).await);
    }

    async fn proc_51_a_moved_instant_of_presentation_is_found(db: TestDb) {
        filled(&db).await;
        run(&db, "update register_entries set presented_at = presented_at - 1 where number = 1").await;
        assert!(faults(&db).await.contains(&Fault::EntryAltered), "{:?}", faults(&db).await);
    }

    async fn proc_51_a_deleted_entry_is_found(db: TestDb) {
        filled(&db).await;
        run(&db, "delete from register_entries where number = 4").await;
        assert!(faults(&db).await.contains(&Fault::EntryMissing), "{:?}", faults(&db).await);
    }

    async fn proc_51_a_removed_annulment_is_found(db: TestDb) {
        filled(&db).await;
        run(&db, "delete from register_annotations").await;
        assert!(faults(&db).await.contains(&Fault::AnnotationAltered), "{:?}", faults(&db).await);
    }

    async fn proc_51_swapped_numbers_are_found(db: TestDb) {
        filled(&db).await;
        run(&db, "update register_entries set number = 90 where number = 3").await;
        run(&db, "update register_entries set number = 3 where number = 5").await;
        run(&db, "update register_entries set number = 5 where number = 90").await;
        assert!(faults(&db).await.contains(&Fault::EntryAltered), "{:?}", faults(&db).await);
    }
}
