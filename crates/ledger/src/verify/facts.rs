//! What events tell of files, register entries and annotations, against the rows.

use super::chain::place;
use super::{Fault, Run};
use crate::LedgerError;
use crate::repo::checked as rows;
use crate::repo::{self, Parsed};
use kernel::CaseId;
use serde_json::Value as Json;
use uuid::Uuid;

/// A fact of one kind with the event that tells it.
struct Told<'a> {
    seq: i64,
    id: Uuid,
    fact: &'a Json,
}

impl Run<'_> {
    pub(super) async fn facts(
        &mut self,
        chain: &str,
        page: &[(i64, Option<CaseId>, Parsed)],
    ) -> Result<(), LedgerError> {
        let (mut files, mut entries, mut annotations) = (Vec::new(), Vec::new(), Vec::new());
        for (seq, _, read) in page {
            let told = |fact, key| told(*seq, fact, key);
            let listed = read.public("files").and_then(Json::as_array);
            files.extend(listed.into_iter().flatten().filter_map(|fact| told(fact, "file")));
            entries.extend(read.public("registration").and_then(|fact| told(fact, "entry")));
            annotations.extend(read.public("annotation").and_then(|fact| told(fact, "id")));
        }
        // An event may tell of many files; the lists of one statement stay short.
        for page in files.chunks(200) {
            self.told_files(chain, page).await?;
        }
        self.told_entries(chain, &entries).await?;
        self.told_annotations(chain, &annotations).await
    }

    async fn told_files(&mut self, chain: &str, told: &[Told<'_>]) -> Result<(), LedgerError> {
        let rows = rows::files(&self.db, told.iter().map(|told| told.id)).await?;
        let documents: Vec<Uuid> = told
            .iter()
            .filter_map(|told| repo::uuid(told.fact.get("document")))
            .collect();
        let versions = rows::versions(&self.db, &documents).await?;
        for Told { seq, id, fact } in told {
            let place = format!("{}, file {id}", place(chain, *seq));
            match rows.get(id) {
                None => {
                    self.report
                        .add(Fault::FileRowMissing, &place, "the row of the file is not there");
                    continue;
                }
                Some((sha256, size)) => {
                    let same = text(fact, "sha256") == Some(sha256) && int(fact, "size") == Some(*size);
                    if !same {
                        self.report.add(
                            Fault::FileRowAltered,
                            &place,
                            "the row of the file has another digest or size",
                        );
                    }
                }
            }
            let Some(document) = repo::uuid(fact.get("document")) else {
                continue;
            };
            let version = int(fact, "version").unwrap_or(0);
            match versions.get(&(document, version)) {
                Some(file) if file == id => {}
                Some(_) => self.report.add(
                    Fault::FileRowAltered,
                    &place,
                    format!("version {version} of document {document} is now another file"),
                ),
                None => self.report.add(
                    Fault::FileRowMissing,
                    &place,
                    format!("version {version} of document {document} is not there"),
                ),
            }
        }
        Ok(())
    }

    async fn told_entries(&mut self, chain: &str, told: &[Told<'_>]) -> Result<(), LedgerError> {
        let rows = rows::entries(&self.db, told.iter().map(|told| told.id)).await?;
        for Told { seq, id, fact } in told {
            self.report.entries += 1;
            let place = format!("{}, register entry {id}", place(chain, *seq));
            let gap = self.series.see(fact);
            if let Some(detail) = gap {
                self.report.add(Fault::NumberGap, &place, detail);
            }
            match rows.get(id) {
                None => self
                    .report
                    .add(Fault::EntryMissing, place, "the entry is not there"),
                Some((entry, number)) if text(fact, "digest") != Some(&entry.digest(*number)) => {
                    self.report.add(
                        Fault::EntryAltered,
                        place,
                        "the entry is not as it was registered",
                    );
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    async fn told_annotations(&mut self, chain: &str, told: &[Told<'_>]) -> Result<(), LedgerError> {
        let rows = rows::annotations(&self.db, told.iter().map(|told| told.id)).await?;
        for Told { seq, id, fact } in told {
            self.series.annotations += 1;
            let place = format!("{}, annotation {id}", place(chain, *seq));
            let same = rows
                .get(id)
                .is_some_and(|row| text(fact, "digest") == Some(&row.digest()));
            if !same {
                self.report.add(
                    Fault::AnnotationAltered,
                    place,
                    "the annotation is altered or not there",
                );
            }
        }
        Ok(())
    }
}

fn told<'a>(seq: i64, fact: &'a Json, key: &str) -> Option<Told<'a>> {
    Some(Told {
        seq,
        id: repo::uuid(fact.get(key))?,
        fact,
    })
}

pub(super) fn text<'a>(fact: &'a Json, key: &str) -> Option<&'a str> {
    fact.get(key)?.as_str()
}

pub(super) fn int(fact: &Json, key: &str) -> Option<i64> {
    fact.get(key)?.as_i64()
}
