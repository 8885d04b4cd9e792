//! Anchors: what finds a chain that was rewritten as a whole.

use crate::chains::{other_role, rewrite};
use crate::world::World;
use kernel::{Clock, SeededRandom};
use ledger::{Check, Ed25519File, Fault, Report, anchor_day, verify};
use std::path::PathBuf;
use store::{Store, params};

on_both! {
    anchors_are_written_once_a_day,
    a_rewritten_chain_is_found_by_the_anchors,
    a_rewritten_chain_with_its_anchors_is_found_by_the_file,
    a_cut_chain_without_anchors_and_cases_is_found_by_the_file,
    a_forged_anchor_is_found,
    an_edited_or_lost_anchor_file_is_found,
}

struct Anchoring {
    world: World,
    signer: Ed25519File,
    folder: tempfile::TempDir,
}

impl Anchoring {
    async fn new(store: Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let signer = Ed25519File::open_or_create(&folder.path().join("key"), &SeededRandom::new(5)).unwrap();
        let world = World::new(store).await;
        for _ in 0..3 {
            world.transmit().await;
        }
        let anchoring = Self {
            world,
            signer,
            folder,
        };
        anchoring.anchor().await;
        anchoring
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().join("anchors")
    }

    async fn anchor(&self) -> ledger::Anchored {
        anchor_day(
            &self.world.store,
            &self.signer,
            Some(&self.dir()),
            (self.world.clock.now().rome_date(), self.world.clock.now()),
        )
        .await
        .unwrap()
    }

    async fn verify(&self, with_files: bool) -> Report {
        let dir = self.dir();
        let check = Check {
            store: &self.world.store,
            files: None,
            anchors: with_files.then_some(dir.as_path()),
            signer: Some(&self.signer),
        };
        verify(&check).await.unwrap()
    }

    /// What a thorough forger would remove too.
    async fn forget_receipts(&self) {
        let mut batch = store::WriteBatch::new();
        batch.exec(
            "update cases set ledger_seq = null, ledger_head = null",
            params![],
        );
        self.world.store.commit(batch).await.unwrap();
    }
}

async fn anchors_are_written_once_a_day(store: Store) {
    let it = Anchoring::new(store).await;
    let file = it.dir().join("anchors-2025-03-03.json");
    let first = std::fs::read(&file).unwrap();
    it.world.transmit().await;
    let again = it.anchor().await;
    assert_eq!((again.chains, again.file.as_deref()), (1, Some(file.as_path())));
    assert_eq!(std::fs::read(&file).unwrap(), first);
    std::fs::remove_file(&file).unwrap();
    it.anchor().await;
    assert_eq!(
        std::fs::read(&file).unwrap(),
        first,
        "a lost file is written again from the rows"
    );
    it.world.clock.advance_seconds(24 * 3600);
    assert_eq!(it.anchor().await.day, kernel::Date::constant(2025, 3, 4));
    let report = it.verify(true).await;
    assert!(report.is_whole(), "{report}");
    assert_eq!(report.anchors, 4);
}

async fn a_rewritten_chain_is_found_by_the_anchors(store: Store) {
    let it = Anchoring::new(store).await;
    rewrite(&it.world, other_role).await;
    it.forget_receipts().await;
    let report = it.verify(false).await;
    assert!(report.has(Fault::ChainRewritten), "{report}");
    assert!(!report.has(Fault::EventAltered), "{report}");
}

async fn a_rewritten_chain_with_its_anchors_is_found_by_the_file(store: Store) {
    let it = Anchoring::new(store).await;
    rewrite(&it.world, other_role).await;
    it.forget_receipts().await;
    it.world.tamper("delete from anchors", params![]).await;
    assert!(
        it.verify(false).await.is_whole(),
        "nothing inside the database tells any more"
    );
    let report = it.verify(true).await;
    assert!(report.has(Fault::ChainRewritten), "{report}");
    assert!(report.has(Fault::AnchorBroken), "{report}");
}

async fn a_cut_chain_without_anchors_and_cases_is_found_by_the_file(store: Store) {
    let it = Anchoring::new(store).await;
    let mut batch = store::WriteBatch::new();
    for sql in [
        "delete from case_data",
        "delete from cases",
        "delete from register_entries",
        "delete from events",
        "delete from event_payloads",
        "delete from chains",
        "delete from series",
        "delete from anchors",
    ] {
        batch.exec(sql, params![]);
    }
    it.world.store.commit(batch).await.unwrap();
    assert!(it.verify(false).await.is_whole());
    assert!(it.verify(true).await.has(Fault::TailCut));
}

async fn a_forged_anchor_is_found(store: Store) {
    let it = Anchoring::new(store).await;
    rewrite(&it.world, other_role).await;
    it.forget_receipts().await;
    it.world
        .tamper(
            "update anchors set hash = (select hash from chains where chains.chain = anchors.chain)",
            params![],
        )
        .await;
    let report = it.verify(false).await;
    assert!(report.has(Fault::AnchorBroken), "{report}");
    assert!(!report.has(Fault::ChainRewritten), "{report}");
}

async fn an_edited_or_lost_anchor_file_is_found(store: Store) {
    let it = Anchoring::new(store).await;
    let file = it.dir().join("anchors-2025-03-03.json");
    let text = std::fs::read_to_string(&file).unwrap();
    for edited in [
        text.replace("\"seq\":3", "\"seq\":2"),
        text[..40].to_owned(),
        String::new(),
    ] {
        assert_ne!(edited, text);
        std::fs::write(&file, edited).unwrap();
        assert!(it.verify(true).await.has(Fault::AnchorBroken));
    }
    std::fs::rename(&file, it.dir().join("anchors-2025-03-02.json")).unwrap();
    assert!(it.verify(true).await.has(Fault::AnchorBroken));
    std::fs::write(it.dir().join("anchors-2025-03-02.json"), &text).unwrap();
    assert!(
        it.verify(true).await.has(Fault::AnchorBroken),
        "a file under another day's name"
    );
}
