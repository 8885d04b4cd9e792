//! The public pages over the real router, on both databases.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot be set up must stop with the reason"
)]

mod help;
mod home;
mod list;
mod portal;
mod privacy;
mod service;
mod sheet;
mod site;
mod versions;
