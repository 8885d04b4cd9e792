//! What people ask outside any case: assistance, a fault reported, an appointment.

use crate::browser::{Browser, Reply};
use crate::journey::id_of;
use crate::world::{ADA, BORGO, TestHouse};
use store::params;
use testkit::both_databases;

const ASSISTANCE: &str = "/borgo-esempio/richiesta-assistenza";
const FAULT: &str = "/borgo-esempio/segnalazione-disservizio";
const APPOINTMENT: &str = "/borgo-esempio/prenota-appuntamento";
const REQUESTS: &str = "/borgo-esempio/operatori/richieste";
/// What a person types who asks for help with a service.
const HELP: [(&str, &str); 7] = [
    ("_passo", "1"),
    ("nome", "Pia"),
    ("cognome", "Inventata"),
    ("email", "pia@posta.example"),
    ("servizio", "accesso-atti"),
    ("dettagli", "Non trovo\nil modulo <b>giusto</b>"),
    ("informativa", "true"),
];

/// Asks for help as somebody without a login; the address of the confirmation.
pub(crate) async fn asked_for_help(browser: &mut Browser) -> String {
    browser.get(ASSISTANCE).await.expect(200);
    browser.post(ASSISTANCE, &HELP).await.expect(303).location()
}

/// The identifier of the newest request.
pub(crate) async fn newest(house: &TestHouse) -> String {
    let sql = "select id from assistance_requests order by received_at desc, id desc limit 1";
    let row = house.house.store.query_one(sql, params![]).await.unwrap();
    row.get::<kernel::RequestId>("id").unwrap().to_string()
}

/// What was posted before, with one answer changed.
fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let changed = |pair: (&'a str, &'a str)| if pair.0 == name { (name, value) } else { pair };
    HELP.into_iter().map(changed).collect()
}

/// Every hidden answer of a page, as a browser would post it again.
fn carried(page: &Reply) -> Vec<(String, String)> {
    let text = page.text();
    let form = text.split_once("class=\"request-form\"").expect("the form").1;
    let form = form.split("</form>").next().unwrap();
    let hidden = form.split("<input type=\"hidden\" name=\"").skip(1);
    let pairs = hidden.map(|rest| {
        let mut pieces = rest.split('"');
        let name = pieces.next().unwrap().to_owned();
        (name, pieces.nth(1).unwrap().to_owned())
    });
    pairs.filter(|(name, _)| name != "_csrf").collect()
}

/// Posts a step: what the page carries, and what is typed on it.
async fn step(browser: &mut Browser, path: &str, page: &Reply, typed: &[(&str, &str)]) -> Reply {
    let carried = carried(page);
    let mut pairs: Vec<(&str, &str)> = carried
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    pairs.extend_from_slice(typed);
    browser.post(path, &pairs).await
}

both_databases! {
    async fn help_is_asked_without_a_login_and_confirmed_with_a_number_and_an_email(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        browser.get(&format!("{ASSISTANCE}?servizio=accesso-atti")).await.expect(200)
            .says("Richiesta di assistenza").says("<option value=\"accesso-atti\" selected").says("massimo 600 caratteri");
        let done = asked_for_help(&mut browser).await;
        let page = browser.get(&done).await.expect(200).says("Richiesta inviata").says("pia@posta.example");
        let text = page.text();
        let number = text.split_once("code-value\">").unwrap().1.split('<').next().unwrap().to_owned();
        assert!(number.starts_with("RA-"), "{number}");
        house.drain().await;
        let mails = house.mails();
        let to = |address: &str| mails.iter().find(|mail| mail.contains(&format!("To: {address}"))).expect("an e-mail");
        let confirmation = to("pia@posta.example");
        assert!(confirmation.contains(&number), "{confirmation}");
        assert!(!confirmation.contains("Non trovo"), "the words of a stranger are sent to nobody: {confirmation}");
        assert!(to("segreteria@borgo-esempio.example").contains(&number));
        assert_eq!(house.count("select count(*) as n from register_entries").await, 0, "it is no application");
        browser.get("/borgo-esempio/richieste/inventata").await.expect(404);
        browser.get(&done.replace("borgo-esempio", "regione-esempio")).await.expect(404);
    }

    async fn spp_17_whoever_is_logged_in_finds_help_in_the_menu_and_does_not_type_the_name(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let desk = ada.get(&format!("{BORGO}/pratiche")).await.expect(200);
        assert!(!desk.links("/borgo-esempio/richiesta-assistenza").is_empty());
        ada.get(ASSISTANCE).await.expect(200).says("value=\"Ada\"").says("value=\"Esempio\"").says("readonly");
        ada.post(ASSISTANCE, &HELP).await.expect(303);
        let row = house.house.store.query_one("select given_name, family_name, account_id from assistance_requests", params![]).await.unwrap();
        assert_eq!(row.get::<&str>("given_name").unwrap(), "Ada", "the name is that of the identity, whatever is posted");
        assert!(row.get::<Option<kernel::AccountId>>("account_id").unwrap().is_some());
    }

    async fn what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        browser.post(ASSISTANCE, &[("_passo", "1")]).await.expect(422).says("error-summary")
            .says("Questo campo è obbligatorio.").says("conferma di aver letto l’informativa");
        for (name, value, words) in [
            ("email", "pia@posta.example, altri@posta.example", "Scrivi un solo indirizzo"),
            ("email", "pia", "Scrivi un solo indirizzo"),
            ("servizio", "../../segreto", "Scegli una delle voci proposte"),
            ("informativa", "", "conferma di aver letto"),
            ("nome", &"è".repeat(101), "al massimo 100 caratteri"),
        ] {
            let page = browser.post(ASSISTANCE, &with(name, value)).await.expect(422).says(words);
            page.says("il modulo <b>giusto</b>").hides("<b>giusto</b></b>");
        }
        let long = "x".repeat(601);
        browser.post(ASSISTANCE, &with("dettagli", &long)).await.expect(422).says("al massimo 600 caratteri").says(&long);
        assert_eq!(house.count("select count(*) as n from assistance_requests").await, 0);
        assert_eq!(house.count("select count(*) as n from deliveries").await, 0);
    }

    async fn an_address_gets_no_more_than_five_confirmations_in_an_hour(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        for _ in 0..5 {
            browser.post(ASSISTANCE, &HELP).await.expect(303);
        }
        let upper = with("email", "PIA@posta.example");
        browser.post(ASSISTANCE, &upper).await.expect(422).says("troppe richieste").says("Non trovo");
        browser.post(ASSISTANCE, &with("email", "altra@posta.example")).await.expect(303);
        house.clock.advance_seconds(3_601);
        browser.post(ASSISTANCE, &HELP).await.expect(303);
    }

    async fn a_fault_is_reported_in_the_steps_of_the_model_and_corrected_from_the_summary(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut browser = house.browser();
        let first = browser.get(FAULT).await.expect(200).says("Segnalazione disservizio").says("Autorizzazioni e condizioni");
        step(&mut browser, FAULT, &first, &[]).await.expect(422).says("conferma di aver letto");
        let second = step(&mut browser, FAULT, &first, &[("informativa", "true")]).await.expect(200).says("Dati di segnalazione");
        let report = [("tipo", "lighting"), ("titolo", "Lampione spento"), ("dettagli", "Da ieri"), ("nome", "Pia"), ("cognome", "Inventata"), ("email", "pia@posta.example")];
        step(&mut browser, FAULT, &second, &report).await.expect(422).says("c-luogo");
        let mut whole = report.to_vec();
        whole.push(("luogo", "Via del Municipio 3"));
        let summary = step(&mut browser, FAULT, &second, &whole).await.expect(200).says("Riepilogo").says("Illuminazione pubblica").says("Via del Municipio 3");
        let back = step(&mut browser, FAULT, &summary, &[("vai", "passo-2")]).await.expect(200).says("value=\"Lampione spento\"");
        whole[1].1 = "Lampione rotto";
        let again = step(&mut browser, FAULT, &back, &whole).await.expect(200).says("Lampione rotto");
        step(&mut browser, FAULT, &again, &[("vai", "indietro")]).await.expect(200).says("Dati di segnalazione");
        let done = step(&mut browser, FAULT, &again, &[("vai", "invia")]).await.expect(303);
        browser.get(&done.location()).await.expect(200).says("Richiesta inviata");
        let row = house.house.store.query_one("select subject, office_id, fault from assistance_requests", params![]).await.unwrap();
        assert_eq!(row.get::<&str>("subject").unwrap(), "Lampione rotto");
        assert_eq!(row.get::<Option<kernel::OfficeId>>("office_id").unwrap(), None);
        let mut olga = house.operator("olga").await;
        olga.get(REQUESTS).await.expect(200).says("Pia Inventata").says("Nessun ufficio: è dell’ente");
    }

    async fn cse_2_2_an_appointment_is_asked_for_with_office_days_topic_and_reason(db: TestDb) {
        let house = TestHouse::new(db).await;
        let mut ada = house.citizen(ADA).await;
        let office = ada.get(&format!("{APPOINTMENT}?servizio=accesso-atti")).await.expect(200).says("Luogo").says("checked");
        let body = house.body("borgo-esempio").await;
        let secretariat = house.office(body, "SEG").await.to_string();
        let when = step(&mut ada, APPOINTMENT, &office, &[("ufficio", &secretariat)]).await.expect(200).says("Data e orario");
        step(&mut ada, APPOINTMENT, &when, &[("giorni", "domenica")]).await.expect(422).says("Scegli una delle voci");
        let details = step(&mut ada, APPOINTMENT, &when, &[("giorni", "monday"), ("giorni", "friday"), ("orario", "morning")]).await
            .expect(200).says("Dettagli appuntamento").says("<option value=\"accesso-atti\" selected");
        let person = step(&mut ada, APPOINTMENT, &details, &[("servizio", "accesso-atti"), ("motivo", "Vedere un documento"), ("dettagli", "Del 2020")]).await
            .expect(200).says("Richiedente").says("value=\"Ada\"");
        let summary = step(&mut ada, APPOINTMENT, &person, &[("nome", "Ada"), ("cognome", "Esempio"), ("email", "ada@posta.example"), ("informativa", "true")]).await
            .expect(200).says("lunedì, venerdì").says("mattina").says("Vedere un documento").says("Segreteria generale");
        let done = step(&mut ada, APPOINTMENT, &summary, &[("vai", "invia")]).await.expect(303).location();
        ada.get(&done).await.expect(200).says("L’ufficio legge la richiesta e risponde per e-mail");
        // Nothing of a step left out can be sent by going straight to the last.
        let forged = ada.post(APPOINTMENT, &[("_passo", "5"), ("vai", "invia"), ("ufficio", &secretariat)]).await;
        forged.expect(422).says("Giorni preferiti");
        assert_eq!(house.count("select count(*) as n from assistance_requests").await, 1);
    }

    async fn fen_69_the_office_reads_answers_by_email_and_closes(db: TestDb) {
        let house = TestHouse::new(db).await;
        let done = asked_for_help(&mut house.browser()).await;
        let mut olga = house.operator("olga").await;
        let list = olga.get(REQUESTS).await.expect(200).says("Pia Inventata").says("Segreteria generale");
        let page = list.links("/operatori/richieste/").remove(0);
        assert_eq!(id_of(&page), newest(&house).await);
        let request = olga.get(&page).await.expect(200).says("pia@posta.example").says("il modulo <b>giusto</b>");
        let first = request.hidden("versione");
        olga.post(&format!("{page}/risposta"), &[("versione", &first), ("risposta", " ")]).await.expect(422);
        olga.post(&format!("{page}/risposta"), &[("versione", &first), ("risposta", "Il modulo è nella scheda.")]).await.expect(303);
        // A colleague whose page is older is told, and keeps the words.
        let mut sara = house.operator("sara").await;
        sara.get(&page).await.expect(200).says("Il modulo è nella scheda.").says("Olga Operativa");
        sara.post(&format!("{page}/risposta"), &[("versione", &first), ("risposta", "Parole mie")]).await.expect(409)
            .says("un collega").says("Parole mie");
        let second = sara.get(&page).await.hidden("versione");
        sara.post(&format!("{page}/chiudi"), &[("versione", &second)]).await.expect(303);
        let third = sara.get(&page).await.expect(200).hides("name=\"risposta\"");
        drop(third);
        sara.post(&format!("{page}/chiudi"), &[("versione", "3")]).await.expect(409).says("già chiusa");
        sara.get(REQUESTS).await.expect(200).hides("Pia Inventata");
        sara.get(&format!("{REQUESTS}?stato=closed&tipo=assistance")).await.expect(200).says("Pia Inventata");
        house.drain().await;
        let mails = house.mails();
        let answers = mails.iter().filter(|mail| mail.contains("To: pia@posta.example") && mail.contains("nella scheda"));
        assert_eq!(answers.count(), 1);
        house.browser().get(&done).await.expect(200).says("La richiesta è chiusa");
        let kinds = "select count(*) as n from events where kind in ('request.received', 'request.answered', 'request.closed')";
        assert_eq!(house.count(kinds).await, 3);
        assert!(house.count("select count(*) as n from events where kind = 'data.read'").await >= 4, "every look at personal data");
    }

    async fn two_years_after_its_closing_a_request_is_erased_with_its_emails(db: TestDb) {
        let house = TestHouse::new(db).await;
        asked_for_help(&mut house.browser()).await;
        let page = format!("{REQUESTS}/{}", newest(&house).await);
        asked_for_help(&mut house.browser()).await;
        let mut olga = house.operator("olga").await;
        olga.get(&page).await.expect(200);
        olga.post(&format!("{page}/risposta"), &[("versione", "1"), ("risposta", "Ecco.")]).await.expect(303);
        olga.post(&format!("{page}/chiudi"), &[("versione", "2")]).await.expect(303);
        house.drain().await;
        house.clock.advance_seconds(729 * 86_400);
        assert_eq!(house.house.assistance.sweep().await.unwrap(), 0);
        house.clock.advance_seconds(2 * 86_400);
        assert_eq!(house.house.assistance.sweep().await.unwrap(), 1);
        assert_eq!(house.count("select count(*) as n from assistance_requests").await, 1, "the open one stays");
        assert_eq!(house.count("select count(*) as n from assistance_answers").await, 0);
        assert_eq!(house.count("select count(*) as n from deliveries").await, 2, "those of the open one");
        house.browser().get(ASSISTANCE).await.expect(200).says("cancellati due anni dopo la chiusura");
    }
}
