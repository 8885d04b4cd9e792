//! SQL of deliveries.

use crate::model::{Attempt, Channel, Delivery, NewDelivery, Status, Strength};
use kernel::{BodyId, CaseId, DeliveryId, Instant};
use store::{Read, Row, StoreError, WriteBatch, params};

/// Most rows of a list of failures.
const MOST: u32 = 200;

pub(crate) fn insert(batch: &mut WriteBatch, id: DeliveryId, channel: Channel, new: &NewDelivery) {
    // The desk is part of the same commit: what is on it has arrived.
    let (status, arrived) = match channel {
        Channel::Desk => (Status::Delivered, Some(new.at)),
        Channel::Email | Channel::Pec => (Status::Queued, None),
    };
    batch.exec(
        "insert into deliveries (id, body_id, case_id, document_id, message_id, kind, channel, strength, address,
            subject, text, status, attempts, created_at, sent_at, delivered_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $14)",
        params![
            id,
            new.body,
            new.case,
            new.document,
            new.message,
            &new.kind,
            channel.code(),
            channel.strength().code(),
            new.address.as_deref(),
            &new.subject,
            &new.text,
            status.code(),
            new.at,
            arrived,
        ],
    );
}

/// Writes down an attempt that the channel took.
pub(crate) fn mark_sent(batch: &mut WriteBatch, delivery: &Delivery, at: Instant) {
    insert_attempt(batch, delivery, at, "sent");
    batch.exec(
        "update deliveries set status = 'sent', attempts = $2, last_error = null, sent_at = $3
        where id = $1 and status in ('queued', 'failed')",
        params![delivery.id, delivery.attempts + 1, at],
    );
}

/// Writes down an attempt that failed; `given_up` when no further one will be made by itself.
pub(crate) fn mark_failed(
    batch: &mut WriteBatch,
    delivery: &Delivery,
    at: Instant,
    error: &str,
    given_up: bool,
) {
    insert_attempt(batch, delivery, at, error);
    let status = if given_up { Status::Failed } else { Status::Queued };
    batch.exec(
        "update deliveries set status = $2, attempts = $3, last_error = $4
        where id = $1 and status in ('queued', 'failed')",
        params![delivery.id, status.code(), delivery.attempts + 1, error],
    );
}

fn insert_attempt(batch: &mut WriteBatch, delivery: &Delivery, at: Instant, result: &str) {
    // Two workers with one job (a lease that ran out) may both write the same number: the first stands.
    batch.exec(
        "insert into delivery_attempts (delivery_id, number, at, result) values ($1, $2, $3, $4)
        on conflict (delivery_id, number) do nothing",
        params![delivery.id, delivery.attempts + 1, at, result],
    );
}

pub(crate) fn queue_again(batch: &mut WriteBatch, body: BodyId, id: DeliveryId) {
    batch.expect_rows(
        1,
        "delivery-not-failed",
        "update deliveries set status = 'queued' where id = $1 and body_id = $2 and status = 'failed'",
        params![id, body],
    );
}

/// Erases a delivery that is about no case, with its attempts: what it said and to whom is gone.
pub fn forget(batch: &mut WriteBatch, id: DeliveryId) {
    batch.exec(
        "delete from delivery_attempts where delivery_id in (select id from deliveries where id = $1 and case_id is null)",
        params![id],
    );
    batch.exec(
        "delete from deliveries where id = $1 and case_id is null",
        params![id],
    );
}

pub(crate) async fn delivery(reader: &impl Read, id: DeliveryId) -> Result<Option<Delivery>, StoreError> {
    let row = reader
        .query_opt("select * from deliveries where id = $1", params![id])
        .await?;
    row.as_ref().map(delivery_of).transpose()
}

/// Deliveries of a case, oldest first.
pub async fn of_case(reader: &impl Read, case: CaseId) -> Result<Vec<Delivery>, StoreError> {
    let sql = "select * from deliveries where case_id = $1 order by created_at, id";
    reader
        .query(sql, params![case])
        .await?
        .iter()
        .map(delivery_of)
        .collect()
}

/// Deliveries of a body that were given up, newest first, at most 200.
pub async fn failed(reader: &impl Read, body: BodyId) -> Result<Vec<Delivery>, StoreError> {
    let sql = "select * from deliveries where body_id = $1 and status = 'failed' order by created_at desc, id limit $2";
    reader
        .query(sql, params![body, MOST])
        .await?
        .iter()
        .map(delivery_of)
        .collect()
}

/// The tries of a delivery, oldest first.
pub async fn attempts(reader: &impl Read, id: DeliveryId) -> Result<Vec<Attempt>, StoreError> {
    let sql = "select number, at, result from delivery_attempts where delivery_id = $1 order by number";
    let rows = reader.query(sql, params![id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Attempt {
                number: row.get("number")?,
                at: row.get("at")?,
                result: row.get("result")?,
            })
        })
        .collect()
}

fn delivery_of(row: &Row) -> Result<Delivery, StoreError> {
    Ok(Delivery {
        id: row.get("id")?,
        body: row.get("body_id")?,
        case: row.get("case_id")?,
        document: row.get("document_id")?,
        message: row.get("message_id")?,
        kind: row.get("kind")?,
        channel: Channel::parse(row.get("channel")?).ok_or_else(|| unknown("channel"))?,
        strength: Strength::parse(row.get("strength")?).ok_or_else(|| unknown("strength"))?,
        address: row.get("address")?,
        subject: row.get("subject")?,
        text: row.get("text")?,
        status: Status::parse(row.get("status")?).ok_or_else(|| unknown("status"))?,
        attempts: row.get("attempts")?,
        last_error: row.get("last_error")?,
        created_at: row.get("created_at")?,
        sent_at: row.get("sent_at")?,
        delivered_at: row.get("delivered_at")?,
    })
}

fn unknown(column: &str) -> StoreError {
    StoreError::WrongType {
        column: column.to_owned(),
        found: "an unknown word",
        wanted: "a known word",
    }
}
