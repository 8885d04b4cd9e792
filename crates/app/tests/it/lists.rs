//! Places chosen from a list: found while one types, or in two steps without script.

use crate::browser::{Browser, Reply, encode};
use crate::bundle::Change;
use crate::journey::{save, start};
use crate::world::{ADA, BORGO, TestHouse};
use testkit::both_databases;

/// The page of the documents with a copy sent by post, as a browser without script sends it.
const POST: [(&str, &str); 7] = [
    ("documenti_descrizione", "Il permesso di costruire n. 12 del 2019"),
    ("modalita", "copia_semplice"),
    ("formato", "cartaceo"),
    ("ritiro", "posta"),
    ("spedizione_indirizzo", "via della Prova 1"),
    ("spedizione_cap", "59100"),
    ("spedizione_provincia", "PO"),
];

/// The place of birth of a relative, among ceased Comuni too, and the state of a person.
const BIRTH: &[Change] = &[(
    "form.json",
    r#""source": "comuni""#,
    r#""source": "comuni", "at": "1920-05-01""#,
)];

async fn options(browser: &mut Browser, list: &str, typed: &str) -> Vec<String> {
    let answer = browser
        .get(&format!("{BORGO}/elenchi/{list}q={}", encode(typed)))
        .await
        .expect(200)
        .json();
    let options = answer["options"].as_array().unwrap();
    options
        .iter()
        .map(|option| option["words"].as_str().unwrap().to_owned())
        .collect()
}

async fn typed(browser: &mut Browser, draft: &str, comune: &[(&str, &str)], action: &str) -> Reply {
    let answers: Vec<(&str, &str)> = POST.iter().chain(comune).copied().collect();
    save(browser, draft, 3, &answers, action).await
}

both_databases! {
    async fn form_12_places_are_found_by_the_beginnings_of_their_words(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        assert_eq!(options(&mut browser, "comuni?", "forli").await[0], "Forlì (FC)");
        assert_eq!(options(&mut browser, "comuni?", "AGATA goti").await, ["Sant'Agata de' Goti (BN)"]);
        assert_eq!(options(&mut browser, "comuni?", "bozen").await, ["Bolzano/Bozen (BZ)"]);
        assert_eq!(options(&mut browser, "province?", "po").await[0], "Prato (PO)");
        assert!(options(&mut browser, "nazioni?", "alb").await.contains(&"Albania".to_owned()));
        assert_eq!(options(&mut browser, "comuni?al=oggi&", "abano").await, ["Abano Terme (PD)"]);
        assert_eq!(options(&mut browser, "comuni?al=1920-05-01&", "abano").await, ["Abano (PD), fino al 13/11/1924"]);
        let always = options(&mut browser, "comuni?al=sempre&", "abano").await;
        assert_eq!(always, ["Abano (PD), fino al 13/11/1924", "Abano Terme (PD)"]);
        let english = browser.get(&format!("{BORGO}/en/elenchi/comuni?al=sempre&q=abano")).await.expect(200).json();
        assert_eq!(english["options"][0]["words"], "Abano (PD), until 13/11/1924");
        assert_eq!(english["options"][0]["value"], "A001 Abano (PD)");
        assert_eq!(english["options"][0]["label"], "Abano (PD)");
    }

    async fn form_12_a_list_answers_little_and_refuses_what_is_no_question(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let all = browser.get(&format!("{BORGO}/elenchi/comuni?q=s")).await.expect(200);
        assert_eq!((all.json()["options"].as_array().unwrap().len(), &all.json()["more"]), (20, &true.into()));
        assert_eq!(all.header("cache-control"), "public, max-age=3600");
        for nothing in ["comuni", "comuni?q=", "comuni?q=%27%27", "comuni?q=zzzzzz", "comuni?q=%F0%9F%8F%A1", "comuni?q=%FF"] {
            let answer = browser.get(&format!("{BORGO}/elenchi/{nothing}")).await.expect(200).json();
            assert_eq!(answer["options"].as_array().unwrap().len(), 0, "{nothing}");
        }
        let long = "a".repeat(201);
        for wrong in [format!("comuni?q={long}"), "comuni?q=a&al=ieri".to_owned()] {
            browser.get(&format!("{BORGO}/elenchi/{wrong}")).await.expect(400);
        }
        browser.get(&format!("{BORGO}/elenchi/regioni?q=a")).await.expect(404);
        browser.get("/nessun-ente/elenchi/comuni?q=a").await.expect(404);
    }

    async fn form_12_a_place_is_chosen_without_script_in_two_steps(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        // «Cerca» draws the page again with what the text may mean; nothing is saved or refused.
        let page = typed(&mut browser, &draft, &[("spedizione_comune:cerca", "samone")], "aggiorna").await.expect(200);
        let page = page.says("che cosa intendi con «samone»?").says("value=\"H754 Samone (TN)\"").says("Samone (TO)");
        page.says("value=\"samone\"").says("via della Prova 1");
        let none = typed(&mut browser, &draft, &[("spedizione_comune:cerca", "<i>qwxz</i>")], "aggiorna").await.expect(200);
        let none = none.says("Nessun risultato per «<i>qwxz</i>»");
        assert!(!none.text().contains("<i>qwxz"), "shown as text");
        let chosen = [("spedizione_comune:cerca", "samone"), ("spedizione_comune:cercato", "samone"), ("spedizione_comune", "H754 Samone (TN)")];
        typed(&mut browser, &draft, &chosen, "avanti").await.expect(303);
        let page = browser.get(&format!("{draft}/passo/3")).await.expect(200);
        page.says("value=\"Samone (TN)\"").says("value=\"H754 Samone (TN)\"").hides("che cosa intendi");
        browser.get(&format!("{draft}/riepilogo")).await.expect(200).says("Samone (TN)").hides("H754");
        // The text was changed after choosing: it counts, not what was chosen before.
        let changed = [("spedizione_comune:cerca", "Prato"), ("spedizione_comune", "H754 Samone (TN)")];
        typed(&mut browser, &draft, &changed, "avanti").await.expect(303);
        browser.get(&format!("{draft}/riepilogo")).await.expect(200).says("Prato (PO)").hides("Samone");
    }

    async fn sdc_65_what_is_not_in_the_list_is_kept_and_refused(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let empty = typed(&mut browser, &draft, &[("spedizione_comune:cerca", " ")], "avanti").await.expect(422);
        empty.says("href=\"#c-spedizione_5f_comune\"").says("id=\"c-spedizione_5f_comune\"");
        for (comune, shown) in [
            (vec![("spedizione_comune:cerca", "Borgo Esempio")], "value=\"Borgo Esempio\""),
            (vec![("spedizione_comune:cerca", "samone")], "Samone (TN)"),
            // A Comune that ceased, and one nobody ever had.
            (vec![("spedizione_comune", "A001 Abano (PD)"), ("spedizione_comune:cerca", "Abano (PD)")], "Abano (PD)"),
            (vec![("spedizione_comune", "X999 Inventato (XX)")], "Inventato (XX)"),
        ] {
            let refused = typed(&mut browser, &draft, &comune, "avanti").await.expect(422);
            refused.says("Nel campo «Comune» occorre scegliere una delle voci proposte").says(shown);
        }
        let path = format!("/api/v1{BORGO}/bozze/{}", crate::journey::id_of(&draft));
        for forged in [serde_json::json!("Prato"), serde_json::json!({"value": "G999", "label": "Altro"}), serde_json::json!(["G999"])] {
            let version = browser.get(&format!("{draft}/passo/3")).await.expect(200).hidden("_versione").parse::<i64>().unwrap();
            let mut data: serde_json::Map<String, serde_json::Value> = POST.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
            data.insert("spedizione_comune".to_owned(), forged.clone());
            let page = serde_json::json!({ "version": version, "data": data });
            let saved = browser.call("PUT", &format!("{path}/pagine/documenti"), &page).await.expect(200).json();
            assert_ne!(saved["errors"], serde_json::json!([]), "{forged}");
        }
    }

    async fn form_12_a_list_offers_what_existed_on_the_day_of_the_definition(db: TestDb) {
        let house = TestHouse::changed(db, BIRTH).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        typed(&mut browser, &draft, &[("spedizione_comune:cerca", "Abano Terme")], "avanti").await.expect(422);
        let page = browser.get(&format!("{draft}/passo/3")).await.expect(200);
        page.says("/elenchi/comuni?al=1920-05-01");
        typed(&mut browser, &draft, &[("spedizione_comune:cerca", "Abano")], "avanti").await.expect(303);
        browser.get(&format!("{draft}/riepilogo")).await.expect(200).says("Abano (PD)");
    }
}
