//! From a version sent in to the one in force.

use super::{REWORDED, SERVICE, administrator, changed, in_force, publish, send, send_form};
use crate::journey::{filed, id_of, start};
use crate::world::{ADA, BORGO, TestHouse};
use kernel::CaseId;
use store::params;
use testkit::both_databases;

both_databases! {
    async fn sdc_28_sdc_30_sdc_31_sdc_41_the_administrator_checks_a_service_and_opens_it_from_its_name(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = house.operator("alvaro").await;
        let list = alvaro.get(&format!("{BORGO}/operatori/servizi")).await.expect(200);
        let list = list.says("Accesso ai documenti amministrativi").says("Livello 2").says("Pubblicato").says("Nessun rilievo");
        assert_eq!(list.links(SERVICE).len(), 2, "from the name and from the button");
        let page = alvaro.get(SERVICE).await.expect(200);
        page.says("Costi").says("http://localhost:8080/borgo-esempio/servizi/accesso-atti").says(&in_force(&house).await);
        alvaro.get(&format!("{BORGO}/en/operatori/servizi/accesso-atti")).await.expect(200).says("Published versions");
        alvaro.get(&format!("{BORGO}/operatori/servizi/inesistente")).await.expect(404);
        alvaro.get(&format!("{SERVICE}/versioni/7/modulo")).await.expect(404);
        let menu = house.operator("olga").await.get(&format!("{BORGO}/operatori/coda")).await.expect(200);
        menu.hides("/operatori/servizi");
    }

    async fn spp_39_sdc_06_a_version_is_judged_compared_confirmed_and_in_force_for_new_drafts_only(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let older = in_force(&house).await;
        let mut alvaro = administrator(&house).await;
        let newer = changed(&house, "newer", REWORDED);
        assert_eq!(send(&mut alvaro, &newer).await.expect(303).location(), format!("{SERVICE}/proposta"));
        assert_eq!(in_force(&house).await, older, "sent in is not published");
        alvaro.get(SERVICE).await.expect(200).says("C'è una versione inviata e non ancora pubblicata");
        let page = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        let page = page.says("Per conto di chi chiedi l'accesso").says("Cambiato").says("1.1.0").says(&newer.hash).says("Alvaro Operativa");
        let (hash, adoption) = (page.hidden("impronta"), page.hidden("adozione"));
        let unconfirmed = [("impronta", hash.as_str()), ("adozione", adoption.as_str())];
        alvaro.post(&format!("{SERVICE}/pubblica"), &unconfirmed).await.expect(422).says("Per pubblicare devi confermare.");
        assert_eq!(in_force(&house).await, older);
        house.clock.advance_seconds(60);
        let done = publish(&mut alvaro, &page).await.expect(303);
        alvaro.get(&done.location()).await.expect(200).says("La versione nuova è in vigore").says("Alvaro Operativa").hides("non ancora pubblicata");
        assert_eq!(in_force(&house).await, newer.hash);
        let draft = start(&mut ada, BORGO, "accesso-atti").await;
        ada.get(&format!("{draft}/passo/2")).await.expect(200).says("Per conto di chi chiedi l'accesso");
        let of_case = house.house.store.query_one("select bundle_hash from cases", params![]).await.unwrap();
        assert_eq!(of_case.get::<String>("bundle_hash").unwrap(), older);
        ada.get(&case).await.expect(200).says("Per chi chiedi l'accesso").hides("Per conto di chi");
        let id: CaseId = id_of(&case).parse().unwrap();
        assert!(!ledger::story(&house.house.store, id).await.unwrap().is_empty());
        let event = house.house.store.query_one("select canonical from events where kind = $1", params!["service.version_published"]).await.unwrap();
        let event = String::from_utf8(event.get("canonical").unwrap()).unwrap();
        for fact in [older.as_str(), newer.hash.as_str(), "accesso-atti", "administrator"] {
            assert!(event.contains(fact), "{fact} in {event}");
        }
        let check = ledger::Check { store: &house.house.store, files: Some(&house.house.files), anchors: None, signer: None };
        let report = ledger::verify(&check).await.unwrap();
        assert!(report.is_whole(), "{report}");
    }

    async fn spp_39_what_prevents_publication_cannot_be_passed_over(db: TestDb) {
        let house = TestHouse::new(db).await;
        let older = in_force(&house).await;
        let mut alvaro = administrator(&house).await;
        // Only the form, with a question that has no English text.
        let form = alvaro.get(&format!("{SERVICE}/versioni/1/modulo")).await.expect(200).text();
        let form = form.replace("\"Per chi chiedi l'accesso\"", "\"Per chi domandi l'accesso\"");
        send_form(&mut alvaro, form.as_bytes()).await.expect(303);
        let page = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        let page = page.says("rilievo impedisce la pubblicazione").says("Manca la traduzione di «Per chi domandi l'accesso».")
            .says("texts/en.toml: form, domanda a_che_titolo").says("Aggiungerla in [form].").says("Questa versione non si può pubblicare");
        assert!(!page.text().contains("name=\"conferma\""));
        let hash = page.hidden("impronta");
        let by_hand = [("impronta", hash.as_str()), ("adozione", "1"), ("conferma", "true")];
        alvaro.post(&format!("{SERVICE}/pubblica"), &by_hand).await.expect(409).says("rilievi che impediscono la pubblicazione");
        // An example that no longer comes out as written prevents it as well.
        let broken = changed(&house, "broken", &[("examples/codice_fiscale_sbagliato.toml", "[\"delegante_codice_fiscale\"]", "[]")]);
        send(&mut alvaro, &broken).await.expect(303);
        alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200).says("L'esempio non riesce").says("impediscono la pubblicazione");
        assert_eq!(in_force(&house).await, older);
        assert_eq!(house.count("select count(*) as n from adoption_versions v join adoptions a on a.id = v.adoption_id where v.number > 1").await, 0);
    }

    async fn spp_39_what_was_read_is_what_is_published(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        let (one, two) = (changed(&house, "one", REWORDED), changed(&house, "two", &REWORDED[..2]));
        send(&mut alvaro, &one).await.expect(303);
        let read = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        // Another window replaces the proposal; the page read before publishes nothing.
        send(&mut alvaro, &two).await.expect(303);
        publish(&mut alvaro, &read).await.expect(409).says("è cambiata o è stata scartata");
        let read = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        let mut again = alvaro.clone();
        let (first, second) = tokio::join!(publish(&mut alvaro, &read), publish(&mut again, &read));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        assert_eq!(in_force(&house).await, two.hash);
        // Thrown away, and the page that was open leads back to the service.
        send(&mut alvaro, &one).await.expect(303);
        let read = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        let hash = read.hidden("impronta");
        alvaro.post(&format!("{SERVICE}/scarta"), &[("impronta", &hash)]).await.expect(303);
        assert_eq!(alvaro.get(&format!("{SERVICE}/proposta")).await.expect(303).location(), SERVICE);
        publish(&mut alvaro, &read).await.expect(409);
        assert_eq!(house.count("select count(*) as n from adoption_proposals").await, 0);
        assert_eq!(in_force(&house).await, two.hash);
    }

    async fn sdc_06_what_is_taken_away_is_what_was_sent_in_byte_for_byte(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        // Spaces, order and settings nobody knows are kept.
        let odd = ("form.json", "{\n  \"title\"", "{ \"x-di-chi-lo-ha-scritto\":   [1.50, \"\\u00e8\"],\n  \"title\"");
        let newer = changed(&house, "newer", &[odd]);
        send(&mut alvaro, &newer).await.expect(303);
        let page = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        publish(&mut alvaro, &page).await.expect(303);
        let form = alvaro.get(&format!("{SERVICE}/versioni/2/modulo")).await.expect(200);
        assert_eq!(Some(form.bytes.as_slice()), newer.files().bytes("form.json"));
        assert_eq!(form.header("content-type"), "application/json");
        assert!(form.header("content-disposition").contains("attachment") && form.header("content-disposition").contains("accesso-atti-2.json"));
        let zip = alvaro.get(&format!("{SERVICE}/versioni/2/pacchetto")).await.expect(200);
        assert_eq!(bundles::Bundle::from_zip(&zip.bytes).unwrap().hash, newer.hash);
        // The first is still there, and can be published again.
        let first = alvaro.get(&format!("{SERVICE}/versioni/1/pacchetto")).await.expect(200);
        let older = bundles::Bundle::from_zip(&first.bytes).unwrap();
        send(&mut alvaro, &older).await.expect(303);
        let page = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        publish(&mut alvaro, &page).await.expect(303);
        assert_eq!(in_force(&house).await, older.hash);
        assert_eq!(house.count("select max(number) as n from adoption_versions").await, 3);
        send(&mut alvaro, &older).await.expect(422).says("È uguale alla versione in vigore.");
    }
}
