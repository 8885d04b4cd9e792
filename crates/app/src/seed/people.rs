//! Parties with their accounts; an operator with profile and provisional password.

use super::OperatorSeed;
use crate::house::House;
use anyhow::{Context, Result};
use bodies::{Account, AccountKind, Party, PartyKind, Profile, Role, Status};
use identity::write::NewPassword;
use kernel::{AccountId, BodyId, Date, Instant, Lang, OfficeId, PartyId, ProfileId};
use store::WriteBatch;

/// Where an operator works.
pub struct Place {
    /// The body.
    pub body: BodyId,
    /// The office; every office without.
    pub office: Option<OfficeId>,
}

/// Adds an operator whose password must be changed at the first access (SDC-26).
pub async fn add_operator(
    house: &House,
    batch: &mut WriteBatch,
    place: Place,
    seed: &OperatorSeed,
    password: &str,
) -> Result<()> {
    let now = house.clock.now();
    let role = Role::parse(&seed.role).with_context(|| format!("ruolo {}", seed.role))?;
    let person = Person {
        given_name: &seed.given_name,
        family_name: &seed.family_name,
        fiscal_code: None,
        born_on: None,
        email: seed.email.clone(),
    };
    let account = add_person(house, batch, AccountKind::Operator, &person, now);
    let profile = Profile {
        id: ProfileId::new(&*house.clock, &*house.random),
        account,
        body: place.body,
        office: place.office,
        role,
        valid_from: now,
        valid_to: None,
        status: Status::Active,
        created_by: None,
        created_at: now,
    };
    bodies::write::profile(batch, &profile);
    let hash = house
        .identity
        .hasher()
        .hash(password, house.random.clone())
        .await?;
    let password = NewPassword {
        account,
        username: seed.username.clone(),
        hash,
        must_change: true,
        at: now,
    };
    identity::write::password(batch, &password);
    Ok(())
}

pub(super) struct Person<'a> {
    pub(super) given_name: &'a str,
    pub(super) family_name: &'a str,
    pub(super) fiscal_code: Option<String>,
    pub(super) born_on: Option<Date>,
    pub(super) email: Option<String>,
}

pub(super) fn add_person(
    house: &House,
    batch: &mut WriteBatch,
    kind: AccountKind,
    person: &Person<'_>,
    now: Instant,
) -> AccountId {
    let party = Party {
        id: PartyId::new(&*house.clock, &*house.random),
        kind: PartyKind::Person,
        fiscal_code: person.fiscal_code.clone(),
        given_name: Some(person.given_name.to_owned()),
        family_name: Some(person.family_name.to_owned()),
        denomination: None,
        born_on: person.born_on,
        household_on: None,
        email: person.email.clone(),
        pec: None,
        phone: None,
        created_at: now,
    };
    bodies::write::party(batch, &party);
    let account = Account {
        id: AccountId::new(&*house.clock, &*house.random),
        kind,
        party: party.id,
        email: person.email.clone(),
        email_confirmed_at: None,
        status: Status::Active,
        lang: Lang::It,
        created_at: now,
        created_by: None,
    };
    bodies::write::account(batch, &account);
    account.id
}
