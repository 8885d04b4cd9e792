//! The block with which anybody rates a page or a service, in the words of the Modello Comuni (C.SI.2.5, C.SE.1.7).
//!
//! `layout.html` draws it below the contents of a page whose `Page::rated` says what is rated; one form holds all three
//! steps, and the style shows each when the one before is answered. Where it posts is the slice `assistance`.

/// Path below the body that takes the post.
pub const PATH: &str = "/valutazione";

/// Most characters of the free words.
pub const MAX_DETAILS: usize = 200;

/// What follows the sheet's path where the filing of a service is rated and not its sheet.
const FILING: &str = "/istanza";

/// Pages without a parameter that can be rated, below the body.
const PAGES: [&str; 10] = [
    "",
    "/servizi",
    "/istruzioni",
    "/domande-frequenti",
    "/privacy",
    "/accessibilita",
    "/note-legali",
    "/richiesta-assistenza",
    "/segnalazione-disservizio",
    "/prenota-appuntamento",
];

/// Codes of the answers about what went well; each has words at `web-rating-liked-…`.
pub const LIKED: [&str; 5] = ["clear", "complete", "on-course", "no-trouble", "other"];

/// Codes of the answers about what was difficult; each has words at `web-rating-difficult-…`.
pub const DIFFICULT: [&str; 5] = ["unclear", "incomplete", "off-course", "trouble", "other"];

/// From this many stars on people are asked what they liked, below it what was difficult.
const LIKED_FROM: i64 = 4;

/// The answers offered to who gave this many stars.
pub fn aspects(stars: i64) -> &'static [&'static str; 5] {
    if stars >= LIKED_FROM { &LIKED } else { &DIFFICULT }
}

/// What is rated: an Italian path below the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The path, such as `/servizi/accesso-atti`.
    pub path: String,
    /// Whether the block came back because no star was chosen.
    pub without_stars: bool,
    /// Code of the answer chosen before it came back.
    pub aspect: String,
    /// Words typed before it came back.
    pub details: String,
}

impl Rated {
    /// A public page by its Italian path below the body, when it is one that can be rated.
    pub fn page(below: &str) -> Option<Self> {
        let path = below.split(['?', '#']).next().unwrap_or_default();
        (PAGES.contains(&path) || service_of(path).is_some()).then(|| Self::at(path.to_owned()))
    }

    /// The filing of a service, at its end.
    pub fn filing(service: &str) -> Self {
        Self::at(format!("/servizi/{service}{FILING}"))
    }

    fn at(path: String) -> Self {
        Self {
            path,
            without_stars: false,
            aspect: String::new(),
            details: String::new(),
        }
    }

    /// The service it is about, when it is about one.
    pub fn service(&self) -> Option<&str> {
        service_of(&self.path)
    }

    /// Whether a filing is rated, not a page.
    pub fn is_filing(&self) -> bool {
        self.service().is_some() && self.path.ends_with(FILING)
    }

    /// The answers about what went well.
    pub fn liked(&self) -> &'static [&'static str] {
        &LIKED
    }

    /// The answers about what was difficult.
    pub fn difficult(&self) -> &'static [&'static str] {
        &DIFFICULT
    }
}

fn service_of(path: &str) -> Option<&str> {
    let below = path.strip_prefix("/servizi/")?;
    let service = below.strip_suffix(FILING).unwrap_or(below);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (!service.is_empty() && service.len() <= 100 && service.chars().all(plain)).then_some(service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_pages_and_services_are_rated() {
        let service = |path: &str| Rated::page(path).map(|rated| rated.service().map(str::to_owned));
        assert_eq!(service("/istruzioni?x=1"), Some(None));
        assert_eq!(service(""), Some(None));
        assert_eq!(
            service("/servizi/accesso-atti"),
            Some(Some("accesso-atti".to_owned()))
        );
        for other in [
            "/pratiche",
            "/servizi/",
            "/servizi/accesso-atti/avvia",
            "/servizi/<script>",
            "/operatori/coda",
            "https://altrove.example/",
        ] {
            assert_eq!(Rated::page(other), None, "{other}");
        }
    }

    #[test]
    fn a_filing_is_told_from_the_sheet_of_its_service() {
        let filing = Rated::filing("accesso-atti");
        assert_eq!(Rated::page(&filing.path), Some(filing.clone()));
        assert!(filing.is_filing());
        assert_eq!(filing.service(), Some("accesso-atti"));
        assert!(!Rated::page("/servizi/accesso-atti").is_some_and(|rated| rated.is_filing()));
    }

    #[test]
    fn three_stars_ask_what_was_difficult_and_four_what_was_liked() {
        assert_eq!((aspects(3), aspects(4)), (&DIFFICULT, &LIKED));
    }
}
