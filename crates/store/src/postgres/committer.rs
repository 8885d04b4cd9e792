//! The task that commits: the batches that wait share one transaction, pipelined.

use super::Shared;
use super::session::{self, Ready};
use crate::queue::{Member, panicked};
use crate::resolve::{Heads, resolve};
use crate::{CommitError, Committed, Durability, StoreError, WriteBatch, failpoint};
use deadpool_postgres::ClientWrapper;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};

pub(crate) enum Command {
    Commit(Member),
    /// Answers the settings that decide about durability, as this connection has them.
    Settings(oneshot::Sender<Result<Vec<(String, String)>, StoreError>>),
    /// Lets those that wait through and ends the task.
    Close(oneshot::Sender<()>),
}

pub(crate) struct Committer {
    shared: Arc<Shared>,
    client: Option<ClientWrapper>,
    group: usize,
}

/// How one try of one transaction ended.
enum Attempt {
    Done(Vec<Committed>),
    /// These cannot be committed together with the others; nothing was written.
    Refused(Vec<(usize, CommitError)>),
    /// The transaction failed as a whole; nothing was written.
    Lost(StoreError),
    /// The connection was lost while committing: perhaps everything was written.
    Unknown(StoreError),
}

/// How often the rest of a group is tried again without the batches that spoiled it.
const GROUP_TRIES: usize = 4;
/// How often one batch is tried when deadlocks or lost connections, not the batch, are the reason.
const SINGLE_TRIES: u32 = 6;

impl Committer {
    pub(crate) fn new(shared: Arc<Shared>, group: usize) -> Self {
        Self {
            shared,
            client: None,
            group,
        }
    }

    pub(crate) async fn run(mut self, mut queue: mpsc::Receiver<Command>) {
        let mut waiting = Vec::with_capacity(self.group);
        let mut closers = Vec::new();
        while queue.recv_many(&mut waiting, self.group).await > 0 {
            let mut members = Vec::with_capacity(waiting.len());
            for command in waiting.drain(..) {
                match command {
                    Command::Commit(member) => members.push(member),
                    Command::Settings(answer) => {
                        let _ = answer.send(self.settings().await);
                    }
                    Command::Close(done) => {
                        queue.close();
                        closers.push(done);
                    }
                }
            }
            self.commit(members).await;
        }
        for done in closers {
            let _ = done.send(());
        }
    }

    async fn commit(&mut self, mut open: Vec<Member>) {
        if open.is_empty() {
            return;
        }
        if !self.reachable().await {
            // Nothing was tried: whoever waits is told at once instead of one after the other.
            for member in open.drain(..) {
                self.answer(member, Err(CommitError::Busy { retry_after: 5 }));
            }
            return;
        }
        let mut alone = Vec::new();
        for _ in 0..GROUP_TRIES {
            if open.len() < 2 {
                break;
            }
            let batches: Vec<&WriteBatch> = open.iter().map(|member| &member.batch).collect();
            match self.attempt(&batches).await {
                Attempt::Done(committed) => {
                    for (member, committed) in open.drain(..).zip(committed) {
                        self.answer(member, Ok(committed));
                    }
                }
                Attempt::Refused(refused) => {
                    // Perhaps refused only because of a neighbour that will not be committed: each is asked again alone.
                    for (index, _) in refused.into_iter().rev() {
                        alone.push(open.remove(index));
                    }
                }
                Attempt::Lost(_) => break,
                Attempt::Unknown(error) => {
                    let problem = error.to_string();
                    for member in open.drain(..) {
                        let unknown = StoreError::Setup(format!("the outcome is unknown: {problem}"));
                        self.answer(member, Err(CommitError::Fault(unknown)));
                    }
                }
            }
        }
        for member in open.into_iter().chain(alone) {
            let outcome = self.single(&member.batch).await;
            self.answer(member, outcome);
        }
    }

    fn answer(&self, member: Member, outcome: Result<Committed, CommitError>) {
        self.shared.counters.answer(&outcome);
        let _ = member.answer.send(outcome);
    }

    async fn single(&mut self, batch: &WriteBatch) -> Result<Committed, CommitError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match self.attempt(&[batch]).await {
                Attempt::Done(mut committed) => return Ok(committed.pop().unwrap_or_default()),
                Attempt::Refused(mut refused) => {
                    return Err(match refused.pop() {
                        Some((_, error)) => self.shared.named(error).await,
                        None => CommitError::Fault(StoreError::Closed),
                    });
                }
                Attempt::Unknown(error) => return Err(CommitError::Fault(error)),
                Attempt::Lost(error) if tries >= SINGLE_TRIES => return Err(CommitError::Fault(error)),
                Attempt::Lost(_) => tokio::time::sleep(Duration::from_millis(2 << tries)).await,
            }
        }
    }

    /// Waits about a second for a server that restarts.
    async fn reachable(&mut self) -> bool {
        for pause in [50, 150, 300, 500] {
            match self.connect().await {
                Ok(()) => return true,
                Err(error) => tracing::warn!(%error, "the database cannot be reached"),
            }
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
        self.connect().await.is_ok()
    }

    async fn connect(&mut self) -> Result<(), StoreError> {
        if self.client.as_ref().is_none_or(|client| client.is_closed()) {
            let client = self.shared.connect().await?;
            client
                .batch_execute("set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s'")
                .await?;
            let current: String = client
                .query_one("select current_setting('synchronous_commit')", &[])
                .await?
                .try_get(0)?;
            match (self.shared.durability, current.as_str()) {
                (Durability::Off, _) => client.batch_execute("set synchronous_commit = off").await?,
                (Durability::Full, "off") => client.batch_execute("set synchronous_commit = on").await?,
                _ => {}
            }
            self.client = Some(client);
        }
        Ok(())
    }

    async fn settings(&mut self) -> Result<Vec<(String, String)>, StoreError> {
        self.connect().await?;
        let client = self.client.as_ref().ok_or(StoreError::Closed)?;
        let rows = client
            .query(
                "select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit')",
                &[],
            )
            .await?;
        let read = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(read).collect()
    }

    async fn attempt(&mut self, batches: &[&WriteBatch]) -> Attempt {
        if let Err(error) = self.connect().await {
            return Attempt::Lost(error);
        }
        let Some(client) = self.client.as_ref() else {
            return Attempt::Lost(StoreError::Closed);
        };
        let attempt = attempt(client, batches).await;
        match &attempt {
            Attempt::Done(_) => self.shared.counters.group(),
            Attempt::Unknown(_) => self.client = None,
            Attempt::Refused(_) | Attempt::Lost(_) => {
                if client.batch_execute("rollback").await.is_err() {
                    self.client = None;
                }
            }
        }
        attempt
    }
}

async fn attempt(client: &ClientWrapper, batches: &[&WriteBatch]) -> Attempt {
    let mut refused = Vec::new();
    let mut statements = Vec::with_capacity(batches.len());
    for (index, batch) in batches.iter().enumerate() {
        match session::prepare(client, batch).await {
            Ok(prepared) => statements.push(prepared),
            Err(StoreError::Postgres(error)) if session::is_of_session(&error.0) => {
                return Attempt::Lost(StoreError::Postgres(error));
            }
            Err(error) => refused.push((index, CommitError::Fault(error))),
        }
    }
    if !refused.is_empty() {
        return Attempt::Refused(refused);
    }
    let mut heads = Heads::default();
    let begin = client.batch_execute("begin");
    if let Err(error) = session::lock_heads(client, begin, batches, &mut heads).await {
        return Attempt::Lost(error);
    }
    let mut ready = Vec::with_capacity(batches.len());
    for (index, (batch, statements)) in batches.iter().zip(statements).enumerate() {
        let resolved = catch_unwind(AssertUnwindSafe(|| resolve(batch, &mut heads)));
        match resolved.unwrap_or_else(|_| Err(panicked())) {
            Ok(resolved) => ready.push(Ready {
                batch,
                statements,
                resolved,
            }),
            Err(error) => refused.push((index, error)),
        }
    }
    if !refused.is_empty() {
        return Attempt::Refused(refused);
    }
    match session::write(client, &ready, &heads).await {
        Ok(refused) if refused.is_empty() => {}
        Ok(refused) => return Attempt::Refused(refused),
        Err(error) => return Attempt::Lost(error),
    }
    failpoint::hit("before_commit");
    if let Err(error) = client.batch_execute("commit").await {
        return match error.as_db_error() {
            // A deferred constraint: PostgreSQL has rolled back.
            Some(_) if batches.len() == 1 => Attempt::Refused(vec![(0, session::commit_error(error))]),
            Some(_) => Attempt::Lost(error.into()),
            None => Attempt::Unknown(error.into()),
        };
    }
    failpoint::hit("after_commit");
    Attempt::Done(
        ready
            .into_iter()
            .map(|one| one.resolved.into_committed())
            .collect(),
    )
}
