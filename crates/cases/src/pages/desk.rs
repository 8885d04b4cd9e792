//! *Le mie pratiche* and *Messaggi*.

use super::filing;
use super::words::{CaseRow, case_row};
use crate::{CaseSummary, Cases, texts};
use askama::Template;
use axum::extract::State;
use identity::Ctx;
use kernel::Error;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "cases/desk.html")]
struct DeskPage {
    page: Page,
    drafts: Vec<DraftRow>,
    in_progress: Vec<CaseRow>,
    concluded: Vec<CaseRow>,
}

struct DraftRow {
    href: String,
    delete: String,
    title: String,
    saved: String,
    expires: String,
}

pub(super) async fn desk(State(cases): State<Cases>, ctx: Ctx) -> WebResult {
    let desk = cases.desk(&filing(&ctx)).await?;
    let lang = ctx.lang;
    let mut drafts = Vec::new();
    for draft in desk.drafts {
        let bundle = cases.catalogue.bundle(&draft.bundle_hash).await?;
        drafts.push(DraftRow {
            href: ctx.url(&format!("/bozze/{}", draft.id)),
            delete: ctx.url(&format!("/bozze/{}/elimina", draft.id)),
            title: texts::title(&bundle, lang).to_owned(),
            saved: locale::date_time(lang, draft.saved_at),
            expires: locale::date(lang, draft.expires_at.rome_date()),
        });
    }
    let in_progress = rows(&cases, &ctx, &desk.in_progress, "/pratiche").await?;
    let concluded = rows(&cases, &ctx, &desk.concluded, "/pratiche").await?;
    let title = locale::text(lang, "cases-desk");
    let mut page = ctx.page(title).crumb(title, "").active("/pratiche");
    page.noindex = true;
    web::html(
        200,
        &DeskPage {
            page,
            drafts,
            in_progress,
            concluded,
        },
    )
}

/// Lines of a list of cases; bundles come from the catalogue's memory.
pub(super) async fn rows(
    cases: &Cases,
    ctx: &Ctx,
    list: &[CaseSummary],
    base: &str,
) -> Result<Vec<CaseRow>, Error> {
    let mut rows = Vec::with_capacity(list.len());
    for case in list {
        let bundle = cases.catalogue.bundle(&case.bundle_hash).await?;
        let href = ctx.url(&format!("{base}/{}", case.id));
        rows.push(case_row(case, &bundle, href, ctx));
    }
    Ok(rows)
}

#[derive(Template)]
#[template(path = "cases/messages.html")]
struct MessagesPage {
    page: Page,
    rows: Vec<MessageRow>,
}

struct MessageRow {
    href: String,
    subject: String,
    service: String,
    when: String,
    unread: bool,
}

pub(super) async fn messages(State(cases): State<Cases>, ctx: Ctx) -> WebResult {
    let lang = ctx.lang;
    let inbox = cases.inbox(&filing(&ctx)).await?;
    let row = |line: crate::model::InboxLine| MessageRow {
        href: ctx.url(&format!("/pratiche/{}#messaggi", line.case)),
        subject: line.subject,
        service: line.title,
        when: locale::date_time(lang, line.at),
        unread: line.unread,
    };
    let rows = inbox.into_iter().map(row).collect();
    let title = locale::text(lang, "cases-messages");
    let mut page = ctx.page(title).crumb(title, "").active("/messaggi");
    page.noindex = true;
    web::html(200, &MessagesPage { page, rows })
}
