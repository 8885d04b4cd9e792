//! One step of the wizard: shown and saved.

use super::attachments::take_files;
use super::draft::{draft_page, next_stop, see_other};
use super::{filing, forms as shared, renewal, saving};
use crate::draft::DraftPage;
use crate::drafting::{OpenDraft, PageInput, Saved};
use crate::{Cases, texts};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use forms::Violation;
use identity::Ctx;
use kernel::{DraftId, Error};
use serde_json::Value;
use web::form_html::{self, FileLinks, RenderOptions};
use web::{Page, ProtectedPairs, Tone, WebResult};

#[derive(Template)]
#[template(path = "cases/step.html")]
struct StepPage {
    page: Page,
    title: String,
    steps: Vec<web::WizardStep>,
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
    service: String,
    renewed: Option<String>,
    form_version: String,
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
    if open.is_outdated() {
        return Ok(see_other(&renewal::address(&ctx, id)));
    }
    let index = index_of(&open, step)?;
    let context = cases
        .check_context(&open.draft, &open.bundle, ctx.received_at)
        .await?;
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
        errors,
        just_saved: query.salvato.is_some(),
        ..Shown::of(index, open.draft.data())
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

impl Shown {
    fn of(index: usize, data: Value) -> Self {
        Self {
            index,
            data,
            errors: Vec::new(),
            stale: None,
            just_saved: false,
            version: None,
        }
    }
}

pub(super) fn index_of(open: &OpenDraft, step: usize) -> Result<usize, Error> {
    step.checked_sub(1)
        .filter(|index| *index < open.form().pages().len())
        .ok_or(Error::NotFound)
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
    let context = cases
        .check_context(&open.draft, &open.bundle, ctx.received_at)
        .await?;
    let outcome = open.form().check(&data, &context);
    let data = outcome.with_worked_out(&data);
    let (documents, lists) = (ctx.url("/documenti/"), ctx.url("/elenchi/"));
    let options = RenderOptions {
        lang,
        outcome: &outcome,
        refresh: &step_url,
        files: Some(FileLinks {
            action: &step_url,
            document: &documents,
        }),
        lists: &lists,
        enter: Some(("_azione", "avanti")),
    };
    let mut page = draft_page(ctx, open, &title);
    page.has_errors = !shown.errors.is_empty();
    if shown.just_saved {
        page = page.flash(Tone::Success, locale::text(lang, "cases-saved-flash"));
    }
    let saved = saving::state(ctx, open, stored);
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
        steps: shared::wizard_steps(&page, open),
        current: shown.index + 2,
        step_title: form_page.title.clone(),
        saved,
        errors_html: form_html::summary(&shown.errors, lang).html(lang),
        stale,
        stored: stored_rows,
        multipart: form_html::has_files(form_page),
        version,
        fields: form_html::render(&drawn, &data, &shown.errors, &options),
        service: open.service.clone(),
        renewed: renewal::told(ctx, open),
        form_version: open.draft.bundle_hash.clone(),
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
    // Deleted in another window: the page says so and what was typed comes back.
    let open = cases
        .open_draft(&filing(&ctx), id)
        .await
        .map_err(|error| form.kept(error))?;
    // A page of another version of the form: its answers would go to whatever stands there now.
    if let Some(sent) = form.get(renewal::FORM_VERSION)
        && sent != open.draft.bundle_hash
    {
        return Err(form.kept(Error::Conflict {
            reason: "cases-conflict-form-renewed",
        }));
    }
    if saving::is_auto(&form) {
        return saving::auto(&cases, &ctx, &open, step, &form).await;
    }
    if open.draft.transmitted_case.is_some() {
        return Ok(see_other(&next_stop(&ctx, &open)));
    }
    store_step(&cases, &ctx, &open, step, &form)
        .await
        .map_err(|error| form.kept(error))
}

/// Saves the page of a draft that is still open, or draws it again.
async fn store_step(
    cases: &Cases,
    ctx: &Ctx,
    open: &OpenDraft,
    step: usize,
    form: &ProtectedPairs,
) -> WebResult {
    let filing = filing(ctx);
    let index = index_of(open, step)?;
    let data = typed_data(cases, ctx, open, index, form).await?;
    let version = version_sent(form);
    if form.get("_azione") == Some("aggiorna") || open.form().moves_rows(index, &form.pairs) {
        let shown = Shown {
            version,
            ..Shown::of(index, whole(open, index, &data))
        };
        return show_step(cases, ctx, open, shown).await;
    }
    let typed = PageInput {
        page: index,
        version: version.unwrap_or(0),
        data,
    };
    match save_with_files(cases, ctx, open, form, &typed).await? {
        Kept::Stale(stored) => {
            let shown = Shown {
                stale: Some(stored),
                ..Shown::of(index, whole(open, index, &typed.data))
            };
            show_step(cases, ctx, open, shown).await
        }
        Kept::Wrong(errors) => {
            let open = &cases.open_draft(&filing, open.draft.id).await?;
            let shown = Shown {
                errors,
                ..Shown::of(index, open.draft.data())
            };
            show_step(cases, ctx, open, shown).await
        }
        Kept::Saved => Ok(see_other(&next_page(ctx, open, index, form))),
    }
}

/// The answers of a post, with what the login certifies written in.
pub(super) async fn typed_data(
    cases: &Cases,
    ctx: &Ctx,
    open: &OpenDraft,
    index: usize,
    form: &ProtectedPairs,
) -> Result<Value, Error> {
    let mut data = open.form().decode(index, &form.pairs, &open.draft.data());
    let party = cases.filer(&filing(ctx)).await?;
    shared::prefill(&open.form().pages()[index], &mut data, &party, false);
    Ok(data)
}

/// The version the posted page was opened at.
pub(super) fn version_sent(form: &ProtectedPairs) -> Option<i64> {
    form.get("_versione")?.parse().ok()
}

/// What became of a page that was posted.
enum Kept {
    Saved,
    /// Saved, and shown again for what is wrong with it.
    Wrong(Vec<Violation>),
    /// Not saved: somebody else saved the page since it was opened.
    Stale(Option<DraftPage>),
}

/// Saves what was typed, then takes the files. A page that is left half wrong is only stopped on the way forward.
async fn save_with_files(
    cases: &Cases,
    ctx: &Ctx,
    open: &OpenDraft,
    form: &ProtectedPairs,
    typed: &PageInput,
) -> Result<Kept, Error> {
    let filing = filing(ctx);
    let mut saved = cases.save_page(&filing, open, typed.clone()).await?;
    if let Saved::Stale { stored } = saved {
        return Ok(Kept::Stale(stored));
    }
    if !form.files.is_empty() || form.get("_file").is_some() {
        let mut open = cases.open_draft(&filing, open.draft.id).await?;
        let refused = take_files(cases, ctx, &mut open, form).await?;
        // With the files in their place the page is judged again.
        let again = PageInput {
            version: typed.version.saturating_add(1),
            ..typed.clone()
        };
        saved = cases.save_page(&filing, &open, again).await?;
        if let Saved::Stale { stored } = saved {
            return Ok(Kept::Stale(stored));
        }
        if !refused.is_empty() {
            return Ok(Kept::Wrong(refused));
        }
    }
    let forward = form.get("_azione") == Some("avanti") && form.get("_file").is_none();
    Ok(match saved {
        Saved::Invalid { errors, .. } if forward => Kept::Wrong(errors),
        _ => Kept::Saved,
    })
}

/// Where a page leads once it is saved.
fn next_page(ctx: &Ctx, open: &OpenDraft, index: usize, form: &ProtectedPairs) -> String {
    let here = ctx.url(&format!("/bozze/{}/passo/{}", open.draft.id, index + 1));
    if form.get("_file").is_some() {
        return format!("{here}?allegato=1#campi");
    }
    match form.get("_azione") {
        Some("avanti") => after(ctx, open, index),
        Some("indietro") => before(ctx, open, index),
        _ => format!("{here}?salvato=1"),
    }
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
