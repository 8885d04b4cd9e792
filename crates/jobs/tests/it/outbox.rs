//! One job after another, by hand.

use crate::world::World;
use jobs::{Drained, forget_done, given_up, retry, waiting};
use kernel::{BodyId, Clock};
use store::{CommitError, Store, WriteBatch, params};

on_both! {
    a_job_is_done_once,
    a_second_job_of_the_same_key_is_not_written,
    a_job_of_a_batch_that_fails_does_not_exist,
    a_job_waits_for_its_time,
    a_failed_job_waits_longer_each_time_and_is_given_up,
    a_wait_asked_for_is_kept,
    a_hopeless_job_is_given_up_at_once,
    a_panic_is_a_failure,
    an_operator_lets_a_job_be_tried_again,
    the_effect_and_its_mark_are_one_commit,
    an_effect_that_conflicts_is_tried_again,
    a_job_left_by_a_dead_worker_is_run_again,
    a_job_that_kills_its_workers_is_given_up,
    jobs_of_unknown_kinds_are_left_to_others,
    jobs_done_long_ago_are_forgotten,
}

fn done(done: u64) -> Drained {
    Drained {
        done,
        ..Drained::default()
    }
}

async fn a_job_is_done_once(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "ok").await;
    world.enqueue("b", "ok").await;
    assert_eq!(world.worker().drain().await.unwrap(), done(2));
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
    assert_eq!((world.times("a"), world.times("b")), (1, 1));
    assert_eq!(world.status("a").await.0, "done");
}

async fn a_second_job_of_the_same_key_is_not_written(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "ok").await;
    world.enqueue("a", "die").await;
    assert_eq!(world.worker().drain().await.unwrap(), done(1));
    world.enqueue("a", "die").await;
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
    assert_eq!(world.times("a"), 1);
}

async fn a_job_of_a_batch_that_fails_does_not_exist(store: Store) {
    let world = World::new(store);
    let mut batch = WriteBatch::new();
    jobs::enqueue(&mut batch, world.job("a", "ok"));
    batch.expect_rows(1, "nothing", "delete from settings", params![]);
    assert!(world.store.commit(batch).await.is_err());
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
}

async fn a_job_waits_for_its_time(store: Store) {
    let world = World::new(store);
    let due_at = world.clock.now().plus_seconds(10);
    world.enqueue_job(world.job("a", "ok").due(due_at)).await;
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
    world.clock.advance_seconds(10);
    assert_eq!(world.worker().drain().await.unwrap(), done(1));
}

async fn a_failed_job_waits_longer_each_time_and_is_given_up(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "fail").await;
    let mut waits = Vec::new();
    for attempt in 1..=4u32 {
        let drained = world.worker().drain().await.unwrap();
        let (status, attempts, due_at) = world.status("a").await;
        assert_eq!(attempts, attempt);
        if attempt < 4 {
            assert_eq!((drained.retried, status.as_str()), (1, "waiting"));
            let wait = due_at.as_micros() - world.clock.now().as_micros();
            waits.push(wait);
            assert_eq!(
                world.worker().drain().await.unwrap(),
                done(0),
                "not before its time"
            );
            world.clock.set(due_at);
        } else {
            assert_eq!((drained.dead, status.as_str()), (1, "dead"));
        }
    }
    for (wait, seconds) in waits.iter().zip([10, 20, 40]) {
        assert!(
            (seconds * 750_000..=seconds * 1_250_000).contains(wait),
            "{waits:?}"
        );
    }
    let dead = given_up(&world.store, None, 10).await.unwrap();
    assert_eq!(
        (dead.len(), dead[0].key.as_str(), dead[0].last_error.as_str()),
        (1, "a", "not now")
    );
    assert_eq!(world.times("a"), 4);
}

async fn a_wait_asked_for_is_kept(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "wait_an_hour").await;
    world.worker().drain().await.unwrap();
    world.clock.advance_seconds(3599);
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
    world.clock.advance_seconds(1);
    assert_eq!(world.worker().drain().await.unwrap(), done(1));
}

async fn a_hopeless_job_is_given_up_at_once(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "die").await;
    assert_eq!(world.worker().drain().await.unwrap().dead, 1);
    assert_eq!(world.status("a").await.0, "dead");
}

async fn a_panic_is_a_failure(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "panic").await;
    world.enqueue("b", "ok").await;
    let drained = world.worker().drain().await.unwrap();
    assert_eq!((drained.retried, drained.done), (1, 1));
}

async fn an_operator_lets_a_job_be_tried_again(store: Store) {
    let world = World::new(store);
    let body = BodyId::new(&*world.clock, &testkit::random());
    world.enqueue_job(world.job("a", "die").of(body)).await;
    world.worker().drain().await.unwrap();
    let other = BodyId::new(&*world.clock, &kernel::SeededRandom::new(9));
    assert!(given_up(&world.store, Some(other), 10).await.unwrap().is_empty());
    let dead = given_up(&world.store, Some(body), 10).await.unwrap();
    assert_eq!(dead[0].body, Some(body));
    for round in 0..2 {
        let mut batch = WriteBatch::new();
        retry(&mut batch, dead[0].id, world.clock.now());
        let answer = world.store.commit(batch).await;
        assert_eq!(answer.is_ok(), round == 0);
        if let Err(error) = answer {
            assert!(matches!(
                error,
                CommitError::Conflict {
                    label: "jobs-not-given-up"
                }
            ));
        }
    }
    assert_eq!(world.status("a").await.0, "waiting");
    world.worker().drain().await.unwrap();
    assert_eq!(world.times("a"), 2);
}

async fn the_effect_and_its_mark_are_one_commit(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "write").await;
    assert_eq!(world.worker().drain().await.unwrap(), done(1));
    assert_eq!(world.setting("a").await.as_deref(), Some("written"));
}

async fn an_effect_that_conflicts_is_tried_again(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "conflict").await;
    assert_eq!(world.worker().drain().await.unwrap().retried, 1);
    assert_eq!(world.status("a").await.0, "waiting");
}

/// A claim by a worker of which nothing is heard any more.
async fn claim_and_die(world: &World, key: &str) {
    let mut batch = WriteBatch::new();
    batch.expect_rows(
        1,
        "nothing to claim",
        "update outbox set status = 'running', leased_by = 'dead/1', lease_until_at = $2, attempts = attempts + 1
         where key = $1",
        params![key, world.clock.now().plus_seconds(60)],
    );
    world.store.commit(batch).await.unwrap();
}

async fn a_job_left_by_a_dead_worker_is_run_again(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "ok").await;
    claim_and_die(&world, "a").await;
    assert_eq!(
        world.worker().drain().await.unwrap(),
        done(0),
        "its lease still runs"
    );
    world.clock.advance_seconds(60);
    assert_eq!(world.worker().drain().await.unwrap(), done(1));
    assert_eq!(world.status("a").await.1, 2);
}

async fn a_job_that_kills_its_workers_is_given_up(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "ok").await;
    for _ in 0..4 {
        claim_and_die(&world, "a").await;
        world.clock.advance_seconds(60);
    }
    assert_eq!(world.worker().drain().await.unwrap().dead, 1);
    assert_eq!(world.times("a"), 0);
}

async fn jobs_of_unknown_kinds_are_left_to_others(store: Store) {
    let world = World::new(store);
    let mut job = world.job("a", "ok");
    job.kind = "other.effect";
    world.enqueue_job(job).await;
    assert_eq!(world.worker().drain().await.unwrap(), done(0));
    let found = waiting(&world.store).await.unwrap();
    assert_eq!((found.waiting, found.running, found.dead), (1, 0, 0));
    assert_eq!(found.oldest_due_at, Some(world.clock.now()));
}

async fn jobs_done_long_ago_are_forgotten(store: Store) {
    let world = World::new(store);
    world.enqueue("a", "ok").await;
    world.enqueue("b", "die").await;
    world.worker().drain().await.unwrap();
    let mut batch = WriteBatch::new();
    forget_done(&mut batch, world.clock.now().plus_seconds(1));
    world.store.commit(batch).await.unwrap();
    let rows = world
        .store
        .query("select key from outbox", params![])
        .await
        .unwrap();
    assert_eq!(rows.len(), 1, "what was given up stays");
}
