//! The server is killed under load, over and over: what it acknowledged is there once, whole and numbered without gap.
//!
//! `CRASH_KILLS_SQLITE`, `CRASH_KILLS_POSTGRES` and `CRASH_SEED` set how many kills and which.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it did not expect, prints its seed and is set by the environment"
)]

mod check;
mod citizen;
mod controls;
mod place;
mod plan;
mod program;
mod run;

use place::{Place, folder};
use run::Run;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .map(|text| text.parse().expect("a whole number"))
}

fn seed() -> u64 {
    setting("CRASH_SEED")
        .unwrap_or_else(|| u64::from_le_bytes(kernel::Random::bytes::<8>(&kernel::SystemRandom)))
}

#[test]
fn nothing_acknowledged_is_lost_sqlite() {
    testkit::run(async {
        let kills = setting("CRASH_KILLS_SQLITE").unwrap_or(50);
        Run::new(Place::sqlite(folder()), seed(), kills as usize)
            .execute()
            .await;
    });
}

#[test]
fn nothing_acknowledged_is_lost_postgres() {
    testkit::run(async {
        // All five failpoints five times take 25 kills, more than the 15 that are asked for at least.
        let kills = setting("CRASH_KILLS_POSTGRES").unwrap_or(30);
        Run::new(Place::postgres(folder()).await, seed(), kills as usize)
            .execute()
            .await;
    });
}
