//! What the technician types: every command of the real binary, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops at what it did not expect"
)]

mod backups;
#[allow(dead_code, reason = "shared with the crash tests")]
#[path = "../crash/citizen.rs"]
mod citizen;
mod installation;
#[allow(dead_code, reason = "shared with the crash tests")]
#[path = "../crash/place.rs"]
mod place;
#[allow(dead_code, reason = "shared with the crash tests")]
#[path = "../crash/program.rs"]
mod program;
mod rounds;
mod serving;
mod tampering;
mod tools;
