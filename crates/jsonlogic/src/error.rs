//! Why a rule cannot be compiled, or stops.

/// Why a definition is not taken as a rule. An operator nobody knows is no such reason: see [`crate::Rule::problems`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CompileError {
    /// Nested more than any rule written by a person.
    #[error("the rule is nested too deeply")]
    TooDeep,
    /// More parts than any rule written by a person.
    #[error("the rule is too large")]
    TooLarge,
}

/// Why a rule has no result. The original throws in the first four cases; what a form makes of it is the form's matter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The operator does not exist in the original either.
    #[error("unrecognized operation {0}")]
    UnknownOperator(Box<str>),
    /// The operator exists in the original and is not run here.
    #[error("operation {0} is not supported: {1}")]
    Refused(Box<str>, &'static str),
    /// A value is of a kind the operator cannot work on.
    #[error("{0}")]
    Type(&'static str),
    /// Not a date, or one outside the calendar.
    #[error("invalid date")]
    InvalidDate,
    /// The budget of steps is used up.
    #[error("the rule costs too much")]
    TooCostly,
    /// Values nested more than the limit.
    #[error("the values are nested too deeply")]
    TooDeep,
}
