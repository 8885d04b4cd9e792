//! Register entries and annotations: every way to falsify them.

use crate::chains::rewrite;
use crate::world::{Sent, World};
use kernel::Clock;
use ledger::{Annotation, Fault, append};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{Store, WriteBatch, params};

on_both! {
    proc_51_an_edited_entry_is_found,
    proc_51_a_deleted_entry_is_found,
    proc_51_swapped_entries_are_found,
    proc_51_a_renumbered_entry_is_found,
    proc_51_an_entry_slipped_in_is_found,
    proc_51_an_altered_counter_is_found,
    proc_51_a_truncated_register_is_found,
    proc_51_an_entry_rewritten_with_its_chain_is_found,
    proc_51_annotations_are_appended_and_guarded,
}

async fn three(store: Store) -> (World, Vec<Sent>) {
    let world = World::new(store).await;
    let sent = vec![
        world.transmit().await,
        world.transmit().await,
        world.transmit().await,
    ];
    let report = world.verify().await;
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.entries, 3);
    (world, sent)
}

async fn proc_51_an_edited_entry_is_found(store: Store) {
    let (world, sent) = three(store).await;
    for sql in [
        "update register_entries set subject = 'Altro' where id = $1",
        "update register_entries set presented_at = presented_at - 1 where id = $1",
        "update register_entries set correspondent = 'Bruno Prova' where id = $1",
        "update register_entries set document_sha256 = 'x' where id = $1",
        "update register_entries set case_id = null where id = $1",
    ] {
        world.tamper(sql, params![sent[1].entry]).await;
        let report = world.verify().await;
        assert!(report.has(Fault::EntryAltered), "{sql}: {report}");
    }
}

async fn proc_51_a_deleted_entry_is_found(store: Store) {
    let (world, sent) = three(store).await;
    world
        .tamper(
            "delete from register_entries where id = $1",
            params![sent[2].entry],
        )
        .await;
    let report = world.verify().await;
    assert!(report.has(Fault::EntryMissing), "{report}");
}

async fn renumber(world: &World, sent: &Sent, number: i64) {
    world
        .tamper(
            "update register_entries set number = $2 where id = $1",
            params![sent.entry, number],
        )
        .await;
}

async fn proc_51_swapped_entries_are_found(store: Store) {
    let (world, sent) = three(store).await;
    renumber(&world, &sent[0], 99).await;
    renumber(&world, &sent[1], 1).await;
    renumber(&world, &sent[0], 2).await;
    let report = world.verify().await;
    let altered = report
        .findings
        .iter()
        .filter(|f| f.fault == Fault::EntryAltered)
        .count();
    assert_eq!(altered, 2, "{report}");
}

async fn proc_51_a_renumbered_entry_is_found(store: Store) {
    let (world, sent) = three(store).await;
    renumber(&world, &sent[2], 4).await;
    assert!(world.verify().await.has(Fault::EntryAltered));
}

async fn proc_51_an_entry_slipped_in_is_found(store: Store) {
    let (world, _) = three(store).await;
    let mut batch = WriteBatch::new();
    World::write_entry(&mut batch, &world.registration(None), 4);
    world.store.commit(batch).await.unwrap();
    let report = world.verify().await;
    assert!(report.has(Fault::EntryUnaccounted), "{report}");
    assert_eq!(report.findings.len(), 1, "{report}");
}

async fn proc_51_an_altered_counter_is_found(store: Store) {
    let (world, _) = three(store).await;
    world
        .tamper(
            "update series set last = 7 where key = 'AOO1/protocollo/2025'",
            params![],
        )
        .await;
    assert!(world.verify().await.has(Fault::CounterAltered));
}

async fn proc_51_a_truncated_register_is_found(store: Store) {
    let (world, sent) = three(store).await;
    world
        .tamper(
            "delete from register_entries where id = $1",
            params![sent[2].entry],
        )
        .await;
    world
        .tamper(
            "update series set last = 2 where key = 'AOO1/protocollo/2025'",
            params![],
        )
        .await;
    let report = world.verify().await;
    assert!(report.has(Fault::EntryMissing), "{report}");
}

async fn proc_51_an_entry_rewritten_with_its_chain_is_found(store: Store) {
    let (world, sent) = three(store).await;
    world
        .tamper(
            "update register_entries set subject = 'Altro' where id = $1",
            params![sent[1].entry],
        )
        .await;
    // Whoever rewrites an entry must rewrite the events that account for it: the receipts know the old chain.
    let digest = digest_of_row(&world, &sent[1]).await;
    rewrite(&world, |event| {
        let fact = &mut event["public"]["registration"];
        if fact["number"] == sent[1].number {
            assert_ne!(fact["digest"], digest.as_str());
            fact["digest"] = digest.clone().into();
        }
    })
    .await;
    let report = world.verify().await;
    assert!(report.has(Fault::ChainRewritten), "{report}");
    assert!(
        !report.has(Fault::EntryAltered) && !report.has(Fault::EventAltered),
        "{report}"
    );
}

/// What the event must say for an entry to pass as it stands in the table.
async fn digest_of_row(world: &World, sent: &Sent) -> String {
    let row = world
        .store
        .query_one(
            "select * from register_entries where id = $1",
            params![sent.entry],
        )
        .await
        .unwrap();
    let text = |column: &'static str| row.get::<String>(column).unwrap();
    let number = |column: &'static str| row.get::<i64>(column).unwrap();
    let fields = json!({
        "entry": sent.entry.to_string(), "body": world.body.to_string(), "aoo": text("aoo"),
        "register": text("register"), "year": number("year"), "number": number("number"),
        "direction": text("direction"), "registered_at": number("registered_at"),
        "presented_at": number("presented_at"), "subject": text("subject"), "correspondent": text("correspondent"),
        "document_sha256": text("document_sha256"), "case": sent.case.to_string(),
    });
    hex::encode(Sha256::digest(ledger::canonical(&fields)))
}

async fn annotate(world: &World, sent: &Sent) -> uuid::Uuid {
    let annotation = Annotation {
        id: kernel::new_uuid(&world.clock, &world.random),
        entry: sent.entry,
        kind: "annulment".to_owned(),
        text: "Registrata due volte".to_owned(),
        authority: Some("Provvedimento 1/2025".to_owned()),
        author: Some(world.account),
        at: world.clock.now(),
    };
    let mut batch = WriteBatch::new();
    append(
        &mut batch,
        &world.random,
        world.event("register.annotated").annotation(&annotation),
    );
    batch.exec(
        "insert into register_annotations (id, entry_id, kind, text, authority, author_id, at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        params![
            annotation.id,
            annotation.entry,
            &annotation.kind,
            &annotation.text,
            annotation.authority.clone(),
            annotation.author,
            annotation.at
        ],
    );
    world.store.commit(batch).await.unwrap();
    annotation.id
}

async fn proc_51_annotations_are_appended_and_guarded(store: Store) {
    let (world, sent) = three(store).await;
    let id = annotate(&world, &sent[0]).await;
    world.assert_whole().await;
    world
        .tamper(
            "update register_annotations set text = 'altro' where id = $1",
            params![id],
        )
        .await;
    assert!(world.verify().await.has(Fault::AnnotationAltered));
    world
        .tamper("delete from register_annotations where id = $1", params![id])
        .await;
    assert!(world.verify().await.has(Fault::AnnotationAltered));
    for number in 0..2 {
        world
            .tamper(
                "insert into register_annotations (id, entry_id, kind, text, at) values ($1, $2, 'annulment', $3, 0)",
                params![kernel::new_uuid(&world.clock, &world.random), sent[1].entry, number.to_string()],
            )
            .await;
    }
    assert!(world.verify().await.has(Fault::AnnotationUnaccounted));
}
