//! A folder of files, a body that owns them, and a place for bytes that fails when told.

use bytes::Bytes;
use files::{Content, FileStore, Files, FilesConfig, FilesError, Key, Listed, Rules, Spool, Stored};
use futures_util::future::BoxFuture;
use futures_util::{StreamExt, stream};
use kernel::{BodyId, FixedClock, Instant, SystemClock, SystemRandom};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use store::{Durability, Store, WriteBatch, params};

pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";

pub(crate) fn rules() -> Rules {
    Rules::up_to(10_000_000)
}

pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) files: Files,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) body: BodyId,
    pub(crate) folder: tempfile::TempDir,
}

impl World {
    pub(crate) async fn new(store: Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        // Files bear the machine's time: the clock of the test starts there.
        let clock = Arc::new(FixedClock::at(kernel::Clock::now(&SystemClock)));
        let config = FilesConfig {
            dir: folder.path().to_owned(),
            durability: Durability::Full,
        };
        let files = Files::open(&config, clock.clone(), Arc::new(SystemRandom)).unwrap();
        let body = BodyId::new(&*clock, &SystemRandom);
        let mut batch = WriteBatch::new();
        batch.exec(
            "insert into bodies (id, slug, kind, name, aoo_code, valid_from)
             values ($1, 'borgo-esempio', 'comune', 'Comune di Borgo Esempio', 'AOO1', '2020-01-01')",
            params![body],
        );
        store.commit(batch).await.unwrap();
        Self {
            store,
            files,
            clock,
            body,
            folder,
        }
    }

    pub(crate) fn path(&self, stored: &Stored) -> PathBuf {
        self.folder.path().join(stored.key.as_str())
    }

    /// A text of its own, on the disk but unknown to the database.
    pub(crate) async fn put(&self, text: &str) -> Stored {
        self.files
            .put_bytes("nota.txt", text.to_owned(), &rules())
            .await
            .unwrap()
    }

    /// The same, known to the database.
    pub(crate) async fn record(&self, text: &str) -> Stored {
        let stored = self.put(text).await;
        let mut batch = WriteBatch::new();
        stored.record(&mut batch, self.body);
        self.store.commit(batch).await.unwrap();
        stored
    }

    pub(crate) async fn tamper(&self, sql: &'static str, params: Vec<store::Value>) {
        let mut batch = WriteBatch::new();
        batch.expect_rows(1, "tampered with nothing", sql, params);
        self.store.commit(batch).await.unwrap();
    }
}

/// What lies below a folder, uploads under way included.
pub(crate) fn all_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(all_files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Bytes in memory; keeping fails when told so.
pub(crate) struct Memory {
    pub(crate) spool: PathBuf,
    pub(crate) fails: bool,
    pub(crate) kept: Mutex<BTreeMap<Key, Bytes>>,
}

impl FileStore for Memory {
    fn spool_dir(&self) -> &Path {
        &self.spool
    }

    fn durability(&self) -> Durability {
        Durability::Off
    }

    fn keep<'a>(&'a self, key: &'a Key, spool: Spool) -> BoxFuture<'a, Result<(), FilesError>> {
        Box::pin(async move {
            if self.fails {
                return Err(FilesError::Io {
                    doing: "keeping",
                    source: std::io::Error::other("no room"),
                });
            }
            let bytes = std::fs::read(spool.path()).unwrap();
            self.kept.lock().unwrap().insert(key.clone(), bytes.into());
            Ok(())
        })
    }

    fn read<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<Content, FilesError>> {
        Box::pin(async move {
            let bytes = self.kept.lock().unwrap().get(key).cloned();
            let bytes = bytes.ok_or_else(|| FilesError::Missing { key: key.to_string() })?;
            Ok(Content::new(
                bytes.len() as u64,
                stream::iter([Ok(bytes)]).boxed(),
            ))
        })
    }

    fn remove<'a>(&'a self, key: &'a Key) -> BoxFuture<'a, Result<(), FilesError>> {
        Box::pin(async move {
            self.kept.lock().unwrap().remove(key);
            Ok(())
        })
    }

    fn list(&self, shard: u8) -> BoxFuture<'_, Result<Vec<Listed>, FilesError>> {
        let shard = format!("{shard:02x}/");
        Box::pin(async move {
            let kept = self.kept.lock().unwrap();
            let listed = kept
                .keys()
                .filter(|key| key.as_str().starts_with(&shard))
                .map(|key| Listed {
                    key: key.clone(),
                    modified_at: Instant::from_micros(0),
                });
            Ok(listed.collect())
        })
    }

    fn ping(&self) -> BoxFuture<'_, Result<(), FilesError>> {
        Box::pin(async { Ok(()) })
    }
}
