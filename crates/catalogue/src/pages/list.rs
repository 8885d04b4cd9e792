//! Every service of a body, by category, by words, paged (FORM-05).

use super::choice::Choice;
use super::tree;
use super::view::{self, ServiceLink};
use crate::service::{Catalogue, Offer};
use askama::Template;
use axum::extract::{RawQuery, State};
use identity::Ctx;
use web::{Page, Pagination, WebResult};

/// Services on one page.
const PER_PAGE: usize = 12;

/// A filter by category.
struct Filter {
    name: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "catalogue/list.html")]
struct List {
    page: Page,
    query: String,
    category: Option<(String, String)>,
    filters: Vec<Filter>,
    services: Vec<ServiceLink>,
    count: usize,
    pages: Pagination,
}

pub(super) async fn show(
    ctx: Ctx,
    State(catalogue): State<Catalogue>,
    RawQuery(query): RawQuery,
) -> WebResult {
    let choice = Choice::of(query.as_deref());
    let categories = catalogue.categories(ctx.body.id).await?;
    let mut offers = if choice.words().is_empty() {
        catalogue.published(ctx.body.id, ctx.now).await?
    } else {
        catalogue
            .search(ctx.body.id, ctx.lang, choice.words(), ctx.now)
            .await?
    };
    let category = choice
        .category()
        .and_then(|slug| categories.iter().find(|c| c.slug == slug));
    if let Some(category) = category {
        let wanted = tree::with_descendants(&categories, &category.slug);
        offers.retain(|offer| is_in(offer, &wanted));
    } else if choice.words().is_empty() {
        // Without a question the list follows the tree.
        let place = |offer: &Offer| {
            categories
                .iter()
                .position(|c| Some(&c.slug) == offer.adoption.category.as_ref())
        };
        offers.sort_by_key(|offer| place(offer).unwrap_or(usize::MAX));
    }
    let current = choice.page(offers.len(), PER_PAGE);
    let pages = Pagination::new(
        current,
        offers.len(),
        PER_PAGE,
        ctx.url(&format!("/servizi{}", choice.address())),
    );
    let shown = offers.iter().skip((current - 1) * PER_PAGE).take(PER_PAGE);
    let shown: Vec<Offer> = shown.cloned().collect();
    let filters = categories.iter().filter(|c| c.parent.is_none()).map(|c| Filter {
        name: c.name(ctx.lang).to_owned(),
        href: ctx.url(&format!("/servizi?categoria={}", c.slug)),
        current: category.is_some_and(|chosen| chosen.slug == c.slug),
    });
    let mut page = ctx.page(ctx.t("catalogue-services")).active("/servizi");
    page = match category {
        Some(category) => page
            .crumb(ctx.t("catalogue-services"), "/servizi")
            .crumb(category.name(ctx.lang), ""),
        None => page.crumb(ctx.t("catalogue-services"), ""),
    };
    web::html(
        200,
        &List {
            query: choice.words().to_owned(),
            category: category.map(|c| (c.slug.clone(), c.name(ctx.lang).to_owned())),
            filters: filters.collect(),
            services: view::links(&catalogue, &ctx, &shown)?,
            count: offers.len(),
            pages,
            page,
        },
    )
}

fn is_in(offer: &Offer, categories: &[&str]) -> bool {
    offer
        .adoption
        .category
        .as_deref()
        .is_some_and(|slug| categories.contains(&slug))
}
