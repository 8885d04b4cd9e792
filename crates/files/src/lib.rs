//! Bytes of documents: kept once, by content type and SHA-256, before the commit that refers to them.
//!
//! A file is written beside its final place, flushed, renamed and its folder flushed; only then does [`Files::put`]
//! answer. A commit that never happens leaves an orphan, which [`Files::sweep`] removes when it is old enough.

mod archive;
mod backend;
mod content;
mod error;
mod files;
mod folder;
mod media;
mod name;
mod repo;
mod sniff;
mod spool;
mod sweep;

pub use backend::{FileStore, Key, Listed};
pub use content::Content;
pub use error::{FilesError, Refused};
pub use files::{Files, FilesConfig, Stored, Verdict};
pub use folder::Folder;
pub use media::MediaType;
pub use name::{Disposition, clean_name, content_disposition};
pub use repo::forget_unused;
pub use sniff::{Rules, sniff};
pub use spool::Spool;
pub use sweep::Swept;
