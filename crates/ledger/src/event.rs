//! Events and how they enter a chain.

use crate::canonical::{canonical, payload_digest};
use crate::{READING, repo};
use kernel::{AccountId, BodyId, CaseId, DocumentId, FileId, Id, Instant, Random, TokenId};
use serde_json::{Map, Value, json};
use store::{Bound, EventSlot, NewEvent, Slot, WriteBatch};

/// A value known only at the commit.
type Late = Box<dyn Fn(&Bound<'_>) -> Value + Send + Sync>;

/// One of the two chains of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Chain {
    /// What was done.
    Body(BodyId),
    /// Who read personal data; it has a retention of its own.
    Reads(BodyId),
}

impl Chain {
    /// The name in the database.
    pub fn name(self) -> String {
        match self {
            Chain::Body(body) => format!("body/{body}"),
            Chain::Reads(body) => format!("reads/{body}"),
        }
    }
}

/// Something that happened. Names, addresses and free text of persons belong into `personal`: the rest can never be erased.
pub struct Event {
    chain: Chain,
    kind: &'static str,
    at: Instant,
    case: Option<CaseId>,
    actor: Option<AccountId>,
    role: String,
    reason: Option<String>,
    public: Map<String, Value>,
    personal: Option<Value>,
    late: Vec<(&'static str, Late)>,
}

impl Event {
    /// An event of the system itself; see the other methods for who, why and with what.
    pub fn new(chain: Chain, kind: &'static str, at: Instant) -> Self {
        Self {
            chain,
            kind,
            at,
            case: None,
            actor: None,
            role: "system".to_owned(),
            reason: None,
            public: Map::new(),
            personal: None,
            late: Vec::new(),
        }
    }

    /// The case it concerns.
    #[must_use]
    pub fn of_case(mut self, case: CaseId) -> Self {
        self.case = Some(case);
        self
    }

    /// Who did it, and in which role.
    #[must_use]
    pub fn by(mut self, actor: AccountId, role: impl Into<String>) -> Self {
        self.actor = Some(actor);
        self.role = role.into();
        self
    }

    /// Why: a legal ground or a key, not a text about persons.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// A fact that is chained as it is.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.public.insert(key.to_owned(), value.into());
        self
    }

    /// The part that a lawful erasure can remove.
    #[must_use]
    pub fn personal(mut self, payload: Value) -> Self {
        self.personal = Some(payload);
        self
    }

    /// A number given at the commit, such as the register number.
    #[must_use]
    pub fn late(self, key: &'static str, slot: Slot) -> Self {
        self.late_with(key, move |bound| bound.int(slot).into())
    }

    /// A fact computed at the commit from earlier slots of the batch.
    #[must_use]
    pub fn late_with(
        mut self,
        key: &'static str,
        with: impl Fn(&Bound<'_>) -> Value + Send + Sync + 'static,
    ) -> Self {
        self.late.push((key, Box::new(with)));
        self
    }

    /// The files it was done with; verification compares them with the stored rows and bytes.
    #[must_use]
    pub fn files(self, files: &[FileFact]) -> Self {
        let facts: Vec<Value> = files.iter().map(FileFact::to_json).collect();
        self.with("files", facts)
    }

    /// The canonical form but for number, previous hash and late facts.
    fn fixed(&self, digest: Option<&str>) -> Map<String, Value> {
        let value = json!({
            "v": 1,
            "chain": self.chain.name(),
            "kind": self.kind,
            "at": self.at.rfc3339(),
            "case": self.case.map(|case| case.to_string()),
            "actor": self.actor.map(|actor| actor.to_string()),
            "role": self.role,
            "reason": self.reason,
            "personal": digest,
        });
        match value {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }
}

/// A file as an event tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFact {
    /// The stored bytes.
    pub file: FileId,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Size in bytes.
    pub size: u64,
    /// The document and the version of it that these bytes are.
    pub document: Option<(DocumentId, i64)>,
}

impl FileFact {
    fn to_json(&self) -> Value {
        let mut fact = json!({ "file": self.file.to_string(), "sha256": self.sha256, "size": self.size });
        if let Some((document, version)) = self.document {
            fact["document"] = document.to_string().into();
            fact["version"] = version.into();
        }
        fact
    }
}

/// Adds an event to the commit; the slots give its number and hash, also as binds of the same batch.
pub fn append(batch: &mut WriteBatch, random: &dyn Random, event: Event) -> EventSlot {
    let chain = event.chain.name();
    let digest = event.personal.as_ref().map(|payload| {
        let payload = String::from_utf8_lossy(&canonical(payload)).into_owned();
        let mut salt = [0; 32];
        random.fill(&mut salt);
        let digest = payload_digest(&salt, &payload);
        repo::insert_payload(batch, &digest, &chain, &salt, &payload);
        digest
    });
    let fixed = event.fixed(digest.as_deref());
    let Event {
        kind,
        at,
        case,
        public,
        late,
        ..
    } = event;
    let render = move |bound: &Bound<'_>| {
        let mut facts = public.clone();
        for (key, with) in &late {
            facts.insert((*key).to_owned(), with(bound));
        }
        let mut fields = fixed.clone();
        fields.insert("seq".to_owned(), bound.seq().into());
        fields.insert("prev".to_owned(), hex::encode(bound.prev()).into());
        fields.insert("public".to_owned(), Value::Object(facts));
        canonical(&Value::Object(fields))
    };
    batch.append(NewEvent {
        chain,
        at,
        kind,
        subject: case.map(Id::uuid),
        body: Box::new(render),
    })
}

/// Somebody looked at personal data.
#[derive(Clone, Debug)]
pub struct ReadAccess {
    /// Whose data store it is.
    pub body: BodyId,
    /// The case looked at, if it was one.
    pub case: Option<CaseId>,
    /// Who looked; `None` for a token or the system.
    pub actor: Option<AccountId>,
    /// The token of the program that looked, when it was one.
    pub token: Option<TokenId>,
    /// In which role.
    pub role: String,
    /// When.
    pub at: Instant,
    /// What was looked at and for which purpose: a key such as `case.page`, no personal data.
    pub purpose: &'static str,
}

/// Adds a reading of personal data to the commit, in the chain of readings of the body.
pub fn read_access(batch: &mut WriteBatch, random: &dyn Random, read: ReadAccess) -> EventSlot {
    let mut event = Event::new(Chain::Reads(read.body), READING, read.at).with("purpose", read.purpose);
    if let Some(token) = read.token {
        event = event.with("token", token.to_string());
    }
    event.case = read.case;
    event.actor = read.actor;
    event.role = read.role;
    append(batch, random, event)
}
