//! What can go wrong between a use case and the database.

use std::fmt;

/// A read, migration or backup that failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A query that must answer one row answered none.
    #[error("no row")]
    NoRow,
    /// The answer has no column of that name.
    #[error("the answer has no column {column}")]
    NoColumn {
        /// The name asked for.
        column: String,
    },
    /// A column holds another type than asked for.
    #[error("column {column} holds {found}, not {wanted}")]
    WrongType {
        /// The name asked for.
        column: String,
        /// What it holds.
        found: &'static str,
        /// The Rust type asked for.
        wanted: &'static str,
    },
    /// No connection became free in time, or the database refused for load.
    #[error("the database is busy")]
    Busy,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A value cannot be bound: wrong type for the statement, a NUL character or an unresolved slot.
    #[error("value {index} cannot be bound: {reason}")]
    Bind {
        /// Number of the bind, from 1.
        index: usize,
        /// Why.
        reason: &'static str,
    },
    /// SQLite refused or failed.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused or failed.
    #[error("postgresql: {0}")]
    Postgres(PostgresError),
    /// A migration cannot be applied.
    #[error("migration {name}: {problem}")]
    Migration {
        /// Name of the step.
        name: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A backup cannot be written or read.
    #[error("backup: {0}")]
    Backup(String),
    /// The database does not keep what it acknowledges.
    #[error("durability: {0}")]
    Durability(String),
    /// A file could not be read or written.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The configuration or the server is not usable.
    #[error("database: {0}")]
    Setup(String),
    /// A closure given to the store panicked, or a batch was built wrongly.
    #[error("batch: {0}")]
    Misuse(&'static str),
}

/// A failure of PostgreSQL as it may stand in a log: SQLSTATE and message, or why the server was not reached.
///
/// Detail and hint are left out, and there is no source to find them by: they quote what people typed ("Failing row contains …").
pub struct PostgresError(pub(crate) tokio_postgres::Error);

impl fmt::Display for PostgresError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(failure) = self.0.as_db_error() {
            return write!(f, "{} {}", failure.code().code(), failure.message());
        }
        write!(f, "{}", self.0)?;
        match std::error::Error::source(&self.0) {
            Some(cause) => write!(f, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for PostgresError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresError({self})")
    }
}

impl std::error::Error for PostgresError {}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        StoreError::Postgres(PostgresError(error))
    }
}

impl From<StoreError> for kernel::Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoRow => kernel::Error::NotFound,
            StoreError::Busy => kernel::Error::Unavailable { retry_after: 1 },
            other => kernel::Error::internal(other),
        }
    }
}

/// A batch of which nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// An expectation did not hold: somebody was faster.
    #[error("conflict: {label}")]
    Conflict {
        /// The label given with the statement, a locale key.
        label: &'static str,
    },
    /// A unique key already exists.
    #[error("duplicate key: {constraint}")]
    Unique {
        /// `table(column, column)`, the same on both databases; the index name for an index on an expression.
        constraint: String,
    },
    /// Too many batches wait; nothing was tried.
    #[error("too many batches wait")]
    Busy {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// A fault of ours or of the database. After a lost connection the outcome may be unknown: repeat only with an idempotent batch.
    #[error(transparent)]
    Fault(StoreError),
}

impl CommitError {
    /// Whether a unique key on exactly these columns was violated: `is_unique("cases(number)")`.
    pub fn is_unique(&self, name: &str) -> bool {
        matches!(self, CommitError::Unique { constraint } if constraint == name)
    }
}

impl From<StoreError> for CommitError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy => CommitError::Busy { retry_after: 1 },
            other => CommitError::Fault(other),
        }
    }
}

impl From<CommitError> for kernel::Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Conflict { label } => kernel::Error::Conflict { reason: label },
            CommitError::Unique { .. } => kernel::Error::Conflict {
                reason: "conflict-already-exists",
            },
            CommitError::Busy { retry_after } => kernel::Error::Unavailable { retry_after },
            CommitError::Fault(fault) => fault.into(),
        }
    }
}
