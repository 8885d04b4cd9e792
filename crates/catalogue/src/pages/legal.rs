//! Accessibility statement and legal notes.

use super::view;
use askama::Template;
use identity::Ctx;
use web::{Page, WebResult};

#[derive(Template)]
#[template(path = "catalogue/legal.html")]
struct Legal {
    page: Page,
    lead: &'static str,
    parts: Vec<(&'static str, String)>,
}

pub(super) async fn accessibility(ctx: Ctx) -> WebResult {
    show(
        &ctx,
        "accessibility",
        &["state", "limits", "feedback", "enforcement", "about"],
    )
}

pub(super) async fn notes(ctx: Ctx) -> WebResult {
    show(
        &ctx,
        "legal",
        &["licence", "value", "liability", "links", "software"],
    )
}

fn show(ctx: &Ctx, topic: &str, words: &[&str]) -> WebResult {
    let unknown = ctx.t("catalogue-privacy-see-contacts");
    let contact = view::linked(ctx.body.email.as_deref().or(ctx.body.pec.as_deref()), unknown);
    let website = view::linked(ctx.body.website.as_deref(), unknown);
    let args = [
        ("body", ctx.body.name_in(ctx.lang).into()),
        ("contact", contact.as_str().into()),
        ("website", website.as_str().into()),
    ];
    let part = |word: &&str| {
        let text = locale::text_args(ctx.lang, &format!("catalogue-{topic}-{word}-text"), &args);
        (ctx.t(&format!("catalogue-{topic}-{word}")), web::markdown(&text))
    };
    let title = ctx.t(&format!("catalogue-{topic}"));
    web::html(
        200,
        &Legal {
            page: ctx.page(title).crumb(title, ""),
            lead: ctx.t(&format!("catalogue-{topic}-lead")),
            parts: words.iter().map(part).collect(),
        },
    )
}
