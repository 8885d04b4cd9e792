//! The brake on guessing: every attempt is counted before the password is looked at, and forgotten when it was right.
//!
//! Three counters, kept as digests: this user from this address (tight), this address, this user from anywhere (loose, so
//! that nobody can lock a colleague out from elsewhere with a handful of attempts).

use crate::{Identity, repo};
use kernel::{Instant, Result};
use sha2::{Digest, Sha256};
use store::WriteBatch;

/// Failures after which waiting begins.
const FREE_PAIR: i64 = 5;
const FREE_ADDRESS: i64 = 50;
const FREE_USER: i64 = 50;

/// First and longest wait, in seconds; it doubles with every further failure.
const FIRST_WAIT: i64 = 30;
const LONGEST_WAIT: i64 = 15 * 60;

/// An hour after the last failure it no longer counts.
pub(crate) const FORGET_SECONDS: i64 = 3600;

/// One counter: its digest and how many failures are free.
#[derive(Clone, Debug)]
struct Counter {
    subject: String,
    free: i64,
    of_address: bool,
}

/// An attempt that was counted and may go on.
#[derive(Debug)]
pub(crate) struct Admitted {
    counters: Vec<Counter>,
}

fn counters(username: &str, address: &str) -> Vec<Counter> {
    let digest = |kind: &str, what: &str| hex::encode(Sha256::digest(format!("{kind}\0{what}").as_bytes()));
    let pair = digest("pair", &format!("{username}\0{address}"));
    vec![
        Counter {
            subject: pair,
            free: FREE_PAIR,
            of_address: false,
        },
        Counter {
            subject: digest("address", address),
            free: FREE_ADDRESS,
            of_address: true,
        },
        Counter {
            subject: digest("user", username),
            free: FREE_USER,
            of_address: false,
        },
    ]
}

/// Until when a subject must wait after its `failures`-th failure at `now`.
fn blocked_until(failures: i64, free: i64, now: Instant) -> Instant {
    let over = failures - free;
    if over < 0 {
        return now;
    }
    let wait = FIRST_WAIT.saturating_mul(1 << over.min(10)).min(LONGEST_WAIT);
    now.plus_seconds(wait)
}

impl Identity {
    /// Counts an attempt. `Err` holds the seconds to wait; the attempt was not looked at then.
    pub(crate) async fn admit(
        &self,
        username: &str,
        address: &str,
    ) -> Result<std::result::Result<Admitted, u32>> {
        let now = self.inner().clock.now();
        let counters = counters(username, address);
        let asked = counters.clone();
        let wait = self.inner().store.exclusive("login", move |tx| {
            let mut known = Vec::new();
            for counter in &asked {
                let (failures, until) =
                    repo::attempts(tx, &counter.subject)?.unwrap_or((0, Instant::from_micros(0)));
                if until > now {
                    let seconds = (until.as_micros() - now.as_micros()).div_euclid(1_000_000) + 1;
                    return Ok::<_, store::CommitError>(Some(u32::try_from(seconds).unwrap_or(u32::MAX)));
                }
                let old = until.plus_seconds(FORGET_SECONDS) < now;
                known.push(if old { 0 } else { failures });
            }
            let mut batch = WriteBatch::new();
            for (counter, failures) in asked.iter().zip(known) {
                let failures = failures + 1;
                repo::count_attempt(
                    &mut batch,
                    &counter.subject,
                    failures,
                    blocked_until(failures, counter.free, now),
                );
            }
            tx.apply(batch)?;
            Ok(None)
        });
        Ok(match wait.await? {
            Some(seconds) => Err(seconds),
            None => Ok(Admitted { counters }),
        })
    }

    /// The password was right: this user from this address, and this user, start again from nothing.
    ///
    /// The address only gets this attempt back: an office behind one address logs in all day, but one right password must
    /// not pay for a thousand guesses at other names.
    pub(crate) fn forget(batch: &mut WriteBatch, admitted: &Admitted) {
        for counter in &admitted.counters {
            if counter.of_address {
                repo::take_back_attempt(batch, &counter.subject);
            } else {
                repo::forget_attempts(batch, &counter.subject);
            }
        }
    }
}
