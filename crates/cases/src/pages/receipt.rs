//! The receipt on screen; the PDF has the same contents.

use super::{filing, words};
use crate::Cases;
use crate::reading::CaseView;
use askama::Template;
use axum::extract::{Path, State};
use bodies::Action;
use identity::Ctx;
use kernel::{CaseId, Error};
use qrcode::QrCode;
use qrcode::render::svg;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "cases/receipt.html")]
struct ReceiptPage {
    page: Page,
    intro: String,
    number: String,
    register: String,
    annulment: String,
    pdf: String,
    here: String,
    case_href: String,
    filed: Vec<(String, String)>,
    start: Vec<(String, String)>,
    sent: Vec<(String, String)>,
    qr: String,
    check_url: String,
    ledger_head: String,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
) -> WebResult {
    let view = cases.view(&filing(&ctx), id, Action::ReadOwnCase).await?;
    let lang = ctx.lang;
    let case = &view.case;
    let t = |key: &str| locale::text(lang, key).to_owned();
    let receipt = view
        .documents
        .iter()
        .find(|document| document.kind == "receipt" && document.file.is_some());
    let title = t("cases-receipt-heading");
    let mut page = ctx
        .page(&title)
        .crumb(t("cases-desk"), "/pratiche")
        .crumb(&case.number, &format!("/pratiche/{id}"));
    page = page.crumb(&title, "").active("/pratiche");
    page.noindex = true;
    let service = cases.catalogue.adoption(case.adoption).await?.service;
    page.rated = Some(web::rating::Rated::filing(&service));
    let check_url = cases.check_url(case);
    let template = ReceiptPage {
        intro: page.ta("cases-receipt-intro", "service", case.title.as_str()),
        number: case.number.clone(),
        register: words::register(case.register, lang),
        annulment: words::annulment(&view.entries, case.register, lang),
        pdf: receipt
            .map(|document| ctx.url(&format!("/documenti/{}", document.id)))
            .unwrap_or_default(),
        here: ctx.url(&format!("/pratiche/{id}/ricevuta")),
        case_href: ctx.url(&format!("/pratiche/{id}")),
        filed: filed(&view, lang),
        start: start(&view, &ctx),
        sent: sent(&view, &t("cases-receipt-record")),
        qr: qr(&check_url, &t("cases-receipt-qr"))?,
        check_url,
        ledger_head: case.ledger_head.as_deref().map(hex::encode).unwrap_or_default(),
        page,
    };
    web::html(200, &template)
}

/// Who filed it, when, for whom and how.
fn filed(view: &CaseView, lang: kernel::Lang) -> Vec<(String, String)> {
    let case = &view.case;
    let t = |key: &str| locale::text(lang, key).to_owned();
    let mut rows = vec![
        (t("cases-presented"), case.received_at.rome_text()),
        (t("cases-applicant"), case.applicant.clone()),
    ];
    rows.extend(
        view.represented
            .clone()
            .map(|name| (t("cases-represented"), name)),
    );
    rows.push((t("cases-basis"), t(&format!("cases-basis-{}", case.filing_basis))));
    if case.late {
        rows.push((t("cases-late"), t("cases-receipt-late")));
    }
    rows
}

/// The contents of art. 8 c. 2 L. 241/1990 (PROC-05).
fn start(view: &CaseView, ctx: &Ctx) -> Vec<(String, String)> {
    let (case, lang) = (&view.case, ctx.lang);
    let t = |key: &str| locale::text(lang, key).to_owned();
    let office = ctx.directory.office(case.office);
    let domicile = office
        .as_ref()
        .and_then(|office| office.pec.clone())
        .or_else(|| ctx.body.pec.clone());
    let place = office.as_ref().map(|office| {
        let parts = [
            Some(office.name_in(lang)),
            office.address.as_deref(),
            office.hours_in(lang),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" — ")
    });
    let due = match case.due_on {
        Some(due) => format!(
            "{}. {}",
            locale::date(lang, due),
            super::view::explanation(view, lang)
        ),
        None => t("cases-term-by-act"),
    };
    let silence = view
        .bundle
        .flow
        .main_clock()
        .and_then(|clock| clock.silence.as_ref());
    let mut rows = vec![
        (t("cases-art8-administration"), ctx.body.name_in(lang).to_owned()),
        (t("cases-art8-object"), case.title.clone()),
        (
            t("cases-art8-office"),
            office
                .as_ref()
                .map(|office| office.name_in(lang).to_owned())
                .unwrap_or_default(),
        ),
        (t("cases-art8-domicile"), domicile.unwrap_or_default()),
        (t("cases-art8-responsible"), case.responsible_name.clone()),
        (t("cases-art8-due"), due),
        (
            t("cases-art8-remedies"),
            crate::texts::remedies(&view.bundle, lang),
        ),
        (t("cases-art8-presented"), case.received_at.rome_text()),
        (t("cases-art8-online"), t("cases-receipt-online")),
        (t("cases-art8-offline"), place.unwrap_or_default()),
    ];
    if let Some(silence) = silence {
        rows.push((t("cases-art8-silence"), silence.text.get(lang).to_owned()));
    }
    rows
}

/// What was sent, each with its SHA-256.
fn sent(view: &CaseView, record: &str) -> Vec<(String, String)> {
    let mut rows = vec![(record.to_owned(), view.record_sha256.clone())];
    let attached = view
        .documents
        .iter()
        .filter(|document| document.kind == "attachment");
    rows.extend(
        attached.map(|document| (document.name.clone(), document.sha256.clone().unwrap_or_default())),
    );
    rows
}

fn qr(url: &str, title: &str) -> Result<String, Error> {
    let code = QrCode::new(url.as_bytes()).map_err(Error::internal)?;
    let drawing = code
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .quiet_zone(true)
        .build();
    let drawing = drawing
        .split_once("<svg")
        .map(|(_, rest)| rest.to_owned())
        .unwrap_or_default();
    Ok(format!("<svg role=\"img\" aria-label=\"{title}\"{drawing}"))
}
