//! Posted forms: read with limits, refused without the token of the session, never a fault on hostile input.

mod multipart;

use crate::{
    RequestInfo, WebError,
    csrf::{self, CsrfSecret},
    error::{Failure, Typed},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, Request},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;
use kernel::SystemRandom;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// Bytes of a form without files.
pub const DEFAULT_BODY_LIMIT: usize = 1 << 20;

/// Most pairs of one form; a page has far fewer.
const MAX_PAIRS: usize = 5_000;

/// What is read and thrown away after the limit, so that the browser shows our answer and not a broken connection.
const DRAIN: usize = 64_000_000;

/// Limit of the bodies of a route, in bytes; set by [`with_body_limit`].
#[derive(Clone, Copy, Debug)]
pub struct BodyLimit(pub usize);

/// Sets the largest body, in bytes, of every route of the router.
pub fn with_body_limit<S: Clone + Send + Sync + 'static>(router: Router<S>, bytes: usize) -> Router<S> {
    router
        .layer(DefaultBodyLimit::max(bytes))
        .layer(axum::Extension(BodyLimit(bytes)))
}

/// A form typed by its fields, for short ones: logins, passwords, buttons. What was typed does not come back on the page
/// of an expired session, because here it may be a password; long forms are [`ProtectedPairs`].
#[derive(Debug)]
pub struct ProtectedForm<T>(pub T);

/// A form as pairs in order and files; for pages made from a definition.
#[derive(Debug, Default)]
pub struct ProtectedPairs {
    /// Names and values in order, the token left out; line ends are LF.
    pub pairs: Vec<(String, String)>,
    /// Files that were chosen; empty file controls are left out.
    pub files: Vec<UploadedFile>,
    /// Why a value cannot be kept as it was typed, when one cannot; never set on a form that reaches a handler.
    unreadable: Option<&'static str>,
    /// Share of the memory reserved for uploads, given back when the form is dropped.
    pub(crate) _memory: Option<OwnedSemaphorePermit>,
}

/// The files of a call of the API (multipart). There is no page that could hold a token: the check of the origin stands
/// alone.
#[derive(Debug)]
pub struct CalledFiles {
    /// Files in order.
    pub files: Vec<UploadedFile>,
    _memory: Option<OwnedSemaphorePermit>,
}

/// A file of a form.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// Name of the control.
    pub field: String,
    /// Name the person's device gave it, without folders.
    pub name: String,
    /// Media type the browser claims; never to be trusted.
    pub declared_type: String,
    /// Contents.
    pub bytes: Bytes,
}

impl ProtectedPairs {
    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A failure whose page shows what was typed: there is nowhere left where it could be saved.
    pub fn kept(&self, error: impl Into<WebError>) -> WebError {
        let WebError(failure) = error.into();
        let typed = Typed {
            had_files: !self.files.is_empty(),
            pairs: self.pairs.clone(),
            token: None,
        };
        if typed.shown().is_empty() {
            return WebError(failure);
        }
        WebError(Failure::Kept {
            failure: Arc::new(failure),
            typed: Arc::new(typed),
        })
    }
}

impl<S: Send + Sync> FromRequest<S> for ProtectedPairs {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebError> {
        let secret = request.extensions().get::<CsrfSecret>().cloned();
        let headers = request.headers().clone();
        let mut form = read(request, secret.is_some()).await?;
        if let Some(reason) = form.unreadable {
            return Err(form.kept(WebError::bad_request(reason)));
        }
        let sent = form.pairs.iter().position(|(name, _)| name == csrf::FIELD);
        let sent = sent
            .map(|at| form.pairs.remove(at).1)
            .or_else(|| from_header(&headers))
            .unwrap_or_default();
        let accepted = match &secret {
            Some(secret) => secret.accepts(&sent),
            // Without a session there is nothing to forge: the check of the origin stands alone.
            None => sent.is_empty(),
        };
        if accepted {
            return Ok(form);
        }
        Err(WebError(Failure::Expired(Arc::new(Typed {
            had_files: !form.files.is_empty(),
            pairs: form.pairs,
            token: secret.map(|secret| secret.token(&SystemRandom)),
        }))))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for ProtectedForm<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &S) -> Result<Self, WebError> {
        let form = ProtectedPairs::from_request(request, state)
            .await
            .map_err(WebError::without_typed)?;
        let mut encoded = form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(&form.pairs);
        let typed = serde_html_form::from_str(&encoded.finish());
        typed
            .map(ProtectedForm)
            .map_err(|_| WebError::bad_request("web-bad-request"))
    }
}

impl<S: Send + Sync> FromRequest<S> for CalledFiles {
    type Rejection = WebError;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebError> {
        if !is_multipart(request.headers()) {
            return Err(WebError(Failure::MediaType));
        }
        let known = request.extensions().get::<CsrfSecret>().is_some();
        let ProtectedPairs { files, _memory, .. } = read(request, known).await?;
        Ok(Self { files, _memory })
    }
}

fn is_multipart(headers: &HeaderMap) -> bool {
    kind(headers).starts_with("multipart/form-data")
}

/// The media type of the body, in lower case.
fn kind(headers: &HeaderMap) -> String {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    kind.unwrap_or_default().to_ascii_lowercase()
}

fn from_header(headers: &HeaderMap) -> Option<String> {
    headers
        .get(csrf::HEADER)
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned)
}

async fn read(request: Request, known: bool) -> Result<ProtectedPairs, WebError> {
    let limit = request
        .extensions()
        .get::<BodyLimit>()
        .map_or(DEFAULT_BODY_LIMIT, |limit| limit.0);
    if is_multipart(request.headers()) {
        return if known {
            multipart::read(request, limit).await
        } else {
            multipart::read_words(request, limit).await
        };
    }
    let kind = kind(request.headers());
    if !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(WebError(Failure::MediaType));
    }
    let body = collect(request.into_body(), limit).await?;
    parse_pairs(&body)
}

/// The body up to the limit; beyond it the rest is read and thrown away.
pub(crate) async fn collect(mut body: Body, limit: usize) -> Result<Bytes, WebError> {
    let mut kept = Vec::new();
    let mut seen = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| WebError::bad_request("web-broken-body"))?;
        let Ok(data) = frame.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen > limit.saturating_add(DRAIN) {
            break;
        }
        if seen <= limit {
            kept.extend_from_slice(&data);
        } else {
            kept.clear();
        }
    }
    if seen > limit {
        return Err(WebError(Failure::TooLarge {
            limit: u64::try_from(limit).ok(),
        }));
    }
    Ok(kept.into())
}

/// Strict decoding: text that is not UTF-8, or holds NUL, is refused rather than changed.
fn parse_pairs(body: &[u8]) -> Result<ProtectedPairs, WebError> {
    let mut form = ProtectedPairs::default();
    for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        if form.pairs.len() == MAX_PAIRS {
            return Err(WebError::bad_request("web-too-many-fields"));
        }
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = clean(decode(halves.next().unwrap_or_default()))?;
        form.push(name, decode(halves.next().unwrap_or_default()));
    }
    Ok(form)
}

fn decode(raw: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = raw
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    percent_encoding::percent_decode(&spaced).collect()
}

impl ProtectedPairs {
    /// Adds a value. One that cannot be kept makes the whole form unreadable; what can be read of it is kept for the page
    /// that says so, because nobody must lose what they typed elsewhere for one wrong character.
    fn push(&mut self, name: String, raw: Vec<u8>) {
        let value = match cleaned(raw) {
            Ok(text) => text,
            Err((reason, readable)) => {
                self.unreadable.get_or_insert(reason);
                readable
            }
        };
        self.pairs.push((name, value));
    }
}

/// Text as it may enter: UTF-8, no NUL, LF line ends.
pub(crate) fn clean(raw: Vec<u8>) -> Result<String, WebError> {
    cleaned(raw).map_err(|(reason, _)| WebError::bad_request(reason))
}

/// The text, or why it is none and what can be read of it.
fn cleaned(raw: Vec<u8>) -> Result<String, (&'static str, String)> {
    let text = String::from_utf8(raw).map_err(|error| {
        (
            "web-not-utf8",
            String::from_utf8_lossy(error.as_bytes()).replace('\0', "\u{fffd}"),
        )
    })?;
    kernel::clean_text(&text, usize::MAX).map_err(|_| ("web-nul", text.replace('\0', "\u{fffd}")))
}

/// The request's info, when the layers of [`crate::stack`] are there.
pub(crate) fn info(request: &Request) -> Option<&Arc<RequestInfo>> {
    request.extensions().get::<Arc<RequestInfo>>()
}
