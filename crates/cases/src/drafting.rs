//! Filling a form: start, save, attach, take off, throw away. Nothing typed is ever lost.

use crate::draft::{self, Draft, DraftPage};
use crate::files::Received;
use crate::repo::{self, drafts as rows};
use crate::{Cases, Filing};
use bodies::{Action, Target, policy};
use bundles::{AttachmentRules, Bundle};
use forms::{Component, Form, Violation};
use kernel::{DocumentId, DraftId, Error, FieldErrors, Result};
use serde_json::Value;
use std::sync::Arc;
use store::{CommitError, WriteBatch};

/// A draft open on the table, with its form in the language of the filing.
pub struct OpenDraft {
    /// The draft.
    pub draft: Draft,
    /// Its pinned bundle version.
    pub bundle: Arc<Bundle>,
    /// Slug of the service.
    pub service: String,
    /// The version of the bundle that is in force.
    pub in_force: String,
}

impl OpenDraft {
    /// The form, in the language of the filing.
    pub fn form(&self) -> &Form {
        self.bundle.form_in(self.draft.lang)
    }

    /// Whether another version of the form is in force: the draft has to move to it before it goes on.
    pub fn is_outdated(&self) -> bool {
        self.draft.transmitted_case.is_none() && self.draft.bundle_hash != self.in_force
    }

    /// The question of a path that takes files.
    pub(crate) fn file_field(&self, path: &str) -> Option<&Component> {
        draft::file_question(self.form(), path)
    }
}

/// What came of saving a page.
pub enum Saved {
    /// Saved and right.
    Valid {
        /// The version the page has now.
        version: i64,
    },
    /// Saved as typed; something is still wrong (half-wrong pages are saved too: IOL-13).
    Invalid {
        /// The version the page has now.
        version: i64,
        /// What is wrong.
        errors: Vec<Violation>,
    },
    /// Somebody (the same person, another tab) saved this page after it was opened. Nothing was written; both texts are
    /// here.
    Stale {
        /// What is stored.
        stored: Option<DraftPage>,
    },
}

impl Saved {
    fn of(version: i64, errors: Vec<Violation>) -> Self {
        if errors.is_empty() {
            Self::Valid { version }
        } else {
            Self::Invalid { version, errors }
        }
    }
}

/// A page as it comes from the browser or the API.
#[derive(Clone, Debug)]
pub struct PageInput {
    /// Index of the wizard page.
    pub page: usize,
    /// Version of the page that was opened; 0 = never saved.
    pub version: i64,
    /// What was typed, decoded.
    pub data: Value,
}

/// How often an attachment is counted again because the draft moved meanwhile: more often than a draft may have files.
const ATTACH_TRIES: usize = 64;

/// Refuses one file too many, or files too large together; `replaces` counts as already gone.
fn within_limits(
    draft: &Draft,
    rules: &AttachmentRules,
    field: &str,
    new: &Received,
    replaces: Option<DocumentId>,
) -> Result<()> {
    let others = draft
        .attachments
        .iter()
        .filter(|file| Some(file.document) != replaces);
    let (count, size) = others.fold((0usize, 0u64), |(count, size), file| {
        (count + 1, size + u64::try_from(file.size).unwrap_or_default())
    });
    let (most, most_mb) = (
        usize::from(rules.max_files).min(draft::MAX_FILES),
        u64::from(rules.max_total_mb),
    );
    let mut errors = FieldErrors::default();
    if count >= most {
        errors.add_with(
            field,
            "cases-error-too-many-files",
            vec![("limit", most.to_string())],
        );
    }
    if size + new.stored.size > most_mb * 1024 * 1024 {
        errors.add_with(
            field,
            "cases-error-files-too-large",
            vec![("limit", most_mb.to_string())],
        );
    }
    errors.into_result()
}

impl Cases {
    /// The draft to fill in for whoever follows the link of a service: the one in which nothing was written yet, or a new one.
    /// A link that is followed twice must not fill the desk.
    pub(crate) async fn begin_draft(&self, filing: &Filing<'_>, service: &str) -> Result<DraftId> {
        let account = filing.account().ok_or(Error::LoginRequired)?;
        let offer = self.catalogue.offer(filing.body.id, service).await?;
        match rows::untouched_draft(&self.store, account, &offer.adoption).await? {
            Some(untouched) => Ok(untouched),
            None => self.start_draft(filing, service).await,
        }
    }

    /// Starts a draft of a service for the citizen who asks.
    pub async fn start_draft(&self, filing: &Filing<'_>, service: &str) -> Result<DraftId> {
        let account = filing.account().ok_or(Error::LoginRequired)?;
        if !policy::allows(filing.actor, Action::StartDraft, &Target::Body(filing.body.id)) {
            return Err(Error::LoginRequired);
        }
        let offer = self.catalogue.offer(filing.body.id, service).await?;
        if !offer.adoption.is_public_at(filing.received_at) {
            return Err(Error::NotFound);
        }
        if rows::open_drafts(&self.store, account, filing.body.id).await? >= draft::MAX_OPEN {
            return Err(Error::Conflict {
                reason: "cases-conflict-too-many-drafts",
            });
        }
        let new = Draft {
            id: DraftId::new(&*self.clock, &*self.random),
            body: filing.body.id,
            adoption: offer.adoption.id,
            account,
            bundle_hash: offer.adoption.bundle_hash.clone(),
            lang: filing.lang,
            notice_accepted_at: None,
            simulation: false,
            version: 1,
            saved_at: filing.received_at,
            expires_at: filing.received_at.plus_seconds(draft::LIFE_SECONDS),
            transmitted_case: None,
            renewal: None,
            pages: Vec::new(),
            attachments: Vec::new(),
        };
        let mut batch = WriteBatch::new();
        rows::insert(&mut batch, &new);
        self.store.commit(batch).await?;
        Ok(new.id)
    }

    /// A draft of the citizen who asks.
    pub async fn open_draft(&self, filing: &Filing<'_>, id: DraftId) -> Result<OpenDraft> {
        let draft = self.own_draft(filing, id, Action::EditDraft).await?;
        let bundle = self.catalogue.bundle(&draft.bundle_hash).await?;
        let adoption = self.catalogue.adoption(draft.adoption).await?;
        Ok(OpenDraft {
            draft,
            bundle,
            service: adoption.service,
            in_force: adoption.bundle_hash,
        })
    }

    /// Notes that the art. 13 notice of the service was read.
    pub async fn accept_notice(&self, filing: &Filing<'_>, id: DraftId) -> Result<()> {
        self.own_draft(filing, id, Action::EditDraft).await?;
        let mut batch = WriteBatch::new();
        rows::accept_notice(&mut batch, id, filing.received_at);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Saves a page as it was typed, right or wrong.
    pub async fn save_page(&self, filing: &Filing<'_>, open: &OpenDraft, input: PageInput) -> Result<Saved> {
        let pages = open.form().pages();
        let form_page = pages.get(input.page).ok_or(Error::NotFound)?;
        let mut edited = open.draft.clone();
        edited.pages.retain(|page| page.key != form_page.key);
        let page = DraftPage {
            key: form_page.key.clone(),
            version: input.version.saturating_add(1),
            // Only what this page asks: nothing may be slipped in beside another page's answers.
            data: draft::without_files(
                open.form().page_data(input.page, &input.data),
                &form_page.components,
            ),
            valid: true,
            saved_at: filing.received_at,
        };
        edited.pages.push(page.clone());
        let context = self
            .check_context(&open.draft, &open.bundle, filing.received_at)
            .await?;
        let errors = open
            .form()
            .check_page(input.page, &edited.data(), &context)
            .errors;
        let mut batch = WriteBatch::new();
        let page = DraftPage {
            valid: errors.is_empty(),
            ..page
        };
        rows::save_page(&mut batch, open.draft.id, &page, input.version);
        let expires_at = filing.received_at.plus_seconds(draft::LIFE_SECONDS);
        rows::touch(&mut batch, open.draft.id, filing.received_at, expires_at);
        match self.store.commit(batch).await {
            Ok(_) => Ok(Saved::of(page.version, errors)),
            Err(CommitError::Conflict {
                label: "cases-conflict-page-changed",
            }) => {
                let now = self.own_draft(filing, open.draft.id, Action::EditDraft).await?;
                let stored = now.page(&form_page.key).cloned();
                // A press that arrived twice (a double click, a browser that sends again) overwrites nobody's answers.
                match stored {
                    Some(stored) if stored.data == page.data => Ok(Saved::of(stored.version, errors)),
                    stored => Ok(Saved::Stale { stored }),
                }
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Attaches a file to a field of a draft; where one file is asked for, in the place of the one that is there. Of several
    /// files that arrive at once each is counted with those before it.
    pub async fn attach(
        &self,
        filing: &Filing<'_>,
        open: &OpenDraft,
        field: &str,
        received: Received,
    ) -> Result<DocumentId> {
        let question = open.file_field(field).ok_or(Error::NotFound)?;
        let mut draft = open.draft.clone();
        for _ in 0..ATTACH_TRIES {
            if draft.transmitted_case.is_some() {
                return Err(Error::Conflict {
                    reason: "cases-conflict-draft-transmitted",
                });
            }
            let replaces = draft.file_of(field).filter(|_| !question.multiple);
            within_limits(&draft, &open.bundle.rules.attachments, field, &received, replaces)?;
            let (document, mut batch) =
                self.new_attachment(filing, &draft, (field, &question.label), &received);
            if let Some(old) = replaces {
                rows::remove_attachment(&mut batch, draft.id, old, filing.received_at);
            }
            match self.store.commit(batch).await {
                Ok(_) => return Ok(document),
                Err(CommitError::Conflict { label: rows::MOVED }) => {
                    draft = self.own_draft(filing, draft.id, Action::EditDraft).await?;
                }
                Err(other) => return Err(other.into()),
            }
        }
        Err(Error::Conflict { reason: rows::MOVED })
    }

    /// What a new file of a draft writes, if the draft is still as it was read.
    fn new_attachment(
        &self,
        filing: &Filing<'_>,
        draft: &Draft,
        (field, title): (&str, &str),
        received: &Received,
    ) -> (DocumentId, WriteBatch) {
        let id = DocumentId::new(&*self.clock, &*self.random);
        let mut batch = WriteBatch::new();
        let expires_at = filing.received_at.plus_seconds(draft::LIFE_SECONDS);
        rows::touch_read(&mut batch, draft, filing.received_at, expires_at);
        received.stored.record(&mut batch, filing.body.id);
        repo::papers::insert_document(
            &mut batch,
            &repo::papers::NewDocument {
                id,
                body: filing.body.id,
                draft: Some(draft.id),
                case: None,
                integration: None,
                direction: "in",
                kind: "attachment",
                field: Some(field.to_owned()),
                name: received.name.clone(),
                title: title.to_owned(),
                file: Some(received.stored.id),
                created_by: filing.account(),
                at: filing.received_at,
            },
        );
        (id, batch)
    }

    /// Takes a file off a draft.
    pub async fn detach(&self, filing: &Filing<'_>, open: &OpenDraft, document: DocumentId) -> Result<()> {
        let mut batch = WriteBatch::new();
        rows::remove_attachment(&mut batch, open.draft.id, document, filing.received_at);
        self.touched(filing, open, &mut batch);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Throws a draft away.
    pub async fn delete_draft(&self, filing: &Filing<'_>, id: DraftId) -> Result<()> {
        self.own_draft(filing, id, Action::EditDraft).await?;
        let mut batch = WriteBatch::new();
        rows::delete(&mut batch, id, filing.received_at);
        self.store.commit(batch).await?;
        Ok(())
    }

    fn touched(&self, filing: &Filing<'_>, open: &OpenDraft, batch: &mut WriteBatch) {
        let expires_at = filing.received_at.plus_seconds(draft::LIFE_SECONDS);
        rows::touch(batch, open.draft.id, filing.received_at, expires_at);
    }
}
