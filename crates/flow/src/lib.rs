//! The procedure as a state machine: states, transitions, guards, legal clocks; what must happen is returned as values.
//!
//! Nothing here acts. [`Flow::fire`] answers either with the state the case goes to and the effects to carry out, in the
//! order the author wrote them, or with a [`Refusal`] that can be shown to the person as it is.

mod clock;
mod effect;
mod file;
mod fire;
pub mod guard;
mod lint;
mod load;
mod model;
mod text;

pub use clock::{Clock, ClockTerm, GivenDays, Silence, SilenceEffect, SuspensionRule, TermRule, Unit};
pub use effect::{Audience, Effect, IntegrationEnd, Step};
pub use fire::{CaseView, FireContext, Fired, Given, MAX_TEXT, Note, Refusal};
pub use model::{Area, By, Fact, FactKind, Flow, FlowProblem, Need, State, Transition};
pub use text::Text;
