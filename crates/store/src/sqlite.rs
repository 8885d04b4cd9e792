//! Sqlite.

use crate::read::Reading;
use crate::store::Counters;
use crate::{CommitError, Committed, Migration, Row, StoreConfig, StoreError, Tx, Value, WriteBatch};

fn unbuilt() -> StoreError {
    StoreError::Setup("not available in this build".to_owned())
}

pub(crate) struct Sqlite {
    counters: Counters,
}

pub(crate) struct SqliteSnapshot;

impl SqliteSnapshot {
    pub(crate) async fn run(&self, _read: Reading) -> Result<Vec<Row>, StoreError> {
        Err(unbuilt())
    }
}

pub(crate) struct SqliteTx<'a>(std::marker::PhantomData<&'a ()>);

impl SqliteTx<'_> {
    pub(crate) fn query(&mut self, _sql: &'static str, _params: &[Value]) -> Result<Vec<Row>, StoreError> {
        Err(unbuilt())
    }

    pub(crate) fn apply(&mut self, _batch: &WriteBatch) -> Result<Committed, CommitError> {
        Err(unbuilt().into())
    }
}

impl Sqlite {
    pub(crate) async fn open(_path: std::path::PathBuf, _config: &StoreConfig) -> Result<Self, StoreError> {
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

    pub(crate) async fn exclusive<T, E, F>(&self, _work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<CommitError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        Err(E::from(unbuilt().into()))
    }

    pub(crate) async fn snapshot(&self) -> Result<SqliteSnapshot, StoreError> {
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

impl Sqlite {
    pub(crate) async fn backup(&self, _dir: &std::path::Path) -> Result<crate::BackupReport, StoreError> {
        Err(unbuilt())
    }

    pub(crate) async fn restore(
        &self,
        _dir: &std::path::Path,
        _steps: &'static [Migration],
    ) -> Result<crate::BackupReport, StoreError> {
        Err(unbuilt())
    }
}
