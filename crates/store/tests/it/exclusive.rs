//! Exclusive sections: read, decide, write, with nobody in between.

use crate::schema::{STEPS, add, count, id, last, numbered, numbers, whole_chain};
use store::{CommitError, Store, StoreError, Tx, WriteBatch, params};

/// Books the next place below `limit` by reading first: wrong unless nobody else does at the same time.
fn book(tx: &mut Tx<'_>, limit: i64) -> Result<Option<i64>, CommitError> {
    let taken: i64 = tx
        .query_one("select count(*) as n from things", params![])?
        .get("n")?;
    if taken >= limit {
        return Ok(None);
    }
    let mut batch = WriteBatch::new();
    let (number, _) = numbered(&mut batch, "r", "c", id());
    Ok(Some(tx.apply(batch)?.int(number)))
}

testkit::both_databases! {
    steps = STEPS;

    async fn places_are_never_oversold(db: TestDb) {
        let attempts: Vec<_> = (0..60)
            .map(|_| {
                let store = db.store.clone();
                tokio::spawn(async move { store.exclusive("places", |tx| book(tx, 20)).await })
            })
            .collect();
        let mut booked = Vec::new();
        for attempt in attempts {
            booked.extend(attempt.await.unwrap().unwrap());
        }
        booked.sort_unstable();
        assert_eq!(booked, (1..=20).collect::<Vec<_>>());
        assert_eq!(numbers(&db.store).await, booked);
        assert_eq!(whole_chain(&db.store, "c").await, 20);
    }

    async fn sections_and_batches_share_series_and_chains(db: TestDb) {
        let work: Vec<_> = (0..40)
            .map(|n| {
                let store = db.store.clone();
                tokio::spawn(async move {
                    if n % 2 == 0 {
                        store.exclusive("x", |tx| book(tx, i64::MAX)).await.map(|_| ())
                    } else {
                        add(&store, "r", "c").await.map(|_| ())
                    }
                })
            })
            .collect();
        for one in work {
            one.await.unwrap().unwrap();
        }
        assert_eq!((last(&db.store, "r").await, whole_chain(&db.store, "c").await), (40, 40));
    }

    async fn several_batches_of_one_section_continue_each_other(db: TestDb) {
        let answer: Result<(), CommitError> = db
            .store
            .exclusive("x", |tx| {
                assert_eq!(book(tx, 9)?, Some(1));
                assert_eq!(book(tx, 9)?, Some(2));
                Ok(())
            })
            .await;
        answer.unwrap();
        assert_eq!(whole_chain(&db.store, "c").await, 2);
    }

    async fn errors_panics_and_ignored_failures_roll_back(db: TestDb) {
        let refused: Result<(), kernel::Error> = db
            .store
            .exclusive("x", |tx| {
                book(tx, 9)?;
                Err(kernel::Error::Forbidden)
            })
            .await;
        assert!(matches!(refused, Err(kernel::Error::Forbidden)));
        let panicked: Result<(), CommitError> = db
            .store
            .exclusive("x", |tx| {
                book(tx, 9)?;
                panic!("on purpose")
            })
            .await;
        assert!(matches!(panicked, Err(CommitError::Fault(_))));
        let ignored: Result<(), CommitError> = db
            .store
            .exclusive("x", |tx| {
                book(tx, 9)?;
                let mut batch = WriteBatch::new();
                batch.expect_rows(1, "none", "update things set open = false where number = $1", params![77]);
                assert!(matches!(tx.apply(batch), Err(CommitError::Conflict { label: "none" })));
                Ok(())
            })
            .await;
        assert!(matches!(ignored, Err(CommitError::Fault(StoreError::Misuse(_)))), "{ignored:?}");
        assert_eq!(count(&db.store, "select count(*) as n from things").await, 0);
        assert_eq!((last(&db.store, "r").await, whole_chain(&db.store, "c").await), (0, 0));
        add(&db.store, "r", "c").await.unwrap();
        assert_eq!(numbers(&db.store).await, [1]);
    }

    async fn a_caller_that_goes_away_leaves_no_transaction_behind(db: TestDb) {
        let store: Store = db.store.clone();
        let section = tokio::spawn(async move {
            store
                .exclusive("x", |tx| {
                    let booked = book(tx, 9);
                    std::thread::sleep(std::time::Duration::from_millis(200));
                    booked
                })
                .await
        });
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        section.abort();
        let next: Option<i64> = db.store.exclusive("x", |tx| book(tx, 9)).await.unwrap();
        assert_eq!(next, Some(2), "the first section was finished, then ours began");
    }
}
