//! The figures of the ratings, for whoever works for the body.

use crate::Assistance;
use crate::questions::Offered;
use crate::rating::{Distribution, Figures};
use askama::Template;
use axum::extract::{Query, State};
use identity::Ctx;
use kernel::{Date, Lang};
use serde::Deserialize;
use web::rating::{DIFFICULT, LIKED, Rated};
use web::{Control, Field, Page, WebResult};

/// Periods offered: word of the address and days; none is everything.
const PERIODS: [(&str, i64); 3] = [("30", 30), ("365", 365), ("tutto", 36_500)];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct FiguresQuery {
    periodo: String,
}

struct Line {
    name: String,
    href: String,
    total: i64,
    mean: String,
    stars: [i64; 5],
}

struct Said {
    name: String,
    day: String,
    stars: i64,
    text: String,
}

#[derive(Template)]
#[template(path = "assistance/figures.html")]
struct FiguresPage {
    page: Page,
    action: String,
    period: Field,
    services: Vec<Line>,
    pages: Vec<Line>,
    liked: Vec<(String, String)>,
    difficult: Vec<(String, String)>,
    comments: Vec<Said>,
}

pub(super) async fn show(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Query(query): Query<FiguresQuery>,
) -> WebResult {
    let chosen = PERIODS.iter().find(|(word, _)| *word == query.periodo);
    let (word, days) = chosen.copied().unwrap_or(PERIODS[0]);
    let since = ctx.now.plus_seconds(-days * 86_400).rome_date();
    let figures = assistance.figures(&ctx, since).await?;
    let offered = assistance.offered(&ctx).await?;
    let title = ctx.t("assistance-ratings");
    let (services, pages) = lines(&ctx, &figures, &offered);
    web::html(
        200,
        &FiguresPage {
            page: ctx.page(title).crumb(title, "").active("/operatori/valutazioni"),
            action: ctx.url("/operatori/valutazioni"),
            period: period(ctx.lang, word),
            services,
            pages,
            liked: shares(&ctx, &figures, true),
            difficult: shares(&ctx, &figures, false),
            comments: comments(&ctx, &figures, &offered),
        },
    )
}

fn period(lang: Lang, word: &str) -> Field {
    let option = |(word, _): &(&str, i64)| {
        let words = locale::text(lang, &format!("assistance-period-{word}"));
        ((*word).to_owned(), words.to_owned())
    };
    let label = locale::text(lang, "assistance-period");
    Field::new(
        Control::Select(PERIODS.iter().map(option).collect()),
        "periodo",
        label,
    )
    .value(word)
}

/// Services with their filings first, then the other pages; each by its name.
fn lines(ctx: &Ctx, figures: &Figures, offered: &Offered) -> (Vec<Line>, Vec<Line>) {
    let line = |(page, given): (&String, &Distribution)| Line {
        name: name(ctx, page, offered),
        href: address(ctx, page),
        total: given.total(),
        mean: mean(ctx.lang, given),
        stars: given.stars,
    };
    let (services, pages): (Vec<_>, Vec<_>) = figures
        .pages
        .iter()
        .partition(|(_, given)| given.service.is_some());
    (
        services.into_iter().map(line).collect(),
        pages.into_iter().map(line).collect(),
    )
}

/// A page in words: the title of a service, else its address.
fn name(ctx: &Ctx, page: &str, offered: &Offered) -> String {
    let Some(rated) = Rated::page(page) else {
        return page.to_owned();
    };
    let Some(service) = rated.service() else {
        return if page.is_empty() {
            ctx.t("web-home").to_owned()
        } else {
            page.to_owned()
        };
    };
    let known = offered.services.iter().find(|(slug, _)| slug == service);
    let title = known.map_or(service, |(_, title)| title.as_str());
    let key = if rated.is_filing() {
        "assistance-rated-filing"
    } else {
        "assistance-rated-sheet"
    };
    locale::text_args(ctx.lang, key, &[("service", title.into())])
}

/// Where the page is; a filing has no address of its own, its sheet has.
fn address(ctx: &Ctx, page: &str) -> String {
    match Rated::page(page).as_ref().and_then(Rated::service) {
        Some(service) => ctx.url(&format!("/servizi/{service}")),
        None => ctx.url(page),
    }
}

fn mean(lang: Lang, given: &Distribution) -> String {
    let tenths = given.tenths();
    let point = match lang {
        Lang::It => ',',
        Lang::En => '.',
    };
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

/// How often each answer was chosen, those nobody chose included.
fn shares(ctx: &Ctx, figures: &Figures, content: bool) -> Vec<(String, String)> {
    let codes = if content { &LIKED } else { &DIFFICULT };
    let share = |code: &&str| {
        let key = if content {
            format!("web-rating-liked-{code}")
        } else {
            format!("web-rating-difficult-{code}")
        };
        let count = figures.aspects.get(&(content, (*code).to_owned()));
        (
            ctx.t(&key).to_owned(),
            locale::number(ctx.lang, count.copied().unwrap_or(0)),
        )
    };
    codes.iter().map(share).collect()
}

fn comments(ctx: &Ctx, figures: &Figures, offered: &Offered) -> Vec<Said> {
    let day = |day: Date| locale::short_date(ctx.lang, day);
    let said = figures.comments.iter().map(|comment| Said {
        name: name(ctx, &comment.page, offered),
        day: day(comment.day),
        stars: comment.stars,
        text: comment.details.clone(),
    });
    said.collect()
}
