//! Backup and restore: one text format, written from one moment of either database and read by either.

mod format;
mod postgres;

pub(crate) use format::{DumpReader, DumpWriter, Part};
pub(crate) use postgres::{into_postgres, of_postgres};

use crate::{Migration, StoreError, Value, migrate};
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
    /// SHA-256 of everything before its last line, in hexadecimal, as that line says.
    pub sha256: String,
}

/// The table of applied steps: always the first of a dump.
pub(crate) const STEPS_TABLE: &str = "migrations";

/// Opens a dump after reading it once to its end: a damaged dump changes nothing.
pub(crate) fn open_whole(dir: &Path) -> Result<DumpReader, StoreError> {
    let mut dump = DumpReader::open(dir)?;
    while !matches!(dump.next_part()?, Part::End(_)) {}
    DumpReader::open(dir)
}

/// Reads the applied steps at the start of a dump: how many of `steps` the dump needs, and the table that follows.
pub(crate) fn steps_of_dump(dump: &mut DumpReader, steps: &[Migration]) -> Result<(usize, Part), StoreError> {
    let first = dump.next_part()?;
    let is_steps = |part: &Part| matches!(part, Part::Table { name, columns } if name == STEPS_TABLE && columns == &["name", "checksum"]);
    if !is_steps(&first) {
        return Err(refused("it does not start with the applied schema steps"));
    }
    let mut applied = Vec::new();
    loop {
        match dump.next_part()? {
            Part::Row(values) => match <[Value; 2]>::try_from(values) {
                Ok([Value::Text(name), Value::Text(checksum)]) => applied.push((name, checksum)),
                _ => return Err(refused("a schema step is not two texts")),
            },
            other => {
                migrate::pending(steps, &applied)?;
                return Ok((applied.len(), other));
            }
        }
    }
}

pub(crate) fn refused(problem: impl Into<String>) -> StoreError {
    StoreError::Backup(problem.into())
}

/// `"a", "b"`: the names come from a schema or were checked by the reader of the dump.
pub(crate) fn column_list(columns: &[String]) -> String {
    let quoted: Vec<String> = columns.iter().map(|column| format!("\"{column}\"")).collect();
    quoted.join(", ")
}

/// The query that reads a whole table, in the order of its primary key.
pub(crate) fn select_all(table: &str, columns: &[String], key: &[String]) -> String {
    let mut sql = format!("select {} from \"{table}\"", column_list(columns));
    if !key.is_empty() {
        sql.push_str(" order by ");
        sql.push_str(&column_list(key));
    }
    sql
}

/// A table as the schema knows it.
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) key: Vec<String>,
}
