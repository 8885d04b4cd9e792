//! SQL of what happens to a case while it is worked: integrations, messages, acts, deadlines, documents.

use crate::clocks::{ClockRow, ClockStatus};
use crate::model::{Act, Document, InboxLine, Integration, Message, RegisterNumber, Sending};
use kernel::{AccountId, ActId, BodyId, CaseId, Date, DocumentId, FileId, Instant, IntegrationId, MessageId};
use store::{Row, Snapshot, StoreError, Value, WriteBatch, params};

fn integration(row: &Row) -> Result<Integration, StoreError> {
    Ok(Integration {
        id: row.get("id")?,
        number: row.get("number")?,
        text: row.get("text")?,
        asked_at: row.get("asked_at")?,
        due_on: row.get("due_on")?,
        suspends: row.get("suspends")?,
        status: row.get("status")?,
        answer: row.get("answer")?,
        answered_at: row.get("answered_at")?,
        answered_late: row.get::<Option<bool>>("answered_late")?.unwrap_or(false),
    })
}

/// The requests for integration of a case, in order.
pub(crate) async fn integrations(reader: &Snapshot, case: CaseId) -> Result<Vec<Integration>, StoreError> {
    let sql = "select id, number, text, asked_at, due_on, suspends, status, answer, answered_at, answered_late \
               from integrations where case_id = $1 order by number";
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(integration)
        .collect()
}

/// The messages of a case, oldest first.
pub(crate) async fn messages(reader: &Snapshot, case: CaseId) -> Result<Vec<Message>, StoreError> {
    let sql = "select id, sender, author_name, subject, text, at, read_at from messages where case_id = $1 order by at, id";
    let message = |row: &Row| {
        Ok(Message {
            id: row.get("id")?,
            sender: row.get("sender")?,
            author_name: row.get("author_name")?,
            subject: row.get("subject")?,
            text: row.get("text")?,
            at: row.get("at")?,
            read_at: row.get("read_at")?,
        })
    };
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(message)
        .collect()
}

/// The messages of an account's cases with a body, newest first.
pub(crate) async fn inbox(
    store: &store::Store,
    account: AccountId,
    body: BodyId,
    level: i64,
) -> Result<Vec<InboxLine>, StoreError> {
    let sql = "select m.case_id, c.title, m.subject, m.at, m.sender, m.read_at from messages m \
               join cases c on c.id = m.case_id \
               where c.account_id = $1 and c.body_id = $2 and c.min_read_level <= $3 order by m.at desc, m.id desc limit 200";
    let line = |row: &Row| {
        let unread =
            row.get::<String>("sender")? != "citizen" && row.get::<Option<Instant>>("read_at")?.is_none();
        Ok(InboxLine {
            case: row.get("case_id")?,
            title: row.get("title")?,
            subject: row.get("subject")?,
            at: row.get("at")?,
            unread,
        })
    };
    store
        .query(sql, params![account, body, level])
        .await?
        .iter()
        .map(line)
        .collect()
}

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

/// The draft a document hangs on and whose draft it is, while it is not yet of a case.
pub(crate) async fn document_owner(
    reader: &Snapshot,
    id: DocumentId,
) -> Result<Option<AccountId>, StoreError> {
    let sql = "select dr.account_id from documents d join drafts dr on dr.id = d.draft_id where d.id = $1";
    reader
        .query_opt(sql, params![id])
        .await?
        .map(|row| row.get("account_id"))
        .transpose()
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

/// What was sent about a case and what became of it.
pub(crate) async fn sendings(reader: &Snapshot, case: CaseId) -> Result<Vec<Sending>, StoreError> {
    let sql = "select id, kind, channel, strength, status, created_at, sent_at from deliveries where case_id = $1 \
               order by created_at, id";
    let sending = |row: &Row| {
        Ok(Sending {
            id: row.get("id")?,
            kind: row.get("kind")?,
            channel: row.get("channel")?,
            strength: row.get("strength")?,
            status: row.get("status")?,
            created_at: row.get("created_at")?,
            sent_at: row.get("sent_at")?,
        })
    };
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(sending)
        .collect()
}

/// A suspension of the term, as dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SuspensionRow {
    /// First day the clock stood still.
    pub(crate) from_on: Date,
    /// Day it went on; none while it stands.
    pub(crate) to_on: Option<Date>,
    /// Latest day it may stand to (30 days, L. 241/1990 art. 2 c. 7).
    pub(crate) max_to_on: Date,
}

/// The suspensions of a case with the clock each froze, oldest first.
pub(crate) async fn suspensions(
    reader: &Snapshot,
    case: CaseId,
) -> Result<Vec<(String, SuspensionRow)>, StoreError> {
    let sql = "select clock, from_on, to_on, max_to_on from suspensions where case_id = $1 order by from_on, number";
    let suspension = |row: &Row| {
        let dates = SuspensionRow {
            from_on: row.get("from_on")?,
            to_on: row.get("to_on")?,
            max_to_on: row.get("max_to_on")?,
        };
        Ok((row.get("clock")?, dates))
    };
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(suspension)
        .collect()
}

/// The clocks of a case, oldest first; the last of a key is the one in force.
pub(crate) async fn clocks(reader: &Snapshot, case: CaseId) -> Result<Vec<ClockRow>, StoreError> {
    let sql = "select id, clock, started_on, days_given, due_on, explanation, status from deadlines \
               where case_id = $1 order by created_at, id";
    let clock = |row: &Row| {
        Ok(ClockRow {
            id: row.get("id")?,
            clock: row.get("clock")?,
            main: false,
            started_on: row.get("started_on")?,
            days_given: row
                .get::<Option<i64>>("days_given")?
                .and_then(|days| u16::try_from(days).ok()),
            due_on: row.get("due_on")?,
            explanation: super::json(&row.get::<String>("explanation")?, "explanation")?,
            status: ClockStatus::parse(&row.get::<String>("status")?),
        })
    };
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(clock)
        .collect()
}

/// Clocks that ran out before a day, with their case: work for the nightly round.
pub(crate) async fn expired_clocks(
    store: &store::Store,
    today: Date,
    limit: i64,
) -> Result<Vec<(CaseId, String)>, StoreError> {
    let sql = "select case_id, clock from deadlines where status = 'running' and due_on < $1 order by due_on limit $2";
    let rows = store.query(sql, params![today, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.get("case_id")?, row.get("clock")?)))
        .collect()
}

/// Clocks frozen beyond the longest the law allows, with their case.
pub(crate) async fn overlong_suspensions(
    store: &store::Store,
    today: Date,
    limit: i64,
) -> Result<Vec<(CaseId, String)>, StoreError> {
    let sql = "select case_id, clock from suspensions where to_on is null and max_to_on < $1 order by max_to_on limit $2";
    let rows = store.query(sql, params![today, limit]).await?;
    rows.iter()
        .map(|row| Ok((row.get("case_id")?, row.get("clock")?)))
        .collect()
}

/// Opens a suspension; two at once collide on their number (once only: L. 241/1990 art. 2 c. 7).
pub(crate) fn open_suspension(
    batch: &mut WriteBatch,
    id: uuid::Uuid,
    case: CaseId,
    clock: &str,
    (number, row): (usize, SuspensionRow),
) {
    batch.insert_new(
        "cases-conflict-case-changed",
        "insert into suspensions (id, case_id, clock, number, from_on, max_to_on) values ($1, $2, $3, $4, $5, $6)",
        params![id, case, clock, number, row.from_on, row.max_to_on],
    );
}

/// Ends the running suspension of a clock.
pub(crate) fn close_suspension(batch: &mut WriteBatch, case: CaseId, clock: &str, to_on: Date) {
    batch.expect_rows(
        1,
        "cases-conflict-case-changed",
        "update suspensions set to_on = $3 where case_id = $1 and clock = $2 and to_on is null",
        params![case, clock, to_on],
    );
}

/// Writes a clock that was started; one of the same key that still ran is of no more interest.
pub(crate) fn insert_deadline(batch: &mut WriteBatch, case: CaseId, row: &ClockRow, at: Instant) {
    end_deadline(batch, case, &row.clock, "cancelled", at);
    batch.exec(
        "insert into deadlines (id, case_id, clock, started_on, days_given, due_on, explanation, status, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, 'running', $8)",
        params![
            row.id,
            case,
            row.clock.clone(),
            row.started_on,
            row.days_given,
            row.due_on,
            row.explanation.to_string(),
            at
        ],
    );
}

/// Writes the new last day of a clock that runs again.
pub(crate) fn update_deadline(batch: &mut WriteBatch, row: &ClockRow) {
    batch.exec(
        "update deadlines set due_on = $2, explanation = $3, status = 'running' where id = $1",
        params![row.id, row.due_on, row.explanation.to_string()],
    );
}

/// Marks a clock as standing still.
pub(crate) fn freeze_deadline(batch: &mut WriteBatch, case: CaseId, clock: &str) {
    batch.exec(
        "update deadlines set status = 'suspended' where case_id = $1 and clock = $2 and status = 'running'",
        params![case, clock],
    );
}

/// Ends a clock, if it still counts.
pub(crate) fn end_deadline(
    batch: &mut WriteBatch,
    case: CaseId,
    clock: &str,
    status: &'static str,
    at: Instant,
) {
    batch.exec(
        "update deadlines set status = $3, ended_at = $4 where case_id = $1 and clock = $2 \
         and status in ('running', 'suspended')",
        params![case, clock, status, at],
    );
}

/// Writes a request for integration.
pub(crate) fn insert_integration(
    batch: &mut WriteBatch,
    case: CaseId,
    asked_by: AccountId,
    new: &Integration,
) {
    batch.exec(
        "insert into integrations (id, case_id, number, text, asked_by, asked_at, due_on, suspends, status) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')",
        params![
            new.id,
            case,
            new.number,
            new.text.clone(),
            asked_by,
            new.asked_at,
            new.due_on,
            new.suspends
        ],
    );
}

/// Writes the citizen's answer; a second answer finds the request closed and fails.
pub(crate) fn answer_integration(
    batch: &mut WriteBatch,
    id: IntegrationId,
    answer: &str,
    at: Instant,
    late: bool,
) {
    batch.expect_rows(
        1,
        "cases-conflict-integration-closed",
        "update integrations set status = 'answered', answer = $2, answered_at = $3, answered_late = $4 \
         where id = $1 and status <> 'answered'",
        params![id, answer, at, late],
    );
}

/// Notes the entry of the answer in the register.
pub(crate) fn register_integration(
    batch: &mut WriteBatch,
    id: IntegrationId,
    entry: kernel::RegisterEntryId,
) {
    batch.exec(
        "update integrations set register_entry_id = $2 where id = $1",
        params![id, entry],
    );
}

/// Closes a request without an answer: expired or withdrawn.
pub(crate) fn end_integration(batch: &mut WriteBatch, id: IntegrationId, status: &'static str) {
    batch.expect_rows(
        1,
        "cases-conflict-integration-closed",
        "update integrations set status = $2 where id = $1 and status = 'open'",
        params![id, status],
    );
}

/// Writes a message.
pub(crate) fn insert_message(
    batch: &mut WriteBatch,
    case: CaseId,
    author: Option<AccountId>,
    message: &Message,
) {
    batch.exec(
        "insert into messages (id, case_id, sender, author_id, author_name, subject, text, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            message.id,
            case,
            message.sender.clone(),
            author,
            message.author_name.clone(),
            message.subject.clone(),
            message.text.clone(),
            message.at
        ],
    );
}

/// Marks the other side's messages as opened.
pub(crate) fn read_messages(batch: &mut WriteBatch, ids: &[MessageId], at: Instant) {
    for id in ids {
        batch.exec(
            "update messages set read_at = $2 where id = $1 and read_at is null",
            params![*id, at],
        );
    }
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
