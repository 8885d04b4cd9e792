//! Bodies, people and policy on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod directory;
mod policy;
mod world;
