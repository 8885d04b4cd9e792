//! Workers that run by themselves.

use crate::world::World;
use jobs::{Options, Worker};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Store, WriteBatch, params};
use tokio::sync::oneshot;

on_both! {
    a_commit_wakes_the_worker,
    two_workers_share_the_jobs_and_run_none_twice,
    a_lost_lease_undoes_the_effect,
    a_stop_waits_for_running_jobs,
    a_long_job_keeps_its_lease,
}

/// A worker in the background, and what stops it.
fn start(worker: Worker) -> (oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
    let (stop, stopped) = oneshot::channel::<()>();
    let task = tokio::spawn(async move {
        worker
            .run_until(async {
                let _ = stopped.await;
            })
            .await;
    });
    (stop, task)
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let started = Instant::now();
    while !holds().await {
        assert!(started.elapsed() < Duration::from_secs(20), "never: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn a_commit_wakes_the_worker(store: Store) {
    let world = World::new(store);
    // It would look by itself only after an hour.
    let options = Options {
        poll: Duration::from_secs(3600),
        ..Options::default()
    };
    let (stop, task) = start(world.worker().with_options(options));
    tokio::time::sleep(Duration::from_millis(200)).await;
    for round in 0..5 {
        let key = format!("a{round}");
        world.enqueue(&key, "ok").await;
        until("woken by the commit", async || world.times(&key) == 1).await;
    }
    stop.send(()).unwrap();
    task.await.unwrap();
}

async fn two_workers_share_the_jobs_and_run_none_twice(store: Store) {
    let world = Arc::new(World::new(store));
    let mut batch = WriteBatch::new();
    for number in 0..200 {
        jobs::enqueue(&mut batch, world.job(&format!("k{number}"), "ok"));
    }
    world.store.commit(batch).await.unwrap();
    let options = Options {
        poll: Duration::from_millis(20),
        concurrency: 5,
        ..Options::default()
    };
    let started: Vec<_> = (0..3)
        .map(|seed| start(world.worker_seeded(seed).with_options(options.clone())))
        .collect();
    until("all done", async || {
        let row = world
            .store
            .query_one(
                "select count(*) as n from outbox where status = 'done'",
                params![],
            )
            .await
            .unwrap();
        row.get::<i64>("n").unwrap() == 200
    })
    .await;
    for (stop, task) in started {
        stop.send(()).unwrap();
        task.await.unwrap();
    }
    let seen = world.effects.seen.lock().unwrap();
    assert_eq!(seen.len(), 200);
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
}

async fn a_lost_lease_undoes_the_effect(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "write_late").await;
    let worker = world.worker();
    let run = tokio::spawn(async move { worker.drain().await.unwrap() });
    until("running", async || world.times("a") == 1).await;
    let mut batch = WriteBatch::new();
    batch.exec(
        "update outbox set leased_by = 'other/1' where key = 'a'",
        params![],
    );
    world.store.commit(batch).await.unwrap();
    assert_eq!(run.await.unwrap().lost, 1);
    assert_eq!(world.status("a").await.0, "running", "it is the other worker's");
    assert_eq!(world.setting("a").await, None);
}

async fn a_stop_waits_for_running_jobs(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "sleep").await;
    let (stop, task) = start(world.worker());
    until("running", async || world.times("a") == 1).await;
    stop.send(()).unwrap();
    task.await.unwrap();
    assert_eq!(world.status("a").await.0, "done");
}

async fn a_long_job_keeps_its_lease(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "slow").await;
    // The lease is prolonged each second; the clock of the test says that it was.
    let options = Options {
        lease_seconds: 3,
        ..Options::default()
    };
    let (stop, task) = start(world.worker().with_options(options));
    until("running", async || world.status("a").await.0 == "running").await;
    let lease = async || {
        let row = world
            .store
            .query_one("select lease_until_at from outbox where key = 'a'", params![])
            .await
            .unwrap();
        row.get::<Option<i64>>("lease_until_at").unwrap()
    };
    let first = lease().await.unwrap();
    world.clock.advance_seconds(2);
    until("prolonged or done", async || {
        lease().await.is_none_or(|now| now > first)
    })
    .await;
    assert!(
        lease().await.is_some_and(|now| now > first),
        "done before it was prolonged"
    );
    stop.send(()).unwrap();
    task.await.unwrap();
    assert_eq!(
        (world.times("a"), world.status("a").await.0.as_str()),
        (1, "done")
    );
}

/// Two nodes: each with its own connections and its own committer.
#[test]
fn two_nodes_on_postgres_run_no_job_twice() {
    testkit::run(async {
        let db = testkit::TestDb::postgres().await;
        let other = Store::open(&db.config()).await.unwrap();
        let (here, there) = (World::new(db.store.clone()), World::new(other));
        let mut batch = WriteBatch::new();
        for number in 0..300 {
            jobs::enqueue(&mut batch, here.job(&format!("k{number}"), "write"));
        }
        db.store.commit(batch).await.unwrap();
        let options = Options {
            poll: Duration::from_millis(5),
            concurrency: 6,
            ..Options::default()
        };
        let started: Vec<_> = [(&here, 1), (&there, 2), (&here, 3), (&there, 4)]
            .into_iter()
            .map(|(world, seed)| start(world.worker_seeded(seed).with_options(options.clone())))
            .collect();
        until("all done", async || {
            let row = db
                .store
                .query_one(
                    "select count(*) as n from outbox where status = 'done'",
                    params![],
                )
                .await
                .unwrap();
            row.get::<i64>("n").unwrap() == 300
        })
        .await;
        for (stop, task) in started {
            stop.send(()).unwrap();
            task.await.unwrap();
        }
        let (here, there) = (
            here.effects.seen.lock().unwrap(),
            there.effects.seen.lock().unwrap(),
        );
        let runs: u32 = here.values().chain(there.values()).sum();
        assert_eq!(runs, 300, "{} here, {} there", here.len(), there.len());
        assert!(!here.is_empty() && !there.is_empty(), "both nodes work");
    });
}
