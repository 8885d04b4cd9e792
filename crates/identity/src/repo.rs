//! SQL of sessions, logins and tokens. Inserts for installation and administration are in [`write`].

pub(crate) mod tokens;
pub mod write;

use crate::proof::Provider;
use crate::session::{Door, Session};
use bodies::{OperatorProfile, Role};
use kernel::{AccountId, BodyId, Instant};
use store::{Read, Row, StoreError, Tx, WriteBatch, params};
use web::CsrfSecret;

/// A session to be written.
pub(crate) struct NewSession<'a> {
    pub(crate) token_hash: [u8; 32],
    pub(crate) door: Door,
    pub(crate) account: AccountId,
    pub(crate) body: BodyId,
    pub(crate) level: u8,
    pub(crate) csrf_secret: &'a [u8; 32],
    pub(crate) now: Instant,
    pub(crate) expires_at: Instant,
}

pub(crate) fn insert_session(batch: &mut WriteBatch, new: &NewSession<'_>) {
    batch.exec(
        "insert into sessions (token_hash, area, account_id, body_id, level, csrf_secret, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
        params![
            new.token_hash,
            new.door.code(),
            new.account,
            new.body,
            new.level,
            new.csrf_secret,
            new.now,
            new.expires_at
        ],
    );
}

/// Ends one session; nothing happens when it is over already.
pub(crate) fn revoke_session(batch: &mut WriteBatch, token_hash: &[u8; 32], at: Instant) {
    batch.exec(
        "update sessions set revoked_at = $2 where token_hash = $1 and revoked_at is null",
        params![token_hash, at],
    );
}

/// Ends every session of an account.
pub(crate) fn revoke_sessions_of(batch: &mut WriteBatch, account: AccountId, at: Instant) {
    batch.exec(
        "update sessions set revoked_at = $2 where account_id = $1 and revoked_at is null",
        params![account, at],
    );
}

pub(crate) fn touch_session(batch: &mut WriteBatch, token_hash: &[u8; 32], at: Instant) {
    batch.exec(
        "update sessions set seen_at = $2 where token_hash = $1 and seen_at < $2",
        params![token_hash, at],
    );
}

macro_rules! select_session {
    ($must_change:literal, $passwords:literal) => {
        concat!(
            "select sessions.account_id, sessions.level, sessions.csrf_secret, sessions.seen_at, accounts.party_id, ",
            "parties.given_name, parties.family_name, parties.denomination, ",
            $must_change,
            " from sessions join accounts on accounts.id = sessions.account_id ",
            $passwords,
            "join parties on parties.id = accounts.party_id ",
            "where sessions.token_hash = $1 and sessions.area = $2 and sessions.revoked_at is null ",
            "and sessions.expires_at > $3 and sessions.seen_at > $4 ",
            "and accounts.status = 'active' and accounts.kind = sessions.area"
        )
    };
}

/// The session of a token, when nobody revoked it, it is not too old and its account may log in.
pub(crate) async fn session(
    reader: &impl Read,
    token_hash: &[u8; 32],
    door: Door,
    (now, idle_since): (Instant, Instant),
) -> Result<Option<Session>, StoreError> {
    // Only operators have passwords.
    let sql = match door {
        Door::Citizen => select_session!("null as must_change", ""),
        Door::Operator => select_session!(
            "passwords.must_change",
            "left join passwords on passwords.account_id = sessions.account_id "
        ),
    };
    let Some(row) = reader
        .query_opt(sql, params![token_hash, door.code(), now, idle_since])
        .await?
    else {
        return Ok(None);
    };
    let account: AccountId = row.get("account_id")?;
    let profiles = match door {
        Door::Citizen => Vec::new(),
        Door::Operator => profiles_in_force(reader, account, now).await?,
    };
    Ok(Some(Session {
        token_hash: *token_hash,
        door,
        account,
        party: row.get("party_id")?,
        name: name_of(&row)?,
        level: row.get("level")?,
        csrf: CsrfSecret::derive(row.get::<&[u8]>("csrf_secret")?),
        seen_at: row.get("seen_at")?,
        must_change_password: door == Door::Operator
            && row.get::<Option<bool>>("must_change")?.unwrap_or(false),
        profiles,
    }))
}

async fn profiles_in_force(
    reader: &impl Read,
    account: AccountId,
    at: Instant,
) -> Result<Vec<OperatorProfile>, StoreError> {
    let sql = "select body_id, office_id, role from profiles
        where account_id = $1 and status = 'active' and valid_from_at <= $2
            and (valid_to_at is null or valid_to_at > $2)
        order by id";
    let rows = reader.query(sql, params![account, at]).await?;
    rows.iter()
        .map(|row| {
            let role = Role::parse(row.get("role")?).ok_or_else(|| unknown("role"))?;
            Ok(OperatorProfile {
                body: row.get("body_id")?,
                office: row.get("office_id")?,
                role,
            })
        })
        .collect()
}

fn name_of(row: &Row) -> Result<String, StoreError> {
    let (given, family): (Option<&str>, Option<&str>) = (row.get("given_name")?, row.get("family_name")?);
    let person: Vec<&str> = given.into_iter().chain(family).collect();
    if person.is_empty() {
        return Ok(row
            .get::<Option<&str>>("denomination")?
            .unwrap_or_default()
            .to_owned());
    }
    Ok(person.join(" "))
}

pub(crate) fn unknown(column: &str) -> StoreError {
    StoreError::WrongType {
        column: column.to_owned(),
        found: "an unknown word",
        wanted: "a known word",
    }
}

/// The account a proof leads to, when it may log in at that door, with the level its identity is good for.
pub(crate) async fn account_of_identity(
    reader: &impl Read,
    provider: Provider,
    subject: &str,
    door: Door,
) -> Result<Option<(AccountId, u8)>, StoreError> {
    let sql = "select accounts.id, identities.level from identities
        join accounts on accounts.id = identities.account_id and accounts.status = 'active' and accounts.kind = $3
        where identities.provider = $1 and identities.subject = $2 and identities.ended_at is null";
    let row = reader
        .query_opt(sql, params![provider.code(), subject, door.code()])
        .await?;
    row.map(|row| Ok((row.get("id")?, row.get("level")?))).transpose()
}

/// A fictitious person of a demo installation.
#[derive(Clone, Debug)]
pub(crate) struct DemoPerson {
    pub(crate) subject: String,
    pub(crate) name: String,
    pub(crate) fiscal_code: Option<String>,
}

pub(crate) async fn demo_people(reader: &impl Read) -> Result<Vec<DemoPerson>, StoreError> {
    let sql = "select identities.subject, parties.given_name, parties.family_name, parties.denomination, parties.fiscal_code
        from identities
        join accounts on accounts.id = identities.account_id and accounts.status = 'active' and accounts.kind = 'citizen'
        join parties on parties.id = accounts.party_id
        where identities.provider = 'demo' and identities.ended_at is null
        order by parties.family_name, parties.given_name, identities.subject limit 50";
    let rows = reader.query(sql, params![]).await?;
    rows.iter()
        .map(|row| {
            Ok(DemoPerson {
                subject: row.get("subject")?,
                name: name_of(row)?,
                fiscal_code: row.get("fiscal_code")?,
            })
        })
        .collect()
}

/// A user name that may log in, with the hash of its password.
pub(crate) struct Credentials {
    pub(crate) account: AccountId,
    pub(crate) username: String,
    pub(crate) hash: String,
}

pub(crate) async fn credentials(
    reader: &impl Read,
    username: &str,
) -> Result<Option<Credentials>, StoreError> {
    let sql = "select passwords.account_id, passwords.username, passwords.hash from passwords
        join accounts on accounts.id = passwords.account_id and accounts.status = 'active' and accounts.kind = 'operator'
        where passwords.username = $1";
    credentials_of(reader.query_opt(sql, params![username]).await?)
}

pub(crate) async fn credentials_of_account(
    reader: &impl Read,
    account: AccountId,
) -> Result<Option<Credentials>, StoreError> {
    let sql = "select account_id, username, hash from passwords where account_id = $1";
    credentials_of(reader.query_opt(sql, params![account]).await?)
}

fn credentials_of(row: Option<Row>) -> Result<Option<Credentials>, StoreError> {
    row.map(|row| {
        Ok(Credentials {
            account: row.get("account_id")?,
            username: row.get("username")?,
            hash: row.get("hash")?,
        })
    })
    .transpose()
}

/// Whether an account has a profile in force at a body.
pub(crate) async fn works_for(
    reader: &impl Read,
    account: AccountId,
    body: BodyId,
    at: Instant,
) -> Result<bool, StoreError> {
    Ok(profiles_in_force(reader, account, at)
        .await?
        .iter()
        .any(|profile| profile.body == body))
}

/// Replaces a password that is still the one it was verified against; otherwise somebody was faster.
pub(crate) fn change_password(
    batch: &mut WriteBatch,
    account: AccountId,
    (old, new): (&str, &str),
    at: Instant,
) {
    batch.expect_rows(
        1,
        "identity-password-changed-meanwhile",
        "update passwords set hash = $3, must_change = $4, changed_at = $5 where account_id = $1 and hash = $2",
        params![account, old, new, false, at],
    );
}

/// Failures of a subject so far: how many, and until when it is blocked (or when it last failed).
pub(crate) fn attempts(tx: &mut Tx<'_>, subject: &str) -> Result<Option<(i64, Instant)>, StoreError> {
    let row = tx.query_opt(
        "select failures, blocked_until_at from login_attempts where subject = $1",
        params![subject],
    )?;
    row.map(|row| {
        let until: Option<Instant> = row.get("blocked_until_at")?;
        Ok((row.get("failures")?, until.unwrap_or(Instant::from_micros(0))))
    })
    .transpose()
}

pub(crate) fn count_attempt(batch: &mut WriteBatch, subject: &str, failures: i64, until: Instant) {
    batch.exec(
        "insert into login_attempts (subject, failures, blocked_until_at) values ($1, $2, $3)
        on conflict (subject) do update set failures = excluded.failures, blocked_until_at = excluded.blocked_until_at",
        params![subject, failures, until],
    );
}

pub(crate) fn forget_attempts(batch: &mut WriteBatch, subject: &str) {
    batch.exec("delete from login_attempts where subject = $1", params![subject]);
}

/// Takes back the count of one attempt that was right.
pub(crate) fn take_back_attempt(batch: &mut WriteBatch, subject: &str) {
    batch.exec(
        "update login_attempts set failures = failures - 1 where subject = $1 and failures > 0",
        params![subject],
    );
}

/// Removes sessions that are long over and failures that no longer count.
pub(crate) fn sweep(batch: &mut WriteBatch, sessions_before: Instant, attempts_before: Instant) {
    batch.exec(
        "delete from sessions where expires_at < $1",
        params![sessions_before],
    );
    batch.exec(
        "delete from login_attempts where blocked_until_at < $1",
        params![attempts_before],
    );
}
