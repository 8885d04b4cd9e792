//! Papers: receipts and acts made right after the commit, so that a PDF never holds up a transmission.

mod act;
mod receipt;

use crate::Cases;
use crate::model::{Act, Case};
use crate::repo::{self, cases as rows};
use crate::sending::Notice;
use ::files::Rules;
use futures_util::future::BoxFuture;
use jobs::{Done, Failure, Handler, Job, NewJob};
use kernel::{ActId, CaseId, DocumentId, Error, Instant, Lang};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::sync::Arc;
use store::WriteBatch;

/// Kind of the jobs that make papers.
const KIND: &str = "paper";
/// Largest paper kept, in bytes.
const MAX_PAPER: u64 = 30 * 1024 * 1024;

/// A paper to be printed: which template, with which data, in which language.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Built-in template: `receipt` or `act`.
    pub template: &'static str,
    /// Data as the template's contract wants them.
    pub data: Value,
    /// Language of the fixed words.
    pub lang: Lang,
    /// Date of the paper: that of the fact it tells of, so that making it twice gives the same bytes.
    pub at: Instant,
}

/// Why a paper could not be printed.
#[derive(Clone, Debug)]
pub enum RenderFailure {
    /// Worth another attempt.
    Later(String),
    /// No attempt can help.
    Never(String),
}

/// Makes PDFs; the adapter that does it lives outside this slice.
pub trait Render: Send + Sync {
    /// Makes one.
    fn render(&self, paper: Paper) -> BoxFuture<'_, Result<Vec<u8>, RenderFailure>>;
}

/// What a job that makes a paper needs to find the facts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "paper", rename_all = "snake_case")]
enum Wanted {
    Receipt {
        case: CaseId,
        document: DocumentId,
    },
    Act {
        case: CaseId,
        act: ActId,
        document: DocumentId,
    },
}

impl Cases {
    /// Queues the receipt of a transmission.
    pub(crate) fn queue_receipt_paper(&self, batch: &mut WriteBatch, case: &Case, document: DocumentId) {
        queue(
            batch,
            case,
            document,
            json!(Wanted::Receipt {
                case: case.id,
                document
            }),
            case.received_at,
        );
    }

    /// Queues the paper of an act.
    pub(crate) fn queue_act_paper(
        &self,
        batch: &mut WriteBatch,
        case: &Case,
        act: &Act,
        document: DocumentId,
    ) {
        queue(
            batch,
            case,
            document,
            json!(Wanted::Act {
                case: case.id,
                act: act.id,
                document
            }),
            act.adopted_at,
        );
    }
}

fn queue(batch: &mut WriteBatch, case: &Case, document: DocumentId, payload: Value, now: Instant) {
    jobs::enqueue(
        batch,
        NewJob::new(KIND, document.to_string(), payload, now).of(case.body),
    );
}

/// Makes the papers that are queued, keeps their bytes and sends them by e-mail.
pub struct PaperHandler {
    /// The use cases.
    pub cases: Cases,
    /// The printer.
    pub render: Arc<dyn Render>,
}

impl Handler for PaperHandler {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<Done, Failure>> {
        Box::pin(async move {
            let wanted: Wanted = serde_json::from_value(job.payload.clone())
                .map_err(|error| Failure::dead(error.to_string()))?;
            self.make(wanted).await
        })
    }
}

impl PaperHandler {
    async fn make(&self, wanted: Wanted) -> Result<Done, Failure> {
        let (case, document) = match &wanted {
            Wanted::Receipt { case, document } | Wanted::Act { case, document, .. } => (*case, *document),
        };
        let reader = self.cases.store.snapshot().await.map_err(Error::from)?;
        let waiting = repo::papers::document_by_id(&reader, document)
            .await
            .map_err(Error::from)?;
        let waiting = waiting.ok_or_else(|| Failure::dead("no such document"))?;
        if waiting.file.is_some() {
            // A worker that died after the commit: the paper is there already.
            return Ok(Done::new());
        }
        let case = rows::case_by_id(&reader, case)
            .await
            .map_err(Error::from)?
            .ok_or_else(|| Failure::dead("no case"))?;
        drop(reader);
        let (paper, notice) = match &wanted {
            Wanted::Receipt { .. } => {
                let directory = self.cases.bodies.directory().await?;
                let bundle = self.cases.catalogue.bundle(&case.bundle_hash).await?;
                (
                    self.receipt(&case).await?,
                    self.cases.receipt_notice(&directory, &case, &bundle)?,
                )
            }
            Wanted::Act { act, .. } => self.act(&case, *act).await?,
        };
        let pdf = self.render.render(paper).await.map_err(|failure| match failure {
            RenderFailure::Later(message) => Failure::retry(message),
            RenderFailure::Never(message) => Failure::dead(message),
        })?;
        self.keep(&case, document, &waiting.name, pdf, notice).await
    }

    async fn keep(
        &self,
        case: &Case,
        document: DocumentId,
        name: &str,
        pdf: Vec<u8>,
        notice: Notice,
    ) -> Result<Done, Failure> {
        let cases = &self.cases;
        let stored = cases.files.put_bytes(name, pdf, &Rules::up_to(MAX_PAPER)).await;
        let stored = stored.map_err(|error| Failure::retry(error.to_string()))?;
        let mut batch = WriteBatch::new();
        stored.record(&mut batch, case.body);
        repo::papers::fill_document(&mut batch, document, stored.id, name, cases.clock.now());
        let made = ledger::FileFact {
            file: stored.id,
            sha256: stored.sha256.clone(),
            size: stored.size,
            document: Some((document, 1)),
        };
        let event = ledger::Event::new(ledger::Chain::Body(case.body), "document.made", cases.clock.now())
            .of_case(case.id)
            .files(&[made]);
        ledger::append(&mut batch, &*cases.random, event);
        let reader = cases.store.snapshot().await.map_err(Error::from)?;
        let filer = bodies::party_of_account(&reader, case.account)
            .await
            .map_err(Error::from)?;
        let filer = filer.ok_or(Error::NotFound)?;
        let record = rows::filed_record(&reader, case.id).await.map_err(Error::from)?;
        drop(reader);
        let record: Value = record
            .and_then(|(text, _)| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        let bundle = cases.catalogue.bundle(&case.bundle_hash).await?;
        let data = record.get("data").unwrap_or(&Value::Null);
        if let Some(address) = crate::texts::address(&bundle, case.lang, data, &filer) {
            cases.email_paper(&mut batch, case, document, address, &notice);
        }
        Ok(Done::with(batch))
    }
}
