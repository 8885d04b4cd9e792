//! Events: appending, telling, and every way to falsify them.

use crate::world::World;
use ledger::{Chain, Fault, Personal, ReadAccess, append, head, read_access, story};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Store, WriteBatch, params};

on_both! {
    aud_01_events_are_chained_and_whole,
    aud_01_a_story_tells_everything_in_order,
    aud_01_late_numbers_stand_in_the_canonical_bytes,
    aud_01_concurrent_events_make_one_chain,
    readings_have_a_chain_of_their_own,
    an_edited_event_is_found,
    an_edited_column_is_found,
    an_event_edited_with_its_hash_is_found,
    a_deleted_event_is_found,
    swapped_events_are_found,
    a_cut_tail_is_found,
    a_cut_tail_with_its_head_is_found_by_the_receipts,
    a_rewritten_chain_is_found_by_the_receipts,
    an_altered_head_is_found,
    a_deleted_head_is_found,
    an_edited_application_is_found,
    an_application_edited_with_its_digest_is_found,
}

async fn aud_01_events_are_chained_and_whole(store: Store) {
    let world = World::new(store).await;
    assert_eq!(head(&world.store, world.body).await.unwrap(), None);
    let one = world.append(world.event("a").with("x", 1)).await;
    let two = world
        .append(world.event("b").personal(json!({"name": "Ada Esempio"})))
        .await;
    assert_eq!((one.events[0].seq, two.events[0].seq), (1, 2));
    let rows = world
        .store
        .query(
            "select seq, prev, hash, canonical from events where chain = $1 order by seq",
            params![world.chain()],
        )
        .await
        .unwrap();
    let mut prev = vec![0u8; 32];
    for row in &rows {
        let (stored, bytes): (Vec<u8>, Vec<u8>) = (row.get("prev").unwrap(), row.get("canonical").unwrap());
        assert_eq!(stored, prev);
        prev = Sha256::new()
            .chain_update(&prev)
            .chain_update(&bytes)
            .finalize()
            .to_vec();
        assert_eq!(row.get::<Vec<u8>>("hash").unwrap(), prev);
        assert!(
            !String::from_utf8(bytes).unwrap().contains("Ada"),
            "the chain holds personal data"
        );
    }
    let head = head(&world.store, world.body).await.unwrap().unwrap();
    assert_eq!((head.seq, head.hash.to_vec()), (2, prev));
    let report = world.verify().await;
    assert!(report.is_whole(), "{report}");
    assert_eq!((report.chains, report.events, report.payloads), (1, 2, 1));
}

async fn aud_01_a_story_tells_everything_in_order(store: Store) {
    let world = World::new(store).await;
    let sent = world.transmit().await;
    let other = world.transmit().await;
    world.clock.advance_seconds(5);
    let taken = world
        .event("case.taken")
        .of_case(sent.case)
        .by(world.account, "officer")
        .because("art. 5");
    world.append(taken).await;
    let lines = story(&world.store, sent.case).await.unwrap();
    let kinds: Vec<_> = lines.iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(kinds, ["case.transmitted", "case.taken"]);
    assert_eq!(
        lines[0].personal,
        Personal::Kept(json!({"applicant": "Ada Esempio"}))
    );
    assert_eq!(lines[0].public["registration"]["number"], 1);
    assert_eq!((lines[0].seq, lines[0].actor), (sent.seq, Some(world.account)));
    assert_eq!(
        (lines[1].role.as_str(), lines[1].reason.as_deref()),
        ("officer", Some("art. 5"))
    );
    assert_eq!(lines[1].personal, Personal::None);
    assert_eq!(story(&world.store, other.case).await.unwrap().len(), 1);
    world.assert_whole().await;
}

async fn aud_01_late_numbers_stand_in_the_canonical_bytes(store: Store) {
    let world = World::new(store).await;
    for expected in 1..=3 {
        let mut batch = WriteBatch::new();
        let number = batch.next_in_series("serie");
        append(
            &mut batch,
            &world.random,
            world.event("numbered").late("number", number),
        );
        world.store.commit(batch).await.unwrap();
        let row = world
            .store
            .query_one("select canonical from events where seq = $1", params![expected])
            .await
            .unwrap();
        let bytes: Vec<u8> = row.get("canonical").unwrap();
        let value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["public"]["number"], expected);
        assert_eq!((&value["v"], &value["seq"]), (&json!(1), &json!(expected)));
        assert_eq!(value["at"], "2025-03-03T09:00:00.000000Z");
        assert_eq!(ledger::canonical(&value), bytes);
    }
}

async fn aud_01_concurrent_events_make_one_chain(store: Store) {
    let world = std::sync::Arc::new(World::new(store).await);
    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let world = world.clone();
            tokio::spawn(async move { world.transmit().await })
        })
        .collect();
    let mut numbers = Vec::new();
    for task in tasks {
        numbers.push(task.await.unwrap().number);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
    let report = world.verify().await;
    assert!(report.is_whole(), "{report}");
    assert_eq!((report.events, report.entries, report.cases), (40, 40, 40));
}

async fn readings_have_a_chain_of_their_own(store: Store) {
    let world = World::new(store).await;
    let sent = world.transmit().await;
    let mut batch = WriteBatch::new();
    let read = ReadAccess {
        body: world.body,
        case: Some(sent.case),
        actor: Some(world.account),
        token: None,
        role: "officer".to_owned(),
        at: kernel::Clock::now(&world.clock),
        purpose: "case.page",
    };
    read_access(&mut batch, &world.random, read);
    let committed = world.store.commit(batch).await.unwrap();
    assert_eq!(committed.events[0].chain, Chain::Reads(world.body).name());
    assert_eq!(committed.events[0].seq, 1);
    let report = world.verify().await;
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.chains, 2);
}

async fn three(store: Store) -> World {
    let world = World::new(store).await;
    for _ in 0..3 {
        world.transmit().await;
    }
    world.assert_whole().await;
    world
}

async fn an_edited_event_is_found(store: Store) {
    let world = three(store).await;
    let row = world
        .store
        .query_one("select canonical from events where seq = 2", params![])
        .await
        .unwrap();
    let text = String::from_utf8(row.get("canonical").unwrap()).unwrap();
    let edited = text.replace("\"role\":\"citizen\"", "\"role\":\"officer\"");
    assert_ne!(edited, text);
    world
        .tamper(
            "update events set canonical = $1 where seq = 2",
            params![edited.into_bytes()],
        )
        .await;
    let report = world.verify().await;
    assert!(report.has(Fault::EventAltered), "{report}");
    assert_eq!(report.findings.len(), 1, "{report}");
}

async fn an_edited_column_is_found(store: Store) {
    let world = three(store).await;
    for (sql, column) in [
        ("update events set at = at + 1 where seq = 2", "at"),
        ("update events set kind = 'case.closed' where seq = 3", "kind"),
        ("update events set case_id = null where seq = 1", "case_id"),
    ] {
        world.tamper(sql, params![]).await;
        let report = world.verify().await;
        let found = report
            .findings
            .iter()
            .any(|f| f.fault == Fault::EventAltered && f.detail.contains(column));
        assert!(found, "{column}: {report}");
    }
}

/// Hashes event `seq` anew over `canonical`, as somebody would who knows how the chain is made.
async fn rehash(world: &World, seq: i64, prev: &[u8], canonical: &[u8]) -> Vec<u8> {
    let hash = Sha256::new()
        .chain_update(prev)
        .chain_update(canonical)
        .finalize()
        .to_vec();
    world
        .tamper(
            "update events set canonical = $2, prev = $3, hash = $4 where seq = $1",
            params![seq, canonical, prev, hash.as_slice()],
        )
        .await;
    hash
}

async fn an_event_edited_with_its_hash_is_found(store: Store) {
    let world = three(store).await;
    let row = world
        .store
        .query_one("select canonical, prev from events where seq = 2", params![])
        .await
        .unwrap();
    let text = String::from_utf8(row.get("canonical").unwrap()).unwrap();
    let edited = text.replace("citizen", "officer");
    rehash(&world, 2, row.get("prev").unwrap(), edited.as_bytes()).await;
    let report = world.verify().await;
    let places: Vec<_> = report
        .findings
        .iter()
        .map(|f| (f.fault, f.place.as_str()))
        .collect();
    assert!(
        places
            .iter()
            .any(|(fault, place)| *fault == Fault::EventMisplaced && place.ends_with("number 3")),
        "{report}"
    );
}

async fn a_deleted_event_is_found(store: Store) {
    let world = three(store).await;
    world.tamper("delete from events where seq = 2", params![]).await;
    let report = world.verify().await;
    assert!(report.has(Fault::EventMissing), "{report}");
    assert!(report.has(Fault::PayloadUnaccounted), "{report}");
    assert!(report.has(Fault::NumberGap), "{report}");
}

async fn swapped_events_are_found(store: Store) {
    let world = three(store).await;
    for (from, to) in [(1, -1), (2, 1), (-1, 2)] {
        world
            .tamper("update events set seq = $2 where seq = $1", params![from, to])
            .await;
    }
    let report = world.verify().await;
    assert!(report.has(Fault::EventMisplaced), "{report}");
    assert!(report.has(Fault::EventAltered), "{report}");
}

async fn a_cut_tail_is_found(store: Store) {
    let world = three(store).await;
    world.tamper("delete from events where seq = 3", params![]).await;
    let report = world.verify().await;
    assert!(report.has(Fault::TailCut), "{report}");
}

async fn a_cut_tail_with_its_head_is_found_by_the_receipts(store: Store) {
    let world = three(store).await;
    world.tamper("delete from events where seq = 3", params![]).await;
    world
        .tamper(
            "update chains set seq = 2, hash = (select hash from events where seq = 2) where chain = $1",
            params![world.chain()],
        )
        .await;
    let report = world.verify().await;
    assert!(!report.has(Fault::HeadAltered), "{report}");
    let found = report
        .findings
        .iter()
        .any(|finding| finding.fault == Fault::TailCut && finding.place.starts_with("case "));
    assert!(found, "{report}");
}

/// Replaces a word in every event and hashes the whole chain anew, head included.
pub(crate) async fn rewrite(world: &World, change: impl Fn(&mut serde_json::Value)) {
    let rows = world
        .store
        .query(
            "select seq, canonical from events where chain = $1 order by seq",
            params![world.chain()],
        )
        .await
        .unwrap();
    let mut prev = vec![0u8; 32];
    for row in &rows {
        let bytes: Vec<u8> = row.get("canonical").unwrap();
        let mut value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        change(&mut value);
        value["prev"] = hex::encode(&prev).into();
        prev = rehash(world, row.get("seq").unwrap(), &prev, &ledger::canonical(&value)).await;
    }
    world
        .tamper(
            "update chains set hash = $2 where chain = $1",
            params![world.chain(), prev],
        )
        .await;
}

/// A lie that every event can tell.
pub(crate) fn other_role(event: &mut serde_json::Value) {
    event["role"] = "officer".into();
}

async fn a_rewritten_chain_is_found_by_the_receipts(store: Store) {
    let world = three(store).await;
    rewrite(&world, other_role).await;
    let report = world.verify().await;
    assert!(report.has(Fault::ChainRewritten), "{report}");
    assert!(
        !report.has(Fault::EventAltered) && !report.has(Fault::EventMisplaced),
        "{report}"
    );
}

async fn an_altered_head_is_found(store: Store) {
    let world = three(store).await;
    world
        .tamper(
            "update chains set hash = $2 where chain = $1",
            params![world.chain(), [7u8; 32]],
        )
        .await;
    assert!(world.verify().await.has(Fault::HeadAltered));
}

async fn a_deleted_head_is_found(store: Store) {
    let world = three(store).await;
    world
        .tamper("delete from chains where chain = $1", params![world.chain()])
        .await;
    assert!(world.verify().await.has(Fault::HeadAltered));
}

async fn an_edited_application_is_found(store: Store) {
    let world = three(store).await;
    world
        .tamper(
            "update case_data set data = '{}' where case_id = (select case_id from case_data order by case_id limit 1)",
            params![],
        )
        .await;
    assert!(world.verify().await.has(Fault::CaseAltered));
}

async fn an_application_edited_with_its_digest_is_found(store: Store) {
    let world = World::new(store).await;
    world.transmit().await;
    let digest = hex::encode(Sha256::digest("{}"));
    world
        .tamper("update case_data set data = '{}', sha256 = $1", params![digest])
        .await;
    assert!(world.verify().await.has(Fault::CaseAltered));
}
