//! Where bytes are kept: a folder now, an object store by the same seam.

use crate::{Content, FilesError, Spool};
use futures_util::future::BoxFuture;
use kernel::{FileId, Id, Instant};
use std::path::Path;
use store::Durability;

/// Where a file lies: `ab/cd/<uuid>`, never a name given by a person.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(String);

impl Key {
    /// The key of a file: two folders from the random end of the identifier, so that folders fill evenly.
    pub fn of(id: FileId) -> Self {
        let hex = id.uuid().simple().to_string();
        Self(format!("{}/{}/{id}", &hex[28..30], &hex[30..32]))
    }

    /// Reads a key from a row; anything of another form is refused, so that no path leaves the store.
    pub fn parse(text: &str) -> Result<Self, FilesError> {
        let id = text
            .rsplit('/')
            .next()
            .and_then(|last| last.parse::<FileId>().ok());
        match id.map(Key::of) {
            Some(key) if key.0 == text => Ok(key),
            _ => Err(FilesError::BadKey),
        }
    }

    /// The key as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A file found in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Where it lies.
    pub key: Key,
    /// When its bytes were last written.
    pub modified_at: Instant,
}

/// A place for bytes.
pub trait FileStore: Send + Sync {
    /// A folder of this machine in which an upload is first written.
    fn spool_dir(&self) -> &Path;

    /// What an acknowledged file survives.
    fn durability(&self) -> Durability;

    /// Takes a complete upload under a key; when this answers, the bytes survive what [`FileStore::durability`] says.
    fn keep<'a>(&'a self, key: &'a Key, spool: Spool) -> BoxFuture<'a, Result<(), FilesError>>;

    /// Opens a file for one reading from start to end.
    fn read<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Content, FilesError>>;

    /// Removes a file; one that is not there is no error.
    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), FilesError>>;

    /// The files whose key begins with this byte in hexadecimal.
    fn list(&self, shard: u8) -> BoxFuture<'_, Result<Vec<Listed>, FilesError>>;

    /// Whether the place can be written to now.
    fn ping(&self) -> BoxFuture<'_, Result<(), FilesError>>;
}
