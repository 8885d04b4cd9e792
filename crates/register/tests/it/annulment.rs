//! Annulments: appended, visible, once.

use crate::{account, body, incoming};
use kernel::Clock;
use register::{AnnotationKind, Annulment, Note, annul, daily, enter, entry, note};
use store::{CommitError, WriteBatch};

testkit::both_databases! {
    async fn proc_51_an_annulment_is_appended_and_the_entry_stays(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let body = body(&db, &clock, &random, "borgo").await;
        let author = account(&db, &clock, &random).await;
        let now = clock.now();
        let mut batch = WriteBatch::new();
        let entered = enter(&mut batch, &clock, &random, incoming(&body, now, now));
        let next = enter(&mut batch, &clock, &random, incoming(&body, now, now));
        db.store.commit(batch).await.unwrap();
        let before = entry(&db.store, body.id, entered.id).await.unwrap().unwrap();
        clock.advance_seconds(60);
        let annulment = Annulment {
            body: body.id, entry: entered.id, case: None, reason: "Registrata due volte".to_owned(),
            authority: "Disposizione 1/2026 del responsabile".to_owned(), author, role: "supervisor".to_owned(), at: clock.now(),
        };
        let mut batch = WriteBatch::new();
        annul(&mut batch, &clock, &random, annulment.clone());
        db.store.commit(batch).await.unwrap();

        let after = entry(&db.store, body.id, entered.id).await.unwrap().unwrap();
        let found = after.annulment().unwrap();
        assert_eq!(found.kind, AnnotationKind::Annulment);
        assert_eq!((found.text.as_str(), found.authority.as_deref()), ("Registrata due volte", Some("Disposizione 1/2026 del responsabile")));
        assert_eq!((found.author, found.at), (Some(author), clock.now()));
        let mut unchanged = after.clone();
        unchanged.annotations.clear();
        assert_eq!(unchanged, before);
        // Still in its place in the daily register, its number not given again.
        let day = daily(&db.store, body.id, clock.today()).await.unwrap();
        assert_eq!(day.iter().map(|entry| (entry.id, entry.annulment().is_some())).collect::<Vec<_>>(), vec![(entered.id, true), (next.id, false)]);
        let mut batch = WriteBatch::new();
        let third = enter(&mut batch, &clock, &random, incoming(&body, now, now));
        assert_eq!(db.store.commit(batch).await.unwrap().int(third.number), 3);

        let mut twice = WriteBatch::new();
        annul(&mut twice, &clock, &random, annulment);
        let refused = db.store.commit(twice).await.unwrap_err();
        assert!(matches!(refused, CommitError::Conflict { label: "register-already-annulled" }), "{refused}");
    }

    async fn proc_51_nobody_annotates_the_register_of_another_body(db: TestDb) {
        let (clock, random) = (testkit::clock(), testkit::random());
        let (mine, other) = (body(&db, &clock, &random, "borgo").await, body(&db, &clock, &random, "valle").await);
        let author = account(&db, &clock, &random).await;
        let now = clock.now();
        let mut batch = WriteBatch::new();
        let entered = enter(&mut batch, &clock, &random, incoming(&mine, now, now));
        db.store.commit(batch).await.unwrap();
        let new = Note {
            body: other.id, entry: entered.id, case: None, text: "x".to_owned(), author, role: "supervisor".to_owned(), at: now,
        };
        let mut batch = WriteBatch::new();
        note(&mut batch, &clock, &random, new.clone());
        let refused = db.store.commit(batch).await.unwrap_err();
        assert!(matches!(refused, CommitError::Conflict { label: "register-no-such-entry" }), "{refused}");
        assert!(entry(&db.store, other.id, entered.id).await.unwrap().is_none());
        let mut batch = WriteBatch::new();
        note(&mut batch, &clock, &random, Note { body: mine.id, ..new });
        db.store.commit(batch).await.unwrap();
        let kept = entry(&db.store, mine.id, entered.id).await.unwrap().unwrap();
        assert_eq!((kept.annotations.len(), kept.annulment().is_none()), (1, true));
    }
}
