//! SQL of proposals.

use kernel::{AccountId, AdoptionId, Instant};
use store::{Store, StoreError, WriteBatch, params};

/// A proposal as it is stored.
pub(crate) struct StoredProposal {
    pub(crate) hash: String,
    pub(crate) archive: Vec<u8>,
    pub(crate) sent_at: Instant,
    pub(crate) sent_by: AccountId,
}

/// The proposal of an adoption.
pub(crate) async fn proposal_of(
    store: &Store,
    adoption: AdoptionId,
) -> Result<Option<StoredProposal>, StoreError> {
    let sql = "select hash, archive, sent_at, sent_by from adoption_proposals where adoption_id = $1";
    let row = store.query_opt(sql, params![adoption]).await?;
    row.map(|row| {
        Ok(StoredProposal {
            hash: row.get("hash")?,
            archive: row.get("archive")?,
            sent_at: row.get("sent_at")?,
            sent_by: row.get("sent_by")?,
        })
    })
    .transpose()
}

/// Keeps a proposal in the place of the one before it.
pub(crate) fn keep_proposal(batch: &mut WriteBatch, adoption: AdoptionId, proposal: StoredProposal) {
    batch.exec(
        "insert into adoption_proposals (adoption_id, hash, archive, sent_at, sent_by) values ($1, $2, $3, $4, $5) \
         on conflict (adoption_id) do update set hash = excluded.hash, archive = excluded.archive, \
            sent_at = excluded.sent_at, sent_by = excluded.sent_by",
        params![
            adoption,
            proposal.hash,
            proposal.archive,
            proposal.sent_at,
            proposal.sent_by
        ],
    );
}

/// The proposal becomes a version; another one in its place is a conflict.
pub(crate) fn take_proposal(batch: &mut WriteBatch, adoption: AdoptionId, hash: &str) {
    batch.expect_rows(
        1,
        "publishing-conflict-proposal-changed",
        "delete from adoption_proposals where adoption_id = $1 and hash = $2",
        params![adoption, hash],
    );
}

/// Throws a proposal away, if it is still there.
pub(crate) fn drop_proposal(batch: &mut WriteBatch, adoption: AdoptionId, hash: &str) {
    batch.exec(
        "delete from adoption_proposals where adoption_id = $1 and hash = $2",
        params![adoption, hash],
    );
}
