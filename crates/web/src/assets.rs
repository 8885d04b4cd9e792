//! Built assets: `/static/<hashed name>`, immutable, precompressed at build time; embedded in a release.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../../assets/dist"]
struct Dist;

/// Where assets are served.
const BELOW: &str = "/static/";

static MANIFEST: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let manifest = read();
    if manifest.is_empty() {
        tracing::warn!(
            "the front end is not built: pages have no style; run `npm ci && node build.mjs` in assets"
        );
    }
    manifest
});

/// URLs by logical name. What is embedded never changes; while developing the files are read from disk and may be built
/// anew at any time.
fn read() -> HashMap<String, String> {
    let file = Dist::get("manifest.json");
    let names: HashMap<String, String> = file
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default();
    names
        .into_iter()
        .map(|(name, hashed)| (name, format!("{BELOW}{hashed}")))
        .collect()
}

/// URL of an asset by its logical name; empty when the front end is not built.
pub fn url(name: &str) -> Cow<'static, str> {
    if cfg!(debug_assertions) {
        read().remove(name).map_or(Cow::Borrowed(""), Cow::Owned)
    } else {
        Cow::Borrowed(MANIFEST.get(name).map_or("", String::as_str))
    }
}

/// Whether the front end is built; `doctor` tells when it is not. Warns in the log, once, when it is not.
pub fn built() -> bool {
    !MANIFEST.is_empty()
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        _ => "application/octet-stream",
    }
}

/// Answers `/static/{name}`.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let is_it = |url: &String| url.strip_prefix(BELOW) == Some(name.as_str());
    let known = if cfg!(debug_assertions) {
        read().values().any(is_it)
    } else {
        MANIFEST.values().any(is_it)
    };
    if !known {
        return StatusCode::NOT_FOUND.into_response();
    }
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let accepts = |coding: &str| {
        accepted
            .split(',')
            .any(|part| part.split(';').next().map(str::trim) == Some(coding))
    };
    let packed = [("br", "br"), ("gzip", "gz")]
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((coding, Dist::get(&format!("{name}.{ending}"))?)));
    let common = [
        (header::CONTENT_TYPE, media_type(&name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    match packed {
        Some((coding, file)) => (common, [(header::CONTENT_ENCODING, coding)], file.data).into_response(),
        None => match Dist::get(&name) {
            Some(file) => (common, file.data).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
    }
}
