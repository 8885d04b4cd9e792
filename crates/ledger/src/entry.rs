//! Register entries and annotations as the ledger tells of them.

use crate::Event;
use crate::canonical::{canonical, sha256};
use kernel::{AccountId, BodyId, CaseId, Instant, RegisterEntryId};
use serde_json::{Value, json};
use store::Slot;

/// A register entry written in the same commit: every column of its row, the number still to be given.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The row.
    pub entry: RegisterEntryId,
    /// The registering body.
    pub body: BodyId,
    /// Its AOO.
    pub aoo: String,
    /// Its register.
    pub register: String,
    /// The year of the number.
    pub year: i64,
    /// The series the number comes from.
    pub series: String,
    /// `in`, `out` or `internal`.
    pub direction: String,
    /// When it was registered.
    pub registered_at: Instant,
    /// When it was really presented (L. 241/1990 art. 18-bis).
    pub presented_at: Instant,
    /// Subject.
    pub subject: String,
    /// Sender or recipient.
    pub correspondent: String,
    /// SHA-256 of the document (DPR 445/2000 art. 53).
    pub document_sha256: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
}

impl Registration {
    /// Digest of the row with its number; subject and correspondent are in it but not in the chain.
    pub(crate) fn digest(&self, number: i64) -> String {
        let row = json!({
            "entry": self.entry.to_string(),
            "body": self.body.to_string(),
            "aoo": self.aoo,
            "register": self.register,
            "year": self.year,
            "number": number,
            "direction": self.direction,
            "registered_at": self.registered_at.as_micros(),
            "presented_at": self.presented_at.as_micros(),
            "subject": self.subject,
            "correspondent": self.correspondent,
            "document_sha256": self.document_sha256,
            "case": self.case.map(|case| case.to_string()),
        });
        hex::encode(sha256(&canonical(&row)))
    }

    fn fact(&self, number: i64) -> Value {
        json!({
            "entry": self.entry.to_string(),
            "body": self.body.to_string(),
            "aoo": self.aoo,
            "register": self.register,
            "year": self.year,
            "number": number,
            "series": self.series,
            "digest": self.digest(number),
        })
    }
}

/// An annotation of a register entry; annulments are annotations too.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Identifier of the row of the annotation.
    pub id: uuid::Uuid,
    /// The entry it is about.
    pub entry: RegisterEntryId,
    /// `annulment` or `note`.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// The act that orders it.
    pub authority: Option<String>,
    /// Who wrote it.
    pub author: Option<AccountId>,
    /// When.
    pub at: Instant,
}

impl Annotation {
    /// Digest of the row.
    pub(crate) fn digest(&self) -> String {
        let row = json!({
            "id": self.id.to_string(),
            "entry": self.entry.to_string(),
            "kind": self.kind,
            "text": self.text,
            "authority": self.authority,
            "author": self.author.map(|author| author.to_string()),
            "at": self.at.as_micros(),
        });
        hex::encode(sha256(&canonical(&row)))
    }
}

impl Event {
    /// The register entry made in the same commit, `number` being the slot of its number. One per event.
    #[must_use]
    pub fn registration(self, registration: Registration, number: Slot) -> Self {
        self.late_with("registration", move |bound| registration.fact(bound.int(number)))
    }

    /// The annotation of a register entry made in the same commit. One per event.
    #[must_use]
    pub fn annotation(self, annotation: &Annotation) -> Self {
        self.with(
            "annotation",
            json!({
                "id": annotation.id.to_string(),
                "entry": annotation.entry.to_string(),
                "kind": annotation.kind,
                "digest": annotation.digest(),
            }),
        )
    }
}
