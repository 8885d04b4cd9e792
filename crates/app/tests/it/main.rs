//! The whole house through its router, on both databases: journeys, law, policy, hostile input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod api;
mod browser;
mod bundle;
mod citizen;
mod clocks;
mod described;
mod elsewhere;
mod filling;
mod flood;
mod hostile;
mod journey;
mod ledger_whole;
mod lists;
mod log;
mod logo;
mod office;
mod openapi;
mod policy;
mod public;
mod publishing;
mod races;
mod ratings;
mod receipt;
mod register;
mod renewal;
mod requests;
mod routes;
mod saving;
mod soup;
mod story;
mod uploads;
mod windows;
mod world;
