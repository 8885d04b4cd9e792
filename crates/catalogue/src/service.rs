//! What pages and other slices ask of the catalogue. Bundles are immutable, so they are parsed once and kept by hash.

use crate::adopting;
use crate::model::{Adoption, Category, Window};
use crate::rendered::{RenderedService, Shelf};
use crate::repo;
use bundles::{Bundle, Publisher};
use kernel::{AdoptionId, BodyId, Error, Instant, Lang, Result, search_words};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::{Store, WriteBatch};

/// Words of a search that count; more would only narrow to nothing.
const MAX_SEARCH_WORDS: usize = 6;

/// An adoption together with the bundle version its new drafts get.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The body's adoption.
    pub adoption: Adoption,
    /// The bundle version.
    pub bundle: Arc<Bundle>,
}

/// Services of every body; cheap to clone.
#[derive(Clone)]
pub struct Catalogue {
    pub(crate) store: Store,
    bundles: Arc<RwLock<HashMap<String, Arc<Bundle>>>>,
    shelf: Arc<Shelf>,
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Catalogue")
    }
}

impl Catalogue {
    /// A catalogue over a database; nothing is read before the first question.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            bundles: Arc::default(),
            shelf: Arc::default(),
        }
    }

    /// A bundle version by content hash, as pinned by drafts and cases.
    pub async fn bundle(&self, hash: &str) -> Result<Arc<Bundle>> {
        if let Some(found) = self
            .bundles
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(hash)
        {
            return Ok(found.clone());
        }
        let archive = repo::bundle_archive(&self.store, hash)
            .await?
            .ok_or(Error::NotFound)?;
        // Compiling a form takes milliseconds: off the threads that answer requests.
        let bundle = tokio::task::spawn_blocking(move || Bundle::from_archive(&archive))
            .await
            .map_err(Error::internal)?
            .map_err(|problems| Error::internal(format!("stored bundle does not load: {problems:?}")))?;
        let mut kept = self.bundles.write().unwrap_or_else(PoisonError::into_inner);
        Ok(kept
            .entry(hash.to_owned())
            .or_insert_with(|| Arc::new(bundle))
            .clone())
    }

    /// The published services of a body in its own order.
    pub async fn published(&self, body: BodyId, at: Instant) -> Result<Vec<Offer>> {
        let mut offers = Vec::new();
        for adoption in repo::adoptions_of_body(&self.store, body, at).await? {
            if adoption.is_public_at(at) {
                let bundle = self.bundle(&adoption.bundle_hash).await?;
                offers.push(Offer { adoption, bundle });
            }
        }
        Ok(offers)
    }

    /// Every service of a body in its own order, whatever its visibility: the caller asks the policy.
    pub async fn offers(&self, body: BodyId, at: Instant) -> Result<Vec<Offer>> {
        let mut offers = Vec::new();
        for adoption in repo::adoptions_of_body(&self.store, body, at).await? {
            let bundle = self.bundle(&adoption.bundle_hash).await?;
            offers.push(Offer { adoption, bundle });
        }
        Ok(offers)
    }

    /// The service behind an address, whatever its visibility: the caller asks the policy.
    pub async fn offer(&self, body: BodyId, service: &str) -> Result<Offer> {
        // What cannot be an address is not asked of the database, which refuses NUL.
        if !is_slug(service) {
            return Err(Error::NotFound);
        }
        let adoption = repo::adoption_by_service(&self.store, body, service).await?;
        let adoption = adoption.ok_or(Error::NotFound)?;
        let bundle = self.bundle(&adoption.bundle_hash).await?;
        Ok(Offer { adoption, bundle })
    }

    /// One adoption by identifier.
    pub async fn adoption(&self, id: AdoptionId) -> Result<Adoption> {
        repo::adoption_by_id(&self.store, id)
            .await?
            .ok_or(Error::NotFound)
    }

    /// A logo of a body by the name in its address.
    pub(crate) async fn logo(&self, body: BodyId, name: &str) -> Result<Option<bodies::Logo>> {
        Ok(bodies::logo(&self.store, body, name).await?)
    }

    /// The tree of a body.
    pub async fn categories(&self, body: BodyId) -> Result<Vec<Category>> {
        Ok(repo::categories_of_body(&self.store, body).await?)
    }

    /// The windows set for an adoption by dated acts.
    pub async fn windows(&self, adoption: AdoptionId) -> Result<Vec<Window>> {
        Ok(repo::windows_of_adoption(&self.store, adoption).await?)
    }

    /// Published services that hold, for every word of `text`, a word that begins with it; best first.
    pub async fn search(&self, body: BodyId, lang: Lang, text: &str, at: Instant) -> Result<Vec<Offer>> {
        let mut scores: Option<HashMap<AdoptionId, i64>> = None;
        for word in search_words(text, MAX_SEARCH_WORDS) {
            let matching = repo::adoptions_matching(&self.store, body, lang, &word).await?;
            let found: HashMap<AdoptionId, i64> = matching.into_iter().collect();
            scores = Some(match scores {
                None => found,
                Some(before) => both(before, &found),
            });
        }
        let scores = scores.unwrap_or_default();
        if scores.is_empty() {
            return Ok(Vec::new());
        }
        let mut offers = self.published(body, at).await?;
        offers.retain(|offer| scores.contains_key(&offer.adoption.id));
        offers.sort_by_key(|offer| std::cmp::Reverse(scores.get(&offer.adoption.id).copied()));
        Ok(offers)
    }

    /// The texts of a service ready for a page; made once for each version, language, body and office.
    pub(crate) fn rendered(
        &self,
        offer: &Offer,
        lang: Lang,
        publisher: Publisher,
    ) -> Result<Arc<RenderedService>> {
        self.shelf.take(offer, lang, publisher)
    }

    /// Keeps a bundle version in the database; its hash identifies it.
    pub fn keep_bundle(&self, batch: &mut WriteBatch, bundle: &Bundle, at: Instant) {
        repo::write::bundle(batch, bundle, at);
    }

    /// Writes the words a service is found by, in every language.
    pub fn index(&self, batch: &mut WriteBatch, adoption: &Adoption, bundle: &Bundle) {
        adopting::index(batch, adoption.body, adoption.id, bundle);
    }
}

fn both(before: HashMap<AdoptionId, i64>, found: &HashMap<AdoptionId, i64>) -> HashMap<AdoptionId, i64> {
    let sum = |(id, score): (AdoptionId, i64)| found.get(&id).map(|more| (id, score + more));
    before.into_iter().filter_map(sum).collect()
}

fn is_slug(text: &str) -> bool {
    (1..=60).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}
