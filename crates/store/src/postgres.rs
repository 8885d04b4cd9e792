//! Postgres.

use crate::read::Reading;
use crate::store::Counters;
use crate::{CommitError, Committed, Migration, Row, StoreConfig, StoreError, Tx, Value, WriteBatch};

fn unbuilt() -> StoreError {
    StoreError::Setup("not available in this build".to_owned())
}

pub(crate) struct Postgres {
    counters: Counters,
}

pub(crate) struct PgSnapshot;

impl PgSnapshot {
    pub(crate) async fn run(&self, _read: Reading) -> Result<Vec<Row>, StoreError> {
        Err(unbuilt())
    }
}

pub(crate) struct PgTx<'a>(std::marker::PhantomData<&'a ()>);

impl PgTx<'_> {
    pub(crate) fn query(&mut self, _sql: &'static str, _params: &[Value]) -> Result<Vec<Row>, StoreError> {
        Err(unbuilt())
    }

    pub(crate) fn apply(&mut self, _batch: WriteBatch) -> Result<Committed, CommitError> {
        Err(unbuilt().into())
    }
}

impl Postgres {
    pub(crate) async fn open(_url: &str, _config: &StoreConfig) -> Result<Self, StoreError> {
        Err(unbuilt())
    }

    pub(crate) fn counters(&self) -> &Counters {
        &self.counters
    }

    pub(crate) async fn migrate(&self, _steps: &[Migration]) -> Result<usize, StoreError> {
        Err(unbuilt())
    }

    pub(crate) async fn commit(&self, _batch: WriteBatch) -> Result<Committed, CommitError> {
        Err(unbuilt().into())
    }

    pub(crate) async fn exclusive<T, E, F>(&self, _lock: &str, _work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CommitError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        Err(E::from(unbuilt().into()))
    }

    pub(crate) async fn snapshot(&self) -> Result<PgSnapshot, StoreError> {
        Err(unbuilt())
    }

    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        Err(unbuilt())
    }

    pub(crate) async fn check_durability(&self) -> Result<(), StoreError> {
        Err(unbuilt())
    }

    pub(crate) async fn close(&self) {}

    pub(crate) async fn read(&self, _read: Reading) -> Result<Vec<Row>, StoreError> {
        Err(unbuilt())
    }
}
