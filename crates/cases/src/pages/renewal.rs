//! *Il modulo è cambiato*: what the version in force changes for a draft, before it moves to it and afterwards.

use super::draft::{draft_page, next_stop, see_other};
use super::{filing, forms as shared};
use crate::drafting::OpenDraft;
use crate::renewal::{Changed, Question, Renewal};
use crate::{Cases, texts};
use askama::Template;
use axum::extract::{Path, State};
use identity::Ctx;
use kernel::{DraftId, Lang};
use web::{Page, ProtectedPairs, WebResult};

/// The control of a step that says which version of the form its page was drawn from.
pub(super) const FORM_VERSION: &str = "_versione_modulo";

#[derive(Template)]
#[template(path = "cases/renewal.html")]
struct RenewalPage {
    page: Page,
    title: String,
    steps: Vec<web::WizardStep>,
    action: String,
    /// Whether the draft has still to move.
    ahead: bool,
    since: String,
    added: Vec<String>,
    changed: Vec<String>,
    dropped: Vec<(String, String)>,
    files: Vec<String>,
    notice: bool,
}

/// Where a draft moves to the version in force.
pub(super) fn address(ctx: &Ctx, id: DraftId) -> String {
    ctx.url(&format!("/bozze/{id}/modulo"))
}

/// The address that says what changed, for a draft that moved.
pub(super) fn told(ctx: &Ctx, open: &OpenDraft) -> Option<String> {
    let renewal = open.draft.renewal.as_ref();
    renewal.map(|_| address(ctx, open.draft.id))
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    let ahead = cases.renewal_ahead(&open).await?;
    let Some(renewal) = ahead.as_ref().or(open.draft.renewal.as_ref()) else {
        return Ok(see_other(&next_stop(&ctx, &open)));
    };
    let lang = ctx.lang;
    let title = texts::title(&open.bundle, lang).to_owned();
    let page = draft_page(&ctx, &open, &title);
    let versions = cases.catalogue.versions(open.draft.adoption).await?;
    let since = versions.iter().find(|version| version.hash == open.in_force);
    let template = RenewalPage {
        steps: shared::wizard_steps(&page, &open),
        action: address(&ctx, id),
        ahead: ahead.is_some(),
        since: since.map_or_else(String::new, |version| locale::date_time(lang, version.from)),
        added: renewal.added.iter().map(asked).collect(),
        changed: renewal
            .changed
            .iter()
            .map(|changed| words(changed, lang))
            .collect(),
        dropped: rows(renewal),
        files: renewal.files.clone(),
        notice: renewal.notice,
        title,
        page,
    };
    web::html(200, &template)
}

fn asked(question: &Question) -> String {
    match question.step.as_str() {
        "" => question.label.clone(),
        step => format!("{step}: {}", question.label),
    }
}

/// A question and what of it is another, in one sentence.
fn words(changed: &Changed, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let Some(was) = &changed.was {
        let args = [("was", was.as_str().into())];
        parts.push(locale::text_args(lang, "cases-renewal-reworded", &args));
    }
    let mark = |set: bool, key| set.then(|| locale::text(lang, key).to_owned());
    parts.extend(mark(changed.required, "cases-renewal-required"));
    parts.extend(mark(changed.answers, "cases-renewal-answers"));
    format!("{} ({})", asked(&changed.question), parts.join("; "))
}

fn rows(renewal: &Renewal) -> Vec<(String, String)> {
    let row = |answer: &crate::renewal::Answer| (answer.label.clone(), answer.value.clone());
    renewal.dropped.iter().map(row).collect()
}

pub(super) async fn renew(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
    _: ProtectedPairs,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    if open.is_outdated() {
        cases.renew_draft(&filing(&ctx), id).await?;
    }
    let open = cases.open_draft(&filing(&ctx), id).await?;
    Ok(see_other(&next_stop(&ctx, &open)))
}
