//! The services of the body.

use super::LIST;
use super::findings::verdict;
use crate::Publishing;
use askama::Template;
use axum::extract::State;
use catalogue::Visibility;
use identity::Ctx;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "publishing/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<ServiceRow>,
    trial: String,
}

struct ServiceRow {
    title: String,
    href: String,
    level: i64,
    published: bool,
    version: String,
    verdict: String,
    tone: &'static str,
}

pub(super) async fn show(State(publishing): State<Publishing>, ctx: Ctx) -> WebResult {
    let services = publishing.services(&ctx).await?;
    let title = ctx.t("publishing-title");
    let rows = services.iter().map(|(offer, judgement)| {
        let (verdict, tone) = verdict(judgement, ctx.lang);
        ServiceRow {
            title: offer.bundle.service.sheet.title.get(ctx.lang).to_owned(),
            href: ctx.url(&format!("{LIST}/{}", offer.adoption.service)),
            level: offer.adoption.min_level,
            published: offer.adoption.visibility == Visibility::Published,
            version: offer.bundle.service.version.clone(),
            verdict,
            tone,
        }
    });
    let template = ListPage {
        rows: rows.collect(),
        trial: ctx.url(super::trial::PATH),
        page: ctx.page(title).crumb(title, "").active(LIST),
    };
    web::html(200, &template)
}
