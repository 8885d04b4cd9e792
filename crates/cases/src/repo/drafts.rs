//! SQL of drafts: one row per wizard page with its version; sent back whole on conflict.

use crate::draft::{Attachment, Draft, DraftPage, DraftSummary};
use crate::renewal::Renewal;
use kernel::{AccountId, BodyId, DocumentId, DraftId, FileId, Instant};
use store::{Row, Snapshot, Store, StoreError, WriteBatch, params};

fn draft(row: &Row) -> Result<Draft, StoreError> {
    Ok(Draft {
        id: row.get("id")?,
        body: row.get("body_id")?,
        adoption: row.get("adoption_id")?,
        account: row.get("account_id")?,
        bundle_hash: row.get("bundle_hash")?,
        lang: row.get("lang")?,
        notice_accepted_at: row.get("notice_accepted_at")?,
        simulation: row.get("simulation")?,
        version: row.get("version")?,
        saved_at: row.get("saved_at")?,
        expires_at: row.get("expires_at")?,
        transmitted_case: row.get("transmitted_case")?,
        renewal: renewal(row)?,
        pages: Vec::new(),
        attachments: Vec::new(),
    })
}

fn renewal(row: &Row) -> Result<Option<Renewal>, StoreError> {
    let text: Option<String> = row.get("renewal")?;
    text.map(|text| super::json(&text, "renewal")).transpose()
}

fn page(row: &Row) -> Result<DraftPage, StoreError> {
    let data: String = row.get("data")?;
    Ok(DraftPage {
        key: row.get("page")?,
        version: row.get("version")?,
        data: super::json(&data, "data")?,
        valid: row.get("valid")?,
        saved_at: row.get("saved_at")?,
    })
}

fn attachment(row: &Row) -> Result<Attachment, StoreError> {
    Ok(Attachment {
        document: row.get("id")?,
        field: row.get::<Option<String>>("field")?.unwrap_or_default(),
        name: row.get("name")?,
        file: row.get("file_id")?,
        sha256: row.get("sha256")?,
        size: row.get("size")?,
        media_type: row.get("media_type")?,
        created_at: row.get("created_at")?,
    })
}

/// A draft of an account, whole, as of one moment.
pub(crate) async fn draft_of_account(
    reader: &Snapshot,
    id: DraftId,
    account: AccountId,
) -> Result<Option<Draft>, StoreError> {
    let sql = "select id, body_id, adoption_id, account_id, bundle_hash, lang, notice_accepted_at, simulation, version, \
               saved_at, expires_at, transmitted_case, renewal from drafts where id = $1 and account_id = $2";
    let Some(mut found) = reader
        .query_opt(sql, params![id, account])
        .await?
        .as_ref()
        .map(draft)
        .transpose()?
    else {
        return Ok(None);
    };
    let sql =
        "select page, version, data, valid, saved_at from draft_pages where draft_id = $1 order by page";
    found.pages = reader
        .query(sql, params![id])
        .await?
        .iter()
        .map(page)
        .collect::<Result<_, _>>()?;
    let sql = "select d.id, d.field, d.name, d.file_id, f.sha256, f.size, f.media_type, d.created_at \
               from documents d join files f on f.id = d.file_id \
               where d.draft_id = $1 and d.removed_at is null order by d.created_at, d.id";
    found.attachments = reader
        .query(sql, params![id])
        .await?
        .iter()
        .map(attachment)
        .collect::<Result<_, _>>()?;
    Ok(Some(found))
}

/// The untransmitted drafts of an account with a body, newest first.
pub(crate) async fn drafts_of_account(
    store: &Store,
    account: AccountId,
    body: BodyId,
) -> Result<Vec<DraftSummary>, StoreError> {
    let sql = "select d.id, d.bundle_hash, d.saved_at, d.expires_at from drafts d \
               where d.account_id = $1 and d.body_id = $2 and d.transmitted_case is null \
               order by d.saved_at desc limit 200";
    let summary = |row: &Row| {
        Ok(DraftSummary {
            id: row.get("id")?,
            bundle_hash: row.get("bundle_hash")?,
            saved_at: row.get("saved_at")?,
            expires_at: row.get("expires_at")?,
        })
    };
    store
        .query(sql, params![account, body])
        .await?
        .iter()
        .map(summary)
        .collect()
}

/// The newest draft of an account for an adoption and its present version that has neither pages nor attachments.
pub(crate) async fn untouched_draft(
    store: &Store,
    account: AccountId,
    adoption: &catalogue::Adoption,
) -> Result<Option<DraftId>, StoreError> {
    let sql = "select d.id from drafts d where d.account_id = $1 and d.body_id = $2 and d.adoption_id = $3 \
               and d.bundle_hash = $4 and d.transmitted_case is null \
               and not exists (select 1 from draft_pages p where p.draft_id = d.id) \
               and not exists (select 1 from documents f where f.draft_id = d.id) order by d.saved_at desc limit 1";
    let keys = params![account, adoption.body, adoption.id, adoption.bundle_hash.clone()];
    let row = store.query_opt(sql, keys).await?;
    row.map(|row| row.get("id")).transpose()
}

/// How many drafts an account has open with a body: a limit, so that nobody fills the disk with them.
pub(crate) async fn open_drafts(store: &Store, account: AccountId, body: BodyId) -> Result<i64, StoreError> {
    let sql = "select count(*) as n from drafts where account_id = $1 and body_id = $2 and transmitted_case is null";
    store.query_one(sql, params![account, body]).await?.get("n")
}

/// Writes a new draft without pages.
pub(crate) fn insert(batch: &mut WriteBatch, draft: &Draft) {
    batch.exec(
        "insert into drafts (id, body_id, adoption_id, account_id, bundle_hash, lang, simulation, version, created_at, \
         saved_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            draft.id,
            draft.body,
            draft.adoption,
            draft.account,
            draft.bundle_hash.clone(),
            draft.lang,
            draft.simulation,
            draft.version,
            draft.saved_at,
            draft.saved_at,
            draft.expires_at
        ],
    );
}

/// Moves the draft's version and expiry; fails when it was transmitted meanwhile.
pub(crate) fn touch(batch: &mut WriteBatch, id: DraftId, at: Instant, expires_at: Instant) {
    batch.expect_rows(
        1,
        "cases-conflict-draft-transmitted",
        "update drafts set version = version + 1, saved_at = $2, expires_at = $3, warned_at = null \
         where id = $1 and transmitted_case is null",
        params![id, at, expires_at],
    );
}

/// Why a write on a draft as it was read is refused: it is another by now.
pub(crate) const MOVED: &str = "cases-conflict-draft-moved";

/// Moves the version and expiry of a draft that is still as it was read and was not transmitted; [`MOVED`] otherwise.
pub(crate) fn touch_read(batch: &mut WriteBatch, read: &Draft, at: Instant, expires_at: Instant) {
    batch.expect_rows(
        1,
        MOVED,
        "update drafts set version = version + 1, saved_at = $3, expires_at = $4, warned_at = null \
         where id = $1 and version = $2 and transmitted_case is null",
        params![read.id, read.version, at, expires_at],
    );
}

/// Writes a page over the version that was read; any other version is a conflict.
pub(crate) fn save_page(batch: &mut WriteBatch, id: DraftId, page: &DraftPage, read_version: i64) {
    batch.expect_rows(
        1,
        "cases-conflict-page-changed",
        "insert into draft_pages (draft_id, page, version, data, valid, saved_at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (draft_id, page) do update set version = excluded.version, data = excluded.data, \
         valid = excluded.valid, saved_at = excluded.saved_at where draft_pages.version = $7",
        params![id, page.key.clone(), page.version, page.data.to_string(), page.valid, page.saved_at, read_version],
    );
}

/// Moves a draft that is still as it was read to another version of its form: its pages are written anew.
pub(crate) fn renew(batch: &mut WriteBatch, read: &Draft, renewed: &Draft) {
    let renewal = renewed
        .renewal
        .as_ref()
        .and_then(|renewal| serde_json::to_string(renewal).ok());
    batch.expect_rows(
        1,
        MOVED,
        "update drafts set version = version + 1, bundle_hash = $3, renewal = $4, notice_accepted_at = $5, saved_at = $6, \
         expires_at = $7, warned_at = null where id = $1 and version = $2 and transmitted_case is null",
        params![
            read.id,
            read.version,
            renewed.bundle_hash.clone(),
            renewal,
            renewed.notice_accepted_at,
            renewed.saved_at,
            renewed.expires_at
        ],
    );
    batch.exec("delete from draft_pages where draft_id = $1", params![read.id]);
    for page in &renewed.pages {
        save_page(batch, read.id, page, 0);
    }
}

/// Notes that the art. 13 notice was read.
pub(crate) fn accept_notice(batch: &mut WriteBatch, id: DraftId, at: Instant) {
    batch.expect_rows(
        1,
        "cases-conflict-draft-transmitted",
        "update drafts set notice_accepted_at = coalesce(notice_accepted_at, $2) \
         where id = $1 and transmitted_case is null",
        params![id, at],
    );
}

/// Documents taken off drafts before an instant, with their files; they were never part of a case.
pub(crate) async fn removed_documents(
    store: &Store,
    before: Instant,
    limit: i64,
) -> Result<Vec<(DocumentId, Option<FileId>)>, StoreError> {
    let sql = "select id, file_id from documents where removed_at is not null and removed_at < $1 and case_id is null \
               order by removed_at limit $2";
    let rows = store.query(sql, params![before, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("file_id")?)))
        .collect()
}

/// Erases a document that was taken off a draft; its bytes go with the next sweep, when no other document has them.
pub(crate) fn erase_document(batch: &mut WriteBatch, id: DocumentId, file: Option<FileId>) {
    batch.exec(
        "delete from document_versions where document_id = $1",
        params![id],
    );
    batch.exec(
        "delete from documents where id = $1 and case_id is null",
        params![id],
    );
    if let Some(file) = file {
        ::files::forget_unused(batch, file);
    }
}

/// Takes an attachment off a draft; the round of drafts erases it a day later.
pub(crate) fn remove_attachment(batch: &mut WriteBatch, id: DraftId, document: DocumentId, at: Instant) {
    batch.expect_rows(
        1,
        "cases-conflict-attachment-gone",
        "update documents set removed_at = $3 where id = $1 and draft_id = $2 and case_id is null and removed_at is null",
        params![document, id, at],
    );
}

/// Deletes a draft and its pages (its documents are marked removed first).
pub(crate) fn delete(batch: &mut WriteBatch, id: DraftId, at: Instant) {
    empty(batch, id, at);
    batch.expect_rows(
        1,
        "cases-conflict-draft-transmitted",
        "delete from drafts where id = $1 and transmitted_case is null",
        params![id],
    );
}

/// Deletes a draft that is still past its expiry: a save since the list was read keeps it, whichever node it went to.
pub(crate) fn delete_expired(batch: &mut WriteBatch, id: DraftId, at: Instant) {
    empty(batch, id, at);
    batch.expect_rows(
        1,
        "cases-conflict-draft-transmitted",
        "delete from drafts where id = $1 and transmitted_case is null and expires_at <= $2",
        params![id, at],
    );
}

fn empty(batch: &mut WriteBatch, id: DraftId, at: Instant) {
    batch.exec(
        "update documents set removed_at = $2 where draft_id = $1 and case_id is null and removed_at is null",
        params![id, at],
    );
    batch.exec("delete from draft_pages where draft_id = $1", params![id]);
}

/// Drafts whose owners must be told that they are about to expire.
pub(crate) async fn expiring(
    store: &Store,
    before: Instant,
    limit: i64,
) -> Result<Vec<(DraftId, AccountId)>, StoreError> {
    let sql = "select id, account_id from drafts where transmitted_case is null and warned_at is null \
               and expires_at <= $1 order by expires_at limit $2";
    let rows = store.query(sql, params![before, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("account_id")?)))
        .collect()
}

/// Drafts past their expiry whose owners were told long enough ago.
pub(crate) async fn expired(
    store: &Store,
    at: Instant,
    warned_before: Instant,
    limit: i64,
) -> Result<Vec<DraftId>, StoreError> {
    let sql = "select id from drafts where transmitted_case is null and expires_at <= $1 and warned_at <= $2 \
               order by expires_at limit $3";
    let rows = store.query(sql, params![at, warned_before, limit]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Notes that the owner was told.
pub(crate) fn mark_warned(batch: &mut WriteBatch, id: DraftId, at: Instant) {
    batch.exec(
        "update drafts set warned_at = $2 where id = $1 and warned_at is null",
        params![id, at],
    );
}
