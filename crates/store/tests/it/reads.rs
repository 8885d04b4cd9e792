//! Reading: snapshots, absence, read-only connections.

use crate::schema::{STEPS, add, count, id};
use store::{Read, Store, StoreError, WriteBatch, params};

async fn number_of_things(read: &impl Read) -> i64 {
    let row = read
        .query_one("select count(*) as n from things", params![])
        .await
        .unwrap();
    row.get("n").unwrap()
}

testkit::both_databases! {
    steps = STEPS;

    async fn a_snapshot_sees_one_moment(db: TestDb) {
        add(&db.store, "r", "c").await.unwrap();
        let snapshot = db.store.snapshot().await.unwrap();
        assert_eq!(number_of_things(&snapshot).await, 1);
        add(&db.store, "r", "c").await.unwrap();
        assert_eq!(number_of_things(&snapshot).await, 1);
        assert_eq!(number_of_things(&db.store).await, 2);
        drop(snapshot);
        let later = db.store.snapshot().await.unwrap();
        assert_eq!(number_of_things(&later).await, 2);
    }

    async fn what_was_acknowledged_is_read_at_once(db: TestDb) {
        for n in 1..=30 {
            add(&db.store, "r", "c").await.unwrap();
            assert_eq!(number_of_things(&db.store).await, n);
        }
    }

    async fn connections_come_back(db: TestDb) {
        let mut config = db.config();
        config.readers = 2;
        let store = Store::open(&config).await.unwrap();
        for _ in 0..20 {
            let snapshot = store.snapshot().await.unwrap();
            number_of_things(&snapshot).await;
            assert!(store.query("select nothing from nowhere", params![]).await.is_err());
            let given_up = tokio::time::timeout(
                std::time::Duration::from_micros(50),
                store.query("select count(*) as n from things, things as b, things as c", params![]),
            );
            let _ = given_up.await;
        }
        let many: Vec<_> = (0..40)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { number_of_things(&store).await })
            })
            .collect();
        for one in many {
            assert_eq!(one.await.unwrap(), 0);
        }
        store.close().await;
    }

    async fn absence_is_not_found(db: TestDb) {
        let sql = "select id from things where id = $1";
        assert!(db.store.query_opt(sql, params![id()]).await.unwrap().is_none());
        let missing = db.store.query_one(sql, params![id()]).await.unwrap_err();
        assert!(matches!(missing, StoreError::NoRow));
        assert!(matches!(kernel::Error::from(missing), kernel::Error::NotFound));
    }

    async fn a_read_cannot_write(db: TestDb) {
        let sql = "insert into owners (id, name) values ($1, 'x') returning id";
        assert!(db.store.query(sql, params![id()]).await.is_err());
        assert!(db.store.snapshot().await.unwrap().query(sql, params![id()]).await.is_err());
        assert_eq!(count(&db.store, "select count(*) as n from owners").await, 0);
    }

    async fn ping_answers(db: TestDb) {
        db.store.ping().await.unwrap();
        let mut batch = WriteBatch::new();
        batch.exec("insert into owners (id, name) values ($1, 'x')", params![id()]);
        db.store.commit(batch).await.unwrap();
        db.store.ping().await.unwrap();
    }
}
