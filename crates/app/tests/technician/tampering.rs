//! `sportello verify` finds what was changed behind the program's back.

use crate::backups::restored;
use crate::citizen::{BODIES, Citizen, PEOPLE};
use crate::installation::{Extra, On, command, configure, succeed};
use crate::place::Place;
use crate::program::Program;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use store::{WriteBatch, params};

/// What is done to the database, and what `verify` must call it.
const ROWS: [(&[&str], &str); 11] = [
    (
        &["update events set at = at + 1 where kind = 'case.transmitted'"],
        "event altered",
    ),
    (
        &["delete from events where kind = 'case.transmitted'"],
        "event missing",
    ),
    (
        &[
            "update events set seq = -1 where seq = 2",
            "update events set seq = 2 where seq = 3",
            "update events set seq = 3 where seq = -1",
        ],
        "event",
    ),
    (
        &["delete from events where seq = (select max(seq) from events)"],
        "chain cut",
    ),
    (&["update event_payloads set payload = '{}'"], "payload altered"),
    (
        &["update register_entries set subject = 'altro' where number = 1"],
        "register entry altered",
    ),
    (
        &[
            "update cases set register_entry_id = null where register_number = 1",
            "delete from register_entries where number = 1",
        ],
        "register entry missing",
    ),
    (
        &[
            "update register_entries set number = -1 where number = 1",
            "update register_entries set number = 1 where number = 2",
            "update register_entries set number = 2 where number = -1",
        ],
        "register entry altered",
    ),
    (
        &[
            "update cases set register_entry_id = null where register_number = 2",
            "delete from register_entries where number = 2",
            "update series set last = 1 where last = 2",
        ],
        "register entry missing",
    ),
    (&["update case_data set data = '{}'"], "application altered"),
    (&["update files set size = size + 1"], "file row altered"),
];

/// A backup with two applications, each with a file.
async fn backup(on: On) -> (Place, PathBuf) {
    let place = on.place().await;
    let server = Program::start(place.demo()).unwrap();
    configure(&place, &Extra::default());
    let citizen = Citizen::new(BODIES[1], PEOPLE[2]);
    citizen.enter(&server.url).await.unwrap();
    for mark in [Some(1), Some(2)] {
        let ready = citizen.prepare(&server.url, mark).await.unwrap();
        citizen.transmit(&server.url, &ready).await.unwrap();
    }
    let backup = place.data().join("backup");
    succeed(&place, &["backup", &backup.display().to_string()]);
    drop(server);
    (place, backup)
}

async fn found_after(backup: &Path, on: On, statements: &[&'static str], fault: &str) {
    let copy = restored(backup, on).await;
    let store = copy.store().await;
    for statement in statements {
        let mut batch = WriteBatch::new();
        batch.exec(statement, params![]);
        store.commit(batch).await.unwrap();
    }
    store.close().await;
    let (good, said) = command(&copy, &["verify"]);
    assert!(!good && said.contains(fault), "{on:?}, {statements:?}: {said}");
    copy.end().await;
}

/// The documents in a folder of files.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                found.push(path);
            } else {
                folders.push(path);
            }
        }
    }
    found.sort();
    found
}

fn found(copy: &Place, fault: &str) {
    let (good, said) = command(copy, &["verify"]);
    assert!(!good && said.contains(fault), "{fault}: {said}");
}

/// A file deleted, edited, cut, swapped with another, and rewritten together with its row.
async fn every_file_is_looked_at(backup: &Path, on: On) {
    let copy = restored(backup, on).await;
    let files = files_in(&copy.data().join("files"));
    let [file, other, ..] = files.as_slice() else {
        panic!("two files: {files:?}")
    };
    let (bytes, others) = (std::fs::read(file).unwrap(), std::fs::read(other).unwrap());
    std::fs::remove_file(file).unwrap();
    found(&copy, "file missing");
    let mut altered = bytes.clone();
    altered[7] ^= 1;
    std::fs::write(file, &altered).unwrap();
    found(&copy, "file altered");
    std::fs::write(file, &bytes[..bytes.len() - 1]).unwrap();
    found(&copy, "file altered");
    std::fs::write(file, &others).unwrap();
    std::fs::write(other, &bytes).unwrap();
    found(&copy, "file altered");
    std::fs::write(other, &others).unwrap();
    std::fs::write(file, &altered).unwrap();
    rename_digest(&copy, &bytes, &altered).await;
    found(&copy, "file row altered");
    rename_digest(&copy, &altered, &bytes).await;
    std::fs::write(file, bytes).unwrap();
    succeed(&copy, &["verify"]);
    copy.end().await;
}

/// What somebody does who rewrites a file and wants its row to agree.
async fn rename_digest(copy: &Place, from: &[u8], to: &[u8]) {
    let digest = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
    let store = copy.store().await;
    let mut batch = WriteBatch::new();
    batch.expect_rows(
        1,
        "a file",
        "update files set sha256 = $2 where sha256 = $1",
        params![digest(from), digest(to)],
    );
    store.commit(batch).await.unwrap();
    store.close().await;
}

async fn every_tampering_is_found(on: On) {
    let (place, backup) = backup(on).await;
    for (statements, fault) in ROWS {
        found_after(&backup, on, statements, fault).await;
    }
    every_file_is_looked_at(&backup, on).await;
    place.end().await;
}

#[test]
fn verify_is_red_after_each_tampering_sqlite() {
    testkit::run(every_tampering_is_found(On::Sqlite));
}

#[test]
fn verify_is_red_after_each_tampering_postgres() {
    testkit::run(every_tampering_is_found(On::Postgres));
}
