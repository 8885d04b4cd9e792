//! The few meanings a use case can fail with. Status codes and pages are made from them in `web` only.

use std::collections::BTreeMap;

/// One message at one field: a key of the locale files and its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Key of the locale files.
    pub key: &'static str,
    /// Arguments of the message.
    pub args: Vec<(&'static str, String)>,
}

/// Messages by field name, in order of name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(pub BTreeMap<String, Vec<FieldError>>);

impl FieldErrors {
    /// Adds a message without arguments.
    pub fn add(&mut self, field: &str, key: &'static str) {
        self.add_with(field, key, Vec::new());
    }

    /// Adds a message with arguments.
    pub fn add_with(&mut self, field: &str, key: &'static str, args: Vec<(&'static str, String)>) {
        self.0
            .entry(field.to_owned())
            .or_default()
            .push(FieldError { key, args });
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing is wrong, `Error::Invalid` otherwise.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self))
        }
    }
}

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or the caller may not know that it does.
    #[error("not found")]
    NotFound,
    /// Nobody is logged in, or with too low a level.
    #[error("login required")]
    LoginRequired,
    /// The caller may not do this.
    #[error("forbidden")]
    Forbidden,
    /// Somebody was faster, or the state no longer allows it; `reason` is a locale key shown to the person.
    #[error("conflict: {reason}")]
    Conflict {
        /// Locale key of the explanation.
        reason: &'static str,
    },
    /// What was typed cannot be accepted; it is shown again with the messages.
    #[error("invalid input")]
    Invalid(FieldErrors),
    /// The body of the request is larger than the limit, in bytes.
    #[error("too large")]
    TooLarge {
        /// The limit that was passed, in bytes.
        limit: u64,
    },
    /// Too many requests from one place.
    #[error("too many requests")]
    TooMany {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// The system cannot do it now.
    #[error("unavailable")]
    Unavailable {
        /// Seconds to wait.
        retry_after: u32,
    },
    /// A fault of ours; the source is logged once, at the edge, and never shown.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// Wraps a fault of ours.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Error::Internal(source.into())
    }
}

/// A result with the meanings above.
pub type Result<T, E = Error> = std::result::Result<T, E>;
