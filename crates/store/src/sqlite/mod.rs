//! SQLite: one writer thread with group commit, a pool of read-only connections.

mod backup;
mod bind;
mod readers;
mod writer;

use crate::queue::{Member, refused};
use crate::read::Reading;
use crate::store::Counters;
use crate::{
    BackupReport, CommitError, Committed, Durability, Kind, Migration, Row, StoreConfig, StoreError, Tx,
    WriteBatch, migrate,
};
use readers::Readers;
pub(crate) use readers::SqliteSnapshot;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
pub(crate) use writer::SqliteTx;
use writer::{Command, Writer};

pub(crate) struct Sqlite {
    path: PathBuf,
    queue: mpsc::Sender<Command>,
    readers: Arc<Readers>,
    counters: Arc<Counters>,
}

impl Sqlite {
    pub(crate) async fn open(path: PathBuf, config: &StoreConfig) -> Result<Self, StoreError> {
        let (durability, readers, group) = (config.durability, config.readers.max(1), config.group.max(1));
        let file = path.clone();
        let opened = tokio::task::spawn_blocking(move || -> Result<_, StoreError> {
            let writer = open_writer(&file, durability)?;
            let readers = (0..readers)
                .map(|_| open_reader(&file))
                .collect::<Result<Vec<_>, _>>()?;
            Ok((writer, readers))
        });
        let (connection, readers) = opened.await.map_err(|_| StoreError::Closed)??;
        let counters = Arc::new(Counters::default());
        let (queue, waiting) = mpsc::channel(config.queue.max(1));
        let writer = Writer::new(connection, Arc::clone(&counters), group);
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run(waiting))?;
        Ok(Self {
            path,
            queue,
            readers: Arc::new(Readers::new(readers)),
            counters,
        })
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    pub(crate) async fn commit(&self, batch: WriteBatch) -> Result<Committed, CommitError> {
        let (answer, answered) = oneshot::channel();
        self.queue
            .try_send(Command::Commit(Member { batch, answer }))
            .map_err(refused)?;
        answered
            .await
            .unwrap_or(Err(CommitError::Fault(StoreError::Closed)))
    }

    pub(crate) async fn exclusive<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CommitError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let alone = move |connection: &mut Connection| {
            let _ = answer.send(writer::exclusive(connection, work));
        };
        self.queue
            .try_send(Command::Alone(Box::new(alone)))
            .map_err(refused)?;
        answered
            .await
            .unwrap_or_else(|_| Err(CommitError::Fault(StoreError::Closed).into()))
    }

    /// Runs something on the writer's connection, outside any transaction.
    async fn on_writer<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, StoreError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let alone = move |connection: &mut Connection| {
            let _ = answer.send(work(connection));
        };
        let sent = self.queue.send(Command::Alone(Box::new(alone))).await;
        sent.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(crate) async fn migrate(&self, steps: &[Migration]) -> Result<usize, StoreError> {
        let steps = steps.to_vec();
        self.on_writer(move |connection| migrate(connection, &steps))
            .await
    }

    pub(crate) async fn snapshot(&self) -> Result<SqliteSnapshot, StoreError> {
        self.readers.snapshot().await
    }

    pub(crate) async fn read(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        self.readers.read(read).await
    }

    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        self.on_writer(|_| Ok(())).await?;
        self.read(Reading::fixed("select 1 as one", Vec::new()))
            .await
            .map(|_| ())
    }

    pub(crate) async fn check_durability(&self) -> Result<(), StoreError> {
        let (synchronous, journal) = self
            .on_writer(|connection| {
                let synchronous: i64 =
                    connection.pragma_query_value(None, "synchronous", |row| row.get(0))?;
                let journal: String =
                    connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
                Ok((synchronous, journal))
            })
            .await?;
        // 2 is FULL: the WAL is flushed at every commit. NORMAL may lose the last commits at a loss of power.
        if synchronous >= 2 && journal == "wal" {
            return Ok(());
        }
        Err(StoreError::Durability(format!(
            "synchronous is {synchronous} and journal_mode is {journal}; they must be 2 (full) and wal"
        )))
    }

    pub(crate) async fn backup(&self, dir: &Path) -> Result<BackupReport, StoreError> {
        let (path, dir) = (self.path.clone(), dir.to_owned());
        let work = move || backup::backup(&path, &dir);
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| StoreError::Closed)?
    }

    pub(crate) async fn restore(
        &self,
        dir: &Path,
        steps: &'static [Migration],
    ) -> Result<BackupReport, StoreError> {
        let dir = dir.to_owned();
        self.on_writer(move |connection| backup::restore(connection, &dir, steps))
            .await
    }

    pub(crate) async fn close(&self) {
        // Readers first: the last connection to close folds the WAL into the database file.
        self.readers.close().await;
        let (done, closed) = oneshot::channel();
        if self.queue.send(Command::Close(done)).await.is_ok() {
            let _ = closed.await;
        }
    }
}

fn open_writer(path: &Path, durability: Durability) -> Result<Connection, StoreError> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    let synchronous = match durability {
        Durability::Full => "full",
        Durability::Off => "off",
    };
    // 4096 pages of 4 KiB: checkpoints every 16 MiB of WAL instead of every 4 (measured: fewer stalls).
    connection.execute_batch(&format!(
        "pragma journal_mode = wal; pragma synchronous = {synchronous}; pragma foreign_keys = on; \
         pragma wal_autocheckpoint = 4096; pragma journal_size_limit = 67108864; pragma cache_size = -8000; \
         pragma temp_store = memory;"
    ))?;
    keep_prepared(&connection)?;
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        // The names of a new database and of its WAL must survive a loss of power too.
        std::fs::File::open(parent)?.sync_all()?;
    }
    Ok(connection)
}

fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection
        .execute_batch("pragma cache_size = -4000; pragma temp_store = memory; pragma query_only = on;")?;
    keep_prepared(&connection)?;
    Ok(connection)
}

/// A prepared statement stays prepared: without the stability guarantee SQLite plans most statements anew for every value
/// that is bound (measured: three quarters of the time of a keyed read).
fn keep_prepared(connection: &Connection) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

fn migrate(connection: &mut Connection, steps: &[Migration]) -> Result<usize, StoreError> {
    connection
        .execute_batch(&migrate::translate(migrate::TABLE, Kind::Sqlite).map_err(StoreError::Setup)?)?;
    let mut count = 0;
    loop {
        let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let applied = tx
            .prepare("select name, checksum from migrations order by name")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<Vec<_>, _>>()?;
        let Some(step) = migrate::pending(steps, &applied)?.first() else {
            return Ok(count);
        };
        tx.execute_batch(&step.text_for(Kind::Sqlite)?)
            .map_err(|error| StoreError::Migration {
                name: step.name.to_owned(),
                problem: error.to_string(),
            })?;
        tx.execute(
            "insert into migrations (name, checksum) values ($1, $2)",
            (step.name, step.checksum()),
        )?;
        tx.commit()?;
        count += 1;
    }
}
