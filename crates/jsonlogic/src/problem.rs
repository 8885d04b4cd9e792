//! What an author should know of a rule before anybody fills in the form.

/// An operator of a rule that fails whenever it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands in the definition, as a JSON pointer.
    pub place: String,
    /// Its name as written.
    pub operator: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// Why an operator fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// No such operator in the original either; often an object with a single field that was meant as a value.
    Unknown,
    /// The original has it, this engine does not run it, for the reason given.
    Refused(&'static str),
}
