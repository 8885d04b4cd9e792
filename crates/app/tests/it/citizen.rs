//! The citizen's side: drafts, the desk, the case.

use crate::journey::{ACCESS, act, answer, attach, filed, ready, save, start, transmit};
use crate::world::{ADA, BORGO, BRUNO, PDF, TestHouse};
use testkit::both_databases;

/// The part of the desk between two anchors.
fn area(page: &str, id: &str) -> String {
    let rest = page.split_once(&format!("<section id=\"{id}\"")).expect(id).1;
    rest.split_once("</section>").expect("the end").0.to_owned()
}

both_databases! {
    async fn form_02_form_03_spp_13_a_service_begins_after_the_login_inside_its_own_flow(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let asked = browser.post(&format!("{BORGO}/servizi/accesso-atti/avvia"), &[]).await;
        assert!([303, 401].contains(&asked.status), "{}", asked.status);
        let link = browser.get(&format!("{BORGO}/servizi/accesso-atti/avvia")).await.expect(303);
        assert!(link.location().contains("/borgo-esempio/accedi?ritorno="), "{}", link.location());
        browser.get(&link.location()).await.expect(200).says("Ada Esempio");
        let back = format!("{BORGO}/servizi/accesso-atti/avvia");
        let entered = browser.post(&format!("{BORGO}/accedi"), &[("persona", ADA), ("ritorno", &back)]).await;
        assert_eq!(entered.expect(303).location(), back);
        let begun = browser.get(&back).await.expect(303);
        assert!(begun.location().ends_with("/informativa"));
        browser.get(&format!("{BORGO}/pratiche")).await.expect(200).says("Crea nuova richiesta");
    }

    async fn iol_04_iol_13_iol_14_a_half_wrong_page_is_saved_and_resumed_on_another_device(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        save(&mut browser, &draft, 1, &[], "avanti").await.expect(303);
        save(&mut browser, &draft, 2, ACCESS[1], "avanti").await.expect(303);
        let half = [("documenti_descrizione", "corto"), ("modalita", "copia_semplice")];
        let saved = save(&mut browser, &draft, 3, &half, "salva").await.expect(303);
        assert!(saved.location().ends_with("/passo/3?salvato=1"));
        let mut phone = house.citizen(ADA).await;
        phone.get(&format!("{BORGO}/pratiche")).await.expect(200).says("Accesso ai documenti amministrativi");
        let resumed = phone.get(&draft).await.expect(303);
        assert!(resumed.location().ends_with("/passo/3"), "{}", resumed.location());
        let page = phone.get(&resumed.location()).await;
        assert!([200, 422].contains(&page.status));
        page.says("corto");
        house.clock.advance_seconds(89 * 86_400);
        let mut later = house.citizen(ADA).await;
        later.get(&format!("{draft}/passo/3")).await.says("corto");
    }

    async fn spp_13_a_link_followed_twice_begins_one_draft(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let link = format!("{BORGO}/servizi/accesso-atti/avvia");
        let first = browser.get(&link).await.expect(303).location();
        assert_eq!(browser.get(&link).await.expect(303).location(), first);
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        assert!(first.starts_with(&draft));
        save(&mut browser, &draft, 1, &[], "avanti").await.expect(303);
        assert_ne!(browser.get(&link).await.expect(303).location(), first, "what was begun is not taken up by a new request");
        assert_eq!(house.count("select count(*) as n from drafts").await, 2);
    }

    async fn form_07_form_08_transmission_only_on_a_saved_and_valid_form(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        browser.get(&format!("{draft}/riepilogo")).await.expect(200)
            .says("La domanda non si può ancora trasmettere").hides("TRASMETTI</button>");
        transmit(&mut browser, &draft).await.expect(422).says("La domanda non si può ancora trasmettere");
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
        let draft = ready(&mut browser).await;
        let summary = browser.get(&format!("{draft}/riepilogo")).await.expect(200).says("TRASMETTI");
        let text = summary.text();
        let (button, first) = (text.find("TRASMETTI"), text.find("<h2>Riepilogo"));
        assert!(button < first, "TRASMETTI stands at the top of the page");
        transmit(&mut browser, &draft).await.expect(303);
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
    }

    async fn form_09_form_10_iol_41_spp_11_the_three_areas_of_the_desk_follow_the_commit(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready(&mut browser).await;
        let desk = browser.get(&format!("{BORGO}/pratiche")).await.expect(200)
            .says("Bozze (salvate, non trasmesse)").says("Richieste trasmesse in lavorazione").says("Concluse");
        assert!(area(&desk.text(), "bozze").contains(&draft));
        assert!(!area(&desk.text(), "in-lavorazione").contains("/pratiche/"));
        let case = transmit(&mut browser, &draft).await.expect(303).location().replace("/ricevuta", "");
        let desk = browser.get(&format!("{BORGO}/pratiche")).await.expect(200);
        assert!(!area(&desk.text(), "bozze").contains(&draft));
        assert!(area(&desk.text(), "in-lavorazione").contains(&case));
        assert_eq!(house.count("select count(*) as n from cases where area = 'in_progress'").await, 1);
        let other = house.citizen(BRUNO).await.get(&format!("{BORGO}/pratiche")).await.expect(200);
        assert!(!other.text().contains(&case));
    }

    async fn form_11_spp_12_spp_15_iol_07_the_case_shows_everything_typed_and_every_document(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        for (step, answers) in (1..).zip(ACCESS) {
            save(&mut browser, &draft, step, answers, "avanti").await.expect(303);
        }
        attach(&mut browser, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let case = transmit(&mut browser, &draft).await.expect(303).location().replace("/ricevuta", "");
        house.drain().await;
        let page = browser.get(&case).await.expect(200)
            .says("Concessione edilizia dell'edificio di via della Prova 1.").says("dal 1985 al 1990")
            .says("Sono proprietaria dell'appartamento").says("pianta.pdf").says("ricevuta-").says(ADA)
            .says("L'ufficio prende in carico la richiesta.");
        for document in page.links("/documenti/") {
            let file = browser.get(&document).await.expect(200);
            assert_eq!(file.bytes, PDF);
            assert_eq!(file.header("content-type"), "application/pdf");
            assert_eq!(file.header("x-content-type-options"), "nosniff");
        }
    }

    async fn form_15_form_17_the_outcome_is_told_by_mail_and_the_case_moves_to_the_concluded(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        let mut officer = house.operator("olga").await;
        act(&mut officer, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut officer, &case, "accogli", &[("motivazione", "L'interesse è diretto, concreto e attuale.")]).await.expect(303);
        house.drain().await;
        let desk = browser.get(&format!("{BORGO}/pratiche")).await.expect(200);
        assert!(!area(&desk.text(), "in-lavorazione").contains(&case));
        assert!(area(&desk.text(), "concluse").contains(&case));
        let to_ada: Vec<String> = house.mails().into_iter().filter(|mail| mail.contains("To: ada.esempio@posta.example")).collect();
        assert!(to_ada.iter().any(|mail| mail.contains("application/pdf")), "the act travels with its mail");
        assert!(to_ada.len() >= 3, "{}", to_ada.len());
        browser.get(&format!("{BORGO}/messaggi")).await.expect(200).says("Accesso ai documenti amministrativi");
    }

    async fn form_18_a_wrong_codice_fiscale_is_refused_where_it_was_typed(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let typed = [
            ("a_che_titolo", "delegato"),
            ("delegante_nome", "Bruno"),
            ("delegante_cognome", "Prova"),
            ("delegante_codice_fiscale", "PRVBRN75C12H501A"),
        ];
        let wrong = save(&mut browser, &draft, 2, &typed, "avanti").await.expect(422);
        wrong.says("PRVBRN75C12H501A").says("codice fiscale");
        let right = [typed[0], typed[1], typed[2], ("delegante_codice_fiscale", BRUNO)];
        save(&mut browser, &draft, 2, &right, "avanti").await.expect(303);
    }

    async fn form_18_what_the_login_certifies_cannot_be_typed_over(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let false_name = [("nome", "Bruno"), ("cognome", "Prova"), ("codice_fiscale", BRUNO)];
        save(&mut browser, &draft, 1, &false_name, "avanti").await.expect(303);
        browser.get(&format!("{draft}/passo/1")).await.expect(200).says(ADA).hides(BRUNO);
    }

    async fn iol_05_required_attachments_stop_the_transmission_until_they_are_there(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let delegate = [
            ("a_che_titolo", "delegato"),
            ("delegante_nome", "Bruno"),
            ("delegante_cognome", "Prova"),
            ("delegante_codice_fiscale", BRUNO),
        ];
        for (step, answers) in (1..).zip(ACCESS) {
            match step {
                2 => save(&mut browser, &draft, step, &delegate, "avanti").await.expect(303),
                5 => save(&mut browser, &draft, step, answers, "avanti").await.expect(422),
                _ => save(&mut browser, &draft, step, answers, "avanti").await.expect(303),
            };
        }
        transmit(&mut browser, &draft).await.expect(422).says("Delega firmata");
        attach(&mut browser, &draft, 5, ("delega", "delega.pdf", PDF)).await.expect(303);
        transmit(&mut browser, &draft).await.expect(422).says("Documento di identità");
        attach(&mut browser, &draft, 5, ("documento_delegante", "carta.pdf", PDF)).await.expect(303);
        transmit(&mut browser, &draft).await.expect(303);
    }

    async fn iol_05_a_file_is_replaced_and_taken_off(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        attach(&mut browser, &draft, 5, ("altri_allegati", "uno.pdf", PDF)).await.expect(303);
        attach(&mut browser, &draft, 5, ("altri_allegati", "due.pdf", PDF)).await.expect(303);
        let page = browser.get(&format!("{draft}/passo/5")).await.expect(200).says("uno.pdf").says("due.pdf");
        let uno = page.read().split("uno.pdf").next().unwrap().rsplit("/documenti/").next().unwrap()[..36].to_owned();
        let command = format!("altri_allegati:{uno}");
        let version = page.hidden("_versione");
        let removed = browser.post(&format!("{draft}/passo/5"), &[("_versione", &version), ("_file", &format!("rimuovi:{command}"))]).await;
        removed.expect(303);
        browser.get(&format!("{draft}/passo/5")).await.expect(200).hides("uno.pdf").says("due.pdf");
    }

    async fn spp_15_an_integration_is_answered_with_files_in_the_portal(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let case = filed(&mut browser).await;
        let mut officer = house.operator("olga").await;
        act(&mut officer, &case, "prendi_in_carico", &[]).await.expect(303);
        act(&mut officer, &case, "richiedi_integrazione", &[("testo", "Serve la planimetria."), ("giorni", "15")]).await.expect(303);
        browser.get(&case).await.expect(200).says("Serve la planimetria.");
        let empty = browser.upload(&format!("{case}/integrazione"), &[("risposta", " ")], &[]).await.expect(422);
        empty.says("href=\"#c-risposta\"").hides("href=\"#c-testo\"");
        let posted = browser.upload(&format!("{case}/integrazione"), &[("risposta", "Eccola.")], &[("allegati", "pianta.pdf", PDF)]).await;
        posted.expect(303);
        officer.get(&crate::journey::office_path(&case)).await.expect(200).says("pianta.pdf").says("Eccola.");
        let late = answer(&mut browser, &case, "Un ripensamento scritto con cura.").await.expect(422);
        late.says("La richiesta di integrazione non è più aperta.").says("Un ripensamento scritto con cura.");
    }

    async fn iol_14_a_draft_is_thrown_away_only_by_its_owner_and_only_when_asked(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let mut bruno = house.citizen(BRUNO).await;
        bruno.get(&format!("{BORGO}/pratiche")).await.expect(200);
        bruno.post(&format!("{draft}/elimina"), &[]).await.expect(404);
        browser.get(&format!("{draft}/elimina")).await.expect(200);
        browser.post(&format!("{draft}/elimina"), &[]).await.expect(303);
        browser.get(&draft).await.expect(404);
    }
}
