//! Telling people: on the desk in the same commit, by e-mail from the outbox. Both are weak proofs and say so.

use crate::effects::{Acting, Worked};
use crate::model::Case;
use crate::repo::drafts;
use crate::{Cases, texts};
use delivery::NewDelivery;
use kernel::{AccountId, DocumentId, DraftId, Error, Result};
use store::WriteBatch;

/// Kind of what is told to the office only; the citizen's page leaves it out.
pub(crate) const OFFICE_NOTICE: &str = "office";

/// Something to be told.
pub(crate) struct Notice {
    /// receipt, message, integration, act, notice.
    pub(crate) kind: &'static str,
    /// Subject line.
    pub(crate) subject: String,
    /// Text.
    pub(crate) text: String,
}

impl Cases {
    /// Tells the applicant: a message on the case, a line on the desk, an e-mail where there is an address.
    pub(crate) fn tell_applicant(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        notice: &Notice,
    ) -> Result<()> {
        let sender = if acting.account.is_some() && acting.role != "citizen" {
            "office"
        } else {
            "system"
        };
        let message = self.write_message(batch, &worked.case, acting, sender, notice);
        let mut new = NewDelivery::about(worked.case.body, worked.case.id, notice.kind, acting.at)
            .said(notice.subject.clone(), notice.text.clone());
        new = new.message(message);
        delivery::desk(batch, &*self.clock, &*self.random, new.clone());
        if let Some(address) = texts::address(&worked.bundle, worked.case.lang, worked.data(), &worked.filer)
        {
            delivery::email(batch, &*self.clock, &*self.random, new.to(address));
        }
        Ok(())
    }

    /// Puts something on the desk without an e-mail of its own (its paper follows by e-mail).
    pub(crate) fn put_on_desk(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        notice: &Notice,
        document: Option<DocumentId>,
    ) {
        let mut new = NewDelivery::about(worked.case.body, worked.case.id, notice.kind, acting.at)
            .said(notice.subject.clone(), notice.text.clone());
        if let Some(document) = document {
            new = new.document(document);
        }
        delivery::desk(batch, &*self.clock, &*self.random, new);
    }

    /// Tells the officer the case is assigned to by e-mail, or the office when it is nobody's.
    pub(crate) fn tell_assignee(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        notice: &Notice,
    ) -> Result<()> {
        match &worked.case.assignee_email {
            Some(address) => self.mail_colleagues(batch, worked, acting, notice, address.clone()),
            None => self.tell_office(batch, worked, acting, notice)?,
        }
        Ok(())
    }

    /// Tells the office by e-mail, where it has an address; on the queue it sees the case anyway.
    pub(crate) fn tell_office(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        notice: &Notice,
    ) -> Result<()> {
        let office = acting.directory.office(worked.case.office);
        if let Some(address) = office.and_then(|office| office.email.clone()) {
            self.mail_colleagues(batch, worked, acting, notice, address);
        }
        Ok(())
    }

    fn mail_colleagues(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        notice: &Notice,
        address: String,
    ) {
        let new = NewDelivery::about(worked.case.body, worked.case.id, OFFICE_NOTICE, acting.at)
            .said(notice.subject.clone(), notice.text.clone())
            .to(address);
        delivery::email(batch, &*self.clock, &*self.random, new);
    }
}

impl Cases {
    /// Sends a paper that is ready to the applicant.
    pub(crate) fn email_paper(
        &self,
        batch: &mut WriteBatch,
        case: &Case,
        document: DocumentId,
        address: String,
        notice: &Notice,
    ) {
        let new = NewDelivery::about(case.body, case.id, notice.kind, self.clock.now())
            .said(notice.subject.clone(), notice.text.clone())
            .document(document)
            .to(address);
        delivery::email(batch, &*self.clock, &*self.random, new);
    }

    /// Tells the owner of a draft that it is about to be thrown away.
    pub(crate) async fn warn_of_expiry(
        &self,
        batch: &mut WriteBatch,
        id: DraftId,
        account: AccountId,
    ) -> Result<()> {
        let reader = self.store.snapshot().await?;
        let party = bodies::party_of_account(&reader, account)
            .await?
            .ok_or(Error::NotFound)?;
        let draft = drafts::draft_of_account(&reader, id, account)
            .await?
            .ok_or(Error::NotFound)?;
        drop(reader);
        let Some(address) = party.email else { return Ok(()) };
        let bundle = self.catalogue.bundle(&draft.bundle_hash).await?;
        let directory = self.bodies.directory().await?;
        let body = directory.by_id(draft.body).ok_or(Error::NotFound)?;
        let base = body.base_url.as_deref().unwrap_or(&self.base_url);
        let url = format!(
            "{base}{}",
            web::url(draft.lang, Some(&body.slug), &format!("/bozze/{id}"))
        );
        let day = locale::date(draft.lang, draft.expires_at.rome_date());
        let service = texts::title(&bundle, draft.lang);
        let args = [
            ("service", service.into()),
            ("date", day.as_str().into()),
            ("url", url.as_str().into()),
        ];
        let new = NewDelivery::from_body(draft.body, "notice", self.clock.now())
            .said(
                locale::text_args(draft.lang, "cases-draft-expiring-subject", &args),
                locale::text_args(draft.lang, "cases-draft-expiring-text", &args),
            )
            .to(address);
        delivery::email(batch, &*self.clock, &*self.random, new);
        Ok(())
    }
}
