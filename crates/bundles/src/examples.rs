//! The bundle's own cases: answers and what the form must say of them, dates, walks through the procedure.

mod file;
mod run;

pub use file::Example;
pub(crate) use file::read;
pub use run::{ExampleReport, ExampleResult, run_examples};
