//! Saving by itself while somebody types, and the sentence that says what is saved.

use super::{filing, step};
use crate::Cases;
use crate::draft::DraftPage;
use crate::drafting::{OpenDraft, PageInput, Saved};
use axum::Json;
use axum::response::IntoResponse;
use identity::Ctx;
use kernel::{Error, Instant, Lang};
use serde::Serialize;
use web::{ProtectedPairs, WebResult};

/// The value of `_azione` with which the script saves.
const ACTION: &str = "salva-auto";

/// What the script needs to go on: the version of its next sending, and what to show.
#[derive(Serialize)]
struct Answer {
    version: i64,
    /// On the clocks of Italy, with the offset.
    saved_at: String,
    text: String,
}

/// Whether the page was sent by the script that saves while somebody types.
pub(super) fn is_auto(form: &ProtectedPairs) -> bool {
    form.get("_azione") == Some(ACTION)
}

/// Saves a page as it is typed so far, right or wrong. Refusals are problem documents, since the script asks for JSON: the
/// person goes on typing and hears them in the line of the page.
pub(super) async fn auto(
    cases: &Cases,
    ctx: &Ctx,
    open: &OpenDraft,
    number: usize,
    form: &ProtectedPairs,
) -> WebResult {
    let conflict = |reason| Err(Error::Conflict { reason }.into());
    if open.draft.transmitted_case.is_some() {
        return conflict("cases-conflict-draft-transmitted");
    }
    let index = step::index_of(open, number)?;
    let typed = PageInput {
        page: index,
        version: step::version_sent(form).unwrap_or(0),
        data: step::typed_data(cases, ctx, open, index, form).await?,
    };
    let version = match cases.save_page(&filing(ctx), open, typed).await? {
        Saved::Valid { version } | Saved::Invalid { version, .. } => version,
        Saved::Stale { .. } => return conflict("cases-conflict-page-changed"),
    };
    let answer = Answer {
        version,
        saved_at: ctx.received_at.rome_text(),
        text: sentence(ctx.lang, ctx.received_at, ctx.received_at),
    };
    Ok(Json(answer).into_response())
}

/// What the line of a step says of saving: the page when it was saved, else the draft when another page was.
pub(super) fn state(ctx: &Ctx, open: &OpenDraft, page: Option<&DraftPage>) -> String {
    let draft = &open.draft;
    let saved = page
        .map(|page| page.saved_at)
        .or_else(|| (!draft.pages.is_empty()).then_some(draft.saved_at));
    match saved {
        Some(at) => sentence(ctx.lang, at, ctx.received_at),
        None => locale::text(ctx.lang, "cases-never-saved").to_owned(),
    }
}

/// The time alone on the same day, the date with it afterwards.
fn sentence(lang: Lang, at: Instant, now: Instant) -> String {
    let time = at.zoned().strftime("%H:%M").to_string();
    if at.rome_date() == now.rome_date() {
        return locale::text_args(lang, "cases-saved-today", &[("time", time.as_str().into())]);
    }
    let date = locale::date(lang, at.rome_date());
    let args = [("date", date.as_str().into()), ("time", time.as_str().into())];
    locale::text_args(lang, "cases-saved-on", &args)
}
