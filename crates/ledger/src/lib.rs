//! The chained record of what happened: append, read, anchor, erase lawfully, verify.
//!
//! Each body has two chains: what was done, and who read personal data. An event is canonical bytes with its number and
//! the hash of the event before it; its personal part is kept apart and only its salted digest is chained, so that a
//! lawful erasure leaves the chain whole.

mod anchor;
mod canonical;
mod entry;
mod erase;
mod error;
mod event;
mod repo;
mod signer;
mod story;
mod verify;

pub use anchor::{Anchored, anchor_day};
pub use canonical::canonical;
pub use entry::{Annotation, Registration};
pub use erase::{Erasure, erase, payloads_of};
pub use error::LedgerError;
pub use event::{Chain, Event, FileFact, ReadAccess, append, read_access};
pub use repo::{Head, head};
pub use signer::{Ed25519File, Signer};
pub use story::{Personal, Step, StoryLine, steps, story};
pub use verify::{Check, Fault, FileVerdict, Finding, Report, StoredFiles, verify};

/// Kind of the event that tells of an erasure.
pub const ERASURE: &str = "ledger.erasure";
/// Kind of the events of the chain of readings.
pub const READING: &str = "data.read";
