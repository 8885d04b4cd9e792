//! What the citizen does with a case already transmitted: answers, writes, withdraws.

use crate::effects::{Acting, Worked};
use crate::examination::{acting, message_subject, message_text};
use crate::files::Received;
use crate::model::Case;
use crate::repo::{examination as rows, papers};
use crate::sending::Notice;
use crate::{Cases, Filing};
use bodies::Action;
use flow::{By, Given};
use kernel::{CaseId, DocumentId, Error, FieldErrors, Result};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::WriteBatch;

/// Name of the outside event that an answer fires, as written in flows.
const INTEGRATION_ANSWERED: &str = "integration_answered";
/// Most files of an answer.
const MAX_ANSWER_FILES: usize = 10;

impl Cases {
    /// Answers the open request for integration: text, files, an entry in the register, and the clock goes on.
    pub async fn answer_integration(
        &self,
        filing: &Filing<'_>,
        id: CaseId,
        text: &str,
        received: Vec<Received>,
    ) -> Result<()> {
        let worked = self.worked_for(filing, id, Action::AnswerIntegration).await?;
        let open = worked.open_integration().ok_or(Error::Conflict {
            reason: "cases-conflict-integration-closed",
        })?;
        let integration = open.id;
        let text = message_text("risposta", text)?;
        if received.len() > MAX_ANSWER_FILES {
            let mut errors = FieldErrors::default();
            errors.add_with(
                "allegati",
                "cases-error-too-many-files",
                vec![("limit", MAX_ANSWER_FILES.to_string())],
            );
            return Err(Error::Invalid(errors));
        }
        let mut worked = worked;
        let mut acting = acting(
            filing,
            By::Event(INTEGRATION_ANSWERED.to_owned()),
            Given::default(),
            None,
        );
        acting.role = "citizen";
        acting.answer = Some(text.clone());
        let transition = self.event_transition(&worked, INTEGRATION_ANSWERED)?;
        let fired = worked
            .fire(&transition, &acting)
            .map_err(|refusal| Error::Conflict { reason: refusal.key })?;
        let mut batch = WriteBatch::new();
        let mut digests = vec![hex::encode(Sha256::digest(text.as_bytes()))];
        for file in received {
            let document = DocumentId::new(&*self.clock, &*self.random);
            digests.push(file.stored.sha256.clone());
            acting.files.push(ledger::FileFact {
                file: file.stored.id,
                sha256: file.stored.sha256.clone(),
                size: file.stored.size,
                document: Some((document, 1)),
            });
            file.stored.record(&mut batch, filing.body.id);
            papers::insert_document(
                &mut batch,
                &papers::NewDocument {
                    id: document,
                    body: filing.body.id,
                    draft: None,
                    case: Some(id),
                    integration: Some(integration),
                    direction: "in",
                    kind: "integration",
                    field: None,
                    title: file.name.clone(),
                    name: file.name,
                    file: Some(file.stored.id),
                    created_by: acting.account,
                    at: acting.at,
                },
            );
        }
        if let Some(entry) = self.register_input(&mut batch, &worked.case, &acting, &digests.concat()) {
            rows::register_integration(&mut batch, integration, entry);
        }
        self.carry(&mut batch, &mut worked, &fired, &acting)?;
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Writes to the office.
    pub async fn write_to_office(
        &self,
        filing: &Filing<'_>,
        id: CaseId,
        subject: &str,
        text: &str,
    ) -> Result<()> {
        let worked = self.worked_for(filing, id, Action::WriteMessage).await?;
        let notice = Notice {
            kind: "message",
            subject: message_subject(subject)?,
            text: message_text("testo", text)?,
        };
        let acting = acting(filing, By::Citizen, Given::default(), None);
        let mut batch = WriteBatch::new();
        self.write_message(&mut batch, &worked.case, &acting, "citizen", &notice);
        self.tell_office(&mut batch, &worked, &acting, &notice)?;
        self.record_message(&mut batch, &worked.case, &acting, &notice);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Fires a transition that the flow leaves to the citizen (withdrawal).
    pub async fn citizen_act(&self, filing: &Filing<'_>, id: CaseId, transition: &str) -> Result<()> {
        let mut worked = self.worked_for(filing, id, Action::AnswerIntegration).await?;
        let acting = acting(filing, By::Citizen, Given::default(), None);
        let fired = worked
            .fire(transition, &acting)
            .map_err(|refusal| Error::Conflict { reason: refusal.key })?;
        let mut batch = WriteBatch::new();
        self.carry(&mut batch, &mut worked, &fired, &acting)?;
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Notes that the citizen opened the messages of a case.
    pub async fn read_messages(&self, filing: &Filing<'_>, id: CaseId) -> Result<()> {
        let reader = self.store.snapshot().await?;
        let case = self
            .allowed_case(&reader, filing, id, Action::ReadOwnCase)
            .await?;
        let unread: Vec<_> = rows::messages(&reader, case.id)
            .await?
            .into_iter()
            .filter(|message| message.sender != "citizen" && message.read_at.is_none())
            .map(|message| message.id)
            .collect();
        drop(reader);
        if !unread.is_empty() {
            let mut batch = WriteBatch::new();
            rows::read_messages(&mut batch, &unread, filing.received_at);
            self.store.commit(batch).await?;
        }
        Ok(())
    }

    async fn worked_for(&self, filing: &Filing<'_>, id: CaseId, action: Action) -> Result<Worked> {
        let reader = self.store.snapshot().await?;
        let case = self.allowed_case(&reader, filing, id, action).await?;
        self.worked(reader, case).await
    }

    fn event_transition(&self, worked: &Worked, event: &str) -> Result<String> {
        let by = By::Event(event.to_owned());
        let available = worked.bundle.flow.available(&worked.case.state, &by);
        let first = available.first().ok_or(Error::Conflict {
            reason: "cases-conflict-integration-closed",
        })?;
        Ok(first.id.clone())
    }

    fn register_input(
        &self,
        batch: &mut WriteBatch,
        case: &Case,
        acting: &Acting<'_>,
        digests: &str,
    ) -> Option<kernel::RegisterEntryId> {
        if case.simulation {
            return None;
        }
        let args = [
            ("service", case.title.as_str().into()),
            ("number", case.number.as_str().into()),
        ];
        let new = register::NewEntry::incoming(acting.body, self.clock.now(), acting.at)
            .subject(locale::text_args(
                kernel::Lang::It,
                "cases-register-answer",
                &args,
            ))
            .correspondent(case.applicant.clone())
            .document(hex::encode(Sha256::digest(digests.as_bytes())))
            .case(case.id);
        let new = match acting.account {
            Some(account) => new.by(account, acting.role),
            None => new,
        };
        Some(register::enter(batch, &*self.clock, &*self.random, new).id)
    }

    /// The event of a message: that it was written is provable, what it says is personal.
    pub(crate) fn record_message(
        &self,
        batch: &mut WriteBatch,
        case: &Case,
        acting: &Acting<'_>,
        notice: &Notice,
    ) {
        let personal = json!({ "by": acting.name, "subject": notice.subject, "text": notice.text });
        let event = acting.event("case.message", case).personal(personal);
        ledger::append(batch, &*self.random, event);
    }

    /// The event of an assignment.
    pub(crate) fn record_assignment(&self, batch: &mut WriteBatch, worked: &Worked, acting: &Acting<'_>) {
        let event = acting
            .event("case.assigned", &worked.case)
            .with("assignee", json!(worked.case.assignee))
            .personal(json!({ "by": acting.name, "to": worked.case.assignee_name }));
        ledger::append(batch, &*self.random, event);
    }
}
