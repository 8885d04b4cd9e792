//! A batch happens wholly or not at all, and says why.

use crate::schema::{STEPS, add, count, id, last, numbered, numbers, whole_chain};
use store::{CommitError, Kind, NewEvent, StoreError, Value, WriteBatch, params};

testkit::both_databases! {
    steps = STEPS;

    async fn slots_are_numbers_hashes_and_computed_texts(db: TestDb) {
        add(&db.store, "r", "c").await.unwrap();
        let thing = id();
        let mut batch = WriteBatch::new();
        let (number, event) = numbered(&mut batch, "r", "c", thing);
        let text = batch.compute(move |bound| Value::Text(format!("2026/{:07}", bound.int(number))));
        batch.expect_rows(1, "gone", "update things set label = $2 where id = $1", params![thing, text]);
        let done = db.store.commit(batch).await.unwrap();
        assert_eq!((done.int(number), done.text(text)), (2, "2026/0000002"));
        assert_eq!((done.int(event.seq), done.events[0].seq), (2, 2));
        assert_eq!(done.bytes(event.hash), done.events[0].hash);
        let row = db.store.query_one("select * from things where id = $1", params![thing]).await.unwrap();
        assert_eq!(row.get::<i64>("number").unwrap(), 2);
        assert_eq!(row.get::<&str>("label").unwrap(), "2026/0000002");
        assert_eq!(row.get::<[u8; 32]>("event_hash").unwrap(), done.events[0].hash);
        let event = db.store.query_one("select case_id from events where seq = 2", params![]).await.unwrap();
        assert_eq!(event.get::<uuid::Uuid>("case_id").unwrap(), thing);
        assert_eq!(whole_chain(&db.store, "c").await, 2);
    }

    async fn a_failed_expectation_is_a_conflict_and_gives_the_number_back(db: TestDb) {
        add(&db.store, "r", "c").await.unwrap();
        let mut batch = WriteBatch::new();
        numbered(&mut batch, "r", "c", id());
        batch.expect_rows(1, "conflict-stale", "update things set version = 1 where version = $1", params![7]);
        let refused = db.store.commit(batch).await;
        assert!(matches!(refused, Err(CommitError::Conflict { label: "conflict-stale" })), "{refused:?}");
        assert_eq!((numbers(&db.store).await, last(&db.store, "r").await), (vec![1], 1));
        add(&db.store, "r", "c").await.unwrap();
        assert_eq!(numbers(&db.store).await, [1, 2]);
        assert_eq!(whole_chain(&db.store, "c").await, 2);
        assert_eq!((db.store.stats().batches, db.store.stats().refused), (2, 1));
    }

    async fn a_select_can_be_expected(db: TestDb) {
        let guard = "select id from things where open = $1";
        let mut batch = WriteBatch::new();
        batch.expect_rows(1, "nothing-open", guard, params![true]);
        assert!(matches!(db.store.commit(batch).await, Err(CommitError::Conflict { label: "nothing-open" })));
        add(&db.store, "r", "c").await.unwrap();
        let mut batch = WriteBatch::new();
        batch.expect_rows(1, "nothing-open", guard, params![true]);
        db.store.commit(batch).await.unwrap();
    }

    async fn returning_statements_count_their_rows(db: TestDb) {
        add(&db.store, "r", "c").await.unwrap();
        add(&db.store, "r", "c").await.unwrap();
        let mut batch = WriteBatch::new();
        batch.expect_rows(2, "two", "update things set open = $1 returning id", params![false]);
        db.store.commit(batch).await.unwrap();
        assert_eq!(count(&db.store, "select count(*) as n from things where not open").await, 2);
    }

    async fn unique_keys_have_one_name_on_both_databases(db: TestDb) {
        let (owner, thing) = (id(), id());
        let mut batch = WriteBatch::new();
        batch.exec("insert into owners (id, name) values ($1, 'Ada Esempio')", params![owner]);
        batch.exec("insert into things (id, owner_id, number, label) values ($1, $2, 1, 'One')", params![thing, owner]);
        db.store.commit(batch).await.unwrap();
        let cases = [
            ("insert into owners (id, name) values ($1, 'Ada Esempio')", params![id()], "owners(name)"),
            ("insert into owners (id, name) values ($1, 'Bruno Prova')", params![owner], "owners(id)"),
            ("insert into things (id, owner_id, number) values ($1, $2, 1)", params![id(), owner], "things(owner_id, number)"),
            ("insert into things (id, label) values ($1, 'ONE')", params![id()], "things_of_label"),
        ];
        for (sql, params, name) in cases {
            let mut batch = WriteBatch::new();
            batch.exec(sql, params.clone());
            let refused = db.store.commit(batch).await.unwrap_err();
            assert!(refused.is_unique(name), "{refused:?} is not {name}");
            let mut batch = WriteBatch::new();
            batch.insert_new("conflict-known", sql, params);
            let refused = db.store.commit(batch).await;
            assert!(matches!(refused, Err(CommitError::Conflict { label: "conflict-known" })), "{refused:?}");
        }
    }

    async fn a_broken_reference_is_a_fault_and_writes_nothing(db: TestDb) {
        let mut batch = WriteBatch::new();
        numbered(&mut batch, "r", "c", id());
        batch.exec("insert into things (id, owner_id) values ($1, $2)", params![id(), id()]);
        assert!(matches!(db.store.commit(batch).await, Err(CommitError::Fault(_))));
        assert_eq!((numbers(&db.store).await, whole_chain(&db.store, "c").await), (vec![], 0));
        let mut batch = WriteBatch::new();
        batch.exec("insert into deferred (id, owner_id) values ($1, $2)", params![id(), id()]);
        assert!(matches!(db.store.commit(batch).await, Err(CommitError::Fault(_))));
        assert_eq!(count(&db.store, "select count(*) as n from deferred").await, 0);
    }

    async fn a_failed_statement_is_told_without_what_was_typed(db: TestDb) {
        let mut batch = WriteBatch::new();
        let typed = params![id(), "Ada Esempio abita in via della Prova", Value::Null];
        batch.exec("insert into things (id, label, open) values ($1, $2, $3)", typed);
        let failed = kernel::Error::from(db.store.commit(batch).await.unwrap_err());
        let mut told = format!("{failed:?} {failed}");
        let mut cause = std::error::Error::source(&failed);
        while let Some(error) = cause {
            told = format!("{told}: {error}");
            cause = error.source();
        }
        assert!(!told.contains("Ada Esempio") && !told.contains("Failing row"), "{told}");
        let why = match db.store.kind() {
            Kind::Postgres => "23502 null value in column \"open\"",
            Kind::Sqlite => "NOT NULL constraint failed: things.open",
        };
        assert!(told.contains(why), "{told}");
    }

    async fn a_panicking_body_or_a_foreign_slot_fails_its_batch_only(db: TestDb) {
        let mut other = WriteBatch::new();
        for _ in 0..9 {
            other.next_in_series("other");
        }
        let foreign = other.next_in_series("other");
        let mut bad_slot = WriteBatch::new();
        bad_slot.next_in_series("r");
        bad_slot.exec("insert into things (id, number) values ($1, $2)", params![id(), foreign]);
        assert!(matches!(db.store.commit(bad_slot).await, Err(CommitError::Fault(StoreError::Misuse(_)))));
        let mut panicking = WriteBatch::new();
        panicking.next_in_series("r");
        panicking.append(NewEvent {
            chain: "c".into(),
            at: testkit::START,
            kind: "bad",
            subject: None,
            body: Box::new(|_| panic!("on purpose")),
        });
        assert!(matches!(db.store.commit(panicking).await, Err(CommitError::Fault(StoreError::Misuse(_)))));
        let mut nonsense = WriteBatch::new();
        nonsense.exec("insert into nowhere values (1)", params![]);
        assert!(matches!(db.store.commit(nonsense).await, Err(CommitError::Fault(_))));
        add(&db.store, "r", "c").await.unwrap();
        assert_eq!((numbers(&db.store).await, whole_chain(&db.store, "c").await), (vec![1], 1));
    }

    async fn an_empty_batch_is_nothing(db: TestDb) {
        db.store.commit(WriteBatch::new()).await.unwrap();
        assert_eq!(db.store.stats(), store::Stats::default());
    }

    async fn a_closed_store_has_committed_what_waited_and_refuses_the_rest(db: TestDb) {
        let waiting: Vec<_> = (0..50)
            .map(|_| {
                let store = db.store.clone();
                tokio::spawn(async move { add(&store, "r", "c").await })
            })
            .collect();
        tokio::task::yield_now().await;
        db.store.close().await;
        let mut done = 0;
        for one in waiting {
            match one.await.unwrap() {
                Ok(_) => done += 1,
                Err(CommitError::Fault(StoreError::Closed)) => {}
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!(matches!(add(&db.store, "r", "c").await, Err(CommitError::Fault(StoreError::Closed))));
        assert!(matches!(db.store.query("select 1 as n", params![]).await, Err(StoreError::Closed)));
        assert!(db.store.ping().await.is_err());
        let again = store::Store::open(&db.config()).await.unwrap();
        assert_eq!(numbers(&again).await.len(), done);
        assert_eq!(whole_chain(&again, "c").await, done as i64);
    }
}
