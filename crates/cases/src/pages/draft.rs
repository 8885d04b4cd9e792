//! A draft around its steps: start, notice, where it goes on, deletion.

use super::{filing, forms as shared, renewal};
use crate::drafting::OpenDraft;
use crate::{Cases, texts};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use identity::Ctx;
use kernel::{DraftId, Error, FieldErrors};
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, WebResult};

#[derive(Template)]
#[template(path = "cases/notice.html")]
struct NoticePage {
    page: Page,
    title: String,
    steps: Vec<web::WizardStep>,
    current: usize,
    errors: ErrorSummary,
    needed: String,
    privacy: Vec<(String, String)>,
    declarations: bool,
    accept: Field,
    action: String,
    service: String,
}

#[derive(Template)]
#[template(path = "cases/delete_draft.html")]
struct DeletePage {
    page: Page,
    title: String,
    action: String,
}

/// After a login the browser comes back with GET: the person lands inside the flow of the service (C.SE.1.1).
pub(super) async fn start_link(state: State<Cases>, ctx: Ctx, path: Path<(String, String)>) -> WebResult {
    begin(&state.0, &ctx, &path.0.1).await
}

pub(super) async fn start(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
    _: ProtectedPairs,
) -> WebResult {
    begin(&cases, &ctx, &service).await
}

async fn begin(cases: &Cases, ctx: &Ctx, service: &str) -> WebResult {
    let id = cases.begin_draft(&filing(ctx), service).await?;
    Ok(see_other(&ctx.url(&format!("/bozze/{id}/informativa"))))
}

pub(super) fn see_other(to: &str) -> Response {
    Redirect::to(to).into_response()
}

/// Where a draft goes on: the notice, or the first page that is not right, or the summary.
pub(super) async fn resume(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    Ok(see_other(&next_stop(&ctx, &open)))
}

pub(super) fn next_stop(ctx: &Ctx, open: &OpenDraft) -> String {
    let id = open.draft.id;
    if let Some(case) = open.draft.transmitted_case {
        return ctx.url(&format!("/pratiche/{case}/ricevuta"));
    }
    if open.is_outdated() {
        return renewal::address(ctx, id);
    }
    if open.draft.notice_accepted_at.is_none() {
        return ctx.url(&format!("/bozze/{id}/informativa"));
    }
    let right = |key: &str| open.draft.page(key).is_some_and(|page| page.valid);
    match open.form().pages().iter().position(|page| !right(&page.key)) {
        Some(i) => ctx.url(&format!("/bozze/{id}/passo/{}", i + 1)),
        None => ctx.url(&format!("/bozze/{id}/riepilogo")),
    }
}

pub(super) async fn notice(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    show_notice(&ctx, &open, &FieldErrors::default())
}

fn show_notice(ctx: &Ctx, open: &OpenDraft, errors: &FieldErrors) -> WebResult {
    let lang = ctx.lang;
    let title = texts::title(&open.bundle, lang).to_owned();
    let mut page = draft_page(ctx, open, &title);
    page.has_errors = !errors.is_empty();
    let publisher = catalogue::publisher(&ctx.body, None, lang);
    let options = vec![("si".to_owned(), page.t("cases-notice-read").into())];
    let mut accept = Field::new(
        Control::Checkboxes(options),
        "informativa",
        page.t("cases-notice-accept"),
    )
    .required()
    .errors(errors, lang);
    if open.draft.notice_accepted_at.is_some() {
        accept = accept.value("si");
    }
    let template = NoticePage {
        steps: shared::wizard_steps(&page, open),
        current: 1,
        errors: ErrorSummary::of(errors, lang),
        needed: web::markdown(&needed(open, &publisher, lang)?),
        privacy: super::view::privacy_rows(&open.bundle, &publisher, lang)?,
        declarations: open.bundle.service.declarations,
        accept,
        service: open.service.clone(),
        action: ctx.url(&format!("/bozze/{}/informativa", open.draft.id)),
        title,
        page,
    };
    let status = if template.page.has_errors { 422 } else { 200 };
    web::html(status, &template)
}

/// What is needed, from the sheet of the service (IOL-49).
fn needed(open: &OpenDraft, publisher: &bundles::Publisher, lang: kernel::Lang) -> Result<String, Error> {
    let sheet = open.bundle.sheet(lang, publisher).map_err(Error::internal)?;
    Ok(sheet
        .sections
        .into_iter()
        .find(|section| section.key == "needed")
        .map(|section| section.text)
        .unwrap_or_default())
}

pub(super) async fn accept(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
    form: ProtectedPairs,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    if form.get("informativa") != Some("si") {
        let mut errors = FieldErrors::default();
        errors.add("informativa", "cases-error-notice");
        return show_notice(&ctx, &open, &errors);
    }
    cases.accept_notice(&filing(&ctx), id).await?;
    Ok(see_other(&ctx.url(&format!("/bozze/{id}/passo/1"))))
}

pub(super) fn draft_page(ctx: &Ctx, open: &OpenDraft, title: &str) -> Page {
    let mut page = ctx
        .page(title)
        .crumb(locale::text(ctx.lang, "web-menu-services"), "/servizi")
        .crumb(title, &format!("/servizi/{}", open.service))
        .crumb(locale::text(ctx.lang, "cases-crumb-filling"), "")
        .active("/servizi");
    page.noindex = true;
    page
}

pub(super) async fn ask_delete(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    let title = texts::title(&open.bundle, ctx.lang).to_owned();
    let page = ctx
        .page(locale::text(ctx.lang, "cases-delete-draft"))
        .crumb(locale::text(ctx.lang, "cases-desk"), "/pratiche")
        .crumb(locale::text(ctx.lang, "cases-delete-draft"), "");
    web::html(
        200,
        &DeletePage {
            page,
            title,
            action: ctx.url(&format!("/bozze/{id}/elimina")),
        },
    )
}

pub(super) async fn delete(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
    _: ProtectedPairs,
) -> WebResult {
    cases.delete_draft(&filing(&ctx), id).await?;
    Ok(see_other(&ctx.url("/pratiche")))
}
