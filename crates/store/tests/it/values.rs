//! What goes in comes out, the same on both databases.

use crate::schema::{STEPS, id};
use kernel::{CaseId, Cents, Date, Id, Instant, Lang};
use store::{CommitError, Sql, StoreError, Value, WriteBatch, params};
use uuid::Uuid;

testkit::both_databases! {
    steps = STEPS;

    async fn every_type_survives(db: TestDb) {
        let (thing, owner) = (CaseId::from_uuid(id()), id());
        let label = "Ñandú \u{1f9f5} ثوب 縫 'quoted' \\ \"two\"\nlines\ttab";
        let mut batch = WriteBatch::new();
        batch.exec("insert into owners (id, name) values ($1, $2)", params![owner, "Ada Esempio"]).exec(
            "insert into things (id, owner_id, number, label, open, weight, body, version) values ($1, $2, $3, $4, $5, $6, $7, $8)",
            params![thing, owner, i64::MAX, label, false, 0.1 + 0.2, vec![0u8, 1, 255], Cents::new(-5)],
        );
        db.store.commit(batch).await.unwrap();
        let row = db.store.query_one("select * from things where id = $1", params![thing]).await.unwrap();
        assert_eq!(row.get::<CaseId>("id").unwrap(), thing);
        assert_eq!(row.get::<Option<Uuid>>("owner_id").unwrap(), Some(owner));
        assert_eq!(row.get::<i64>("number").unwrap(), i64::MAX);
        assert_eq!(row.get::<&str>("label").unwrap(), label);
        assert!(!row.get::<bool>("open").unwrap());
        assert_eq!(row.get::<f64>("weight").unwrap(), 0.1 + 0.2);
        assert_eq!(row.get::<&[u8]>("body").unwrap(), [0, 1, 255]);
        assert_eq!(row.get::<Cents>("version").unwrap(), Cents::new(-5));
        assert_eq!(row.get::<Option<i64>>("event_seq").unwrap(), None);
        assert!(matches!(row.get::<i64>("event_seq"), Err(StoreError::WrongType { .. })));
        assert!(matches!(row.get::<String>("number"), Err(StoreError::WrongType { .. })));
        assert!(matches!(row.get::<u8>("number"), Err(StoreError::WrongType { .. })));
        assert!(matches!(row.get::<i64>("nothing"), Err(StoreError::NoColumn { .. })));
    }

    async fn dates_instants_languages_and_nulls_survive(db: TestDb) {
        let at = Instant::from_micros(1_707_519_599_123_456);
        let on: Date = "2024-02-29".parse().unwrap();
        let sql = "select cast($1 as bigint) as at, cast($2 as text) as day, cast($3 as text) as lang, \
                   cast($4 as text) as absent";
        let row = db.store.query_one(sql, params![at, on, Lang::En, None::<String>]).await.unwrap();
        assert_eq!(row.get::<Instant>("at").unwrap(), at);
        assert_eq!(row.get::<Date>("day").unwrap(), on);
        assert_eq!(row.get::<Lang>("lang").unwrap(), Lang::En);
        assert_eq!(row.get::<Option<Date>>("absent").unwrap(), None);
    }

    async fn binds_are_found_by_number_not_by_place(db: TestDb) {
        let sql = "select cast($2 as bigint) as b, cast($1 as bigint) as a, cast($2 as bigint) as again";
        let row = db.store.query_one(sql, params![1, 2]).await.unwrap();
        let all: Vec<i64> = ["a", "b", "again"].map(|name| row.get(name).unwrap()).to_vec();
        assert_eq!(all, [1, 2, 2]);
    }

    async fn sums_of_integers_are_integers(db: TestDb) {
        let mut batch = WriteBatch::new();
        for number in [-30_000, 5, 123_456_789] {
            batch.exec("insert into things (id, number) values ($1, $2)", params![id(), number]);
        }
        db.store.commit(batch).await.unwrap();
        let sql = "select sum(number) as total, count(*) as n, max(number) as most from things having sum(number) > $1";
        let row = db.store.query_one(sql, params![123_426_793]).await.unwrap();
        assert_eq!(row.get::<i64>("total").unwrap(), 123_426_794);
        assert_eq!(row.get::<i64>("n").unwrap(), 3);
        assert_eq!(row.get::<i64>("most").unwrap(), 123_456_789);
    }

    async fn text_sorts_by_code_point(db: TestDb) {
        let mut batch = WriteBatch::new();
        for label in ["zeta", "Alfa", "àncora", "beta", "_", "É"] {
            batch.exec("insert into things (id, label) values ($1, $2)", params![id(), label]);
        }
        db.store.commit(batch).await.unwrap();
        let rows = db.store.query("select label from things order by label", params![]).await.unwrap();
        let labels: Vec<String> = rows.iter().map(|row| row.get("label").unwrap()).collect();
        assert_eq!(labels, ["Alfa", "_", "beta", "zeta", "É", "àncora"]);
    }

    async fn hostile_binds_are_refused_and_harm_nothing(db: TestDb) {
        let read = "select id from things where label = $1";
        for params in [params!["a\0b"], params![], params!["a", "b"]] {
            let answer = db.store.query(read, params.clone()).await;
            assert!(matches!(answer, Err(StoreError::Bind { .. })), "{params:?}: {answer:?}");
            let mut batch = WriteBatch::new();
            batch.exec("insert into owners (id, name) values ($1, 'Bruno Prova')", params![id()]);
            batch.exec("update things set label = $1", params);
            assert!(matches!(db.store.commit(batch).await, Err(CommitError::Fault(_))));
        }
        assert!(db.store.query("select id from owners", params![]).await.unwrap().is_empty());
        let injected = "x'; drop table things; --";
        assert!(db.store.query(read, params![injected]).await.unwrap().is_empty());
        db.store.query(read, params!["still there"]).await.unwrap();
    }

    async fn wrong_types_are_refused_by_the_schema(db: TestDb) {
        for (sql, wrong) in [
            ("insert into things (id, number) values ('00000000-0000-0000-0000-000000000001', $1)", params!["x"]),
            ("insert into owners (id, name) values ($1, 'x')", params![7]),
            ("insert into owners (id, name) values ($1, 'x')", params!["not an id"]),
        ] {
            let mut batch = WriteBatch::new();
            batch.exec(sql, wrong);
            assert!(matches!(db.store.commit(batch).await, Err(CommitError::Fault(_))), "{sql}");
        }
    }

    async fn built_statements_number_their_binds(db: TestDb) {
        let mut batch = WriteBatch::new();
        for number in 1..=9 {
            batch.exec("insert into things (id, number, open) values ($1, $2, $3)", params![id(), number, number % 2 == 0]);
        }
        db.store.commit(batch).await.unwrap();
        let filter = Sql::new(" and (number").push(" > ", 2).push(" or number = ", 1).raw(")");
        let sql = Sql::with("select number from things where open = $1", params![false])
            .list(" and number in ", [1i64, 2, 3, 5])
            .append(filter)
            .raw(" order by number")
            .push(" limit ", 2usize);
        let rows = db.store.query_built(sql).await.unwrap();
        let found: Vec<Value> = rows.iter().map(|row| row.values()[0].clone()).collect();
        assert_eq!(found, [Value::Int(1), Value::Int(3)]);
        let none = Sql::new("select number from things where number in ").list("", Vec::<i64>::new());
        assert!(db.store.query_built(none).await.unwrap().is_empty());
    }
}
