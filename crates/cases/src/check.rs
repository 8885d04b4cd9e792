//! The public check behind the QR of a receipt: confirms that it is authentic and shows nothing personal.

use crate::model::RegisterNumber;
use crate::repo::cases as rows;
use crate::{Area, Cases};
use bodies::Body;
use kernel::{Error, Instant, Result};
use std::sync::Arc;

/// What anybody with the token may know.
pub struct Confirmation {
    /// The body that received the application.
    pub body: Arc<Body>,
    /// Application number.
    pub number: String,
    /// Register number; none while it is being attributed.
    pub register: Option<RegisterNumber>,
    /// When the entry of that number was annulled; the reason is for those who are in the case.
    pub annulled_at: Option<Instant>,
    /// Presentation instant.
    pub received_at: Instant,
    /// Whether it is concluded.
    pub area: Area,
    /// Digest of what was filed.
    pub record_sha256: String,
    /// Hash of the transmission event in the body's ledger, hexadecimal.
    pub ledger_head: Option<String>,
    /// Test of a private service: has no legal value.
    pub simulation: bool,
}

impl Cases {
    /// Looks a token up; a wrong one is simply not found.
    pub async fn check(&self, token: &str) -> Result<Confirmation> {
        if token.len() != 32 || !token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(Error::NotFound);
        }
        let reader = self.store.snapshot().await?;
        let case = rows::case_by_token(&reader, token)
            .await?
            .ok_or(Error::NotFound)?;
        let (_, record_sha256) = rows::filed_record(&reader, case.id)
            .await?
            .ok_or(Error::NotFound)?;
        let entry = match case.register_entry {
            Some(entry) => ::register::entry(&reader, case.body, entry).await?,
            None => None,
        };
        let directory = self.bodies.directory().await?;
        Ok(Confirmation {
            body: directory.by_id(case.body).ok_or(Error::NotFound)?.clone(),
            number: case.number,
            register: case.register,
            annulled_at: entry.as_ref().and_then(|entry| Some(entry.annulment()?.at)),
            received_at: case.received_at,
            area: case.area,
            record_sha256,
            ledger_head: case.ledger_head.map(hex::encode),
            simulation: case.simulation,
        })
    }
}
