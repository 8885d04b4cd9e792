//! Numbers: no gap, no duplicate, the right year.

use crate::{account, at, body, incoming};
use kernel::{Clock, Date};
use register::{Direction, NewEntry, Number, daily, enter, entry};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{CommitError, WriteBatch, params};

testkit::both_databases! {
    async fn proc_51_concurrent_entries_and_conflicts_leave_no_gap_and_no_duplicate(db: TestDb) {
        let (clock, random) = (Arc::new(testkit::clock()), Arc::new(testkit::random()));
        let body = Arc::new(body(&db, &*clock, &*random, "borgo").await);
        let mut tasks = Vec::new();
        for task in 0..16u32 {
            let (store, body, clock, random) = (db.store.clone(), body.clone(), clock.clone(), random.clone());
            tasks.push(tokio::spawn(async move {
                let mut numbers = Vec::new();
                for n in 0..25u32 {
                    let mut batch = WriteBatch::new();
                    let now = clock.now();
                    let entered = enter(&mut batch, &*clock, &*random, incoming(&body, now, now));
                    // Every third batch is refused after its number was taken: the number must go to somebody else.
                    let fails = (task + n) % 3 == 0;
                    if fails {
                        batch.expect_rows(1, "test-conflict", "update bodies set name = name where slug = $1", params!["nobody"]);
                    }
                    match store.commit(batch).await {
                        Ok(done) => numbers.push(done.int(entered.number)),
                        Err(CommitError::Conflict { label }) => assert!(fails && label == "test-conflict"),
                        Err(other) => panic!("{other}"),
                    }
                }
                numbers
            }));
        }
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.extend(task.await.unwrap());
        }
        let count = i64::try_from(numbers.len()).unwrap();
        assert!(count > 200 && count < 400, "{count}");
        let distinct: BTreeSet<i64> = numbers.iter().copied().collect();
        assert_eq!(distinct, (1..=count).collect::<BTreeSet<i64>>());
        let listed = daily(&db.store, body.id, clock.today()).await.unwrap();
        let given: Vec<Number> = listed.iter().map(|entry| entry.number).collect();
        assert_eq!(given, (1..=count).map(|number| Number::Given { number, year: 2026 }).collect::<Vec<_>>());
        // And every one of them is in the chain.
        let seq = db.store.query_one("select seq from chains where chain = $1", params![format!("body/{}", body.id)]).await.unwrap();
        assert_eq!(seq.get::<i64>("seq").unwrap(), count);
    }

    async fn g_42_time_14_a_request_in_flight_at_midnight_is_registered_on_the_day_and_year_of_its_receipt(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let body = body(&db, &clock, &random, "borgo").await;
        // 23:59:59 of 31 December in Rome; the commit comes three seconds into the new year.
        let (received, committed) = (at("2025-12-31T22:59:59Z"), at("2025-12-31T23:00:02Z"));
        clock.set(committed);
        let mut batch = WriteBatch::new();
        let old = enter(&mut batch, &clock, &random, incoming(&body, committed, received));
        let new = enter(&mut batch, &clock, &random, incoming(&body, committed, committed));
        let done = db.store.commit(batch).await.unwrap();
        assert_eq!((done.int(old.number), old.year), (1, 2025));
        assert_eq!((done.int(new.number), new.year), (1, 2026));
        let kept = entry(&db.store, body.id, old.id).await.unwrap().unwrap();
        assert_eq!((kept.presented_at, kept.registered_at), (received, received));
        let last_day = daily(&db.store, body.id, Date::constant(2025, 12, 31)).await.unwrap();
        assert_eq!(last_day.iter().map(|entry| entry.id).collect::<Vec<_>>(), vec![old.id]);
        let first_day = daily(&db.store, body.id, Date::constant(2026, 1, 1)).await.unwrap();
        assert_eq!(first_day.iter().map(|entry| entry.id).collect::<Vec<_>>(), vec![new.id]);
    }

    async fn time_14_what_was_presented_on_saturday_and_registered_on_monday_keeps_saturdays_instant(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let body = body(&db, &clock, &random, "borgo").await;
        let (saturday, monday) = (at("2026-02-28T21:40:00Z"), at("2026-03-02T07:05:00Z"));
        let mut batch = WriteBatch::new();
        let entered = enter(&mut batch, &clock, &random, incoming(&body, monday, saturday));
        db.store.commit(batch).await.unwrap();
        let kept = entry(&db.store, body.id, entered.id).await.unwrap().unwrap();
        assert_eq!(kept.presented_at, saturday);
        assert_eq!(kept.presented_at.rome_text(), "28/02/2026 22:40:00");
        assert_eq!(kept.registered_at, monday);
    }

    async fn proc_51_an_entry_holds_the_minimum_of_art_53(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let body = body(&db, &clock, &random, "borgo").await;
        let officer = account(&db, &clock, &random).await;
        let now = clock.now();
        let mut batch = WriteBatch::new();
        let new = NewEntry::outgoing(&body, now)
            .subject("Provvedimento — AB12-CD34")
            .correspondent("王小明 محمد")
            .document("ab".repeat(32))
            .by(officer, "officer");
        let entered = enter(&mut batch, &clock, &random, new);
        let done = db.store.commit(batch).await.unwrap();
        assert_eq!(done.int(entered.number), 1);
        let kept = entry(&db.store, body.id, entered.id).await.unwrap().unwrap();
        assert_eq!(kept.number, Number::Given { number: 1, year: 2026 });
        assert_eq!((kept.direction, kept.registered_at), (Direction::Out, now));
        assert_eq!(kept.correspondent, "王小明 محمد");
        assert_eq!(kept.subject, "Provvedimento — AB12-CD34");
        assert_eq!(kept.document_sha256, "ab".repeat(32));
        assert_eq!((kept.aoo.as_str(), kept.register.as_str()), ("AOO-BE", "generale"));
    }

    async fn each_body_aoo_and_year_counts_from_one(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let first = body(&db, &clock, &random, "borgo").await;
        let second = body(&db, &clock, &random, "valle").await;
        let mut other_aoo = first.clone();
        other_aoo.aoo_code = "AOO-2".to_owned();
        let mut numbers = Vec::new();
        for body in [&first, &first, &second, &other_aoo, &second] {
            let mut batch = WriteBatch::new();
            let now = clock.now();
            let entered = enter(&mut batch, &clock, &random, incoming(body, now, now));
            numbers.push(db.store.commit(batch).await.unwrap().int(entered.number));
        }
        assert_eq!(numbers, [1, 2, 1, 1, 2]);
    }
}

#[test]
fn a_number_of_an_external_register_is_never_invented() {
    use kernel::Lang;
    assert_eq!(Number::Pending.text(Lang::It), "in attribuzione");
    assert_eq!(Number::Pending.text(Lang::En), "being assigned");
    assert_eq!(
        Number::Given {
            number: 12,
            year: 2026
        }
        .text(Lang::It),
        "12/2026"
    );
}
