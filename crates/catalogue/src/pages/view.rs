//! Pieces that several pages show.

use crate::rendered::{RenderedService, publisher};
use crate::service::{Catalogue, Offer};
use bodies::Office;
use identity::Ctx;
use kernel::Result;
use std::sync::Arc;

/// A service in a list.
#[derive(Clone, Debug)]
pub(super) struct ServiceLink {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) href: String,
    /// Name of its category; empty without one.
    pub(super) category: String,
}

/// The office that works the cases of an offer, also one that no longer exists.
pub(super) fn office_of(ctx: &Ctx, offer: &Offer) -> Option<Arc<Office>> {
    ctx.directory.office(offer.adoption.office).cloned()
}

/// The texts of an offer in the language of the page.
pub(super) fn texts_of(catalogue: &Catalogue, ctx: &Ctx, offer: &Offer) -> Result<Arc<RenderedService>> {
    let office = office_of(ctx, offer);
    catalogue.rendered(offer, ctx.lang, publisher(&ctx.body, office.as_deref(), ctx.lang))
}

/// An address as a Markdown link, or the words that stand for one that is not known.
pub(super) fn linked(address: Option<&str>, otherwise: &str) -> String {
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>');
    match address {
        Some(text) if text.chars().all(plain) && (text.contains('@') || text.starts_with("https://")) => {
            format!("<{text}>")
        }
        Some(text) => text.to_owned(),
        None => otherwise.to_owned(),
    }
}

/// Links to offers, in their order.
pub(super) fn links(catalogue: &Catalogue, ctx: &Ctx, offers: &[Offer]) -> Result<Vec<ServiceLink>> {
    let link = |offer: &Offer| {
        let texts = texts_of(catalogue, ctx, offer)?;
        Ok(ServiceLink {
            title: texts.title.clone(),
            summary: texts.summary.clone(),
            href: ctx.url(&format!("/servizi/{}", offer.adoption.service)),
            category: offer.adoption.category_name.get(ctx.lang).to_owned(),
        })
    };
    offers.iter().map(link).collect()
}
