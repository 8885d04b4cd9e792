//! E-mails and the desk, without a network.

use crate::world::World;
use delivery::{Attachment, Channel, NewDelivery, Status, Strength, attempts, failed, of_case};
use kernel::{AccountId, AdoptionId, CaseId, Clock, DocumentId, DraftId, OfficeId, PartyId};
use std::sync::atomic::Ordering;
use store::{WriteBatch, params};

testkit::both_databases! {
    async fn the_desk_has_it_in_the_same_commit_and_it_is_weak_proof(db: TestDb) {
        let world = World::new(db).await;
        let mut batch = WriteBatch::new();
        delivery::desk(&mut batch, &*world.clock, &*world.random, world.notice());
        world.db.store.commit(batch).await.unwrap();
        let row = world.db.store.query_one("select * from deliveries", params![]).await.unwrap();
        assert_eq!(row.get::<&str>("channel").unwrap(), "desk");
        assert_eq!(row.get::<&str>("strength").unwrap(), "weak");
        assert_eq!(row.get::<&str>("status").unwrap(), "delivered");
        assert_eq!(row.get::<Option<&str>>("address").unwrap(), None);
        assert_eq!(row.get::<kernel::Instant>("delivered_at").unwrap(), world.clock.now());
        let jobs = world.db.store.query("select id from outbox", params![]).await.unwrap();
        assert!(jobs.is_empty());
        assert_eq!(Channel::Email.strength(), Strength::Weak);
        assert_eq!(Channel::Pec.strength(), Strength::Strong);
        assert!(Strength::Weak.label(kernel::Lang::It).contains("Prova debole"));
    }

    async fn an_email_leaves_after_the_commit_and_says_who_sends_it(db: TestDb) {
        let world = World::new(db).await;
        let id = world.email(world.notice()).await;
        assert!(world.mails().is_empty());
        world.clock.advance_seconds(5);
        world.to_folder().drain().await.unwrap();
        let mails = world.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("From: \"Comune di Borgo Esempio\" <noreply@borgo.example>"), "{}", mails[0]);
        assert!(mails[0].contains(&format!("Message-ID: <{id}@borgo.example>")));
        let found = list(&world).await;
        assert_eq!((found.0, found.1, found.2), (Status::Sent, 1, Some(world.clock.now())));
        let tries = attempts(&world.db.store, id).await.unwrap();
        assert_eq!(tries.iter().map(|t| (t.number, t.result.as_str())).collect::<Vec<_>>(), vec![(1, "sent")]);
    }

    async fn an_email_waits_for_the_document_that_goes_with_it(db: TestDb) {
        let world = World::new(db).await;
        let document = document(&world).await;
        let id = world.email(world.notice().document(document)).await;
        let worker = world.to_folder();
        worker.drain().await.unwrap();
        assert!(world.mails().is_empty());
        let (status, tries, _) = list(&world).await;
        assert_eq!((status, tries), (Status::Queued, 1));
        *world.shelf.0.lock().unwrap() = Some(Attachment {
            name: "ricevuta 王小明.pdf".to_owned(), media_type: "application/pdf".to_owned(), bytes: b"%PDF-1.7 prova".to_vec(),
        });
        world.clock.advance_seconds(24 * 3600);
        worker.drain().await.unwrap();
        let mails = world.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("Content-Type: application/pdf") && mails[0].contains("filename*"), "{}", mails[0]);
        assert_eq!(world.shelf.1.load(Ordering::SeqCst), 2);
        let results: Vec<String> = attempts(&world.db.store, id).await.unwrap().into_iter().map(|t| t.result).collect();
        assert_eq!(results, ["the document is still being made", "sent"]);
    }

    async fn a_job_run_twice_sends_once(db: TestDb) {
        let world = World::new(db).await;
        world.email(world.notice()).await;
        let worker = world.to_folder();
        worker.drain().await.unwrap();
        std::fs::remove_dir_all(world.folder()).unwrap();
        std::fs::create_dir_all(world.folder()).unwrap();
        let mut batch = WriteBatch::new();
        batch.exec("update outbox set status = 'waiting', attempts = 0", params![]);
        world.db.store.commit(batch).await.unwrap();
        assert_eq!(worker.drain().await.unwrap().done, 1);
        assert!(world.mails().is_empty());
        assert_eq!(list(&world).await.1, 1);
    }

    async fn an_address_that_is_none_is_given_up_at_once_and_listed(db: TestDb) {
        let world = World::new(db).await;
        let id = world.email(world.notice().to("ada@posta.example\r\nBcc: altri@evil.example")).await;
        let drained = world.to_folder().drain().await.unwrap();
        assert_eq!((drained.dead, drained.done), (1, 0));
        assert!(world.mails().is_empty());
        let listed = failed(&world.db.store, world.body.id).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].id, listed[0].attempts, listed[0].last_error.as_deref()), (id, 1, Some("the address is not valid")));
        let other = kernel::BodyId::new(&*world.clock, &*world.random);
        assert!(failed(&world.db.store, other).await.unwrap().is_empty());
    }

    async fn a_delivery_given_up_can_be_tried_again_by_hand(db: TestDb) {
        let world = World::new(db).await;
        world.email(world.notice()).await;
        // A folder that is none: every attempt fails until the last one.
        std::fs::create_dir_all(world.db.folder()).unwrap();
        let worker = world.to_folder();
        std::fs::remove_dir(world.folder()).unwrap();
        std::fs::write(world.folder(), b"in the way").unwrap();
        let mut dead = 0;
        for _ in 0..40 {
            dead += worker.drain().await.unwrap().dead;
            world.clock.advance_seconds(7 * 24 * 3600);
        }
        assert_eq!(dead, 1);
        let listed = failed(&world.db.store, world.body.id).await.unwrap();
        assert_eq!((listed.len(), listed[0].attempts), (1, 14));
        assert!(listed[0].last_error.as_deref().unwrap().starts_with("folder:"));
        std::fs::remove_file(world.folder()).unwrap();
        std::fs::create_dir(world.folder()).unwrap();
        let mut batch = WriteBatch::new();
        delivery::again(&mut batch, &listed[0], world.clock.now());
        world.db.store.commit(batch).await.unwrap();
        worker.drain().await.unwrap();
        assert_eq!(world.mails().len(), 1);
        assert!(failed(&world.db.store, world.body.id).await.unwrap().is_empty());
        let mut batch = WriteBatch::new();
        delivery::again(&mut batch, &listed[0], world.clock.now());
        assert!(world.db.store.commit(batch).await.is_err());
    }

    async fn a_case_lists_what_was_told_in_order(db: TestDb) {
        let world = World::new(db).await;
        let (case, other) = (case(&world, "A").await, case(&world, "B").await);
        let mut batch = WriteBatch::new();
        let about = |case, kind, seconds| {
            NewDelivery::about(world.body.id, case, kind, world.clock.now().plus_seconds(seconds))
                .said("Oggetto", "Testo")
                .to("ada@posta.example")
        };
        delivery::email(&mut batch, &*world.clock, &*world.random, about(case, "act", 20));
        delivery::desk(&mut batch, &*world.clock, &*world.random, about(case, "receipt", 10));
        delivery::desk(&mut batch, &*world.clock, &*world.random, about(other, "message", 5));
        world.db.store.commit(batch).await.unwrap();
        let told = of_case(&world.db.store, case).await.unwrap();
        let told: Vec<_> = told.iter().map(|d| (d.kind.as_str(), d.channel, d.status, d.strength)).collect();
        let weak = Strength::Weak;
        let expected = vec![("receipt", Channel::Desk, Status::Delivered, weak), ("act", Channel::Email, Status::Queued, weak)];
        assert_eq!(told, expected);
    }
}

/// Status, attempts and instant of sending of the only delivery.
async fn list(world: &World) -> (Status, i64, Option<kernel::Instant>) {
    let row = world
        .db
        .store
        .query_one("select status, attempts, sent_at from deliveries", params![])
        .await
        .unwrap();
    (
        Status::parse(row.get("status").unwrap()).unwrap(),
        row.get("attempts").unwrap(),
        row.get("sent_at").unwrap(),
    )
}

async fn document(world: &World) -> DocumentId {
    let id = DocumentId::new(&*world.clock, &*world.random);
    let mut batch = WriteBatch::new();
    batch.exec(
        "insert into documents (id, body_id, direction, kind, name, title, version, created_at)
        values ($1, $2, 'out', 'receipt', 'r.pdf', 'Ricevuta', 0, 0)",
        params![id, world.body.id],
    );
    world.db.store.commit(batch).await.unwrap();
    id
}

/// A case with everything its row refers to.
async fn case(world: &World, number: &str) -> CaseId {
    let (clock, random) = (&*world.clock, &*world.random);
    let (id, adoption) = (CaseId::new(clock, random), AdoptionId::new(clock, random));
    let (office, party, account) = (
        OfficeId::new(clock, random),
        PartyId::new(clock, random),
        AccountId::new(clock, random),
    );
    let mut batch = WriteBatch::new();
    batch.exec(
        "insert into offices (id, body_id, code, name, head_name, valid_from) values ($1, $2, $3, 'U', 'X', '2000-01-01')",
        params![office, world.body.id, number],
    );
    batch.exec(
        "insert into parties (id, kind, created_at) values ($1, 'person', 0)",
        params![party],
    );
    batch.exec(
        "insert into accounts (id, kind, party_id, status, lang, created_at) values ($1, 'citizen', $2, 'active', 'it', 0)",
        params![account, party],
    );
    batch.exec(
        "insert into bundles (hash, service, version, archive, loaded_at) values ($1, 's', '1', $2, 0)",
        params![number, vec![1u8]],
    );
    batch.exec(
        "insert into adoptions (id, body_id, service, bundle_hash, office_id, responsible_name, state, min_level, position,
            featured, valid_from_at, version) values ($1, $2, $3, $3, $4, 'X', 'published', 1, 1, $5, 0, 1)",
        params![adoption, world.body.id, number, office, false],
    );
    batch.exec(
        "insert into cases (id, number, body_id, adoption_id, bundle_hash, draft_id, account_id, office_id, responsible_name,
            state, area, title, applicant, lang, filing_basis, filing_level, min_read_level, received_at, late, simulation,
            facts, term, check_token, version, changed_at)
        values ($1, $2, $3, $4, $2, $5, $6, $7, 'X', 's', 'in_progress', 't', 'a', 'it', 'b', 2, 2, 0, $8, $8,
            '{}', '{}', $2, 1, 0)",
        params![id, number, world.body.id, adoption, DraftId::new(clock, random), account, office, false],
    );
    world.db.store.commit(batch).await.unwrap();
    id
}
