//! First part of a body's URLs: what it may look like and which words the house keeps for itself.

/// Words that can be no body's slug, because pages of the whole installation live there.
pub const RESERVED_SLUGS: &[&str] = &[
    "accedi",
    "accessibilita",
    "admin",
    "api",
    "app",
    "assets",
    "demo",
    "documenti",
    "en",
    "esci",
    "favicon",
    "health",
    "it",
    "login",
    "logout",
    "metadata",
    "metrics",
    "oidc",
    "operatori",
    "portale",
    "pratiche",
    "privacy",
    "robots",
    "saml",
    "servizi",
    "sitemap",
    "spid",
    "cie",
    "cns",
    "static",
    "verifica",
    "well-known",
    "www",
];

/// Why a slug is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Not 2 to 63 lower-case letters, digits and single inner hyphens.
    #[error("a slug is 2 to 63 lower-case letters, digits and single hyphens, starting and ending with none")]
    Shape,
    /// Kept for pages of the installation.
    #[error("this slug is reserved")]
    Reserved,
}

/// Accepts a slug that is a legal DNS label and not reserved: it may become a host name.
pub fn check_slug(slug: &str) -> Result<(), SlugError> {
    let legal = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    let shape = (2..=63).contains(&slug.len())
        && slug.bytes().all(legal)
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !slug.contains("--");
    if !shape {
        return Err(SlugError::Shape);
    }
    if RESERVED_SLUGS.contains(&slug) {
        return Err(SlugError::Reserved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_dns_labels_and_never_reserved_words() {
        for good in ["borgo-esempio", "comune2", "ab"] {
            assert_eq!(check_slug(good), Ok(()), "{good}");
        }
        let long = "a".repeat(64);
        for bad in [
            "",
            "a",
            "Borgo",
            "-borgo",
            "borgo-",
            "a--b",
            "a/b",
            "città",
            "a b",
            long.as_str(),
        ] {
            assert_eq!(check_slug(bad), Err(SlugError::Shape), "{bad}");
        }
        for word in RESERVED_SLUGS {
            assert_eq!(check_slug(word), Err(SlugError::Reserved), "{word}");
        }
    }
}
