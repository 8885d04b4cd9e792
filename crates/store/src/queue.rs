//! What waits for a committer.

use crate::{CommitError, Committed, StoreError, WriteBatch};
use tokio::sync::{mpsc::error::TrySendError, oneshot};

/// A batch and whoever waits for it.
pub(crate) struct Member {
    pub(crate) batch: WriteBatch,
    pub(crate) answer: oneshot::Sender<Result<Committed, CommitError>>,
}

/// Why a command could not even wait.
pub(crate) fn refused<T>(error: TrySendError<T>) -> CommitError {
    match error {
        TrySendError::Full(_) => CommitError::Busy { retry_after: 1 },
        TrySendError::Closed(_) => CommitError::Fault(StoreError::Closed),
    }
}

pub(crate) fn panicked() -> CommitError {
    CommitError::Fault(StoreError::Misuse("a closure of the batch panicked"))
}
