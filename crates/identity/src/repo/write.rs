//! Inserts of ways to log in as pieces of a batch; used by installation, administration and tests.

use crate::proof::Provider;
use kernel::{AccountId, IdentityId, Instant};
use store::{WriteBatch, params};

/// One way an account proves who it is.
#[derive(Clone, Debug)]
pub struct NewIdentity {
    /// Permanent identifier.
    pub id: IdentityId,
    /// Whose.
    pub account: AccountId,
    /// Who says so.
    pub provider: Provider,
    /// The provider's name for the person.
    pub subject: String,
    /// 1, 2 or 3.
    pub level: u8,
    /// When it was linked.
    pub created_at: Instant,
}

/// Links an identity to an account; a subject already linked makes the commit a conflict.
pub fn identity(batch: &mut WriteBatch, new: &NewIdentity) {
    batch.insert_new(
        "identity-already-linked",
        "insert into identities (id, account_id, provider, subject, level, created_at) values ($1, $2, $3, $4, $5, $6)",
        params![new.id, new.account, new.provider.code(), &new.subject, new.level, new.created_at],
    );
}

/// A password to be written.
#[derive(Clone, Debug)]
pub struct NewPassword {
    /// Whose.
    pub account: AccountId,
    /// As typed at the login; kept in lower case.
    pub username: String,
    /// PHC string made by [`crate::Hasher`].
    pub hash: String,
    /// Whether it is provisional and must be changed at the first access (SDC-26).
    pub must_change: bool,
    /// When it was set.
    pub at: Instant,
}

/// Gives an account its password; a user name in use makes the commit a conflict.
pub fn password(batch: &mut WriteBatch, new: &NewPassword) {
    batch.insert_new(
        "identity-username-taken",
        "insert into passwords (account_id, username, hash, must_change, changed_at) values ($1, $2, $3, $4, $5)",
        params![new.account, crate::service::username(&new.username), &new.hash, new.must_change, new.at],
    );
}
