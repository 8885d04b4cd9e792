//! What can fail about the ledger itself; what verification finds is no error.

/// Why an operation on the ledger failed.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The database refused.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// The commit was refused.
    #[error(transparent)]
    Commit(#[from] store::CommitError),
    /// An anchor file or the key could not be read or written.
    #[error("{doing}: {source}")]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The system's answer.
        source: std::io::Error,
    },
    /// The key file holds no key.
    #[error("the key file must hold 64 hexadecimal digits")]
    Key,
    /// The bytes of files could not be read.
    #[error("{0}")]
    Files(String),
}

impl LedgerError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> LedgerError {
        move |source| LedgerError::Io { doing, source }
    }
}

impl From<LedgerError> for kernel::Error {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::Store(error) => error.into(),
            LedgerError::Commit(error) => error.into(),
            other => kernel::Error::internal(other),
        }
    }
}
