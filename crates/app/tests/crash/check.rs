//! What must be in the database after a kill. Every fault is a sentence; none is the good answer.

use crate::citizen::Filed;
use files::{Files, FilesConfig};
use kernel::{SystemClock, SystemRandom};
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use store::{Snapshot, Store, params};
use uuid::Uuid;

/// The documents' bytes, as the server sees them.
pub(crate) fn files(data: &Path) -> Files {
    let config = FilesConfig {
        dir: data.join("files"),
        durability: store::Durability::Full,
    };
    Files::open(&config, Arc::new(SystemClock), Arc::new(SystemRandom)).expect("the folder of files")
}

/// What a case has of its own: draft, application number, register number as printed.
type Identity = (String, String, String);

/// Everything acknowledged is there once with all that belongs to it, and numbers have no gap.
pub(crate) async fn check(store: &Store, acknowledged: &[Filed]) -> Vec<String> {
    let snapshot = store.snapshot().await.expect("a snapshot");
    let mut faults = Vec::new();
    let cases = cases(&snapshot).await;
    for filed in acknowledged {
        let told = (
            filed.draft.clone(),
            filed.number.clone(),
            filed.register_number.clone(),
        );
        match cases.get(&filed.case) {
            None => faults.push(format!("case {} ({}) is lost", filed.case, filed.number)),
            Some(stored) if *stored != told => {
                faults.push(format!(
                    "case {} is {stored:?}, acknowledged as {told:?}",
                    filed.case
                ));
            }
            Some(_) => {}
        }
    }
    for (what, sql) in [
        (
            "event",
            "select case_id from events where kind = 'case.transmitted'",
        ),
        (
            "register entry",
            "select case_id from register_entries where direction = 'in'",
        ),
        (
            "line on the desk",
            "select case_id from deliveries where kind = 'receipt' and channel = 'desk'",
        ),
        ("stored application", "select case_id from case_data"),
    ] {
        let found = snapshot.query(sql, params![]).await.expect("rows");
        let ids = found
            .iter()
            .map(|row| row.get::<Uuid>("case_id").expect("a case").to_string());
        once(what, ids, &cases, &mut faults);
    }
    let jobs = snapshot
        .query("select payload from outbox where kind = 'paper'", params![])
        .await
        .expect("jobs");
    let ids = jobs
        .iter()
        .map(|row| case_of_job(row.get("payload").expect("a payload")));
    once("receipt in the outbox", ids, &cases, &mut faults);
    gaps(&snapshot, &mut faults).await;
    faults
}

async fn cases(snapshot: &Snapshot) -> HashMap<String, Identity> {
    let sql = "select id, draft_id, number, register_number, register_year from cases";
    let rows = snapshot.query(sql, params![]).await.expect("cases");
    let read = |row: &store::Row| {
        let id = |column| row.get::<Uuid>(column).expect("an identifier").to_string();
        let number = (
            row.get::<i64>("register_number").expect("a number"),
            row.get::<i64>("register_year").expect("a year"),
        );
        let printed = format!("{:07}/{}", number.0, number.1);
        (
            id("id"),
            (id("draft_id"), row.get("number").expect("a number"), printed),
        )
    };
    rows.iter().map(read).collect()
}

fn case_of_job(payload: &str) -> String {
    let payload: serde_json::Value = serde_json::from_str(payload).expect("a payload");
    payload["case"].as_str().unwrap_or_default().to_owned()
}

/// Each case has the thing exactly once, and the thing belongs to nobody else.
fn once(
    what: &str,
    ids: impl Iterator<Item = String>,
    cases: &HashMap<String, Identity>,
    faults: &mut Vec<String>,
) {
    let mut seen: HashMap<String, u64> = cases.keys().map(|id| (id.clone(), 0)).collect();
    for id in ids {
        match seen.get_mut(&id) {
            Some(times) => *times += 1,
            None => faults.push(format!("{what} of case {id}, which is not there")),
        }
    }
    let wrong = seen.into_iter().filter(|(_, times)| *times != 1);
    faults.extend(wrong.map(|(id, times)| format!("case {id} has {times} × {what}")));
}

/// Registers count from one, without gap or repetition, and their counters agree.
async fn gaps(snapshot: &Snapshot, faults: &mut Vec<String>) {
    let sql = "select body_id, aoo, register, year, count(*) as n, count(distinct number) as different, \
               min(number) as least, max(number) as most from register_entries group by body_id, aoo, register, year";
    let counters = snapshot
        .query("select key, last from series", params![])
        .await
        .expect("series");
    let counters: HashMap<String, i64> = counters
        .iter()
        .map(|row| (row.get("key").expect("a key"), row.get("last").expect("a number")))
        .collect();
    for row in snapshot.query(sql, params![]).await.expect("registers") {
        let number = |column| row.get::<i64>(column).expect("a number");
        let text = |column| row.get::<String>(column).expect("a text");
        let body = row.get::<Uuid>("body_id").expect("a body");
        let key = format!(
            "register/{body}/{}/{}/{}",
            text("aoo"),
            text("register"),
            number("year")
        );
        let n = number("n");
        if (number("least"), number("most"), number("different")) != (1, n, n) {
            faults.push(format!(
                "{key}: {n} entries from {} to {}",
                number("least"),
                number("most")
            ));
        }
        if counters.get(&key) != Some(&n) {
            faults.push(format!("{key}: {n} entries, counter {:?}", counters.get(&key)));
        }
    }
}

/// The bytes that were acknowledged are documents of the case, on the disk as they were sent.
pub(crate) async fn check_files(store: &Store, files: &Files, acknowledged: &[Filed]) -> Vec<String> {
    let sql = "select d.case_id, f.storage_key, f.sha256, f.size from documents d join files f on f.id = d.file_id \
               where d.case_id is not null and d.direction = 'in'";
    let mut kept: HashMap<String, Vec<(String, String, u64)>> = HashMap::new();
    for row in store.query(sql, params![]).await.expect("documents") {
        let case = row.get::<Uuid>("case_id").expect("a case").to_string();
        let file = (
            row.get("storage_key").expect("a key"),
            row.get("sha256").expect("a digest"),
            row.get("size").expect("a size"),
        );
        kept.entry(case).or_default().push(file);
    }
    let mut faults = Vec::new();
    for filed in acknowledged {
        let found = kept.remove(&filed.case).unwrap_or_default();
        let digests: Vec<&String> = found.iter().map(|(_, sha256, _)| sha256).collect();
        if digests != filed.attached.iter().collect::<Vec<_>>() {
            faults.push(format!(
                "case {} has files {digests:?}, acknowledged {:?}",
                filed.case, filed.attached
            ));
        }
        for (key, sha256, size) in &found {
            let verdict = files
                .verify(key, sha256, *size)
                .await
                .expect("the folder of files");
            if verdict != files::Verdict::Whole {
                faults.push(format!("case {}: {key} is {verdict:?}", filed.case));
            }
        }
    }
    faults
}

/// `sportello verify`, in this process: ledger, register, cases and files against each other.
pub(crate) async fn verify(store: &Store, files: &Files) -> Vec<String> {
    let check = ledger::Check {
        store,
        files: Some(files),
        anchors: None,
        signer: None,
    };
    let report = ledger::verify(&check).await.expect("the verification");
    assert!(report.events > 0, "nothing was verified");
    let told = report.findings.iter();
    told.map(|finding| format!("{}: {} {}", finding.fault.name(), finding.place, finding.detail))
        .collect()
}
