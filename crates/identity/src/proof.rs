//! The seam of the login schemes: whatever proves who somebody is ends as a [`Proof`].

/// Who proved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Public digital identity (SPID).
    Spid,
    /// Electronic identity card.
    Cie,
    /// National services card.
    Cns,
    /// User name and password of an operator.
    Password,
    /// A fictitious person chosen from a list, on demo installations only.
    Demo,
}

impl Provider {
    /// Name in the database.
    pub fn code(self) -> &'static str {
        match self {
            Provider::Spid => "spid",
            Provider::Cie => "cie",
            Provider::Cns => "cns",
            Provider::Password => "password",
            Provider::Demo => "demo",
        }
    }
}

/// Somebody has proven to be a subject known to a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Who says so.
    pub provider: Provider,
    /// The provider's name for the person.
    pub subject: String,
    /// Level of this login, 1 to 3; it may be lower than the identity's.
    pub level: u8,
}
