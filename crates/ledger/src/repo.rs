//! The rows of chains, events, payloads and anchors.

pub(crate) mod checked;

use crate::{Chain, Erasure, LedgerError};
use kernel::{AccountId, BodyId, CaseId, Date, Instant};
use serde_json::Value as Json;
use std::collections::HashMap;
use store::{Read, Row, Sql, Store, StoreError, WriteBatch, params};
use uuid::Uuid;

/// The last event of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; 32],
}

/// The last event of the chain of a body; `None` before the first.
pub async fn head(store: &Store, body: BodyId) -> Result<Option<Head>, LedgerError> {
    Ok(head_of(store, &Chain::Body(body).name()).await?)
}

pub(crate) async fn head_of(db: &impl Read, chain: &str) -> Result<Option<Head>, StoreError> {
    let row = db
        .query_opt("select seq, hash from chains where chain = $1", params![chain])
        .await?;
    row.map(|row| {
        Ok(Head {
            seq: row.get("seq")?,
            hash: row.get("hash")?,
        })
    })
    .transpose()
}

pub(crate) async fn heads(db: &impl Read) -> Result<Vec<(String, Head)>, StoreError> {
    let rows = db
        .query(
            "select chain, seq, hash from chains where seq > 0 order by chain",
            params![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let head = Head {
                seq: row.get("seq")?,
                hash: row.get("hash")?,
            };
            Ok((row.get("chain")?, head))
        })
        .collect()
}

/// Every chain that any table speaks of.
pub(crate) async fn chain_names(db: &impl Read) -> Result<Vec<String>, StoreError> {
    let rows = db
        .query(
            "select chain from chains union select distinct chain from events
             union select distinct chain from anchors order by chain",
            params![],
        )
        .await?;
    rows.iter().map(|row| row.get("chain")).collect()
}

/// An event as stored.
#[derive(Clone, Debug)]
pub(crate) struct EventRow {
    pub(crate) chain: String,
    pub(crate) seq: i64,
    pub(crate) prev: Vec<u8>,
    pub(crate) hash: Vec<u8>,
    pub(crate) at: Instant,
    pub(crate) kind: String,
    pub(crate) case: Option<CaseId>,
    pub(crate) canonical: Vec<u8>,
}

/// What the canonical bytes of an event say.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub(crate) fields: Json,
    pub(crate) personal: Option<String>,
}

impl Parsed {
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key)?.as_str()
    }

    pub(crate) fn public(&self, key: &str) -> Option<&Json> {
        self.fields.get("public")?.get(key)
    }
}

impl EventRow {
    fn read(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            chain: row.get("chain")?,
            seq: row.get("seq")?,
            prev: row.get("prev")?,
            hash: row.get("hash")?,
            at: row.get("at")?,
            kind: row.get("kind")?,
            case: row.get("case_id")?,
            canonical: row.get("canonical")?,
        })
    }

    pub(crate) fn parse(&self) -> Option<Parsed> {
        let fields: Json = serde_json::from_slice(&self.canonical).ok()?;
        let personal = fields.get("personal").and_then(Json::as_str).map(str::to_owned);
        fields.is_object().then_some(Parsed { fields, personal })
    }
}

pub(crate) async fn events_after(
    db: &impl Read,
    chain: &str,
    seq: i64,
    limit: u32,
) -> Result<Vec<EventRow>, StoreError> {
    let rows = db
        .query(
            "select chain, seq, prev, hash, at, kind, case_id, canonical from events
             where chain = $1 and seq > $2 order by seq limit $3",
            params![chain, seq, limit],
        )
        .await?;
    rows.iter().map(EventRow::read).collect()
}

pub(crate) async fn event(db: &impl Read, chain: &str, seq: i64) -> Result<Option<EventRow>, StoreError> {
    let row = db
        .query_opt(
            "select chain, seq, prev, hash, at, kind, case_id, canonical from events where chain = $1 and seq = $2",
            params![chain, seq],
        )
        .await?;
    row.as_ref().map(EventRow::read).transpose()
}

pub(crate) async fn events_of_case(db: &impl Read, case: CaseId) -> Result<Vec<EventRow>, StoreError> {
    let rows = db
        .query(
            "select chain, seq, prev, hash, at, kind, case_id, canonical from events
             where case_id = $1 order by at, chain, seq",
            params![case],
        )
        .await?;
    rows.iter().map(EventRow::read).collect()
}

/// The events of a case that are of some kinds, in order of time.
pub(crate) async fn events_of_kinds(
    db: &impl Read,
    case: CaseId,
    kinds: &[&'static str],
) -> Result<Vec<EventRow>, StoreError> {
    let sql =
        Sql::new("select chain, seq, prev, hash, at, kind, case_id, canonical from events where case_id = ")
            .bind(case)
            .list(" and kind in ", kinds.iter().copied())
            .raw(" order by at, chain, seq");
    let rows = db.query_built(sql).await?;
    rows.iter().map(EventRow::read).collect()
}

pub(crate) async fn events_of_case_and_kind(
    db: &impl Read,
    case: CaseId,
    kind: &'static str,
) -> Result<Vec<EventRow>, StoreError> {
    let rows = db
        .query(
            "select chain, seq, prev, hash, at, kind, case_id, canonical from events
             where case_id = $1 and kind = $2 order by chain, seq",
            params![case, kind],
        )
        .await?;
    rows.iter().map(EventRow::read).collect()
}

/// A personal payload as stored.
#[derive(Clone, Debug)]
pub(crate) struct PayloadRow {
    pub(crate) chain: String,
    pub(crate) salt: Option<Vec<u8>>,
    pub(crate) text: Option<String>,
    pub(crate) erased_at: Option<Instant>,
    pub(crate) erased_reason: Option<String>,
}

pub(crate) fn insert_payload(
    batch: &mut WriteBatch,
    digest: &str,
    chain: &str,
    salt: &[u8; 32],
    payload: &str,
) {
    batch.exec(
        "insert into event_payloads (digest, chain, salt, payload) values ($1, $2, $3, $4)",
        params![digest, chain, salt, payload],
    );
}

pub(crate) fn erase_payload(batch: &mut WriteBatch, digest: &str, erasure: &Erasure) {
    batch.expect_rows(
        1,
        "ledger-already-erased",
        "update event_payloads set salt = null, payload = null, erased_at = $3, erased_reason = $4
         where digest = $1 and chain = $2 and erased_at is null",
        params![digest, erasure.chain.name(), erasure.at, &erasure.reason],
    );
}

pub(crate) async fn payloads(
    db: &impl Read,
    digests: &[String],
) -> Result<HashMap<String, PayloadRow>, StoreError> {
    if digests.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = Sql::new("select digest, chain, salt, payload, erased_at, erased_reason from event_payloads")
        .list(" where digest in ", digests.iter().map(String::as_str));
    let rows = db.query_built(sql).await?;
    rows.iter()
        .map(|row| {
            let payload = PayloadRow {
                chain: row.get("chain")?,
                salt: row.get("salt")?,
                text: row.get("payload")?,
                erased_at: row.get("erased_at")?,
                erased_reason: row.get("erased_reason")?,
            };
            Ok((row.get("digest")?, payload))
        })
        .collect()
}

pub(crate) async fn count_payloads(db: &impl Read, chain: &str) -> Result<i64, StoreError> {
    let row = db
        .query_one(
            "select count(*) as n from event_payloads where chain = $1",
            params![chain],
        )
        .await?;
    row.get("n")
}

/// An anchor as stored.
#[derive(Clone, Debug)]
pub(crate) struct AnchorRow {
    pub(crate) chain: String,
    pub(crate) day: Date,
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) signature: Option<Vec<u8>>,
    pub(crate) created_at: Instant,
}

pub(crate) fn insert_anchor(batch: &mut WriteBatch, anchor: &AnchorRow) {
    batch.exec(
        "insert into anchors (chain, day, seq, hash, signature, created_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (chain, day) do nothing",
        params![
            &anchor.chain,
            anchor.day,
            anchor.seq,
            anchor.hash.as_slice(),
            anchor.signature.clone(),
            anchor.created_at
        ],
    );
}

fn anchor(row: &Row) -> Result<AnchorRow, StoreError> {
    Ok(AnchorRow {
        chain: row.get("chain")?,
        day: row.get("day")?,
        seq: row.get("seq")?,
        hash: row.get("hash")?,
        signature: row.get("signature")?,
        created_at: row.get("created_at")?,
    })
}

pub(crate) async fn anchors_of_day(db: &impl Read, day: Date) -> Result<Vec<AnchorRow>, StoreError> {
    let rows = db
        .query(
            "select chain, day, seq, hash, signature, created_at from anchors where day = $1 order by chain",
            params![day],
        )
        .await?;
    rows.iter().map(anchor).collect()
}

/// The days of which there are anchors, in order.
pub(crate) async fn anchor_days(db: &impl Read) -> Result<Vec<Date>, StoreError> {
    let rows = db
        .query("select distinct day from anchors order by day", params![])
        .await?;
    rows.iter().map(|row| row.get("day")).collect()
}

/// Who did an event, for the story.
pub(crate) fn account(text: Option<&str>) -> Option<AccountId> {
    text.and_then(|text| text.parse().ok())
}

/// An identifier inside a fact.
pub(crate) fn uuid(value: Option<&Json>) -> Option<Uuid> {
    value?.as_str()?.parse().ok()
}
