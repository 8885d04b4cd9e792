//! *Trasmettere*: the one act that makes an application of a draft. Reads, decides in pure code, writes one batch.

use crate::draft::Draft;
use crate::repo::{cases as rows, drafts};
use crate::{Cases, Filing, texts};
use bodies::{Action, Target, policy};
use bundles::Bundle;
use catalogue::Offer;
use catalogue::model::{Admission, admission};
use forms::Violation;
use kernel::{CaseId, DraftId, Error, Instant, Result, WindowId};
use serde_json::Value;
use store::{CommitError, WriteBatch};

/// What came of pressing *TRASMETTI*.
#[derive(Debug)]
pub enum Transmitted {
    /// It is an application now, or it already was: pressing twice changes nothing.
    Filed(CaseId),
    /// It was changed elsewhere after the summary was shown: the person must read it again.
    Changed,
    /// Another version of the form came into force: the draft has to move to it first.
    Outdated,
    /// Something is missing or wrong; the draft stays.
    Incomplete(Vec<Violation>),
    /// No window is open; the draft stays (G-44).
    Closed {
        /// Next opening already decided by an act.
        next: Option<Instant>,
        /// Last close.
        last_close: Option<Instant>,
    },
    /// The art. 13 notice or the declarations were not confirmed.
    Unconfirmed,
}

/// What the person confirms with the button.
#[derive(Clone, Copy, Debug)]
pub struct Confirmation {
    /// Version of the draft that the summary showed.
    pub version: i64,
    /// The declarations were confirmed knowing art. 76 DPR 445/2000.
    pub declarations: bool,
}

/// What a transmission is decided on.
pub(crate) struct Intent<'a> {
    pub(crate) filing: &'a Filing<'a>,
    pub(crate) draft: &'a Draft,
    pub(crate) offer: &'a Offer,
    pub(crate) bundle: &'a Bundle,
    pub(crate) data: Value,
    pub(crate) filer: bodies::Party,
    pub(crate) window: Option<WindowId>,
    pub(crate) late: bool,
}

impl Cases {
    /// Transmits a draft of the citizen who asks. Transmitting again answers the case of the first time.
    pub async fn transmit(
        &self,
        filing: &Filing<'_>,
        id: DraftId,
        confirmed: Confirmation,
    ) -> Result<Transmitted> {
        let answer = self.transmit_once(filing, id, confirmed).await?;
        store::failpoint::hit("before_answer");
        Ok(answer)
    }

    async fn transmit_once(
        &self,
        filing: &Filing<'_>,
        id: DraftId,
        confirmed: Confirmation,
    ) -> Result<Transmitted> {
        let draft = self.own_draft(filing, id, Action::TransmitDraft).await?;
        if let Some(case) = draft.transmitted_case {
            return Ok(Transmitted::Filed(case));
        }
        if draft.version != confirmed.version {
            return Ok(Transmitted::Changed);
        }
        let adoption = self.catalogue.adoption(draft.adoption).await?;
        if !draft.simulation && !adoption.is_public_at(filing.received_at) {
            return Ok(Transmitted::Closed {
                next: None,
                last_close: adoption.valid_to,
            });
        }
        if draft.bundle_hash != adoption.bundle_hash {
            return Ok(Transmitted::Outdated);
        }
        let bundle = self.catalogue.bundle(&draft.bundle_hash).await?;
        let (_, level) = filing.citizen().ok_or(Error::LoginRequired)?;
        if i64::from(level) < adoption.min_level {
            return Err(Error::LoginRequired);
        }
        if draft.notice_accepted_at.is_none() || (bundle.service.declarations && !confirmed.declarations) {
            return Ok(Transmitted::Unconfirmed);
        }
        let (window, late) = match admission(&self.catalogue.windows(adoption.id).await?, filing.received_at)
        {
            Admission::Always => (None, false),
            Admission::InTime(window) => (Some(window), false),
            Admission::Late(window) => (Some(window), true),
            Admission::Closed { next, last_close } => return Ok(Transmitted::Closed { next, last_close }),
        };
        let checked = self.objections(filing, &draft, &bundle).await?;
        if !checked.errors.is_empty() {
            return Ok(Transmitted::Incomplete(checked.errors));
        }
        let offer = Offer {
            adoption,
            bundle: bundle.clone(),
        };
        let intent = Intent {
            filing,
            draft: &draft,
            offer: &offer,
            bundle: &bundle,
            data: checked.data,
            filer: checked.filer,
            window,
            late,
        };
        self.file(&intent).await
    }

    async fn file(&self, intent: &Intent<'_>) -> Result<Transmitted> {
        let mut batch = WriteBatch::new();
        let case = self.filing_batch(&mut batch, intent)?;
        match self.store.commit(batch).await {
            Ok(_) => Ok(Transmitted::Filed(case)),
            // Two presses at once: the slower one is shown what the faster one filed.
            Err(CommitError::Conflict { .. } | CommitError::Unique { .. }) => {
                match rows::case_of_draft(&self.store, intent.draft.id).await? {
                    Some(case) => Ok(Transmitted::Filed(case)),
                    None => Ok(Transmitted::Changed),
                }
            }
            Err(other) => Err(other.into()),
        }
    }
}

/// What stands against transmitting a draft, with the data as it would be filed.
pub(crate) struct Objections {
    /// Empty when nothing does.
    pub(crate) errors: Vec<Violation>,
    /// Regular data: hidden answers out, values in their types.
    data: Value,
    filer: bodies::Party,
}

impl Cases {
    /// Asks the form and then the rules of the bundle whether a draft may be transmitted.
    pub(crate) async fn objections(
        &self,
        filing: &Filing<'_>,
        draft: &Draft,
        bundle: &Bundle,
    ) -> Result<Objections> {
        let (party, level) = filing.citizen().ok_or(Error::LoginRequired)?;
        let filer = self.bodies.party(party).await?.ok_or(Error::NotFound)?;
        let context = self.check_context(draft, bundle, filing.received_at).await?;
        let checked = bundle.form_in(draft.lang).check(&draft.data(), &context);
        let mut errors = checked.errors;
        if errors.is_empty() {
            errors = bundle.violations(&checked.data, &texts::filer(&filer, level), draft.lang);
        }
        Ok(Objections {
            errors,
            data: checked.data,
            filer,
        })
    }

    /// The draft of whoever asks, or `NotFound`: somebody else's draft does not exist for them.
    pub(crate) async fn own_draft(&self, filing: &Filing<'_>, id: DraftId, action: Action) -> Result<Draft> {
        let account = filing.account().ok_or(Error::LoginRequired)?;
        let reader = self.store.snapshot().await?;
        let draft = drafts::draft_of_account(&reader, id, account)
            .await?
            .ok_or(Error::NotFound)?;
        let target = Target::Draft {
            body: draft.body,
            account: draft.account,
        };
        if draft.body != filing.body.id || !policy::allows(filing.actor, action, &target) {
            return Err(Error::NotFound);
        }
        Ok(draft)
    }
}
