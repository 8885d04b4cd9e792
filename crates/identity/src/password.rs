//! Passwords of operators: argon2id, a few at a time.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use kernel::{Error, Random, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Passwords that may wait to be hashed; beyond it a login is told to come back.
const QUEUE: usize = 64;

/// Longest password: long enough for any sentence, short enough to cost nothing before the hash.
pub(crate) const MAX_CHARS: usize = 200;

const MIN_CHARS: usize = 12;

/// Hashes and verifies off the threads that answer requests, a bounded number at a time (19 MiB each).
#[derive(Clone, Debug)]
pub struct Hasher {
    queue: Arc<Semaphore>,
    slots: Arc<Semaphore>,
    decoy: Arc<str>,
}

impl Hasher {
    /// `concurrency` hashes at a time. Costs one hash: unknown users are verified against a decoy, so that they take as
    /// long as known ones.
    pub fn new(concurrency: usize, random: &dyn Random) -> Result<Self> {
        let decoy = hash_now(&random.token(), random)?;
        Ok(Self {
            queue: Arc::new(Semaphore::new(QUEUE)),
            slots: Arc::new(Semaphore::new(concurrency.max(1))),
            decoy: decoy.into(),
        })
    }

    /// The PHC string of a password.
    pub async fn hash(&self, password: &str, random: Arc<dyn Random>) -> Result<String> {
        let password = password.to_owned();
        self.run(move || hash_now(&password, &*random)).await?
    }

    /// Whether the password is the one of the PHC string; without one, takes as long and answers no.
    pub async fn verify(&self, password: &str, phc: Option<String>) -> Result<bool> {
        let known = phc.is_some();
        let phc = phc.unwrap_or_else(|| self.decoy.to_string());
        let password = password.to_owned();
        let right = self.run(move || {
            let parsed = PasswordHash::new(&phc).map_err(|error| Error::internal(error.to_string()))?;
            Ok::<_, Error>(
                Argon2::default()
                    .verify_password(password.as_bytes(), &parsed)
                    .is_ok(),
            )
        });
        Ok(right.await?? && known)
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _ticket = self
            .queue
            .try_acquire()
            .map_err(|_| Error::Unavailable { retry_after: 5 })?;
        let slot = self
            .slots
            .clone()
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _slot = slot;
            work()
        });
        hashed.await.map_err(Error::internal)
    }
}

/// Hashes on the present thread.
pub(crate) fn hash_now(password: &str, random: &dyn Random) -> Result<String> {
    let mut salt = [0u8; 16];
    random.fill(&mut salt);
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|error| Error::internal(error.to_string()))
}

/// Why a new password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordProblem {
    /// Fewer than 12 characters.
    Short,
    /// More than 200 characters.
    Long,
    /// It is, or is made of, the user name.
    LikeUsername,
    /// The present password again.
    Same,
    /// One character, or a run of two, repeated.
    Monotonous,
}

impl PasswordProblem {
    /// Locale key of the explanation.
    pub fn key(self) -> &'static str {
        match self {
            PasswordProblem::Short => "identity-password-short",
            PasswordProblem::Long => "identity-password-long",
            PasswordProblem::LikeUsername => "identity-password-like-username",
            PasswordProblem::Same => "identity-password-same",
            PasswordProblem::Monotonous => "identity-password-monotonous",
        }
    }
}

/// The rules of a new password: length rather than classes of characters (AgID and NIST SP 800-63B agree).
pub fn check_new_password(new: &str, username: &str, old: &str) -> Result<(), PasswordProblem> {
    let count = new.chars().count();
    let (plain, user) = (new.to_lowercase(), username.to_lowercase());
    let distinct: std::collections::BTreeSet<char> = plain.chars().collect();
    match () {
        () if count < MIN_CHARS => Err(PasswordProblem::Short),
        () if count > MAX_CHARS => Err(PasswordProblem::Long),
        () if new == old => Err(PasswordProblem::Same),
        () if !user.is_empty() && plain.replace(&user, "").chars().count() < 4 => {
            Err(PasswordProblem::LikeUsername)
        }
        () if distinct.len() < 4 => Err(PasswordProblem::Monotonous),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRandom;

    #[test]
    fn new_passwords_are_long_and_new() {
        let check = |new: &str| check_new_password(new, "m.modello", "la vecchia password");
        assert_eq!(check("corta"), Err(PasswordProblem::Short));
        assert_eq!(check(&"lunga".repeat(50)), Err(PasswordProblem::Long));
        assert_eq!(check("M.modelloM.Modello12"), Err(PasswordProblem::LikeUsername));
        assert_eq!(check("la vecchia password"), Err(PasswordProblem::Same));
        assert_eq!(check("aaaaaaaaaaaaaaaa"), Err(PasswordProblem::Monotonous));
        assert_eq!(check("cavallo batteria graffetta"), Ok(()));
        assert_eq!(check("密码密码正确马电池订书钉🔋🐴"), Ok(()));
    }

    #[tokio::test]
    async fn a_password_is_verified_against_its_own_salt_only() {
        let random = Arc::new(SeededRandom::new(1));
        let hasher = Hasher::new(2, &*random).unwrap();
        let phc = hasher.hash("cavallo batteria", random.clone()).await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert_ne!(phc, hasher.hash("cavallo batteria", random).await.unwrap());
        assert!(
            hasher
                .verify("cavallo batteria", Some(phc.clone()))
                .await
                .unwrap()
        );
        assert!(!hasher.verify("cavallo batteria ", Some(phc)).await.unwrap());
        assert!(!hasher.verify("cavallo batteria", None).await.unwrap());
    }
}
