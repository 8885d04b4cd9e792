//! The register on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test stops where it fails"
)]

mod annulment;
mod lists;
mod numbers;
mod tampering;

use bodies::Body;
use kernel::{AccountId, BodyId, Clock, Date, Instant, Random};
use register::NewEntry;
use store::{WriteBatch, params};
use testkit::TestDb;

/// A body with its row.
async fn body(db: &TestDb, clock: &dyn Clock, random: &dyn Random, slug: &str) -> Body {
    let body = Body {
        id: BodyId::new(clock, random),
        slug: slug.to_owned(),
        kind: "comune".to_owned(),
        name: "Comune di Borgo Esempio".to_owned(),
        name_en: None,
        ipa_code: None,
        istat_code: None,
        aoo_code: "AOO-BE".to_owned(),
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
    };
    let mut batch = WriteBatch::new();
    bodies::write::body(&mut batch, &body);
    db.store.commit(batch).await.unwrap();
    body
}

/// An operator's account with its row.
async fn account(db: &TestDb, clock: &dyn Clock, random: &dyn Random) -> AccountId {
    let (party, account) = (kernel::PartyId::new(clock, random), AccountId::new(clock, random));
    let mut batch = WriteBatch::new();
    batch.exec(
        "insert into parties (id, kind, created_at) values ($1, 'person', 0)",
        params![party],
    );
    batch.exec(
        "insert into accounts (id, kind, party_id, status, lang, created_at) values ($1, 'operator', $2, 'active', 'it', 0)",
        params![account, party],
    );
    db.store.commit(batch).await.unwrap();
    account
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn incoming(body: &Body, now: Instant, presented: Instant) -> NewEntry {
    NewEntry::incoming(body, now, presented)
        .subject("Accesso agli atti — AB12-CD34")
        .correspondent("Ada Esempio")
        .document("0".repeat(64))
}
