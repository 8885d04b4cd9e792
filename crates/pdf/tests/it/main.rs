//! Documents as files, and the rendering process as a process.

#![allow(clippy::unwrap_used, reason = "a helper of a test fails like the test")]

mod child;
mod hostile;
mod paper;
mod samples;
mod structure;
mod words;
