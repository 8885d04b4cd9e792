//! A form published anew while somebody fills it in: the draft moves to it, says what changed and loses nothing.

use crate::browser::Reply;
use crate::bundle::{Change, changed};
use crate::flood::versions::{publish_second, ready_first};
use crate::flood::{MOVABLES, family, movable, offer_version};
use crate::journey::{attach, ready, save, start, transmit};
use crate::windows::{CALL, open};
use crate::world::{ADA, BORGO, BRUNO, PDF, TestHouse};
use catalogue::versions::{NewVersion, publish};
use kernel::Clock;
use serde_json::json;
use store::{WriteBatch, params};
use testkit::both_databases;

/// A question reworded and made mandatory, one that is asked no more, a file that is asked no more, and one question more.
const REVISED: &[Change] = &[
    (
        "form.json",
        "Ufficio che li ha scritti o li conserva",
        "Ufficio che conserva i documenti",
    ),
    ("form.json", "\"key\": \"periodo\"", "\"key\": \"anni\""),
    (
        "form.json",
        "\"key\": \"altri_allegati\"",
        "\"key\": \"planimetrie\"",
    ),
    ("service.toml", "version = \"1.0.0\"", "version = \"1.1.0\""),
];

async fn publish_changed(house: &TestHouse, changes: &[Change], number: i64) {
    let folder = tempfile::tempdir().unwrap();
    let bundle = changed(folder.path(), changes);
    let adoption = house.adoption("accesso-atti").await;
    let adoption = house.house.catalogue.adoption(adoption).await.unwrap();
    let mut batch = WriteBatch::new();
    let new = NewVersion {
        adoption: &adoption,
        number,
        bundle: &bundle,
        at: house.clock.now(),
        by: None,
    };
    publish(&mut batch, &*house.house.random, &new);
    house.house.store.commit(batch).await.unwrap();
}

fn leads_to_renewal(reply: Reply, draft: &str) {
    assert_eq!(reply.expect(303).location(), format!("{draft}/modulo"));
}

both_databases! {
    async fn fen_67_a_draft_of_the_first_flood_form_moves_to_the_second_with_its_answers_and_says_what_changed(db: TestDb) {
        let house = TestHouse::on(db, "2023-11-30T09:00:00+01:00").await;
        let adoption = offer_version(&house, &crate::flood::versions::first_version()).await;
        open(&house, adoption, &CALL).await;
        house.set("2023-12-10T10:00:00+01:00");
        let mut ada = house.citizen(ADA).await;
        let draft = ready_first(&mut ada).await;
        let summary = ada.get(&format!("{draft}/riepilogo")).await.expect(200).hides("Il modulo è cambiato");
        let version = summary.hidden("versione");
        publish_second(&house, adoption).await;

        // Whatever is opened leads to the page that says it; what was shown before cannot be transmitted any more.
        leads_to_renewal(ada.get(&draft).await, &draft);
        leads_to_renewal(ada.get(&format!("{draft}/passo/1")).await, &draft);
        leads_to_renewal(ada.get(&format!("{draft}/riepilogo")).await, &draft);
        let pressed = [("versione", version.as_str()), ("dichiarazioni", "si")];
        leads_to_renewal(ada.post(&format!("{draft}/trasmetti"), &pressed).await, &draft);
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
        let told = ada.get(&format!("{draft}/modulo")).await.expect(200);
        let told = told.says("Il modulo è cambiato").says("in vigore dal 10 dicembre 2023").says("Domande nuove").says("Beni mobili registrati");
        told.hides("Risposte che il modulo non chiede più");
        let moved = ada.post(&format!("{draft}/modulo"), &[]).await.expect(303);
        assert_eq!(moved.location(), format!("{draft}/passo/{MOVABLES}"), "the first page that is not answered yet");

        ada.get(&format!("{draft}/passo/{MOVABLES}")).await.expect(200).says("Il modulo è cambiato mentre compilavi");
        ada.get(&format!("{draft}/passo/4")).await.expect(200).says("345");
        ada.get(&format!("{draft}/passo/8")).await.expect(200).says("carta.pdf");
        save(&mut ada, &draft, MOVABLES, &movable("arredi", "700,00"), "avanti").await.expect(303);
        save(&mut ada, &draft, MOVABLES + 1, &family(MOVABLES + 1), "avanti").await.expect(303);
        let sent = transmit(&mut ada, &draft).await.expect(303);
        let case = sent.location();
        ada.get(case.trim_end_matches("/ricevuta")).await.expect(200).says("345").says("700,00");
        let row = house.house.store.query_one("select bundle_hash from cases", params![]).await.unwrap();
        assert_eq!(row.get::<String>("bundle_hash").unwrap(), crate::flood::versions::second_version().hash);
        assert_eq!(house.count("select count(*) as n from drafts where renewal is not null").await, 0, "nothing of it outlives the draft");
    }

    async fn spp_39_what_a_new_form_asks_no_more_is_shown_and_files_of_it_come_off(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        attach(&mut ada, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let old = ada.get(&format!("{draft}/passo/3")).await.expect(200);
        let (version, form) = (old.hidden("_versione"), old.hidden("_versione_modulo"));
        publish_changed(&house, REVISED, 2).await;

        // A page that was open when the version came is saved on the form it was drawn from, and nothing is lost.
        let typed = [("_versione", version.as_str()), ("_versione_modulo", form.as_str()), ("_azione", "salva"),
            ("documenti_descrizione", "Planimetria del piano terra"), ("periodo", "dal 1985 al 1990"), ("modalita", "visione")];
        ada.post(&format!("{draft}/passo/3"), &typed).await.expect(303);
        let told = ada.get(&format!("{draft}/modulo")).await.expect(200);
        told.says("prima: «Ufficio che li ha scritti o li conserva»").says("dal 1985 al 1990").says("pianta.pdf").says("Altri documenti utili");
        let mut bruno = house.citizen(BRUNO).await;
        bruno.get(&format!("{draft}/modulo")).await.expect(404);
        bruno.get(&format!("{BORGO}/pratiche")).await.expect(200);
        bruno.post(&format!("{draft}/modulo"), &[]).await.expect(404);
        ada.post(&format!("{draft}/modulo"), &[]).await.expect(303);
        ada.post(&format!("{draft}/modulo"), &[]).await.expect(303);
        ada.get(&format!("{draft}/passo/3")).await.expect(200).says("Planimetria del piano terra").hides("dal 1985 al 1990");
        ada.get(&format!("{draft}/passo/5")).await.expect(200).hides("pianta.pdf");
        ada.get(&format!("{draft}/modulo")).await.expect(200).says("è passata alla versione nuova").says("dal 1985 al 1990").says("pianta.pdf");
        // The page of the old form in another window is not saved over the new one, and comes back as it was typed.
        let late = ada.post(&format!("{draft}/passo/3"), &typed).await.expect(409);
        late.says("Planimetria del piano terra").says("versione più recente del modulo");
        let automatic: Vec<_> = typed.iter().map(|pair| if pair.0 == "_azione" { ("_azione", "salva-auto") } else { *pair }).collect();
        ada.post(&format!("{draft}/passo/3"), &automatic).await.expect(409);
        transmit(&mut ada, &draft).await.expect(303);
        assert_eq!(house.count("select count(*) as n from documents where case_id is not null and direction = 'in'").await, 0);
    }

    async fn spp_39_programs_move_a_draft_too_and_a_second_move_remembers_the_first(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = ready(&mut ada).await;
        let api = format!("/api/v1{draft}");
        assert_eq!(ada.get(&api).await.expect(200).json()["outdated"], false);
        publish_changed(&house, REVISED, 2).await;
        let read = ada.get(&api).await.expect(200).json();
        assert_eq!(read["outdated"], true);
        let refused = ada.call("POST", &format!("{api}/trasmissione"), &json!({ "version": read["version"], "declarations": true })).await.expect(409);
        assert!(refused.text().contains("form-outdated"), "{}", refused.text());
        let moved = ada.call("POST", &format!("{api}/modulo"), &json!({})).await.expect(200).json();
        assert_eq!((&moved["outdated"], moved["renewal"]["dropped"][0]["value"].as_str()), (&json!(false), Some("dal 1985 al 1990")));
        let third: Vec<Change> = REVISED.iter().copied().chain([("form.json", "\"key\": \"documenti_descrizione\"", "\"key\": \"quali\"")]).collect();
        publish_changed(&house, &third, 3).await;
        let again = ada.call("POST", &format!("{api}/modulo"), &json!({})).await.expect(200).json();
        assert_eq!(again["renewal"]["dropped"].as_array().unwrap().len(), 2, "{again}");
    }

    async fn fen_67_a_draft_without_answers_moves_too_and_a_draft_in_force_has_no_such_page(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        let home = ada.get(&format!("{draft}/modulo")).await.expect(303).location();
        assert_eq!(home, format!("{draft}/passo/1"));
        publish_changed(&house, REVISED, 2).await;
        ada.get(&format!("{draft}/modulo")).await.expect(200).says("Domande nuove");
        let moved = ada.post(&format!("{draft}/modulo"), &[]).await.expect(303);
        assert_eq!(moved.location(), format!("{draft}/passo/1"));
        ada.get(&format!("{draft}/passo/1")).await.expect(200);
    }
}
