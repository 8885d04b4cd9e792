//! Bodies, offices and what they publish, kept in memory: pages read them at every request, administrators change them rarely.

use crate::model::{Body, Faq, Notice, Office, QuickLink};
use crate::people::{Account, Operator, Party, Profile};
use crate::repo;
use kernel::{AccountId, BodyId, Clock, Date, Instant, OfficeId, PartyId, Result};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use store::Store;

/// A change made by another node, or by hand, shows after at most this long.
const FRESH_MICROS: i64 = 30 * 1_000_000;

/// What was published at one moment; immutable, so a page works on one state from beginning to end.
#[derive(Debug)]
pub struct Directory {
    loaded_at: Instant,
    bodies: Vec<Arc<Body>>,
    by_id: HashMap<BodyId, Arc<Body>>,
    by_slug: HashMap<String, Arc<Body>>,
    by_host: HashMap<String, Arc<Body>>,
    offices: HashMap<OfficeId, Arc<Office>>,
    published: HashMap<BodyId, Published>,
}

#[derive(Debug, Default)]
struct Published {
    offices: Vec<Arc<Office>>,
    notices: Vec<Notice>,
    quick_links: Vec<QuickLink>,
    faqs: Vec<Faq>,
}

impl Directory {
    /// Bodies that exist on a day, by name.
    pub fn bodies(&self, day: Date) -> impl Iterator<Item = &Arc<Body>> {
        self.bodies.iter().filter(move |body| body.valid_on(day))
    }

    /// The body of a slug, when it exists on that day.
    pub fn by_slug(&self, slug: &str, day: Date) -> Option<&Arc<Body>> {
        self.by_slug.get(slug).filter(|body| body.valid_on(day))
    }

    /// The body that owns a host name (without port, any case), when it exists on that day.
    pub fn by_host(&self, host: &str, day: Date) -> Option<&Arc<Body>> {
        self.by_host
            .get(&host.to_ascii_lowercase())
            .filter(|body| body.valid_on(day))
    }

    /// The body of an identifier, also one that no longer exists.
    pub fn by_id(&self, id: BodyId) -> Option<&Arc<Body>> {
        self.by_id.get(&id)
    }

    /// Offices of a body that exist on a day, by name.
    pub fn offices(&self, body: BodyId, day: Date) -> impl Iterator<Item = &Arc<Office>> {
        let offices = self
            .published
            .get(&body)
            .map(|published| published.offices.as_slice());
        offices
            .unwrap_or_default()
            .iter()
            .filter(move |office| office.valid_on(day))
    }

    /// The office of an identifier, also one that no longer exists.
    pub fn office(&self, id: OfficeId) -> Option<&Arc<Office>> {
        self.offices.get(&id)
    }

    /// Notices of a body shown at an instant, newest first.
    pub fn notices(&self, body: BodyId, at: Instant) -> impl Iterator<Item = &Notice> {
        let notices = self
            .published
            .get(&body)
            .map(|published| published.notices.as_slice());
        notices
            .unwrap_or_default()
            .iter()
            .filter(move |notice| notice.shown_at(at))
    }

    /// Quick links of a body, in its order.
    pub fn quick_links(&self, body: BodyId) -> &[QuickLink] {
        self.published
            .get(&body)
            .map_or(&[], |published| published.quick_links.as_slice())
    }

    /// Frequent questions of a body, in its order.
    pub fn faqs(&self, body: BodyId) -> &[Faq] {
        self.published
            .get(&body)
            .map_or(&[], |published| published.faqs.as_slice())
    }
}

/// Bodies and people of the installation; cheap to clone.
#[derive(Clone)]
pub struct Bodies {
    store: Store,
    clock: Arc<dyn Clock>,
    kept: Arc<RwLock<Option<Arc<Directory>>>>,
    loading: Arc<tokio::sync::Mutex<()>>,
}

impl std::fmt::Debug for Bodies {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bodies")
    }
}

impl Bodies {
    /// Bodies of a database; nothing is read before the first question.
    pub fn new(store: Store, clock: Arc<dyn Clock>) -> Self {
        Self {
            store,
            clock,
            kept: Arc::default(),
            loading: Arc::default(),
        }
    }

    /// What is published now, at most 30 seconds old; no query unless that time is over.
    pub async fn directory(&self) -> Result<Arc<Directory>> {
        let Some(kept) = self.kept() else {
            return self.refresh().await;
        };
        let age = self.clock.now().as_micros() - kept.loaded_at.as_micros();
        if (0..FRESH_MICROS).contains(&age) {
            return Ok(kept);
        }
        // One request reads again; the others go on with what is kept, also while the database does not answer.
        let Ok(_loading) = self.loading.try_lock() else {
            return Ok(kept);
        };
        match self.load().await {
            Ok(fresh) => Ok(fresh),
            Err(error) => {
                tracing::warn!(%error, "bodies.refresh_failed");
                Ok(kept)
            }
        }
    }

    /// Reads everything again; call it after a change of bodies, offices, notices, links or questions.
    pub async fn refresh(&self) -> Result<Arc<Directory>> {
        let _loading = self.loading.lock().await;
        self.load().await
    }

    fn kept(&self) -> Option<Arc<Directory>> {
        self.kept.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn load(&self) -> Result<Arc<Directory>> {
        let now = self.clock.now();
        let reader = self.store.snapshot().await?;
        let bodies: Vec<Arc<Body>> = repo::bodies(&reader).await?.into_iter().map(Arc::new).collect();
        let mut published: HashMap<BodyId, Published> = HashMap::new();
        let mut offices = HashMap::new();
        for office in repo::offices(&reader).await?.into_iter().map(Arc::new) {
            offices.insert(office.id, office.clone());
            published.entry(office.body).or_default().offices.push(office);
        }
        for notice in repo::notices_not_over(&reader, now).await? {
            published.entry(notice.body).or_default().notices.push(notice);
        }
        for link in repo::quick_links(&reader).await? {
            published.entry(link.body).or_default().quick_links.push(link);
        }
        for faq in repo::faqs(&reader).await? {
            published.entry(faq.body).or_default().faqs.push(faq);
        }
        let hosts = bodies
            .iter()
            .filter_map(|body| Some((body.host.as_ref()?.to_ascii_lowercase(), body.clone())));
        let fresh = Arc::new(Directory {
            loaded_at: now,
            by_id: bodies.iter().map(|body| (body.id, body.clone())).collect(),
            by_slug: bodies
                .iter()
                .map(|body| (body.slug.clone(), body.clone()))
                .collect(),
            by_host: hosts.collect(),
            bodies,
            offices,
            published,
        });
        *self.kept.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }

    /// The body of a slug, when it exists today.
    pub async fn by_slug(&self, slug: &str) -> Result<Option<Arc<Body>>> {
        Ok(self.directory().await?.by_slug(slug, self.clock.today()).cloned())
    }

    /// A party.
    pub async fn party(&self, id: PartyId) -> Result<Option<Party>> {
        Ok(repo::people::party(&self.store, id).await?)
    }

    /// An account.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>> {
        Ok(repo::people::account(&self.store, id).await?)
    }

    /// The names shown for accounts, also of those that may no longer log in; one query, however many.
    pub async fn names(&self, accounts: &[AccountId]) -> Result<HashMap<AccountId, String>> {
        if accounts.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(repo::people::names_of_accounts(&self.store, accounts).await?)
    }

    /// Every profile an account ever had, oldest first.
    pub async fn profiles(&self, account: AccountId) -> Result<Vec<Profile>> {
        Ok(repo::people::profiles(&self.store, account).await?)
    }

    /// Operators with a profile in force at a body, by name.
    pub async fn operators(&self, body: BodyId, at: Instant) -> Result<Vec<Operator>> {
        Ok(repo::people::operators(&self.store, body, at).await?)
    }
}
