//! Late binding, pure: numbers, event sequences and hashes from the heads of series and chains.

use crate::batch::{Appended, Bound, Committed, EventSlot, Late, NewEvent};
use crate::{CommitError, StoreError, Value, WriteBatch};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a chain stands; the first event follows 32 zero bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
}

/// The heads known in one transaction. They are valid only while that transaction locks them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heads {
    pub(crate) series: BTreeMap<String, i64>,
    pub(crate) chains: BTreeMap<String, Head>,
}

/// What a batch is going to move, as it was before.
pub(crate) struct Before {
    series: Vec<(String, Option<i64>)>,
    chains: Vec<(String, Option<Head>)>,
}

impl Heads {
    pub(crate) fn before(&self, batch: &WriteBatch) -> Before {
        Before {
            series: batch
                .series()
                .map(|key| (key.to_owned(), self.series.get(key).copied()))
                .collect(),
            chains: batch
                .chains()
                .map(|chain| (chain.to_owned(), self.chains.get(chain).copied()))
                .collect(),
        }
    }

    pub(crate) fn restore(&mut self, before: Before) {
        for (key, last) in before.series {
            match last {
                Some(last) => self.series.insert(key, last),
                None => self.series.remove(&key),
            };
        }
        for (chain, head) in before.chains {
            match head {
                Some(head) => self.chains.insert(chain, head),
                None => self.chains.remove(&chain),
            };
        }
    }
}

/// An event ready to be written.
pub(crate) struct ResolvedEvent {
    pub(crate) chain: String,
    pub(crate) seq: i64,
    pub(crate) prev: [u8; 32],
    pub(crate) hash: [u8; 32],
    pub(crate) at: i64,
    pub(crate) kind: &'static str,
    pub(crate) subject: Option<Uuid>,
    pub(crate) canonical: Vec<u8>,
}

/// A batch with every slot filled.
#[derive(Default)]
pub(crate) struct Resolved {
    pub(crate) values: Vec<Value>,
    pub(crate) events: Vec<ResolvedEvent>,
}

impl Resolved {
    /// What is bound for a parameter.
    pub(crate) fn bind<'a>(&'a self, value: &'a Value) -> Result<&'a Value, StoreError> {
        match value {
            Value::Slot(slot) => self
                .values
                .get(slot.0)
                .ok_or(StoreError::Misuse("a bind is a slot of another batch")),
            other => Ok(other),
        }
    }

    pub(crate) fn into_committed(self) -> Committed {
        let events = self.events.into_iter().map(|event| Appended {
            chain: event.chain,
            seq: event.seq,
            hash: event.hash,
        });
        Committed {
            events: events.collect(),
            values: self.values,
        }
    }
}

impl WriteBatch {
    /// The series this batch takes numbers of.
    pub(crate) fn series(&self) -> impl Iterator<Item = &str> {
        self.late.iter().filter_map(|late| match late {
            Late::Series { key, .. } => Some(key.as_str()),
            _ => None,
        })
    }

    /// The chains this batch appends to.
    pub(crate) fn chains(&self) -> impl Iterator<Item = &str> {
        self.late.iter().filter_map(|late| match late {
            Late::Event { event, .. } => Some(event.chain.as_str()),
            _ => None,
        })
    }
}

/// Fills every slot and moves the heads. On error the heads may have moved: the caller restores them.
pub(crate) fn resolve(batch: &WriteBatch, heads: &mut Heads) -> Result<Resolved, CommitError> {
    let mut slots: Vec<Option<Value>> = vec![None; batch.slots];
    let mut events = Vec::new();
    for late in &batch.late {
        match late {
            Late::Series { key, slot } => {
                let last = heads.series.entry(key.clone()).or_insert(0);
                *last += 1;
                slots[slot.0] = Some(Value::Int(*last));
            }
            Late::Event { event, slot } => {
                let event = chain_event(event, &slots, heads)?;
                set_event(&mut slots, *slot, &event);
                events.push(event);
            }
            Late::Compute { slot, with } => {
                let bound = Bound::new(&slots, 0, &[0; 32]);
                let value = with(&bound);
                if bound.misused() || matches!(value, Value::Slot(_)) {
                    return Err(misuse());
                }
                slots[slot.0] = Some(value);
            }
        }
    }
    let values = slots
        .into_iter()
        .map(|slot| slot.unwrap_or(Value::Null))
        .collect();
    Ok(Resolved { values, events })
}

fn set_event(slots: &mut [Option<Value>], slot: EventSlot, event: &ResolvedEvent) {
    slots[slot.seq.0] = Some(Value::Int(event.seq));
    slots[slot.hash.0] = Some(Value::Bytes(event.hash.to_vec()));
}

fn chain_event(
    event: &NewEvent,
    slots: &[Option<Value>],
    heads: &mut Heads,
) -> Result<ResolvedEvent, CommitError> {
    let head = heads.chains.entry(event.chain.clone()).or_default();
    let (seq, prev) = (head.seq + 1, head.hash);
    let bound = Bound::new(slots, seq, &prev);
    let canonical = (event.body)(&bound);
    if bound.misused() {
        return Err(misuse());
    }
    let hash: [u8; 32] = Sha256::new()
        .chain_update(prev)
        .chain_update(&canonical)
        .finalize()
        .into();
    *head = Head { seq, hash };
    Ok(ResolvedEvent {
        chain: event.chain.clone(),
        seq,
        prev,
        hash,
        at: event.at.as_micros(),
        kind: event.kind,
        subject: event.subject,
        canonical,
    })
}

fn misuse() -> CommitError {
    CommitError::Fault(StoreError::Misuse(
        "a slot was used before it exists or as another type",
    ))
}

#[cfg(test)]
mod tests;
