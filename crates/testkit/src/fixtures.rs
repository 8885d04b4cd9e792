//! Values that are the same in every run.

use kernel::{FixedClock, Instant, SeededRandom};

/// Monday 2 March 2026, 09:00 in Rome.
pub const START: Instant = Instant::from_micros(1_772_438_400_000_000);

/// A clock that stands at [`START`] until it is moved.
pub fn clock() -> FixedClock {
    FixedClock::at(START)
}

/// Randomness that repeats.
pub fn random() -> SeededRandom {
    SeededRandom::new(20_260_302)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_stands_on_a_working_morning() {
        assert_eq!(START.rome_text(), "02/03/2026 09:00:00");
    }
}
