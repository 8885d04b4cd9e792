//! Bytes that no commit refers to.

use crate::world::{Memory, PDF, World, all_files, rules};
use files::{Files, Swept};
use kernel::{SystemClock, SystemRandom};
use std::sync::{Arc, Mutex};
use store::Store;

on_both! {
    orphans_are_swept_when_old_and_never_before,
    unfinished_uploads_are_swept_when_old,
    any_place_can_be_swept,
}

async fn orphans_are_swept_when_old_and_never_before(store: Store) {
    let world = World::new(store).await;
    let known = world.record("conosciuto").await;
    let orphan = world.put("orfano").await;
    let none = Swept {
        seen: 2,
        ..Swept::default()
    };
    assert_eq!(world.files.sweep(&world.store, 24).await.unwrap(), none);
    world.clock.advance_seconds(23 * 3600);
    assert_eq!(world.files.sweep(&world.store, 24).await.unwrap(), none);
    assert_eq!(world.files.sweep(&world.store, 24).await.unwrap(), none);
    world.clock.advance_seconds(2 * 3600);
    let swept = world.files.sweep(&world.store, 24).await.unwrap();
    assert_eq!(swept, Swept { removed: 1, ..none });
    assert!(!world.path(&orphan).exists());
    assert!(world.path(&known).exists());
    // Even when asked for zero hours, an hour is left to commits under way.
    let young = world.put("giovane").await;
    world.clock.advance_seconds(-25 * 3600);
    world.files.sweep(&world.store, 0).await.unwrap();
    assert!(world.path(&young).exists());
}

async fn unfinished_uploads_are_swept_when_old(store: Store) {
    let world = World::new(store).await;
    let left = world.folder.path().join("incoming").join("left");
    std::fs::write(&left, b"half").unwrap();
    assert_eq!(world.files.sweep(&world.store, 24).await.unwrap().unfinished, 0);
    world.clock.advance_seconds(25 * 3600);
    assert_eq!(world.files.sweep(&world.store, 24).await.unwrap().unfinished, 1);
    assert!(all_files(world.folder.path()).is_empty());
}

async fn any_place_can_be_swept(store: Store) {
    let world = World::new(store).await;
    let memory = Arc::new(Memory {
        spool: world.folder.path().join("incoming"),
        fails: false,
        kept: Mutex::default(),
    });
    let files = Files::with_backend(memory.clone(), Arc::new(SystemClock), Arc::new(SystemRandom));
    files.put_bytes("a.pdf", PDF, &rules()).await.unwrap();
    assert_eq!(files.sweep(&world.store, 24).await.unwrap().removed, 1);
    assert!(memory.kept.lock().unwrap().is_empty());
}
