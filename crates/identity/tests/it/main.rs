//! Logins and sessions through the router, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod citizens;
mod client;
mod context;
mod operators;
mod sessions;
mod tokens;
mod world;
