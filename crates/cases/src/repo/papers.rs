//! SQL of the papers of a case: documents and acts.

use crate::model::{Act, Document, RegisterNumber};
use kernel::{AccountId, ActId, BodyId, CaseId, DocumentId, FileId, Instant, IntegrationId};
use store::{Row, Snapshot, StoreError, Value, WriteBatch, params};

macro_rules! select_document {
    ($rest:literal) => {
        concat!(
            "select d.id, d.case_id, d.direction, d.kind, d.field, d.name, d.title, d.file_id, f.storage_key, f.sha256, ",
            "f.size, f.media_type, d.created_at from documents d left join files f on f.id = d.file_id ",
            $rest
        )
    };
}

fn document(row: &Row) -> Result<Document, StoreError> {
    Ok(Document {
        id: row.get("id")?,
        case: row.get("case_id")?,
        direction: row.get("direction")?,
        kind: row.get("kind")?,
        field: row.get("field")?,
        name: row.get("name")?,
        title: row.get("title")?,
        file: row.get("file_id")?,
        storage_key: row.get("storage_key")?,
        sha256: row.get("sha256")?,
        size: row.get("size")?,
        media_type: row.get("media_type")?,
        created_at: row.get("created_at")?,
    })
}

/// The documents of a case, oldest first.
pub(crate) async fn documents(reader: &Snapshot, case: CaseId) -> Result<Vec<Document>, StoreError> {
    let sql = select_document!("where d.case_id = $1 and d.removed_at is null order by d.created_at, d.id");
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(document)
        .collect()
}

/// One document.
pub(crate) async fn document_by_id(
    reader: &Snapshot,
    id: DocumentId,
) -> Result<Option<Document>, StoreError> {
    let sql = select_document!("where d.id = $1 and d.removed_at is null");
    reader
        .query_opt(sql, params![id])
        .await?
        .as_ref()
        .map(document)
        .transpose()
}

/// At which body, and by whom, the draft is filled in that a document hangs on.
pub(crate) async fn document_owner(
    reader: &Snapshot,
    id: DocumentId,
) -> Result<Option<(BodyId, AccountId)>, StoreError> {
    let sql = "select dr.body_id, dr.account_id from documents d join drafts dr on dr.id = d.draft_id where d.id = $1";
    let owner = |row: Row| Ok((row.get("body_id")?, row.get("account_id")?));
    reader.query_opt(sql, params![id]).await?.map(owner).transpose()
}

/// The acts of a case, oldest first.
pub(crate) async fn acts(reader: &Snapshot, case: CaseId) -> Result<Vec<Act>, StoreError> {
    let sql = "select a.id, a.number, a.year, a.subject, a.decision, a.motivation, a.outcome, a.appeal, a.signer_name, \
               a.signer_role, a.adopted_at, a.document_id, r.number as register_number, r.year as register_year \
               from act_cases ac join acts a on a.id = ac.act_id left join register_entries r on r.id = a.register_entry_id \
               where ac.case_id = $1 order by a.adopted_at, a.id";
    let act = |row: &Row| {
        let number: Option<i64> = row.get("register_number")?;
        let year: Option<i64> = row.get("register_year")?;
        Ok(Act {
            id: row.get("id")?,
            number: row.get("number")?,
            year: row.get("year")?,
            subject: row.get("subject")?,
            decision: row.get("decision")?,
            motivation: row.get("motivation")?,
            outcome: row.get("outcome")?,
            appeal: row.get("appeal")?,
            signer_name: row.get("signer_name")?,
            signer_role: row.get("signer_role")?,
            adopted_at: row.get("adopted_at")?,
            document: row.get("document_id")?,
            register: number
                .zip(year)
                .map(|(number, year)| RegisterNumber { number, year }),
        })
    };
    reader.query(sql, params![case]).await?.iter().map(act).collect()
}

/// A document to write; its bytes may come later.
pub(crate) struct NewDocument {
    /// Identifier.
    pub(crate) id: DocumentId,
    /// Owner body.
    pub(crate) body: BodyId,
    /// Draft it hangs on.
    pub(crate) draft: Option<kernel::DraftId>,
    /// Case it hangs on.
    pub(crate) case: Option<CaseId>,
    /// Request it answers.
    pub(crate) integration: Option<IntegrationId>,
    /// in, out, internal.
    pub(crate) direction: &'static str,
    /// attachment, application, receipt, act, integration.
    pub(crate) kind: &'static str,
    /// Path of the form field.
    pub(crate) field: Option<String>,
    /// File name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) title: String,
    /// Bytes, when they exist.
    pub(crate) file: Option<FileId>,
    /// Who made it.
    pub(crate) created_by: Option<AccountId>,
    /// When.
    pub(crate) at: Instant,
}

/// Writes a document and its first version.
pub(crate) fn insert_document(batch: &mut WriteBatch, new: &NewDocument) {
    batch.exec(
        "insert into documents (id, body_id, draft_id, case_id, integration_id, direction, kind, field, name, title, \
         file_id, version, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            new.id,
            new.body,
            new.draft,
            new.case,
            new.integration,
            new.direction,
            new.kind,
            new.field.clone(),
            new.name.clone(),
            new.title.clone(),
            new.file,
            i64::from(new.file.is_some()),
            new.created_by,
            new.at
        ],
    );
    if let Some(file) = new.file {
        insert_version(batch, new.id, 1, file, &new.name, new.created_by, new.at);
    }
}

fn insert_version(
    batch: &mut WriteBatch,
    document: DocumentId,
    version: i64,
    file: FileId,
    name: &str,
    by: Option<AccountId>,
    at: Instant,
) {
    batch.exec(
        "insert into document_versions (document_id, version, file_id, name, created_by, created_at) \
         values ($1, $2, $3, $4, $5, $6)",
        params![document, version, file, name, by, at],
    );
}

/// Gives a document that was waiting for its paper the bytes; doing it twice is a conflict.
pub(crate) fn fill_document(
    batch: &mut WriteBatch,
    document: DocumentId,
    file: FileId,
    name: &str,
    at: Instant,
) {
    batch.expect_rows(
        1,
        "cases-conflict-document-exists",
        "update documents set file_id = $2, version = 1 where id = $1 and file_id is null",
        params![document, file],
    );
    insert_version(batch, document, 1, file, name, None, at);
}

/// What an act writes besides itself.
pub(crate) struct NewAct<'a> {
    /// The act.
    pub(crate) act: &'a Act,
    /// Body.
    pub(crate) body: BodyId,
    /// Late-bound number within body, kind and year.
    pub(crate) number: Value,
    /// decision, ordinance, determination.
    pub(crate) kind: &'static str,
    /// Who signs.
    pub(crate) signer: AccountId,
    /// Its entry in output.
    pub(crate) register_entry: Option<kernel::RegisterEntryId>,
}

/// Writes an act.
pub(crate) fn insert_act(batch: &mut WriteBatch, new: NewAct<'_>) {
    let act = new.act;
    batch.exec(
        "insert into acts (id, body_id, kind, number, year, subject, decision, motivation, outcome, appeal, signer_id, \
         signer_name, signer_role, adopted_at, document_id, register_entry_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
        params![
            act.id,
            new.body,
            new.kind,
            new.number,
            act.year,
            act.subject.clone(),
            act.decision.clone(),
            act.motivation.clone(),
            act.outcome.clone(),
            act.appeal.clone(),
            new.signer,
            act.signer_name.clone(),
            act.signer_role.clone(),
            act.adopted_at,
            act.document,
            new.register_entry
        ],
    );
}

/// Puts a case on an act.
pub(crate) fn insert_act_case(
    batch: &mut WriteBatch,
    act: ActId,
    case: CaseId,
    outcome: Option<&str>,
    motivation: &str,
) {
    batch.exec(
        "insert into act_cases (act_id, case_id, position, outcome, motivation) values ($1, $2, 1, $3, $4)",
        params![act, case, outcome, motivation],
    );
}
