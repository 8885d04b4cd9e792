//! Requests as values.

use kernel::{AccountId, BodyId, Instant, Lang, OfficeId, RequestId};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vdoc])* $variant),*
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Name in the database.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            /// Reads the name used in the database.
            pub fn parse(code: &str) -> Option<Self> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// What is asked.
    Kind {
        /// Help with a service (*richiesta di assistenza*).
        Assistance = "assistance",
        /// Something is out of order (*segnalazione di disservizio*).
        Fault = "fault",
        /// A day and an hour at an office (*prenota appuntamento*): the office answers with the date.
        Appointment = "appointment",
    }
}

codes! {
    /// How far a request has come.
    State {
        /// Nobody has answered.
        Open = "open",
        /// Answered at least once.
        Answered = "answered",
        /// Nothing more to do.
        Closed = "closed",
    }
}

impl Kind {
    /// Italian path of its page below the body.
    pub fn path(self) -> &'static str {
        match self {
            Kind::Assistance => "/richiesta-assistenza",
            Kind::Fault => "/segnalazione-disservizio",
            Kind::Appointment => "/prenota-appuntamento",
        }
    }

    /// The kind whose page an Italian path below the body is.
    pub(crate) fn of_path(below: &str) -> Option<Self> {
        let path = below.split('?').next().unwrap_or_default();
        Kind::ALL.iter().copied().find(|kind| kind.path() == path)
    }

    /// Words for people.
    pub fn label(self, lang: Lang) -> &'static str {
        locale::text(lang, &format!("assistance-kind-{}", self.code()))
    }
}

impl State {
    /// Words for people.
    pub fn label(self, lang: Lang) -> &'static str {
        locale::text(lang, &format!("assistance-state-{}", self.code()))
    }
}

/// A request as kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Permanent identifier.
    pub id: RequestId,
    /// Whom it was made to.
    pub body: BodyId,
    /// What the person keeps.
    pub number: String,
    /// Unguessable last piece of the address of the confirmation.
    pub receipt_token: String,
    /// What is asked.
    pub kind: Kind,
    /// How far it has come.
    pub state: State,
    /// Language of the answers.
    pub lang: Lang,
    /// Who was logged in.
    pub account: Option<AccountId>,
    /// The office it is for; none for the body as a whole.
    pub office: Option<OfficeId>,
    /// Name of the person.
    pub given_name: String,
    /// Surname.
    pub family_name: String,
    /// Where the answer goes.
    pub email: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Slug of the category.
    pub category: Option<String>,
    /// Slug of the service.
    pub service: Option<String>,
    /// Title of a fault, reason of an appointment.
    pub subject: Option<String>,
    /// What the person wrote.
    pub details: String,
    /// What is out of order, by its code.
    pub fault: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Days that suit, codes separated by a space.
    pub days: Option<String>,
    /// Parts of the day that suit, codes separated by a space.
    pub hours: Option<String>,
    /// When the notice on personal data was acknowledged, and the request made.
    pub received_at: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Optimistic version of the row.
    pub version: i64,
}

/// What the office answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// From 1.
    pub number: i64,
    /// Who wrote it.
    pub author: String,
    /// The words.
    pub text: String,
    /// When.
    pub at: Instant,
}
