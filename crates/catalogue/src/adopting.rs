//! How a body comes to offer a service: pieces of a batch for installation, administration and tests.

use crate::model::{Visibility, Window};
use crate::repo::write;
use bundles::Bundle;
use kernel::{AdoptionId, BodyId, Instant, Lang, OfficeId, search_words};
use std::collections::BTreeMap;
use store::WriteBatch;
use uuid::Uuid;

/// Words of one text that are searched; longer texts are found by their beginning.
const MAX_WORDS: usize = 300;

/// A node to be added to a body's tree of services.
#[derive(Clone, Debug)]
pub struct NewCategory {
    /// Permanent identifier, from [`kernel::new_uuid`].
    pub id: Uuid,
    /// Whose tree.
    pub body: BodyId,
    /// The node above; it must be there already.
    pub parent: Option<Uuid>,
    /// Word in the URL, unique in the body.
    pub slug: String,
    /// Italian name.
    pub name_it: String,
    /// English name.
    pub name_en: Option<String>,
    /// Order among its siblings.
    pub position: i64,
}

/// A service a body begins to offer.
#[derive(Clone, Debug)]
pub struct NewAdoption {
    /// Permanent identifier.
    pub id: AdoptionId,
    /// The body that offers it.
    pub body: BodyId,
    /// Word in the URL, unique in the body; usually the bundle's key.
    pub service: String,
    /// Where it hangs on the tree.
    pub category: Option<Uuid>,
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
    /// Lowest login level that may file, 1 to 3.
    pub min_level: i64,
    /// Order among the body's services.
    pub position: i64,
    /// Shown among the most requested.
    pub featured: bool,
    /// First instant of the offer.
    pub valid_from: Instant,
    /// First instant it is no longer offered.
    pub valid_to: Option<Instant>,
}

/// A period of acceptance set by a dated act.
#[derive(Clone, Debug)]
pub struct NewWindow {
    /// The adoption it limits.
    pub adoption: AdoptionId,
    /// The period.
    pub window: Window,
}

/// Adds a node; a slug already used is the conflict `catalogue-category-taken`.
pub fn add_category(batch: &mut WriteBatch, new: &NewCategory) {
    write::category(batch, new);
}

/// Keeps the bundle, adds the adoption and makes it findable; a service already offered is the conflict
/// `catalogue-service-taken`. Body, office and category must be there already, also earlier in the same batch.
pub fn adopt(batch: &mut WriteBatch, new: &NewAdoption, bundle: &Bundle, now: Instant) {
    write::bundle(batch, bundle, now);
    write::adoption(batch, new, &bundle.hash);
    write::first_version(batch, new, &bundle.hash);
    index(batch, new.body, new.id, bundle);
}

/// Adds a window; a number already used is the conflict `catalogue-window-taken`.
pub fn open_window(batch: &mut WriteBatch, new: &NewWindow) {
    write::window(batch, new);
}

/// Replaces the words a service is found by, in every language. The title weighs most, then the words its author chose.
pub fn index(batch: &mut WriteBatch, body: BodyId, adoption: AdoptionId, bundle: &Bundle) {
    write::forget_terms(batch, body, adoption);
    for lang in Lang::ALL {
        for (word, weight) in weighted_words(bundle, lang) {
            write::term(batch, (body, adoption), lang, &word, weight);
        }
    }
}

fn weighted_words(bundle: &Bundle, lang: Lang) -> BTreeMap<String, i64> {
    let sheet = &bundle.service.sheet;
    let keywords = bundle.service.keywords.join(" ");
    let texts = [
        (sheet.title.get(lang), 10),
        (keywords.as_str(), 6),
        (sheet.summary.get(lang), 3),
        (sheet.description.get(lang), 1),
    ];
    let mut words = BTreeMap::new();
    for (text, weight) in texts {
        for word in search_words(text, MAX_WORDS) {
            words.entry(word).or_insert(weight);
        }
    }
    words
}
