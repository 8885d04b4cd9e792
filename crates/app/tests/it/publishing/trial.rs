//! Trying a form without keeping anything.

use super::{REWORDED, SERVICE, administrator, changed, send};
use crate::browser::{Browser, Reply};
use crate::world::TestHouse;
use testkit::both_databases;

const TRIAL: &str = "/borgo-esempio/operatori/moduli/prova";

/// Two pages; a question depends on another.
const FORM: &str = r#"{
  "title": "Patrocinio", "display": "wizard",
  "components": [
    { "type": "panel", "key": "iniziativa", "title": "L'iniziativa", "input": false, "components": [
      { "type": "textfield", "key": "titolo", "label": "Titolo dell'iniziativa", "input": true, "validate": { "required": true, "maxLength": 20 } },
      { "type": "radio", "key": "a_pagamento", "label": "L'ingresso è a pagamento?", "input": true,
        "values": [ { "label": "Sì", "value": "si" }, { "label": "No", "value": "no" } ] },
      { "type": "textfield", "key": "prezzo", "label": "Prezzo del biglietto", "input": true,
        "conditional": { "show": true, "when": "a_pagamento", "eq": "si" } } ] },
    { "type": "panel", "key": "luogo", "title": "Il luogo", "input": false, "components": [
      { "type": "textarea", "key": "dove", "label": "Dove si tiene", "input": true } ] }
  ]
}"#;

/// Presses a button of the page on trial.
async fn press(browser: &mut Browser, page: &Reply, action: &str, typed: &[(&str, &str)]) -> Reply {
    let (answers, number) = (page.read_hidden("_risposte"), page.hidden("_pagina"));
    let own = [
        ("_modulo", FORM),
        ("_risposte", answers.as_str()),
        ("_pagina", number.as_str()),
        ("_azione", action),
    ];
    let pairs: Vec<(&str, &str)> = own.into_iter().chain(typed.iter().copied()).collect();
    browser.post(TRIAL, &pairs).await
}

/// Rows of everything that a trial could leave behind.
async fn rows(house: &TestHouse) -> i64 {
    let sql = "select (select count(*) from drafts) + (select count(*) from bundles) + (select count(*) from files) \
               + (select count(*) from adoption_proposals) + (select count(*) from events) as n";
    house.count(sql).await
}

both_databases! {
    async fn sdc_42_form_12_a_form_is_tried_as_a_citizen_would_use_it_and_nothing_is_kept(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        let before = rows(&house).await;
        alvaro.get(TRIAL).await.expect(200).says("Non viene conservato nulla");
        let page = alvaro.post(TRIAL, &[("_modulo", FORM), ("_azione", "prova")]).await.expect(200);
        let page = page.says("Riscontri sul modulo").says("Titolo dell'iniziativa").hides("Prezzo del biglietto</label>").hides("Dove si tiene</label>");
        let page = press(&mut alvaro, &page, "aggiorna", &[("titolo", "Concerto"), ("a_pagamento", "si")]).await.expect(200);
        let page = page.says("Prezzo del biglietto</label>").says("value=\"Concerto\"");
        let wrong = press(&mut alvaro, &page, "controlla", &[("titolo", ""), ("a_pagamento", "si")]).await.expect(422);
        let wrong = wrong.says("error-summary").says("href=\"#c-titolo\"");
        let long = press(&mut alvaro, &wrong, "controlla", &[("titolo", "Un titolo di più di venti caratteri")]).await.expect(422);
        let right = press(&mut alvaro, &long.says("Un titolo di più di venti caratteri"), "controlla", &[("titolo", "Concerto")]).await.expect(200);
        let second = press(&mut alvaro, &right.says("In questa pagina non ci sono errori."), "pagina:1", &[("titolo", "Concerto")]).await.expect(200);
        let second = second.says("Dove si tiene</label>").hides("Titolo dell'iniziativa</label>");
        let first = press(&mut alvaro, &second, "pagina:0", &[("dove", "In piazza")]).await.expect(200).says("value=\"Concerto\"");
        press(&mut alvaro, &first, "pagina:1", &[("titolo", "Concerto")]).await.expect(200).says("In piazza");
        let file = alvaro.upload(TRIAL, &[("_azione", "prova")], &[("_file_modulo", "modulo.json", FORM.as_bytes())]).await.expect(200);
        file.says("Titolo dell'iniziativa");
        assert_eq!(rows(&house).await, before);
    }

    async fn form_12_the_report_says_what_is_kept_without_effect_what_javascript_became_and_what_prevents_publication(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        let form = r#"{"title":"Da fuori","components":[
            {"type":"number","key":"a","label":"Quanti","input":true,"proprietaNostra":1},
            {"type":"textfield","key":"b","label":"Nota","input":true,"customConditional":"show = data.a > 3"},
            {"type":"textfield","key":"c","label":"Altro","input":true,"validate":{"custom":"valid = fetch('https://altrove.example') ? true : 'no'"}},
            {"type":"aggeggio","key":"d","label":"Aggeggio","input":true}]}"#;
        let page = alvaro.post(TRIAL, &[("_modulo", form), ("_azione", "prova")]).await.expect(200);
        let page = page.says("textfield 2").says("aggeggio 1").says("proprietaNostra 1").says("1 tradotte, 0 senza effetto, 1 da riscrivere");
        let page = page.says("b: customConditional").says("show = data.a > 3").says("c: validate.custom").says("impediscono la pubblicazione");
        page.says("L1: campi semplici e impaginazione").says("Altro</label>").hides("Nota</label>");
        let english = alvaro.post("/borgo-esempio/en/operatori/moduli/prova", &[("_modulo", form), ("_azione", "prova")]).await.expect(200);
        english.says("1 translated, 0 without effect, 1 to be rewritten");
    }

    async fn sdc_42_the_form_of_a_version_is_tried_before_it_is_published(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        alvaro.get(&format!("{TRIAL}?servizio=accesso-atti")).await.expect(200).says("Richiesta di accesso documentale");
        alvaro.get(&format!("{TRIAL}?servizio=accesso-atti&versione=proposta")).await.expect(404);
        alvaro.get(&format!("{TRIAL}?servizio=inesistente")).await.expect(404);
        send(&mut alvaro, &changed(&house, "newer", REWORDED)).await.expect(303);
        let proposal = alvaro.get(&format!("{SERVICE}/proposta")).await.expect(200);
        let link = proposal.links(TRIAL)[0].replace("&#38;", "&").replace("&amp;", "&");
        alvaro.get(&link).await.expect(200).says("Per conto di chi chiedi l'accesso");
    }

    async fn form_12_a_hostile_definition_is_answered_in_words_and_what_was_pasted_stays(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut alvaro = administrator(&house).await;
        let crowd: Vec<String> = (0..20_000).map(|n| format!("{{\"type\":\"textfield\",\"key\":\"k{n}\"}}")).collect();
        let crowd = format!("{{\"components\":[{}]}}", crowd.join(","));
        let deep = "[".repeat(5_000);
        let huge = format!("{{\"components\":[],\"x\":\"{}\"}}", "x".repeat(1_200_000));
        let refused: [(&str, &str); 7] = [
            ("   ", "Incolla il testo di un modulo"),
            ("{\n  \"components\": [\n    <b>", "Il testo non è JSON: si interrompe alla riga 3, colonna 5."),
            ("[]", "Il modulo non si può usare"),
            ("{\"components\": {}}", "Il modulo non si può usare"),
            (&deep, "Il testo non è JSON"),
            (&crowd, "Il modulo non si può usare"),
            (&huge, "Il modulo supera 1 MB"),
        ];
        for (text, why) in refused {
            let reply = alvaro.post(TRIAL, &[("_modulo", text), ("_azione", "prova")]).await.expect(422);
            let reply = reply.says(why);
            assert!(reply.read().contains(text.trim()), "{why}: what was pasted is gone");
        }
        let bytes = alvaro.upload(TRIAL, &[("_azione", "prova")], &[("_file_modulo", "a.json", b"\xff\xfe")]).await.expect(422);
        bytes.says("non è un testo UTF-8");
        let markup = r#"{"components":[{"type":"textfield","key":"a","label":"<script>alert(1)</script>","description":"<img src=x onerror=alert(1)>","input":true},
            {"type":"content","key":"c","html":"<iframe src=//altrove.example></iframe><p onclick=alert(1)>Testo</p>"},
            {"type":"textfield","key":"a","label":"Due volte","input":true},{"type":"textfield","key":"__proto__","label":"P","input":true}]}"#;
        let reply = alvaro.post(TRIAL, &[("_modulo", markup), ("_azione", "prova")]).await;
        assert!([200, 422].contains(&reply.status), "{}", reply.status);
        let shown = reply.text();
        for danger in ["<script>alert", "<img src=x", "<iframe", "<p onclick"] {
            assert!(!shown.contains(danger), "{danger}");
        }
        // Hidden controls changed by hand are read as nothing.
        let forged = [("_modulo", FORM), ("_risposte", "{\"iniziativa\": [[[["), ("_pagina", "99999999999999999999"), ("_azione", "pagina:-4")];
        alvaro.post(TRIAL, &forged).await.expect(200).says("Titolo dell'iniziativa");
    }
}
