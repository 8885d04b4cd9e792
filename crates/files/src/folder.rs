//! A folder of this machine.

use crate::{Content, FileStore, FilesError, Key, Listed, Spool};
use bytes::Bytes;
use futures_util::{StreamExt, future::BoxFuture, stream};
use kernel::Instant;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use store::Durability;

const PIECE: usize = 128 * 1024;

/// Files as `<dir>/ab/cd/<uuid>`, uploads under `<dir>/incoming` (one file system, so that moving is atomic).
#[derive(Clone, Debug)]
pub struct Folder {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    dir: PathBuf,
    incoming: PathBuf,
    durability: Durability,
    /// Folders whose own names are known to be on the disk.
    flushed: Mutex<HashSet<PathBuf>>,
}

impl Folder {
    /// Opens a folder, creating what is missing.
    pub fn open(dir: &Path, durability: Durability) -> Result<Self, FilesError> {
        let inner = Inner {
            dir: dir.to_owned(),
            incoming: dir.join("incoming"),
            durability,
            flushed: Mutex::default(),
        };
        fs::create_dir_all(&inner.incoming).map_err(FilesError::io("creating the folder of the files"))?;
        inner.flush_dir(dir)?;
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, FilesError> + Send + 'static,
    ) -> Result<T, FilesError> {
        let inner = self.inner.clone();
        tokio::task::spawn_blocking(move || work(&inner))
            .await
            .map_err(|error| FilesError::io("working on files")(io::Error::other(error)))?
    }
}

impl Inner {
    fn place(&self, key: &Key) -> PathBuf {
        self.dir.join(key.as_str())
    }

    fn flush_dir(&self, dir: &Path) -> Result<(), FilesError> {
        if self.durability == Durability::Off {
            return Ok(());
        }
        File::open(dir)
            .and_then(|dir| dir.sync_all())
            .map_err(FilesError::io("flushing a folder"))
    }

    /// Creates the two folders of a place and flushes their names, once per folder and process.
    fn prepare(&self, parent: &Path) -> Result<(), FilesError> {
        let lock = || self.flushed.lock().unwrap_or_else(PoisonError::into_inner);
        if lock().contains(parent) {
            return Ok(());
        }
        fs::create_dir_all(parent).map_err(FilesError::io("creating a folder"))?;
        // Also when another upload created them: its flush may not have happened yet.
        self.flush_dir(&self.dir)?;
        if let Some(above) = parent.parent() {
            self.flush_dir(above)?;
        }
        lock().insert(parent.to_owned());
        Ok(())
    }

    fn keep(&self, key: &Key, mut spool: Spool) -> Result<(), FilesError> {
        let place = self.place(key);
        let parent = place.parent().ok_or(FilesError::BadKey)?;
        self.prepare(parent)?;
        if self.durability == Durability::Full {
            spool.flush()?;
        }
        spool.move_to(&place)?;
        self.flush_dir(parent)
    }

    fn open(&self, key: &Key) -> Result<(File, u64), FilesError> {
        let file = match File::open(self.place(key)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FilesError::Missing { key: key.to_string() });
            }
            other => other.map_err(FilesError::io("opening a file"))?,
        };
        let size = file.metadata().map_err(FilesError::io("opening a file"))?.len();
        Ok((file, size))
    }

    fn list(&self, shard: u8) -> Result<Vec<Listed>, FilesError> {
        let mut found = Vec::new();
        for folder in entries(&self.dir.join(format!("{shard:02x}")))? {
            for entry in entries(&folder.path())? {
                let relative = entry.path();
                let Some(key) = relative
                    .strip_prefix(&self.dir)
                    .ok()
                    .and_then(|path| path.to_str())
                    .and_then(|path| Key::parse(path).ok())
                else {
                    continue;
                };
                if let Some(modified_at) = modified(&entry) {
                    found.push(Listed { key, modified_at });
                }
            }
        }
        Ok(found)
    }
}

fn entries(dir: &Path) -> Result<Vec<fs::DirEntry>, FilesError> {
    match fs::read_dir(dir) {
        Ok(entries) => entries
            .collect::<io::Result<_>>()
            .map_err(FilesError::io("listing a folder")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(FilesError::io("listing a folder")(error)),
    }
}

fn modified(entry: &fs::DirEntry) -> Option<Instant> {
    let at = entry.metadata().ok()?.modified().ok()?;
    let micros = at.duration_since(std::time::UNIX_EPOCH).ok()?.as_micros();
    i64::try_from(micros).ok().map(Instant::from_micros)
}

/// One piece of a file and the file, to be read on; `None` at its end.
fn next_piece(mut file: File) -> io::Result<Option<(Bytes, File)>> {
    let mut piece = vec![0; PIECE];
    let mut filled = 0;
    while filled < PIECE {
        match file.read(&mut piece[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    piece.truncate(filled);
    Ok((filled > 0).then(|| (piece.into(), file)))
}

impl FileStore for Folder {
    fn spool_dir(&self) -> &Path {
        &self.inner.incoming
    }

    fn durability(&self) -> Durability {
        self.inner.durability
    }

    fn keep<'a>(&'a self, key: &'a Key, spool: Spool) -> BoxFuture<'a, Result<(), FilesError>> {
        let key = key.clone();
        Box::pin(self.blocking(move |inner| inner.keep(&key, spool)))
    }

    fn read<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Content, FilesError>> {
        let key = key.clone();
        Box::pin(async move {
            let (file, size) = self.blocking(move |inner| inner.open(&key)).await?;
            let pieces = stream::try_unfold(file, async |file| {
                tokio::task::spawn_blocking(move || next_piece(file))
                    .await
                    .map_err(io::Error::other)?
            });
            Ok(Content::new(size, pieces.boxed()))
        })
    }

    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), FilesError>> {
        let key = key.clone();
        Box::pin(
            self.blocking(move |inner| match fs::remove_file(inner.place(&key)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(FilesError::io("removing a file")(error))
                }
                _ => Ok(()),
            }),
        )
    }

    fn list(&self, shard: u8) -> BoxFuture<'_, Result<Vec<Listed>, FilesError>> {
        Box::pin(self.blocking(move |inner| inner.list(shard)))
    }

    fn ping(&self) -> BoxFuture<'_, Result<(), FilesError>> {
        Box::pin(self.blocking(|inner| {
            let probe = inner.incoming.join("probe");
            fs::write(&probe, b"probe").map_err(FilesError::io("writing to the folder of the files"))
        }))
    }
}

/// Removes the files of one folder that were last written before `border`; answers how many.
pub(crate) fn remove_older(dir: &Path, border: Instant) -> Result<u64, FilesError> {
    let mut removed = 0;
    for entry in entries(dir)? {
        if modified(&entry).is_some_and(|at| at < border) && fs::remove_file(entry.path()).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}
