//! Forms made from definitions, as HTML.

use crate::{gallery, markup, site};
use askama::Template;
use forms::{Form, Mode, Outcome, Violation};
use kernel::Lang;
use serde_json::{Value, json};
use web::{
    ErrorSummary, Page,
    form_html::{self, FileLinks, RenderOptions},
};

#[derive(Template)]
#[template(path = "step.html")]
struct StepPage {
    page: Page,
    names: Vec<web::WizardStep>,
    errors: ErrorSummary,
    controls: String,
}

pub(crate) fn definition() -> Value {
    serde_json::from_str(include_str!("every_kind.json")).unwrap()
}

pub(crate) fn data() -> Value {
    json!({
        "nome": "Ada \"<Esempio>\" & c.", "email": "ada@example.org", "motivo": "\nPrima\nSeconda", "quanti": 1.5, "importo": 12.5,
        "privacy": true, "modo": "v2", "zona": "v7", "ufficio": "v1", "comune": "v9", "lingue": ["v1", "v3"],
        "copie": {"v1": true, "v2": false, "v3": true}, "nascita": "27/03/1985", "giorno": "2024-02-09T00:00:00+01:00",
        "quando": "2024-02-09T10:30:00+01:00", "ora": "08:15:00", "altri": ["Bea", "Carla"], "parole": "a,b", "origine": "x",
        "verbale": [{"document": "018d-1", "name": "verbale <1>.pdf", "size": 1_300_000, "type": "application/pdf"}],
        "foto": [{"document": "018d-2", "name": "uno.png", "size": 10, "type": "image/png"}],
        "figli": [{"nome": "Bruno", "carico": "v1"}, {"nome": "Carla"}],
        "giudizio": {"v1": "v2"}, "dove": {"mode": "manual", "address": {"address1": "Via della Prova 1", "zip": "50100", "city": "Borgo Esempio", "state": "FI"}},
        "misure": {"piano terra": 40.5, "cantina": 12}, "spese": [{"importo": 10}, {"importo": 2.5}], "recapito": {"pec": "a@pec.example"},
        "reparti": {"data": {"nome": "Direzione"}, "children": [{"data": {"nome": "Ufficio"}, "children": [{"data": {"nome": "Sportello"}, "children": []}]}]}
    })
}

fn violation(path: &str, label: &str, rows: &[(&str, usize)]) -> Violation {
    Violation {
        path: path.to_owned(),
        rule: "required".to_owned(),
        key: "required".to_owned(),
        component: path.to_owned(),
        label: label.to_owned(),
        setting: None,
        page: 0,
        index: None,
        rows: rows
            .iter()
            .map(|(label, row)| ((*label).to_owned(), *row))
            .collect(),
        custom: None,
    }
}

pub(crate) fn draw(data: &Value, errors: &[Violation], hidden: &[&str], lang: Lang) -> String {
    let form = Form::compile(&definition(), Mode::Compat).unwrap();
    let outcome = Outcome {
        hidden: hidden.iter().map(|path| (*path).to_owned()).collect(),
        ..Outcome::default()
    };
    let options = RenderOptions {
        lang,
        outcome: &outcome,
        refresh: "/borgo/bozze/1/passo/2",
        files: Some(FileLinks {
            action: "/borgo/bozze/1/allegati?passo=2",
            document: "/borgo/documenti/",
        }),
        lists: "/borgo/elenchi/",
        enter: Some(("_azione", "avanti")),
    };
    form_html::render(&form.pages()[0], data, errors, &options)
}

fn whole_page(data: &Value, errors: &[Violation]) -> String {
    let mut page = site::page("Accesso agli atti")
        .crumb("Servizi", "/servizi")
        .crumb("Accesso agli atti", "");
    page.has_errors = !errors.is_empty();
    let step = StepPage {
        names: steps(&["Informativa sulla privacy", "Dati generali", "Riepilogo"]),
        errors: form_html::summary(errors, page.lang),
        controls: draw(data, errors, &[], Lang::It),
        page,
    };
    step.render().unwrap()
}

fn all_errors() -> Vec<Violation> {
    let plain = [
        ("nome", "Nome"),
        ("email", "E-mail per l’esito"),
        ("privacy", "Ho letto l’informativa"),
        ("modo", "Come vuoi i documenti?"),
        ("zona", "Zona"),
        ("copie", "Copie"),
        ("nascita", "Data di nascita"),
        ("quando", "Quando"),
        ("verbale", "Verbale di nomina"),
        ("altri", "Altri nomi"),
        ("giudizio", "Giudizio"),
        ("figli", "Familiare"),
        ("dove", "Residenza"),
        ("misure", "Misura"),
        ("reparti", "Reparto"),
        ("spese", "Spesa"),
    ];
    let mut errors: Vec<Violation> = plain
        .iter()
        .map(|(path, label)| violation(path, label, &[]))
        .collect();
    errors.push(violation("figli[1].nome", "Nome", &[("Familiare", 1)]));
    errors.push(violation("figli[1].carico", "A carico?", &[("Familiare", 1)]));
    errors
}

#[test]
fn every_kind_of_component_is_a_named_native_control() {
    for (name, data, errors) in [
        ("step", data(), vec![]),
        ("step-errors", data(), all_errors()),
        ("step-empty", json!({}), all_errors()[..16].to_vec()),
    ] {
        let html = whole_page(&data, &errors);
        gallery::keep(name, &html);
        markup::check(&html);
    }
}

fn has(html: &str, parts: &[&str]) {
    for part in parts {
        assert!(html.contains(part), "{part} is not in {html}");
    }
}

#[test]
fn values_are_shown_again_as_typed() {
    let html = draw(&data(), &[], &[], Lang::It);
    has(
        &html,
        &[
            "name=\"nome\" class=\"form-control\" aria-required=\"true\" autocomplete=\"given-name\" value=\"Ada &quot;&lt;Esempio&gt;&quot; &amp; c.\"",
            ">\n\nPrima\nSeconda</textarea>",
            "value=\"1,5\"",
            "value=\"12,50\"",
            "name=\"quando:date\" class=\"form-control\" value=\"2024-02-09\"",
            "name=\"quando:time\" class=\"form-control\" value=\"10:30\"",
            "name=\"nascita:day\"",
            "value=\"27\"",
            "value=\"03\"",
            "value=\"1985\"",
            "name=\"giorno\" class=\"form-control\" value=\"2024-02-09\"",
            "name=\"ora\" class=\"form-control\" value=\"08:15\"",
            "<option value=\"v9\" selected>Voce 9</option>",
            "name=\"modo\" value=\"v2\" class=\"\" checked",
            "<input type=\"hidden\" name=\"origine\" value=\"x\">",
            "name=\"figli[0].nome\" class=\"form-control\" value=\"Bruno\"",
            "name=\"giudizio:v1\" value=\"v2\" checked",
            "name=\"dove:city\" class=\"form-control\" inputmode=\"text\" autocomplete=\"address-level2\" aria-required=\"true\" value=\"Borgo Esempio\"",
            "name=\"misure[0]:key\" class=\"form-control\" value=\"piano terra\"",
            "name=\"misure[0]:value\" class=\"form-control\" inputmode=\"decimal\" value=\"40,5\"",
            "name=\"reparti.children[0].children[0].data.nome\" class=\"form-control\" value=\"Sportello\"",
            "<legend>Recapito scelto</legend>",
            "name=\"recapito.pec\" class=\"form-control\" autocomplete=\"email\"",
        ],
    );
    assert_eq!(
        html.matches("name=\"altri\"").count(),
        3,
        "the two values and room for one more"
    );
    assert_eq!(html.matches("name=\"copie\"").count(), 3);
    assert_eq!(html.matches("name=\"lingue\"").count(), 3);
}

#[test]
fn text_that_could_not_be_read_is_shown_again() {
    let html = draw(
        &json!({"quanti": "tre e mezzo", "nascita": "31/febbraio/1985", "giorno": "domani"}),
        &[],
        &[],
        Lang::It,
    );
    has(
        &html,
        &["value=\"tre e mezzo\"", "value=\"febbraio\"", "value=\"domani\""],
    );
}

#[test]
fn up_to_five_options_are_all_visible_and_more_are_a_list() {
    let html = draw(&json!({}), &[], &[], Lang::It);
    assert_eq!(
        html.matches("type=\"radio\" ").count(),
        3 + 4 + 2 * 3,
        "modo, ufficio, two questions of the survey"
    );
    has(
        &html,
        &[
            "<select id=\"c-zona\" name=\"zona\"",
            "<select id=\"c-comune\" name=\"comune\"",
        ],
    );
    assert!(
        !html.contains("name=\"parola\" class=\"form-control\" value"),
        "a password is never sent back"
    );
}

#[test]
fn markup_of_the_forms_author_loses_what_could_act() {
    let html = draw(&json!({}), &[], &[], Lang::It);
    has(&html, &["Leggi <b>bene</b>."]);
    for bad in ["<script", "alert(1)", "onclick", "<h1", "<style"] {
        assert!(!html.contains(bad), "{bad}");
    }
}

#[test]
fn form_12_a_hidden_component_is_not_on_the_page_and_answers_redraw_it() {
    let shown = draw(&data(), &[], &[], Lang::It);
    let hidden = draw(&data(), &[], &["cap"], Lang::It);
    has(&shown, &["name=\"cap\""]);
    assert!(!hidden.contains("name=\"cap\"") && hidden.contains("name=\"via\""));
    let without_panel = draw(&data(), &[], &["pannello"], Lang::It);
    assert!(!without_panel.contains("name=\"verbale\"") && without_panel.contains("name=\"via\""));
    has(
        &shown,
        &[
            "hx-post=\"/borgo/bozze/1/passo/2\" hx-trigger=\"change",
            "name=\"_azione\" value=\"aggiorna\" formaction=\"/borgo/bozze/1/passo/2\">Aggiorna la pagina",
        ],
    );
}

#[test]
fn errors_are_beside_their_control_and_in_the_box_above_with_a_link() {
    let errors = all_errors();
    let html = whole_page(&data(), &errors);
    has(
        &html,
        &[
            "id=\"c-nome-errore\"><strong>Errore:</strong>",
            "aria-describedby=\"c-nome-errore\" aria-required=\"true\" aria-invalid=\"true\"",
            "<a href=\"#c-figli_s1_pnome\">",
            "Ci sono 18 errori da correggere",
            "<title>Errore: ",
        ],
    );
    // `markup::check` has made sure that each of these links leads to a control.
    assert_eq!(html.matches("<a href=\"#c-").count(), errors.len());
    assert_eq!(html.matches("<strong>Errore:</strong>").count(), errors.len());
}

#[test]
fn form_13_a_slot_lists_its_files_and_can_replace_and_remove_them_without_script() {
    let html = draw(&data(), &[], &[], Lang::It);
    has(
        &html,
        &[
            "href=\"/borgo/documenti/018d-1\">verbale &lt;1&gt;.pdf</a>",
            "1,2\u{a0}MB",
            "name=\"_file\" value=\"rimuovi:verbale:018d-1\" formaction=\"/borgo/bozze/1/allegati?passo=2\"",
            "name=\"_file\" value=\"carica:verbale\" formaction=\"/borgo/bozze/1/allegati?passo=2\">Sostituisci",
            "name=\"_file\" value=\"carica:foto\" formaction=\"/borgo/bozze/1/allegati?passo=2\">Carica",
            "Tipi accettati: PDF, P7M. Dimensione massima: 5\u{a0}MB.",
            "accept=\".pdf,.p7m\"",
        ],
    );
}

#[test]
fn rows_are_added_and_removed_without_script() {
    let html = draw(&data(), &[], &[], Lang::It);
    has(
        &html,
        &[
            "<legend>Familiare 1</legend>",
            "<legend>Familiare 2</legend>",
            "name=\"figli[1]:remove\"",
            "name=\"figli[0]:copy\"",
            "name=\"figli[0]:down\"",
            "name=\"figli[1]:up\"",
            "formaction=\"/borgo/bozze/1/passo/2#c-figli-riga-2\"",
            "name=\"figli:add\"",
            "<input type=\"hidden\" name=\"figli:rows\" value=\"2\">",
        ],
    );
    has(
        &draw(&json!({"figli": []}), &[], &[], Lang::It),
        &["Ancora nessuna voce."],
    );
    for nowhere in ["figli[0]:up", "figli[1]:down"] {
        assert!(!html.contains(nowhere), "{nowhere} leads nowhere");
    }
}

#[test]
fn rows_are_offered_only_within_the_limits_of_the_grid() {
    let html = draw(&data(), &[], &[], Lang::It);
    has(&html, &["name=\"spese[0]:remove\"", "name=\"spese[1]:up\""]);
    assert!(
        !html.contains("name=\"spese:add\"") && !html.contains("name=\"spese[0]:copy\""),
        "two are the most"
    );
    let one = draw(&json!({"spese": [{}]}), &[], &[], Lang::It);
    has(
        &one,
        &[
            "name=\"spese:add\"",
            ">Aggiungi una spesa<",
            "name=\"spese[0]:copy\"",
        ],
    );
    assert!(!one.contains("name=\"spese[0]:remove\""), "one is the least");
}

#[test]
fn sdc_65_what_is_mandatory_says_so_to_eyes_and_to_screen_readers() {
    let html = draw(&json!({}), &[], &[], Lang::It);
    has(
        &html,
        &[
            "Nome<span class=\"required-mark\" aria-hidden=\"true\"> *</span></label><input type=\"text\" id=\"c-nome\" name=\"nome\" class=\"form-control\" aria-required=\"true\"",
            "Come vuoi i documenti?<span class=\"required-mark\" aria-hidden=\"true\"> *</span><span class=\"visually-hidden\"> (obbligatorio)</span></legend>",
            "Residenza<span class=\"required-mark\" aria-hidden=\"true\"> *</span>",
        ],
    );
}

#[test]
fn the_answers_of_a_survey_are_named_by_their_question_and_their_column() {
    let html = draw(&data(), &[], &[], Lang::It);
    has(
        &html,
        &[
            "<th scope=\"col\">Voce 3</th>",
            "<th scope=\"row\">Voce 2</th>",
            "<label for=\"c-giudizio-1-2\"><span class=\"visually-hidden\">Voce 2: </span>Voce 3</label>",
        ],
    );
}

#[test]
fn the_enter_key_goes_on_and_never_removes_a_file() {
    let html = draw(&data(), &[], &[], Lang::It);
    let first = html.find("<button").unwrap();
    assert!(html[first..].starts_with("<button type=\"submit\" class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\" name=\"_azione\" value=\"avanti\""));
}

#[test]
fn our_own_words_follow_the_language() {
    let html = draw(&data(), &all_errors(), &[], Lang::En);
    has(
        &html,
        &[
            "<strong>Error:</strong>",
            "Update the page",
            "Choose one",
            ">Replace",
            "value=\"12.50\"",
            "Accepted types: PDF, P7M.",
        ],
    );
}

/// Steps of which the first is done.
fn steps(names: &[&str]) -> Vec<web::WizardStep> {
    let step = |(nth, name): (usize, &&str)| web::WizardStep {
        name: (*name).to_owned(),
        done: nth == 0,
    };
    names.iter().enumerate().map(step).collect()
}
