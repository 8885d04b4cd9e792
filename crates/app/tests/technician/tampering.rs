//! `sportello verify` finds what was changed behind the program's back.

use crate::backups::restored;
use crate::citizen::{BODIES, Citizen, PEOPLE};
use crate::installation::{Extra, On, command, configure, succeed};
use crate::place::Place;
use crate::program::Program;
use std::path::{Path, PathBuf};
use store::{WriteBatch, params};

/// What is done to the database, and what `verify` must call it.
const ROWS: [(&[&str], &str); 9] = [
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
    (&["update case_data set data = '{}'"], "application altered"),
    (&["update files set size = size + 1"], "file row altered"),
];

/// A backup with two applications, one with a file.
async fn backup(on: On) -> (Place, PathBuf) {
    let place = on.place().await;
    let server = Program::start(place.demo()).unwrap();
    configure(&place, &Extra::default());
    let citizen = Citizen::new(BODIES[1], PEOPLE[2]);
    citizen.enter(&server.url).await.unwrap();
    for mark in [None, Some(1)] {
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

/// The first document in a folder of files.
fn a_file(folder: &Path) -> PathBuf {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                return path;
            }
            folders.push(path);
        }
    }
    panic!("no file in {}", folder.display());
}

async fn every_tampering_is_found(on: On) {
    let (place, backup) = backup(on).await;
    for (statements, fault) in ROWS {
        found_after(&backup, on, statements, fault).await;
    }
    let copy = restored(&backup, on).await;
    let file = a_file(&copy.data().join("files"));
    let bytes = std::fs::read(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    let (good, said) = command(&copy, &["verify"]);
    assert!(!good && said.contains("file missing"), "{said}");
    let mut altered = bytes.clone();
    altered[7] ^= 1;
    std::fs::write(&file, altered).unwrap();
    let (good, said) = command(&copy, &["verify"]);
    assert!(!good && said.contains("file altered"), "{said}");
    std::fs::write(&file, &bytes[..bytes.len() - 1]).unwrap();
    let (good, said) = command(&copy, &["verify"]);
    assert!(!good && said.contains("file altered"), "{said}");
    std::fs::write(&file, bytes).unwrap();
    succeed(&copy, &["verify"]);
    copy.end().await;
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
