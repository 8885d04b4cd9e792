//! Every failure as a designed page or as a problem document (RFC 9457), made where language, body and id are known.

use crate::{
    Brand, Page, RequestInfo, UserMenu,
    error::{Failure, Typed},
    pieces, place,
};
use askama::Template;
use axum::{
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use kernel::Lang;
use std::{collections::BTreeMap, sync::Arc};

/// What is known of the request a failure belongs to.
pub(crate) struct Place {
    pub(crate) info: Arc<RequestInfo>,
    pub(crate) method: Method,
    pub(crate) wants_json: bool,
    /// The page of ours the request came from.
    pub(crate) from: Option<String>,
    pub(crate) brand: Option<Arc<Brand>>,
    pub(crate) user: Option<UserMenu>,
}

#[derive(Template)]
#[template(path = "errors/page.html")]
struct ErrorPage<'a> {
    page: Page,
    status: u16,
    text: String,
    details: Vec<String>,
    links: Vec<(&'static str, String)>,
    shown: Vec<(&'a str, &'a str)>,
    request_id: &'a str,
}

#[derive(Template)]
#[template(path = "errors/expired.html")]
struct ExpiredPage<'a> {
    page: Page,
    text: &'static str,
    logged_in: bool,
    had_files: bool,
    login: String,
    action: &'a str,
    token: &'a str,
    pairs: &'a [(String, String)],
    shown: Vec<(&'a str, &'a str)>,
    request_id: &'a str,
}

/// Whether the answer must be a problem document.
pub(crate) fn wants_json(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    path.starts_with("/api/") || (accept.contains("json") && !accept.contains("text/html"))
}

/// The answer of a failure.
pub(crate) fn render(failure: &Failure, place: &Place) -> Response {
    let (failure, kept) = match failure {
        Failure::Kept { failure, typed } => (&**failure, typed.shown()),
        failure => (failure, Vec::new()),
    };
    let mut response = if place.wants_json {
        problem(failure, place)
    } else {
        match failure {
            // A post of a page that was drawn for a session brings its token and is answered by `Expired`; this one had
            // nothing to lose, so the person logs in and comes back with GET.
            Failure::LoginRequired => return to_login(place),
            Failure::Expired(typed) if !typed.pairs.is_empty() => expired(typed, place),
            failure => plain(failure, kept, place),
        }
    };
    *response.status_mut() = failure.status();
    let wait = match failure {
        Failure::TooMany { retry_after } | Failure::Unavailable { retry_after } => Some(*retry_after),
        _ => None,
    };
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn login_path(place: &Place) -> String {
    let Some(slug) = place::slug_of(&place.info.path) else {
        return place::url(place.info.lang, None, "");
    };
    let below = place.info.path.get(1 + slug.len()..).unwrap_or_default();
    let door = if below.starts_with("/operatori") {
        "/operatori/login"
    } else {
        "/accedi"
    };
    let back = percent_encoding::utf8_percent_encode(&place.info.asked, percent_encoding::NON_ALPHANUMERIC);
    format!("{}?ritorno={back}", place::url(place.info.lang, Some(slug), door))
}

fn to_login(place: &Place) -> Response {
    let mut response = Redirect::to(&login_path(place)).into_response();
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn page(failure: &Failure, place: &Place) -> Page {
    let title = locale::text(place.info.lang, &format!("web-error-{}-title", failure.word()));
    let mut page = Page::new(place.info.lang, title);
    page.brand.clone_from(&place.brand);
    page.user.clone_from(&place.user);
    page.noindex = true;
    if place.method == Method::GET {
        page.path.clone_from(&place.info.path);
    }
    page
}

/// The page of this site a request says it came from, as path and query.
pub(crate) fn came_from(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name)?.to_str().ok();
    let from: axum::http::Uri = text(header::REFERER)?.parse().ok()?;
    (from.authority()?.as_str() == text(header::HOST)?).then(|| {
        from.path_and_query()
            .map(|path| place::on_this_site(path.as_str()))
    })?
}

/// The sentence below the title.
fn explanation(failure: &Failure, lang: Lang) -> String {
    let seconds = |key: &str, n: &u32| locale::text_args(lang, key, &[("seconds", (*n).into())]);
    match failure {
        Failure::BadRequest { reason } | Failure::Conflict { reason } => {
            locale::text(lang, reason).to_owned()
        }
        Failure::TooMany { retry_after } => seconds("web-error-too-many-text", retry_after),
        Failure::Unavailable { retry_after } => seconds("web-error-unavailable-text", retry_after),
        Failure::TooLarge { limit: Some(limit) } => {
            let size = locale::bytes(lang, *limit);
            locale::text_args(
                lang,
                "web-error-too-large-limit",
                &[("limit", size.as_str().into())],
            )
        }
        failure => locale::text(lang, &format!("web-error-{}-text", failure.word())).to_owned(),
    }
}

fn details(failure: &Failure, lang: Lang) -> Vec<String> {
    match failure {
        Failure::Invalid(fields) => fields
            .0
            .values()
            .flatten()
            .map(|error| pieces::sentence(error, lang))
            .collect(),
        Failure::Incomplete(violations) => violations.iter().map(|each| each.message(lang)).collect(),
        _ => Vec::new(),
    }
}

fn plain(failure: &Failure, shown: Vec<(&str, &str)>, place: &Place) -> Response {
    let lang = place.info.lang;
    let page = page(failure, place);
    let again = matches!(
        failure,
        Failure::Unavailable { .. } | Failure::TooMany { .. } | Failure::Timeout | Failure::Internal(_)
    );
    let mut links = Vec::new();
    if again && place.method == Method::GET {
        links.push((locale::text(lang, "web-reload"), place.info.asked.clone()));
    }
    if matches!(failure, Failure::Expired(_)) {
        links.push((locale::text(lang, "web-expired-enter"), login_path(place)));
    }
    if let (true, Some(from)) = (place.method != Method::GET, &place.from) {
        links.push((locale::text(lang, "web-go-back"), from.clone()));
    }
    links.push((locale::text(lang, "web-go-home"), page.home()));
    if page.brand.is_some() && matches!(failure, Failure::NotFound) {
        links.push((locale::text(lang, "web-go-services"), page.url("/servizi")));
    }
    html(&ErrorPage {
        status: failure.status().as_u16(),
        text: explanation(failure, lang),
        details: details(failure, lang),
        links,
        shown,
        request_id: &place.info.id,
        page,
    })
}

/// The page that keeps what was typed: its form posts it again with the token of the session there is by then.
fn expired(typed: &Typed, place: &Place) -> Response {
    let failure = Failure::Expired(Arc::new(Typed {
        pairs: Vec::new(),
        token: None,
        had_files: false,
    }));
    html(&ExpiredPage {
        page: page(&failure, place),
        text: locale::text(place.info.lang, "web-expired-kept"),
        logged_in: typed.token.is_some(),
        had_files: typed.had_files,
        login: login_path(place),
        action: &place.info.asked,
        token: typed.token.as_deref().unwrap_or("-"),
        pairs: &typed.pairs,
        shown: typed.shown(),
        request_id: &place.info.id,
    })
}

fn html(template: &impl Template) -> Response {
    match template.render() {
        Ok(markup) => Html(markup).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// RFC 9457; `type` is relative, so that it names a page of this product and no other host.
fn problem(failure: &Failure, place: &Place) -> Response {
    let lang = place.info.lang;
    let mut body = serde_json::json!({
        "type": format!("/problems/{}", failure.word()),
        "title": locale::text(lang, &format!("web-error-{}-title", failure.word())),
        "status": failure.status().as_u16(),
        "detail": explanation(failure, lang),
        "instance": place.info.id,
    });
    if let Failure::Conflict { reason } | Failure::BadRequest { reason } = failure {
        body["reason"] = (*reason).into();
    }
    if let Some(errors) = errors(failure, lang) {
        body["errors"] = serde_json::json!(errors);
    }
    (
        [(header::CONTENT_TYPE, "application/problem+json")],
        body.to_string(),
    )
        .into_response()
}

/// What is wrong with what was sent, by field or by path in the form: a word for programs, a sentence for people.
fn errors(failure: &Failure, lang: Lang) -> Option<BTreeMap<&str, Vec<serde_json::Value>>> {
    let mut errors: BTreeMap<&str, Vec<serde_json::Value>> = BTreeMap::new();
    let mut add = |place, key: &str, text: String| {
        let error = serde_json::json!({ "key": key, "text": text });
        errors.entry(place).or_default().push(error);
    };
    match failure {
        Failure::Invalid(fields) => {
            for (field, error) in fields
                .0
                .iter()
                .flat_map(|(field, all)| all.iter().map(move |e| (field, e)))
            {
                add(field.as_str(), error.key, pieces::sentence(error, lang));
            }
        }
        Failure::Incomplete(violations) => {
            for violation in violations.iter() {
                add(violation.path.as_str(), &violation.rule, violation.message(lang));
            }
        }
        _ => return None,
    }
    Some(errors)
}
