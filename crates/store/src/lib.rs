//! The thin data layer: one portable SQL text on SQLite and PostgreSQL, writes as values, group commit.
//!
//! A use case reads with [`Store::query`] or a [`Snapshot`], decides in pure code and hands a [`WriteBatch`] to
//! [`Store::commit`], which is atomic, durable when it answers, and fills register numbers and event hashes in order.

mod backup;
mod batch;
mod config;
mod error;
pub mod failpoint;
mod migrate;
mod pace;
mod postgres;
mod queue;
mod read;
mod resolve;
mod row;
mod sql;
mod sqlite;
mod store;
mod tx;
mod value;

pub use backup::BackupReport;
pub use batch::{Appended, Bound, Committed, Computation, EventBody, EventSlot, NewEvent, Slot, WriteBatch};
pub use config::{Database, Durability, Kind, StoreConfig};
pub use error::{CommitError, PostgresError, StoreError};
pub use migrate::{MIGRATIONS, Migration};
pub use read::{Read, Snapshot};
pub use row::{FromValue, Row};
pub use sql::Sql;
pub use store::{Stats, Store};
pub use tx::Tx;
pub use value::Value;
