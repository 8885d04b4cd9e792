//! Sessions: the cookie holds 256 random bits, the database only their SHA-256.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use bodies::{Actor, OperatorProfile};
use kernel::{AccountId, BodyId, Instant, PartyId, Random};
use sha2::{Digest, Sha256};
use web::CsrfSecret;

/// The two ways in. They have cookies of their own, so an officer can also be a citizen in the same browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Who files.
    Citizen,
    /// Who works for a body.
    Operator,
}

impl Door {
    /// Name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Door::Citizen => "citizen",
            Door::Operator => "operator",
        }
    }

    pub(crate) fn cookie(self) -> &'static str {
        match self {
            Door::Citizen => "sportello_citizen",
            Door::Operator => "sportello_operator",
        }
    }
}

/// A session just opened; the token goes into the cookie and nowhere else.
pub struct OpenedSession {
    /// Which way in.
    pub door: Door,
    /// Contents of the cookie.
    pub token: String,
    /// Whose session.
    pub account: AccountId,
}

impl std::fmt::Debug for OpenedSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "OpenedSession({:?}, {:?})", self.door, self.account)
    }
}

/// 256 random bits as cookie text.
pub(crate) fn new_token(random: &dyn Random) -> String {
    let mut bytes = [0u8; 32];
    random.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the database keeps of a token.
pub(crate) fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whether a cookie can be one of ours at all; nothing else is worth a query.
pub(crate) fn plausible(token: &str) -> bool {
    token.len() == 43
        && token
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
}

/// A session found valid, with who it belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) token_hash: [u8; 32],
    pub(crate) door: Door,
    pub(crate) account: AccountId,
    pub(crate) party: PartyId,
    pub(crate) name: String,
    pub(crate) level: u8,
    pub(crate) csrf: CsrfSecret,
    pub(crate) seen_at: Instant,
    pub(crate) must_change_password: bool,
    pub(crate) profiles: Vec<OperatorProfile>,
}

impl Session {
    /// The actor at a body. An operator without a profile there is nobody there.
    pub(crate) fn actor_at(&self, body: Option<BodyId>) -> Actor {
        match self.door {
            Door::Citizen => Actor::Citizen {
                account: self.account,
                party: self.party,
                level: self.level,
                name: self.name.clone(),
            },
            Door::Operator => {
                let actor = Actor::Operator {
                    account: self.account,
                    name: self.name.clone(),
                    profiles: self.profiles.clone(),
                    must_change_password: self.must_change_password,
                };
                match body {
                    Some(body) if !actor.works_for(body) => Actor::Nobody,
                    _ => actor,
                }
            }
        }
    }
}
