//! Legal time: when a term ends, by which rule, and why. Pure: dates in, dates and sentences out.
//!
//! A [`Term`] is data (length, direction, nature, source). [`compute`] counts it from a date; [`ProcedureClock`] keeps the
//! term of a procedure with the suspensions the law allows; [`Window`] says whether an instant is in time. Whatever comes
//! out carries an [`Explanation`] a citizen and a judge can read.

mod command;
mod compute;
mod deadline;
mod explanation;
pub mod law;
mod procedure;
mod term;
mod window;
mod words;

pub use command::{Options, command};
pub use compute::{Computed, Suspension, chain, compute, latest_start};
pub use deadline::Deadline;
pub use explanation::{Explanation, Frozen, NoEffect, Note, Skipped, Start};
pub use procedure::{
    ClockError, ClockRules, ClockState, NotSuspending, Observations, ProcedureClock, Resumption, Suspends,
};
pub use term::{Direction, Expiry, Nature, Term, TermError, Unit};
pub use window::{Placement, Window, place};
pub use words::Words;
