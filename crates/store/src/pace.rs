//! Which statements are quick, from how long each took the last time.

use crate::sql::SqlText;
use std::collections::HashSet;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

/// The statements that were slow when they were last run.
pub(crate) struct Pace {
    limit: Duration,
    /// By where their text is.
    slow: RwLock<HashSet<usize>>,
}

impl Pace {
    /// A statement is quick up to `limit`: nobody notices waiting behind it.
    pub(crate) fn up_to(limit: Duration) -> Self {
        Self {
            limit,
            slow: RwLock::default(),
        }
    }

    /// Whether others may wait behind the statement. A text built for the occasion (a search, a list) is never quick.
    pub(crate) fn is_quick(&self, sql: &SqlText) -> bool {
        match sql {
            SqlText::Fixed(text) => {
                let slow = self.slow.read().unwrap_or_else(PoisonError::into_inner);
                slow.is_empty() || !slow.contains(&text.as_ptr().addr())
            }
            SqlText::Built(_) => false,
        }
    }

    /// Notes how long a statement took.
    pub(crate) fn took(&self, sql: &SqlText, time: Duration) {
        let SqlText::Fixed(text) = sql else { return };
        let quick = time <= self.limit;
        if quick == self.is_quick(sql) {
            return;
        }
        let mut slow = self.slow.write().unwrap_or_else(PoisonError::into_inner);
        if quick {
            slow.remove(&text.as_ptr().addr());
        } else {
            slow.insert(text.as_ptr().addr());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_what_it_was_the_last_time() {
        let (pace, text) = (Pace::up_to(Duration::from_millis(1)), SqlText::Fixed("select 1"));
        assert!(pace.is_quick(&text));
        pace.took(&text, Duration::from_millis(20));
        assert!(!pace.is_quick(&text));
        assert!(pace.is_quick(&SqlText::Fixed("select 2")));
        pace.took(&text, Duration::from_micros(20));
        assert!(pace.is_quick(&text));
    }

    #[test]
    fn a_text_made_for_the_occasion_is_never_quick() {
        let (pace, text) = (
            Pace::up_to(Duration::from_millis(1)),
            SqlText::Built("select 1".to_owned()),
        );
        pace.took(&text, Duration::ZERO);
        assert!(!pace.is_quick(&text));
    }
}
