//! Many at once: no gap, no duplicate, chains whole, and refusals that are honest.

use crate::schema::{STEPS, add, count, id, last, numbered, numbers, whole_chain};
use kernel::Random;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{CommitError, Store, WriteBatch, params};

/// One round of one committer: a numbered, chained batch that may conflict in one of three ways.
async fn round(store: Store, name: String, dice: u8) -> Result<i64, CommitError> {
    let mut batch = WriteBatch::new();
    let (number, _) = numbered(&mut batch, "register", "chain", id());
    match dice % 6 {
        0 => {
            batch.exec(
                "insert into owners (id, name) values ($1, $2)",
                params![id(), name],
            );
        }
        1 => {
            batch.insert_new(
                "taken",
                "insert into owners (id, name) values ($1, $2)",
                params![id(), name],
            );
        }
        2 => {
            batch.expect_rows(
                1,
                "stale",
                "update owners set name = $1 where name = $2",
                params![name.clone(), name],
            );
        }
        3 => {
            batch.next_in_series("other");
        }
        _ => {}
    }
    store.commit(batch).await.map(|done| done.int(number))
}

testkit::both_databases! {
    steps = STEPS;

    async fn sixty_four_committers_with_conflicts_leave_no_gap_and_no_duplicate(db: TestDb) {
        let random = Arc::new(testkit::random());
        let committers: Vec<_> = (0..64)
            .map(|_| {
                let (store, random) = (db.store.clone(), Arc::clone(&random));
                tokio::spawn(async move {
                    let mut given = Vec::new();
                    let mut refused = 0;
                    for _ in 0..12 {
                        let [dice, name] = random.bytes::<2>();
                        match round(store.clone(), format!("owner {}", name % 24), dice).await {
                            Ok(number) => given.push(number),
                            Err(CommitError::Fault(fault)) => panic!("{fault}"),
                            Err(_) => refused += 1,
                        }
                    }
                    (given, refused)
                })
            })
            .collect();
        let (mut all, mut refused) = (Vec::new(), 0);
        for committer in committers {
            let (given, no) = committer.await.unwrap();
            all.extend(given);
            refused += no;
        }
        let total = all.len() as i64;
        assert_eq!(total + refused, 64 * 12);
        assert!(refused > 50, "only {refused} batches conflicted");
        let unique: BTreeSet<i64> = all.iter().copied().collect();
        assert_eq!(unique, (1..=total).collect(), "answered numbers");
        assert_eq!(numbers(&db.store).await, (1..=total).collect::<Vec<_>>(), "stored numbers");
        assert_eq!(last(&db.store, "register").await, total);
        assert_eq!(whole_chain(&db.store, "chain").await, total);
        let others = last(&db.store, "other").await;
        assert!(others > 0 && others < total);
        let stats = db.store.stats();
        assert_eq!((stats.batches as i64, stats.refused as i64), (total, refused));
        assert!(stats.groups < stats.batches, "no two batches shared a commit: {stats:?}");
    }

    async fn two_stores_on_one_database_share_series_and_chains(db: TestDb) {
        let other = Store::open(&db.config()).await.unwrap();
        let committers: Vec<_> = (0..32)
            .map(|n| {
                let store = if n % 2 == 0 { db.store.clone() } else { other.clone() };
                tokio::spawn(async move {
                    for turn in 0..5 {
                        add(&store, ["a", "b"][(n + turn) % 2], ["x", "y"][n % 2]).await.unwrap();
                    }
                })
            })
            .collect();
        for committer in committers {
            committer.await.unwrap();
        }
        assert_eq!(last(&db.store, "a").await + last(&db.store, "b").await, 160);
        assert_eq!(count(&db.store, "select count(*) as n from things").await, 160);
        assert_eq!(whole_chain(&db.store, "x").await, 80);
        assert_eq!(whole_chain(&db.store, "y").await, 80);
        other.close().await;
    }

    async fn a_spoiled_group_commits_the_innocent(db: TestDb) {
        // Deferred keys are checked at the common commit only: the guilty one must not take the others with it.
        let batches: Vec<_> = (0..40)
            .map(|n| {
                let mut batch = WriteBatch::new();
                numbered(&mut batch, "r", "c", id());
                if n == 20 {
                    batch.exec("insert into deferred (id, owner_id) values ($1, $2)", params![id(), id()]);
                }
                let store = db.store.clone();
                tokio::spawn(async move { store.commit(batch).await })
            })
            .collect();
        let mut failed = 0;
        for batch in batches {
            failed += i64::from(batch.await.unwrap().is_err());
        }
        assert_eq!(failed, 1);
        assert_eq!(numbers(&db.store).await, (1..=39).collect::<Vec<_>>());
        assert_eq!(whole_chain(&db.store, "c").await, 39);
    }

    async fn a_full_queue_answers_busy_and_loses_nothing(db: TestDb) {
        let mut config = db.config();
        config.queue = 4;
        let small = Store::open(&config).await.unwrap();
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..400 {
            let store = small.clone();
            waiting.spawn(async move { add(&store, "r", "c").await });
        }
        let (mut done, mut busy) = (0, 0);
        while let Some(answer) = waiting.join_next().await {
            match answer.unwrap() {
                Ok(_) => done += 1,
                Err(CommitError::Busy { retry_after }) => {
                    assert!(retry_after > 0);
                    busy += 1;
                }
                Err(other) => panic!("{other:?}"),
            }
        }
        assert!(busy > 0 && done > 0, "{done} done, {busy} busy");
        assert_eq!(numbers(&small).await, (1..=done).collect::<Vec<_>>());
        assert_eq!(whole_chain(&small, "c").await, done);
        small.close().await;
    }
}

#[test]
fn a_lost_server_connection_is_made_again_and_loses_nothing() {
    testkit::run(async {
        let db = testkit::TestDb::postgres_with(STEPS).await;
        add(&db.store, "r", "c").await.unwrap();
        let server = testkit::Server::shared(testkit::Fsync::Off).await;
        let name = db.address().rsplit('=').next().unwrap().to_owned();
        let end =
            format!("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
        server.execute(&end).await.unwrap();
        assert_eq!(add(&db.store, "r", "c").await.unwrap().events[0].seq, 2);
        assert_eq!(numbers(&db.store).await, [1, 2]);
        let drop = format!("drop database {name} with (force)");
        server.execute(&drop).await.unwrap();
        let gone = add(&db.store, "r", "c").await;
        assert!(matches!(gone, Err(CommitError::Busy { .. })), "{gone:?}");
    });
}
