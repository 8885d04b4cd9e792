//! Lawful erasure: the payload goes, the chain stays whole and tells that it went.

use crate::{Chain, ERASURE, Event, LedgerError, append, repo};
use kernel::{AccountId, CaseId, Instant, Random};
use store::{EventSlot, Store, WriteBatch};

/// An erasure of the personal part of events.
#[derive(Clone, Debug)]
pub struct Erasure {
    /// The chain of the events; they must all be of it.
    pub chain: Chain,
    /// The case of the events; they must all be of it.
    pub case: Option<CaseId>,
    /// Digests of the payloads, as [`payloads_of`] lists them.
    pub digests: Vec<String>,
    /// The legal ground.
    pub reason: String,
    /// Who erases, and in which role; `None` for the retention rule.
    pub actor: Option<(AccountId, String)>,
    /// When.
    pub at: Instant,
}

/// Adds an erasure to the commit: payloads and salts become null and an event says why. Conflict `ledger-already-erased` when one of them is gone.
pub fn erase(batch: &mut WriteBatch, random: &dyn Random, erasure: Erasure) -> EventSlot {
    for digest in &erasure.digests {
        repo::erase_payload(batch, digest, &erasure);
    }
    let mut event = Event::new(erasure.chain, ERASURE, erasure.at)
        .because(erasure.reason)
        .with("digests", erasure.digests);
    if let Some(case) = erasure.case {
        event = event.of_case(case);
    }
    if let Some((actor, role)) = erasure.actor {
        event = event.by(actor, role);
    }
    append(batch, random, event)
}

/// Digests of the payloads of a case that still exist, in one chain.
pub async fn payloads_of(store: &Store, chain: Chain, case: CaseId) -> Result<Vec<String>, LedgerError> {
    let mut found = Vec::new();
    for event in repo::events_of_case(store, case).await? {
        if event.chain != chain.name() {
            continue;
        }
        if let Some(digest) = event.parse().and_then(|parsed| parsed.personal) {
            found.push(digest);
        }
    }
    let kept = repo::payloads(store, &found).await?;
    found.retain(|digest| kept.get(digest).is_some_and(|payload| payload.text.is_some()));
    Ok(found)
}
