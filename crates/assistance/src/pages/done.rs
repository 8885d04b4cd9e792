//! The confirmation of a request, for whoever has its address.

use crate::Assistance;
use crate::model::{Request, State as Progress};
use crate::repo::requests;
use askama::Template;
use axum::extract::{Path, State};
use identity::Ctx;
use kernel::Error;
use web::{Milestone, Page, WebResult};

#[derive(Template)]
#[template(path = "assistance/done.html")]
struct DonePage {
    page: Page,
    lead: String,
    number: String,
    next: Vec<Milestone>,
}

pub(super) async fn show(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Path((_, receipt)): Path<(String, String)>,
) -> WebResult {
    let found = requests::by_receipt(&assistance.store, ctx.body.id, &receipt).await;
    let request = found.map_err(Error::from)?.ok_or(Error::NotFound)?;
    let title = ctx.t("assistance-done");
    let kind = request.kind.label(ctx.lang);
    let mut page = ctx.page(title).crumb(kind, request.kind.path()).crumb(title, "");
    page.noindex = true;
    web::html(
        200,
        &DonePage {
            lead: page.ta2(
                "assistance-done-lead",
                "kind",
                kind,
                "email",
                request.email.as_str(),
            ),
            next: milestones(&ctx, &request),
            number: request.number,
            page,
        },
    )
}

/// What happened and what follows (*Prossimi passi*).
fn milestones(ctx: &Ctx, request: &Request) -> Vec<Milestone> {
    let milestone = |when: String, key: &str, done| Milestone {
        when,
        what: ctx.t(key).to_owned(),
        note: String::new(),
        done,
    };
    let received = locale::date_time(ctx.lang, request.received_at);
    let mut next = vec![milestone(received, "assistance-step-received", true)];
    match request.state {
        Progress::Open => next.push(milestone(String::new(), "assistance-step-answer", false)),
        Progress::Answered => next.push(milestone(String::new(), "assistance-step-answered", true)),
        Progress::Closed => {
            let at = request.closed_at.map(|at| locale::date_time(ctx.lang, at));
            next.push(milestone(at.unwrap_or_default(), "assistance-step-closed", true));
        }
    }
    next
}
