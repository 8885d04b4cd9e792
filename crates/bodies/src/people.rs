//! People as the house knows them: parties, the accounts that log in, and their profiles at a body.

use kernel::{AccountId, BodyId, Date, Instant, Lang, OfficeId, PartyId, ProfileId};

use crate::policy::{OperatorProfile, Role};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),* $(,)? }) => {
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
        }
    };
}

codes! {
    /// What a party is.
    PartyKind {
        /// A natural person.
        Person = "person",
        /// A company or association.
        Company = "company",
        /// A public body.
        Body = "body",
        /// A condominium.
        Condominium = "condominium",
        /// A household at a date.
        Household = "household",
    }
}

codes! {
    /// Which door an account uses.
    AccountKind {
        /// Files applications for a party.
        Citizen = "citizen",
        /// Works for a body.
        Operator = "operator",
    }
}

codes! {
    /// Whether an account or profile counts.
    Status {
        /// In use.
        Active = "active",
        /// Switched off for a while.
        Suspended = "suspended",
        /// Ended for good.
        Ceased = "ceased",
    }
}

/// A person, company, body, condominium or household; it may have no codice fiscale and no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Permanent identifier.
    pub id: PartyId,
    /// What it is.
    pub kind: PartyKind,
    /// Codice fiscale or partita IVA, upper case.
    pub fiscal_code: Option<String>,
    /// Given name of a person.
    pub given_name: Option<String>,
    /// Family name of a person.
    pub family_name: Option<String>,
    /// Name of what is not a person.
    pub denomination: Option<String>,
    /// Date of birth.
    pub born_on: Option<Date>,
    /// The date at which a household is described.
    pub household_on: Option<Date>,
    /// Ordinary e-mail address.
    pub email: Option<String>,
    /// Certified e-mail address.
    pub pec: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// When it was first known.
    pub created_at: Instant,
}

impl Party {
    /// The name people use: given and family name, or the denomination.
    pub fn display_name(&self) -> String {
        match (&self.given_name, &self.family_name, &self.denomination) {
            (Some(given), Some(family), _) => format!("{given} {family}"),
            (given, family, denomination) => {
                let name = denomination.as_ref().or(family.as_ref()).or(given.as_ref());
                name.cloned().unwrap_or_default()
            }
        }
    }
}

/// Who logs in. Two accounts of one codice fiscale may lawfully stay distinct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Permanent identifier.
    pub id: AccountId,
    /// Which door it uses.
    pub kind: AccountKind,
    /// Whose account.
    pub party: PartyId,
    /// Where the account is written to.
    pub email: Option<String>,
    /// When that address was proven to be theirs.
    pub email_confirmed_at: Option<Instant>,
    /// Whether it may log in.
    pub status: Status,
    /// Language of what is sent to it.
    pub lang: Lang,
    /// When it was made.
    pub created_at: Instant,
    /// Who made it, when somebody else did.
    pub created_by: Option<AccountId>,
}

/// Account × body × role × scope, dated, with its creator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Permanent identifier.
    pub id: ProfileId,
    /// Whose profile.
    pub account: AccountId,
    /// At which body.
    pub body: BodyId,
    /// At which office; `None` means every office of the body.
    pub office: Option<OfficeId>,
    /// What it may do.
    pub role: Role,
    /// First instant it counts.
    pub valid_from: Instant,
    /// First instant it no longer counts.
    pub valid_to: Option<Instant>,
    /// Whether it counts at all.
    pub status: Status,
    /// Who gave it.
    pub created_by: Option<AccountId>,
    /// When it was given.
    pub created_at: Instant,
}

impl Profile {
    /// Whether the profile gives rights at an instant.
    pub fn counts_at(&self, at: Instant) -> bool {
        self.status == Status::Active && self.valid_from <= at && self.valid_to.is_none_or(|end| at < end)
    }
}

/// Somebody with at least one profile in force at a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The account.
    pub account: AccountId,
    /// Name shown to colleagues and citizens.
    pub name: String,
    /// E-mail address at work.
    pub email: Option<String>,
    /// Profiles in force at that body.
    pub profiles: Vec<OperatorProfile>,
}

impl Operator {
    /// Whether cases of an office may be given to this operator.
    pub fn works(&self, office: OfficeId) -> bool {
        let works = |profile: &&OperatorProfile| matches!(profile.role, Role::Officer | Role::Supervisor);
        let here = |profile: &OperatorProfile| profile.office.is_none_or(|own| own == office);
        self.profiles.iter().filter(works).any(here)
    }
}
