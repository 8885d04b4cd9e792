//! The loop that claims and runs jobs.

use crate::repo::{self, Claim};
use crate::run::{self, Drained, End};
use crate::{Backoff, Handler, Schedule};
use kernel::{Clock, Instant, Random};
use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use store::{CommitError, Store, WriteBatch};
use tokio::task::JoinSet;

/// Polls between two looks at the metrics.
const MEASURE_EVERY: u64 = 15;

/// How a worker works.
#[derive(Clone, Debug)]
pub struct Options {
    /// Jobs at the same time.
    pub concurrency: usize,
    /// How long a job stays with a worker that gives no sign of life, in seconds.
    pub lease_seconds: u32,
    /// Pause between two looks when nothing wakes the worker.
    pub poll: Duration,
    /// How long running jobs may go on after a stop; those that do not end are run again elsewhere.
    pub grace: Duration,
    /// Waits between attempts.
    pub backoff: Backoff,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            concurrency: 8,
            lease_seconds: 60,
            poll: Duration::from_secs(1),
            grace: Duration::from_secs(20),
            backoff: Backoff::default(),
        }
    }
}

/// Claims and runs jobs. Any number of workers, on any number of nodes, may share a database.
pub struct Worker {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) handlers: BTreeMap<&'static str, Arc<dyn Handler>>,
    pub(crate) options: Options,
    schedules: Vec<Schedule>,
    schedules_known: AtomicBool,
    name: String,
    claims: AtomicU64,
}

impl Worker {
    /// A worker for the kinds of these handlers; jobs of other kinds are left to other nodes.
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        handlers: Vec<Arc<dyn Handler>>,
    ) -> Self {
        let name = random.token();
        let inner = Inner {
            store,
            clock,
            random,
            handlers: handlers
                .into_iter()
                .map(|handler| (handler.kind(), handler))
                .collect(),
            options: Options::default(),
            schedules: Vec::new(),
            schedules_known: AtomicBool::new(false),
            name,
            claims: AtomicU64::new(0),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// The same worker with other options. To be called before it runs.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        self.changed(|inner| inner.options = options)
    }

    /// The same worker, keeping these schedules; each needs a handler of its name on some node.
    #[must_use]
    pub fn with_schedules(self, schedules: Vec<Schedule>) -> Self {
        self.changed(|inner| inner.schedules = schedules)
    }

    fn changed(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        if let Some(inner) = Arc::get_mut(&mut self.inner) {
            change(inner);
        }
        self
    }

    /// Runs jobs until `shutdown` is ready, then lets running ones end within the grace.
    pub async fn run_until(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut running = JoinSet::new();
        let woken = self.inner.store.woken();
        for round in 0u64.. {
            if round % MEASURE_EVERY == 0 {
                self.inner.measure().await;
            }
            self.tick().await;
            self.fill(&mut running).await;
            tokio::select! {
                () = &mut shutdown => break,
                () = woken.notified() => {}
                Some(_) = running.join_next(), if !running.is_empty() => {}
                () = tokio::time::sleep(self.inner.options.poll) => {}
            }
        }
        let rest = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(self.inner.options.grace, rest)
            .await
            .is_err()
        {
            tracing::warn!("job.stop_left_jobs_to_their_leases");
        }
    }

    /// Claims as many jobs as there is room for.
    async fn fill(&self, running: &mut JoinSet<End>) {
        loop {
            let room = self.inner.options.concurrency.saturating_sub(running.len());
            if room == 0 {
                return;
            }
            match self.inner.claim(room).await {
                Ok((jobs, token)) => {
                    let more = jobs.len() == room;
                    for job in jobs {
                        running.spawn(run::run(self.inner.clone(), job, token.clone()));
                    }
                    if !more {
                        return;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "job.claim_failed");
                    return;
                }
            }
        }
    }

    /// Runs every schedule and job due now, also those that these enqueue, and answers what became of them. For tests and commands.
    pub async fn drain(&self) -> Result<Drained, CommitError> {
        let mut drained = Drained::default();
        self.inner.tick().await?;
        loop {
            let (jobs, token) = self.inner.claim(self.inner.options.concurrency.max(1)).await?;
            if jobs.is_empty() {
                return Ok(drained);
            }
            for job in jobs {
                drained.count(run::run(self.inner.clone(), job, token.clone()).await);
            }
        }
    }

    async fn tick(&self) {
        if let Err(error) = self.inner.tick().await {
            tracing::warn!(%error, "schedule.tick_failed");
        }
    }
}

impl Inner {
    pub(crate) fn lease_end(&self) -> Instant {
        self.clock
            .now()
            .plus_seconds(i64::from(self.options.lease_seconds))
    }

    async fn claim(&self, room: usize) -> Result<(Vec<crate::Job>, String), CommitError> {
        let number = self.claims.fetch_add(1, Ordering::Relaxed);
        let claim = Claim {
            token: format!("{}/{number}", self.name),
            now: self.clock.now(),
            until: self.lease_end(),
        };
        let kinds: Vec<_> = self.handlers.keys().copied().collect();
        let ids = repo::claimable(&self.store, &kinds, claim.now, room).await?;
        if ids.is_empty() {
            return Ok((Vec::new(), claim.token));
        }
        let jobs = repo::claim(&self.store, &ids, &claim).await?;
        Ok((jobs, claim.token))
    }

    /// Enqueues the jobs of schedules whose occasion has come.
    async fn tick(&self) -> Result<(), CommitError> {
        if self.schedules.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        if !self.schedules_known.load(Ordering::Relaxed) {
            let mut batch = WriteBatch::new();
            for schedule in &self.schedules {
                repo::know_schedule(&mut batch, schedule, now);
            }
            self.store.commit(batch).await?;
            self.schedules_known.store(true, Ordering::Relaxed);
        }
        for (name, occasion) in repo::due_schedules(&self.store, now).await? {
            let Some(schedule) = self.schedules.iter().find(|schedule| schedule.name == name) else {
                continue;
            };
            let mut batch = WriteBatch::new();
            repo::take_occasion(&mut batch, schedule, occasion, now);
            match self.store.commit(batch).await {
                Ok(_) | Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn measure(&self) {
        match repo::waiting(&self.store).await {
            Ok(found) => {
                let late = found
                    .oldest_due_at
                    .map_or(0, |due| self.clock.now().as_micros() - due.as_micros());
                metrics::gauge!("outbox_jobs", "status" => "waiting").set(found.waiting as f64);
                metrics::gauge!("outbox_jobs", "status" => "running").set(found.running as f64);
                metrics::gauge!("outbox_jobs", "status" => "dead").set(found.dead as f64);
                metrics::gauge!("outbox_late_seconds").set(late.max(0) as f64 / 1e6);
            }
            Err(error) => tracing::warn!(%error, "job.measure_failed"),
        }
    }
}
