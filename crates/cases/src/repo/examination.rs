//! SQL of what is written to and fro while a case is worked: integrations and messages.

use crate::model::{InboxLine, Integration, Message};
use kernel::{AccountId, BodyId, CaseId, Instant, IntegrationId, MessageId};
use store::{Row, Snapshot, StoreError, WriteBatch, params};

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
