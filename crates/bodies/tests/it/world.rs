//! A body, its offices and people, as values to be changed by each test.

use bodies::{Account, AccountKind, Body, Office, Party, PartyKind, Profile, Role, Status};
use kernel::{AccountId, BodyId, Clock, Date, Lang, OfficeId, PartyId, ProfileId, Random};

pub(crate) fn body(clock: &dyn Clock, random: &dyn Random, slug: &str) -> Body {
    Body {
        id: BodyId::new(clock, random),
        slug: slug.to_owned(),
        kind: "comune".to_owned(),
        name: format!("Comune di {slug}"),
        name_en: Some(format!("Municipality of {slug}")),
        ipa_code: None,
        istat_code: None,
        aoo_code: "AOO-1".to_owned(),
        fiscal_code: None,
        email: None,
        pec: None,
        phone: None,
        address: None,
        website: None,
        host: None,
        base_url: None,
        logo: None,
        dpo_contact: None,
        part_of_label: None,
        valid_from: Date::constant(2000, 1, 1),
        valid_to: None,
    }
}

pub(crate) fn office(clock: &dyn Clock, random: &dyn Random, body: BodyId, code: &str) -> Office {
    Office {
        id: OfficeId::new(clock, random),
        body,
        parent: None,
        code: code.to_owned(),
        name: format!("Ufficio {code}"),
        name_en: None,
        email: None,
        pec: None,
        phone: None,
        address: None,
        hours: None,
        hours_en: None,
        head_name: "Marina Modello".to_owned(),
        valid_from: Date::constant(2000, 1, 1),
        valid_to: None,
    }
}

pub(crate) fn person(clock: &dyn Clock, random: &dyn Random, given: &str, family: &str) -> Party {
    Party {
        id: PartyId::new(clock, random),
        kind: PartyKind::Person,
        fiscal_code: None,
        given_name: Some(given.to_owned()),
        family_name: Some(family.to_owned()),
        denomination: None,
        born_on: Some(Date::constant(1980, 1, 1)),
        household_on: None,
        email: Some("ada@posta.example".to_owned()),
        pec: None,
        phone: None,
        created_at: clock.now(),
    }
}

pub(crate) fn account(clock: &dyn Clock, random: &dyn Random, kind: AccountKind, party: PartyId) -> Account {
    Account {
        id: AccountId::new(clock, random),
        kind,
        party,
        email: None,
        email_confirmed_at: None,
        status: Status::Active,
        lang: Lang::It,
        created_at: clock.now(),
        created_by: None,
    }
}

pub(crate) fn profile(
    clock: &dyn Clock,
    random: &dyn Random,
    account: AccountId,
    (body, office, role): (BodyId, Option<OfficeId>, Role),
) -> Profile {
    Profile {
        id: ProfileId::new(clock, random),
        account,
        body,
        office,
        role,
        valid_from: clock.now(),
        valid_to: None,
        status: Status::Active,
        created_by: None,
        created_at: clock.now(),
    }
}
