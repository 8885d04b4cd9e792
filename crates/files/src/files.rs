//! Taking and giving back bytes.

use crate::{Content, FileStore, FilesError, Folder, Key, MediaType, Rules, Spool, sniff};
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{Stream, StreamExt, stream};
use kernel::{Clock, FileId, Instant, Random};
pub use ledger::FileVerdict as Verdict;
use ledger::{LedgerError, StoredFiles};
use std::path::PathBuf;
use std::sync::Arc;
use store::{Durability, failpoint};

/// How much of an upload waits in memory before it is written.
const PENDING: usize = 256 * 1024;

/// Where the files are and what an acknowledged one survives.
#[derive(Clone, Debug)]
pub struct FilesConfig {
    /// The folder; created when missing.
    pub dir: PathBuf,
    /// `Off` only for the negative controls of the crash tests.
    pub durability: Durability,
}

/// A file that was taken and is on the disk, but not yet known to the database: see [`Stored::record`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Identifier of the bytes.
    pub id: FileId,
    /// Where they lie.
    pub key: Key,
    /// SHA-256, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// Kind found from the content.
    pub media_type: MediaType,
    /// When they were taken.
    pub at: Instant,
}

/// The store of bytes. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    pub(crate) backend: Arc<dyn FileStore>,
    pub(crate) clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Files {
    /// Opens the folder.
    pub fn open(
        config: &FilesConfig,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, FilesError> {
        let folder = Folder::open(&config.dir, config.durability)?;
        Ok(Self::with_backend(Arc::new(folder), clock, random))
    }

    /// Uses another place for the bytes.
    pub fn with_backend(backend: Arc<dyn FileStore>, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self {
            backend,
            clock,
            random,
        }
    }

    /// Takes an upload: measures, hashes, looks into it, flushes it. Nothing stays when it is refused or breaks off.
    pub async fn put<S, E>(&self, name: &str, content: S, rules: &Rules) -> Result<Stored, FilesError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let id = FileId::new(&*self.clock, &*self.random);
        let dir = self.backend.spool_dir().to_owned();
        let limit = rules.limit;
        let mut spool = blocking(move || Spool::create(&dir, &id.to_string(), limit)).await?;
        let mut content = std::pin::pin!(content);
        let mut pending = Vec::new();
        let mut bytes = 0;
        while let Some(piece) = content.next().await {
            let piece = piece.map_err(|error| FilesError::Interrupted(error.into()))?;
            bytes += piece.len();
            pending.push(piece);
            if bytes >= PENDING {
                let pieces = std::mem::take(&mut pending);
                bytes = 0;
                spool = blocking(move || spool.write(&pieces).map(|()| spool)).await?;
            }
        }
        let (name, rules) = (name.to_owned(), rules.clone());
        let (spool, media_type) = blocking(move || {
            spool.write(&pending)?;
            let media_type = sniff(spool.file()?, &name, &rules)?;
            Ok((spool, media_type))
        })
        .await?;
        self.keep(id, spool, media_type).await
    }

    /// Takes bytes already in memory, such as a receipt just made.
    pub async fn put_bytes(
        &self,
        name: &str,
        bytes: impl Into<Bytes>,
        rules: &Rules,
    ) -> Result<Stored, FilesError> {
        let once = stream::iter([Ok::<_, std::io::Error>(bytes.into())]);
        self.put(name, once, rules).await
    }

    async fn keep(&self, id: FileId, spool: Spool, media_type: MediaType) -> Result<Stored, FilesError> {
        let stored = Stored {
            id,
            key: Key::of(id),
            sha256: spool.sha256(),
            size: spool.size(),
            media_type,
            at: self.clock.now(),
        };
        self.backend.keep(&stored.key, spool).await?;
        failpoint::hit("after_file_write");
        Ok(stored)
    }

    /// Opens a stored file by the key of its row.
    pub async fn get(&self, storage_key: &str) -> Result<Content, FilesError> {
        self.backend.read(&Key::parse(storage_key)?).await
    }

    /// Reads a stored file from start to end and compares it with what its row says.
    pub async fn verify(&self, storage_key: &str, sha256: &str, size: u64) -> Result<Verdict, FilesError> {
        let content = match self.get(storage_key).await {
            Err(FilesError::Missing { .. } | FilesError::BadKey) => return Ok(Verdict::Missing),
            other => other?,
        };
        let (found_size, found) = content.digest().await?;
        Ok(if found == sha256 && found_size == size {
            Verdict::Whole
        } else {
            Verdict::Altered {
                sha256: found,
                size: found_size,
            }
        })
    }

    /// What an acknowledged file survives: `doctor` refuses anything but `Full`.
    pub fn durability(&self) -> Durability {
        self.backend.durability()
    }

    /// Whether bytes can be written now, for the health check.
    pub async fn ping(&self) -> Result<(), FilesError> {
        self.backend.ping().await
    }
}

impl StoredFiles for Files {
    fn check<'a>(
        &'a self,
        storage_key: &'a str,
        sha256: &'a str,
        size: u64,
    ) -> BoxFuture<'a, Result<Verdict, LedgerError>> {
        Box::pin(async move {
            self.verify(storage_key, sha256, size)
                .await
                .map_err(|error| LedgerError::Files(error.to_string()))
        })
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FilesError> + Send + 'static,
) -> Result<T, FilesError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| FilesError::io("working on files")(std::io::Error::other(error)))?
}
