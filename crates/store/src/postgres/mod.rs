//! PostgreSQL: one committing task with its own connection, a pool of connections that read, a few of them shared.

mod bind;
mod committer;
mod exclusive;
mod lanes;
mod numeric;
mod session;

use crate::queue::{Member, refused};
use crate::read::Reading;
use crate::store::Counters;
use crate::{
    CommitError, Committed, Durability, Kind, Migration, PostgresError, Row, StoreConfig, StoreError, Tx,
    WriteBatch, migrate,
};
pub(crate) use bind::value;
use committer::{Command, Committer};
use deadpool_postgres::{
    ClientWrapper, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
};
pub(crate) use exclusive::PgTx;
use futures_util::FutureExt;
use lanes::Lanes;
use std::collections::HashMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::{Config, NoTls};

/// How long a connection may be waited for before the answer is "busy".
const PATIENCE: Duration = Duration::from_secs(10);

/// What the committer, the readers and the exclusive sections share.
pub(crate) struct Shared {
    config: Config,
    pool: Pool,
    lanes: Lanes,
    counters: Counters,
    durability: Durability,
    constraints: Mutex<HashMap<String, String>>,
}

pub(crate) struct Postgres {
    shared: Arc<Shared>,
    queue: mpsc::Sender<Command>,
}

impl Postgres {
    pub(crate) async fn open(url: &str, config: &StoreConfig) -> Result<Self, StoreError> {
        let mut own = Config::from_str(url)?;
        own.connect_timeout(PATIENCE);
        if own.get_application_name().is_none() {
            own.application_name("sportello");
        }
        // Readers cannot write, so that a statement that must go through a batch fails on both databases.
        let mut reading = own.clone();
        let options = own.get_options().unwrap_or_default();
        reading.options(format!("{options} -c default_transaction_read_only=on").trim());
        let manager = Manager::from_config(
            reading,
            NoTls,
            ManagerConfig {
                recycling_method: RecyclingMethod::Fast,
            },
        );
        let pool = Pool::builder(manager)
            .max_size(config.readers.max(1))
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()
            .map_err(|error| StoreError::Setup(error.to_string()))?;
        let shared = Arc::new(Shared {
            config: own,
            pool,
            lanes: Lanes::of(config.readers),
            counters: Counters::default(),
            durability: config.durability,
            constraints: Mutex::default(),
        });
        // The first connection proves the address and the password now, not at the first request.
        drop(shared.lease().await?);
        let (queue, waiting) = mpsc::channel(config.queue.max(1));
        tokio::spawn(Committer::new(Arc::clone(&shared), config.group.max(1)).run(waiting));
        Ok(Self { shared, queue })
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.shared.counters
    }

    /// A connection of its own that may write.
    pub(crate) async fn connect(&self) -> Result<ClientWrapper, StoreError> {
        self.shared.connect().await
    }

    pub(crate) async fn migrate(&self, steps: &[Migration]) -> Result<usize, StoreError> {
        migrate_on(&self.connect().await?, steps).await
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

    pub(crate) async fn exclusive<T, E, F>(&self, lock: &str, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CommitError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        if self.queue.is_closed() {
            return Err(CommitError::Fault(StoreError::Closed).into());
        }
        exclusive::run(Arc::clone(&self.shared), lock, work).await
    }

    pub(crate) async fn snapshot(&self) -> Result<PgSnapshot, StoreError> {
        let client = self.shared.lease().await?;
        let snapshot = PgSnapshot(client);
        snapshot
            .0
            .batch_execute("begin isolation level repeatable read read only")
            .await?;
        Ok(snapshot)
    }

    pub(crate) async fn read(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        let pace = &self.shared.lanes.pace;
        let quick = pace.is_quick(&read.sql);
        let started = Instant::now();
        let answer = if quick {
            let lane = self.shared.lanes.take(&self.shared).await?;
            bind::query(&lane, &read).await
        } else {
            bind::query(&*self.shared.lease().await?, &read).await
        };
        pace.took(&read.sql, started.elapsed());
        answer
    }

    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        self.settings().await?;
        self.read(Reading::fixed("select 1 as one", Vec::new()))
            .await
            .map(|_| ())
    }

    async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        let (answer, answered) = oneshot::channel();
        let sent = self.queue.send(Command::Settings(answer)).await;
        sent.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }

    pub(crate) async fn check_durability(&self) -> Result<(), StoreError> {
        for (name, setting) in self.settings().await? {
            if setting == "off" {
                return Err(StoreError::Durability(format!(
                    "the server's setting {name} is off"
                )));
            }
        }
        Ok(())
    }

    pub(crate) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.queue.send(Command::Close(done)).await.is_ok() {
            let _ = closed.await;
        }
        self.shared.lanes.close();
        self.shared.pool.close();
    }
}

impl Shared {
    async fn lease(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(_) => StoreError::Busy,
            PoolError::Closed => StoreError::Closed,
            PoolError::Backend(error) => error.into(),
            other => StoreError::Setup(other.to_string()),
        })
    }

    async fn connect(&self) -> Result<ClientWrapper, StoreError> {
        let (client, connection) = self.config.connect(NoTls).await?;
        let task = tokio::spawn(async move {
            if let Err(error) = connection.await.map_err(StoreError::from) {
                tracing::warn!(%error, "connection to the database lost");
            }
        });
        Ok(ClientWrapper::new(client, task))
    }

    /// Puts the portable name in the place of PostgreSQL's name of a constraint.
    async fn named(&self, error: CommitError) -> CommitError {
        let CommitError::Unique { constraint } = error else {
            return error;
        };
        let known = self
            .constraints
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&constraint)
            .cloned();
        let name = match known {
            Some(name) => name,
            None => self
                .columns_of(&constraint)
                .await
                .unwrap_or_else(|| constraint.clone()),
        };
        let mut constraints = self.constraints.lock().unwrap_or_else(PoisonError::into_inner);
        constraints.insert(constraint, name.clone());
        CommitError::Unique { constraint: name }
    }

    async fn columns_of(&self, index: &str) -> Option<String> {
        let client = self.lease().await.ok()?;
        let row = client
            .query_opt(
                "select t.relname::text || '(' || string_agg(a.attname, ', ' order by k.place) || ')' \
                 from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid \
                 cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, place) \
                 join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum \
                 where c.relname = $1::text and i.indexprs is null and pg_table_is_visible(t.oid) group by t.relname",
                &[&index],
            )
            .await
            .ok()??;
        row.try_get(0).ok()
    }
}

pub(crate) async fn migrate_on(client: &ClientWrapper, steps: &[Migration]) -> Result<usize, StoreError> {
    let table = migrate::translate(migrate::TABLE, Kind::Postgres).map_err(StoreError::Setup)?;
    let mut count = 0;
    loop {
        client.batch_execute("begin").await?;
        client
            .execute("select pg_advisory_xact_lock($1)", &[&migrate::ADVISORY_LOCK])
            .await?;
        client.batch_execute(&table).await?;
        let rows = client
            .query("select name, checksum from migrations order by name", &[])
            .await?;
        let read = |row: &tokio_postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
        let applied = rows.iter().map(read).collect::<Result<Vec<_>, StoreError>>()?;
        let Some(step) = migrate::pending(steps, &applied)?.first() else {
            client.batch_execute("commit").await?;
            return Ok(count);
        };
        let problem = |error: tokio_postgres::Error| StoreError::Migration {
            name: step.name.to_owned(),
            problem: PostgresError(error).to_string(),
        };
        client
            .batch_execute(&step.text_for(Kind::Postgres)?)
            .await
            .map_err(problem)?;
        client
            .execute(
                "insert into migrations (name, checksum) values ($1, $2)",
                &[&step.name, &step.checksum()],
            )
            .await?;
        client.batch_execute("commit").await?;
        count += 1;
    }
}

/// One moment of the database on one connection.
pub(crate) struct PgSnapshot(Object);

impl PgSnapshot {
    pub(crate) async fn run(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        bind::query(&self.0, &read).await
    }
}

impl Drop for PgSnapshot {
    fn drop(&mut self) {
        // The first poll sends the request; whoever uses the connection next is answered after it.
        let _ = self.0.batch_execute("rollback").now_or_never();
    }
}
