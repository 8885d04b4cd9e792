//! What a body offers: adoptions of bundles, the windows in which they accept applications, the tree they hang on.

use kernel::{AdoptionId, BodyId, Instant, Lang, OfficeId, WindowId};
use terms::Placement;

/// Whether an adoption can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Only the body's administrators see it.
    Private,
    /// Everybody sees it.
    Published,
}

impl Visibility {
    /// The word in the table.
    pub fn as_str(self) -> &'static str {
        match self {
            Visibility::Private => "private",
            Visibility::Published => "published",
        }
    }
}

/// A bundle offered by a body (bundle × body).
#[derive(Clone, Debug)]
pub struct Adoption {
    /// Identifier.
    pub id: AdoptionId,
    /// The body that offers it.
    pub body: BodyId,
    /// Slug in the URL.
    pub service: String,
    /// Content hash of the bundle version new drafts get.
    pub bundle_hash: String,
    /// Slug of the category it hangs on.
    pub category: Option<String>,
    /// Name of that category; empty without one.
    pub category_name: bundles::Text,
    /// The office that works its cases.
    pub office: OfficeId,
    /// Person responsible for the procedure (L. 241/1990 art. 5).
    pub responsible_name: String,
    /// How to reach that person.
    pub responsible_email: Option<String>,
    /// Holder of the substitutive power (L. 241/1990 art. 2 c. 9-bis).
    pub substitute_name: Option<String>,
    /// Whether it can be seen.
    pub visibility: Visibility,
    /// Lowest login level that may file.
    pub min_level: i64,
    /// Shown among the most requested.
    pub featured: bool,
    /// Optimistic version of the row.
    pub version: i64,
    /// First instant of the offer.
    pub valid_from: Instant,
    /// First instant it is no longer offered.
    pub valid_to: Option<Instant>,
}

impl Adoption {
    /// Whether everybody sees it at an instant.
    pub fn is_public_at(&self, at: Instant) -> bool {
        self.visibility == Visibility::Published
            && self.valid_from <= at
            && self.valid_to.is_none_or(|end| at < end)
    }
}

/// A node of a body's tree of services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Slug in the URL.
    pub slug: String,
    /// Slug of the node above.
    pub parent: Option<String>,
    /// Italian name.
    pub name_it: String,
    /// English name.
    pub name_en: Option<String>,
}

impl Category {
    /// The name in a language, Italian where there is no other.
    pub fn name(&self, lang: Lang) -> &str {
        match (lang, &self.name_en) {
            (Lang::En, Some(name)) => name,
            _ => &self.name_it,
        }
    }
}

/// A period in which an adoption accepts applications, set by a dated act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Identifier.
    pub id: WindowId,
    /// Progressive number within the adoption.
    pub number: i64,
    /// First instant.
    pub opens_at: Instant,
    /// Last instant, included; none = open-ended.
    pub closes_at: Option<Instant>,
    /// After the close and up to here an application is filed, registered and marked late (G-41).
    pub late_until: Option<Instant>,
    /// The act that set it.
    pub act_reference: Option<String>,
    /// When the act was adopted: a window decided later than the filing does not exist for it.
    pub decided_at: Instant,
}

/// What the windows say of an application received at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission {
    /// No window limits this service.
    Always,
    /// In time, within the window.
    InTime(WindowId),
    /// After the final close: filed and registered, but late.
    Late(WindowId),
    /// No window is open; the next one opens then, if known.
    Closed {
        /// Opening of the next window already decided.
        next: Option<Instant>,
        /// Last close before the instant.
        last_close: Option<Instant>,
    },
}

/// Judges an instant of receipt against the windows whose act had been adopted by then (G-40..G-46); the rule itself is
/// [`terms::place`].
pub fn admission(windows: &[Window], received_at: Instant) -> Admission {
    let known: Vec<&Window> = windows.iter().filter(|w| w.decided_at <= received_at).collect();
    if known.is_empty() {
        return Admission::Always;
    }
    let stretches: Vec<terms::Window> = known
        .iter()
        .map(|window| terms::Window {
            opens_at: window.opens_at,
            closes_at: window.closes_at,
            late_until_at: window.late_until,
        })
        .collect();
    match terms::place(&stretches, received_at) {
        Placement::InTime { window } => Admission::InTime(known[window].id),
        Placement::Late { window, .. } => Admission::Late(known[window].id),
        Placement::NotOpen { closed_at, opens_at } => Admission::Closed {
            next: opens_at,
            last_close: closed_at,
        },
    }
}

#[cfg(test)]
mod tests;
