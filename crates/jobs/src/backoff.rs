//! How long to wait before the next attempt.

#[cfg(test)]
mod tests;

use kernel::Random;

/// Doubling waits with a random part, so that a thousand jobs that failed together do not come back together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// Wait after the first failure, in seconds.
    pub first: u32,
    /// Longest wait, in seconds.
    pub longest: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self {
            first: 10,
            longest: 6 * 3600,
        }
    }
}

impl Backoff {
    /// Microseconds to wait after the failure of attempt `attempt` (from 1): between 75 % and 125 % of the doubled wait.
    pub fn wait_micros(&self, attempt: u32, random: &dyn Random) -> i64 {
        let doublings = attempt.saturating_sub(1).min(31);
        let seconds = u64::from(self.first.max(1)) << doublings;
        let base = seconds.min(u64::from(self.longest.max(1))) * 1_000_000;
        let mut raw = [0; 8];
        random.fill(&mut raw);
        let spread = u64::from_le_bytes(raw) % (base / 2 + 1);
        i64::try_from(base - base / 4 + spread).unwrap_or(i64::MAX)
    }
}
