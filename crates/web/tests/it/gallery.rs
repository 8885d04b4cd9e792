//! Every piece of the design system on one page, every error page; written to target/gallery for a look.

use crate::{markup, site};
use askama::Template;
use kernel::{FieldErrors, Lang};
use web::{Control, ErrorSummary, Field, Milestone, Page, Pagination, Tone, UserMenu};

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    names: Vec<web::WizardStep>,
    errors: ErrorSummary,
    fields: Vec<Field>,
    answers: Vec<(String, String)>,
    pages: Pagination,
    milestones: Vec<Milestone>,
}

/// Keeps a page for a person to look at (`target/gallery/<name>.html`).
pub(crate) fn keep(name: &str, html: &str) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
}

fn gallery(page: Page) -> Gallery {
    let mut errors = FieldErrors::default();
    errors.add("email", "web-nul");
    let options = |n: usize| {
        (1..=n)
            .map(|i| (format!("v{i}"), format!("Voce numero {i}")))
            .collect::<Vec<_>>()
    };
    let text = |text: &str| text.to_owned();
    Gallery {
        names: steps(&[
            "Informativa sulla privacy",
            "Dati generali",
            "Dati specifici del servizio",
            "Riepilogo",
        ]),
        errors: ErrorSummary::of(&errors, page.lang),
        fields: vec![
            Field::text("nome", "Nome e cognome")
                .required()
                .value("Ada <Esempio> & \"figli\"")
                .attribute("autocomplete", "name"),
            Field::new(Control::Input("email"), "email", "Indirizzo e-mail")
                .required()
                .help("Lo useremo per l’esito della richiesta.")
                .value("ada@")
                .errors(&errors, page.lang),
            Field::new(Control::TextArea { rows: 4 }, "motivo", "Motivo della richiesta")
                .value("\nPrima riga"),
            Field::new(Control::Select(options(8)), "ufficio", "Ufficio").value("v3"),
            Field::new(
                Control::Radio(options(3)),
                "modo",
                "Come vuoi ricevere i documenti?",
            )
            .required()
            .value("v1"),
            Field::new(
                Control::Checkboxes(options(3)),
                "copie",
                "Quali copie ti servono?",
            ),
            Field::new(Control::Checkbox, "letto", "Ho letto l’informativa sulla privacy").required(),
        ],
        answers: vec![
            (text("Nome"), text("Ada Esempio")),
            (text("Codice fiscale"), text("")),
            (text("Note"), text("Due\nrighe")),
        ],
        pages: Pagination::new(5, 200, 20, "/borgo/pratiche?stato=tutte"),
        milestones: vec![
            Milestone {
                when: text("9 febbraio 2024, ore 10:00"),
                what: text("Richiesta trasmessa"),
                note: text("Protocollo 17/2024"),
                done: true,
            },
            Milestone {
                when: text("entro il 10 marzo 2024"),
                what: text("Risposta dell’ufficio"),
                note: String::new(),
                done: false,
            },
        ],
        page,
    }
}

#[test]
fn every_piece_of_the_design_system_is_well_formed() {
    let mut page = site::page("Accesso agli atti")
        .crumb("Servizi", "/servizi")
        .crumb("Accesso agli atti", "")
        .flash(Tone::Success, "Salvato.");
    page.has_errors = true;
    page.user = Some(UserMenu {
        name: "Ada Esempio".to_owned(),
        links: vec![("Le mie pratiche".to_owned(), "/borgo/pratiche".to_owned())],
        logout: "/borgo/esci".to_owned(),
    });
    let html = gallery(page).render().unwrap();
    keep("gallery", &html);
    markup::check(&html);
    assert!(
        html.contains("Ada &#60;Esempio&#62;")
            || html.contains("Ada &lt;Esempio&gt; &amp; &quot;figli&quot;")
    );
    assert!(html.contains("<title>Errore: Accesso agli atti – Comune di Borgo Esempio</title>"));
    assert!(html.contains("?stato=tutte&#38;pagina=6") || html.contains("?stato=tutte&amp;pagina=6"));
}

#[test]
fn iol_44_pages_have_skip_links() {
    let html = gallery(site::page("Accesso agli atti")).render().unwrap();
    let first = html.find("<body>").unwrap();
    let links = &html[first..first + 400];
    assert!(
        links.contains("href=\"#principale\">Vai ai contenuti")
            && links.contains("href=\"#navigazione\">Vai alla navigazione")
    );
}

#[test]
fn iol_45_pages_show_where_one_is() {
    let page = site::page("Accesso agli atti")
        .crumb("Servizi", "/servizi")
        .crumb("Accesso agli atti", "");
    let html = gallery(page).render().unwrap();
    let trail = html
        .split("data-element=\"breadcrumb\"")
        .nth(1)
        .unwrap()
        .split("</ol>")
        .next()
        .unwrap();
    assert!(html.contains("aria-label=\"Tu sei qui\""));
    assert!(
        trail.contains("href=\"/borgo\">Home</a>") && trail.contains("href=\"/borgo/servizi\">Servizi</a>")
    );
    assert!(trail.contains("aria-current=\"page\""));
}

#[test]
fn sdc_21_operators_access_stands_at_the_foot_of_every_page_of_a_body() {
    let html = gallery(site::page("Accesso agli atti")).render().unwrap();
    let foot = html.split("footer-end").nth(1).unwrap();
    assert!(foot.contains("<a href=\"/borgo/operatori/login\">Accesso operatori</a>"));
}

#[test]
fn sdc_23_logging_out_is_below_the_name_at_the_top_right() {
    let mut page = site::page("Accesso agli atti");
    page.user = Some(UserMenu {
        name: "Ada Esempio".to_owned(),
        links: Vec::new(),
        logout: "/borgo/esci".to_owned(),
    });
    let html = gallery(page).render().unwrap();
    let menu = html
        .split("<details class=\"user-menu\">")
        .nth(1)
        .unwrap()
        .split("</details>")
        .next()
        .unwrap();
    assert!(menu.find("Ada Esempio").unwrap() < menu.find("action=\"/borgo/esci\"").unwrap());
    assert!(menu.contains("name=\"_csrf\" value=\"gettone\""));
}

#[test]
fn the_english_page_speaks_english_and_links_to_the_italian_one() {
    let mut page = site::page("Access to records");
    page.lang = Lang::En;
    let html = gallery(page).render().unwrap();
    markup::check(&html);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">"));
    assert!(html.contains("Skip to content") && html.contains("href=\"/borgo/en/servizi\""));
    assert!(html.contains("href=\"/borgo/servizi?q=atti\" lang=\"it\""));
    assert!(!html.contains("[…]"), "a text is missing");
}

#[test]
fn the_portal_has_no_body_and_no_operators_link() {
    let mut page = site::page("Enti");
    page.brand = None;
    page.path = "/".to_owned();
    let html = gallery(page).render().unwrap();
    keep("portal", &html);
    markup::check(&html);
    assert!(!html.contains("operatori/login") && html.contains("href=\"/en\""));
}

#[test]
fn identifiers_of_controls_are_plain_and_never_meet() {
    let names = [
        "a",
        "a.b",
        "a_b",
        "a[0].b",
        "a[0]b",
        "a0b",
        "a:b",
        "è",
        "\"><script>",
        "a b",
        "a-b",
        "a_pb",
        "a_s0",
    ];
    let ids: std::collections::BTreeSet<String> = names.iter().map(|name| Field::id_of(name)).collect();
    assert_eq!(ids.len(), names.len(), "{ids:?}");
    for id in ids {
        assert!(
            id.chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'),
            "{id}"
        );
    }
}

/// Steps of which the first is done.
fn steps(names: &[&str]) -> Vec<web::WizardStep> {
    let step = |(nth, name): (usize, &&str)| web::WizardStep {
        name: (*name).to_owned(),
        done: nth == 0,
    };
    names.iter().enumerate().map(step).collect()
}
