//! What the closure of an exclusive section works with.

use crate::{CommitError, Committed, Row, StoreError, Value, WriteBatch, postgres::PgTx, sqlite::SqliteTx};

/// One transaction, seen from a closure that may block.
pub struct Tx<'a>(pub(crate) TxOf<'a>);

pub(crate) enum TxOf<'a> {
    Sqlite(SqliteTx<'a>),
    Postgres(PgTx<'a>),
}

impl Tx<'_> {
    /// All rows of a query.
    pub fn query(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        match &mut self.0 {
            TxOf::Sqlite(tx) => tx.query(sql, &params),
            TxOf::Postgres(tx) => tx.query(sql, params),
        }
    }

    /// The first row of a query, if any.
    pub fn query_opt(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The first row of a query; `StoreError::NoRow` when there is none.
    pub fn query_one(&mut self, sql: &'static str, params: Vec<Value>) -> Result<Row, StoreError> {
        self.query_opt(sql, params)?.ok_or(StoreError::NoRow)
    }

    /// Applies a batch in this transaction. After an error the closure must return an error too: the transaction is lost.
    pub fn apply(&mut self, batch: WriteBatch) -> Result<Committed, CommitError> {
        match &mut self.0 {
            TxOf::Sqlite(tx) => tx.apply(&batch),
            TxOf::Postgres(tx) => tx.apply(&batch),
        }
    }
}
