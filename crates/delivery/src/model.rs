//! Deliveries as values.

use kernel::{BodyId, CaseId, DeliveryId, DocumentId, Instant, Lang, MessageId};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident ($prefix:literal) { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant),*
        }

        impl $name {
            /// Name in the database.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            /// Reads the name used in the database.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }

            /// Words for people.
            pub fn label(self, lang: Lang) -> &'static str {
                match self { $($name::$variant => locale::text(lang, concat!($prefix, $code))),* }
            }
        }
    };
}

codes! {
    /// How something is told.
    Channel ("delivery-channel-") {
        /// The personal area of the portal.
        Desk = "desk",
        /// Ordinary e-mail.
        Email = "email",
        /// Certified e-mail.
        Pec = "pec",
    }
}

codes! {
    /// What a delivery proves.
    Strength ("delivery-strength-") {
        /// That it was sent; it starts no peremptory, 10-bis or appeal clock.
        Weak = "weak",
        /// That and when it was received, with the force of law.
        Strong = "strong",
    }
}

codes! {
    /// How far a delivery has come.
    Status ("delivery-status-") {
        /// Waiting to be sent, also again after a failed attempt.
        Queued = "queued",
        /// Handed over to the channel.
        Sent = "sent",
        /// At its destination.
        Delivered = "delivered",
        /// Given up.
        Failed = "failed",
    }
}

impl Channel {
    /// What a delivery over this channel proves.
    pub fn strength(self) -> Strength {
        match self {
            Channel::Desk | Channel::Email => Strength::Weak,
            Channel::Pec => Strength::Strong,
        }
    }
}

/// Something to be told.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub(crate) body: BodyId,
    pub(crate) case: Option<CaseId>,
    pub(crate) document: Option<DocumentId>,
    pub(crate) message: Option<MessageId>,
    pub(crate) kind: String,
    pub(crate) address: Option<String>,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) at: Instant,
}

impl NewDelivery {
    /// Something about a case. `kind` is `receipt`, `message`, `integration`, `act` or `notice`.
    pub fn about(body: BodyId, case: CaseId, kind: impl Into<String>, at: Instant) -> Self {
        Self {
            case: Some(case),
            ..Self::from_body(body, kind, at)
        }
    }

    /// Something about no case in particular.
    pub fn from_body(body: BodyId, kind: impl Into<String>, at: Instant) -> Self {
        Self {
            body,
            case: None,
            document: None,
            message: None,
            kind: kind.into(),
            address: None,
            subject: String::new(),
            text: String::new(),
            at,
        }
    }

    /// What is told: a line and a text, blank lines between paragraphs.
    #[must_use]
    pub fn said(mut self, subject: impl Into<String>, text: impl Into<String>) -> Self {
        self.subject = subject.into();
        self.text = text.into();
        self
    }

    /// The document that goes with it; an e-mail waits until its bytes exist.
    #[must_use]
    pub fn document(mut self, document: DocumentId) -> Self {
        self.document = Some(document);
        self
    }

    /// The message of the case it repeats.
    #[must_use]
    pub fn message(mut self, message: MessageId) -> Self {
        self.message = Some(message);
        self
    }

    /// Where it goes.
    #[must_use]
    pub fn to(mut self, address: impl Into<String>) -> Self {
        self.address = Some(address.into());
        self
    }
}

/// A delivery as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Permanent identifier; the Message-ID of an e-mail.
    pub id: DeliveryId,
    /// Who tells.
    pub body: BodyId,
    /// About which case.
    pub case: Option<CaseId>,
    /// The document that goes with it.
    pub document: Option<DocumentId>,
    /// The message it repeats.
    pub message: Option<MessageId>,
    /// `receipt`, `message`, `integration`, `act`, `notice` or `request`.
    pub kind: String,
    /// How.
    pub channel: Channel,
    /// What it proves.
    pub strength: Strength,
    /// Where it goes.
    pub address: Option<String>,
    /// The line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// How far it has come.
    pub status: Status,
    /// How often it was tried.
    pub attempts: i64,
    /// What happened last, when it did not go well.
    pub last_error: Option<String>,
    /// When it was decided.
    pub created_at: Instant,
    /// When the channel took it.
    pub sent_at: Option<Instant>,
    /// When it arrived, as far as the channel tells.
    pub delivered_at: Option<Instant>,
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// From 1.
    pub number: i64,
    /// When.
    pub at: Instant,
    /// `sent`, or what happened.
    pub result: String,
}
