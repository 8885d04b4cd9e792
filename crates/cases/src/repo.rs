//! SQL of drafts, cases and what belongs to them.

pub(crate) mod cases;
pub(crate) mod clocks;
pub(crate) mod drafts;
pub(crate) mod examination;
pub(crate) mod papers;
pub(crate) mod register;

use store::StoreError;

/// Reads a JSON column that only we write.
pub(crate) fn json<T: serde::de::DeserializeOwned>(text: &str, column: &str) -> Result<T, StoreError> {
    let wrong = |_| StoreError::WrongType {
        column: column.to_owned(),
        found: "other text",
        wanted: "JSON",
    };
    serde_json::from_str(text).map_err(wrong)
}
