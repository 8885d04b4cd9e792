//! The rows of files.

use crate::{FilesError, Key, Stored};
use kernel::{BodyId, FileId};
use std::collections::HashSet;
use store::{Sql, Store, WriteBatch, params};

impl Stored {
    /// Adds the row of the file to the commit that refers to it.
    pub fn record(&self, batch: &mut WriteBatch, body: BodyId) {
        batch.exec(
            "insert into files (id, body_id, storage_key, sha256, size, media_type, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            params![
                self.id,
                body,
                self.key.as_str(),
                self.sha256.as_str(),
                self.size,
                self.media_type.as_str(),
                self.at
            ],
        );
    }
}

/// Forgets a file that no document and no version of one has any more; the sweep then removes its bytes.
pub fn forget_unused(batch: &mut WriteBatch, file: FileId) {
    batch.exec(
        "delete from files where id = $1 and not exists (select 1 from documents where file_id = $1)
             and not exists (select 1 from document_versions where file_id = $1)",
        params![file],
    );
}

/// Which of these keys the database knows.
pub(crate) async fn known_keys(store: &Store, keys: &[&Key]) -> Result<HashSet<String>, FilesError> {
    let sql = Sql::new("select storage_key from files where storage_key in ")
        .list("", keys.iter().map(|key| key.as_str()));
    let rows = store.query_built(sql).await?;
    let mut known = HashSet::with_capacity(rows.len());
    for row in rows {
        known.insert(row.get::<String>("storage_key")?);
    }
    Ok(known)
}
