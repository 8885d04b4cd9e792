//! A process is killed while it commits: what it acknowledged is there once, and nothing is half there.

use crate::child;
use crate::schema::{STEPS, last, numbers, whole_chain};
use kernel::Random;
use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::time::Duration;
use store::{Store, params};
use testkit::TestDb;
use uuid::Uuid;

/// Reads what the child acknowledged until it is dead; a last line that was cut does not count.
fn acknowledged(child: &mut Child) -> Vec<(Uuid, i64)> {
    let mut text = String::new();
    child.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    let parse = |line: &str| {
        let (thing, number) = line.split_once(' ').unwrap();
        (thing.parse().unwrap(), number.parse().unwrap())
    };
    whole.lines().map(parse).collect()
}

/// Everything acknowledged is stored under its number; numbers and chain are whole.
async fn check(db: &TestDb, acknowledged: &[(Uuid, i64)]) -> usize {
    let store = Store::open(&db.config()).await.unwrap();
    for (thing, number) in acknowledged {
        let row = store
            .query_opt("select number from things where id = $1", params![*thing])
            .await
            .unwrap();
        let row = row.unwrap_or_else(|| panic!("{thing}, acknowledged as number {number}, is lost"));
        assert_eq!(row.get::<i64>("number").unwrap(), *number);
    }
    let all = numbers(&store).await;
    assert_eq!(all, (1..=all.len() as i64).collect::<Vec<_>>());
    assert_eq!(last(&store, "register").await, all.len() as i64);
    assert_eq!(whole_chain(&store, "chain").await, all.len() as i64);
    store.close().await;
    all.len()
}

testkit::both_databases! {
    steps = STEPS;

    async fn a_killed_process_loses_nothing_it_acknowledged(db: TestDb) {
        db.store.close().await;
        let random = testkit::random();
        let (mut known, mut in_flight) = (Vec::new(), 0);
        for round in 0..6 {
            let mut child = child::command(&db, "full", 16).spawn().unwrap();
            let [delay] = random.bytes::<1>();
            tokio::time::sleep(Duration::from_millis(150 + u64::from(delay) * 2)).await;
            child.kill().unwrap();
            assert_eq!(child.wait().unwrap().signal(), Some(9), "round {round}");
            known.extend(acknowledged(&mut child));
            let stored = check(&db, &known).await;
            assert!(stored >= known.len());
            in_flight = stored - known.len();
        }
        assert!(known.len() > 50, "only {} batches were acknowledged before the kills", known.len());
        // 16 committers, six kills: never more unacknowledged batches than could be under way.
        assert!(in_flight <= 6 * 16, "{in_flight} batches are stored that nobody was told of");
    }

    async fn named_failpoints_kill_before_and_after_the_commit(db: TestDb) {
        db.store.close().await;
        let mut known = Vec::new();
        let mut stored = 0;
        for (failpoint, hit) in [("before_commit", 1), ("after_commit", 1), ("before_commit", 9), ("after_commit", 14)] {
            let mut child = child::command(&db, "full", 8).args([failpoint, &hit.to_string()]).spawn().unwrap();
            let before = known.len();
            known.extend(acknowledged(&mut child));
            assert_eq!(child.wait().unwrap().signal(), Some(9), "{failpoint} did not kill");
            let now = check(&db, &known).await;
            let (gained, told) = (now - stored, known.len() - before);
            // Later hits have earlier groups behind them, whose last answers may have died with the process.
            match (failpoint, hit) {
                ("before_commit", 1) => assert_eq!((gained, told), (0, 0), "a group without its commit is stored"),
                ("after_commit", 1) => assert!(gained > 0 && told == 0, "a committed group is lost"),
                _ => assert!(gained >= told && told > 0),
            }
            stored = now;
        }
    }
}
