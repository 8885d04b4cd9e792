//! The store: one handle, either database behind it.

use crate::read::{Reading, SnapshotOf};
use crate::{
    BackupReport, CommitError, Committed, Database, Durability, Kind, MIGRATIONS, Migration, Row, Snapshot,
    StoreConfig, StoreError, Tx, WriteBatch, backup, postgres::Postgres, sqlite::Sqlite,
};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// A handle on the database; cheap to clone, shared by every task.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    durability: Durability,
    woken: Arc<tokio::sync::Notify>,
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// What the committer did since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Batches committed.
    pub batches: u64,
    /// Database commits they shared.
    pub groups: u64,
    /// Batches refused by an expectation or a unique key.
    pub refused: u64,
    /// Batches that failed.
    pub faults: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    batches: AtomicU64,
    groups: AtomicU64,
    refused: AtomicU64,
    faults: AtomicU64,
}

impl Counters {
    pub(crate) fn group(&self) {
        self.groups.fetch_add(1, Relaxed);
    }

    pub(crate) fn answer<T>(&self, answer: &Result<T, CommitError>) {
        let counter = match answer {
            Ok(_) => &self.batches,
            Err(CommitError::Fault(_)) => &self.faults,
            Err(_) => &self.refused,
        };
        counter.fetch_add(1, Relaxed);
    }

    fn read(&self) -> Stats {
        Stats {
            batches: self.batches.load(Relaxed),
            groups: self.groups.load(Relaxed),
            refused: self.refused.load(Relaxed),
            faults: self.faults.load(Relaxed),
        }
    }
}

impl Store {
    /// Opens the database, creating an empty SQLite file when there is none; nothing is migrated yet.
    pub async fn open(config: &StoreConfig) -> Result<Self, StoreError> {
        arm(config)?;
        let engine = match &config.database {
            Database::Sqlite(path) => Engine::Sqlite(Sqlite::open(path.clone(), config).await?),
            Database::Postgres(url) => Engine::Postgres(Postgres::open(url, config).await?),
        };
        Ok(Self {
            engine: Arc::new(engine),
            durability: config.durability,
            woken: Arc::default(),
        })
    }

    /// Which database this is.
    pub fn kind(&self) -> Kind {
        match &*self.engine {
            Engine::Sqlite(_) => Kind::Sqlite,
            Engine::Postgres(_) => Kind::Postgres,
        }
    }

    /// Brings the schema to the version of this program; answers how many steps were applied.
    pub async fn migrate(&self) -> Result<usize, StoreError> {
        self.migrate_with(MIGRATIONS).await
    }

    /// Like `migrate`, with other steps than the embedded ones.
    pub async fn migrate_with(&self, steps: &[Migration]) -> Result<usize, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.migrate(steps).await,
            Engine::Postgres(postgres) => postgres.migrate(steps).await,
        }
    }

    /// Writes a batch wholly or not at all; the answer comes after the flush to disk.
    pub async fn commit(&self, batch: WriteBatch) -> Result<Committed, CommitError> {
        if batch.is_empty() {
            return Ok(Committed::default());
        }
        let wakes = batch.wakes;
        let answer = match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.commit(batch).await,
            Engine::Postgres(postgres) => postgres.commit(batch).await,
        };
        if wakes && answer.is_ok() {
            self.woken.notify_one();
        }
        answer
    }

    /// Notified after each commit of a batch marked with [`WriteBatch::wake`] by this process; for one waiter.
    pub fn woken(&self) -> Arc<tokio::sync::Notify> {
        self.woken.clone()
    }

    /// Runs a short read-modify-write that nobody else with the same `lock` runs at the same time.
    ///
    /// The closure runs in one transaction on a thread that may block; an error rolls everything back.
    pub async fn exclusive<T, E, F>(&self, lock: &str, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CommitError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.exclusive(work).await,
            Engine::Postgres(postgres) => postgres.exclusive(lock, work).await,
        }
    }

    /// One moment of the database for several queries.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot(match &*self.engine {
            Engine::Sqlite(sqlite) => SnapshotOf::Sqlite(sqlite.snapshot().await?),
            Engine::Postgres(postgres) => SnapshotOf::Postgres(postgres.snapshot().await?),
        }))
    }

    /// Whether both the readers and the committer answer.
    pub async fn ping(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.ping().await,
            Engine::Postgres(postgres) => postgres.ping().await,
        }
    }

    /// Refuses a database whose settings would lose acknowledged commits at a loss of power.
    pub async fn check_durability(&self) -> Result<(), StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.check_durability().await,
            Engine::Postgres(postgres) => postgres.check_durability().await,
        }
    }

    /// What the configuration promised about acknowledged commits.
    pub fn durability(&self) -> Durability {
        self.durability
    }

    /// What the committer did since the start.
    pub fn stats(&self) -> Stats {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.counters().read(),
            Engine::Postgres(postgres) => postgres.counters().read(),
        }
    }

    /// Writes `database.dump` into `dir` from one moment of the running database; either database restores it.
    pub async fn backup(&self, dir: &Path) -> Result<BackupReport, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.backup(dir).await,
            Engine::Postgres(postgres) => backup::of_postgres(postgres, dir).await,
        }
    }

    /// Fills an empty database from the `database.dump` of `dir` and migrates it to the version of this program.
    pub async fn restore(&self, dir: &Path) -> Result<BackupReport, StoreError> {
        self.restore_with(dir, MIGRATIONS).await
    }

    /// Like `restore`, with other steps than the embedded ones.
    pub async fn restore_with(
        &self,
        dir: &Path,
        steps: &'static [Migration],
    ) -> Result<BackupReport, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.restore(dir, steps).await,
            Engine::Postgres(postgres) => backup::into_postgres(postgres, dir, steps).await,
        }
    }

    /// Refuses new batches, commits those that wait and closes every connection.
    pub async fn close(&self) {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.close().await,
            Engine::Postgres(postgres) => postgres.close().await,
        }
    }

    pub(crate) async fn read(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.read(read).await,
            Engine::Postgres(postgres) => postgres.read(read).await,
        }
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({:?})", self.kind())
    }
}

#[cfg(feature = "failpoints")]
fn arm(config: &StoreConfig) -> Result<(), StoreError> {
    for (name, at) in &config.failpoints {
        crate::failpoint::arm(name, *at);
    }
    Ok(())
}

#[cfg(not(feature = "failpoints"))]
fn arm(config: &StoreConfig) -> Result<(), StoreError> {
    if config.failpoints.is_empty() {
        return Ok(());
    }
    Err(StoreError::Setup(
        "failpoints are asked for but this program is built without them".to_owned(),
    ))
}
