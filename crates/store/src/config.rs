//! Which database, and how hard it is driven.

use std::path::PathBuf;

/// The two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Embedded, one node.
    Sqlite,
    /// A server, many nodes.
    Postgres,
}

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Database {
    /// Path of the database file; it is created when missing, its folder is not.
    Sqlite(PathBuf),
    /// `postgres://…` or `key=value` connection text.
    Postgres(String),
}

/// What an acknowledged commit survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// Loss of power: the answer comes after the flush.
    #[default]
    Full,
    /// Nothing: for the negative controls of the crash tests.
    Off,
}

/// Everything `Store::open` needs.
#[derive(Clone, Debug)]
pub struct StoreConfig {
    /// Where the data is.
    pub database: Database,
    /// Connections that read.
    pub readers: usize,
    /// Batches that may wait before `Busy`.
    pub queue: usize,
    /// Batches in one commit.
    pub group: usize,
    /// What an acknowledged commit survives.
    pub durability: Durability,
    /// Failpoints to arm, with the hit at which the process dies; refused without the feature `failpoints`.
    pub failpoints: Vec<(String, u64)>,
}

impl StoreConfig {
    /// The usual settings for a SQLite file.
    pub fn sqlite(path: impl Into<PathBuf>) -> Self {
        Self::new(Database::Sqlite(path.into()))
    }

    /// The usual settings for a PostgreSQL server.
    pub fn postgres(url: impl Into<String>) -> Self {
        Self::new(Database::Postgres(url.into()))
    }

    fn new(database: Database) -> Self {
        let readers = match &database {
            Database::Sqlite(_) => 4,
            Database::Postgres(_) => 16,
        };
        Self {
            database,
            readers,
            queue: 2048,
            group: 256,
            durability: Durability::Full,
            failpoints: Vec::new(),
        }
    }

    /// Which of the two databases.
    pub fn kind(&self) -> Kind {
        match self.database {
            Database::Sqlite(_) => Kind::Sqlite,
            Database::Postgres(_) => Kind::Postgres,
        }
    }
}
