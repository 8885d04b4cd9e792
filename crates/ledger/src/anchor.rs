//! Daily anchors: the heads of all chains, signed, in the database and in a file that leaves the machine.

use crate::canonical::canonical;
use crate::repo::{self, AnchorRow};
use crate::{LedgerError, Signer};
use kernel::{Date, Instant};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use store::{Store, WriteBatch};

/// What anchoring a day did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// The day, of Europe/Rome.
    pub day: Date,
    /// Chains anchored on that day.
    pub chains: usize,
    /// The signed file, when a folder was given.
    pub file: Option<PathBuf>,
}

/// Anchors the heads of all chains for a day, as they are at `now`. A second call for a day changes nothing; a lost file
/// of the day is written again. The day is the one the task was due: a task that runs after midnight, because the
/// machine was off, must not take the anchor of the new day away from that day's evening.
pub async fn anchor_day(
    store: &Store,
    signer: &dyn Signer,
    dir: Option<&Path>,
    (day, now): (Date, Instant),
) -> Result<Anchored, LedgerError> {
    let mut batch = WriteBatch::new();
    for (chain, head) in repo::heads(store).await? {
        let signature = signer.sign(&message(&chain, day, head.seq, &head.hash))?;
        let row = AnchorRow {
            chain,
            day,
            seq: head.seq,
            hash: head.hash.to_vec(),
            signature: Some(signature),
            created_at: now,
        };
        repo::insert_anchor(&mut batch, &row);
    }
    store.commit(batch).await?;
    let rows = repo::anchors_of_day(store, day).await?;
    let file = match dir {
        Some(dir) if !rows.is_empty() => Some(write_file(dir, day, file_bytes(day, &rows, signer)?).await?),
        _ => None,
    };
    tracing::info!(%day, chains = rows.len(), "ledger.anchored");
    Ok(Anchored {
        day,
        chains: rows.len(),
        file,
    })
}

/// What is signed for one chain and day.
pub(crate) fn message(chain: &str, day: Date, seq: i64, hash: &[u8]) -> Vec<u8> {
    canonical(
        &json!({ "v": 1, "chain": chain, "day": day.to_string(), "seq": seq, "hash": hex::encode(hash) }),
    )
}

/// Where the file of a day is.
pub(crate) fn file_path(dir: &Path, day: Date) -> PathBuf {
    dir.join(format!("anchors-{day}.json"))
}

/// The day a file name speaks of.
pub(crate) fn file_day(name: &str) -> Option<Date> {
    name.strip_prefix("anchors-")?.strip_suffix(".json")?.parse().ok()
}

fn file_bytes(day: Date, rows: &[AnchorRow], signer: &dyn Signer) -> Result<Vec<u8>, LedgerError> {
    let anchors: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "chain": row.chain,
                "seq": row.seq,
                "hash": hex::encode(&row.hash),
                "created_at": row.created_at.rfc3339(),
                "signature": row.signature.as_ref().map(hex::encode),
            })
        })
        .collect();
    let mut content = json!({ "v": 1, "day": day.to_string(), "key": signer.key_id(), "anchors": anchors });
    let signature = signer.sign(&canonical(&content))?;
    content["signature"] = hex::encode(signature).into();
    Ok(canonical(&content))
}

/// An anchor file as read; `None` when it is damaged or its signature is not the signer's.
pub(crate) struct AnchorFile {
    pub(crate) anchors: Vec<FileAnchor>,
}

pub(crate) struct FileAnchor {
    pub(crate) chain: String,
    pub(crate) seq: i64,
    pub(crate) hash: Vec<u8>,
}

/// Reads an anchor file and checks its signature and day.
pub(crate) fn parse_file(bytes: &[u8], day: Date, signer: Option<&dyn Signer>) -> Option<AnchorFile> {
    let mut content: Value = serde_json::from_slice(bytes).ok()?;
    let signature = hex::decode(content.as_object_mut()?.remove("signature")?.as_str()?).ok()?;
    if signer.is_some_and(|signer| !signer.verify(&canonical(&content), &signature)) {
        return None;
    }
    if content.get("day")?.as_str()? != day.to_string() {
        return None;
    }
    let anchors = content.get("anchors")?.as_array()?.iter().map(|anchor| {
        Some(FileAnchor {
            chain: anchor.get("chain")?.as_str()?.to_owned(),
            seq: anchor.get("seq")?.as_i64()?,
            hash: hex::decode(anchor.get("hash")?.as_str()?).ok()?,
        })
    });
    Some(AnchorFile {
        anchors: anchors.collect::<Option<_>>()?,
    })
}

async fn write_file(dir: &Path, day: Date, bytes: Vec<u8>) -> Result<PathBuf, LedgerError> {
    let (dir, path) = (dir.to_owned(), file_path(dir, day));
    let written = tokio::task::spawn_blocking(move || {
        if path.exists() {
            return Ok(path);
        }
        let temporary = path.with_extension("new");
        fs::create_dir_all(&dir)?;
        let mut file = File::create(&temporary)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        fs::rename(&temporary, &path)?;
        File::open(&dir)?.sync_all()?;
        Ok(path)
    })
    .await
    .map_err(std::io::Error::other)
    .flatten();
    written.map_err(LedgerError::io("writing the anchor file"))
}
