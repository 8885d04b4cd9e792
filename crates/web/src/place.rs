//! URLs: the body first, then the language where it is not Italian, then Italian words.

use kernel::{Instant, Lang};

/// First segments that are never a body.
pub const RESERVED: &[&str] = &[
    "api",
    "en",
    "favicon.ico",
    "health",
    "it",
    "metrics",
    "robots.txt",
    "static",
    "verifica",
];

/// What the server noted of a request before anything else; an extension of every request, as `Arc<RequestInfo>`.
#[derive(Clone, Debug)]
pub struct RequestInfo {
    /// Short word shown on error pages and written in the log.
    pub id: String,
    /// When the server received the head of the request (TIME-14).
    pub received_at: Instant,
    /// Language of the URL.
    pub lang: Lang,
    /// Path and query as asked, language included.
    pub asked: String,
    /// Italian path and query, as routed.
    pub path: String,
}

/// A path that stays on this site: two slashes at its beginning would name another host.
pub(crate) fn on_this_site(path: &str) -> String {
    format!("/{}", path.trim_start_matches(['/', '\\']))
}

/// URL of an Italian `path` below a body, or below the root without one.
pub fn url(lang: Lang, slug: Option<&str>, path: &str) -> String {
    let language = if lang == Lang::It { "" } else { "/en" };
    // A page has some forty of them: joined in one piece, not formatted.
    match slug {
        Some(slug) => ["/", slug, language, path].concat(),
        None if path.is_empty() && language.is_empty() => "/".to_owned(),
        None => [language, path].concat(),
    }
}

/// The Italian `path` (body included) in another language.
pub fn translated(lang: Lang, slug: Option<&str>, path: &str) -> String {
    let below = slug.and_then(|slug| path.strip_prefix('/')?.strip_prefix(slug));
    match below {
        Some(below) => url(lang, slug, below),
        None => url(lang, None, if path == "/" { "" } else { path }),
    }
}

/// The language a path asks for and the Italian path, when it asks for one.
pub(crate) fn split_language(path: &str) -> Option<(Lang, String)> {
    let mut segments = path.strip_prefix('/')?.splitn(3, '/');
    let first = segments.next()?;
    if let Some(lang) = Lang::parse(first) {
        let rest = path.get(1 + first.len()..).unwrap_or_default();
        return Some((lang, on_this_site(rest)));
    }
    if RESERVED.contains(&first) {
        return None;
    }
    let lang = Lang::parse(segments.next()?)?;
    let rest = segments.next().map(|rest| format!("/{rest}")).unwrap_or_default();
    Some((lang, format!("/{first}{rest}")))
}

/// The body's slug in an Italian path, when its first segment can be one.
pub(crate) fn slug_of(path: &str) -> Option<&str> {
    let first = path.strip_prefix('/')?.split(['/', '?']).next()?;
    (!first.is_empty() && !RESERVED.contains(&first)).then_some(first)
}
