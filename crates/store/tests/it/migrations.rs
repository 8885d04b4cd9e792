//! Schema steps on a real database.

use crate::schema::{STEPS, add, count};
use store::{MIGRATIONS, Migration, Store, StoreError, params};

testkit::both_databases! {
    steps = &[];

    async fn steps_are_applied_once_and_in_order(db: TestDb) {
        assert_eq!(db.store.migrate_with(&STEPS[..1]).await.unwrap(), 1);
        assert_eq!(db.store.migrate_with(STEPS).await.unwrap(), 1);
        assert_eq!(db.store.migrate_with(STEPS).await.unwrap(), 0);
        add(&db.store, "r", "c").await.unwrap();
    }

    async fn a_step_that_fails_leaves_nothing_behind(db: TestDb) {
        let broken = Migration { name: "0003_broken", sql: "create table half (id ID primary key); create nonsense;" };
        let steps = [STEPS[0], STEPS[1], broken];
        let failed = db.store.migrate_with(&steps).await;
        assert!(matches!(&failed, Err(StoreError::Migration { name, .. }) if name == "0003_broken"), "{failed:?}");
        assert!(db.store.query("select * from half", params![]).await.is_err());
        assert_eq!(count(&db.store, "select count(*) as n from migrations").await, 2);
        let mended = [STEPS[0], STEPS[1], Migration { name: "0003_broken", sql: "create table half (id ID primary key);" }];
        assert_eq!(db.store.migrate_with(&mended).await.unwrap(), 1);
    }

    async fn changed_and_newer_schemas_are_refused(db: TestDb) {
        db.store.migrate_with(STEPS).await.unwrap();
        let changed = [STEPS[0], Migration { name: STEPS[1].name, sql: "select 1;" }];
        assert!(matches!(db.store.migrate_with(&changed).await, Err(StoreError::Migration { .. })));
        assert!(matches!(db.store.migrate_with(&STEPS[..1]).await, Err(StoreError::Migration { .. })));
        assert_eq!(db.store.migrate_with(STEPS).await.unwrap(), 0);
    }

    async fn nodes_that_start_together_migrate_once(db: TestDb) {
        let config = db.config();
        let nodes: Vec<_> = (0..4)
            .map(|_| {
                let config = config.clone();
                tokio::spawn(async move {
                    let store = Store::open(&config).await.unwrap();
                    let applied = store.migrate_with(STEPS).await.unwrap();
                    store.close().await;
                    applied
                })
            })
            .collect();
        let mut applied = 0;
        for node in nodes {
            applied += node.await.unwrap();
        }
        assert_eq!(applied, STEPS.len());
    }

    async fn the_schema_of_the_program_carries_the_store(db: TestDb) {
        assert!(!MIGRATIONS.is_empty());
        db.store.migrate().await.unwrap();
        let mut batch = store::WriteBatch::new();
        batch.next_in_series("s");
        let event = batch.append(store::NewEvent {
            chain: "c".into(),
            at: testkit::START,
            kind: "k",
            subject: None,
            body: Box::new(|bound| bound.seq().to_string().into_bytes()),
        });
        assert_eq!(db.store.commit(batch).await.unwrap().int(event.seq), 1);
        assert_eq!(count(&db.store, "select count(*) as n from events").await, 1);
    }
}
