//! Reading: the store itself, or one snapshot of it.

use crate::{Row, Sql, Store, StoreError, Value, postgres, sql::SqlText, sqlite};
use std::future::Future;

/// What can be read from: a [`Store`] (each query on its own) or a [`Snapshot`] (all queries at one moment).
pub trait Read: Send + Sync {
    /// Runs a statement and answers all its rows.
    #[doc(hidden)]
    fn run(&self, read: Reading) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;

    /// All rows of a query.
    fn query(
        &self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send {
        self.run(Reading::fixed(sql, params))
    }

    /// The first row of a query, if any.
    fn query_opt(
        &self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send {
        async move { Ok(self.query(sql, params).await?.into_iter().next()) }
    }

    /// The first row of a query; `StoreError::NoRow`, which becomes "not found", when there is none.
    fn query_one(
        &self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Row, StoreError>> + Send {
        async move { self.query_opt(sql, params).await?.ok_or(StoreError::NoRow) }
    }

    /// All rows of a built query.
    fn query_built(&self, sql: Sql) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send {
        self.run(Reading::built(sql))
    }
}

/// One read on its way to a connection.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reading {
    pub(crate) sql: SqlText,
    pub(crate) params: Vec<Value>,
}

impl Reading {
    pub(crate) fn fixed(sql: &'static str, params: Vec<Value>) -> Self {
        Self {
            sql: SqlText::Fixed(sql),
            params,
        }
    }

    pub(crate) fn built(sql: Sql) -> Self {
        Self {
            sql: SqlText::Built(sql.text),
            params: sql.params,
        }
    }
}

/// One moment of the database: every query sees the same commits. It holds a connection, so drop it soon.
pub struct Snapshot(pub(crate) SnapshotOf);

pub(crate) enum SnapshotOf {
    Sqlite(sqlite::SqliteSnapshot),
    Postgres(postgres::PgSnapshot),
}

impl Read for Snapshot {
    async fn run(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        match &self.0 {
            SnapshotOf::Sqlite(snapshot) => snapshot.run(read).await,
            SnapshotOf::Postgres(snapshot) => snapshot.run(read).await,
        }
    }
}

impl Read for Store {
    async fn run(&self, read: Reading) -> Result<Vec<Row>, StoreError> {
        self.read(read).await
    }
}

/// The methods of [`Read`], so that callers need not import the trait.
macro_rules! inherent_reads {
    ($($name:ty),*) => {$(
        impl $name {
            /// All rows of a query.
            pub async fn query(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
                Read::query(self, sql, params).await
            }

            /// The first row of a query, if any.
            pub async fn query_opt(
                &self,
                sql: &'static str,
                params: Vec<Value>,
            ) -> Result<Option<Row>, StoreError> {
                Read::query_opt(self, sql, params).await
            }

            /// The first row of a query; `StoreError::NoRow`, which becomes "not found", when there is none.
            pub async fn query_one(&self, sql: &'static str, params: Vec<Value>) -> Result<Row, StoreError> {
                Read::query_one(self, sql, params).await
            }

            /// All rows of a built query.
            pub async fn query_built(&self, sql: Sql) -> Result<Vec<Row>, StoreError> {
                Read::query_built(self, sql).await
            }
        }
    )*};
}
inherent_reads!(Store, Snapshot);
