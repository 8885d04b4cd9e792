//! Notices on personal data (art. 13 GDPR): the portal's own and each service's (FEN-63, FEN-65).

use super::sheet::visible;
use super::view::{self, ServiceLink};
use crate::rendered::RenderedService;
use crate::service::Catalogue;
use askama::Template;
use axum::extract::{Path, State};
use identity::Ctx;
use std::sync::Arc;
use web::{Page, WebResult};

/// Parts of the portal's notice, in the order of the law.
const PARTS: [&str; 9] = [
    "controller",
    "dpo",
    "data",
    "purpose",
    "cookies",
    "recipients",
    "transfers",
    "retention",
    "rights",
];

#[derive(Template)]
#[template(path = "catalogue/privacy.html")]
struct PortalNotice {
    page: Page,
    parts: Vec<(&'static str, String)>,
    services: Vec<ServiceLink>,
}

pub(super) async fn of_body(ctx: Ctx, State(catalogue): State<Catalogue>) -> WebResult {
    let offers = catalogue.published(ctx.body.id, ctx.now).await?;
    let mut services = view::links(&catalogue, &ctx, &offers)?;
    for service in &mut services {
        service.href.push_str("/privacy");
    }
    let page = ctx
        .page(ctx.t("catalogue-privacy"))
        .crumb(ctx.t("catalogue-privacy"), "");
    web::html(
        200,
        &PortalNotice {
            parts: parts(&ctx),
            services,
            page,
        },
    )
}

fn parts(ctx: &Ctx) -> Vec<(&'static str, String)> {
    let name = ctx.body.name_in(ctx.lang);
    let unknown = ctx.t("catalogue-privacy-see-contacts");
    let contact = view::linked(ctx.body.pec.as_deref().or(ctx.body.email.as_deref()), unknown);
    let dpo = view::linked(ctx.body.dpo_contact.as_deref(), unknown);
    let args = [
        ("body", name.into()),
        ("contact", contact.as_str().into()),
        ("dpo", dpo.as_str().into()),
    ];
    let part = |word: &&str| {
        let text = locale::text_args(ctx.lang, &format!("catalogue-privacy-{word}-text"), &args);
        (ctx.t(&format!("catalogue-privacy-{word}")), web::markdown(&text))
    };
    PARTS.iter().map(part).collect()
}

#[derive(Template)]
#[template(path = "catalogue/service_privacy.html")]
struct ServiceNotice {
    page: Page,
    texts: Arc<RenderedService>,
    back: String,
}

pub(super) async fn of_service(
    ctx: Ctx,
    State(catalogue): State<Catalogue>,
    Path((_, service)): Path<(String, String)>,
) -> WebResult {
    let offer = visible(&catalogue, &ctx, &service).await?;
    let texts = view::texts_of(&catalogue, &ctx, &offer)?;
    let below = format!("/servizi/{service}");
    let page = ctx
        .page(ctx.t("catalogue-service-privacy"))
        .active("/servizi")
        .crumb(ctx.t("catalogue-services"), "/servizi")
        .crumb(texts.title.clone(), &below)
        .crumb(ctx.t("catalogue-service-privacy"), "");
    web::html(
        200,
        &ServiceNotice {
            back: ctx.url(&below),
            page,
            texts,
        },
    )
}
