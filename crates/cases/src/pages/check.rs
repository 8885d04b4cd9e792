//! The public check page behind the QR.

use super::words;
use crate::Cases;
use askama::Template;
use axum::extract::{Path, State};
use kernel::Lang;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "cases/check.html")]
struct CheckPage {
    page: Page,
    text: String,
    rows: Vec<(String, String)>,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    lang: axum::Extension<Lang>,
    Path(token): Path<String>,
) -> WebResult {
    let lang = lang.0;
    let found = cases.check(&token).await?;
    let t = |key: &str| locale::text(lang, key).to_owned();
    let mut page = Page::new(lang, t("cases-check-title"));
    page.path = format!("/verifica/{token}");
    page.noindex = true;
    let body = found.body.name_in(lang).to_owned();
    let text = page.ta("cases-check-text", "body", body.as_str());
    let area = match found.area {
        crate::Area::InProgress => t("cases-area-in-progress"),
        crate::Area::Concluded => t("cases-area-concluded"),
    };
    let mut register = words::register(found.register, lang);
    if let Some(at) = found.annulled_at {
        let when = at.rome_text();
        let annulled = page.ta("register-annulled-short", "when", when.as_str());
        register = format!("{register} — {annulled}");
    }
    let mut rows = vec![
        (t("cases-art8-administration"), body),
        (t("cases-number"), found.number),
        (t("cases-register-number"), register),
        (t("cases-presented"), found.received_at.rome_text()),
        (t("cases-state"), area),
        (t("cases-receipt-record"), found.record_sha256),
        (t("cases-receipt-ledger"), found.ledger_head.unwrap_or_default()),
    ];
    if found.simulation {
        rows.push((t("cases-simulation"), t("cases-simulation-text")));
    }
    web::html(200, &CheckPage { page, text, rows })
}
