//! SQL of requests.

use crate::model::{Answer, Kind, Request, State};
use bodies::Scope;
use kernel::{AccountId, BodyId, DeliveryId, Instant, Lang, RequestId};
use store::{Read, Row, Sql, StoreError, WriteBatch, params};

/// Conflict of a commit whose number or token exists already.
pub(crate) const TAKEN: &str = "assistance-conflict-number";
/// Conflict of a commit that found the request changed.
pub(crate) const CHANGED: &str = "assistance-conflict-changed";

/// Lines of a page of the list.
pub(crate) const PAGE: i64 = 50;

/// What the list is narrowed by.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filter {
    /// Closed ones, instead of those to be worked.
    pub(crate) closed: bool,
    /// One kind only.
    pub(crate) kind: Option<Kind>,
    /// Lines before the first shown.
    pub(crate) offset: i64,
}

pub(crate) fn insert(batch: &mut WriteBatch, request: &Request) {
    batch.insert_new(
        TAKEN,
        "insert into assistance_requests (id, body_id, number, receipt_token, kind, state, lang, account_id, office_id,
            given_name, family_name, email, phone, category, service, subject, details, fault, place, days, hours,
            notice_read_at, received_at, closed_at, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
            $22, $22, null, $23)",
        params![
            request.id,
            request.body,
            &request.number,
            &request.receipt_token,
            request.kind.code(),
            request.state.code(),
            request.lang.code(),
            request.account,
            request.office,
            &request.given_name,
            &request.family_name,
            &request.email,
            request.phone.as_deref(),
            request.category.as_deref(),
            request.service.as_deref(),
            request.subject.as_deref(),
            &request.details,
            request.fault.as_deref(),
            request.place.as_deref(),
            request.days.as_deref(),
            request.hours.as_deref(),
            request.received_at,
            request.version,
        ],
    );
}

pub(crate) fn insert_delivery(batch: &mut WriteBatch, request: RequestId, delivery: DeliveryId) {
    batch.exec(
        "insert into assistance_deliveries (request_id, delivery_id) values ($1, $2)",
        params![request, delivery],
    );
}

/// Moves a request on from the version it was read at.
pub(crate) fn update_state(
    batch: &mut WriteBatch,
    request: &Request,
    state: State,
    closed_at: Option<Instant>,
) {
    batch.expect_rows(
        1,
        CHANGED,
        "update assistance_requests set state = $3, closed_at = $4, version = version + 1 where id = $1 and version = $2",
        params![request.id, request.version, state.code(), closed_at],
    );
}

/// Adds an answer; its number is one more than those there are.
pub(crate) fn insert_answer(batch: &mut WriteBatch, request: RequestId, answer: &Answer, author: AccountId) {
    batch.exec(
        "insert into assistance_answers (request_id, number, author_id, author_name, text, at) values ($1, $2, $3, $4, $5, $6)",
        params![request, answer.number, author, &answer.author, &answer.text, answer.at],
    );
}

pub(crate) async fn by_id(reader: &impl Read, id: RequestId) -> Result<Option<Request>, StoreError> {
    let row = reader
        .query_opt("select * from assistance_requests where id = $1", params![id])
        .await?;
    row.as_ref().map(request_of).transpose()
}

pub(crate) async fn by_receipt(
    reader: &impl Read,
    body: BodyId,
    token: &str,
) -> Result<Option<Request>, StoreError> {
    let sql = "select * from assistance_requests where receipt_token = $2 and body_id = $1";
    let row = reader.query_opt(sql, params![body, token]).await?;
    row.as_ref().map(request_of).transpose()
}

/// How many requests came from an address since an instant, to any body.
pub(crate) async fn count_of_address(
    reader: &impl Read,
    email: &str,
    since: Instant,
) -> Result<i64, StoreError> {
    let sql =
        "select count(*) as n from assistance_requests where received_at > $1 and lower(email) = lower($2)";
    reader.query_one(sql, params![since, email]).await?.get("n")
}

/// Requests in a scope, newest first: those of its offices, and those of no office; one more than a page, so that it shows
/// whether there are others.
pub(crate) async fn list(
    reader: &impl Read,
    scope: &Scope,
    filter: Filter,
) -> Result<Vec<Request>, StoreError> {
    let mut sql = Sql::new("select * from assistance_requests where ").push("body_id = ", scope.body());
    if let Some(offices) = scope.offices() {
        sql = sql
            .list(
                " and (office_id is null or office_id in ",
                offices.iter().copied(),
            )
            .raw(")");
    }
    sql = sql.raw(if filter.closed {
        " and state = 'closed'"
    } else {
        " and state <> 'closed'"
    });
    if let Some(kind) = filter.kind {
        sql = sql.push(" and kind = ", kind.code());
    }
    let sql = sql
        .push(" order by received_at desc, id desc limit ", PAGE + 1)
        .push(" offset ", filter.offset);
    reader.query_built(sql).await?.iter().map(request_of).collect()
}

pub(crate) async fn answers(reader: &impl Read, request: RequestId) -> Result<Vec<Answer>, StoreError> {
    let sql =
        "select number, author_name, text, at from assistance_answers where request_id = $1 order by number";
    let rows = reader.query(sql, params![request]).await?;
    rows.iter()
        .map(|row| {
            Ok(Answer {
                number: row.get("number")?,
                author: row.get("author_name")?,
                text: row.get("text")?,
                at: row.get("at")?,
            })
        })
        .collect()
}

/// Requests closed before an instant, oldest first, at most 200.
pub(crate) async fn closed_before(reader: &impl Read, before: Instant) -> Result<Vec<RequestId>, StoreError> {
    let sql = "select id from assistance_requests where closed_at < $1 order by closed_at, id limit 200";
    let rows = reader.query(sql, params![before]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// The e-mails of a request.
pub(crate) async fn deliveries(reader: &impl Read, id: RequestId) -> Result<Vec<DeliveryId>, StoreError> {
    let sql = "select delivery_id from assistance_deliveries where request_id = $1 order by delivery_id";
    let rows = reader.query(sql, params![id]).await?;
    rows.iter().map(|row| row.get("delivery_id")).collect()
}

/// Erases a request with its answers; its e-mails are erased by who sent them, after this.
pub(crate) fn delete(batch: &mut WriteBatch, id: RequestId) {
    batch.exec(
        "delete from assistance_deliveries where request_id = $1",
        params![id],
    );
    batch.exec(
        "delete from assistance_answers where request_id = $1",
        params![id],
    );
    batch.exec("delete from assistance_requests where id = $1", params![id]);
}

fn request_of(row: &Row) -> Result<Request, StoreError> {
    Ok(Request {
        id: row.get("id")?,
        body: row.get("body_id")?,
        number: row.get("number")?,
        receipt_token: row.get("receipt_token")?,
        kind: Kind::parse(row.get("kind")?).ok_or_else(|| unknown("kind"))?,
        state: State::parse(row.get("state")?).ok_or_else(|| unknown("state"))?,
        lang: Lang::parse(row.get("lang")?).ok_or_else(|| unknown("lang"))?,
        account: row.get("account_id")?,
        office: row.get("office_id")?,
        given_name: row.get("given_name")?,
        family_name: row.get("family_name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
        category: row.get("category")?,
        service: row.get("service")?,
        subject: row.get("subject")?,
        details: row.get("details")?,
        fault: row.get("fault")?,
        place: row.get("place")?,
        days: row.get("days")?,
        hours: row.get("hours")?,
        received_at: row.get("received_at")?,
        closed_at: row.get("closed_at")?,
        version: row.get("version")?,
    })
}

fn unknown(column: &str) -> StoreError {
    StoreError::WrongType {
        column: column.to_owned(),
        found: "an unknown word",
        wanted: "a known word",
    }
}
