//! The full story of an application, for its case file and for the Corte dei conti.

use crate::{LedgerError, repo};
use kernel::{AccountId, CaseId, Instant};
use serde_json::Value;
use store::{Read, Store};

/// What is left of the personal part of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Personal {
    /// The event never had one.
    None,
    /// It is there.
    Kept(Value),
    /// It was lawfully erased.
    Erased {
        /// When.
        at: Instant,
        /// On which ground.
        reason: String,
    },
    /// It is gone without a trace: run the verification.
    Lost,
}

/// One event of the story.
#[derive(Clone, Debug, PartialEq)]
pub struct StoryLine {
    /// The chain it is in.
    pub chain: String,
    /// Its number there.
    pub seq: i64,
    /// Its hash, lower-case hexadecimal.
    pub hash: String,
    /// When.
    pub at: Instant,
    /// What.
    pub kind: String,
    /// Who; `None` for the system.
    pub actor: Option<AccountId>,
    /// In which role.
    pub role: String,
    /// Why.
    pub reason: Option<String>,
    /// The facts, with the register number and the files where there are any.
    pub public: Value,
    /// The personal part.
    pub personal: Personal,
}

/// Every event of a case in order of time, readings of personal data included.
pub async fn story(store: &Store, case: CaseId) -> Result<Vec<StoryLine>, LedgerError> {
    let events = repo::events_of_case(store, case).await?;
    let parsed: Vec<_> = events
        .into_iter()
        .filter_map(|event| Some((event.parse()?, event)))
        .collect();
    let digests: Vec<String> = parsed
        .iter()
        .filter_map(|(parsed, _)| parsed.personal.clone())
        .collect();
    let mut payloads = std::collections::HashMap::new();
    for page in digests.chunks(200) {
        payloads.extend(repo::payloads(store, page).await?);
    }
    let line = |(parsed, event): (repo::Parsed, repo::EventRow)| StoryLine {
        seq: event.seq,
        hash: hex::encode(&event.hash),
        at: event.at,
        actor: repo::account(parsed.text("actor")),
        role: parsed.text("role").unwrap_or_default().to_owned(),
        reason: parsed.text("reason").map(str::to_owned),
        public: parsed.fields.get("public").cloned().unwrap_or_default(),
        personal: personal(parsed.personal.as_ref().map(|digest| payloads.get(digest))),
        chain: event.chain,
        kind: event.kind,
    };
    Ok(parsed.into_iter().map(line).collect())
}

fn personal(payload: Option<Option<&repo::PayloadRow>>) -> Personal {
    let row = match payload {
        None => return Personal::None,
        Some(None) => return Personal::Lost,
        Some(Some(row)) => row,
    };
    match (&row.text, row.erased_at) {
        (Some(text), _) => serde_json::from_str(text).map_or(Personal::Lost, Personal::Kept),
        (None, Some(at)) => Personal::Erased {
            at,
            reason: row.erased_reason.clone().unwrap_or_default(),
        },
        (None, None) => Personal::Lost,
    }
}

/// An event of a case with its facts only: what a page tells, without the personal part.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// When.
    pub at: Instant,
    /// What.
    pub kind: String,
    /// The facts.
    pub public: Value,
}

/// The events of a case that are of the given kinds, in order of time. Readings and erasable payloads are not touched:
/// their number grows with every visit, a page must not.
pub async fn steps(db: &impl Read, case: CaseId, kinds: &[&'static str]) -> Result<Vec<Step>, LedgerError> {
    let events = repo::events_of_kinds(db, case, kinds).await?;
    let step = |event: repo::EventRow| {
        let parsed = event.parse()?;
        Some(Step {
            at: event.at,
            public: parsed.fields.get("public").cloned().unwrap_or_default(),
            kind: event.kind,
        })
    };
    Ok(events.into_iter().filter_map(step).collect())
}
