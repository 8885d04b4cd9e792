//! Why a document could not be made.

use serde::{Deserialize, Serialize};

/// Why a document could not be made; the messages are for operators and may quote the data of the document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenderError {
    /// The template does not compile with this data; one message per problem, with file and line.
    #[error("the template does not compile: {}", .0.join("; "))]
    Template(Vec<String>),
    /// The pages exist but break PDF/A-2a or PDF/UA-1, for instance an image without alternative text.
    #[error("the document would break PDF/A-2a or PDF/UA-1: {}", .0.join("; "))]
    Standard(Vec<String>),
    /// The job could not be read or written as JSON.
    #[error("the job is not readable: {0}")]
    Job(String),
    /// The job is larger than [`crate::Limits::input_bytes`].
    #[error("the job has {bytes} bytes, more than the {limit} allowed")]
    TooLarge {
        /// Bytes of the job.
        bytes: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// The document is larger than [`crate::Limits::output_bytes`].
    #[error("the document is larger than the {limit} bytes allowed")]
    OutputTooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// The template asked for more memory than allowed.
    #[error("the template needs more memory than allowed")]
    Memory,
    /// The template used more processor time than allowed.
    #[error("the template needs more processor time than allowed")]
    CpuTime,
    /// The document was not ready in time.
    #[error("the document was not ready in time")]
    WallTime,
    /// Every place for a rendering process stayed taken.
    #[error("too many documents are being made")]
    Busy,
    /// The rendering process ended in an unforeseen way.
    #[error("the rendering process failed: {0}")]
    Crashed(String),
    /// The rendering process could not be started or spoken to.
    #[error("the rendering process cannot be run: {0}")]
    Process(String),
}

impl RenderError {
    /// Whether the same job may succeed later: true for crowding and faults of the machine, false for faults of the job.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Busy | Self::WallTime | Self::Process(_))
    }
}
