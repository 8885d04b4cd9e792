//! A case as it stands: the state written beside the events.

use kernel::{
    AccountId, ActId, AdoptionId, BodyId, CaseId, Date, DocumentId, FileId, Instant, IntegrationId, Lang,
    MessageId, OfficeId, RegisterEntryId,
};

/// Which of the desk's two areas of transmitted applications a case is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Area {
    /// *Richieste trasmesse in lavorazione*.
    InProgress,
    /// *Concluse*.
    Concluded,
}

impl Area {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Area::InProgress => "in_progress",
            Area::Concluded => "concluded",
        }
    }

    /// Reads the word in the table; anything else is in progress, the area that hides nothing.
    pub fn parse(word: &str) -> Self {
        if word == "concluded" {
            Area::Concluded
        } else {
            Area::InProgress
        }
    }
}

/// The register number of an entry, as printed: number and year of one register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterNumber {
    /// Progressive number.
    pub number: i64,
    /// Year of the register.
    pub year: i64,
}

impl std::fmt::Display for RegisterNumber {
    /// Seven digits, as the segnatura writes it: `0000123/2026`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:07}/{}", self.number, self.year)
    }
}

/// A transmitted application being worked.
#[derive(Clone, Debug)]
pub struct Case {
    /// Identifier.
    pub id: CaseId,
    /// Application number.
    pub number: String,
    /// The owner body.
    pub body: BodyId,
    /// What it was filed under.
    pub adoption: AdoptionId,
    /// Pinned bundle version.
    pub bundle_hash: String,
    /// The account that filed it.
    pub account: AccountId,
    /// The office that works it.
    pub office: OfficeId,
    /// The officer it is assigned to.
    pub assignee: Option<AccountId>,
    /// Name of that officer.
    pub assignee_name: Option<String>,
    /// Where that officer is told of the case.
    pub assignee_email: Option<String>,
    /// Responsible for the procedure (L. 241/1990 art. 5).
    pub responsible_name: String,
    /// State of the flow.
    pub state: String,
    /// Area of the desk.
    pub area: Area,
    /// How it ended.
    pub outcome: Option<String>,
    /// Declared facts of the flow, an object by name.
    pub facts: serde_json::Value,
    /// Title of the service in the filing language.
    pub title: String,
    /// Name of the applicant.
    pub applicant: String,
    /// Filing language.
    pub lang: Lang,
    /// Basis of validity (CAD art. 65), a locale key suffix.
    pub filing_basis: String,
    /// Level of the login it was filed with.
    pub filing_level: i64,
    /// Lowest level that may read it.
    pub min_read_level: i64,
    /// The server's receipt of the request: the presentation instant (L. 241/1990 art. 18-bis).
    pub received_at: Instant,
    /// Filed after the final close.
    pub late: bool,
    /// Test of a private service.
    pub simulation: bool,
    /// Entry in the register; none while an external register has not answered, or for a simulation.
    pub register_entry: Option<RegisterEntryId>,
    /// Its number.
    pub register: Option<RegisterNumber>,
    /// Last day for the answer; none where the term is set by act.
    pub due_on: Option<Date>,
    /// How the last day was computed.
    pub term: serde_json::Value,
    /// Running suspension.
    pub suspended_at: Option<Instant>,
    /// Token of the public check page.
    pub check_token: String,
    /// Hash of the transmission event in the body's ledger.
    pub ledger_head: Option<Vec<u8>>,
    /// Sequence of that event.
    pub ledger_seq: Option<i64>,
    /// Optimistic version.
    pub version: i64,
    /// When it was concluded.
    pub closed_at: Option<Instant>,
    /// Last change.
    pub changed_at: Instant,
}

impl Case {
    /// Gives the case to an officer.
    pub(crate) fn give_to(&mut self, officer: &bodies::Operator) {
        self.assignee = Some(officer.account);
        self.assignee_name = Some(officer.name.clone());
        self.assignee_email.clone_from(&officer.email);
    }
}

/// A line of a list of cases.
#[derive(Clone, Debug)]
pub struct CaseSummary {
    /// Identifier.
    pub id: CaseId,
    /// Application number.
    pub number: String,
    /// Register number.
    pub register: Option<RegisterNumber>,
    /// Title of the service in the filing language.
    pub title: String,
    /// Name of the applicant.
    pub applicant: String,
    /// Pinned bundle version, for the label of the state.
    pub bundle_hash: String,
    /// State of the flow.
    pub state: String,
    /// Area of the desk.
    pub area: Area,
    /// How it ended.
    pub outcome: Option<String>,
    /// Office.
    pub office: OfficeId,
    /// Assigned officer.
    pub assignee_name: Option<String>,
    /// Presentation instant.
    pub received_at: Instant,
    /// Last day for the answer.
    pub due_on: Option<Date>,
    /// The term is suspended now.
    pub suspended: bool,
    /// Filed late.
    pub late: bool,
    /// An integration waits for the citizen's answer.
    pub awaits_citizen: bool,
}

/// A document of a case with its current version.
#[derive(Clone, Debug)]
pub struct Document {
    /// Identifier.
    pub id: DocumentId,
    /// The case.
    pub case: Option<CaseId>,
    /// `in`, `out` or `internal`.
    pub direction: String,
    /// attachment, application, receipt, act, integration, message.
    pub kind: String,
    /// Path of the form field it answers.
    pub field: Option<String>,
    /// File name as given.
    pub name: String,
    /// What it is.
    pub title: String,
    /// Current bytes; none while it is being made.
    pub file: Option<FileId>,
    /// Key of the bytes in the file store.
    pub storage_key: Option<String>,
    /// SHA-256, hexadecimal.
    pub sha256: Option<String>,
    /// Bytes.
    pub size: Option<i64>,
    /// Media type found from the content.
    pub media_type: Option<String>,
    /// When it was created.
    pub created_at: Instant,
}

/// A request for integration.
#[derive(Clone, Debug)]
pub struct Integration {
    /// Identifier.
    pub id: IntegrationId,
    /// Progressive within the case.
    pub number: i64,
    /// What is asked.
    pub text: String,
    /// When.
    pub asked_at: Instant,
    /// Last day to answer.
    pub due_on: Date,
    /// Whether it suspends the term (once only, L. 241/1990 art. 2 c. 7).
    pub suspends: bool,
    /// open, answered, expired, withdrawn.
    pub status: String,
    /// What the citizen wrote.
    pub answer: Option<String>,
    /// When.
    pub answered_at: Option<Instant>,
    /// Answered after its last day.
    pub answered_late: bool,
}

/// A message of a case.
#[derive(Clone, Debug)]
pub struct Message {
    /// Identifier.
    pub id: MessageId,
    /// citizen, office or system.
    pub sender: String,
    /// Name shown.
    pub author_name: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// When.
    pub at: Instant,
    /// When the other side opened it.
    pub read_at: Option<Instant>,
}

/// An act as read back for its page and paper.
#[derive(Clone, Debug)]
pub struct Act {
    /// Identifier.
    pub id: ActId,
    /// Number within body, kind and year.
    pub number: i64,
    /// Year.
    pub year: i64,
    /// Subject.
    pub subject: String,
    /// What is decided.
    pub decision: String,
    /// Why (L. 241/1990 art. 3).
    pub motivation: String,
    /// Outcome word.
    pub outcome: Option<String>,
    /// Term and authority of appeal.
    pub appeal: Option<String>,
    /// Who signed.
    pub signer_name: String,
    /// In which role.
    pub signer_role: String,
    /// When.
    pub adopted_at: Instant,
    /// Its paper.
    pub document: Option<DocumentId>,
    /// Its register number, in output.
    pub register: Option<RegisterNumber>,
}

/// A message as the citizen's list of messages shows it.
#[derive(Clone, Debug)]
pub(crate) struct InboxLine {
    /// The case.
    pub case: CaseId,
    /// Its title.
    pub title: String,
    /// Subject of the message.
    pub subject: String,
    /// When.
    pub at: Instant,
    /// From the office and not yet opened.
    pub unread: bool,
}
