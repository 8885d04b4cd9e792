//! The administrator's services: versions judged and published, forms tried, hostile uploads refused.

mod hostile;
mod trial;
mod versions;

use crate::browser::{Browser, Reply};
use crate::bundle::{self, Change};
use crate::world::{BORGO, TestHouse};
use bundles::Bundle;

/// The service that every test changes.
const SERVICE: &str = "/borgo-esempio/operatori/servizi/accesso-atti";

/// A question asked in other words, also in English: nothing prevents it.
const REWORDED: &[Change] = &[
    (
        "form.json",
        "\"Per chi chiedi l'accesso\"",
        "\"Per conto di chi chiedi l'accesso\"",
    ),
    (
        "texts/en.toml",
        "\"Per chi chiedi l'accesso\" = ",
        "\"Per conto di chi chiedi l'accesso\" = ",
    ),
    ("service.toml", "version = \"1.0.0\"", "version = \"1.1.0\""),
];

/// The administrator of Borgo with the page of the service open.
async fn administrator(house: &TestHouse) -> Browser {
    let mut alvaro = house.operator("alvaro").await;
    alvaro.get(SERVICE).await.expect(200);
    alvaro
}

/// `accesso-atti` with changes.
fn changed(house: &TestHouse, name: &str, changes: &[Change]) -> Bundle {
    bundle::changed(&house.folder.join(name), changes)
}

/// Sends a bundle in.
async fn send(browser: &mut Browser, bundle: &Bundle) -> Reply {
    let zip = bundle.to_zip().unwrap();
    send_zip(browser, &zip).await
}

async fn send_zip(browser: &mut Browser, zip: &[u8]) -> Reply {
    let path = format!("{SERVICE}/versione");
    browser
        .upload(&path, &[], &[("pacchetto", "accesso-atti.zip", zip)])
        .await
}

async fn send_form(browser: &mut Browser, form: &[u8]) -> Reply {
    let path = format!("{SERVICE}/versione");
    browser.upload(&path, &[], &[("modulo", "form.json", form)]).await
}

/// Presses the button of the page of the proposal.
async fn publish(browser: &mut Browser, page: &Reply) -> Reply {
    let (hash, adoption) = (page.hidden("impronta"), page.hidden("adozione"));
    let pairs = [
        ("impronta", hash.as_str()),
        ("adozione", adoption.as_str()),
        ("conferma", "true"),
    ];
    browser.post(&format!("{SERVICE}/pubblica"), &pairs).await
}

/// The hash new drafts of Borgo get.
async fn in_force(house: &TestHouse) -> String {
    let body = house.body(BORGO.trim_start_matches('/')).await;
    let offer = house.house.catalogue.offer(body, "accesso-atti").await.unwrap();
    offer.bundle.hash.clone()
}
