//! Chains against their anchors, in the database and in files.

use super::{Fault, Run};
use crate::LedgerError;
use crate::anchor::{self, FileAnchor};
use crate::repo::{self, AnchorRow};
use kernel::Date;
use std::collections::BTreeSet;
use std::path::Path;

impl Run<'_> {
    pub(super) async fn anchors(&mut self) -> Result<(), LedgerError> {
        let mut days: BTreeSet<Date> = repo::anchor_days(&self.db).await?.into_iter().collect();
        days.extend(&self.file_days);
        for day in days {
            let rows = repo::anchors_of_day(&self.db, day).await?;
            for row in &rows {
                self.anchor_row(row).await?;
            }
            if let Some(dir) = self.check.anchors {
                self.anchor_file(dir, day, &rows).await?;
            }
        }
        Ok(())
    }

    async fn anchor_row(&mut self, row: &AnchorRow) -> Result<(), LedgerError> {
        let place = format!("anchor of {} of {}", row.chain, row.day);
        if let Some(signer) = self.check.signer {
            let message = anchor::message(&row.chain, row.day, row.seq, &row.hash);
            let signed = row
                .signature
                .as_ref()
                .is_some_and(|signature| signer.verify(&message, signature));
            if !signed {
                self.report
                    .add(Fault::AnchorBroken, &place, "its signature is not ours");
            }
        }
        self.anchored(&place, &row.chain, row.seq, &row.hash).await
    }

    async fn anchor_file(&mut self, dir: &Path, day: Date, rows: &[AnchorRow]) -> Result<(), LedgerError> {
        let path = anchor::file_path(dir, day);
        let place = format!("anchor file of {day}");
        let bytes = match tokio::fs::read(&path).await {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.report.add(Fault::AnchorBroken, place, "it is not there");
                return Ok(());
            }
            Err(error) => return Err(LedgerError::io("reading an anchor file")(error)),
        };
        let Some(file) = anchor::parse_file(&bytes, day, self.check.signer) else {
            self.report
                .add(Fault::AnchorBroken, place, "it is damaged or not signed by us");
            return Ok(());
        };
        for FileAnchor { chain, seq, hash } in &file.anchors {
            self.anchored(&place, chain, *seq, hash).await?;
            let same = |row: &AnchorRow| row.chain == *chain && row.seq == *seq && row.hash == *hash;
            if !rows.iter().any(same) {
                let detail = format!("its anchor of {chain} is not in the database");
                self.report.add(Fault::AnchorBroken, &place, detail);
            }
        }
        Ok(())
    }

    /// Whether the chain still goes through the anchored event.
    async fn anchored(&mut self, place: &str, chain: &str, seq: i64, hash: &[u8]) -> Result<(), LedgerError> {
        self.report.anchors += 1;
        match repo::event(&self.db, chain, seq).await? {
            Some(event) if event.hash == hash => {}
            Some(_) => self.report.add(
                Fault::ChainRewritten,
                place,
                format!("{chain} number {seq} is not the event that was anchored"),
            ),
            None => self.report.add(
                Fault::TailCut,
                place,
                format!("{chain} number {seq} is not there any more"),
            ),
        }
        Ok(())
    }
}

/// The days of which there is an anchor file.
pub(super) async fn file_days(dir: &Path) -> Result<Vec<Date>, LedgerError> {
    let mut entries = match tokio::fs::read_dir(dir).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(LedgerError::io("reading the anchor files")(error)),
    };
    let mut days = Vec::new();
    while let Some(entry) = entries
        .next_entry()
        .await
        .map_err(LedgerError::io("reading the anchor files"))?
    {
        days.extend(entry.file_name().to_str().and_then(anchor::file_day));
    }
    Ok(days)
}
