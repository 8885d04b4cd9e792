//! SQL of the clocks of a case: deadlines and the suspensions that freeze them.

use crate::clocks::{ClockRow, ClockStatus};
use kernel::{CaseId, Date, Instant};
use store::{Row, Snapshot, StoreError, WriteBatch, params};

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
