//! Reading a case whole, for its pages and for deciding on it.

use crate::effects::Worked;
use crate::model::{Act, Case, CaseSummary, Document, InboxLine, Integration, Message};
use crate::repo::{self, cases as rows, drafts, examination};
use crate::{Cases, DraftSummary, Filing};
use bodies::{Action, Actor, Target, policy};
use bundles::Bundle;
use kernel::{AccountId, CaseId, DocumentId, Error, Result};
use std::sync::Arc;
use store::Snapshot;

/// Largest document sent by e-mail, in bytes; larger ones are only on the desk.
const MAX_ATTACHMENT: u64 = 30 * 1024 * 1024;

/// The events a case page tells as its story.
const STEPS: [&str; 5] = [
    "case.transmitted",
    "case.assigned",
    "case.message",
    "case.transition",
    "register.annulled",
];

/// The three areas of *Le mie pratiche*, which nobody can confuse.
pub struct Desk {
    /// *Bozze (salvate, non trasmesse)*.
    pub drafts: Vec<DraftSummary>,
    /// *Richieste trasmesse in lavorazione*: presence here is the proof of success (FORM-09).
    pub in_progress: Vec<CaseSummary>,
    /// *Concluse*.
    pub concluded: Vec<CaseSummary>,
}

/// A case with everything its page shows.
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Who filed it.
    pub filer: bodies::Party,
    /// On whose behalf, where it is somebody else.
    pub represented: Option<String>,
    /// Its bundle version.
    pub bundle: Arc<Bundle>,
    /// What was filed, as kept.
    pub record: serde_json::Value,
    /// Digest of what was filed.
    pub record_sha256: String,
    /// Documents, oldest first.
    pub documents: Vec<Document>,
    /// Messages, oldest first.
    pub messages: Vec<Message>,
    /// Requests for integration.
    pub integrations: Vec<Integration>,
    /// Acts.
    pub acts: Vec<Act>,
    /// What was sent.
    pub sendings: Vec<delivery::Delivery>,
    /// Its entries in the register, with what was written beside them.
    pub entries: Vec<register::Entry>,
    /// What happened, oldest first.
    pub steps: Vec<ledger::Step>,
}

/// The policy's view of a case.
pub(crate) fn target(case: &Case) -> Target {
    Target::Case {
        body: case.body,
        office: case.office,
        account: case.account,
        min_read_level: u8::try_from(case.min_read_level).unwrap_or(u8::MAX),
    }
}

impl Cases {
    /// The desk of the citizen who asks.
    pub async fn desk(&self, filing: &Filing<'_>) -> Result<Desk> {
        let Actor::Citizen { account, level, .. } = filing.actor else {
            return Err(Error::LoginRequired);
        };
        let body = filing.body.id;
        // Asked together: one way to the database and back.
        let (drafts, cases) = tokio::try_join!(
            drafts::drafts_of_account(&self.store, *account, body),
            rows::cases_of_account(&self.store, *account, body, i64::from(*level)),
        )?;
        let (concluded, in_progress) = cases
            .into_iter()
            .partition(|case| case.area == crate::Area::Concluded);
        Ok(Desk {
            drafts,
            in_progress,
            concluded,
        })
    }

    /// A case for whoever may do `action` on it; for everybody else it does not exist, and the attempt is logged.
    pub async fn case_for(&self, filing: &Filing<'_>, id: CaseId, action: Action) -> Result<Case> {
        let reader = self.store.snapshot().await?;
        self.allowed_case(&reader, filing, id, action).await
    }

    pub(crate) async fn allowed_case(
        &self,
        reader: &Snapshot,
        filing: &Filing<'_>,
        id: CaseId,
        action: Action,
    ) -> Result<Case> {
        if matches!(filing.actor, Actor::Nobody) {
            return Err(Error::LoginRequired);
        }
        let case = rows::case_by_id(reader, id).await?.ok_or(Error::NotFound)?;
        if case.body != filing.body.id || !policy::allows(filing.actor, action, &target(&case)) {
            tracing::warn!(case.id = %id, actor = filing.actor.quality(filing.body.id), "refused: somebody else's case");
            return Err(Error::NotFound);
        }
        Ok(case)
    }

    /// A case with all that its page shows.
    pub async fn view(&self, filing: &Filing<'_>, id: CaseId, action: Action) -> Result<CaseView> {
        let reader = self.store.snapshot().await?;
        let case = self.allowed_case(&reader, filing, id, action).await?;
        let (record, record_sha256) = rows::filed_record(&reader, id).await?.ok_or(Error::NotFound)?;
        let documents = repo::papers::documents(&reader, id).await?;
        let messages = examination::messages(&reader, id).await?;
        let integrations = examination::integrations(&reader, id).await?;
        let acts = repo::papers::acts(&reader, id).await?;
        let sendings = delivery::of_case(&reader, id).await?;
        let entries = register::of_case(&reader, id).await?;
        let steps = ledger::steps(&reader, id, &STEPS).await?;
        let filer = bodies::party_of_account(&reader, case.account).await?;
        let represented = rows::represented(&reader, id).await?;
        // A snapshot holds a connection: whatever may take another one waits until it is given back.
        drop(reader);
        let view = CaseView {
            bundle: self.catalogue.bundle(&case.bundle_hash).await?,
            filer: filer.ok_or(Error::NotFound)?,
            represented,
            record: serde_json::from_str(&record).map_err(Error::internal)?,
            record_sha256,
            documents,
            messages,
            integrations,
            acts,
            sendings,
            entries,
            steps,
            case,
        };
        Ok(view)
    }

    /// A document of a case or of one's own draft, with the bytes' key.
    pub async fn document(&self, filing: &Filing<'_>, id: DocumentId) -> Result<Document> {
        if matches!(filing.actor, Actor::Nobody) {
            return Err(Error::LoginRequired);
        }
        let reader = self.store.snapshot().await?;
        let document = repo::papers::document_by_id(&reader, id)
            .await?
            .ok_or(Error::NotFound)?;
        match document.case {
            Some(case) => {
                self.allowed_case(&reader, filing, case, Action::DownloadDocument)
                    .await?;
            }
            None => {
                let (body, account) = repo::papers::document_owner(&reader, id)
                    .await?
                    .ok_or(Error::NotFound)?;
                let target = Target::Draft { body, account };
                if body != filing.body.id || !policy::allows(filing.actor, Action::EditDraft, &target) {
                    return Err(Error::NotFound);
                }
            }
        }
        Ok(document)
    }

    /// A case with everything a transition is decided on.
    pub(crate) async fn worked(&self, reader: Snapshot, case: Case) -> Result<Worked> {
        let (record, _) = rows::filed_record(&reader, case.id)
            .await?
            .ok_or(Error::NotFound)?;
        let filer = bodies::party_of_account(&reader, case.account)
            .await?
            .ok_or(Error::NotFound)?;
        let mut clocks = repo::clocks::clocks(&reader, case.id).await?;
        let suspensions = repo::clocks::suspensions(&reader, case.id).await?;
        let integrations = examination::integrations(&reader, case.id).await?;
        // The bundle may need a connection of its own: the snapshot's is given back first.
        drop(reader);
        let bundle = self.catalogue.bundle(&case.bundle_hash).await?;
        for row in &mut clocks {
            row.main = bundle.flow.clock(&row.clock).is_some_and(|clock| clock.main);
        }
        Ok(Worked {
            record: serde_json::from_str(&record).map_err(Error::internal)?,
            clocks,
            suspensions,
            integrations,
            bundle,
            filer,
            case,
        })
    }
}

impl Cases {
    /// The person behind the session that asks.
    pub(crate) async fn filer(&self, filing: &Filing<'_>) -> Result<bodies::Party> {
        let (party, _) = filing.citizen().ok_or(Error::LoginRequired)?;
        self.bodies.party(party).await?.ok_or(Error::NotFound)
    }

    /// What the office's page of a case decides its buttons on.
    pub(crate) async fn worked_for_page(&self, filing: &Filing<'_>, id: CaseId) -> Result<Worked> {
        let reader = self.store.snapshot().await?;
        let case = self.allowed_case(&reader, filing, id, Action::ReadCase).await?;
        self.worked(reader, case).await
    }

    /// Who may be given a case: account and name.
    pub(crate) async fn colleagues(
        &self,
        filing: &Filing<'_>,
        case: &Case,
    ) -> Result<Vec<(AccountId, String)>> {
        let operators = self.bodies.operators(filing.body.id, filing.received_at).await?;
        let of_office = operators
            .into_iter()
            .filter(|operator| operator.works(case.office));
        Ok(of_office
            .map(|operator| (operator.account, operator.name))
            .collect())
    }

    /// Every operator of the body: account and name.
    pub(crate) async fn operators(&self, filing: &Filing<'_>) -> Result<Vec<(AccountId, String)>> {
        let operators = self.bodies.operators(filing.body.id, filing.received_at).await?;
        Ok(operators
            .into_iter()
            .map(|operator| (operator.account, operator.name))
            .collect())
    }

    /// Writes down that an operator read a case (FEN-69): a second chain, with a retention of its own.
    pub(crate) async fn record_reading(&self, filing: &Filing<'_>, id: CaseId) -> Result<()> {
        let case = self.case_for(filing, id, Action::ReadCase).await?;
        self.record_reading_for(filing, Some(case.id), "examination")
            .await
    }

    /// Writes down that personal data of the body were read for a purpose, which needs words at `cases-purpose-…`.
    pub(crate) async fn record_reading_for(
        &self,
        filing: &Filing<'_>,
        case: Option<CaseId>,
        purpose: &'static str,
    ) -> Result<()> {
        let mut batch = store::WriteBatch::new();
        let token = match filing.actor {
            Actor::Token { id, .. } => Some(*id),
            _ => None,
        };
        let read = ledger::ReadAccess {
            body: filing.body.id,
            case,
            actor: filing.account(),
            token,
            role: filing.actor.quality(filing.body.id).to_owned(),
            at: filing.received_at,
            purpose,
        };
        ledger::read_access(&mut batch, &*self.random, read);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// The messages of every case of the citizen who asks, newest first.
    pub(crate) async fn inbox(&self, filing: &Filing<'_>) -> Result<Vec<InboxLine>> {
        let Actor::Citizen { account, level, .. } = filing.actor else {
            return Err(Error::LoginRequired);
        };
        Ok(examination::inbox(&self.store, *account, filing.body.id, i64::from(*level)).await?)
    }

    /// Address of the public check of a case.
    pub(crate) fn check_url(&self, case: &Case) -> String {
        format!("{}/verifica/{}", self.base_url, case.check_token)
    }

    /// Address of a case on the citizen's desk.
    pub(crate) fn case_url(&self, body: &bodies::Body, case: &Case) -> String {
        self.address(body, case, "/pratiche")
    }

    /// Address of a case among those of the office: the citizen's page does not open for an operator.
    pub(crate) fn office_url(&self, body: &bodies::Body, case: &Case) -> String {
        self.address(body, case, "/operatori/pratiche")
    }

    fn address(&self, body: &bodies::Body, case: &Case, place: &str) -> String {
        let base = body.base_url.as_deref().unwrap_or(&self.base_url);
        let path = format!("{place}/{}", case.id);
        format!("{base}{}", web::url(case.lang, Some(&body.slug), &path))
    }
}

impl Cases {
    /// A document as an attachment of an e-mail: name, media type and bytes; none while it is being made.
    pub async fn attachment(&self, id: DocumentId) -> Result<Option<(String, String, Vec<u8>)>> {
        let reader = self.store.snapshot().await?;
        let document = repo::papers::document_by_id(&reader, id).await?;
        drop(reader);
        let Some(document) = document else { return Ok(None) };
        let (Some(key), Some(media_type)) = (document.storage_key, document.media_type) else {
            return Ok(None);
        };
        let content = self.files.get(&key).await.map_err(Error::internal)?;
        let bytes = content.bytes(MAX_ATTACHMENT).await.map_err(Error::internal)?;
        Ok(Some((document.name, media_type, bytes.to_vec())))
    }
}
