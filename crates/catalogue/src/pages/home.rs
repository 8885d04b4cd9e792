//! The home of a body: what is urgent, what is asked most, the whole tree.

use super::tree::{self, Branch};
use super::view::{self, ServiceLink};
use crate::service::Catalogue;
use askama::Template;
use axum::extract::State;
use bodies::Notice;
use identity::Ctx;
use kernel::Instant;
use web::{Page, WebResult};

/// A notice in force with its validity (IOL-31).
struct NoticeView {
    tone: &'static str,
    title: String,
    html: String,
    validity: String,
}

/// A quick link (SPP-04).
struct Quick {
    label: String,
    href: String,
    external: bool,
}

#[derive(Template)]
#[template(path = "catalogue/home.html")]
struct Home {
    page: Page,
    notices: Vec<NoticeView>,
    quick_links: Vec<Quick>,
    featured: Vec<ServiceLink>,
    branches: Vec<Branch>,
}

pub(super) async fn show(ctx: Ctx, State(catalogue): State<Catalogue>) -> WebResult {
    let offers = catalogue.published(ctx.body.id, ctx.now).await?;
    let categories = catalogue.categories(ctx.body.id).await?;
    let links = view::links(&catalogue, &ctx, &offers)?;
    let featured = offers
        .iter()
        .zip(&links)
        .filter(|(offer, _)| offer.adoption.featured);
    let title = locale::text_args(
        ctx.lang,
        "catalogue-home-title",
        &[("body", ctx.body.name_in(ctx.lang).into())],
    );
    let mut page = ctx.page(title);
    page.description = page.t("catalogue-home-lead").into();
    web::html(
        200,
        &Home {
            featured: featured.map(|(_, link)| link.clone()).collect(),
            branches: tree::grow(
                &ctx,
                &categories,
                &offers,
                &links,
                &page.t("catalogue-other-services"),
            ),
            notices: notices(&ctx),
            quick_links: quick_links(&ctx),
            page,
        },
    )
}

fn notices(ctx: &Ctx) -> Vec<NoticeView> {
    let shown = ctx.directory.notices(ctx.body.id, ctx.now);
    shown
        .map(|notice| NoticeView {
            tone: notice.level.code(),
            title: notice.title_in(ctx.lang).to_owned(),
            html: web::markdown(notice.text_in(ctx.lang)),
            validity: validity(ctx, notice),
        })
        .collect()
}

fn validity(ctx: &Ctx, notice: &Notice) -> String {
    let day = |at: Instant| locale::date(ctx.lang, at.rome_date());
    let from = day(notice.valid_from);
    match notice.valid_to {
        // The end is the first instant it is no longer shown; people name the last day it is.
        Some(end) => {
            let to = day(end.plus_micros(-1));
            let args = [("from", from.as_str().into()), ("to", to.as_str().into())];
            locale::text_args(ctx.lang, "catalogue-notice-from-to", &args)
        }
        None => locale::text_args(
            ctx.lang,
            "catalogue-notice-from",
            &[("from", from.as_str().into())],
        ),
    }
}

fn quick_links(ctx: &Ctx) -> Vec<Quick> {
    let links = ctx.directory.quick_links(ctx.body.id).iter();
    links
        .filter_map(|link| {
            let external = link.url.starts_with("https://") || link.url.starts_with("http://");
            // Anything that is neither a path of ours nor a web address (javascript:, data:) is not shown.
            let ours = link.url.starts_with('/') && !link.url.starts_with("//");
            (external || ours).then(|| Quick {
                label: link.label_in(ctx.lang).to_owned(),
                href: if external {
                    link.url.clone()
                } else {
                    ctx.url(&link.url)
                },
                external,
            })
        })
        .collect()
}
