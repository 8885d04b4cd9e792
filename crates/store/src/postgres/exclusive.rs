//! Exclusive sections: one transaction, one advisory lock, a closure on a thread that may block.

use super::session::{self, Ready};
use super::{Shared, bind};
use crate::queue::panicked;
use crate::read::Reading;
use crate::resolve::{Heads, resolve};
use crate::tx::TxOf;
use crate::{CommitError, Committed, Row, StoreError, Tx, Value, WriteBatch, failpoint};
use deadpool_postgres::Object;
use sha2::{Digest, Sha256};
use std::future::ready;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::runtime::Handle;

pub(crate) struct PgTx<'a> {
    client: &'a Object,
    shared: &'a Shared,
    runtime: &'a Handle,
    broken: &'a mut bool,
}

impl PgTx<'_> {
    pub(crate) fn query(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.runtime
            .block_on(bind::query(self.client, &Reading::fixed(sql, params)))
    }

    pub(crate) fn apply(&mut self, batch: &WriteBatch) -> Result<Committed, CommitError> {
        let applied = self.runtime.block_on(self.write(batch));
        *self.broken |= applied.is_err();
        applied
    }

    async fn write(&self, batch: &WriteBatch) -> Result<Committed, CommitError> {
        let statements = session::prepare(self.client, batch).await?;
        // The heads stay locked until the end of the section, so reading them again for each batch is right.
        let mut heads = Heads::default();
        session::lock_heads(self.client, ready(Ok(())), &[batch], &mut heads).await?;
        let resolved = resolve(batch, &mut heads)?;
        let ready = [Ready {
            batch,
            statements,
            resolved,
        }];
        let refused = session::write(self.client, &ready, &heads).await?;
        if let Some((_, error)) = refused.into_iter().next() {
            return Err(self.shared.named(error).await);
        }
        let [ready] = ready;
        Ok(ready.resolved.into_committed())
    }
}

pub(super) async fn run<T, E, F>(shared: Arc<Shared>, lock: &str, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<CommitError> + Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let digest = Sha256::digest(lock.as_bytes());
    let mut key = [0u8; 8];
    key.copy_from_slice(&digest[..8]);
    // A task of its own: a caller that goes away must not leave a transaction open on a pooled connection.
    let section = tokio::spawn(section(shared, i64::from_be_bytes(key), work));
    section.await.unwrap_or_else(|_| Err(panicked().into()))
}

async fn section<T, E, F>(shared: Arc<Shared>, key: i64, work: F) -> Result<T, E>
where
    T: Send + 'static,
    E: From<CommitError> + Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
{
    let fault = |error: StoreError| E::from(CommitError::from(error));
    let client = shared.lease().await.map_err(fault)?;
    if let Err(error) = begin(&client, key).await {
        let _ = client.batch_execute("rollback").await;
        return Err(fault(error.into()));
    }
    let runtime = Handle::current();
    let blocking = tokio::task::spawn_blocking(move || {
        let mut broken = false;
        let answer = catch_unwind(AssertUnwindSafe(|| {
            work(&mut Tx(TxOf::Postgres(PgTx {
                client: &client,
                shared: &shared,
                runtime: &runtime,
                broken: &mut broken,
            })))
        }));
        let answer = answer.unwrap_or_else(|_| Err(panicked().into()));
        (client, answer, broken)
    });
    let (client, answer, broken) = blocking.await.map_err(|_| fault(StoreError::Closed))?;
    let ended = match &answer {
        Ok(_) if !broken => {
            failpoint::hit("before_commit");
            client.batch_execute("commit").await
        }
        _ => client.batch_execute("rollback").await,
    };
    ended.map_err(|error| E::from(session::commit_error(error)))?;
    failpoint::hit("after_commit");
    if broken && answer.is_ok() {
        return Err(fault(StoreError::Misuse(
            "a section went on after a failed batch",
        )));
    }
    answer
}

async fn begin(client: &Object, key: i64) -> Result<(), tokio_postgres::Error> {
    // The pool's connections are read-only by default.
    client
        .batch_execute("begin read write; set local lock_timeout = '10s'")
        .await?;
    client
        .execute("select pg_advisory_xact_lock($1)", &[&key])
        .await?;
    Ok(())
}
