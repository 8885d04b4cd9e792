//! The layers around every request, outermost first: language of the URL, request info and log, security headers, error
//! pages, forgery check, rate limits, time limit, panics, metrics.

mod headers;
mod limits;
mod log;

pub use limits::{Rate, RateLimits, client_address};

use crate::{
    Brand, RequestInfo, UserMenu, WebError, assets, csrf,
    error::Failure,
    error_pages::{self, Place},
    place, submission,
};
use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, Method, Uri, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::future::BoxFuture;
use kernel::{Clock, Lang, Random};
use limits::Limiter;
use std::{convert::Infallible, net::IpAddr, sync::Arc, time::Duration};
use tower::{Service, ServiceBuilder, ServiceExt};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, Predicate,
        predicate::{NotForContentType, SizeAbove},
    },
};

/// Finds the body of a URL, so that error pages wear its header.
pub trait Brands: Send + Sync {
    /// The body of a slug.
    fn brand<'a>(&'a self, slug: &'a str, lang: Lang) -> BoxFuture<'a, Option<Arc<Brand>>>;
}

/// No bodies; error pages wear the product's header.
#[derive(Debug)]
pub struct NoBrands;

impl Brands for NoBrands {
    fn brand<'a>(&'a self, _: &'a str, _: Lang) -> BoxFuture<'a, Option<Arc<Brand>>> {
        Box::pin(async { None })
    }
}

/// What the layers depend on.
#[derive(Clone)]
pub struct WebSettings {
    /// Whether people reach the server by HTTPS (then HSTS is sent).
    pub https: bool,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// Limits per address; none turns them off.
    pub rate_limits: Option<RateLimits>,
    /// Seconds a request without files may take.
    pub timeout_seconds: u64,
    /// Seconds a request with files may take.
    pub upload_timeout_seconds: u64,
    /// The only clock.
    pub clock: Arc<dyn Clock>,
    /// The only randomness.
    pub random: Arc<dyn Random>,
    /// Bodies by slug.
    pub brands: Arc<dyn Brands>,
}

impl WebSettings {
    /// Ordinary settings: no HTTPS, no proxy, ordinary rate limits, 30 s, 10 min for files.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>, brands: Arc<dyn Brands>) -> Self {
        Self {
            https: false,
            trusted_proxies: Vec::new(),
            rate_limits: Some(RateLimits::default()),
            timeout_seconds: 30,
            upload_timeout_seconds: 600,
            clock,
            random,
            brands,
        }
    }
}

struct Shared {
    settings: WebSettings,
    limiter: Option<Limiter>,
}

type Stack = State<Arc<Shared>>;

/// Wraps the routes of the product, adds `/static/…`, and answers everything else with a designed page.
pub fn stack(router: Router, settings: WebSettings) -> Router {
    assets::built();
    let limiter = settings.rate_limits.map(Limiter::new);
    let shared = Arc::new(Shared { settings, limiter });
    let inner = router.route("/static/{name}", get(assets::serve)).layer(
        ServiceBuilder::new()
            .layer(
                CompressionLayer::new()
                    .gzip(true)
                    .quality(CompressionLevel::Fastest)
                    .compress_when(worth_packing()),
            )
            .layer(middleware::from_fn_with_state(shared.clone(), around))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(DefaultBodyLimit::max(submission::DEFAULT_BODY_LIMIT)),
    );
    // Routing comes after the language is taken out of the path, so the whole router is one service behind this one.
    let routed = tower::service_fn(move |request: Request| {
        let (inner, shared) = (inner.clone(), shared.clone());
        async move { into_italian(inner, &shared, request).await }
    });
    Router::new().fallback_service(routed)
}

/// Pages and documents of the API; assets are packed at build time, papers and pictures are packed by nature. Tokens in pages
/// are masked anew each time, so that sizes of packed pages tell nothing of them.
fn worth_packing() -> impl Predicate {
    SizeAbove::new(1024)
        .and(NotForContentType::new("application/pdf"))
        .and(NotForContentType::new("application/octet-stream"))
        .and(NotForContentType::new("font/"))
        .and(NotForContentType::new("image/"))
        .and(NotForContentType::new("application/zip"))
}

async fn into_italian(inner: Router, shared: &Shared, mut request: Request) -> Result<Response, Infallible> {
    let asked = request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), |asked| place::on_this_site(asked.as_str()));
    let (lang, path) = match place::split_language(request.uri().path()) {
        Some((lang, path)) => (
            lang,
            rebuild(&mut request, &path).unwrap_or_else(|| asked.clone()),
        ),
        None => (Lang::It, asked.clone()),
    };
    let id = shared
        .settings
        .random
        .token()
        .get(..12)
        .unwrap_or_default()
        .to_owned();
    let info = RequestInfo {
        id,
        received_at: shared.settings.clock.now(),
        lang,
        asked,
        path,
    };
    request.extensions_mut().insert(lang);
    request.extensions_mut().insert(Arc::new(info));
    inner.into_service::<Body>().ready().await?.call(request).await
}

/// Replaces the path of the request and gives the new path and query back.
fn rebuild(request: &mut Request, path: &str) -> Option<String> {
    let target = match request.uri().query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    *request.uri_mut() = target.parse::<Uri>().ok()?;
    Some(target)
}

fn panicked(_: Box<dyn std::any::Any + Send + 'static>) -> Response {
    // The panic hook has written where; nothing of it may reach the page.
    WebError(Failure::Internal(Arc::new(kernel::Error::internal(
        "panic in a handler",
    ))))
    .into_response()
}

/// What happens around every route, in one layer: each layer of axum's copies all those inside it (measured: a fifth of the
/// time of a page for five more).
async fn around(State(shared): Stack, request: Request, next: Next) -> Response {
    let info = submission::info(&request).cloned();
    let call = log::Call::of(&request, info.clone());
    let mut response = designed(&shared, request, info.clone(), next).await;
    headers::add(
        &mut response,
        info.as_ref().map(|info| info.id.as_str()),
        shared.settings.https,
    );
    call.answered(&response);
    response
}

async fn within_time(shared: &Shared, request: Request, next: Next) -> Response {
    let uploads = request
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let settings = &shared.settings;
    let seconds = if uploads {
        settings.upload_timeout_seconds
    } else {
        settings.timeout_seconds
    };
    match tokio::time::timeout(Duration::from_secs(seconds), next.run(request)).await {
        Ok(response) => response,
        Err(_) => WebError(Failure::Timeout).into_response(),
    }
}

async fn within_limits(shared: &Shared, request: Request, next: Next) -> Response {
    if let Some(limiter) = &shared.limiter
        && let Err(retry_after) = limiter.check(&request, &shared.settings.trusted_proxies)
    {
        return WebError(Failure::TooMany { retry_after }).into_response();
    }
    if has_nul(request.uri()) {
        return WebError::bad_request("web-nul").into_response();
    }
    if !is_safe(request.method())
        && !is_token_call(request.headers())
        && !csrf::same_origin(request.headers())
    {
        return WebError(Failure::Foreign).into_response();
    }
    within_time(shared, request, next).await
}

/// U+0000 in a path or a query means nothing to anybody and PostgreSQL refuses to hear it.
fn has_nul(uri: &Uri) -> bool {
    uri.path().contains("%00") || uri.query().is_some_and(|query| query.contains("%00"))
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// A call with a token of its own cannot be forged by a page: browsers never add that header by themselves.
fn is_token_call(headers: &HeaderMap) -> bool {
    headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value.as_bytes().starts_with(b"Bearer "))
}

/// The answer, and in the place of a failure its designed page or problem document.
async fn designed(shared: &Shared, request: Request, info: Option<Arc<RequestInfo>>, next: Next) -> Response {
    let Some(info) = info else {
        return within_limits(shared, request, next).await;
    };
    let method = request.method().clone();
    let wants_json = error_pages::wants_json(&info.path, request.headers());
    let from = error_pages::came_from(request.headers());
    let mut response = within_limits(shared, request, next).await;
    let Some(failure) = failure_of(&mut response) else {
        return response;
    };
    if let Failure::Internal(error) = &failure {
        tracing::error!(request_id = %info.id, error = %chain(error), "request failed");
    }
    let brand = match place::slug_of(&info.path) {
        Some(slug) => shared.settings.brands.brand(slug, info.lang).await,
        None => None,
    };
    let user = response.extensions_mut().remove::<UserMenu>();
    let mut page = error_pages::render(
        &failure,
        &Place {
            info,
            method,
            wants_json,
            from,
            brand,
            user,
        },
    );
    for name in [header::ALLOW, header::SET_COOKIE, header::WWW_AUTHENTICATE] {
        for value in response.headers().get_all(&name) {
            page.headers_mut().append(name.clone(), value.clone());
        }
    }
    page
}

/// The failure an answer carries, or the one its bare status means; pages and documents of slices stay theirs.
fn failure_of(response: &mut Response) -> Option<Failure> {
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        return Some(failure);
    }
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .map(|value| value.as_bytes())
        .unwrap_or_default();
    let made = kind.starts_with(b"text/html") || kind.windows(4).any(|part| part == b"json");
    if made {
        None
    } else {
        Failure::of_status(response.status())
    }
}

fn chain(error: &kernel::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
