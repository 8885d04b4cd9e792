//! Telling somebody something over a channel, and the proof that it was told.
//!
//! A use case adds a delivery to its batch: [`desk`] is done in that commit, [`email`] leaves by the outbox
//! ([`EmailHandler`]). Both are weak proofs: they start no peremptory, 10-bis or appeal clock.

mod mail;
mod model;
mod outbox;
mod repo;
mod smtp;

pub use mail::is_address;
pub use model::{Attempt, Channel, Delivery, NewDelivery, Status, Strength};
pub use outbox::{Attachment, AttachmentLoader, EMAIL_JOB, EmailHandler, again, desk, email};
pub use repo::{attempts, failed, forget, of_case};
pub use smtp::{MailError, MailTransport, Mailer, Security, SmtpSettings};
