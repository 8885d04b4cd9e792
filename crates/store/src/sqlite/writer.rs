//! The only thread that writes.

use super::bind;
use crate::batch::{Exec, Expect};
use crate::queue::{Member, panicked};
use crate::resolve::{Head, Heads, Resolved, resolve};
use crate::store::Counters;
use crate::tx::TxOf;
use crate::{CommitError, Committed, Row, StoreError, Tx, Value, WriteBatch, failpoint};
use rusqlite::{Connection, OptionalExtension};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};

pub(crate) enum Command {
    /// Shares a commit with the others that wait.
    Commit(Member),
    /// Runs between two groups.
    Alone(Box<dyn FnOnce(&mut Connection) + Send>),
    /// Lets those that wait through and ends the thread.
    Close(oneshot::Sender<()>),
}

pub(crate) struct Writer {
    connection: Connection,
    counters: Arc<Counters>,
    group: usize,
}

type Outcomes = Vec<Result<Committed, CommitError>>;

impl Writer {
    pub(crate) fn new(connection: Connection, counters: Arc<Counters>, group: usize) -> Self {
        Self {
            connection,
            counters,
            group,
        }
    }

    pub(crate) fn run(mut self, mut queue: mpsc::Receiver<Command>) {
        let mut closers = Vec::new();
        let mut waiting = Vec::with_capacity(self.group);
        let mut members = Vec::with_capacity(self.group);
        while queue.blocking_recv_many(&mut waiting, self.group) > 0 {
            for command in waiting.drain(..) {
                match command {
                    Command::Commit(member) => members.push(member),
                    Command::Alone(work) => {
                        self.commit(&mut members);
                        // Its answer is dropped with it when it panics; the next group needs a clean connection.
                        let _ = catch_unwind(AssertUnwindSafe(|| work(&mut self.connection)));
                        self.leave_transaction();
                    }
                    Command::Close(done) => {
                        queue.close();
                        closers.push(done);
                    }
                }
            }
            self.commit(&mut members);
        }
        drop(self.connection);
        for done in closers {
            let _ = done.send(());
        }
    }

    fn leave_transaction(&self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("rollback");
        }
    }

    fn commit(&mut self, members: &mut Vec<Member>) {
        if members.is_empty() {
            return;
        }
        let outcomes = match self.try_group(members) {
            Ok(outcomes) => outcomes,
            // One member can spoil the common commit (a deferred foreign key, a full disk): each on its own then.
            Err(_) if members.len() > 1 => {
                let alone = members.chunks(1).map(|one| match self.try_group(one) {
                    Ok(mut outcomes) => outcomes
                        .pop()
                        .unwrap_or(Err(CommitError::Fault(StoreError::Closed))),
                    Err(error) => Err(bind::commit_error(error)),
                });
                alone.collect()
            }
            Err(error) => vec![Err(bind::commit_error(error))],
        };
        for (member, outcome) in members.drain(..).zip(outcomes) {
            self.counters.answer(&outcome);
            let _ = member.answer.send(outcome);
        }
    }

    /// Runs the members in one transaction, each in its savepoint. An error means that nothing of the group was written.
    fn try_group(&self, members: &[Member]) -> Result<Outcomes, rusqlite::Error> {
        let run = || -> Result<Outcomes, rusqlite::Error> {
            run_fixed(&self.connection, "begin immediate")?;
            let mut heads = Heads::default();
            let mut outcomes = Vec::with_capacity(members.len());
            for member in members {
                outcomes.push(run_member(&self.connection, &member.batch, &mut heads)?);
            }
            if outcomes.iter().all(Result::is_err) {
                run_fixed(&self.connection, "rollback")?;
                return Ok(outcomes);
            }
            write_heads(&self.connection, &heads)?;
            failpoint::hit("before_commit");
            run_fixed(&self.connection, "commit")?;
            failpoint::hit("after_commit");
            self.counters.group();
            Ok(outcomes)
        };
        let outcomes = run();
        self.leave_transaction();
        outcomes
    }
}

/// The outer error means that the whole transaction is gone.
fn run_member(
    connection: &Connection,
    batch: &WriteBatch,
    heads: &mut Heads,
) -> Result<Result<Committed, CommitError>, rusqlite::Error> {
    run_fixed(connection, "savepoint member")?;
    let before = heads.before(batch);
    let outcome = catch_unwind(AssertUnwindSafe(|| run_batch(connection, batch, heads)))
        .unwrap_or_else(|_| Err(panicked()));
    if outcome.is_err() {
        if connection.is_autocommit() {
            // SQLite has rolled everything back itself (disk full, I/O error).
            return Err(match outcome {
                Err(CommitError::Fault(StoreError::Sqlite(error))) => error,
                _ => rusqlite::Error::StatementChangedRows(0),
            });
        }
        heads.restore(before);
        run_fixed(connection, "rollback to member")?;
    }
    run_fixed(connection, "release member")?;
    Ok(outcome)
}

fn run_batch(
    connection: &Connection,
    batch: &WriteBatch,
    heads: &mut Heads,
) -> Result<Committed, CommitError> {
    load_heads(connection, batch, heads)?;
    let resolved = resolve(batch, heads)?;
    for event in &resolved.events {
        let mut insert = connection
            .prepare_cached(
                "insert into events (chain, seq, prev, hash, at, kind, case_id, canonical) \
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )
            .map_err(bind::commit_error)?;
        let subject = event.subject.as_ref().map(|id| id.as_bytes().as_slice());
        insert
            .execute((
                &event.chain,
                event.seq,
                event.prev.as_slice(),
                event.hash.as_slice(),
                event.at,
                event.kind,
                subject,
                &event.canonical,
            ))
            .map_err(bind::commit_error)?;
    }
    for exec in &batch.execs {
        run_exec(connection, exec, &resolved)?;
    }
    Ok(resolved.into_committed())
}

fn run_exec(connection: &Connection, exec: &Exec, resolved: &Resolved) -> Result<(), CommitError> {
    let mut statement = connection
        .prepare_cached(exec.sql.as_str())
        .map_err(bind::commit_error)?;
    bind::bind(&mut statement, exec.params.len(), |index| {
        resolved.bind(&exec.params[index])
    })?;
    let touched = bind::execute(&mut statement).map_err(bind::commit_error);
    match (touched, exec.expect) {
        (Ok(touched), Expect::Rows(rows, label)) if touched != rows => Err(CommitError::Conflict { label }),
        (Err(CommitError::Unique { .. }), Expect::New(label)) => Err(CommitError::Conflict { label }),
        (touched, _) => touched.map(|_| ()),
    }
}

fn load_heads(connection: &Connection, batch: &WriteBatch, heads: &mut Heads) -> Result<(), CommitError> {
    for key in batch.series() {
        if !heads.series.contains_key(key) {
            let last = connection
                .prepare_cached("select last from series where key = ?1")
                .and_then(|mut select| select.query_row([key], |row| row.get(0)).optional())
                .map_err(bind::commit_error)?;
            heads.series.insert(key.to_owned(), last.unwrap_or(0));
        }
    }
    for chain in batch.chains() {
        if !heads.chains.contains_key(chain) {
            let head = connection
                .prepare_cached("select seq, hash from chains where chain = ?1")
                .and_then(|mut select| {
                    let head = |row: &rusqlite::Row<'_>| {
                        Ok(Head {
                            seq: row.get(0)?,
                            hash: row.get(1)?,
                        })
                    };
                    select.query_row([chain], head).optional()
                })
                .map_err(bind::commit_error)?;
            heads.chains.insert(chain.to_owned(), head.unwrap_or_default());
        }
    }
    Ok(())
}

fn write_heads(connection: &Connection, heads: &Heads) -> Result<(), rusqlite::Error> {
    for (key, last) in heads.series.iter().filter(|(_, last)| **last > 0) {
        connection
            .prepare_cached(
                "insert into series (key, last) values (?1, ?2) on conflict (key) do update set last = excluded.last",
            )?
            .execute((key, last))?;
    }
    for (chain, head) in heads.chains.iter().filter(|(_, head)| head.seq > 0) {
        connection
            .prepare_cached(
                "insert into chains (chain, seq, hash) values (?1, ?2, ?3) \
                 on conflict (chain) do update set seq = excluded.seq, hash = excluded.hash",
            )?
            .execute((chain, head.seq, head.hash.as_slice()))?;
    }
    Ok(())
}

fn run_fixed(connection: &Connection, sql: &'static str) -> Result<(), rusqlite::Error> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}

/// The transaction of an exclusive section.
pub(crate) struct SqliteTx<'a> {
    connection: &'a Connection,
    heads: &'a mut Heads,
    broken: &'a mut bool,
}

impl SqliteTx<'_> {
    pub(crate) fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        bind::query(self.connection, sql, params)
    }

    pub(crate) fn apply(&mut self, batch: &WriteBatch) -> Result<Committed, CommitError> {
        let applied = run_batch(self.connection, batch, self.heads);
        *self.broken |= applied.is_err();
        applied
    }
}

/// Runs `work` in its own transaction; the writer rolls back what an error or a panic leaves open.
pub(crate) fn exclusive<T, E: From<CommitError>>(
    connection: &Connection,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let fail = |error| E::from(bind::commit_error(error));
    run_fixed(connection, "begin immediate").map_err(fail)?;
    let (mut heads, mut broken) = (Heads::default(), false);
    let answer = work(&mut Tx(TxOf::Sqlite(SqliteTx {
        connection,
        heads: &mut heads,
        broken: &mut broken,
    })))?;
    if broken {
        return Err(CommitError::Fault(StoreError::Misuse("a section went on after a failed batch")).into());
    }
    write_heads(connection, &heads).map_err(fail)?;
    failpoint::hit("before_commit");
    run_fixed(connection, "commit").map_err(fail)?;
    failpoint::hit("after_commit");
    Ok(answer)
}
