//! One job, from the claim to its end.

use crate::repo;
use crate::worker::Inner;
use crate::{Done, Failure, Handler, Job};
use std::sync::Arc;
use std::time::Duration;
use store::{CommitError, WriteBatch, failpoint};

/// What became of jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drained {
    /// Done.
    pub done: u64,
    /// To be tried again later.
    pub retried: u64,
    /// Given up.
    pub dead: u64,
    /// Taken over by another worker meanwhile, or without an answer from the database.
    pub lost: u64,
}

impl Drained {
    pub(crate) fn count(&mut self, end: End) {
        match end {
            End::Done => self.done += 1,
            End::Retried => self.retried += 1,
            End::Dead => self.dead += 1,
            End::Lost => self.lost += 1,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Done,
    Retried,
    Dead,
    Lost,
}

impl End {
    fn label(self) -> &'static str {
        match self {
            End::Done => "done",
            End::Retried => "retried",
            End::Dead => "dead",
            End::Lost => "lost",
        }
    }
}

/// Runs one claimed job and writes how it ended.
pub(crate) async fn run(inner: Arc<Inner>, job: Job, token: String) -> End {
    let started = inner.clock.now();
    let kind = job.kind.clone();
    let end = run_and_mark(&inner, job, &token).await;
    let micros = inner.clock.now().as_micros() - started.as_micros();
    metrics::counter!("jobs_total", "kind" => kind.clone(), "end" => end.label()).increment(1);
    metrics::histogram!("jobs_seconds", "kind" => kind).record(micros as f64 / 1e6);
    end
}

async fn run_and_mark(inner: &Arc<Inner>, job: Job, token: &str) -> End {
    let Some(handler) = inner.handlers.get(job.kind.as_str()).cloned() else {
        return End::Lost;
    };
    let (id, attempt, most) = (job.id, job.attempt, handler.max_attempts());
    // Attempts counted at the claim beyond the last one are those of workers that died with the job in hand.
    let outcome = if attempt > most {
        Err(Failure::dead("the worker died at every attempt"))
    } else {
        with_lease(inner, handler, job, token).await
    };
    let failure = match outcome {
        Ok(done) => {
            failpoint::hit("in_outbox");
            match finish(inner, id, token, done).await {
                Ok(()) => return End::Done,
                Err(CommitError::Conflict { label }) if label != repo::LEASE_LOST => Failure::retry(label),
                Err(error @ CommitError::Unique { .. }) => Failure::retry(error.to_string()),
                Err(error) => {
                    tracing::warn!(job.id = %id, %error, "job.mark_failed");
                    return End::Lost;
                }
            }
        }
        Err(failure) => failure,
    };
    give_back(inner, (id, attempt, most), token, failure).await
}

/// Runs the handler in a task of its own (its panic is a failure), prolonging the lease as long as it works.
async fn with_lease(
    inner: &Arc<Inner>,
    handler: Arc<dyn Handler>,
    job: Job,
    token: &str,
) -> Result<Done, Failure> {
    let id = job.id;
    let mut task = tokio::spawn(async move { handler.run(&job).await });
    let pace = Duration::from_secs(u64::from(inner.options.lease_seconds.max(3)) / 3);
    loop {
        match tokio::time::timeout(pace, &mut task).await {
            Ok(Ok(outcome)) => return outcome,
            Ok(Err(_)) => return Err(Failure::retry("the handler panicked")),
            Err(_) => {
                let mut batch = WriteBatch::new();
                repo::prolong(&mut batch, id, token, inner.lease_end());
                if let Err(error) = inner.store.commit(batch).await {
                    tracing::warn!(job.id = %id, %error, "job.prolong_failed");
                }
            }
        }
    }
}

async fn finish(inner: &Inner, id: kernel::JobId, token: &str, done: Done) -> Result<(), CommitError> {
    let mut batch = done.batch.unwrap_or_default();
    repo::mark_done(&mut batch, id, token, inner.clock.now());
    inner.store.commit(batch).await.map(|_| ())
}

async fn give_back(
    inner: &Inner,
    (id, attempt, most): (kernel::JobId, u32, u32),
    token: &str,
    failure: Failure,
) -> End {
    let now = inner.clock.now();
    let (due_at, message) = match failure {
        Failure::Retry { message, after } if attempt < most => {
            let wait = inner.options.backoff.wait_micros(attempt, &*inner.random);
            let asked = i64::from(after.unwrap_or(0)) * 1_000_000;
            (Some(now.plus_micros(wait.max(asked))), message)
        }
        Failure::Retry { message, .. } | Failure::Dead { message } => (None, message),
    };
    tracing::warn!(job.id = %id, attempt, given_up = due_at.is_none(), error = %message, "job.failed");
    let mut batch = WriteBatch::new();
    repo::mark_failed(&mut batch, id, token, due_at, &message);
    match inner.store.commit(batch).await {
        Ok(_) if due_at.is_some() => End::Retried,
        Ok(_) => End::Dead,
        Err(error) => {
            tracing::warn!(job.id = %id, %error, "job.mark_failed");
            End::Lost
        }
    }
}
