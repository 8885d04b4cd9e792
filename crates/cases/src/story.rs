//! The full story of a case, for its case file and for whoever audits the body (AUD-01).

use crate::model::{Case, Document};
use crate::{Cases, Filing, repo};
use ::register::Entry;
use bodies::Action;
use bundles::Bundle;
use kernel::{AccountId, CaseId, Result};
use ledger::{Head, StoryLine};
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Everything the ledger tells of a case, with what it takes to say it in words.
pub(crate) struct FullStory {
    /// The case.
    pub(crate) case: Case,
    /// Its bundle version: names of states, steps and clocks.
    pub(crate) bundle: Arc<Bundle>,
    /// Every event in order of time, readings included; the last reading is this one.
    pub(crate) lines: Vec<StoryLine>,
    /// Names of the accounts in it.
    pub(crate) names: HashMap<AccountId, String>,
    /// Its register entries: numbers, and the words of annotations.
    pub(crate) entries: Vec<Entry>,
    /// Its documents: names of the files in it.
    pub(crate) documents: Vec<Document>,
    /// Where the chain of the body stands.
    pub(crate) head: Option<Head>,
}

impl Cases {
    /// The story of a case for whoever may read it. The reading is written down first, so that the story tells of it too.
    pub(crate) async fn full_story(&self, filing: &Filing<'_>, id: CaseId) -> Result<FullStory> {
        let case = self.case_for(filing, id, Action::ReadStory).await?;
        self.record_reading_for(filing, Some(id), "story").await?;
        let lines = ledger::story(&self.store, id).await?;
        let head = ledger::head(&self.store, case.body).await?;
        let bundle = self.catalogue.bundle(&case.bundle_hash).await?;
        let reader = self.store.snapshot().await?;
        let entries = ::register::of_case(&reader, id).await?;
        let documents = repo::papers::documents(&reader, id).await?;
        drop(reader);
        Ok(FullStory {
            names: self.bodies.names(&accounts(&lines)).await?,
            case,
            bundle,
            lines,
            entries,
            documents,
            head,
        })
    }
}

/// Who acts in the lines, and who is given something.
fn accounts(lines: &[StoryLine]) -> Vec<AccountId> {
    let assignee = |line: &StoryLine| line.public.get("assignee").and_then(Value::as_str)?.parse().ok();
    let of_line = |line: &StoryLine| [line.actor, assignee(line)];
    let found: BTreeSet<AccountId> = lines.iter().flat_map(of_line).flatten().collect();
    found.into_iter().collect()
}
