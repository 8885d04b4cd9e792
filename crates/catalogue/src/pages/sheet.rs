//! The sheet of a service, in the order of the Modello Comuni (C.SI.1.3).

mod blocks;
mod window;

use self::blocks::{Block, Contacts, Times};
use self::window::WindowView;
use super::view;
use crate::rendered::RenderedService;
use crate::service::{Catalogue, Offer};
use askama::Template;
use axum::extract::{Path, State};
use identity::Ctx;
use kernel::{Error, Result};
use std::sync::Arc;
use web::{Page, WebResult};

/// A law the service rests on, as a link.
struct Law {
    label: String,
    url: String,
}

#[derive(Template)]
#[template(path = "catalogue/sheet.html")]
struct SheetPage {
    page: Page,
    texts: Arc<RenderedService>,
    category: Option<(String, String)>,
    window: WindowView,
    blocks: Vec<Block>,
    times: Times,
    contacts: Contacts,
    laws: Vec<Law>,
    level: &'static str,
    delegates: bool,
    declarations: bool,
    start: String,
    notice: String,
    booking: String,
}

pub(super) async fn show(
    ctx: Ctx,
    State(catalogue): State<Catalogue>,
    Path((_, service)): Path<(String, String)>,
) -> WebResult {
    let offer = visible(&catalogue, &ctx, &service).await?;
    let windows = catalogue.windows(offer.adoption.id).await?;
    let texts = view::texts_of(&catalogue, &ctx, &offer)?;
    let office = view::office_of(&ctx, &offer);
    let category = category_of(&ctx, &offer);
    let mut page = ctx
        .page(texts.title.clone())
        .active("/servizi")
        .crumb(ctx.t("catalogue-services"), "/servizi");
    if let Some((slug, name)) = &category {
        page = page.crumb(name, &format!("/servizi?categoria={slug}"));
    }
    page = page.crumb(texts.title.clone(), "");
    page.description.clone_from(&texts.summary);
    let below = |end: &str| ctx.url(&format!("/servizi/{service}{end}"));
    web::html(
        200,
        &SheetPage {
            category: category.map(|(slug, name)| (name, ctx.url(&format!("/servizi?categoria={slug}")))),
            window: window::view(ctx.lang, &windows, ctx.received_at),
            blocks: blocks::of(ctx.lang, &texts, &offer, office.as_deref()),
            times: blocks::times(ctx.lang, &offer.bundle.flow),
            contacts: blocks::contacts(&ctx, &offer, office.as_deref()),
            laws: laws(&ctx, &offer),
            level: level(&ctx, &offer),
            delegates: offer.bundle.service.delegates,
            declarations: offer.bundle.service.declarations,
            start: below("/avvia"),
            notice: below("/privacy"),
            booking: ctx.url(&format!("/prenota-appuntamento?servizio={service}")),
            page,
            texts,
        },
    )
}

/// The published offer behind an address; an unpublished one does not exist here.
pub(super) async fn visible(catalogue: &Catalogue, ctx: &Ctx, service: &str) -> Result<Offer> {
    let offer = catalogue.offer(ctx.body.id, service).await?;
    if offer.adoption.is_public_at(ctx.now) {
        Ok(offer)
    } else {
        Err(Error::NotFound)
    }
}

/// Slug and name of the category.
fn category_of(ctx: &Ctx, offer: &Offer) -> Option<(String, String)> {
    let slug = offer.adoption.category.clone()?;
    Some((slug, offer.adoption.category_name.get(ctx.lang).to_owned()))
}

fn laws(ctx: &Ctx, offer: &Offer) -> Vec<Law> {
    let references = offer.bundle.service.legal_references.iter();
    references
        .map(|reference| Law {
            label: reference.label.get(ctx.lang).to_owned(),
            url: reference.url.clone(),
        })
        .collect()
}

/// What login is asked, in words: the higher of what bundle and body ask.
fn level(ctx: &Ctx, offer: &Offer) -> &'static str {
    let level = offer
        .adoption
        .min_level
        .max(i64::from(offer.bundle.service.minimum_level));
    ctx.t(match level {
        ..=1 => "catalogue-level-1",
        2 => "catalogue-level-2",
        _ => "catalogue-level-3",
    })
}
