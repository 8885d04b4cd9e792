//! SQL of parties, accounts and profiles.

use crate::people::{Account, AccountKind, Operator, Party, PartyKind, Profile, Status};
use crate::policy::{OperatorProfile, Role};
use crate::repo::unknown;
use kernel::{AccountId, BodyId, Instant, PartyId};
use std::collections::HashMap;
use store::{Read, Row, Sql, StoreError, params};

pub(crate) async fn party(reader: &impl Read, id: PartyId) -> Result<Option<Party>, StoreError> {
    let row = reader
        .query_opt("select * from parties where id = $1", params![id])
        .await?;
    row.as_ref().map(party_of).transpose()
}

/// The party behind an account, read from a store or from a snapshot that is open already.
pub async fn party_of_account(reader: &impl Read, account: AccountId) -> Result<Option<Party>, StoreError> {
    let sql = "select parties.* from accounts join parties on parties.id = accounts.party_id where accounts.id = $1";
    let row = reader.query_opt(sql, params![account]).await?;
    row.as_ref().map(party_of).transpose()
}

/// Reads a row of `parties`.
pub(crate) fn party_of(row: &Row) -> Result<Party, StoreError> {
    Ok(Party {
        id: row.get("id")?,
        kind: PartyKind::parse(row.get("kind")?).ok_or_else(|| unknown("kind"))?,
        fiscal_code: row.get("fiscal_code")?,
        given_name: row.get("given_name")?,
        family_name: row.get("family_name")?,
        denomination: row.get("denomination")?,
        born_on: row.get("born_on")?,
        household_on: row.get("household_on")?,
        email: row.get("email")?,
        pec: row.get("pec")?,
        phone: row.get("phone")?,
        created_at: row.get("created_at")?,
    })
}

/// The names shown for accounts, whatever became of them since.
pub(crate) async fn names_of_accounts(
    reader: &impl Read,
    accounts: &[AccountId],
) -> Result<HashMap<AccountId, String>, StoreError> {
    let sql = Sql::new(
        "select accounts.id as account_id, parties.* from accounts join parties on parties.id = accounts.party_id",
    );
    let sql = sql.list(" where accounts.id in ", accounts.iter().copied());
    let rows = reader.query_built(sql).await?;
    rows.iter()
        .map(|row| Ok((row.get("account_id")?, party_of(row)?.display_name())))
        .collect()
}

pub(crate) async fn account(reader: &impl Read, id: AccountId) -> Result<Option<Account>, StoreError> {
    let row = reader
        .query_opt("select * from accounts where id = $1", params![id])
        .await?;
    row.as_ref().map(account_of).transpose()
}

fn account_of(row: &Row) -> Result<Account, StoreError> {
    Ok(Account {
        id: row.get("id")?,
        kind: AccountKind::parse(row.get("kind")?).ok_or_else(|| unknown("kind"))?,
        party: row.get("party_id")?,
        email: row.get("email")?,
        email_confirmed_at: row.get("email_confirmed_at")?,
        status: Status::parse(row.get("status")?).ok_or_else(|| unknown("status"))?,
        lang: row.get("lang")?,
        created_at: row.get("created_at")?,
        created_by: row.get("created_by")?,
    })
}

/// Every profile an account ever had, oldest first.
pub(crate) async fn profiles(reader: &impl Read, account: AccountId) -> Result<Vec<Profile>, StoreError> {
    let sql = "select * from profiles where account_id = $1 order by created_at, id";
    let rows = reader.query(sql, params![account]).await?;
    rows.iter().map(profile_of).collect()
}

fn profile_of(row: &Row) -> Result<Profile, StoreError> {
    Ok(Profile {
        id: row.get("id")?,
        account: row.get("account_id")?,
        body: row.get("body_id")?,
        office: row.get("office_id")?,
        role: Role::parse(row.get("role")?).ok_or_else(|| unknown("role"))?,
        valid_from: row.get("valid_from_at")?,
        valid_to: row.get("valid_to_at")?,
        status: Status::parse(row.get("status")?).ok_or_else(|| unknown("status"))?,
        created_by: row.get("created_by")?,
        created_at: row.get("created_at")?,
    })
}

/// Operators with a profile in force at a body, by name; several profiles of one account make one operator.
pub(crate) async fn operators(
    reader: &impl Read,
    body: BodyId,
    at: Instant,
) -> Result<Vec<Operator>, StoreError> {
    let sql = "select profiles.account_id, profiles.office_id, profiles.role, parties.*
        from profiles
        join accounts on accounts.id = profiles.account_id and accounts.status = 'active'
        join parties on parties.id = accounts.party_id
        where profiles.body_id = $1 and profiles.status = 'active' and profiles.valid_from_at <= $2
            and (profiles.valid_to_at is null or profiles.valid_to_at > $2)
        order by profiles.account_id, profiles.id";
    let mut found: Vec<Operator> = Vec::new();
    for row in reader.query(sql, params![body, at]).await? {
        let account: AccountId = row.get("account_id")?;
        let role = Role::parse(row.get("role")?).ok_or_else(|| unknown("role"))?;
        let profile = OperatorProfile {
            body,
            office: row.get("office_id")?,
            role,
        };
        match found.last_mut().filter(|last| last.account == account) {
            Some(last) => last.profiles.push(profile),
            None => {
                let party = party_of(&row)?;
                found.push(Operator {
                    account,
                    name: party.display_name(),
                    email: party.email,
                    profiles: vec![profile],
                });
            }
        }
    }
    found.sort_by(|a, b| (&a.name, a.account).cmp(&(&b.name, b.account)));
    Ok(found)
}
