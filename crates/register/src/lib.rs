//! The internal register (*protocollo*, DPR 445/2000 art. 53): gapless numbers given in the commit that needs them,
//! entries that never change, annulments that are appended and stay visible.

mod annotate;
mod entry;
mod list;
mod repo;

pub use annotate::{Annulment, Note, annul, note};
pub use entry::{Direction, Entered, NewEntry, Number, enter};
pub use list::{Filter, Listed, Turn};
pub use repo::{Annotation, AnnotationKind, Entry, daily, entry, list, of_case};

/// The register every body has.
pub const GENERAL: &str = "generale";
