//! Drafts that save by themselves while somebody types.

use crate::browser::{Browser, Reply, encode};
use crate::journey::{attach, ready, save, start, transmit};
use crate::world::{ADA, BORGO, BRUNO, PDF, TestHouse};
use axum::http::{Request, header};
use testkit::both_databases;

/// What the script sends while somebody types.
async fn auto(
    browser: &mut Browser,
    draft: &str,
    step: usize,
    version: i64,
    typed: &[(&str, &str)],
) -> Reply {
    let mut form = format!("_versione={version}&_azione=salva-auto");
    for (name, value) in typed.iter().chain([&("_csrf", browser.csrf.clone().as_str())]) {
        form.push_str(&format!("&{}={}", encode(name), encode(value)));
    }
    let request = Request::post(format!("{draft}/passo/{step}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json");
    browser.send(request.body(form.into()).unwrap()).await
}

both_databases! {
    async fn form_07_a_draft_saves_itself_and_says_when_and_that_it_is_not_transmitted(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let path = format!("{draft}/passo/3");
        browser.get(&path).await.expect(200).says("Bozza non ancora salvata · non ancora trasmessa");
        house.set("2026-03-02T10:42:31+01:00");
        let mut browser = house.citizen(ADA).await;
        browser.get(&path).await.expect(200);
        let saved = auto(&mut browser, &draft, 3, 0, &[("documenti_descrizione", "Il permesso di cos")]).await.expect(200).json();
        assert_eq!(saved["version"], 1);
        assert_eq!(saved["saved_at"], house.clock_text());
        assert_eq!(saved["text"], "Bozza salvata alle 10:42 · non ancora trasmessa");
        let page = browser.get(&path).await.expect(200);
        page.says("Il permesso di cos").says("Bozza salvata alle 10:42 · non ancora trasmessa");
        house.set("2026-03-05T08:05:00+01:00");
        let mut browser = house.citizen(ADA).await;
        browser.get(&path).await.expect(200).says("Bozza salvata il 2 marzo 2026 alle 10:42 · non ancora trasmessa");
        let next = browser.get(&format!("{draft}/passo/4")).await.expect(200);
        next.says("Bozza salvata il 2 marzo 2026 alle 10:42 · non ancora trasmessa");
        let english = format!("/borgo-esempio/en{}", path.strip_prefix(BORGO).unwrap());
        browser.get(&english).await.expect(200).says("Draft saved on 2 March 2026 at 10:42 · not transmitted yet");
        assert_eq!(house.count("select count(*) as n from cases").await, 0, "saving transmits nothing");
    }

    async fn iol_13_what_is_wrong_is_saved_by_itself_as_it_was_typed(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let typed = [("a_che_titolo", "delegato"), ("delegante_codice_fiscale", "SBAGLIATO"), ("delegante_cognome", "<b>Mezza</b> 🏡")];
        auto(&mut browser, &draft, 2, 0, &typed).await.expect(200);
        let page = browser.get(&format!("{draft}/passo/2")).await.expect(200);
        let page = page.says("value=\"SBAGLIATO\"").says("<b>Mezza</b> 🏡");
        assert!(!page.text().contains("<b>Mezza"), "shown as text");
        // What somebody sends beside the page's own questions goes nowhere.
        auto(&mut browser, &draft, 2, 1, &[("documenti_descrizione", "di un'altra pagina")]).await.expect(200);
        browser.get(&format!("{draft}/passo/3")).await.expect(200).hides("di un'altra pagina");
    }

    async fn iol_14_another_window_is_told_and_neither_text_is_lost(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let mine = [("documenti_descrizione", "La mia finestra")];
        auto(&mut browser, &draft, 3, 0, &mine).await.expect(200);
        let late = auto(&mut browser, &draft, 3, 0, &[("documenti_descrizione", "L'altra finestra")]).await.expect(409);
        assert_eq!(late.header("content-type"), "application/problem+json");
        assert_eq!(late.json()["detail"], "Questa pagina è stata salvata in un'altra finestra.");
        browser.get(&format!("{draft}/passo/3")).await.expect(200).says("La mia finestra").hides("L'altra finestra");
        // The same sending that arrives twice is no other window: it hears the version that is stored.
        let twice = auto(&mut browser, &draft, 3, 0, &mine).await.expect(200).json();
        assert_eq!(twice["version"], 1);
        // The button, with the version of the page that was told, shows both.
        let pairs = [("_versione", "0"), ("_azione", "salva"), ("documenti_descrizione", "L'altra finestra")];
        let both = browser.post(&format!("{draft}/passo/3"), &pairs).await.expect(409);
        both.says("La mia finestra").says("L'altra finestra");
    }

    async fn iol_14_who_saves_by_script_must_be_the_one_who_fills_in(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        let typed = [("documenti_descrizione", "Non mia")];
        let mut bruno = house.citizen(BRUNO).await;
        bruno.get(&format!("{BORGO}/pratiche")).await.expect(200);
        auto(&mut bruno, &draft, 3, 0, &typed).await.expect(404);
        let mut expired = browser.clone();
        expired.cookies.clear();
        let refused = auto(&mut expired, &draft, 3, 0, &typed).await.expect(403);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        browser.csrf.clear();
        auto(&mut browser, &draft, 3, 0, &typed).await.expect(403);
        browser.get(&format!("{draft}/passo/3")).await.expect(200).hides("Non mia");
        auto(&mut browser, &draft, 99, 0, &typed).await.expect(404);
        auto(&mut browser, &draft, 3, 0, &[("documenti_descrizione", "nullo\0")]).await.expect(400);
    }

    async fn form_13_files_stay_where_they_are_when_the_page_saves_itself(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = start(&mut browser, BORGO, "accesso-atti").await;
        attach(&mut browser, &draft, 5, ("altri_allegati", "pianta.pdf", PDF)).await.expect(303);
        let version = browser.get(&format!("{draft}/passo/5")).await.expect(200).hidden("_versione").parse().unwrap();
        auto(&mut browser, &draft, 5, version, &[]).await.expect(200);
        browser.get(&format!("{draft}/passo/5")).await.expect(200).says("pianta.pdf");
    }

    async fn form_09_nothing_is_saved_into_what_was_transmitted(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.citizen(ADA).await;
        let draft = ready(&mut browser).await;
        let second = save(&mut browser, &draft, 4, crate::journey::ACCESS[3], "salva").await;
        second.expect(303);
        transmit(&mut browser, &draft).await.expect(303);
        let late = auto(&mut browser, &draft, 3, 1, &[("documenti_descrizione", "Dopo")]).await.expect(409);
        assert_eq!(late.json()["detail"], "Questa domanda è già stata trasmessa: la trovi fra le richieste in lavorazione.");
    }
}
