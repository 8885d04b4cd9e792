//! Opening and closing sessions.

use crate::attempts::FORGET_SECONDS;
use crate::brand::BrandsKept;
use crate::proof::{Proof, Provider};
use crate::session::{self, Door, OpenedSession, Session};
use crate::{Hasher, IdentitySettings, PasswordProblem, check_new_password, repo};
use bodies::{Bodies, Body};
use kernel::{AccountId, Clock, Error, Instant, Random, Result};
use std::sync::Arc;
use store::{Store, WriteBatch};

/// Logins and sessions of an installation; cheap to clone.
#[derive(Clone)]
pub struct Identity(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) bodies: Bodies,
    pub(crate) brands: BrandsKept,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) hasher: Hasher,
    pub(crate) settings: IdentitySettings,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity")
    }
}

/// How a login with a password went.
#[derive(Debug)]
pub(crate) enum Login {
    /// In.
    Opened(OpenedSession),
    /// Wrong user name, wrong password, or no profile at this body: nobody is told which.
    Refused,
    /// Too many failures; seconds to wait.
    Wait(u32),
}

/// User names are compared in lower case, without blanks around.
pub(crate) fn username(typed: &str) -> String {
    typed.trim().to_lowercase()
}

impl Identity {
    /// Logins over a database. Hashes one password, so it takes a few tens of milliseconds.
    pub fn new(
        store: Store,
        bodies: Bodies,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: IdentitySettings,
    ) -> Result<Self> {
        let hasher = Hasher::new(settings.hash_concurrency, &*random)?;
        Ok(Self(Arc::new(Inner {
            store,
            bodies,
            brands: BrandsKept::default(),
            clock,
            random,
            hasher,
            settings,
        })))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The hasher, for commands that set a first password.
    pub fn hasher(&self) -> &Hasher {
        &self.0.hasher
    }

    /// Opens a session for whoever gave the proof; `None` when no account that may log in has that identity.
    ///
    /// The session of `previous` (the token the browser had) ends in the same commit: a login always rotates.
    pub async fn enter(
        &self,
        proof: &Proof,
        door: Door,
        body: &Body,
        previous: Option<&str>,
    ) -> Result<Option<OpenedSession>> {
        if proof.provider == Provider::Demo && !self.0.settings.demo {
            return Err(Error::Forbidden);
        }
        let known = repo::account_of_identity(&self.0.store, proof.provider, &proof.subject, door).await?;
        let Some((account, level)) = known else {
            return Ok(None);
        };
        let mut batch = WriteBatch::new();
        let who = Who {
            account,
            level: level.min(proof.level),
        };
        let opened = self.open(&mut batch, door, who, body, previous);
        self.0.store.commit(batch).await?;
        Ok(Some(opened))
    }

    fn open(
        &self,
        batch: &mut WriteBatch,
        door: Door,
        who: Who,
        body: &Body,
        previous: Option<&str>,
    ) -> OpenedSession {
        let inner = &*self.0;
        let now = inner.clock.now();
        let token = session::new_token(&*inner.random);
        let mut csrf_secret = [0u8; 32];
        inner.random.fill(&mut csrf_secret);
        if let Some(previous) = previous.filter(|token| session::plausible(token)) {
            repo::revoke_session(batch, &session::hash(previous), now);
        }
        repo::insert_session(
            batch,
            &repo::NewSession {
                token_hash: session::hash(&token),
                door,
                account: who.account,
                body: body.id,
                level: who.level,
                csrf_secret: &csrf_secret,
                now,
                expires_at: now.plus_seconds(i64::from(inner.settings.absolute_hours) * 3600),
            },
        );
        OpenedSession {
            door,
            token,
            account: who.account,
        }
    }

    /// Logs an operator in at a body. Unknown names take as long, and are told the same, as wrong passwords.
    pub(crate) async fn login(
        &self,
        body: &Body,
        (typed_name, password): (&str, &str),
        address: &str,
        previous: Option<&str>,
    ) -> Result<Login> {
        let inner = &*self.0;
        let username = username(typed_name);
        let admitted = match self.admit(&username, address).await? {
            Ok(admitted) => admitted,
            Err(seconds) => return Ok(Login::Wait(seconds)),
        };
        let too_long = password.chars().count() > crate::password::MAX_CHARS;
        let found = repo::credentials(&inner.store, &username).await?;
        let account = found.as_ref().map(|found| found.account);
        let password = if too_long { "" } else { password };
        let right = inner
            .hasher
            .verify(password, found.map(|found| found.hash))
            .await?
            && !too_long;
        let Some(account) = account.filter(|_| right) else {
            return Ok(Login::Refused);
        };
        if !repo::works_for(&inner.store, account, body.id, inner.clock.now()).await? {
            return Ok(Login::Refused);
        }
        let mut batch = WriteBatch::new();
        Self::forget(&mut batch, &admitted);
        let who = Who { account, level: 1 };
        let opened = self.open(&mut batch, Door::Operator, who, body, previous);
        inner.store.commit(batch).await?;
        Ok(Login::Opened(opened))
    }

    /// Changes the password of an operator: every session of the account ends and the answer is a new one.
    pub(crate) async fn change_password(
        &self,
        body: &Body,
        account: AccountId,
        (current, new): (&str, &str),
        address: &str,
    ) -> Result<Changed> {
        let inner = &*self.0;
        let found = repo::credentials_of_account(&inner.store, account)
            .await?
            .ok_or(Error::NotFound)?;
        let admitted = match self.admit(&found.username, address).await? {
            Ok(admitted) => admitted,
            Err(retry_after) => return Err(Error::TooMany { retry_after }),
        };
        if !inner.hasher.verify(current, Some(found.hash.clone())).await? {
            return Ok(Changed::WrongCurrent);
        }
        if let Err(problem) = check_new_password(new, &found.username, current) {
            return Ok(Changed::Refused(problem));
        }
        let hash = inner.hasher.hash(new, inner.random.clone()).await?;
        let now = inner.clock.now();
        let mut batch = WriteBatch::new();
        Self::forget(&mut batch, &admitted);
        repo::change_password(&mut batch, account, (&found.hash, &hash), now);
        repo::revoke_sessions_of(&mut batch, account, now);
        let opened = self.open(&mut batch, Door::Operator, Who { account, level: 1 }, body, None);
        inner.store.commit(batch).await?;
        Ok(Changed::Done(opened))
    }

    /// Ends the session of a token; nothing happens when there is none.
    pub(crate) async fn leave(&self, token: &str) -> Result<()> {
        if !session::plausible(token) {
            return Ok(());
        }
        let mut batch = WriteBatch::new();
        repo::revoke_session(&mut batch, &session::hash(token), self.0.clock.now());
        self.0.store.commit(batch).await?;
        Ok(())
    }

    /// Ends every session of an account, for instance when it is suspended.
    pub async fn revoke_sessions(&self, account: AccountId) -> Result<()> {
        let mut batch = WriteBatch::new();
        repo::revoke_sessions_of(&mut batch, account, self.0.clock.now());
        self.0.store.commit(batch).await?;
        Ok(())
    }

    /// The valid session of a token. That it was seen is written at most once a minute, after the answer.
    pub(crate) async fn session(&self, door: Door, token: &str) -> Result<Option<Session>> {
        if !session::plausible(token) {
            return Ok(None);
        }
        let inner = &*self.0;
        let now = inner.clock.now();
        let idle = match door {
            Door::Citizen => inner.settings.citizen_idle_minutes,
            Door::Operator => inner.settings.operator_idle_minutes,
        };
        let idle_since = now.plus_seconds(-60 * i64::from(idle));
        let found = repo::session(&inner.store, &session::hash(token), door, (now, idle_since)).await?;
        if let Some(session) = &found
            && now.as_micros() - session.seen_at.as_micros() >= 60_000_000
        {
            let mut batch = WriteBatch::new();
            repo::touch_session(&mut batch, &session.token_hash, now);
            self.write_later(batch);
        }
        Ok(found)
    }

    /// Commits without anybody waiting; what is lost then was not worth a request.
    pub(crate) fn write_later(&self, batch: WriteBatch) {
        let store = self.0.store.clone();
        tokio::spawn(async move {
            if let Err(error) = store.commit(batch).await {
                tracing::warn!(%error, "identity.write_later_failed");
            }
        });
    }

    /// Removes sessions over for a day and failures that no longer count; a daily task.
    pub async fn sweep(&self) -> Result<()> {
        let now: Instant = self.0.clock.now();
        let mut batch = WriteBatch::new();
        repo::sweep(
            &mut batch,
            now.plus_seconds(-86_400),
            now.plus_seconds(-FORGET_SECONDS),
        );
        self.0.store.commit(batch).await?;
        Ok(())
    }
}

/// Whose session, and how sure it is.
#[derive(Clone, Copy)]
struct Who {
    account: AccountId,
    level: u8,
}

/// How a change of password went.
#[derive(Debug)]
pub(crate) enum Changed {
    /// Changed; the browser gets this session.
    Done(OpenedSession),
    /// The present password is another.
    WrongCurrent,
    /// The new one breaks a rule.
    Refused(PasswordProblem),
}
