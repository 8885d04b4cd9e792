//! Tokens of programs: shown once when made, kept as SHA-256, limited to a list of actions of one body.

use crate::repo::tokens as repo;
use crate::{Identity, session};
use bodies::{Action, Actor};
use kernel::{AccountId, BodyId, Instant, Result, TokenId};
use store::WriteBatch;

/// What every token begins with, so that one left in a file is recognised.
const PREFIX: &str = "sportello_";

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// The only body it is good for.
    pub body: BodyId,
    /// What it is for.
    pub label: String,
    /// What it may do; the policy table still has to allow it to tokens.
    pub actions: Vec<Action>,
    /// Who answers for it.
    pub created_by: Option<AccountId>,
    /// When it ends.
    pub expires_at: Option<Instant>,
}

/// A token as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSummary {
    /// Permanent identifier.
    pub id: TokenId,
    /// The only body it is good for.
    pub body: BodyId,
    /// What it is for.
    pub label: String,
    /// What it may do.
    pub actions: Vec<Action>,
    /// When it was made.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
    /// When it was last used, to the minute.
    pub used_at: Option<Instant>,
}

impl Identity {
    /// Makes a token; the text is answered now and never again.
    pub async fn create_token(&self, new: &NewToken) -> Result<(TokenId, String)> {
        let inner = self.inner();
        let text = format!("{PREFIX}{}", session::new_token(&*inner.random));
        let id = TokenId::new(&*inner.clock, &*inner.random);
        let mut batch = WriteBatch::new();
        repo::insert(&mut batch, id, &session::hash(&text), new, inner.clock.now());
        inner.store.commit(batch).await?;
        Ok((id, text))
    }

    /// Ends a token of a body at once; one that is over, or of another body, is a conflict.
    pub async fn revoke_token(&self, body: BodyId, id: TokenId) -> Result<()> {
        let inner = self.inner();
        let mut batch = WriteBatch::new();
        repo::revoke(&mut batch, body, id, inner.clock.now());
        inner.store.commit(batch).await?;
        Ok(())
    }

    /// Tokens of a body, newest first, also those that are over.
    pub async fn tokens(&self, body: BodyId) -> Result<Vec<TokenSummary>> {
        Ok(repo::of_body(&self.inner().store, body).await?)
    }

    /// Who a token is, when it is in force.
    pub(crate) async fn token_actor(&self, text: &str) -> Result<Option<Actor>> {
        let plausible = text.strip_prefix(PREFIX).is_some_and(session::plausible);
        if !plausible {
            return Ok(None);
        }
        let inner = self.inner();
        let now = inner.clock.now();
        let found = repo::actor(&inner.store, &session::hash(text), now).await?;
        Ok(found.map(|(actor, used_at)| {
            let stale = used_at.is_none_or(|at| now.as_micros() - at.as_micros() >= 60_000_000);
            if let (Actor::Token { id, .. }, true) = (&actor, stale) {
                let mut batch = WriteBatch::new();
                repo::touch(&mut batch, *id, now);
                self.write_later(batch);
            }
            actor
        }))
    }
}
