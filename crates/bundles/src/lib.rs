//! Service bundles: a folder that a person can read, diff, export and import, and everything a procedure needs.
//!
//! Loading refuses what would break later (a message that is missing, a condition on a question that does not exist);
//! [`check`] finds what works but should not be published; [`run_examples`] runs the bundle's own cases. No IO beyond
//! reading and writing a folder or an archive.

mod archive;
mod bundle;
mod check;
pub mod command;
mod diff;
mod examples;
mod files;
pub mod form_file;
mod form_texts;
mod nested;
mod notice;
mod parameters;
mod problem;
mod render;
mod rules;
mod service;
mod sheet;
mod subjects;
mod templates;
mod violations;
mod zipped;

pub use archive::ArchiveError;
pub use bundle::Bundle;
pub use check::check;
pub use diff::diff;
pub use examples::{Example, ExampleReport, ExampleResult, run_examples};
pub use files::{FileTree, MAX_FILE, MAX_FILES, MAX_TOTAL};
pub use flow::Text;
pub use notice::{DECLARATION_WARNING, PrivacyNotice};
pub use problem::{BundleProblem, Finding, Severity};
pub use render::{
    ActVars, BodyVars, CaseVars, IntegrationVars, MessageVars, OfficeVars, PersonVars, RenderError, Rendered,
    ResponsibleVars,
};
pub use rules::{AttachmentRules, Fee, Filer, Parameter, RuleNotice, Rules};
pub use service::{LegalReference, Privacy, Remedy, Service, SheetTexts, Start};
pub use sheet::{Publisher, Sheet, SheetSection};
pub use subjects::Subject;
