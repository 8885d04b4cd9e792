//! The request of credentials for the operations room.

use crate::journey::{Answers, attach, ready_soup, save, start, transmit};
use crate::world::{ADA, BRUNO, PDF, REGIONE, TestHouse};
use testkit::both_databases;

/// The pages of a volunteer organisation whose president changes, minutes not yet attached.
const PRESIDENT: [Answers; 5] = [
    &[
        ("tipo_struttura", "volontariato"),
        ("organizzazione_denominazione", "Volontari di Prova"),
        ("organizzazione_sede", "Borgo Esempio"),
        ("elenco_numero", "123"),
        ("struttura_codice_fiscale", "99900000003"),
    ],
    &[("sono_presidente", "true")],
    &[
        ("chiede", "modifica_dati"),
        ("modifica_associazione", "rappresentante_legale"),
        ("cf_precedente_presidente", BRUNO),
    ],
    &[],
    &[
        ("email_credenziali", "ada.esempio@posta.example"),
        ("email_conferma", "ada.esempio@posta.example"),
        ("dichiarazione_uso", "true"),
        ("dichiarazione_veridicita", "true"),
    ],
];

both_databases! {
    async fn form_14_soup_19_one_form_asks_new_access_or_change(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready_soup(&mut browser).await;
        browser.get(&format!("{draft}/passo/3")).await.expect(200).says("Chiede:")
            .says("odifica dati già presenti nel sistema SOUP-RT");
        let sent = transmit(&mut browser, &draft).await.expect(303);
        browser.get(&sent.location()).await.expect(200).says("SOUP-RT");

        let change = start(&mut browser, REGIONE, "accesso-soup").await;
        for (step, answers) in (1..).zip(PRESIDENT) {
            let status = if step == 4 { 422 } else { 303 };
            save(&mut browser, &change, step, answers, "avanti").await.expect(status);
        }
        attach(&mut browser, &change, 4, ("verbale_nomina", "verbale.pdf", PDF)).await.expect(303);
        transmit(&mut browser, &change).await.expect(303);
        let new = r#"select count(*) as n from case_data where data like '%"chiede":"nuovo_accesso"%'"#;
        let changed = r#"select count(*) as n from case_data where data like '%"chiede":"modifica_dati"%'"#;
        assert_eq!((house.count(new).await, house.count(changed).await), (1, 1));
    }

    async fn soup_20_the_change_of_legal_representative_is_offered_to_associations(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, REGIONE, "accesso-soup").await;
        save(&mut browser, &draft, 1, PRESIDENT[0], "avanti").await.expect(303);
        save(&mut browser, &draft, 2, PRESIDENT[1], "avanti").await.expect(303);
        let page = save(&mut browser, &draft, 3, &[("chiede", "modifica_dati")], "avanti").await.expect(422);
        page.says("odifica rappresentante legale Associazione e contestuale rilascio nuove credenziali di Amministratore");
    }

    async fn soup_22_without_the_minutes_of_appointment_nothing_is_transmitted(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, REGIONE, "accesso-soup").await;
        for (step, answers) in (1..).zip(PRESIDENT) {
            let status = if step == 4 { 422 } else { 303 };
            save(&mut browser, &draft, step, answers, "avanti").await.expect(status);
        }
        transmit(&mut browser, &draft).await.expect(422).says("erbale di nomina");
        assert_eq!(house.count("select count(*) as n from cases").await, 0);
        attach(&mut browser, &draft, 4, ("verbale_nomina", "verbale.pdf", PDF)).await.expect(303);
        transmit(&mut browser, &draft).await.expect(303);
    }

    async fn soup_29_replacing_the_administrator_wants_the_previous_codice_fiscale(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready_soup(&mut browser).await;
        let page = browser.get(&format!("{draft}/passo/3")).await.expect(200);
        assert!(!page.text().contains("name=\"cf_precedente_amministratore\""), "NO hides it");
        let yes = [("chiede", "nuovo_accesso"), ("sostituzione", "si")];
        let missing = save(&mut browser, &draft, 3, &yes, "avanti").await.expect(422);
        assert!(missing.text().contains("name=\"cf_precedente_amministratore\""));
        transmit(&mut browser, &draft).await.expect(422);
        let whole = [yes[0], yes[1], ("cf_precedente_amministratore", BRUNO)];
        save(&mut browser, &draft, 3, &whole, "avanti").await.expect(303);
        transmit(&mut browser, &draft).await.expect(303);
    }
}
