//! A page of a form while it is filled, as a browser without script sees it: rows, totals, questions that depend on answers.

use crate::browser::{Browser, Reply};
use crate::bundle::GOODS;
use crate::journey::{ACCESS, Answers, save, start, transmit};
use crate::world::{ADA, BORGO, TestHouse};
use testkit::both_databases;

/// The page with the goods.
const GOODS_STEP: usize = 5;

/// Two goods.
const TWO: Answers = &[
    ("beni:rows", "2"),
    ("beni[0].nome", "Armadio «di noce»"),
    ("beni[0].spesa", "1.500,50"),
    ("beni[0].rimborso", "500"),
    ("beni[1].nome", "Lavatrice"),
    ("beni[1].spesa", "quattrocento"),
];

async fn house(db: testkit::TestDb) -> (TestHouse, Browser, String) {
    let house = TestHouse::changed(db, GOODS).await;
    let mut browser = house.citizen(ADA).await;
    let draft = start(&mut browser, BORGO, "accesso-atti").await;
    (house, browser, draft)
}

/// Presses a button of the page with the goods.
async fn press(browser: &mut Browser, draft: &str, answers: &[(&str, &str)], button: (&str, &str)) -> Reply {
    let step = format!("{draft}/passo/{GOODS_STEP}");
    let version = browser.get(&step).await.expect(200).hidden("_versione");
    let mut pairs = vec![("_versione", version.as_str())];
    pairs.extend_from_slice(answers);
    pairs.push(button);
    browser.post(&step, &pairs).await.expect(200)
}

/// What a control of the page holds; `None` when the page has no such control.
fn holds(page: &Reply, name: &str) -> Option<String> {
    let text = page.read();
    let control = text
        .split_once(&format!("name=\"{name}\""))?
        .1
        .split_once('>')?
        .0
        .to_owned();
    Some(control.split_once("value=\"")?.1.split('"').next()?.to_owned())
}

/// The names of the goods, in order.
fn goods(page: &Reply) -> Vec<String> {
    (0..9)
        .map_while(|row| holds(page, &format!("beni[{row}].nome")))
        .collect()
}

/// What the server worked out.
fn shown(page: &Reply, id: &str) -> String {
    let text = page.read();
    let output = text
        .split_once(&format!("<output id=\"{id}\""))
        .expect("an output")
        .1;
    output
        .split_once('>')
        .unwrap()
        .1
        .split('<')
        .next()
        .unwrap()
        .replace('\u{a0}', " ")
}

both_databases! {
    async fn rows_are_added_copied_moved_and_removed_without_script_and_keep_what_was_typed(db: TestDb) {
        let (house, mut browser, draft) = house(db).await;
        let (noce, lavatrice) = ("Armadio «di noce»", "Lavatrice");
        let added = press(&mut browser, &draft, TWO, ("beni:add", "1")).await;
        assert_eq!(goods(&added), [noce, lavatrice, ""]);
        assert_eq!(holds(&added, "beni[1].spesa").as_deref(), Some("quattrocento"), "what cannot be read comes back too");
        assert_eq!(holds(&added, "beni:add"), None, "three are the most");
        let copied = press(&mut browser, &draft, TWO, ("beni[0]:copy", "1")).await;
        assert_eq!(goods(&copied), [noce, noce, lavatrice]);
        assert_eq!(holds(&copied, "beni[1].spesa").as_deref(), Some("1500,50"));
        let up = press(&mut browser, &draft, TWO, ("beni[1]:up", "1")).await;
        assert_eq!(goods(&up), [lavatrice, noce]);
        assert_eq!(holds(&up, "beni[0].spesa").as_deref(), Some("quattrocento"));
        let down = press(&mut browser, &draft, TWO, ("beni[0]:down", "1")).await;
        assert_eq!(goods(&down), [lavatrice, noce]);
        let removed = press(&mut browser, &draft, TWO, ("beni[0]:remove", "1")).await;
        assert_eq!(goods(&removed), [lavatrice]);
        assert_eq!(house.count("select count(*) as n from draft_pages").await, 0, "a button of rows saves nothing");
    }

    async fn a_grid_takes_no_more_rows_than_it_may_have_whatever_is_posted(db: TestDb) {
        let (_house, mut browser, draft) = house(db).await;
        let three = [("beni:rows", "3"), ("beni[0].nome", "a"), ("beni[1].nome", "b"), ("beni[2].nome", "c")];
        for button in ["beni:add", "beni[0]:copy", "beni[7]:up", "beni[2]:down", "beni[0]:up"] {
            let page = press(&mut browser, &draft, &three, (button, "1")).await;
            assert_eq!(goods(&page), ["a", "b", "c"], "{button}");
        }
    }

    async fn totals_are_worked_out_by_the_server_at_every_look_and_filed(db: TestDb) {
        let (house, mut browser, draft) = house(db).await;
        let lying = [
            ("beni:rows", "2"), ("beni[0].nome", "Armadio"), ("beni[0].spesa", "1.500,50"), ("beni[0].rimborso", "500"),
            ("beni[0].resta", "9"), ("beni[1].nome", "Letto"), ("beni[1].spesa", "20"), ("totale", "9"),
        ];
        let page = press(&mut browser, &draft, &lying, ("_azione", "aggiorna")).await;
        assert_eq!(shown(&page, "c-beni_s0_presta"), "1.000,50 €");
        assert_eq!(shown(&page, "c-totale"), "1.020,50 €");
        assert_eq!(holds(&page, "totale"), None, "a total is not asked");
        let without = press(&mut browser, &draft, &lying, ("beni[1]:remove", "1")).await;
        assert_eq!(shown(&without, "c-totale"), "1.000,50 €");
        for (step, answers) in (1..).zip(ACCESS) {
            let answers = if step == GOODS_STEP { &lying[..] } else { answers };
            save(&mut browser, &draft, step, answers, "avanti").await.expect(303);
        }
        let summary = browser.get(&format!("{draft}/riepilogo")).await.expect(200).read().replace('\u{a0}', " ");
        assert!(summary.contains("1.020,50 €") && summary.contains("Totale che resta"), "{summary}");
        let sent = transmit(&mut browser, &draft).await.expect(303);
        let case = sent.location().replace("/ricevuta", "");
        browser.get(&case).await.expect(200).says("1.020,50 €");
        assert_eq!(house.count("select count(*) as n from cases").await, 1);
    }

    async fn form_12_a_question_appears_with_its_answer_in_its_row_and_its_hidden_answer_is_not_filed(db: TestDb) {
        let (_house, mut browser, draft) = house(db).await;
        let rows = [
            ("beni:rows", "2"), ("beni[0].nome", "Auto"), ("beni[0].registrato", "true"), ("beni[1].nome", "Bicicletta"),
            ("assicurato", "true"),
        ];
        let page = press(&mut browser, &draft, &rows, ("_azione", "aggiorna")).await;
        assert!(holds(&page, "beni[0].targa").is_some(), "the first row asks for it");
        assert_eq!(holds(&page, "beni[1].targa"), None, "the second does not");
        assert!(holds(&page, "polizza").is_some());
        let answered = [&rows[..], &[("beni[0].targa", "ZZ000ZZ"), ("polizza", "P-17")]].concat();
        save(&mut browser, &draft, GOODS_STEP, &answered, "salva").await.expect(303);
        let hidden = [("beni:rows", "1"), ("beni[0].nome", "Auto"), ("beni[0].targa", "ZZ000ZZ"), ("polizza", "P-17")];
        for (step, answers) in (1..).zip(ACCESS) {
            let answers = if step == GOODS_STEP { &hidden[..] } else { answers };
            save(&mut browser, &draft, step, answers, "avanti").await.expect(303);
        }
        browser.get(&format!("{draft}/riepilogo")).await.expect(200).hides("ZZ000ZZ").hides("P-17");
        let sent = transmit(&mut browser, &draft).await.expect(303);
        browser.get(&sent.location().replace("/ricevuta", "")).await.expect(200).says("Auto").hides("ZZ000ZZ").hides("P-17");
    }

    async fn form_12_what_logic_closes_is_drawn_so_and_keeps_its_answer(db: TestDb) {
        let (_house, mut browser, draft) = house(db).await;
        let open = [("compagnia", "Prova Assicurazioni")];
        let page = press(&mut browser, &draft, &open, ("_azione", "aggiorna")).await;
        page.says(">Compagnia</label>");
        let closed = [("compagnia", "Prova Assicurazioni"), ("assicurato", "true")];
        let page = press(&mut browser, &draft, &closed, ("_azione", "aggiorna")).await;
        let text = page.read();
        assert!(text.contains(">Compagnia che ti assicura</label>"), "logic gave it other words");
        assert!(text.contains("<input type=\"hidden\" name=\"compagnia\" value=\"Prova Assicurazioni\">"), "{text}");
    }

    async fn sdc_65_a_mandatory_question_of_a_row_is_refused_by_its_name_and_row(db: TestDb) {
        let (_house, mut browser, draft) = house(db).await;
        let rows = [("beni:rows", "2"), ("beni[0].nome", "Auto"), ("beni[1].spesa", "12")];
        let page = save(&mut browser, &draft, GOODS_STEP, &rows, "avanti").await.expect(422);
        assert!(page.text().contains("<a href=\"#c-beni_s1_pnome\">"), "{}", page.text());
        page.says("Bene 2");
    }
}
