//! New entries.

use crate::{GENERAL, repo};
use bodies::Body;
use kernel::{BodyId, CaseId, Clock, Instant, Lang, Random, RegisterEntryId};
use ledger::{Chain, Event, Registration};
use store::{Slot, WriteBatch};

/// Which way a document goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Received.
    In,
    /// Sent.
    Out,
    /// From one office of the body to another.
    Internal,
}

impl Direction {
    /// Name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Direction::In => "in",
            Direction::Out => "out",
            Direction::Internal => "internal",
        }
    }

    /// Reads the name used in the database.
    pub fn parse(code: &str) -> Option<Self> {
        [Direction::In, Direction::Out, Direction::Internal]
            .into_iter()
            .find(|direction| direction.code() == code)
    }
}

/// The number of a document in a register that may be somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// An external register has not answered yet; a number is never invented.
    Pending,
    /// Given.
    Given {
        /// From 1 each year.
        number: i64,
        /// Year of the series.
        year: i64,
    },
}

impl Number {
    /// `123/2024`, or the words for a number still to be given.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Number::Given { number, year } => format!("{number}/{year}"),
            Number::Pending => locale::text(lang, "register-number-pending").to_owned(),
        }
    }
}

/// Longest time between the receipt of a request and its commit: beyond it the document came some other way.
const IN_FLIGHT_MICROS: i64 = 15 * 60 * 1_000_000;

/// An entry to be made.
#[derive(Clone, Debug)]
pub struct NewEntry {
    body: BodyId,
    aoo: String,
    register: &'static str,
    direction: Direction,
    registered_at: Instant,
    presented_at: Instant,
    subject: String,
    correspondent: String,
    document_sha256: String,
    case: Option<CaseId>,
    actor: Option<(kernel::AccountId, String)>,
}

impl NewEntry {
    /// Something presented to the body at `presented_at` and registered `now`.
    ///
    /// The date of registration cannot differ from that of presentation (L. 241/1990 art. 18-bis): what arrived by a
    /// request still being answered is registered at the instant of its receipt, also when midnight or the end of the
    /// year passes before the commit. What was presented earlier by another way keeps both instants.
    pub fn incoming(body: &Body, now: Instant, presented_at: Instant) -> Self {
        let waited = now.as_micros() - presented_at.as_micros();
        let registered_at = if waited < IN_FLIGHT_MICROS {
            presented_at
        } else {
            now
        };
        Self::new(body, Direction::In, registered_at, presented_at)
    }

    /// Something the body sends.
    pub fn outgoing(body: &Body, now: Instant) -> Self {
        Self::new(body, Direction::Out, now, now)
    }

    /// Something from one office of the body to another.
    pub fn internal(body: &Body, now: Instant) -> Self {
        Self::new(body, Direction::Internal, now, now)
    }

    fn new(body: &Body, direction: Direction, registered_at: Instant, presented_at: Instant) -> Self {
        Self {
            body: body.id,
            aoo: body.aoo_code.clone(),
            register: GENERAL,
            direction,
            registered_at,
            presented_at,
            subject: String::new(),
            correspondent: String::new(),
            document_sha256: String::new(),
            case: None,
            actor: None,
        }
    }

    /// What it is about: title of the service and application number, never sensitive data, for a register is read by many.
    #[must_use]
    pub fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = subject.into();
        self
    }

    /// Sender of what comes in, recipient of what goes out.
    #[must_use]
    pub fn correspondent(mut self, name: impl Into<String>) -> Self {
        self.correspondent = name.into();
        self
    }

    /// SHA-256 of the document, lower-case hexadecimal.
    #[must_use]
    pub fn document(mut self, sha256: impl Into<String>) -> Self {
        self.document_sha256 = sha256.into();
        self
    }

    /// The case the document belongs to.
    #[must_use]
    pub fn case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    /// Who had it registered, and in which role.
    #[must_use]
    pub fn by(mut self, account: kernel::AccountId, role: impl Into<String>) -> Self {
        self.actor = Some((account, role.into()));
        self
    }
}

/// An entry being made; its number exists once the batch is committed.
#[derive(Clone, Copy, Debug)]
pub struct Entered {
    /// The entry.
    pub id: RegisterEntryId,
    /// Where its number will be.
    pub number: Slot,
    /// The year of the number: that of the registration, in Europe/Rome.
    pub year: i64,
}

/// Adds an entry to the commit: row, number without gap, event that lets `verify` find any later edit.
pub fn enter(batch: &mut WriteBatch, clock: &dyn Clock, random: &dyn Random, new: NewEntry) -> Entered {
    let id = RegisterEntryId::new(clock, random);
    let year = i64::from(new.registered_at.rome_date().year());
    let series = format!("register/{}/{}/{}/{year}", new.body, new.aoo, new.register);
    let number = batch.next_in_series(series.clone());
    let registration = Registration {
        entry: id,
        body: new.body,
        aoo: new.aoo,
        register: new.register.to_owned(),
        year,
        series,
        direction: new.direction.code().to_owned(),
        registered_at: new.registered_at,
        presented_at: new.presented_at,
        subject: new.subject,
        correspondent: new.correspondent,
        document_sha256: new.document_sha256,
        case: new.case,
    };
    repo::insert(batch, &registration, number);
    let mut event = Event::new(Chain::Body(new.body), "register.entered", new.registered_at)
        .with("direction", new.direction.code())
        .with("year", year)
        .late("number", number);
    if let Some(case) = new.case {
        event = event.of_case(case);
    }
    if let Some((account, role)) = new.actor {
        event = event.by(account, role);
    }
    ledger::append(batch, random, event.registration(registration, number));
    Entered { id, number, year }
}
