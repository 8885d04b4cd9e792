//! What one rendering may use.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};
use serde::{Deserialize, Serialize};

/// What one rendering may use, and how many run at a time.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Writable memory of the child, in bytes.
    pub memory_bytes: u64,
    /// Processor time of the child, in whole seconds.
    pub cpu_seconds: u64,
    /// Time from the start of the child to its last byte.
    pub wall: Duration,
    /// Bytes of the job as JSON.
    pub input_bytes: usize,
    /// Bytes of the PDF.
    pub output_bytes: usize,
    /// Children running at the same time.
    pub concurrent: usize,
    /// How long a job waits for a free place before [`crate::RenderError::Busy`].
    pub queue_wait: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory_bytes: 512 << 20,
            cpu_seconds: 20,
            wall: Duration::from_secs(40),
            input_bytes: MAX_INPUT_BYTES,
            output_bytes: 32 << 20,
            concurrent: 2,
            queue_wait: Duration::from_secs(60),
        }
    }
}

/// Upper bound of [`Limits::input_bytes`]: a child reads no more.
pub(crate) const MAX_INPUT_BYTES: usize = 4 << 20;

/// The part of [`Limits`] that the child sets upon itself.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct ChildLimits {
    pub(crate) memory_bytes: u64,
    pub(crate) cpu_seconds: u64,
}

impl ChildLimits {
    /// In force from the first instruction of the child, before it has read anything.
    pub(crate) const CEILING: Self = Self {
        memory_bytes: 2 << 30,
        cpu_seconds: 120,
    };

    /// Lowers the limits of this process for good.
    pub(crate) fn apply(self) -> std::io::Result<()> {
        set(Resource::Core, 0, 0)?;
        // No file may grow and, as 0, 1 and 2 are taken, no file or socket can be opened at all.
        set(Resource::Fsize, 0, 0)?;
        set(Resource::Nofile, 3, 3)?;
        // Data counts writable private memory; the address space also holds the program itself, hence the margin.
        set(Resource::Data, self.memory_bytes, self.memory_bytes)?;
        let space = self.memory_bytes.saturating_add(1 << 30);
        set(Resource::As, space, space)?;
        // The soft limit ends the process with SIGXCPU, which the parent can tell from other deaths.
        set(
            Resource::Cpu,
            self.cpu_seconds,
            self.cpu_seconds.saturating_add(1),
        )
    }
}

fn set(resource: Resource, current: u64, maximum: u64) -> std::io::Result<()> {
    let limit = Rlimit {
        current: Some(current),
        maximum: Some(maximum),
    };
    setrlimit(resource, limit).map_err(std::io::Error::from)
}
