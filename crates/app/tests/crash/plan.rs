//! How the servers of a run die: drawn from a seed, so that a run can be repeated.

use kernel::{Random, SeededRandom};

/// Every named failpoint.
pub(crate) const FAILPOINTS: [&str; 5] = [
    "before_commit",
    "after_commit",
    "before_answer",
    "after_file_write",
    "in_outbox",
];

/// Deaths at each failpoint, at least.
pub(crate) const EACH: usize = 5;

/// How one server dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Death {
    /// Killed from outside, so many milliseconds after the burst began.
    After(u64),
    /// At the n-th passage of a failpoint.
    At(&'static str, u64),
}

/// A number from `low` to `high`.
pub(crate) fn between(random: &SeededRandom, low: u64, high: u64) -> u64 {
    low + u64::from_le_bytes(random.bytes::<8>()) % (high - low + 1)
}

/// The deaths of a run, in the order in which they happen.
pub(crate) fn deaths(random: &SeededRandom, kills: usize) -> Vec<Death> {
    let mut deaths = Vec::new();
    for name in FAILPOINTS {
        for _ in 0..EACH {
            // A start commits a few times by itself: the death must fall into the burst after it.
            let most = match name {
                "before_commit" | "after_commit" => 24,
                "before_answer" => 10,
                "in_outbox" => 3,
                _ => 6,
            };
            let least = if most == 24 { 6 } else { 1 };
            deaths.push(Death::At(name, between(random, least, most)));
        }
    }
    while deaths.len() < kills {
        deaths.push(Death::After(between(random, 5, 350)));
    }
    for last in (1..deaths.len()).rev() {
        let other = between(random, 0, last as u64) as usize;
        deaths.swap(last, other);
    }
    deaths
}
