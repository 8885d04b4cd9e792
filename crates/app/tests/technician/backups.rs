//! Backup of a server that goes on filing, restored into an empty installation, on the same database and on the other.

use crate::citizen::{BODIES, Citizen, PEOPLE};
use crate::installation::{Extra, On, command, configure, succeed};
use crate::place::Place;
use crate::program::Program;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use store::params;

/// Files applications until told to stop; answers the cases in order.
async fn file_until(url: String, enough: Arc<AtomicBool>) -> Vec<String> {
    let citizen = Citizen::new(BODIES[1], PEOPLE[0]);
    citizen.enter(&url).await.unwrap();
    let mut cases = Vec::new();
    while !enough.load(SeqCst) {
        let ready = citizen.prepare(&url, Some(cases.len() as u64)).await.unwrap();
        cases.push(citizen.transmit(&url, &ready).await.unwrap().case);
    }
    cases
}

async fn stored_cases(place: &Place) -> Vec<String> {
    let store = place.store().await;
    let rows = store
        .query("select id from cases order by register_number", params![])
        .await
        .unwrap();
    let cases = rows
        .iter()
        .map(|row| row.get::<uuid::Uuid>("id").unwrap().to_string())
        .collect();
    store.close().await;
    cases
}

/// Restores a backup into an empty installation and verifies it.
pub(crate) async fn restored(backup: &Path, on: On) -> Place {
    let place = on.place().await;
    configure(&place, &Extra::default());
    let said = succeed(&place, &["restore", &backup.display().to_string()]);
    assert!(said.contains("Ripristinato"), "{said}");
    let said = succeed(&place, &["verify"]);
    assert!(said.contains("events"), "{said}");
    place
}

async fn backup_while_filing(on: On) {
    let place = on.place().await;
    let server = Program::start(place.demo()).unwrap();
    configure(&place, &Extra::default());
    let enough = Arc::new(AtomicBool::new(false));
    let filing = tokio::spawn(file_until(server.url.clone(), enough.clone()));
    while stored_cases(&place).await.len() < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let before = stored_cases(&place).await;
    let backup = place.data().join("backup");
    let words = backup.display().to_string();
    let said = tokio::task::spawn_blocking({
        let config = place.data().join("sportello.toml");
        let words = words.clone();
        move || {
            crate::program::run(
                crate::program::sportello()
                    .args(["backup", &words, "--config"])
                    .arg(config),
            )
        }
    });
    let (good, said) = said.await.unwrap();
    assert!(good, "{said}");
    enough.store(true, SeqCst);
    let filed = filing.await.unwrap();
    assert!(filed.len() > before.len(), "nothing was filed meanwhile");
    let (again, said) = command(&place, &["backup", &words]);
    assert!(!again && said.contains("non è vuota"), "{said}");
    drop(server);

    for target in [on, on.other()] {
        let copy = restored(&backup, target).await;
        let there = stored_cases(&copy).await;
        assert!(
            there.starts_with(&before),
            "{target:?}: acknowledged before the backup and not in it"
        );
        assert!(filed.starts_with(&there), "{target:?}: a case that nobody filed");
        let (good, said) = command(&copy, &["restore", &words]);
        assert!(!good, "restored over a full installation: {said}");
        let mut again = Program::start(copy.demo()).unwrap();
        let citizen = Citizen::new(BODIES[1], PEOPLE[1]);
        citizen.enter(&again.url).await.unwrap();
        let ready = citizen.prepare(&again.url, None).await.unwrap();
        let next = citizen.transmit(&again.url, &ready).await.unwrap();
        assert!(
            next.register_number
                .starts_with(&format!("{:07}/", there.len() + 1)),
            "{next:?}"
        );
        assert!(again.stop().success());
        succeed(&copy, &["verify"]);
        copy.end().await;
    }
    place.end().await;
}

#[test]
fn a_backup_of_a_filing_server_is_restored_whole_sqlite() {
    testkit::run(backup_while_filing(On::Sqlite));
}

#[test]
fn a_backup_of_a_filing_server_is_restored_whole_postgres() {
    testkit::run(backup_while_filing(On::Postgres));
}
