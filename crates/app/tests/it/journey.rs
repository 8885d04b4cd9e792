//! From the sheet to the receipt, and what the office does, in a few words.

use crate::browser::{Browser, Chosen, Reply};
use crate::world::{BORGO, REGIONE};

/// Answers of one page of a form.
pub(crate) type Answers = &'static [(&'static str, &'static str)];

/// The pages of `accesso-atti`, filled in right.
pub(crate) const ACCESS: [Answers; 6] = [
    &[],
    &[("a_che_titolo", "interessato")],
    &[
        (
            "documenti_descrizione",
            "Concessione edilizia dell'edificio di via della Prova 1.",
        ),
        ("periodo", "dal 1985 al 1990"),
        ("modalita", "copia_semplice"),
        ("formato", "digitale"),
    ],
    &[
        ("finalita", "immobile"),
        (
            "interesse",
            "Sono proprietaria dell'appartamento e devo verificarne la regolarità.",
        ),
        ("controinteressati", "no"),
    ],
    &[],
    &[
        ("email", "ada.esempio@posta.example"),
        ("dichiarazione_veridicita", "true"),
    ],
];

/// Where a draft was started: the path `/ente/bozze/…`.
pub(crate) async fn start(browser: &mut Browser, body: &str, service: &str) -> String {
    browser
        .get(&format!("{body}/servizi/{service}"))
        .await
        .expect(200);
    let started = browser
        .post(&format!("{body}/servizi/{service}/avvia"), &[])
        .await
        .expect(303);
    let draft = started
        .location()
        .strip_suffix("/informativa")
        .expect("the notice comes first")
        .to_owned();
    browser.get(&format!("{draft}/informativa")).await.expect(200);
    browser
        .post(&format!("{draft}/informativa"), &[("informativa", "si")])
        .await
        .expect(303);
    draft
}

/// Saves a page of a draft; `action` is `salva`, `avanti` or `indietro`.
pub(crate) async fn save(
    browser: &mut Browser,
    draft: &str,
    step: usize,
    answers: &[(&str, &str)],
    action: &str,
) -> Reply {
    let page = browser.get(&format!("{draft}/passo/{step}")).await.expect(200);
    let version = page.hidden("_versione");
    let mut pairs = vec![("_versione", version.as_str()), ("_azione", action)];
    pairs.extend_from_slice(answers);
    browser.post(&format!("{draft}/passo/{step}"), &pairs).await
}

/// Attaches a file to a page of a draft.
pub(crate) async fn attach(browser: &mut Browser, draft: &str, step: usize, file: Chosen<'_>) -> Reply {
    let page = browser.get(&format!("{draft}/passo/{step}")).await.expect(200);
    let version = page.hidden("_versione");
    browser
        .upload(
            &format!("{draft}/passo/{step}"),
            &[("_versione", &version), ("_azione", "salva")],
            &[file],
        )
        .await
}

/// A draft of `accesso-atti` with every page right.
pub(crate) async fn ready(browser: &mut Browser) -> String {
    let draft = start(browser, BORGO, "accesso-atti").await;
    for (step, answers) in (1..).zip(ACCESS) {
        save(browser, &draft, step, answers, "avanti").await.expect(303);
    }
    draft
}

/// A draft of `accesso-soup` with every page right.
pub(crate) async fn ready_soup(browser: &mut Browser) -> String {
    let draft = start(browser, REGIONE, "accesso-soup").await;
    let pages: [Answers; 5] = [
        &[
            ("tipo_struttura", "comune"),
            ("comune", "Borgo Esempio"),
            ("struttura_codice_fiscale", "99900000003"),
        ],
        &[("sono_responsabile", "true")],
        &[("chiede", "nuovo_accesso"), ("sostituzione", "no")],
        &[],
        &[
            ("email_credenziali", "ada.esempio@posta.example"),
            ("email_conferma", "ada.esempio@posta.example"),
            ("dichiarazione_uso", "true"),
            ("dichiarazione_veridicita", "true"),
        ],
    ];
    for (step, answers) in (1..).zip(pages) {
        save(browser, &draft, step, answers, "avanti").await.expect(303);
    }
    draft
}

/// Reads the summary and presses *TRASMETTI*.
pub(crate) async fn transmit(browser: &mut Browser, draft: &str) -> Reply {
    let summary = browser.get(&format!("{draft}/riepilogo")).await.expect(200);
    let version = summary.hidden("versione");
    browser
        .post(
            &format!("{draft}/trasmetti"),
            &[("versione", &version), ("dichiarazioni", "si")],
        )
        .await
}

/// Files `accesso-atti`; answers the path `/borgo-esempio/pratiche/…`.
pub(crate) async fn filed(browser: &mut Browser) -> String {
    let draft = ready(browser).await;
    let sent = transmit(browser, &draft).await.expect(303);
    sent.location()
        .strip_suffix("/ricevuta")
        .expect("the receipt comes after")
        .to_owned()
}

/// The identifier at the end of a path.
pub(crate) fn id_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

/// The office's path of a case.
pub(crate) fn office_path(case: &str) -> String {
    format!("{BORGO}/operatori/pratiche/{}", id_of(case))
}

/// Fires a transition as an operator, with the version of the page as it is now.
pub(crate) async fn act(
    operator: &mut Browser,
    case: &str,
    transition: &str,
    typed: &[(&str, &str)],
) -> Reply {
    let page = operator.get(&office_path(case)).await.expect(200);
    let version = page.hidden("versione");
    let mut pairs = vec![("versione", version.as_str())];
    pairs.extend_from_slice(typed);
    operator
        .post(&format!("{}/azioni/{transition}", office_path(case)), &pairs)
        .await
}

/// Answers the open request for integration.
pub(crate) async fn answer(citizen: &mut Browser, case: &str, text: &str) -> Reply {
    citizen.get(case).await.expect(200);
    citizen
        .upload(&format!("{case}/integrazione"), &[("risposta", text)], &[])
        .await
}
