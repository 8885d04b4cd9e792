//! Jobs, what runs them and how they end.

use futures_util::future::BoxFuture;
use kernel::{BodyId, Id, Instant, JobId};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::WriteBatch;

/// An outside effect to be done after the commit.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Which handler does it.
    pub kind: &'static str,
    /// Names the effect: a second job of the same kind and key is not written.
    pub key: String,
    /// Whose effect it is; `None` for the installation's own.
    pub body: Option<BodyId>,
    /// What the handler needs to find the facts; never personal data.
    pub payload: Value,
    /// The present moment.
    pub now: Instant,
    /// Not before this moment.
    pub due_at: Instant,
}

impl NewJob {
    /// A job due at once.
    pub fn new(kind: &'static str, key: impl Into<String>, payload: Value, now: Instant) -> Self {
        Self {
            kind,
            key: key.into(),
            body: None,
            payload,
            now,
            due_at: now,
        }
    }

    /// The same job, of a body.
    #[must_use]
    pub fn of(self, body: BodyId) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }

    /// The same job, later.
    #[must_use]
    pub fn due(self, due_at: Instant) -> Self {
        Self { due_at, ..self }
    }

    /// Time-ordered like every identifier, but its random bits are the digest of kind and key: enqueueing needs no randomness.
    pub(crate) fn id(&self) -> JobId {
        let digest = Sha256::new()
            .chain_update(self.kind)
            .chain_update([0])
            .chain_update(&self.key)
            .finalize();
        let mut bits = [0; 10];
        bits.copy_from_slice(&digest[..10]);
        let millis = u64::try_from(self.now.as_micros() / 1000).unwrap_or(0);
        JobId::from_uuid(uuid::Builder::from_unix_timestamp_millis(millis, &bits).into_uuid())
    }
}

/// A job in the hands of a worker.
#[derive(Clone, Debug)]
pub struct Job {
    /// Identifier of the row.
    pub id: JobId,
    /// Which handler does it.
    pub kind: String,
    /// Names the effect; outside systems get it as idempotency key.
    pub key: String,
    /// Whose effect it is.
    pub body: Option<BodyId>,
    /// What was enqueued.
    pub payload: Value,
    /// This attempt, from 1.
    pub attempt: u32,
    /// When it was enqueued.
    pub created_at: Instant,
}

/// A job that went well.
#[derive(Default)]
pub struct Done {
    pub(crate) batch: Option<WriteBatch>,
}

impl Done {
    /// Nothing to write.
    pub fn new() -> Self {
        Self::default()
    }

    /// Statements committed together with the mark that the job is done; if another worker took the job over, none of them is.
    pub fn with(batch: WriteBatch) -> Self {
        Self { batch: Some(batch) }
    }
}

/// A job that did not go well. Messages are shown to operators: no personal data in them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Worth another attempt.
    Retry {
        /// What happened.
        message: String,
        /// Wait at least this long, when the other side asked for it, in seconds.
        after: Option<u32>,
    },
    /// No attempt can help; an operator decides.
    Dead {
        /// What happened.
        message: String,
    },
}

impl Failure {
    /// Worth another attempt, after the usual wait.
    pub fn retry(message: impl Into<String>) -> Self {
        Failure::Retry {
            message: message.into(),
            after: None,
        }
    }

    /// No attempt can help.
    pub fn dead(message: impl Into<String>) -> Self {
        Failure::Dead {
            message: message.into(),
        }
    }
}

impl From<kernel::Error> for Failure {
    /// What the database or another system cannot do now is tried again; what does not exist or may not be is not.
    fn from(error: kernel::Error) -> Self {
        use kernel::Error;
        match error {
            Error::TooMany { retry_after } | Error::Unavailable { retry_after } => Failure::Retry {
                message: error.to_string(),
                after: Some(retry_after),
            },
            Error::Conflict { .. } => Failure::retry(error.to_string()),
            Error::Internal(ref source) => Failure::retry(source.to_string()),
            other => Failure::dead(other.to_string()),
        }
    }
}

/// Does jobs of one kind.
pub trait Handler: Send + Sync {
    /// The kind, as enqueued.
    fn kind(&self) -> &'static str;

    /// Does the effect. May be called twice for one job, also on two nodes.
    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<Done, Failure>>;

    /// Attempts before the job is given up; 14 attempts with the usual waits last about 17 hours.
    fn max_attempts(&self) -> u32 {
        14
    }
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Identifier of the row.
    pub id: JobId,
    /// Which handler could not do it.
    pub kind: String,
    /// Names the effect.
    pub key: String,
    /// Whose effect it is.
    pub body: Option<BodyId>,
    /// How often it was tried.
    pub attempts: u32,
    /// What happened last.
    pub last_error: String,
    /// When it was enqueued.
    pub created_at: Instant,
}

/// How much waits, for the metrics and the health page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Jobs not yet done, also those due later.
    pub waiting: u64,
    /// Jobs in the hands of a worker.
    pub running: u64,
    /// Jobs given up.
    pub dead: u64,
    /// When the oldest waiting job is or was due.
    pub oldest_due_at: Option<Instant>,
}
