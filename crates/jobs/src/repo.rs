//! The rows of the outbox and of the schedules.

use crate::{GivenUp, Job, NewJob, Schedule, Waiting};
use kernel::{BodyId, Instant, JobId};
use store::{CommitError, Row, Sql, Store, StoreError, WriteBatch, params};

/// Label of the conflict when another worker has taken a job over.
pub(crate) const LEASE_LOST: &str = "jobs-lease-lost";
const MAX_MESSAGE: usize = 500;

/// Adds a job to the commit that causes it. A job of the same kind and key that exists already, done or not, is left as it is.
pub fn enqueue(batch: &mut WriteBatch, job: NewJob) {
    let payload = job.payload.to_string();
    batch.exec(
        "insert into outbox (id, kind, key, body_id, payload, status, due_at, attempts, created_at)
         values ($1, $2, $3, $4, $5, 'waiting', $6, 0, $7)
         on conflict (kind, key) do nothing",
        params![
            job.id(),
            job.kind,
            &job.key,
            job.body,
            payload,
            job.due_at,
            job.now
        ],
    );
    batch.wake();
}

/// A claim: who, until when, and the present moment.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    pub(crate) token: String,
    pub(crate) now: Instant,
    pub(crate) until: Instant,
}

/// Jobs that could be claimed: due, or left by a worker whose lease has run out.
pub(crate) async fn claimable(
    store: &Store,
    kinds: &[&'static str],
    now: Instant,
    limit: usize,
) -> Result<Vec<JobId>, StoreError> {
    let waiting = Sql::with(
        "select id from outbox where status = 'waiting' and due_at <= $1",
        params![now],
    )
    .list(" and kind in ", kinds.iter().copied())
    .push(" order by due_at limit ", limit);
    let left = Sql::with(
        "select id from outbox where status = 'running' and lease_until_at <= $1",
        params![now],
    )
    .list(" and kind in ", kinds.iter().copied())
    .push(" order by due_at limit ", limit);
    let mut ids = Vec::new();
    for sql in [left, waiting] {
        for row in store.query_built(sql).await? {
            ids.push(row.get("id")?);
        }
    }
    ids.truncate(limit);
    Ok(ids)
}

/// Takes those of the jobs that nobody was faster to take, and answers them.
///
/// The condition is repeated beside the ids: of two nodes with the same candidates, the second waits for the first
/// (PostgreSQL: on the row, then judged anew; SQLite: on the writer) and finds the job taken.
pub(crate) async fn claim(store: &Store, ids: &[JobId], claim: &Claim) -> Result<Vec<Job>, CommitError> {
    let mut batch = WriteBatch::new();
    batch.exec_built(
        Sql::with(
            "update outbox set status = 'running', leased_by = $1, lease_until_at = $2, attempts = attempts + 1
             where ((status = 'waiting' and due_at <= $3) or (status = 'running' and lease_until_at <= $3))",
            params![&claim.token, claim.until, claim.now],
        )
        .list(" and id in ", ids.iter().copied()),
    );
    store.commit(batch).await?;
    let mine = Sql::with(
        "select id, kind, key, body_id, payload, attempts, created_at from outbox
         where status = 'running' and leased_by = $1",
        params![&claim.token],
    )
    .list(" and id in ", ids.iter().copied())
    .raw(" order by due_at, id");
    let rows = store.query_built(mine).await?;
    rows.iter()
        .map(job)
        .collect::<Result<_, _>>()
        .map_err(CommitError::from)
}

fn job(row: &Row) -> Result<Job, StoreError> {
    let payload: &str = row.get("payload")?;
    Ok(Job {
        id: row.get("id")?,
        kind: row.get("kind")?,
        key: row.get("key")?,
        body: row.get("body_id")?,
        // Written by `enqueue` only; a handler refuses what it cannot read.
        payload: serde_json::from_str(payload).unwrap_or(serde_json::Value::Null),
        attempt: row.get("attempts")?,
        created_at: row.get("created_at")?,
    })
}

/// Prolongs the lease of a running job.
pub(crate) fn prolong(batch: &mut WriteBatch, id: JobId, token: &str, until: Instant) {
    batch.expect_rows(
        1,
        LEASE_LOST,
        "update outbox set lease_until_at = $3 where id = $1 and leased_by = $2 and status = 'running'",
        params![id, token, until],
    );
}

/// Marks a job as done.
pub(crate) fn mark_done(batch: &mut WriteBatch, id: JobId, token: &str, now: Instant) {
    batch.expect_rows(
        1,
        LEASE_LOST,
        "update outbox set status = 'done', done_at = $3, leased_by = null, lease_until_at = null, last_error = null
         where id = $1 and leased_by = $2 and status = 'running'",
        params![id, token, now],
    );
}

/// Gives a job back, to be tried at `due_at`; `None` = given up.
pub(crate) fn mark_failed(
    batch: &mut WriteBatch,
    id: JobId,
    token: &str,
    due_at: Option<Instant>,
    message: &str,
) {
    let message: String = message.chars().filter(|c| *c != '\0').take(MAX_MESSAGE).collect();
    let status = if due_at.is_some() { "waiting" } else { "dead" };
    batch.expect_rows(
        1,
        LEASE_LOST,
        "update outbox set status = $3, due_at = coalesce($4, due_at), last_error = $5, leased_by = null,
                lease_until_at = null
         where id = $1 and leased_by = $2 and status = 'running'",
        params![id, token, status, due_at, message],
    );
}

/// Jobs given up, the latest first: of one body, or of all.
pub async fn given_up(store: &Store, body: Option<BodyId>, limit: u32) -> Result<Vec<GivenUp>, StoreError> {
    let mut sql = Sql::new(
        "select id, kind, key, body_id, attempts, last_error, created_at from outbox where status = 'dead'",
    );
    if let Some(body) = body {
        sql = sql.push(" and body_id = ", body);
    }
    let rows = store
        .query_built(sql.push(" order by due_at desc limit ", limit))
        .await?;
    rows.iter()
        .map(|row| {
            Ok(GivenUp {
                id: row.get("id")?,
                kind: row.get("kind")?,
                key: row.get("key")?,
                body: row.get("body_id")?,
                attempts: row.get("attempts")?,
                last_error: row.get::<Option<String>>("last_error")?.unwrap_or_default(),
                created_at: row.get("created_at")?,
            })
        })
        .collect()
}

/// Lets a job that was given up be tried again, from its first attempt; conflict `jobs-not-given-up` when it was not.
pub fn retry(batch: &mut WriteBatch, id: JobId, now: Instant) {
    batch.expect_rows(
        1,
        "jobs-not-given-up",
        "update outbox set status = 'waiting', attempts = 0, due_at = $2 where id = $1 and status = 'dead'",
        params![id, now],
    );
    batch.wake();
}

/// Forgets jobs done before `before`; their keys may then be used again, so leave them longer than anything repeats.
pub fn forget_done(batch: &mut WriteBatch, before: Instant) {
    batch.exec(
        "delete from outbox where status = 'done' and done_at < $1",
        params![before],
    );
}

/// How much waits.
pub async fn waiting(store: &Store) -> Result<Waiting, StoreError> {
    let rows = store
        .query(
            "select status, count(*) as jobs, min(due_at) as oldest from outbox
             where status in ('waiting', 'running', 'dead') group by status",
            params![],
        )
        .await?;
    let mut found = Waiting::default();
    for row in rows {
        let jobs: u64 = row.get("jobs")?;
        match row.get::<&str>("status")? {
            "waiting" => {
                found.waiting = jobs;
                found.oldest_due_at = row.get("oldest")?;
            }
            "running" => found.running = jobs,
            _ => found.dead = jobs,
        }
    }
    Ok(found)
}

/// Makes a schedule known, without touching one that is.
pub(crate) fn know_schedule(batch: &mut WriteBatch, schedule: &Schedule, now: Instant) {
    batch.exec(
        "insert into schedules (name, last_run_at, next_run_at) values ($1, 0, $2) on conflict (name) do nothing",
        params![schedule.name, schedule.every.next_after(now)],
    );
}

/// Which schedules have an occasion now, with its moment.
pub(crate) async fn due_schedules(store: &Store, now: Instant) -> Result<Vec<(String, Instant)>, StoreError> {
    let rows = store
        .query(
            "select name, next_run_at from schedules where next_run_at <= $1 order by next_run_at, name",
            params![now],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("name")?, row.get("next_run_at")?)))
        .collect()
}

/// The moment a job of a schedule was due; none for other jobs.
pub fn occasion(job: &Job) -> Option<Instant> {
    Instant::parse(job.payload.get("occasion")?.as_str()?)
}

/// Takes an occasion and enqueues its job; a conflict when another node was faster.
pub(crate) fn take_occasion(batch: &mut WriteBatch, schedule: &Schedule, occasion: Instant, now: Instant) {
    batch.expect_rows(
        1,
        "jobs-schedule-taken",
        "update schedules set last_run_at = $3, next_run_at = $4 where name = $1 and next_run_at = $2",
        params![schedule.name, occasion, now, schedule.every.next_after(now)],
    );
    let payload = serde_json::json!({ "occasion": occasion.rfc3339() });
    enqueue(
        batch,
        NewJob::new(schedule.name, occasion.rfc3339(), payload, now),
    );
}
