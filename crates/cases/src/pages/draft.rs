//! Filling in: the notice, the wizard's steps, deleting a draft.

use super::{filing, forms as shared};
use crate::draft::DraftPage;
use crate::drafting::{OpenDraft, PageInput, Saved};
use crate::{Cases, texts};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use forms::{CheckContext, Stage, Violation};
use identity::Ctx;
use kernel::{DocumentId, DraftId, Error, FieldErrors};
use serde_json::Value;
use web::form_html::{self, FileLinks, RenderOptions};
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, Tone, WebResult};

#[derive(Template)]
#[template(path = "cases/notice.html")]
struct NoticePage {
    page: Page,
    title: String,
    steps: Vec<String>,
    current: usize,
    errors: ErrorSummary,
    needed: String,
    privacy: Vec<(String, String)>,
    declarations: bool,
    accept: Field,
    action: String,
}

#[derive(Template)]
#[template(path = "cases/step.html")]
struct StepPage {
    page: Page,
    title: String,
    steps: Vec<String>,
    current: usize,
    step_title: String,
    saved: String,
    errors_html: String,
    stale: bool,
    stored: Vec<(String, String)>,
    action: String,
    multipart: bool,
    version: i64,
    fields: String,
    sheet: String,
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
    let id = cases.start_draft(&filing(ctx), service).await?;
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

fn next_stop(ctx: &Ctx, open: &OpenDraft) -> String {
    let id = open.draft.id;
    if let Some(case) = open.draft.transmitted_case {
        return ctx.url(&format!("/pratiche/{case}/ricevuta"));
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
    let options = vec![("si".to_owned(), page.t("cases-notice-read").to_owned())];
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
        steps: shared::step_names(&page, open),
        current: 1,
        errors: ErrorSummary::of(errors, lang),
        needed: web::markdown(&needed(open, &publisher, lang)?),
        privacy: super::view::privacy_rows(&open.bundle, &publisher, lang)?,
        declarations: open.bundle.service.declarations,
        accept,
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

#[derive(serde::Deserialize)]
pub(super) struct StepQuery {
    salvato: Option<String>,
    allegato: Option<String>,
}

pub(super) async fn step(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, step)): Path<(String, DraftId, usize)>,
    Query(query): Query<StepQuery>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    if open.draft.transmitted_case.is_some() || open.draft.notice_accepted_at.is_none() {
        return Ok(see_other(&next_stop(&ctx, &open)));
    }
    let index = index_of(&open, step)?;
    let context = CheckContext::at(ctx.received_at).with_stage(Stage::Submit);
    let key = &open.form().pages()[index].key;
    // A page that was saved half wrong says so when it is opened again; a new one does not scold.
    let saved_wrong = open.draft.page(key).is_some_and(|page| !page.valid);
    // Nor after each file: who has attached the first of two is not told off for the second.
    let errors = if saved_wrong && query.allegato.is_none() {
        open.form().check_page(index, &open.draft.data(), &context).errors
    } else {
        Vec::new()
    };
    let shown = Shown {
        index,
        data: open.draft.data(),
        errors,
        stale: None,
        just_saved: query.salvato.is_some(),
        version: None,
    };
    let mut response = show_step(&cases, &ctx, &open, shown).await?;
    // Opening it is no failed sending, whatever is still wrong with it.
    *response.status_mut() = StatusCode::OK;
    Ok(response)
}

/// What a step shows besides what is stored.
struct Shown {
    index: usize,
    data: Value,
    errors: Vec<Violation>,
    stale: Option<Option<DraftPage>>,
    just_saved: bool,
    /// The version the page was opened at, when it is redrawn without being saved.
    version: Option<i64>,
}

fn index_of(open: &OpenDraft, step: usize) -> Result<usize, Error> {
    step.checked_sub(1)
        .filter(|index| *index < open.form().pages().len())
        .ok_or(Error::NotFound)
}

fn draft_page(ctx: &Ctx, open: &OpenDraft, title: &str) -> Page {
    let mut page = ctx
        .page(title)
        .crumb(locale::text(ctx.lang, "web-menu-services"), "/servizi")
        .crumb(title, &format!("/servizi/{}", open.service))
        .crumb(locale::text(ctx.lang, "cases-crumb-filling"), "")
        .active("/servizi");
    page.noindex = true;
    page
}

async fn show_step(cases: &Cases, ctx: &Ctx, open: &OpenDraft, shown: Shown) -> WebResult {
    let lang = ctx.lang;
    let title = texts::title(&open.bundle, lang).to_owned();
    let step_url = ctx.url(&format!("/bozze/{}/passo/{}", open.draft.id, shown.index + 1));
    let form_page = &open.form().pages()[shown.index];
    let stored = open.draft.page(&form_page.key);
    let mut data = shown.data;
    let party = cases.filer(&filing(ctx)).await?;
    let drawn = shared::prefill(form_page, &mut data, &party, stored.is_none());
    let context = CheckContext::at(ctx.received_at).with_stage(Stage::Submit);
    let hidden = open.form().check_page(shown.index, &data, &context).hidden;
    let documents = ctx.url("/documenti/");
    let options = RenderOptions {
        lang,
        hidden: &hidden,
        refresh: &step_url,
        files: Some(FileLinks {
            action: &step_url,
            document: &documents,
        }),
        enter: Some(("_azione", "avanti")),
    };
    let mut page = draft_page(ctx, open, &title);
    page.has_errors = !shown.errors.is_empty();
    if shown.just_saved {
        page = page.flash(Tone::Success, locale::text(lang, "cases-saved-flash"));
    }
    let saved = match stored {
        Some(stored) => page.ta(
            "cases-saved-at",
            "when",
            locale::date_time(lang, stored.saved_at).as_str(),
        ),
        None => page.t("cases-never-saved").to_owned(),
    };
    let (stale, stored_rows, version) = match &shown.stale {
        Some(theirs) => (
            true,
            stored_answers(open, shown.index, theirs.as_ref(), lang),
            version_of(theirs.as_ref()),
        ),
        None => (
            false,
            Vec::new(),
            shown.version.unwrap_or_else(|| version_of(stored)),
        ),
    };
    let template = StepPage {
        steps: shared::step_names(&page, open),
        current: shown.index + 2,
        step_title: form_page.title.clone(),
        saved,
        errors_html: form_html::summary(&shown.errors, lang).html(lang),
        stale,
        stored: stored_rows,
        multipart: form_html::has_files(form_page),
        version,
        fields: form_html::render(&drawn, &data, &shown.errors, &options),
        sheet: ctx.url(&format!("/servizi/{}", open.service)),
        action: step_url.clone(),
        title,
        page,
    };
    let status = if stale {
        409
    } else if template.page.has_errors && !shown.just_saved {
        422
    } else {
        200
    };
    web::html(status, &template)
}

fn version_of(page: Option<&DraftPage>) -> i64 {
    page.map_or(0, |page| page.version)
}

/// What somebody else stored on this page, as question and answer.
fn stored_answers(
    open: &OpenDraft,
    index: usize,
    theirs: Option<&DraftPage>,
    lang: kernel::Lang,
) -> Vec<(String, String)> {
    let Some(theirs) = theirs else { return Vec::new() };
    let sections = open
        .form()
        .summary(&theirs.data, lang)
        .into_iter()
        .filter(|section| section.page == index);
    sections
        .flat_map(|section| section.rows)
        .map(|row| (row.label, row.value))
        .collect()
}

pub(super) async fn save(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, step)): Path<(String, DraftId, usize)>,
    form: ProtectedPairs,
) -> WebResult {
    let filing = filing(&ctx);
    let mut open = cases.open_draft(&filing, id).await?;
    if open.draft.transmitted_case.is_some() {
        return Ok(see_other(&next_stop(&ctx, &open)));
    }
    let index = index_of(&open, step)?;
    let here = ctx.url(&format!("/bozze/{id}/passo/{step}"));
    let mut data = open.form().decode(index, &form.pairs, &open.draft.data());
    let party = cases.filer(&filing).await?;
    shared::prefill(&open.form().pages()[index], &mut data, &party, false);
    if form.get("_azione") == Some("aggiorna") || is_grid_button(&form) {
        let shown = Shown {
            index,
            data: whole(&open, index, &data),
            errors: Vec::new(),
            stale: None,
            just_saved: false,
            version: form.get("_versione").and_then(|version| version.parse().ok()),
        };
        return show_step(&cases, &ctx, &open, shown).await;
    }
    let version: i64 = form
        .get("_versione")
        .and_then(|version| version.parse().ok())
        .unwrap_or(0);
    let input = |version| PageInput {
        page: index,
        version,
        data: data.clone(),
    };
    // What was typed is safe before anything is done about files.
    let mut saved = cases.save_page(&filing, &open, input(version)).await?;
    let mut refused = Vec::new();
    if !matches!(saved, Saved::Stale { .. }) && (!form.files.is_empty() || form.get("_file").is_some()) {
        open = cases.open_draft(&filing, id).await?;
        refused = take_files(&cases, &ctx, &mut open, &form).await?;
        open = cases.open_draft(&filing, id).await?;
        // With the files in their place the page is judged again.
        saved = cases
            .save_page(&filing, &open, input(version.saturating_add(1)))
            .await?;
    }
    let shown = |data, errors, stale| Shown {
        index,
        data,
        errors,
        stale,
        just_saved: false,
        version: None,
    };
    let errors = match saved {
        Saved::Stale { stored } => {
            let data = whole(&open, index, &data);
            return show_step(&cases, &ctx, &open, shown(data, Vec::new(), Some(stored))).await;
        }
        Saved::Valid => Vec::new(),
        Saved::Invalid(errors) => errors,
    };
    if !refused.is_empty() {
        let open = cases.open_draft(&filing, id).await?;
        return show_step(&cases, &ctx, &open, shown(open.draft.data(), refused, None)).await;
    }
    if form.get("_file").is_some() {
        return Ok(see_other(&format!("{here}?allegato=1#campi")));
    }
    match form.get("_azione") {
        Some("avanti") if !errors.is_empty() => {
            let open = cases.open_draft(&filing, id).await?;
            show_step(
                &cases,
                &ctx,
                &open,
                Shown {
                    index,
                    data: open.draft.data(),
                    errors,
                    stale: None,
                    just_saved: false,
                    version: None,
                },
            )
            .await
        }
        Some("avanti") => Ok(see_other(&after(&ctx, &open, index))),
        Some("indietro") => Ok(see_other(&before(&ctx, &open, index))),
        _ => Ok(see_other(&format!("{here}?salvato=1"))),
    }
}

fn is_grid_button(form: &ProtectedPairs) -> bool {
    form.pairs
        .iter()
        .any(|(name, _)| name.ends_with(":add") || name.ends_with(":remove"))
}

/// The whole data with this page as it is typed now.
fn whole(open: &OpenDraft, index: usize, typed: &Value) -> Value {
    let mut draft = open.draft.clone();
    let key = open.form().pages()[index].key.clone();
    draft.pages.retain(|page| page.key != key);
    let saved_at = draft.saved_at;
    draft.pages.push(DraftPage {
        key,
        version: 0,
        data: typed.clone(),
        valid: true,
        saved_at,
    });
    draft.data()
}

fn after(ctx: &Ctx, open: &OpenDraft, index: usize) -> String {
    let id = open.draft.id;
    if index + 1 < open.form().pages().len() {
        ctx.url(&format!("/bozze/{id}/passo/{}", index + 2))
    } else {
        ctx.url(&format!("/bozze/{id}/riepilogo"))
    }
}

fn before(ctx: &Ctx, open: &OpenDraft, index: usize) -> String {
    let id = open.draft.id;
    if index == 0 {
        ctx.url(&format!("/bozze/{id}/informativa"))
    } else {
        ctx.url(&format!("/bozze/{id}/passo/{index}"))
    }
}

/// Attaches what was chosen and takes off what was to be removed; what is refused comes back as errors at its field.
async fn take_files(
    cases: &Cases,
    ctx: &Ctx,
    open: &mut OpenDraft,
    form: &ProtectedPairs,
) -> Result<Vec<Violation>, Error> {
    let filing = filing(ctx);
    let mut refused = Vec::new();
    if let Some(("rimuovi", rest)) = form.get("_file").and_then(|command| command.split_once(':')) {
        let document = rest
            .rsplit_once(':')
            .and_then(|(_, document)| document.parse::<DocumentId>().ok());
        match cases
            .detach(&filing, open, document.ok_or(Error::NotFound)?)
            .await
        {
            // Gone already, perhaps from another window: that is what was wanted.
            Ok(()) | Err(Error::Conflict { .. }) => {}
            Err(other) => return Err(other),
        }
    }
    for file in &form.files {
        let field = open.file_field(&file.field).ok_or(Error::NotFound)?.clone();
        let single = !field.multiple;
        let taken = cases
            .receive(&open.bundle, &file.field, &file.name, file.bytes.clone())
            .await;
        let replaces = open
            .draft
            .attachments
            .iter()
            .find(|a| single && a.field == file.field)
            .map(|a| a.document);
        let attached = match taken {
            Ok(received) => cases
                .attach(&filing, open, &file.field, received, replaces)
                .await
                .map(|_| ()),
            Err(error) => Err(error),
        };
        match attached {
            Ok(()) => *open = cases.open_draft(&filing, open.draft.id).await?,
            Err(Error::Invalid(errors)) => refused.extend(violations(&field.label, &errors, ctx.lang)),
            Err(other) => return Err(other),
        }
    }
    if form
        .get("_file")
        .is_some_and(|command| command.starts_with("rimuovi:"))
    {
        *open = cases.open_draft(&filing, open.draft.id).await?;
    }
    Ok(refused)
}

fn violations(label: &str, errors: &FieldErrors, lang: kernel::Lang) -> Vec<Violation> {
    let each = |(path, list): (&String, &Vec<kernel::FieldError>)| {
        let sentence = |error: &kernel::FieldError| {
            let args: Vec<(&str, locale::Arg<'_>)> =
                error.args.iter().map(|(n, v)| (*n, v.as_str().into())).collect();
            Violation {
                path: path.clone(),
                rule: "strict:file".to_owned(),
                key: error.key.to_owned(),
                component: path.clone(),
                label: label.to_owned(),
                setting: None,
                index: None,
                page: 0,
                rows: Vec::new(),
                custom: Some(locale::text_args(lang, error.key, &args)),
            }
        };
        list.iter().map(sentence).collect::<Vec<_>>()
    };
    errors.0.iter().flat_map(each).collect()
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
