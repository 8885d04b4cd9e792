//! Tasks that come back.

use crate::world::{KIND, World};
use jobs::{Every, Schedule, Worker};
use kernel::Instant;
use store::{Store, params};

on_both! {
    a_daily_task_runs_once_a_day_on_one_node,
    occasions_missed_are_made_up_by_one,
}

fn daily(world: &World, seed: u64) -> Worker {
    let schedule = Schedule {
        name: KIND,
        every: Every::DayAt { hour: 3, minute: 0 },
    };
    world.worker_seeded(seed).with_schedules(vec![schedule])
}

async fn runs(world: &World) -> i64 {
    let row = world
        .store
        .query_one(
            "select count(*) as n from outbox where status = 'done'",
            params![],
        )
        .await
        .unwrap();
    row.get("n").unwrap()
}

async fn a_daily_task_runs_once_a_day_on_one_node(store: Store) {
    let world = World::new(store);
    let (one, two) = (daily(&world, 1), daily(&world, 2));
    one.drain().await.unwrap();
    two.drain().await.unwrap();
    assert_eq!(runs(&world).await, 0);
    for day in 3..=5 {
        world
            .clock
            .set(Instant::parse(&format!("2026-03-0{day}T02:00:00Z")).unwrap());
        let (a, b) = tokio::join!(one.drain(), two.drain());
        assert_eq!(a.unwrap().done + b.unwrap().done, 1);
        one.drain().await.unwrap();
        assert_eq!(runs(&world).await, i64::from(day - 2));
    }
}

async fn occasions_missed_are_made_up_by_one(store: Store) {
    let world = World::new(store);
    let worker = daily(&world, 1);
    worker.drain().await.unwrap();
    world.clock.advance_seconds(10 * 24 * 3600);
    assert_eq!(worker.drain().await.unwrap().done, 1);
    assert_eq!(worker.drain().await.unwrap().done, 0);
}
