//! The form was changed while a window was open: two sections were added. Both versions stay in the house.

use super::{FLOOD, HOUSEHOLD, family, offer_version};
use crate::browser::Browser;
use crate::journey::{save, start, transmit};
use crate::windows::{CALL, open};
use crate::world::{ADA, BORGO, BRUNO, PDF, TestHouse};
use bundles::{Bundle, FileTree};
use catalogue::versions::{NewVersion, publish};
use kernel::{AdoptionId, Clock};
use serde_json::Value;
use store::{WriteBatch, params};
use testkit::both_databases;

/// Sections that the second version added.
const ADDED: [&str; 2] = ["mobili", "registrati"];

/// The form as it was before the two sections on movable goods.
pub(crate) fn first_version() -> Bundle {
    let shipped = second_version();
    let mut files = FileTree::default();
    for (path, bytes) in shipped.files().iter() {
        let bytes = match path {
            "form.json" => before(bytes),
            "rules.toml" => without_flag(bytes, "indennizzo_mobili_in_definizione"),
            "service.toml" => replaced(bytes, "version = \"2.0.0\"", "version = \"1.0.0\""),
            // They speak of the goods of the second version.
            path if path.starts_with("examples/") => continue,
            _ => bytes.to_vec(),
        };
        files.insert(path, bytes).unwrap();
    }
    Bundle::from_files(files).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The form that ships.
pub(crate) fn second_version() -> Bundle {
    app::demo::embedded_bundles().unwrap().remove(FLOOD).unwrap()
}

fn before(form: &[u8]) -> Vec<u8> {
    let mut form: Value = serde_json::from_slice(form).unwrap();
    let pages = form["components"].as_array_mut().unwrap();
    pages.retain(|page| !ADDED.contains(&page["key"].as_str().unwrap()));
    assert_eq!(pages.len(), 7);
    form.to_string().into_bytes()
}

fn without_flag(rules: &[u8], key: &str) -> Vec<u8> {
    let text = String::from_utf8(rules.to_vec()).unwrap();
    let at = text.find(&format!("[[flags]]\nkey = \"{key}\"")).unwrap();
    let end = at + text[at + 1..].find("[[flags]]").unwrap() + 1;
    format!("{}{}", &text[..at], &text[end..]).into_bytes()
}

fn replaced(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(text.matches(old).count(), 1, "{old}");
    text.replace(old, new).into_bytes()
}

/// Puts the second version in force.
pub(crate) async fn publish_second(house: &TestHouse, adoption: AdoptionId) {
    let adoption = house.house.catalogue.adoption(adoption).await.unwrap();
    let mut batch = WriteBatch::new();
    let new = NewVersion {
        adoption: &adoption,
        number: 2,
        bundle: &second_version(),
        at: house.clock.now(),
        by: None,
    };
    publish(&mut batch, &*house.house.random, &new);
    house.house.store.commit(batch).await.unwrap();
}

/// A draft of the first version with every page right: the pages after the fourth stand two places earlier.
pub(crate) async fn ready_first(browser: &mut Browser) -> String {
    let draft = start(browser, BORGO, FLOOD).await;
    for step in 1..=7 {
        let answers = family(if step > 4 { step + 2 } else { step });
        if step != 6 {
            save(browser, &draft, step, &answers, "avanti").await.expect(303);
            continue;
        }
        let page = browser.get(&format!("{draft}/passo/{step}")).await.expect(200);
        let version = page.hidden("_versione");
        let mut pairs = vec![("_versione", version.as_str()), ("_azione", "avanti")];
        pairs.extend(answers);
        let file = ("documento_identita", "carta.pdf", PDF);
        browser
            .upload(&format!("{draft}/passo/{step}"), &pairs, &[file])
            .await
            .expect(303);
    }
    draft
}

both_databases! {
    async fn g_45_a_second_version_published_while_the_window_is_open_leaves_what_was_transmitted(db: TestDb) {
        let house = TestHouse::on(db, "2023-11-30T09:00:00+01:00").await;
        let adoption = offer_version(&house, &first_version()).await;
        open(&house, adoption, &CALL).await;
        house.set("2023-12-10T10:00:00+01:00");
        let mut ada = house.citizen(ADA).await;
        let draft = ready_first(&mut ada).await;
        let sent = transmit(&mut ada, &draft).await.expect(303);
        publish_second(&house, adoption).await;

        let mut bruno = house.citizen(BRUNO).await;
        let newer = start(&mut bruno, BORGO, FLOOD).await;
        bruno.get(&format!("{newer}/passo/6")).await.expect(200).says("Beni mobili registrati");
        bruno.get(&format!("{newer}/passo/9")).await.expect(200);
        save(&mut bruno, &newer, HOUSEHOLD, &family(HOUSEHOLD), "salva").await.expect(303);

        let case = sent.location();
        ada.get(case.trim_end_matches("/ricevuta")).await.expect(200).says("345").hides("Beni mobili registrati");
        let row = house.house.store.query_one("select bundle_hash from cases", params![]).await.unwrap();
        let pinned: String = row.get("bundle_hash").unwrap();
        assert_eq!(pinned, first_version().hash, "the case keeps the form it was filed on");
        let row = house.house.store.query_one("select bundle_hash from drafts where transmitted_case is null", params![]).await.unwrap();
        assert_eq!(row.get::<String>("bundle_hash").unwrap(), second_version().hash);
    }
}
