//! Regular expressions in the dialect of JavaScript (no flags), over UTF-16 units, with a bounded cost.
//!
//! `regress` and the other backtracking crates have no step limit, and forms do carry catastrophic patterns, so the matcher
//! is ours: a backtracker that never enters the same state twice (linear in text × pattern) unless the pattern has
//! back-references, and that gives up after a fixed number of steps in any case.

mod parse;
mod program;
mod run;
mod set;
#[cfg(test)]
mod tests;

use program::Program;

/// Longest pattern accepted, in bytes.
const MAX_PATTERN: usize = 4_000;
/// Most instructions after the repetitions are unrolled.
const MAX_PROGRAM: usize = 20_000;
/// Most steps of one match, and most states remembered.
const MAX_STEPS: usize = 2_000_000;

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PatternError {
    #[error("non è un'espressione regolare: {0}")]
    Syntax(&'static str),
    #[error("l'espressione regolare è troppo grande")]
    TooLarge,
}

/// The match would have cost too much; the text must not be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooCostly;

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Pattern(Program);

impl Pattern {
    /// Compiles the source as written, without anchors of its own.
    pub(crate) fn new(source: &str) -> Result<Self, PatternError> {
        if source.len() > MAX_PATTERN {
            return Err(PatternError::TooLarge);
        }
        let parsed = parse::parse(source)?;
        Ok(Self(program::compile(&parsed, MAX_PROGRAM)?))
    }

    /// Whether the text has a match anywhere.
    pub(crate) fn is_match(&self, text: &str) -> Result<bool, TooCostly> {
        let units: Vec<u16> = text.encode_utf16().collect();
        run::search(&self.0, &units, MAX_STEPS)
    }
}
