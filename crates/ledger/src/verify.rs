//! Finding whatever was changed behind the ledger's back.
//!
//! Everything is read in pages. The rows are read from one moment of the database; the bytes of files, which never
//! change, are read afterwards.

mod anchors;
mod bytes;
mod cases;
mod chain;
mod facts;
mod register;
mod report;

pub use report::{Fault, Finding, Report};

use crate::{LedgerError, Signer, repo};
use futures_util::future::BoxFuture;
use kernel::Date;
pub(crate) use register::Register;
use register::SeriesSeen;
use std::path::Path;
use store::{Snapshot, Store};

/// What a stored file is, compared with what the database says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileVerdict {
    /// As it was.
    Whole,
    /// Not there.
    Missing,
    /// There, but with other bytes.
    Altered {
        /// SHA-256 of what is there.
        sha256: String,
        /// Size of what is there.
        size: u64,
    },
}

/// The place where the bytes of documents are; implemented by the crate `files`.
pub trait StoredFiles: Send + Sync {
    /// Reads the bytes under a key from start to end and compares them.
    fn check<'a>(
        &'a self,
        storage_key: &'a str,
        sha256: &'a str,
        size: u64,
    ) -> BoxFuture<'a, Result<FileVerdict, LedgerError>>;
}

/// What to verify with.
pub struct Check<'a> {
    /// The database.
    pub store: &'a Store,
    /// The bytes; without them only the rows of files are compared.
    pub files: Option<&'a dyn StoredFiles>,
    /// The folder of the anchor files, best a copy kept elsewhere.
    pub anchors: Option<&'a Path>,
    /// Whose signatures the anchors must bear.
    pub signer: Option<&'a dyn Signer>,
}

/// One run.
pub(crate) struct Run<'a> {
    pub(crate) db: Snapshot,
    pub(crate) check: &'a Check<'a>,
    pub(crate) report: Report,
    pub(crate) series: SeriesSeen,
    file_days: Vec<Date>,
}

/// Compares every event, payload, anchor, register entry, case and file with the chains; an error means that it could not be done, not that something is wrong.
pub async fn verify(check: &Check<'_>) -> Result<Report, LedgerError> {
    // Before the snapshot: the rows of a file are committed before it is written, so the snapshot has them.
    let file_days = match check.anchors {
        Some(dir) => anchors::file_days(dir).await?,
        None => Vec::new(),
    };
    let mut run = Run {
        db: check.store.snapshot().await?,
        check,
        report: Report::default(),
        series: SeriesSeen::default(),
        file_days,
    };
    for chain in repo::chain_names(&run.db).await? {
        run.chain(&chain).await?;
    }
    run.anchors().await?;
    run.register().await?;
    run.cases().await?;
    let Run { db, mut report, .. } = run;
    drop(db);
    if let Some(files) = check.files {
        bytes::check(check.store, files, &mut report).await?;
    }
    Ok(report)
}
