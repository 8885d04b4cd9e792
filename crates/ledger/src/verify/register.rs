//! Registers as a whole: numbers in sequence, and no entry that no event tells of.

use super::facts::{int, text};
use super::{Fault, Run};
use crate::repo::checked as rows;
use crate::{LedgerError, repo};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Body, AOO, register, year.
pub(crate) type Register = (Uuid, String, String, i64);

/// What the events told of the registers: one line per register and year, whatever the number of entries.
#[derive(Default)]
pub(crate) struct SeriesSeen {
    seen: BTreeMap<Register, Seen>,
    pub(super) annotations: i64,
}

#[derive(Default)]
struct Seen {
    last: i64,
    count: i64,
    series: String,
}

impl SeriesSeen {
    /// Takes note of a registration; answers what is wrong with its number.
    pub(super) fn see(&mut self, fact: &Json) -> Option<String> {
        let register = (
            repo::uuid(fact.get("body"))?,
            text(fact, "aoo")?.to_owned(),
            text(fact, "register")?.to_owned(),
            int(fact, "year")?,
        );
        let number = int(fact, "number")?;
        let seen = self.seen.entry(register).or_default();
        let expected = seen.last + 1;
        seen.count += 1;
        seen.last = seen.last.max(number);
        if let Some(series) = text(fact, "series") {
            series.clone_into(&mut seen.series);
        }
        // Numbers and events are given in one order: both are taken under the same locks.
        (number != expected).then(|| format!("number {number} follows number {}", expected - 1))
    }
}

impl Run<'_> {
    pub(super) async fn register(&mut self) -> Result<(), LedgerError> {
        for (register, count) in rows::registers(&self.db).await? {
            let (told, last) = self
                .series
                .seen
                .get(&register)
                .map_or((0, 0), |seen| (seen.count, seen.last));
            if count <= told {
                continue;
            }
            for (entry, number) in rows::entries_outside(&self.db, &register, last).await? {
                let detail = format!("no event tells of number {number}");
                self.report
                    .add(Fault::EntryUnaccounted, format!("register entry {entry}"), detail);
            }
            if !self.report.has(Fault::EntryUnaccounted) {
                let detail = format!("{count} entries, but events tell of {told}");
                self.report.add(
                    Fault::EntryUnaccounted,
                    format!("register {}/{}", register.2, register.3),
                    detail,
                );
            }
        }
        for ((_, _, register, year), seen) in &self.series.seen {
            let counter = rows::counter(&self.db, &seen.series).await?;
            if counter != Some(seen.last) {
                let detail = format!("the last number is {}, the counter says {counter:?}", seen.last);
                self.report.add(
                    Fault::CounterAltered,
                    format!("register {register}/{year}"),
                    detail,
                );
            }
        }
        let annotations = rows::count_annotations(&self.db).await?;
        if annotations > self.series.annotations {
            let detail = format!(
                "{annotations} annotations, but events tell of {}",
                self.series.annotations
            );
            self.report
                .add(Fault::AnnotationUnaccounted, "register_annotations", detail);
        }
        Ok(())
    }
}
