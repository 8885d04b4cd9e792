//! Taking a rating and thanking for it. With script the answer replaces the block; without, it is a page.

use super::see_other;
use crate::Assistance;
use crate::rating::Opinion;
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use identity::Ctx;
use kernel::Error;
use serde::Deserialize;
use web::rating::{MAX_DETAILS, PATH, Rated};
use web::{Page, ProtectedPairs, WebResult};

/// A technical cookie: a random word by which one browser rates a page once a day; it is forgotten after a day.
const COOKIE: &str = "sportello_voto";
const COOKIE_SECONDS: u32 = 86_400;

#[derive(Template)]
#[template(path = "assistance/rated.html")]
struct RatedPage {
    page: Page,
    /// Whether there is something to thank for; otherwise the block comes back below.
    thanks: Option<&'static str>,
    back: String,
}

/// Where the visitor was, and how it went.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ThanksQuery {
    pagina: String,
    gia: String,
}

pub(super) async fn thanks(
    ctx: Ctx,
    query: Result<Query<ThanksQuery>, axum::extract::rejection::QueryRejection>,
) -> WebResult {
    let query = query.map(|Query(query)| query).unwrap_or_default();
    let words = if query.gia.is_empty() {
        "assistance-rated-thanks"
    } else {
        "assistance-rated-already"
    };
    let rated = Rated::page(&query.pagina);
    draw(&ctx, rated.as_ref(), Some(ctx.t(words)), 200)
}

fn draw(ctx: &Ctx, rated: Option<&Rated>, thanks: Option<&'static str>, status: u16) -> WebResult {
    let title = ctx.t("assistance-rated");
    let mut page = ctx.page(title).crumb(title, "");
    page.noindex = true;
    page.rated = rated.filter(|_| thanks.is_none()).cloned();
    // A filing is left for the desk: its own address is not known here, and nobody else may open it.
    let back = match rated {
        Some(rated) if rated.is_filing() => ctx.url("/pratiche"),
        Some(rated) => ctx.url(&rated.path),
        None => ctx.url(""),
    };
    page.has_errors = thanks.is_none();
    web::html(status, &RatedPage { page, thanks, back })
}

pub(super) async fn take(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    headers: HeaderMap,
    form: ProtectedPairs,
) -> WebResult {
    let get = |name: &str| form.get(name).unwrap_or_default();
    let Some(rated) = Rated::page(get("pagina")) else {
        return draw(&ctx, None, Some(ctx.t("assistance-rated-nothing")), 422);
    };
    let details = details(get("dettagli"));
    let stars = get("stelle").parse().unwrap_or(0_i64);
    if !(1..=5).contains(&stars) {
        let aspect = [get("preferito"), get("difficolta")]
            .into_iter()
            .find(|code| !code.is_empty());
        let again = Rated {
            without_stars: true,
            aspect: aspect.unwrap_or_default().to_owned(),
            details,
            ..rated
        };
        return draw(&ctx, Some(&again), None, 422);
    }
    let known = cookie(&headers).map(str::to_owned);
    let browser = known.clone().unwrap_or_else(|| assistance.random.token());
    let chosen = if stars >= 4 { "preferito" } else { "difficolta" };
    let opinion = Opinion {
        stars,
        aspect: get(chosen),
        details: &details,
        browser: &browser,
    };
    let counted = match assistance.rate(&ctx, &rated, &opinion).await {
        Ok(counted) => counted,
        Err(error) => return Err(form.kept(error)),
    };
    let already = if counted { "" } else { "&gia=1" };
    let mut response = see_other(&ctx.url(&format!("{PATH}?pagina={}{already}", rated.path)));
    if known.is_none() {
        remember(
            &mut response,
            &browser,
            assistance.base_url.starts_with("https://"),
        )?;
    }
    Ok(response)
}

/// The free words, on one line and cut where the page cuts them: whoever sends more has no page.
fn details(typed: &str) -> String {
    let one_line = typed.chars().map(|c| if c.is_control() { ' ' } else { c });
    let text: String = one_line.take(MAX_DETAILS).collect();
    text.trim().to_owned()
}

/// The word of this browser, when it has one of ours.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    let word = pairs
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, word)| word)?;
    (16..=64).contains(&word.len()).then_some(word)
}

fn remember(response: &mut Response, word: &str, https: bool) -> Result<(), Error> {
    let secure = if https { "; Secure" } else { "" };
    let text = format!("{COOKIE}={word}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Lax{secure}");
    let value = HeaderValue::from_str(&text).map_err(Error::internal)?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}
