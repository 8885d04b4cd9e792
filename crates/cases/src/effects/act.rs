//! Acts: written, numbered, registered in output, put on the desk; their paper is made right after the commit.

use super::{Acting, Worked};
use crate::model::Act;
use crate::repo::{
    self,
    papers::{NewAct, NewDocument},
};
use crate::sending::Notice;
use crate::{Cases, texts};
use kernel::{ActId, DocumentId, Error, Result};
use sha2::{Digest, Sha256};
use store::WriteBatch;

/// What the flow wants issued.
pub(super) struct Wanted<'a> {
    /// Key in the bundle's documents.
    pub(super) document: &'a str,
    /// Outcome of the state the case goes to.
    pub(super) outcome: Option<&'a str>,
    /// Reasons (L. 241/1990 art. 3).
    pub(super) motivation: &'a str,
}

impl Cases {
    pub(super) fn issue_act(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        wanted: Wanted<'_>,
    ) -> Result<()> {
        let case = &worked.case;
        let values = self.message_values(worked, acting)?;
        let text = worked
            .bundle
            .document(wanted.document, case.lang, &values)
            .map_err(Error::internal)?;
        // The last paragraph of the document is the decision; what stands before it is why (L. 241/1990 art. 3).
        let body = text.body.trim_end();
        let (premises, decision) = body.rsplit_once("\n\n").unwrap_or((wanted.motivation, body));
        let signer = acting.account.ok_or(Error::Forbidden)?;
        let year = i64::from(acting.at.rome_date().year());
        let number = batch.next_in_series(format!("act/{}/decision/{year}", case.body));
        let document = DocumentId::new(&*self.clock, &*self.random);
        let act = Act {
            id: ActId::new(&*self.clock, &*self.random),
            number: 0,
            year,
            subject: text.subject.clone(),
            decision: decision.trim().to_owned(),
            motivation: premises.trim().to_owned(),
            outcome: wanted.outcome.map(str::to_owned),
            appeal: Some(texts::remedies(&worked.bundle, case.lang)),
            signer_name: acting.name.clone(),
            signer_role: acting.role.to_owned(),
            adopted_at: acting.at,
            document: Some(document),
            register: None,
        };
        // What is registered is the text of the act; the paper made of it carries the same number.
        let registered = format!("{}\n{}\n{}", act.subject, act.decision, act.motivation);
        let entry = self.register_output(batch, worked, acting, "cases-register-act", &registered);
        repo::papers::insert_document(
            batch,
            &NewDocument {
                id: document,
                body: case.body,
                draft: None,
                case: Some(case.id),
                integration: None,
                direction: "out",
                kind: "act",
                field: None,
                name: format!("provvedimento-{}.pdf", case.number),
                title: act.subject.clone(),
                file: None,
                created_by: acting.account,
                at: acting.at,
            },
        );
        let new = NewAct {
            act: &act,
            body: case.body,
            number: number.into(),
            kind: "decision",
            signer,
            register_entry: entry,
        };
        repo::papers::insert_act(batch, new);
        repo::papers::insert_act_case(batch, act.id, case.id, wanted.outcome, wanted.motivation);
        self.queue_act_paper(batch, case, &act, document);
        let notice = Notice {
            kind: "act",
            subject: text.subject,
            text: text.body,
        };
        self.put_on_desk(batch, worked, acting, &notice, Some(document));
        Ok(())
    }

    /// Enters something the body sends in the register; a simulation consumes no number.
    pub(super) fn register_output(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        acting: &Acting<'_>,
        subject_key: &str,
        text: &str,
    ) -> Option<kernel::RegisterEntryId> {
        let case = &worked.case;
        if case.simulation {
            return None;
        }
        let args = [
            ("service", case.title.as_str().into()),
            ("number", case.number.as_str().into()),
        ];
        let new = register::NewEntry::outgoing(acting.body, self.clock.now())
            .subject(locale::text_args(kernel::Lang::It, subject_key, &args))
            .correspondent(case.applicant.clone())
            .document(hex::encode(Sha256::digest(text.as_bytes())))
            .case(case.id);
        let new = match acting.account {
            Some(account) => new.by(account, acting.role),
            None => new,
        };
        Some(register::enter(batch, &*self.clock, &*self.random, new).id)
    }
}
