//! Taking and giving back.

use crate::world::{Memory, PDF, World, all_files, rules};
use bytes::Bytes;
use files::{Files, FilesError, Key, MediaType, Refused, Rules, Verdict};
use futures_util::{StreamExt, stream};
use kernel::{SystemClock, SystemRandom};
use sha2::{Digest, Sha256};
use std::io;
use std::sync::{Arc, Mutex};
use store::{Store, params};

on_both! {
    a_file_is_kept_with_its_digest_and_known_to_the_database,
    a_long_stream_is_kept_piece_by_piece,
    a_file_that_is_refused_leaves_nothing,
    a_broken_upload_leaves_nothing,
    an_upload_past_the_limit_stops_there,
    a_key_that_is_no_key_leaves_the_folder_alone,
    a_place_that_fails_leaves_nothing,
    many_uploads_at_once_are_all_kept,
    health_fails_without_a_folder,
}

async fn a_file_is_kept_with_its_digest_and_known_to_the_database(store: Store) {
    let world = World::new(store).await;
    let stored = world.files.put_bytes("Modulo.PDF", PDF, &rules()).await.unwrap();
    assert_eq!(
        (stored.media_type, stored.size),
        (MediaType::Pdf, PDF.len() as u64)
    );
    assert_eq!(stored.sha256, hex::encode(Sha256::digest(PDF)));
    let mut batch = store::WriteBatch::new();
    stored.record(&mut batch, world.body);
    world.store.commit(batch).await.unwrap();
    let row = world
        .store
        .query_one(
            "select storage_key, sha256, size, media_type from files where id = $1",
            params![stored.id],
        )
        .await
        .unwrap();
    let key: String = row.get("storage_key").unwrap();
    assert_eq!(row.get::<i64>("size").unwrap(), PDF.len() as i64);
    assert_eq!(row.get::<String>("media_type").unwrap(), "application/pdf");
    let content = world.files.get(&key).await.unwrap();
    assert_eq!(content.size, PDF.len() as u64);
    assert_eq!(content.bytes(1000).await.unwrap(), PDF);
    let verdict = world
        .files
        .verify(&key, &stored.sha256, stored.size)
        .await
        .unwrap();
    assert_eq!(verdict, Verdict::Whole);
    assert_eq!(all_files(world.folder.path()), [world.path(&stored)]);
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(world.path(&stored))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o077, 0, "others may not read it");
}

async fn a_long_stream_is_kept_piece_by_piece(store: Store) {
    let world = World::new(store).await;
    let piece = Bytes::from("una riga di testo\n".repeat(1000));
    let pieces = stream::iter(vec![piece.clone(); 100]).map(Ok::<_, io::Error>);
    let stored = world.files.put("lungo.txt", pieces, &rules()).await.unwrap();
    assert_eq!(stored.size, 1_800_000);
    assert_eq!(stored.sha256, hex::encode(Sha256::digest(piece.repeat(100))));
    let content = world.files.get(stored.key.as_str()).await.unwrap();
    let pieces: Vec<_> = content.into_stream().collect().await;
    assert!(pieces.len() > 1);
    let size: usize = pieces.iter().map(|piece| piece.as_ref().unwrap().len()).sum();
    assert_eq!(size, 1_800_000);
    let content = world.files.get(stored.key.as_str()).await.unwrap();
    assert!(
        content.bytes(1000).await.is_err(),
        "more than one is ready to hold"
    );
}

async fn a_file_that_is_refused_leaves_nothing(store: Store) {
    let world = World::new(store).await;
    for (name, bytes, refused) in [
        ("a.pdf", &b""[..], Refused::Empty),
        ("a.pdf", b"<html>", Refused::Active),
        ("a", PDF, Refused::NoExtension),
    ] {
        match world.files.put_bytes(name, bytes.to_vec(), &rules()).await {
            Err(FilesError::Refused(found)) => assert_eq!(found, refused),
            other => panic!("{name}: {other:?}"),
        }
    }
    assert!(all_files(world.folder.path()).is_empty());
}

async fn a_broken_upload_leaves_nothing(store: Store) {
    let world = World::new(store).await;
    let pieces = stream::iter([Ok(Bytes::from_static(PDF)), Err(io::Error::other("gone"))]);
    let answer = world.files.put("a.pdf", pieces, &rules()).await;
    assert!(matches!(answer, Err(FilesError::Interrupted(_))), "{answer:?}");
    assert!(all_files(world.folder.path()).is_empty());
    // Somebody who goes away in the middle: the future is dropped.
    let endless = stream::iter([Ok::<_, io::Error>(Bytes::from_static(PDF))]).chain(stream::pending());
    let rules = Rules::up_to(1000);
    let put = world.files.put("a.pdf", endless, &rules);
    let dropped = tokio::time::timeout(std::time::Duration::from_millis(200), put).await;
    assert!(dropped.is_err());
    assert!(all_files(world.folder.path()).is_empty());
}

async fn an_upload_past_the_limit_stops_there(store: Store) {
    let world = World::new(store).await;
    let piece = Bytes::from(vec![b'x'; 100_000]);
    let taken = Arc::new(Mutex::new(0));
    let counted = taken.clone();
    let endless = stream::repeat_with(move || {
        *counted.lock().unwrap() += 1;
        Ok::<_, io::Error>(piece.clone())
    });
    let answer = world.files.put("a.txt", endless, &Rules::up_to(1_000_000)).await;
    assert!(
        matches!(
            answer,
            Err(FilesError::Refused(Refused::TooLarge { limit: 1_000_000 }))
        ),
        "{answer:?}"
    );
    assert!(*taken.lock().unwrap() < 20);
    assert!(all_files(world.folder.path()).is_empty());
}

async fn a_key_that_is_no_key_leaves_the_folder_alone(store: Store) {
    let world = World::new(store).await;
    let stored = world.put("testo").await;
    for key in [
        "",
        "../../etc/passwd",
        "ab/cd/../../x",
        "/etc/passwd",
        &stored.id.to_string(),
        "ab/cd/\0",
    ] {
        assert!(
            matches!(world.files.get(key).await, Err(FilesError::BadKey)),
            "{key:?}"
        );
    }
    assert!(Key::parse(stored.key.as_str()).is_ok());
    assert!(matches!(
        world
            .files
            .get(Key::of(kernel::FileId::new(&SystemClock, &SystemRandom)).as_str())
            .await,
        Err(FilesError::Missing { .. })
    ));
}

async fn a_place_that_fails_leaves_nothing(_store: Store) {
    let folder = tempfile::tempdir().unwrap();
    for fails in [true, false] {
        let memory = Arc::new(Memory {
            spool: folder.path().to_owned(),
            fails,
            kept: Mutex::default(),
        });
        let files = Files::with_backend(memory.clone(), Arc::new(SystemClock), Arc::new(SystemRandom));
        let answer = files.put_bytes("a.pdf", PDF, &rules()).await;
        assert_eq!(answer.is_err(), fails);
        assert_eq!(memory.kept.lock().unwrap().len(), usize::from(!fails));
        assert!(all_files(folder.path()).is_empty());
    }
}

async fn many_uploads_at_once_are_all_kept(store: Store) {
    let world = Arc::new(World::new(store).await);
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let world = world.clone();
            tokio::spawn(async move { (number, world.put(&format!("testo {number}")).await) })
        })
        .collect();
    for task in tasks {
        let (number, stored) = task.await.unwrap();
        let content = world.files.get(stored.key.as_str()).await.unwrap();
        assert_eq!(content.bytes(100).await.unwrap(), format!("testo {number}"));
    }
    assert_eq!(all_files(world.folder.path()).len(), 100);
}

async fn health_fails_without_a_folder(store: Store) {
    let world = World::new(store).await;
    world.files.ping().await.unwrap();
    std::fs::remove_dir_all(world.folder.path()).unwrap();
    assert!(world.files.ping().await.is_err());
}
