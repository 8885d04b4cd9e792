//! Annotations: appended, never changed. An annulled entry stays where it is and says so (DPR 445/2000 art. 54).

use crate::repo;
use kernel::{AccountId, BodyId, CaseId, Clock, Instant, Random, RegisterEntryId, new_uuid};
use ledger::{Annotation, Chain, Event};
use store::WriteBatch;

/// An annulment to be written.
#[derive(Clone, Debug)]
pub struct Annulment {
    /// The body whose register it is; an entry of another body is a conflict.
    pub body: BodyId,
    /// The entry.
    pub entry: RegisterEntryId,
    /// The case the entry belongs to: its story tells of the annotation too.
    pub case: Option<CaseId>,
    /// Why; shown beside the entry.
    pub reason: String,
    /// The act that orders it (art. 54 c. 2).
    pub authority: String,
    /// Who writes it.
    pub author: AccountId,
    /// In which role.
    pub role: String,
    /// When.
    pub at: Instant,
}

/// Adds an annulment to the commit. An entry that is not of the body, or annulled already, makes the commit a conflict.
pub fn annul(batch: &mut WriteBatch, clock: &dyn Clock, random: &dyn Random, new: Annulment) {
    repo::expect_entry(batch, new.entry, new.body);
    repo::expect_not_annulled(batch, new.entry);
    let annotation = Annotation {
        id: new_uuid(clock, random),
        entry: new.entry,
        kind: "annulment".to_owned(),
        text: new.reason,
        authority: Some(new.authority),
        author: Some(new.author),
        at: new.at,
    };
    let event = Event::new(Chain::Body(new.body), "register.annulled", new.at).by(new.author, new.role);
    append(batch, random, (event, new.case), &annotation);
}

/// A note to be written beside an entry.
#[derive(Clone, Debug)]
pub struct Note {
    /// The body whose register it is; an entry of another body is a conflict.
    pub body: BodyId,
    /// The entry.
    pub entry: RegisterEntryId,
    /// The case the entry belongs to: its story tells of the annotation too.
    pub case: Option<CaseId>,
    /// What is noted.
    pub text: String,
    /// Who writes it.
    pub author: AccountId,
    /// In which role.
    pub role: String,
    /// When.
    pub at: Instant,
}

/// Adds a note to the commit.
pub fn note(batch: &mut WriteBatch, clock: &dyn Clock, random: &dyn Random, new: Note) {
    repo::expect_entry(batch, new.entry, new.body);
    let annotation = Annotation {
        id: new_uuid(clock, random),
        entry: new.entry,
        kind: "note".to_owned(),
        text: new.text,
        authority: None,
        author: Some(new.author),
        at: new.at,
    };
    let event = Event::new(Chain::Body(new.body), "register.noted", new.at).by(new.author, new.role);
    append(batch, random, (event, new.case), &annotation);
}

fn append(
    batch: &mut WriteBatch,
    random: &dyn Random,
    (event, case): (Event, Option<CaseId>),
    annotation: &Annotation,
) {
    repo::insert_annotation(batch, annotation);
    let event = match case {
        Some(case) => event.of_case(case),
        None => event,
    };
    ledger::append(batch, random, event.annotation(annotation));
}
