//! Files that were changed behind the back of the ledger.

use crate::world::World;
use files::Stored;
use kernel::{DocumentId, SeededRandom};
use ledger::{Chain, Check, Event, Fault, FileFact, Report, append, verify};
use sha2::{Digest, Sha256};
use store::{Store, WriteBatch, params};

on_both! {
    aud_01_an_edited_file_is_found,
    aud_01_a_truncated_file_is_found,
    aud_01_a_deleted_file_is_found,
    aud_01_swapped_files_are_found,
    aud_01_a_file_edited_with_its_row_is_found_by_the_event,
    aud_01_swapped_rows_are_found,
    aud_01_a_deleted_row_is_found,
    aud_01_a_document_turned_to_another_file_is_found,
}

/// Two documents, each with a file and an event that tells of it.
async fn two(store: Store) -> (World, Stored, Stored) {
    let world = World::new(store).await;
    let mut stored = Vec::new();
    for text in ["primo testo", "secondo testo"] {
        let file = world.record(text).await;
        let document = DocumentId::new(&*world.clock, &kernel::SystemRandom);
        let fact = FileFact {
            file: file.id,
            sha256: file.sha256.clone(),
            size: file.size,
            document: Some((document, 1)),
        };
        let event = Event::new(Chain::Body(world.body), "document.attached", file.at).files(&[fact]);
        let mut batch = WriteBatch::new();
        append(&mut batch, &SeededRandom::new(1), event);
        batch.exec(
            "insert into documents (id, body_id, direction, kind, name, title, file_id, version, created_at)
             values ($1, $2, 'in', 'attachment', 'nota.txt', 'Nota', $3, 1, $4)",
            params![document, world.body, file.id, file.at],
        );
        batch.exec(
            "insert into document_versions (document_id, version, file_id, name, created_at)
             values ($1, 1, $2, 'nota.txt', $3)",
            params![document, file.id, file.at],
        );
        world.store.commit(batch).await.unwrap();
        stored.push(file);
    }
    let report = check(&world).await;
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.files, 2);
    let second = stored.remove(1);
    (world, stored.remove(0), second)
}

async fn check(world: &World) -> Report {
    let check = Check {
        store: &world.store,
        files: Some(&world.files),
        anchors: None,
        signer: None,
    };
    verify(&check).await.unwrap()
}

async fn aud_01_an_edited_file_is_found(store: Store) {
    let (world, one, _) = two(store).await;
    std::fs::write(world.path(&one), b"primo tasto").unwrap();
    let report = check(&world).await;
    assert!(report.has(Fault::FileAltered), "{report}");
    assert_eq!(report.findings.len(), 1, "{report}");
}

async fn aud_01_a_truncated_file_is_found(store: Store) {
    let (world, one, _) = two(store).await;
    std::fs::write(world.path(&one), b"").unwrap();
    assert!(check(&world).await.has(Fault::FileAltered));
}

async fn aud_01_a_deleted_file_is_found(store: Store) {
    let (world, _, two) = two(store).await;
    std::fs::remove_file(world.path(&two)).unwrap();
    assert!(check(&world).await.has(Fault::FileMissing));
}

async fn aud_01_swapped_files_are_found(store: Store) {
    let (world, one, two) = two(store).await;
    let aside = world.folder.path().join("aside");
    std::fs::rename(world.path(&one), &aside).unwrap();
    std::fs::rename(world.path(&two), world.path(&one)).unwrap();
    std::fs::rename(&aside, world.path(&two)).unwrap();
    let report = check(&world).await;
    let altered = report
        .findings
        .iter()
        .filter(|f| f.fault == Fault::FileAltered)
        .count();
    assert_eq!(altered, 2, "{report}");
}

async fn aud_01_a_file_edited_with_its_row_is_found_by_the_event(store: Store) {
    let (world, one, _) = two(store).await;
    std::fs::write(world.path(&one), b"altro").unwrap();
    world
        .tamper(
            "update files set sha256 = $2, size = 5 where id = $1",
            params![one.id, hex::encode(Sha256::digest(b"altro"))],
        )
        .await;
    let report = check(&world).await;
    assert!(!report.has(Fault::FileAltered), "{report}");
    assert!(report.has(Fault::FileRowAltered), "{report}");
}

async fn aud_01_swapped_rows_are_found(store: Store) {
    let (world, one, two) = two(store).await;
    let swap = "update files set storage_key = $2 where id = $1";
    world.tamper(swap, params![one.id, "aside"]).await;
    world.tamper(swap, params![two.id, one.key.as_str()]).await;
    world.tamper(swap, params![one.id, two.key.as_str()]).await;
    assert!(check(&world).await.has(Fault::FileAltered));
}

async fn aud_01_a_deleted_row_is_found(store: Store) {
    let (world, one, _) = two(store).await;
    world
        .tamper(
            "delete from document_versions where file_id = $1",
            params![one.id],
        )
        .await;
    world
        .tamper("delete from documents where file_id = $1", params![one.id])
        .await;
    assert!(
        check(&world).await.has(Fault::FileRowMissing),
        "the version of the document"
    );
    world
        .tamper("delete from files where id = $1", params![one.id])
        .await;
    assert!(check(&world).await.has(Fault::FileRowMissing));
}

async fn aud_01_a_document_turned_to_another_file_is_found(store: Store) {
    let (world, one, two) = two(store).await;
    world
        .tamper(
            "update documents set file_id = $2 where file_id = $1",
            params![one.id, two.id],
        )
        .await;
    assert!(check(&world).await.has(Fault::FileRowAltered));
}
