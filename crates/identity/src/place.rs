//! What part of the site a path belongs to.

/// Where a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// Assets, health and figures: nobody's session is read.
    Bare,
    /// Outside any body.
    Portal,
    /// Pages of a body for anybody and citizens.
    Citizens(&'a str),
    /// Pages of a body for operators, with the path below the body.
    Operators(&'a str, &'a str),
    /// The API of a body.
    Api(&'a str),
}

/// Reads an Italian path, query included.
pub(crate) fn of(path: &str) -> Place<'_> {
    let path = path.split('?').next().unwrap_or_default();
    let mut segments = path.strip_prefix('/').unwrap_or(path).split('/');
    let first = segments.next().unwrap_or_default();
    match first {
        "static" | "health" | "metrics" | "favicon.ico" | "robots.txt" => Place::Bare,
        "api" => match (segments.next(), segments.next()) {
            (Some("v1"), Some(slug)) if !slug.is_empty() => Place::Api(slug),
            _ => Place::Portal,
        },
        "" => Place::Portal,
        word if bodies::RESERVED_SLUGS.contains(&word) => Place::Portal,
        slug => match path.get(1 + slug.len()..) {
            Some(below) if segments.next() == Some("operatori") => Place::Operators(slug, below),
            _ => Place::Citizens(slug),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_has_its_place() {
        assert_eq!(of("/static/app.css"), Place::Bare);
        assert_eq!(of("/health"), Place::Bare);
        assert_eq!(of("/"), Place::Portal);
        assert_eq!(of("/verifica/abc"), Place::Portal);
        assert_eq!(of("/api/openapi.json"), Place::Portal);
        assert_eq!(of("/api/v1/borgo/pratiche?q=1"), Place::Api("borgo"));
        assert_eq!(of("/borgo"), Place::Citizens("borgo"));
        assert_eq!(of("/borgo?x=/operatori"), Place::Citizens("borgo"));
        assert_eq!(of("/borgo/operatorix/coda"), Place::Citizens("borgo"));
        assert_eq!(
            of("/borgo/operatori/coda?p=2"),
            Place::Operators("borgo", "/operatori/coda")
        );
        assert_eq!(of("/borgo/operatori"), Place::Operators("borgo", "/operatori"));
    }
}
