//! Who acts.

use kernel::{AccountId, BodyId, OfficeId, PartyId, TokenId};

use super::Action;

/// What an operator is at a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Works cases (*istruttore*).
    Officer,
    /// Answers for an office: also assigns and watches deadlines (*responsabile*).
    Supervisor,
    /// Configures the body and gives access.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 3] = [Role::Officer, Role::Supervisor, Role::Administrator];

    /// Name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Role::Officer => "officer",
            Role::Supervisor => "supervisor",
            Role::Administrator => "administrator",
        }
    }

    /// Reads the name used in the database.
    pub fn parse(code: &str) -> Option<Self> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// One profile of the operator who acts; only profiles in force are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OperatorProfile {
    /// At which body.
    pub body: BodyId,
    /// At which office; `None` means every office of the body.
    pub office: Option<OfficeId>,
    /// What it may do.
    pub role: Role,
}

/// Who acts, as far as the policy needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Anybody, not logged in.
    Nobody,
    /// A citizen with the level of the login in force.
    Citizen {
        /// Whose session it is.
        account: AccountId,
        /// The person behind the account.
        party: PartyId,
        /// 1, 2 or 3.
        level: u8,
        /// Name as shown at the top of the page.
        name: String,
    },
    /// Somebody who works for one or more bodies.
    Operator {
        /// Whose session it is.
        account: AccountId,
        /// Name as shown at the top of the page.
        name: String,
        /// Profiles in force now.
        profiles: Vec<OperatorProfile>,
        /// The password is provisional (SDC-26).
        must_change_password: bool,
    },
    /// A program of the body.
    Token {
        /// Which token.
        id: TokenId,
        /// For which body.
        body: BodyId,
        /// What it was made for; the table still has to allow it.
        actions: Vec<Action>,
        /// The person who made it and answers for it; it never files as that person.
        account: Option<AccountId>,
    },
    /// The house itself: clocks and jobs.
    System,
}

impl Actor {
    /// The account that acts, when a person does.
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Actor::Citizen { account, .. } | Actor::Operator { account, .. } => Some(*account),
            Actor::Nobody | Actor::Token { .. } | Actor::System => None,
        }
    }

    /// Name shown for who acts; empty for nobody, a token and the system.
    pub fn name(&self) -> &str {
        match self {
            Actor::Citizen { name, .. } | Actor::Operator { name, .. } => name,
            Actor::Nobody | Actor::Token { .. } | Actor::System => "",
        }
    }

    /// Word for the ledger: in which quality somebody acted at a body; the highest role counts.
    pub fn quality(&self, body: BodyId) -> &'static str {
        match self {
            Actor::Nobody => "nobody",
            Actor::Citizen { .. } => "citizen",
            Actor::Operator { profiles, .. } => {
                let here = profiles.iter().filter(|profile| profile.body == body);
                here.map(|profile| profile.role)
                    .max()
                    .map_or("operator", Role::code)
            }
            Actor::Token { .. } => "token",
            Actor::System => "system",
        }
    }

    /// Whether the actor is logged in as an operator with a profile at this body.
    pub fn works_for(&self, body: BodyId) -> bool {
        matches!(self, Actor::Operator { profiles, .. } if profiles.iter().any(|profile| profile.body == body))
    }
}
