//! The bytes of every file against its row.

use super::{Fault, FileVerdict, Report, StoredFiles};
use crate::LedgerError;
use crate::repo::checked as rows;
use store::Store;
use uuid::Uuid;

const PAGE: u32 = 200;

pub(super) async fn check(
    store: &Store,
    files: &dyn StoredFiles,
    report: &mut Report,
) -> Result<(), LedgerError> {
    let mut after = Uuid::nil();
    loop {
        let page = rows::files_after(store, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for file in &page {
            report.files += 1;
            let place = format!("file {} at {}", file.id, file.storage_key);
            match files.check(&file.storage_key, &file.sha256, file.size).await? {
                FileVerdict::Whole => {}
                FileVerdict::Missing => report.add(Fault::FileMissing, place, "its bytes are not there"),
                FileVerdict::Altered { sha256, size } => report.add(
                    Fault::FileAltered,
                    place,
                    format!(
                        "{size} bytes with digest {sha256}, not {} with {}",
                        file.size, file.sha256
                    ),
                ),
            }
        }
    }
}
