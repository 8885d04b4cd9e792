//! One chain from its first event to its head.

use super::{Fault, Run};
use crate::canonical::{chain_hash, payload_digest};
use crate::repo::{self, EventRow, Parsed, PayloadRow};
use crate::{ERASURE, LedgerError};
use kernel::CaseId;
use std::collections::{HashMap, HashSet};

const PAGE: u32 = 200;

/// What is remembered of a chain between two pages.
#[derive(Default)]
struct Walk {
    seq: i64,
    hash: Vec<u8>,
    payloads: i64,
    /// Erased payloads of events without a case, until their erasure is met.
    awaiting: HashSet<String>,
}

impl Run<'_> {
    /// Walks a chain and compares its end with the head.
    pub(super) async fn chain(&mut self, chain: &str) -> Result<(), LedgerError> {
        self.report.chains += 1;
        let mut walk = Walk {
            hash: vec![0; 32],
            ..Walk::default()
        };
        loop {
            let page = repo::events_after(&self.db, chain, walk.seq, PAGE).await?;
            if page.is_empty() {
                break;
            }
            let parsed = self.link(&page, &mut walk);
            self.payloads(chain, &parsed, &mut walk).await?;
            self.facts(chain, &parsed).await?;
        }
        self.end(chain, &walk).await
    }

    /// Numbers, links, hashes and columns of a page.
    fn link(&mut self, page: &[EventRow], walk: &mut Walk) -> Vec<(i64, Option<CaseId>, Parsed)> {
        let mut parsed = Vec::with_capacity(page.len());
        for event in page {
            self.report.events += 1;
            let place = place(&event.chain, event.seq);
            if event.seq != walk.seq + 1 {
                let missing = format!("numbers {} to {} are not there", walk.seq + 1, event.seq - 1);
                self.report.add(Fault::EventMissing, &place, missing);
            } else if event.prev != walk.hash {
                self.report.add(
                    Fault::EventMisplaced,
                    &place,
                    "it does not continue the event before it",
                );
            }
            if chain_hash(&event.prev, &event.canonical)[..] != event.hash[..] {
                self.report
                    .add(Fault::EventAltered, &place, "its bytes do not have its hash");
            }
            match event.parse() {
                Some(read) => {
                    if let Some(column) = differing_column(event, &read) {
                        let detail = format!("its column {column} is not what its bytes say");
                        self.report.add(Fault::EventAltered, &place, detail);
                    }
                    parsed.push((event.seq, event.case, read));
                }
                None => self
                    .report
                    .add(Fault::EventAltered, &place, "its bytes cannot be read"),
            }
            walk.seq = event.seq;
            walk.hash.clone_from(&event.hash);
        }
        parsed
    }

    /// Personal payloads of a page against their digests.
    async fn payloads(
        &mut self,
        chain: &str,
        page: &[(i64, Option<CaseId>, Parsed)],
        walk: &mut Walk,
    ) -> Result<(), LedgerError> {
        let digests: Vec<String> = page
            .iter()
            .filter_map(|(_, _, read)| read.personal.clone())
            .collect();
        let rows = repo::payloads(&self.db, &digests).await?;
        let mut erasures = HashMap::new();
        for (seq, case, read) in page {
            if read.text("kind") == Some(ERASURE) {
                for digest in erased_digests(read) {
                    walk.awaiting.remove(&digest);
                }
            }
            let Some(digest) = &read.personal else { continue };
            walk.payloads += 1;
            let row = rows.get(digest);
            let erased = match payload_fault(row, chain, digest) {
                Ok(erased) => erased,
                Err((fault, detail)) => {
                    self.report.add(fault, place(chain, *seq), detail);
                    continue;
                }
            };
            if !erased {
                self.report.payloads += 1;
                continue;
            }
            self.report.erased += 1;
            match case {
                None => {
                    walk.awaiting.insert(digest.clone());
                }
                Some(case) if !self.is_told(*case, digest, &mut erasures).await? => {
                    let detail = "no event tells of the erasure of its personal part";
                    self.report.add(Fault::PayloadMissing, place(chain, *seq), detail);
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    /// Whether an erasure event of the case names the digest.
    async fn is_told(
        &self,
        case: CaseId,
        digest: &str,
        known: &mut HashMap<CaseId, HashSet<String>>,
    ) -> Result<bool, LedgerError> {
        if let Some(digests) = known.get(&case) {
            return Ok(digests.contains(digest));
        }
        let events = repo::events_of_case_and_kind(&self.db, case, ERASURE).await?;
        let digests: HashSet<String> = events
            .iter()
            .filter_map(EventRow::parse)
            .flat_map(|read| erased_digests(&read))
            .collect();
        let told = digests.contains(digest);
        known.insert(case, digests);
        Ok(told)
    }

    async fn end(&mut self, chain: &str, walk: &Walk) -> Result<(), LedgerError> {
        match repo::head_of(&self.db, chain).await? {
            None if walk.seq > 0 => self
                .report
                .add(Fault::HeadAltered, chain, "the chain has no head"),
            Some(head) if head.seq > walk.seq => {
                let detail = format!(
                    "the head is number {}, the last event is number {}",
                    head.seq, walk.seq
                );
                self.report.add(Fault::TailCut, chain, detail);
            }
            Some(head) if head.seq != walk.seq || head.hash[..] != walk.hash[..] => {
                self.report
                    .add(Fault::HeadAltered, chain, "the head is not the last event");
            }
            _ => {}
        }
        for digest in &walk.awaiting {
            let detail = format!("no event tells of the erasure of {digest}");
            self.report.add(Fault::PayloadMissing, chain, detail);
        }
        let rows = repo::count_payloads(&self.db, chain).await?;
        if rows > walk.payloads {
            let detail = format!("{rows} personal parts, but events tell of {}", walk.payloads);
            self.report.add(Fault::PayloadUnaccounted, chain, detail);
        }
        Ok(())
    }
}

/// Whether a payload was erased, or what is wrong with its row.
fn payload_fault(row: Option<&PayloadRow>, chain: &str, digest: &str) -> Result<bool, (Fault, &'static str)> {
    let Some(row) = row else {
        return Err((Fault::PayloadMissing, "its personal part is not there"));
    };
    if row.chain != chain {
        return Err((
            Fault::PayloadAltered,
            "its personal part is said to be of another chain",
        ));
    }
    match (&row.salt, &row.text, row.erased_at) {
        (Some(salt), Some(text), None) if payload_digest(salt, text) == digest => Ok(false),
        (Some(_), Some(_), None) => Err((
            Fault::PayloadAltered,
            "its personal part does not have its digest",
        )),
        (Some(_), Some(_), Some(_)) => Err((Fault::PayloadAltered, "its personal part is said to be erased")),
        (None, None, Some(_)) => Ok(true),
        _ => Err((
            Fault::PayloadMissing,
            "its personal part is empty without an erasure",
        )),
    }
}

/// How an event is named in a finding.
pub(super) fn place(chain: &str, seq: i64) -> String {
    format!("{chain} number {seq}")
}

fn erased_digests(read: &Parsed) -> Vec<String> {
    let digests = read.public("digests").and_then(|digests| digests.as_array());
    digests
        .into_iter()
        .flatten()
        .filter_map(|digest| digest.as_str().map(str::to_owned))
        .collect()
}

fn differing_column(event: &EventRow, read: &Parsed) -> Option<&'static str> {
    let case = event.case.map(|case| case.to_string());
    let at = event.at.rfc3339();
    let prev = hex::encode(&event.prev);
    let seq = read.fields.get("seq").and_then(|seq| seq.as_i64());
    let columns = [
        ("chain", read.text("chain") == Some(event.chain.as_str())),
        ("seq", seq == Some(event.seq)),
        ("kind", read.text("kind") == Some(event.kind.as_str())),
        ("at", read.text("at") == Some(at.as_str())),
        ("prev", read.text("prev") == Some(prev.as_str())),
        ("case_id", read.text("case") == case.as_deref()),
    ];
    columns.into_iter().find(|(_, same)| !same).map(|(name, _)| name)
}
