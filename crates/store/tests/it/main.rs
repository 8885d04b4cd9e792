//! The guarantees of the store, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops with the reason"
)]

mod backup;
mod child;
mod commits;
mod concurrency;
mod crash;
mod durability;
mod exclusive;
mod migrations;
mod reads;
mod schema;
mod values;
