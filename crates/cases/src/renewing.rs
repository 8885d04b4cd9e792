//! Moving a draft to the version of its form that is in force.

use crate::draft::{self, Draft, DraftPage};
use crate::drafting::OpenDraft;
use crate::renewal::Renewal;
use crate::repo::drafts as rows;
use crate::{Cases, Filing};
use bundles::Bundle;
use forms::CheckContext;
use kernel::{DraftId, Error, Result};
use std::sync::Arc;
use store::{CommitError, WriteBatch};

impl Cases {
    /// What the version in force would change for a draft; nothing when it is on it already.
    pub(crate) async fn renewal_ahead(&self, open: &OpenDraft) -> Result<Option<Renewal>> {
        if !open.is_outdated() {
            return Ok(None);
        }
        let newer = self.catalogue.bundle(&open.in_force).await?;
        Ok(Some(ahead(open, &newer)))
    }

    /// Moves a draft to the version in force: every answer to the question it was given to, files included. A draft that is
    /// there already, moved in another window, stays as it is.
    pub(crate) async fn renew_draft(&self, filing: &Filing<'_>, id: DraftId) -> Result<()> {
        let open = self.open_draft(filing, id).await?;
        if open.draft.transmitted_case.is_some() {
            return Err(Error::Conflict {
                reason: "cases-conflict-draft-transmitted",
            });
        }
        if !open.is_outdated() {
            return Ok(());
        }
        let newer = self.catalogue.bundle(&open.in_force).await?;
        let context = self
            .check_context(&open.draft, &newer, filing.received_at)
            .await?;
        let renewed = renewed(&open, &newer, &context, filing);
        let mut batch = WriteBatch::new();
        rows::renew(&mut batch, &open.draft, &renewed);
        let form = newer.form_in(open.draft.lang);
        for file in &open.draft.attachments {
            if !draft::takes_files(form, &file.field) {
                rows::remove_attachment(&mut batch, id, file.document, filing.received_at);
            }
        }
        match self.store.commit(batch).await {
            Ok(_) => Ok(()),
            Err(CommitError::Conflict { label: rows::MOVED }) => {
                match self.open_draft(filing, id).await?.is_outdated() {
                    true => Err(Error::Conflict { reason: rows::MOVED }),
                    false => Ok(()),
                }
            }
            Err(other) => Err(other.into()),
        }
    }
}

fn ahead(open: &OpenDraft, newer: &Arc<Bundle>) -> Renewal {
    let draft = &open.draft;
    let files: Vec<(&str, &str)> = draft
        .attachments
        .iter()
        .map(|file| (file.field.as_str(), file.name.as_str()))
        .collect();
    let forms = (open.form(), newer.form_in(draft.lang));
    let mut renewal = Renewal::between(forms, &draft.data(), &files, draft.lang);
    renewal.notice =
        draft.notice_accepted_at.is_some() && open.bundle.service.privacy != newer.service.privacy;
    renewal.after(draft.renewal.as_ref())
}

/// The draft as it is on the new form. Its pages get a version above all there were, so that a page opened before cannot
/// be saved over them.
fn renewed(open: &OpenDraft, newer: &Arc<Bundle>, context: &CheckContext, filing: &Filing<'_>) -> Draft {
    let form = newer.form_in(open.draft.lang);
    let renewal = ahead(open, newer);
    let all = open.draft.data();
    let version = open.draft.pages.iter().map(|page| page.version).max();
    let mut draft = Draft {
        bundle_hash: newer.hash.clone(),
        notice_accepted_at: open.draft.notice_accepted_at.filter(|_| !renewal.notice),
        renewal: Some(renewal),
        saved_at: filing.received_at,
        expires_at: filing.received_at.plus_seconds(draft::LIFE_SECONDS),
        pages: Vec::new(),
        ..open.draft.clone()
    };
    draft
        .attachments
        .retain(|file| draft::takes_files(form, &file.field));
    for (index, page) in form.pages().iter().enumerate() {
        let data = draft::without_files(form.page_data(index, &all), &page.components);
        if data.as_object().is_none_or(serde_json::Map::is_empty) {
            continue;
        }
        draft.pages.push(DraftPage {
            key: page.key.clone(),
            version: version.unwrap_or(0).saturating_add(1),
            data,
            valid: false,
            saved_at: filing.received_at,
        });
    }
    let data = draft.data();
    for saved in &mut draft.pages {
        let index = form.pages().iter().position(|page| page.key == saved.key);
        saved.valid = index.is_some_and(|index| form.check_page(index, &data, context).errors.is_empty());
    }
    draft
}
