//! Handlers that count and do as they are told.

use futures_util::future::BoxFuture;
use jobs::{Done, Failure, Handler, Job, NewJob, Worker, enqueue};
use kernel::{Clock, FixedClock, Instant, SeededRandom};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use store::{Store, WriteBatch, params};

pub(crate) const KIND: &str = "test.effect";

/// What the handler does with a job, by its `do`.
pub(crate) struct Effects {
    /// How often each key was run.
    pub(crate) seen: Mutex<BTreeMap<String, u32>>,
    pub(crate) attempts: u32,
}

impl Handler for Effects {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn max_attempts(&self) -> u32 {
        self.attempts
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<Done, Failure>> {
        Box::pin(async move {
            let times = {
                let mut seen = self.seen.lock().unwrap();
                let times = seen.entry(job.key.clone()).or_default();
                *times += 1;
                *times
            };
            match job.payload["do"].as_str().unwrap_or_default() {
                "fail" => Err(Failure::retry("not now")),
                "fail_twice" if times < 3 => Err(Failure::retry("not yet")),
                "wait_an_hour" if times < 2 => Err(Failure::Retry {
                    message: "asked to wait".to_owned(),
                    after: Some(3600),
                }),
                "die" => Err(Failure::dead("never")),
                "panic" => panic!("the handler panics on purpose"),
                "sleep" => {
                    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                    Ok(Done::new())
                }
                "slow" => {
                    tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
                    Ok(Done::new())
                }
                "write_late" => {
                    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
                    Ok(Done::with(setting(&job.key, "late")))
                }
                "write" => Ok(Done::with(setting(&job.key, "written"))),
                "conflict" => {
                    let mut batch = WriteBatch::new();
                    batch.expect_rows(
                        1,
                        "conflict-of-the-effect",
                        "delete from settings where name = 'none'",
                        params![],
                    );
                    Ok(Done::with(batch))
                }
                _ => Ok(Done::new()),
            }
        })
    }
}

fn setting(name: &str, value: &str) -> WriteBatch {
    let mut batch = WriteBatch::new();
    batch.exec(
        "insert into settings (name, value) values ($1, $2)",
        params![name, value],
    );
    batch
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) effects: Arc<Effects>,
}

impl World {
    pub(crate) fn new(store: Store) -> Self {
        let clock = Arc::new(testkit::clock());
        let effects = Effects {
            seen: Mutex::default(),
            attempts: 4,
        };
        Self {
            store,
            effects: Arc::new(effects),
            clock,
        }
    }

    pub(crate) fn worker(&self) -> Worker {
        self.worker_seeded(1)
    }

    pub(crate) fn worker_seeded(&self, seed: u64) -> Worker {
        Worker::new(
            self.store.clone(),
            self.clock.clone(),
            Arc::new(SeededRandom::new(seed)),
            vec![self.effects.clone()],
        )
    }

    pub(crate) fn job(&self, key: &str, what: &str) -> NewJob {
        NewJob::new(KIND, key, json!({ "do": what }), self.clock.now())
    }

    pub(crate) async fn enqueue(&self, key: &str, what: &str) {
        self.enqueue_job(self.job(key, what)).await;
    }

    pub(crate) async fn enqueue_job(&self, job: NewJob) {
        let mut batch = WriteBatch::new();
        enqueue(&mut batch, job);
        self.store.commit(batch).await.unwrap();
    }

    pub(crate) fn times(&self, key: &str) -> u32 {
        self.effects.seen.lock().unwrap().get(key).copied().unwrap_or(0)
    }

    pub(crate) async fn status(&self, key: &str) -> (String, u32, Instant) {
        let row = self
            .store
            .query_one(
                "select status, attempts, due_at from outbox where key = $1",
                params![key],
            )
            .await
            .unwrap();
        (
            row.get("status").unwrap(),
            row.get("attempts").unwrap(),
            row.get("due_at").unwrap(),
        )
    }

    pub(crate) async fn setting(&self, name: &str) -> Option<String> {
        let row = self
            .store
            .query_opt("select value from settings where name = $1", params![name])
            .await
            .unwrap();
        row.map(|row| row.get("value").unwrap())
    }
}
