//! The floor's databases: the drivers themselves, one writer that shares a commit among all who wait, a few readers.

use crate::rows::Insert;
use rusqlite::types::{ToSqlOutput, ValueRef};
use store::Value;
use tokio::sync::{mpsc, oneshot};
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// Most writes in one commit.
const GROUP: usize = 256;

/// Some statements and who waits for their commit.
type Write = (Vec<Insert>, oneshot::Sender<()>);

/// Writes groups of statements, answers when they are on the disk.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Write>);

impl Writer {
    pub(crate) async fn write(&self, statements: Vec<Insert>) {
        let (done, committed) = oneshot::channel();
        self.0.send((statements, done)).await.expect("the writer");
        committed.await.expect("a commit");
    }

    /// One connection to a SQLite file, on a thread of its own.
    pub(crate) fn sqlite(path: &str) -> Self {
        let connection = rusqlite::Connection::open(path).expect("the database");
        connection
            .execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;")
            .expect("settings");
        connection.set_prepared_statement_cache_capacity(64);
        let (sender, mut receiver) = mpsc::channel::<Write>(4096);
        std::thread::spawn(move || {
            while let Some(first) = receiver.blocking_recv() {
                let group = gather(first, &mut receiver);
                connection.execute_batch("begin immediate").expect("begin");
                for insert in group.iter().flat_map(|(statements, _)| statements) {
                    let mut statement = connection.prepare_cached(&insert.sql).expect("a statement");
                    let values = insert.values.iter().map(Bound);
                    statement
                        .execute(rusqlite::params_from_iter(values))
                        .expect("a row");
                }
                connection.execute_batch("commit").expect("commit");
                for (_, done) in group {
                    let _ = done.send(());
                }
            }
        });
        Self(sender)
    }

    /// One connection to a PostgreSQL server; the statements of a group are sent without waiting in between.
    pub(crate) async fn postgres(url: &str) -> Self {
        let client = connect(url).await;
        let (sender, mut receiver) = mpsc::channel::<Write>(4096);
        tokio::spawn(async move {
            let mut prepared = std::collections::HashMap::new();
            while let Some(first) = receiver.recv().await {
                let group = gather(first, &mut receiver);
                for insert in group.iter().flat_map(|(statements, _)| statements) {
                    if !prepared.contains_key(&insert.sql) {
                        let statement = client.prepare(&insert.sql).await.expect("a statement");
                        prepared.insert(insert.sql.clone(), statement);
                    }
                }
                let inserts: Vec<&Insert> = group.iter().flat_map(|(statements, _)| statements).collect();
                let bound: Vec<Vec<Bound<'_>>> = inserts
                    .iter()
                    .map(|insert| insert.values.iter().map(Bound).collect())
                    .collect();
                client.batch_execute("begin").await.expect("begin");
                let sent = inserts.iter().zip(&bound).map(|(insert, values)| {
                    client.execute_raw(
                        &prepared[&insert.sql],
                        values.iter().map(|value| value as &dyn ToSql),
                    )
                });
                for answer in futures_join(sent).await {
                    answer.expect("a row");
                }
                client.batch_execute("commit").await.expect("commit");
                for (_, done) in group {
                    let _ = done.send(());
                }
            }
        });
        Self(sender)
    }
}

/// Whatever waits, up to the most of a group.
fn gather(first: Write, receiver: &mut mpsc::Receiver<Write>) -> Vec<Write> {
    let mut group = vec![first];
    while group.len() < GROUP
        && let Ok(next) = receiver.try_recv()
    {
        group.push(next);
    }
    group
}

/// Polls all in order, so that all are sent before the first answer is awaited.
async fn futures_join<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    futures_util::future::join_all(futures).await
}

async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls)
        .await
        .expect("the server");
    tokio::spawn(async move {
        let _ = connection.await;
    });
    client
}

/// Keyed reads of whole rows.
#[derive(Clone)]
pub(crate) enum Reader {
    Sqlite(String),
    Postgres(std::sync::Arc<Vec<(tokio_postgres::Client, tokio_postgres::Statement)>>),
}

thread_local! {
    static CONNECTION: std::cell::RefCell<Option<rusqlite::Connection>> = const { std::cell::RefCell::new(None) };
}

const READ: &str = "select * from cases where id = $1";

impl Reader {
    pub(crate) async fn postgres(url: &str) -> Self {
        let mut clients = Vec::new();
        for _ in 0..8 {
            let client = connect(url).await;
            let statement = client.prepare(READ).await.expect("a statement");
            clients.push((client, statement));
        }
        Self::Postgres(std::sync::Arc::new(clients))
    }

    /// Reads the same row so many times, one after the other; answers how many columns came.
    pub(crate) async fn read(&self, case: Uuid, times: usize, nth: usize) -> usize {
        match self {
            Self::Postgres(clients) => {
                let (client, statement) = &clients[nth % clients.len()];
                let mut columns = 0;
                for _ in 0..times {
                    columns += client
                        .query_one(statement, &[&Bound(&Value::Id(case))])
                        .await
                        .expect("a row")
                        .len();
                }
                columns
            }
            Self::Sqlite(path) => {
                let path = path.clone();
                let read = move || CONNECTION.with_borrow_mut(|held| read_sqlite(held, &path, case, times));
                tokio::task::spawn_blocking(read).await.expect("a read")
            }
        }
    }
}

fn read_sqlite(held: &mut Option<rusqlite::Connection>, path: &str, case: Uuid, times: usize) -> usize {
    let connection = held.get_or_insert_with(|| {
        let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_NO_MUTEX;
        rusqlite::Connection::open_with_flags(path, flags).expect("the database")
    });
    let mut statement = connection.prepare_cached(READ).expect("a statement");
    let mut columns = 0;
    for _ in 0..times {
        let row = statement.query_row([case.as_bytes().as_slice()], |row| {
            let mut seen = 0;
            while row.get_ref(seen).is_ok() {
                seen += 1;
            }
            Ok(seen)
        });
        columns += row.expect("a row");
    }
    columns
}

/// A value given to a driver.
#[derive(Debug)]
struct Bound<'a>(&'a Value);

impl rusqlite::ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            // A slot is never read from a table.
            Value::Null | Value::Slot(_) => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Bool(value) => ValueRef::Integer(i64::from(*value)),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
            Value::Id(value) => ValueRef::Blob(value.as_bytes()),
        }))
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut bytes::BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self.0 {
            Value::Null | Value::Slot(_) => return Ok(IsNull::Yes),
            Value::Int(value) => out.extend_from_slice(&value.to_be_bytes()),
            Value::Bool(value) => out.extend_from_slice(&[u8::from(*value)]),
            Value::Real(value) => out.extend_from_slice(&value.to_be_bytes()),
            Value::Text(value) => out.extend_from_slice(value.as_bytes()),
            Value::Bytes(value) => out.extend_from_slice(value),
            Value::Id(value) => out.extend_from_slice(value.as_bytes()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
