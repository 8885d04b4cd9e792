//! Removing bytes that no commit refers to.

use crate::{Files, FilesError, repo};
use kernel::Instant;
use store::Store;

const PAGE: usize = 500;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files looked at.
    pub seen: u64,
    /// Files without a row, removed.
    pub removed: u64,
    /// Unfinished uploads, removed.
    pub unfinished: u64,
}

impl Files {
    /// Removes files without a row and unfinished uploads, both only when older than `hours` (at least 1): younger ones may belong to a commit under way.
    pub async fn sweep(&self, store: &Store, hours: u32) -> Result<Swept, FilesError> {
        let border = self.clock.now().plus_seconds(-i64::from(hours.max(1)) * 3600);
        let mut swept = Swept::default();
        for shard in 0..=u8::MAX {
            self.sweep_shard(store, (shard, border), &mut swept).await?;
        }
        swept.unfinished = self.sweep_incoming(border).await?;
        tracing::info!(
            seen = swept.seen,
            removed = swept.removed,
            unfinished = swept.unfinished,
            "files.sweep"
        );
        Ok(swept)
    }

    async fn sweep_shard(
        &self,
        store: &Store,
        (shard, border): (u8, Instant),
        swept: &mut Swept,
    ) -> Result<(), FilesError> {
        let listed = self.backend.list(shard).await?;
        swept.seen += listed.len() as u64;
        let old: Vec<_> = listed
            .iter()
            .filter(|file| file.modified_at < border)
            .map(|file| &file.key)
            .collect();
        for page in old.chunks(PAGE) {
            let known = repo::known_keys(store, page).await?;
            for key in page.iter().filter(|key| !known.contains(key.as_str())) {
                self.backend.remove(key).await?;
                swept.removed += 1;
            }
        }
        Ok(())
    }

    async fn sweep_incoming(&self, border: Instant) -> Result<u64, FilesError> {
        let dir = self.backend.spool_dir().to_owned();
        let swept = tokio::task::spawn_blocking(move || crate::folder::remove_older(&dir, border)).await;
        swept.map_err(|error| FilesError::io("sweeping uploads")(std::io::Error::other(error)))?
    }
}
