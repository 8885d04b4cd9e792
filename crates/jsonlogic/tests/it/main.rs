//! Rules from outside.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking and tell why")]

mod any_input;
mod edges;
mod recorded;
