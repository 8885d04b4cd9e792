//! Read-only connections. A statement that is quick runs where it is asked for: handing it to another thread costs more than
//! a keyed read (measured: a quarter of the time of a page). One that was slow the last time runs on a thread that may block.

use super::bind;
use crate::pace::Pace;
use crate::read::Reading;
use crate::{Row, StoreError};
use rusqlite::Connection;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a reader may be waited for before the answer is "busy".
const PATIENCE: Duration = Duration::from_secs(10);

/// How long a statement may keep a thread that answers requests.
const QUICK: Duration = Duration::from_millis(1);

pub(crate) struct Readers {
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
    count: u32,
    pace: Pace,
}

impl Readers {
    pub(crate) fn new(connections: Vec<Connection>) -> Self {
        let count = connections.len();
        Self {
            idle: Mutex::new(connections),
            permits: Arc::new(Semaphore::new(count)),
            count: u32::try_from(count).unwrap_or(u32::MAX),
            pace: Pace::up_to(QUICK),
        }
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn lease(self: &Arc<Self>) -> Result<Lease, StoreError> {
        let permit = match Arc::clone(&self.permits).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned())
                .await
                .map_err(|_| StoreError::Busy)?
                .map_err(|_| StoreError::Closed)?,
        };
        let connection = self.idle().pop().ok_or(StoreError::Closed)?;
        Ok(Lease {
            connection: Some(connection),
            pool: Arc::clone(self),
            _permit: permit,
        })
    }

    pub(crate) async fn read(self: &Arc<Self>, read: Reading) -> Result<Vec<Row>, StoreError> {
        let lease = self.lease().await?;
        if self.pace.is_quick(&read.sql) {
            return lease.query(&read);
        }
        let work = move || lease.query(&read);
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| StoreError::Closed)?
    }

    pub(crate) async fn snapshot(self: &Arc<Self>) -> Result<SqliteSnapshot, StoreError> {
        let lease = self.lease().await?;
        // The first read, not BEGIN, fixes the moment.
        lease
            .connection()?
            .execute_batch("begin; select count(*) from sqlite_schema")?;
        Ok(SqliteSnapshot(tokio::sync::Mutex::new(Some(lease))))
    }

    pub(crate) async fn close(&self) {
        let all = tokio::time::timeout(PATIENCE, self.permits.acquire_many(self.count)).await;
        self.permits.close();
        drop(all);
        self.idle().clear();
    }
}

/// A connection that goes back to its pool, whatever happens to who held it.
struct Lease {
    connection: Option<Connection>,
    pool: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl Lease {
    fn connection(&self) -> Result<&Connection, StoreError> {
        self.connection.as_ref().ok_or(StoreError::Closed)
    }

    fn query(&self, read: &Reading) -> Result<Vec<Row>, StoreError> {
        let started = Instant::now();
        let answer = bind::query(self.connection()?, read.sql.as_str(), &read.params);
        self.pool.pace.took(&read.sql, started.elapsed());
        answer
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        if !connection.is_autocommit() && connection.execute_batch("rollback").is_err() {
            return;
        }
        if !self.pool.permits.is_closed() {
            self.pool.idle().push(connection);
        }
    }
}

/// One moment of the database on one connection.
pub(crate) struct SqliteSnapshot(tokio::sync::Mutex<Option<Lease>>);

impl SqliteSnapshot {
    pub(crate) async fn run(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        let mut held = self.0.lock().await;
        let quick = held.as_ref().filter(|lease| lease.pool.pace.is_quick(&read.sql));
        if let Some(lease) = quick {
            return lease.query(&read);
        }
        let lease = held.take().ok_or(StoreError::Closed)?;
        let work = move || {
            let answer = lease.query(&read);
            (lease, answer)
        };
        let (lease, answer) = tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| StoreError::Closed)?;
        *held = Some(lease);
        answer
    }
}
