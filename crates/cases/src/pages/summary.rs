//! *Riepilogo* and *TRASMETTI*: one page right before confirming (C.SE.1.4).

use super::draft::see_other;
use super::forms::{self as shared, Section};
use super::{filing, renewal};
use crate::drafting::OpenDraft;
use crate::transmission::{Confirmation, Transmitted};
use crate::{Cases, clocks, texts};
use askama::Template;
use axum::extract::{Path, State};
use bodies::Action;
use forms::Violation;
use identity::Ctx;
use kernel::{DraftId, FieldErrors, Instant, Lang};
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, WebResult};

#[derive(Template)]
#[template(path = "cases/summary.html")]
struct SummaryPage {
    page: Page,
    title: String,
    steps: Vec<web::WizardStep>,
    current: usize,
    action: String,
    version: i64,
    ready: bool,
    errors: ErrorSummary,
    closed: Option<String>,
    problems: Vec<(String, String)>,
    sections: Vec<Section>,
    files: Vec<FileLine>,
    declarations: bool,
    confirm: Field,
    term: String,
    back: String,
    service: String,
    renewed: Option<String>,
}

/// A file that goes with the application.
struct FileLine {
    href: String,
    name: String,
    note: String,
}

/// What a refused transmission adds to the page.
#[derive(Default)]
struct Refusal {
    errors: FieldErrors,
    closed: Option<String>,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    if let Some(case) = open.draft.transmitted_case {
        return Ok(see_other(&ctx.url(&format!("/pratiche/{case}/ricevuta"))));
    }
    if open.draft.notice_accepted_at.is_none() {
        return Ok(see_other(&ctx.url(&format!("/bozze/{id}/informativa"))));
    }
    if open.is_outdated() {
        return Ok(see_other(&renewal::address(&ctx, id)));
    }
    draw(&cases, &ctx, &open, Refusal::default(), 200).await
}

/// The back button after a transmission, or a reload of its address: never a second transmission.
pub(super) async fn back(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    cases.own_draft(&filing(&ctx), id, Action::EditDraft).await?;
    Ok(see_other(&ctx.url(&format!("/bozze/{id}/riepilogo"))))
}

async fn draw(cases: &Cases, ctx: &Ctx, open: &OpenDraft, refusal: Refusal, status: u16) -> WebResult {
    let objections = cases
        .objections(&filing(ctx), &open.draft, &open.bundle)
        .await?
        .errors;
    let lang = ctx.lang;
    let id = open.draft.id;
    let title = texts::title(&open.bundle, lang).to_owned();
    // Sums are not stored with the answers: they are what the answers come to now.
    let context = cases
        .check_context(&open.draft, &open.bundle, ctx.received_at)
        .await?;
    let data = open.form().with_worked_out(&open.draft.data(), &context);
    let mut page = ctx
        .page(&title)
        .crumb(locale::text(lang, "web-menu-services"), "/servizi")
        .crumb(&title, &format!("/servizi/{}", open.service))
        .crumb(locale::text(lang, "cases-summary"), "")
        .active("/servizi");
    page.noindex = true;
    page.has_errors = !refusal.errors.is_empty();
    let steps = shared::wizard_steps(&page, open);
    let step_url = |index: usize| ctx.url(&format!("/bozze/{id}/passo/{}", index + 1));
    let confirm = vec![("si".to_owned(), page.t("cases-confirm-declarations").into())];
    let template = SummaryPage {
        current: steps.len(),
        steps,
        action: ctx.url(&format!("/bozze/{id}/trasmetti")),
        version: open.draft.version,
        ready: objections.is_empty(),
        errors: ErrorSummary::of(&refusal.errors, lang),
        closed: refusal.closed,
        problems: problems(&objections, lang, step_url),
        sections: shared::sections(open.form().summary(&data, lang), step_url),
        files: files(ctx, open),
        declarations: open.bundle.service.declarations,
        confirm: Field::new(
            Control::Checkboxes(confirm),
            "dichiarazioni",
            page.t("cases-declarations-confirm-label"),
        )
        .required()
        .errors(&refusal.errors, lang),
        term: term(open, ctx.received_at, lang),
        service: open.service.clone(),
        renewed: renewal::told(ctx, open),
        back: step_url(open.form().pages().len().saturating_sub(1)),
        title,
        page,
    };
    web::html(status, &template)
}

/// What is missing or wrong, each with a link to its page.
fn problems(errors: &[Violation], lang: Lang, step_url: impl Fn(usize) -> String) -> Vec<(String, String)> {
    let line = |error: &Violation| {
        let href = format!("{}#{}", step_url(error.page), Field::id_of(&error.path));
        (href, error.message(lang))
    };
    errors.iter().map(line).collect()
}

fn files(ctx: &Ctx, open: &OpenDraft) -> Vec<FileLine> {
    let line = |file: &crate::Attachment| FileLine {
        href: ctx.url(&format!("/documenti/{}", file.document)),
        name: file.name.clone(),
        note: super::view::file_note(ctx.lang, Some(&file.media_type), Some(file.size)),
    };
    open.draft.attachments.iter().map(line).collect()
}

/// By when an answer would come, if transmitted now.
fn term(open: &OpenDraft, now: Instant, lang: Lang) -> String {
    match clocks::preview(&open.bundle.flow, now.rome_date()) {
        Some(due) => {
            let due = locale::date(lang, due);
            locale::text_args(lang, "cases-term-if-now", &[("date", due.as_str().into())])
        }
        None => locale::text(lang, "cases-term-by-act-long").to_owned(),
    }
}

pub(super) async fn transmit(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
    form: ProtectedPairs,
) -> WebResult {
    let confirmed = Confirmation {
        version: form
            .get("versione")
            .and_then(|version| version.parse().ok())
            .unwrap_or(-1),
        declarations: form.get("dichiarazioni") == Some("si"),
    };
    let refused = match cases.transmit(&filing(&ctx), id, confirmed).await? {
        Transmitted::Filed(case) => return Ok(see_other(&ctx.url(&format!("/pratiche/{case}/ricevuta")))),
        Transmitted::Outdated => return Ok(see_other(&renewal::address(&ctx, id))),
        Transmitted::Incomplete(_) => Refusal::default(),
        Transmitted::Changed => refusal("versione", "cases-error-changed"),
        Transmitted::Unconfirmed => refusal("dichiarazioni", "cases-error-unconfirmed"),
        Transmitted::Closed { next, last_close } => Refusal {
            closed: Some(closed(next, last_close, ctx.lang)),
            ..Refusal::default()
        },
    };
    let open = cases.open_draft(&filing(&ctx), id).await?;
    let status = if refused.closed.is_some() { 409 } else { 422 };
    draw(&cases, &ctx, &open, refused, status).await
}

fn refusal(field: &str, key: &'static str) -> Refusal {
    let mut errors = FieldErrors::default();
    errors.add(field, key);
    Refusal { errors, closed: None }
}

/// Why nothing can be transmitted now; the draft stays (G-44).
fn closed(next: Option<Instant>, last_close: Option<Instant>, lang: Lang) -> String {
    let when = |at: Instant| locale::date_time(lang, at);
    match (next, last_close) {
        (Some(next), _) => locale::text_args(
            lang,
            "cases-window-opens",
            &[("when", when(next).as_str().into())],
        ),
        (None, Some(last)) => locale::text_args(
            lang,
            "cases-window-closed-on",
            &[("when", when(last).as_str().into())],
        ),
        (None, None) => locale::text(lang, "cases-window-none").to_owned(),
    }
}
