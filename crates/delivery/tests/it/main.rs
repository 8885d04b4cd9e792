//! Deliveries on both databases, with a folder and with a mail server that is told what to answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod emails;
mod server;
mod smtp;
mod world;
