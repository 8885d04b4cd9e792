//! Negative controls: what would lose an acknowledged write is seen, and so is what is missing after it.

use crate::check;
use crate::citizen::{BODIES, Citizen, PEOPLE};
use crate::place::Place;
use crate::program::Program;
use std::path::Path;
use std::process::Command;
use store::{WriteBatch, params};

/// Requests that must each have flushed before their answer.
const REQUESTS: usize = 10;

/// The same command below strace, which writes each flush with the path of its file.
fn traced(command: &Command, trace: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args([
            "-f",
            "-q",
            "-y",
            "-e",
            "trace=fsync,fdatasync,sync_file_range,msync",
            "-o",
        ])
        .arg(trace);
    strace.arg(command.get_program()).args(command.get_args());
    strace
}

/// Flushes so far of files whose path holds a word.
fn flushes(trace: &Path, word: &str) -> usize {
    let text = std::fs::read_to_string(trace).unwrap_or_default();
    text.lines()
        .filter(|line| line.contains("sync(") && line.contains(word))
        .count()
}

/// Flushes of database and documents while commits and uploads are acknowledged one after the other.
async fn measured(place: &Place, durable: bool) -> (usize, usize) {
    let trace = place.data().join("trace");
    let mut demo = place.demo();
    if !durable {
        demo.arg("--not-durable");
    }
    let server = Program::start(traced(&demo, &trace)).expect("strace, which `make test` installs");
    let citizen = Citizen::new(BODIES[0], PEOPLE[0]);
    citizen.enter(&server.url).await.unwrap();
    let draft = citizen.start(&server.url).await.unwrap();
    let before = (flushes(&trace, "sportello.db"), flushes(&trace, "/files/"));
    for mark in 0..REQUESTS {
        citizen.start(&server.url).await.unwrap();
        citizen.attach(&server.url, &draft, mark as u64).await.unwrap();
    }
    (
        flushes(&trace, "sportello.db") - before.0,
        flushes(&trace, "/files/") - before.1,
    )
}

#[test]
fn every_acknowledged_commit_and_file_was_flushed_before_its_answer() {
    testkit::run(async {
        let place = Place::sqlite(crate::place::folder());
        let (database, documents) = measured(&place, true).await;
        assert!(
            database >= 2 * REQUESTS,
            "{database} flushes of the database for {} commits",
            2 * REQUESTS
        );
        assert!(
            documents >= REQUESTS,
            "{documents} flushes of documents for {REQUESTS} files"
        );
    });
}

#[test]
fn without_flushes_the_count_is_red_and_so_is_the_check_of_settings() {
    testkit::run(async {
        let place = Place::sqlite(crate::place::folder());
        let (database, documents) = measured(&place, false).await;
        assert!(
            database < 2 * REQUESTS,
            "synchronous=OFF flushed {database} times"
        );
        assert_eq!(documents, 0, "documents without durability were flushed");
        let mut config = store::StoreConfig::sqlite(place.data().join("sportello.db"));
        config.durability = store::Durability::Off;
        let store = store::Store::open(&config).await.unwrap();
        assert!(
            store.check_durability().await.is_err(),
            "the settings check is green without flushes"
        );
        store.close().await;
    });
}

#[test]
fn a_dropped_flush_of_documents_is_seen_on_postgres_too() {
    testkit::run(async {
        let (durable, not) = (
            Place::postgres(crate::place::folder()).await,
            Place::postgres(crate::place::folder()).await,
        );
        let (_, flushed) = measured(&durable, true).await;
        let (_, dropped) = measured(&not, false).await;
        assert!(
            flushed >= REQUESTS,
            "{flushed} flushes of documents for {REQUESTS} files"
        );
        assert_eq!(dropped, 0, "documents without durability were flushed");
        durable.end().await;
        not.end().await;
    });
}

/// The checks of the runs see each thing that a crash could take away.
#[test]
fn the_checks_are_red_for_whatever_is_missing() {
    testkit::run(async {
        let place = Place::sqlite(crate::place::folder());
        let server = Program::start(place.demo()).unwrap();
        let citizen = Citizen::new(BODIES[1], PEOPLE[1]);
        citizen.enter(&server.url).await.unwrap();
        let mut filed = Vec::new();
        for mark in 0..3 {
            let ready = citizen.prepare(&server.url, Some(mark)).await.unwrap();
            filed.push(citizen.transmit(&server.url, &ready).await.unwrap());
        }
        drop(server);
        let (store, files) = (place.store().await, check::files(place.data()));
        assert_eq!(check::check(&store, &filed).await, Vec::<String>::new());
        assert_eq!(
            check::check_files(&store, &files, &filed).await,
            Vec::<String>::new()
        );
        assert_eq!(check::verify(&store, &files).await, Vec::<String>::new());
        for (sql, fault) in [
            (
                "delete from outbox where kind = 'paper' and payload like '%' || $1 || '%'",
                "receipt in the outbox",
            ),
            (
                "delete from events where kind = 'case.transmitted' and seq in (select min(seq) from events where kind = 'case.transmitted') and $1 <> ''",
                "event",
            ),
            (
                "update register_entries set number = 9 where number = 2 and $1 <> ''",
                "entries from 1 to 9",
            ),
            ("update series set last = last + 1 where $1 <> ''", "counter"),
        ] {
            let mut batch = WriteBatch::new();
            batch.exec(sql, params![filed[0].case.clone()]);
            store.commit(batch).await.unwrap();
            let faults = check::check(&store, &filed).await;
            assert!(
                faults.iter().any(|found| found.contains(fault)),
                "{fault}: {faults:?}"
            );
        }
        let mut lost = filed[2].clone();
        lost.case = filed[2].draft.clone();
        let faults = check::check(&store, &[lost]).await;
        assert!(faults.iter().any(|found| found.contains("is lost")), "{faults:?}");
        std::fs::remove_dir_all(place.data().join("files")).unwrap();
        let files = check::files(place.data());
        assert!(!check::check_files(&store, &files, &filed).await.is_empty());
        assert!(!check::verify(&store, &files).await.is_empty());
        store.close().await;
    });
}
