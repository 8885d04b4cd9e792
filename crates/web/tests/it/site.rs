//! A small site to ask pages of.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderMap, Request, StatusCode},
    response::Html,
    routing::{get, post},
};
use futures_util::future::BoxFuture;
use http_body_util::BodyExt;
use kernel::{Error, FixedClock, Instant, Lang, SeededRandom};
use std::sync::Arc;
use tower::ServiceExt;
use web::{
    Brand, Brands, Contact, CsrfSecret, Page, ProtectedForm, ProtectedPairs, RequestInfo, WebError,
    WebResult, WebSettings,
};

pub(crate) fn brand() -> Arc<Brand> {
    let contact = |label: &str, text: &str, href: &str| Contact {
        label: label.to_owned(),
        text: text.to_owned(),
        href: Some(href.to_owned()),
    };
    Arc::new(Brand {
        slug: "borgo".to_owned(),
        name: "Comune di Borgo Esempio".to_owned(),
        tagline: "Provincia di Esempio".to_owned(),
        parent: Some(("Regione Esempio".to_owned(), "/regione-esempio".to_owned())),
        address: vec!["Piazza della Prova 1, 00000 Borgo Esempio".to_owned()],
        contacts: vec![
            contact("Telefono", "0000 000000", "tel:+390000000000"),
            contact(
                "PEC",
                "comune@pec.borgo.example",
                "mailto:comune@pec.borgo.example",
            ),
        ],
        ..Brand::default()
    })
}

pub(crate) fn page(title: &str) -> Page {
    let mut page = Page::new(Lang::It, title).of(brand()).active("/servizi");
    page.path = "/borgo/servizi?q=atti".to_owned();
    page.csrf = "gettone".to_owned();
    page
}

struct OneBody;

impl Brands for OneBody {
    fn brand<'a>(&'a self, slug: &'a str, _: Lang) -> BoxFuture<'a, Option<Arc<Brand>>> {
        Box::pin(async move { (slug == "borgo").then(brand) })
    }
}

#[derive(serde::Deserialize)]
struct Note {
    text: String,
}

/// The secret of the session called `s` in the header `x-session`, as identity would read it from a cookie.
pub(crate) fn secret(session: &str) -> CsrfSecret {
    CsrfSecret::derive(session.as_bytes())
}

async fn sessions(
    mut request: axum::extract::Request,
    next: axum::middleware::Next,
) -> axum::response::Response {
    let session = request
        .headers()
        .get("x-session")
        .and_then(|value| value.to_str().ok())
        .map(secret);
    if let Some(secret) = session {
        request.extensions_mut().insert(secret);
    }
    next.run(request).await
}

async fn fail(Path(kind): Path<String>) -> WebResult {
    Err(WebError::from(match kind.as_str() {
        "login" => Error::LoginRequired,
        "forbidden" => Error::Forbidden,
        "conflict" => Error::Conflict {
            reason: "web-conflict",
        },
        "busy" => Error::Unavailable { retry_after: 7 },
        "panic" => panic!("hidden-detail"),
        "internal" => Error::internal("hidden-detail"),
        "invalid" => {
            let mut fields = kernel::FieldErrors::default();
            fields.add("text", "web-nul");
            Error::Invalid(fields)
        }
        _ => Error::NotFound,
    }))
}

pub(crate) fn routes() -> Router {
    Router::new()
        .route(
            "/borgo/servizi",
            get(
                |lang: axum::Extension<Lang>, info: axum::Extension<Arc<RequestInfo>>| async move {
                    Html(format!("{} {} {}", lang.code(), info.path, info.asked))
                },
            ),
        )
        .route("/borgo/errori/{kind}", get(fail).post(fail))
        .route(
            "/borgo/operatori/coda",
            get(|| async { WebResult::<()>::Err(Error::LoginRequired.into()) }),
        )
        .route("/api/v1/things/{kind}", get(fail))
        .route(
            "/borgo/note/{id}",
            get(|Path(id): Path<u32>| async move { Html(id.to_string()) }),
        )
        .route(
            "/borgo/note",
            post(|ProtectedForm(note): ProtectedForm<Note>| async move { Html(note.text) }),
        )
        .route(
            "/borgo/testo",
            post(|form: ProtectedPairs| async move { Html(form.get("text").unwrap_or_default().to_owned()) }),
        )
        .route(
            "/borgo/json",
            post(|axum::Json(value): axum::Json<serde_json::Value>| async move { value.to_string() }),
        )
        .route(
            "/borgo/lento",
            get(|| async {
                tokio::time::sleep(std::time::Duration::from_secs(60)).await;
            }),
        )
        .merge(web::with_body_limit(
            Router::new().route(
                "/borgo/pagina",
                post(|form: ProtectedPairs| async move {
                    let files: Vec<String> = form
                        .files
                        .iter()
                        .map(|f| format!("{}={}:{}", f.field, f.name, f.bytes.len()))
                        .collect();
                    Html(format!("{:?} {}", form.pairs, files.join(",")))
                }),
            ),
            3_000_000,
        ))
        .layer(axum::middleware::from_fn(sessions))
}

pub(crate) fn settings() -> WebSettings {
    let now = Instant::parse("2024-02-09T10:00:00Z").unwrap();
    let mut settings = WebSettings::new(
        Arc::new(FixedClock::at(now)),
        Arc::new(SeededRandom::new(1)),
        Arc::new(OneBody),
    );
    settings.timeout_seconds = 1;
    settings
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// Bytes on the wire.
    pub(crate) size: usize,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

pub(crate) async fn ask(request: Request<Body>) -> Answer {
    ask_of(&web::stack(routes(), settings()), request).await
}

pub(crate) async fn ask_of(site: &Router, request: Request<Body>) -> Answer {
    let response = site.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
        size: bytes.len(),
    }
}

pub(crate) async fn get_page(path: &str) -> Answer {
    ask(Request::get(path)
        .header("accept", "text/html")
        .body(Body::empty())
        .unwrap())
    .await
}
