//! Backup and restore.

use crate::{Migration, StoreError, postgres::Postgres};
use std::path::{Path, PathBuf};

/// What was written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupReport {
    /// The dump.
    pub file: PathBuf,
    /// Tables in it.
    pub tables: u64,
    /// Rows in it.
    pub rows: u64,
    /// SHA-256 of its lines, in hexadecimal, as its last line says.
    pub sha256: String,
}

pub(crate) async fn of_postgres(_postgres: &Postgres, _dir: &Path) -> Result<BackupReport, StoreError> {
    Err(StoreError::Backup("not available in this build".to_owned()))
}

pub(crate) async fn into_postgres(
    _postgres: &Postgres,
    _dir: &Path,
    _steps: &'static [Migration],
) -> Result<BackupReport, StoreError> {
    Err(StoreError::Backup("not available in this build".to_owned()))
}
