//! The register on its pages: listed in order, annulled in sight, for those who answer for it.

use crate::browser::{Browser, Reply, encode};
use crate::journey::{act, filed, id_of, office_path};
use crate::world::{ADA, BORGO, BRUNO, REGIONE, TestHouse};
use register::NewEntry;
use store::{WriteBatch, params};
use testkit::both_databases;

const LIST: &str = "/borgo-esempio/operatori/protocollo";
const FIRST: &str = "/borgo-esempio/operatori/protocollo/2026/1";
const REASON: (&str, &str) = ("motivo", "Registrata due volte per errore");
const ORDER: (&str, &str) = ("provvedimento", "Disposizione n. 3 del 2 marzo 2026");
const SURE: (&str, &str) = ("conferma", "si");

/// The register numbers of a list, in the order of its lines.
fn numbers(list: &Reply) -> Vec<String> {
    let text = list.text();
    let lines = text.split("<tr>").skip(2);
    lines
        .map(|line| {
            line.split("</a>")
                .next()
                .unwrap()
                .rsplit('>')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

async fn annul(browser: &mut Browser, entry: &str, typed: &[(&str, &str)]) -> Reply {
    browser.post(&format!("{entry}/annulla"), typed).await
}

/// Entries of the body beside those of its cases.
async fn entries(house: &TestHouse, count: usize) {
    let directory = house.house.bodies.directory().await.unwrap();
    let body = directory
        .by_id(house.body("borgo-esempio").await)
        .unwrap()
        .clone();
    let mut batch = WriteBatch::new();
    for n in 0..count {
        let new = NewEntry::outgoing(&body, testkit::START)
            .subject(format!("Comunicazione {n}"))
            .correspondent("Ente Esempio");
        register::enter(&mut batch, &*house.clock, &*house.house.random, new);
    }
    house.house.store.commit(batch).await.unwrap();
}

async fn whole(house: &TestHouse) {
    let check = ledger::Check {
        store: &house.house.store,
        files: Some(&house.house.files),
        anchors: None,
        signer: None,
    };
    let report = ledger::verify(&check).await.unwrap();
    assert!(report.is_whole(), "{report}");
}

both_databases! {
    async fn proc_51_the_register_is_listed_newest_first_and_narrowed(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        let case = filed(&mut house.citizen(BRUNO).await).await;
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "prendi_in_carico", &[]).await.expect(303);
        house.set("2026-03-04T11:12:13+01:00");
        let mut olga = house.operator("olga").await;
        act(&mut olga, &case, "accogli", &[("motivazione", "L'interesse è diretto.")]).await.expect(303);
        let mut sara = house.operator("sara").await;
        let list = sara.get(LIST).await.expect(200).says("Ada Esempio").says("Bruno Prova").says("04/03/2026 11:12:13")
            .says("Ricevuto dall'ufficio").says("Inviato dall'ufficio").says("Accesso ai documenti amministrativi");
        assert_eq!(numbers(&list), ["0000003/2026", "0000002/2026", "0000001/2026"]);
        assert!(list.links("/operatori/pratiche/").iter().any(|link| link.ends_with(id_of(&case))), "the case is linked");
        let queries = [
            ("verso=out", vec!["0000003/2026"]),
            ("numero=1", vec!["0000001/2026"]),
            ("anno=2026&numero=2", vec!["0000002/2026"]),
            ("q=bruno+PROVA&verso=in", vec!["0000002/2026"]),
            ("q=provvedimento", vec!["0000003/2026"]),
            ("dal=2026-03-03", vec!["0000003/2026"]),
            ("dal=2026-03-02&al=2026-03-02", vec!["0000002/2026", "0000001/2026"]),
        ];
        for (query, expected) in queries {
            assert_eq!(numbers(&sara.get(&format!("{LIST}?{query}")).await.expect(200)), expected, "{query}");
        }
        for nothing in ["anno=2025", "numero=77", "q=ippogrifo", "q=%25", "verso=internal", "dopo=2026-1", "prima=2026-3"] {
            let page = sara.get(&format!("{LIST}?{nothing}")).await.expect(200).says("Nessuna registrazione");
            assert_eq!(numbers(&page), Vec::<String>::new(), "{nothing}");
        }
    }

    async fn form_11_a_filter_that_cannot_be_read_is_told_at_its_field_and_kept(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        let mut sara = house.operator("sara").await;
        let long = "a".repeat(201);
        let wrong = [
            ("anno=duemila", "Scrivi un anno in cifre", "duemila"),
            ("numero=99999999999999999999999", "Scrivi un numero in cifre", "99999999999999999999999"),
            ("dal=ieri", "Scrivi una data che esiste", "ieri"),
            ("al=2026-02-30", "Scrivi una data che esiste", "2026-02-30"),
            ("dal=2026-03-02&al=2026-03-01", "viene prima del primo", "2026-03-01"),
            (&format!("q={long}"), "Scrivi al massimo 200 caratteri", &long),
        ];
        for (query, message, kept) in wrong {
            let page = sara.get(&format!("{LIST}?{query}")).await.expect(422).says(message).hides("<tbody>");
            assert!(page.text().contains(&format!("value=\"{kept}")), "{query}");
        }
        for hostile in ["' or 1=1 --", "%_\\", "😀", "\u{202e}", &"a".repeat(199)] {
            sara.get(&format!("{LIST}?q={}", encode(hostile))).await.expect(200).hides("<tbody>");
        }
    }

    async fn proc_51_the_list_is_paged_without_skipping_or_repeating_an_entry(db: TestDb) {
        let house = TestHouse::new(db).await;
        entries(&house, 120).await;
        let mut sara = house.operator("sara").await;
        let link = |page: &Reply, rel: &str| {
            let text = page.read();
            let found = text.split_once(&format!("rel=\"{rel}\" href=\"")).map(|(_, rest)| rest.to_owned());
            found.map(|rest| rest.split('"').next().unwrap().to_owned())
        };
        let mut page = sara.get(&format!("{LIST}?q=comunicazione")).await.expect(200);
        assert_eq!(link(&page, "prev"), None);
        let mut seen = numbers(&page);
        // What arrives while somebody turns the pages moves nothing.
        entries(&house, 3).await;
        while let Some(next) = link(&page, "next") {
            assert!(next.contains("q=comunicazione"), "the filter goes along: {next}");
            page = sara.get(&next).await.expect(200);
            seen.extend(numbers(&page));
        }
        assert_eq!(seen, (1..=120).rev().map(|n| format!("{n:07}/2026")).collect::<Vec<_>>());
        let back = sara.get(&link(&page, "prev").expect("newer ones")).await.expect(200);
        assert_eq!(numbers(&back), (21..=70).rev().map(|n| format!("{n:07}/2026")).collect::<Vec<_>>());
    }

    async fn proc_51_an_annulled_entry_keeps_its_number_and_says_who_when_why_and_on_whose_order(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let case = filed(&mut ada).await;
        let receipt = ada.get(&format!("{case}/ricevuta")).await.expect(200).hides("ANNULLATO");
        let check = receipt.links("/verifica/")[0].replace("http://localhost:8080", "");
        let mut sara = house.operator("sara").await;
        let entry = sara.get(FIRST).await.expect(200).says("Ada Esempio").says("AOO-BE").hides("ANNULLATO");
        let row = house.house.store.query_one("select document_sha256 from register_entries", params![]).await.unwrap();
        entry.says(&row.get::<String>("document_sha256").unwrap());
        for missing in [&[ORDER, SURE][..], &[REASON, SURE], &[REASON, ORDER], &[("motivo", " \n "), ORDER, SURE]] {
            let refused = annul(&mut sara, FIRST, missing).await.expect(422);
            for (_, typed) in missing.iter().filter(|(name, _)| *name != "conferma") {
                assert!(refused.read().contains(typed), "{typed} is shown again");
            }
        }
        annul(&mut sara, FIRST, &[("motivo", &"è".repeat(2_001)), ORDER, SURE]).await.expect(422).says("al massimo 2000 caratteri");
        assert_eq!(house.count("select count(*) as n from register_annotations").await, 0);
        house.set("2026-03-02T09:16:17+01:00");
        let done = annul(&mut sara, FIRST, &[REASON, ORDER, SURE]).await.expect(303);
        assert_eq!(done.location(), FIRST);
        sara.get(FIRST).await.expect(200).says("ANNULLATO").says("02/03/2026 09:16:17").says("Sara Operativa").says(REASON.1)
            .says(ORDER.1).says("Ada Esempio").hides("Annulla questa registrazione");
        let again = annul(&mut sara, FIRST, &[("motivo", "Ripensamento"), ORDER, SURE]).await.expect(409);
        again.says("già annullata").says("Ripensamento");
        assert_eq!(house.count("select count(*) as n from register_annotations").await, 1);

        let told = "Registrazione annullata il 02/03/2026 09:16:17. Motivo: Registrata due volte per errore";
        sara.get(&office_path(&case)).await.expect(200).says("ANNULLATO").says(told).says("Registrazione di protocollo annullata");
        ada.get(&case).await.expect(200).says("0000001/2026").says("ANNULLATO").says(told);
        ada.get(&format!("{case}/ricevuta")).await.expect(200).says(told);
        house.browser().get(&check).await.expect(200).says("Annullato il 02/03/2026 09:16:17").hides(REASON.1);

        filed(&mut house.citizen(BRUNO).await).await;
        let list = sara.get(LIST).await.expect(200);
        assert_eq!(numbers(&list), ["0000002/2026", "0000001/2026"], "the number is not given again");
        assert_eq!(list.text().matches("ANNULLATO").count(), 1);
        whole(&house).await;
    }

    async fn proc_51_two_annulments_at_once_leave_one(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        let mut sara = house.operator("sara").await;
        sara.get(FIRST).await.expect(200);
        let mut twin = sara.clone();
        let typed = [REASON, ORDER, SURE];
        let (one, two) = tokio::join!(annul(&mut sara, FIRST, &typed), annul(&mut twin, FIRST, &typed));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409]);
        assert_eq!(house.count("select count(*) as n from register_annotations").await, 1);
        whole(&house).await;
    }

    async fn aud_01_the_register_is_for_those_the_policy_names(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        let typed = [REASON, ORDER, SURE];
        let mut olga = house.operator("olga").await;
        olga.get(LIST).await.expect(403);
        olga.get(FIRST).await.expect(403);
        olga.get(&format!("{BORGO}/operatori/coda")).await.expect(200).hides("/operatori/protocollo");
        annul(&mut olga, FIRST, &typed).await.expect(403);
        olga.get(&office_path(&case)).await.expect(200).hides("/operatori/protocollo");
        let mut alvaro = house.operator("alvaro").await;
        let list = alvaro.get(LIST).await.expect(200).says("Ada Esempio").hides("data-label=\"Pratica\"");
        assert!(list.links("/operatori/pratiche/").is_empty(), "administrators read no case");
        assert!(!list.links("/operatori/protocollo").is_empty() && list.links("/operatori/scadenze").is_empty(), "the menu offers what opens");
        alvaro.get(FIRST).await.expect(200).hides("Annulla questa registrazione");
        annul(&mut alvaro, FIRST, &typed).await.expect(403);
        let mut marina = house.operator("marina").await;
        marina.get(LIST).await.expect(303);
        let regione = format!("{REGIONE}/operatori/protocollo");
        marina.get(&regione).await.expect(200).hides("Ada Esempio");
        marina.get(&format!("{regione}/2026/1")).await.expect(404);
        annul(&mut marina, &format!("{regione}/2026/1"), &typed).await.expect(404);
        let mut sara = house.operator("sara").await;
        sara.get(&format!("{BORGO}/operatori/coda")).await.expect(200).says("/operatori/protocollo");
        sara.get(LIST).await.expect(200).says("data-label=\"Pratica\"");
        for nothing in ["2026/2", "2026/0", "2025/1", "2026/uno", "x/1", "99999999999999999999/1"] {
            sara.get(&format!("{LIST}/{nothing}")).await.expect(404);
        }
        assert_eq!(house.count("select count(*) as n from register_annotations").await, 0);
    }

    async fn aud_01_a_supervisor_of_an_office_reads_and_annuls_the_entries_of_its_cases_only(db: TestDb) {
        let house = TestHouse::new(db).await;
        filed(&mut house.citizen(ADA).await).await;
        entries(&house, 1).await;
        let mut sara = house.operator("sara").await;
        assert_eq!(numbers(&sara.get(LIST).await.expect(200)).len(), 2);
        let body = house.body("borgo-esempio").await;
        let (own, other) = (house.office(body, "SEG").await, house.office(body, "TEC").await);
        for (office, seen) in [(own, vec!["0000001/2026"]), (other, vec![])] {
            let mut batch = WriteBatch::new();
            batch.exec(
                "update profiles set office_id = $1 where account_id = (select account_id from identities where subject = 'sara')",
                params![office],
            );
            house.house.store.commit(batch).await.unwrap();
            assert_eq!(numbers(&sara.get(LIST).await.expect(200)), seen);
        }
        sara.get(FIRST).await.expect(404);
        annul(&mut sara, FIRST, &[REASON, ORDER, SURE]).await.expect(404);
    }

    async fn fen_69_reading_an_entry_is_written_down_with_its_purpose(db: TestDb) {
        let house = TestHouse::new(db).await;
        let case = filed(&mut house.citizen(ADA).await).await;
        house.operator("alvaro").await.get(FIRST).await.expect(200);
        let id = id_of(&case).parse().unwrap();
        let story = ledger::story(&house.house.store, id).await.unwrap();
        let last = story.last().unwrap();
        assert_eq!((last.kind.as_str(), last.role.as_str(), last.public["purpose"].as_str()), ("data.read", "administrator", Some("register")));
    }
}
