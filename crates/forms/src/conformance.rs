//! Runs recorded cases (`formio-conformance/1`) and counts which outcomes are met.

mod class;
mod compare;
mod report;

pub use class::Class;
pub use report::{Failure, Report, Tally, Unmet};

use crate::model::Mode;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Why a set of cases could not be run.
#[derive(Debug, thiserror::Error)]
pub enum ConformanceError {
    /// A file or folder cannot be read.
    #[error("{0}: {1}")]
    Read(PathBuf, std::io::Error),
    /// A file is not of the format.
    #[error("{0}: {1}")]
    Format(PathBuf, String),
}

/// Runs every case of the files (folders are searched for `.json`), in the given mode. `minimums` maps a level (`L4`) to
/// the percentage it must reach; a level that is not in it must reach 100.
pub fn run(
    paths: &[PathBuf],
    mode: Mode,
    minimums: &BTreeMap<String, f64>,
) -> Result<Report, ConformanceError> {
    let mut report = Report::new(mode, minimums.clone());
    for path in paths {
        for file in files(path)? {
            let text = std::fs::read_to_string(&file)
                .map_err(|error| ConformanceError::Read(file.clone(), error))?;
            let parsed: Value = serde_json::from_str(&text)
                .map_err(|error| ConformanceError::Format(file.clone(), error.to_string()))?;
            run_file(&parsed, mode, &mut report)
                .map_err(|problem| ConformanceError::Format(file.clone(), problem.to_owned()))?;
        }
    }
    Ok(report)
}

pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, ConformanceError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let failed = |error| ConformanceError::Read(path.to_owned(), error);
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).map_err(failed)? {
        let file = entry.map_err(failed)?.path();
        if file.extension().is_some_and(|extension| extension == "json") {
            found.push(file);
        }
    }
    found.sort();
    Ok(found)
}

/// Runs the suites of one parsed file.
pub(crate) fn run_file(file: &Value, mode: Mode, report: &mut Report) -> Result<(), &'static str> {
    if file.get("format").and_then(Value::as_str) != Some("formio-conformance/1") {
        return Err("not a file of format formio-conformance/1");
    }
    let suites = file.get("suites").and_then(Value::as_array).ok_or("no suites")?;
    for suite in suites {
        compare::suite(suite, mode, report);
    }
    Ok(())
}
