//! Deliveries entering a batch, and the handler that sends the e-mails.

use crate::model::{Channel, Delivery, NewDelivery, Status};
use crate::smtp::{Mailer, NotSent};
use crate::{mail, repo};
use bodies::Bodies;
use futures_util::future::BoxFuture;
use jobs::{Done, Failure, Handler, Job, NewJob};
use kernel::{BodyId, Clock, DeliveryId, DocumentId, Instant, Random};
use serde_json::json;
use std::sync::Arc;
use store::{Store, WriteBatch};

/// Kind of the jobs that send e-mails.
pub const EMAIL_JOB: &str = "email";

/// Puts something on the desk of the one who filed: delivered in this commit.
pub fn desk(batch: &mut WriteBatch, clock: &dyn Clock, random: &dyn Random, new: NewDelivery) -> DeliveryId {
    let id = DeliveryId::new(clock, random);
    repo::insert(batch, id, Channel::Desk, &NewDelivery { address: None, ..new });
    id
}

/// Sends an e-mail after this commit.
pub fn email(batch: &mut WriteBatch, clock: &dyn Clock, random: &dyn Random, new: NewDelivery) -> DeliveryId {
    let id = DeliveryId::new(clock, random);
    repo::insert(batch, id, Channel::Email, &new);
    enqueue(batch, (id, id.to_string()), new.body, new.at);
    id
}

/// Tries a delivery again that was given up; one that was not, or of another body, makes the commit a conflict.
pub fn again(batch: &mut WriteBatch, delivery: &Delivery, now: Instant) {
    repo::queue_again(batch, delivery.body, delivery.id);
    let key = format!("{}/{}", delivery.id, delivery.attempts);
    enqueue(batch, (delivery.id, key), delivery.body, now);
}

fn enqueue(batch: &mut WriteBatch, (id, key): (DeliveryId, String), body: BodyId, now: Instant) {
    jobs::enqueue(
        batch,
        NewJob::new(EMAIL_JOB, key, json!({ "delivery": id }), now).of(body),
    );
}

/// The bytes of a document.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// File name, as the recipient sees it.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// Finds the bytes of a document; `None` while they are still being made.
pub type AttachmentLoader =
    Arc<dyn Fn(DocumentId) -> BoxFuture<'static, kernel::Result<Option<Attachment>>> + Send + Sync>;

/// Sends the e-mails of the outbox.
pub struct EmailHandler {
    /// The database.
    pub store: Store,
    /// Names of the senders.
    pub bodies: Bodies,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// How mail leaves.
    pub mailer: Mailer,
    /// Where attachments come from.
    pub attachments: AttachmentLoader,
}

impl Handler for EmailHandler {
    fn kind(&self) -> &'static str {
        EMAIL_JOB
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Result<Done, Failure>> {
        Box::pin(self.send(job))
    }
}

impl EmailHandler {
    async fn send(&self, job: &Job) -> Result<Done, Failure> {
        let id = job
            .payload
            .get("delivery")
            .and_then(|id| id.as_str()?.parse::<DeliveryId>().ok());
        let id = id.ok_or_else(|| Failure::dead("the job names no delivery"))?;
        let found = repo::delivery(&self.store, id)
            .await
            .map_err(kernel::Error::from)?;
        let delivery = found.ok_or_else(|| Failure::dead("no such delivery"))?;
        if matches!(delivery.status, Status::Sent | Status::Delivered) {
            return Ok(Done::new());
        }
        match self.try_once(&delivery).await {
            Ok(()) => {
                let mut batch = WriteBatch::new();
                repo::mark_sent(&mut batch, &delivery, self.clock.now());
                Ok(Done::with(batch))
            }
            Err(failure) => Err(self.write_down(&delivery, failure, job.attempt).await),
        }
    }

    async fn try_once(&self, delivery: &Delivery) -> Result<(), NotSent> {
        let later = |text: String| NotSent {
            text,
            for_good: false,
        };
        let attachment = match delivery.document {
            None => None,
            Some(document) => match (self.attachments)(document).await {
                Ok(Some(attachment)) => Some(attachment),
                Ok(None) => return Err(later("the document is still being made".to_owned())),
                Err(error) => return Err(later(format!("attachment: {error}"))),
            },
        };
        let directory = self
            .bodies
            .directory()
            .await
            .map_err(|error| later(error.to_string()))?;
        let name = directory.by_id(delivery.body).map(|body| body.name.clone());
        let from = mail::sender(&self.mailer.from, name.as_deref());
        let message = mail::build(delivery, from, attachment, self.clock.now()).map_err(|error| NotSent {
            text: error.to_string(),
            for_good: true,
        })?;
        self.mailer.send(&delivery.id.to_string(), message).await
    }

    /// An attempt that failed stays visible on the delivery, whatever becomes of the job.
    async fn write_down(&self, delivery: &Delivery, failure: NotSent, attempt: u32) -> Failure {
        let given_up = failure.for_good || attempt >= self.max_attempts();
        let mut batch = WriteBatch::new();
        repo::mark_failed(&mut batch, delivery, self.clock.now(), &failure.text, given_up);
        if let Err(error) = self.store.commit(batch).await {
            tracing::warn!(delivery.id = %delivery.id, %error, "delivery.attempt_not_written");
        }
        if failure.for_good {
            Failure::dead(failure.text)
        } else {
            Failure::retry(failure.text)
        }
    }
}
