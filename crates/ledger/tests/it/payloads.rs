//! Personal parts: falsified, lost, lawfully erased.

use crate::world::World;
use kernel::Clock;
use ledger::{Chain, Erasure, Fault, Personal, append, erase, payloads_of, story};
use serde_json::json;
use store::{CommitError, Store, WriteBatch, params};

on_both! {
    an_edited_payload_is_found,
    swapped_payloads_are_found,
    a_deleted_payload_is_found,
    a_payload_emptied_without_an_event_is_found,
    a_foreign_payload_is_found,
    a_lawful_erasure_leaves_the_chain_whole,
    an_erasure_without_a_case_leaves_the_chain_whole,
    an_erasure_happens_once,
}

async fn two(store: Store) -> (World, ledger::StoryLine, kernel::CaseId) {
    let world = World::new(store).await;
    let sent = world.transmit().await;
    world.transmit().await;
    let line = story(&world.store, sent.case).await.unwrap().remove(0);
    (world, line, sent.case)
}

async fn an_edited_payload_is_found(store: Store) {
    let (world, ..) = two(store).await;
    world
        .tamper(
            "update event_payloads set payload = '{\"applicant\":\"Bruno Prova\"}'
             where digest = (select min(digest) from event_payloads)",
            params![],
        )
        .await;
    let report = world.verify().await;
    assert!(report.has(Fault::PayloadAltered), "{report}");
    assert_eq!(report.findings.len(), 1, "{report}");
}

async fn swapped_payloads_are_found(store: Store) {
    let (world, ..) = two(store).await;
    let swap = [
        "update event_payloads set digest = 'x' where digest = (select min(digest) from event_payloads)",
        "update event_payloads set digest = $1 where digest = $2",
        "update event_payloads set digest = $2 where digest = 'x' and $1 <> ''",
    ];
    let rows = world
        .store
        .query("select digest from event_payloads order by digest", params![])
        .await
        .unwrap();
    let (a, b): (String, String) = (rows[0].get("digest").unwrap(), rows[1].get("digest").unwrap());
    world.tamper(swap[0], params![]).await;
    world.tamper(swap[1], params![&a, &b]).await;
    world.tamper(swap[2], params![&a, &b]).await;
    let report = world.verify().await;
    let altered = report
        .findings
        .iter()
        .filter(|f| f.fault == Fault::PayloadAltered)
        .count();
    assert_eq!(altered, 2, "{report}");
}

async fn a_deleted_payload_is_found(store: Store) {
    let (world, line, case) = two(store).await;
    let digests = payloads_of(&world.store, Chain::Body(world.body), case)
        .await
        .unwrap();
    assert!(matches!(line.personal, Personal::Kept(_)));
    world
        .tamper(
            "delete from event_payloads where digest = $1",
            params![&digests[0]],
        )
        .await;
    assert!(world.verify().await.has(Fault::PayloadMissing));
    assert_eq!(
        story(&world.store, case).await.unwrap()[0].personal,
        Personal::Lost
    );
}

async fn a_payload_emptied_without_an_event_is_found(store: Store) {
    let (world, _, case) = two(store).await;
    let digests = payloads_of(&world.store, Chain::Body(world.body), case)
        .await
        .unwrap();
    for sql in [
        "update event_payloads set payload = null, salt = null where digest = $1",
        "update event_payloads set erased_at = 1, erased_reason = 'none' where digest = $1",
    ] {
        world.tamper(sql, params![&digests[0]]).await;
        assert!(world.verify().await.has(Fault::PayloadMissing), "{sql}");
    }
}

async fn a_foreign_payload_is_found(store: Store) {
    let (world, ..) = two(store).await;
    world
        .tamper(
            "insert into event_payloads (digest, chain, salt, payload) values ('d', $1, $2, '{}')",
            params![world.chain(), [1u8; 32]],
        )
        .await;
    assert!(world.verify().await.has(Fault::PayloadUnaccounted));
}

fn erasure(world: &World, case: Option<kernel::CaseId>, digests: Vec<String>) -> Erasure {
    Erasure {
        chain: Chain::Body(world.body),
        case,
        digests,
        reason: "GDPR art. 17".to_owned(),
        actor: Some((world.account, "administrator".to_owned())),
        at: world.clock.now(),
    }
}

async fn a_lawful_erasure_leaves_the_chain_whole(store: Store) {
    let (world, _, case) = two(store).await;
    world.clock.advance_seconds(60);
    let digests = payloads_of(&world.store, Chain::Body(world.body), case)
        .await
        .unwrap();
    assert_eq!(digests.len(), 1);
    let mut batch = WriteBatch::new();
    erase(&mut batch, &world.random, erasure(&world, Some(case), digests));
    world.store.commit(batch).await.unwrap();
    let report = world.verify().await;
    assert!(report.is_whole(), "{report}");
    assert_eq!((report.payloads, report.erased), (1, 1));
    let lines = story(&world.store, case).await.unwrap();
    assert!(matches!(&lines[0].personal, Personal::Erased { reason, .. } if reason == "GDPR art. 17"));
    assert_eq!(lines[1].kind, ledger::ERASURE);
    let rows = world
        .store
        .query(
            "select salt, payload from event_payloads where erased_at is not null",
            params![],
        )
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].get::<Option<String>>("payload").unwrap(), None);
    assert_eq!(rows[0].get::<Option<Vec<u8>>>("salt").unwrap(), None);
    assert!(
        payloads_of(&world.store, Chain::Body(world.body), case)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn an_erasure_without_a_case_leaves_the_chain_whole(store: Store) {
    let world = World::new(store).await;
    let event = world
        .event("account.closed")
        .personal(json!({"email": "ada@esempio.invalid"}));
    world.append(event).await;
    let digest = |rows: Vec<store::Row>| rows[0].get::<String>("digest").unwrap();
    let digest = digest(
        world
            .store
            .query("select digest from event_payloads", params![])
            .await
            .unwrap(),
    );
    let mut batch = WriteBatch::new();
    erase(&mut batch, &world.random, erasure(&world, None, vec![digest]));
    world.store.commit(batch).await.unwrap();
    world.assert_whole().await;
    world.tamper("delete from events where seq = 2", params![]).await;
    assert!(world.verify().await.has(Fault::PayloadMissing));
}

async fn an_erasure_happens_once(store: Store) {
    let (world, _, case) = two(store).await;
    let digests = payloads_of(&world.store, Chain::Body(world.body), case)
        .await
        .unwrap();
    for round in 0..2 {
        let mut batch = WriteBatch::new();
        erase(
            &mut batch,
            &world.random,
            erasure(&world, Some(case), digests.clone()),
        );
        append(&mut batch, &world.random, world.event("more"));
        let answer = world.store.commit(batch).await;
        match round {
            0 => assert!(answer.is_ok()),
            _ => assert!(matches!(
                answer,
                Err(CommitError::Conflict {
                    label: "ledger-already-erased"
                })
            )),
        }
    }
    world.assert_whole().await;
}
