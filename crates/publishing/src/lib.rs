//! The administrator's side of procedures as data: which version of each service is in force, a new one judged before it is
//! published, and forms tried before anybody is asked to fill them in.
//!
//! A version that was sent in is a [`Proposal`] until it is published; nothing that prevents publication can be passed over.
//! What was published is of `catalogue::versions`.

mod judging;
mod model;
mod pages;
mod proposing;
mod repo;
mod trial;

pub use model::{Judgement, Proposal};
pub use pages::routes;

use bodies::Bodies;
use catalogue::Catalogue;
use kernel::Random;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use store::Store;

/// Services as their administrator sees them; cheap to clone.
#[derive(Clone)]
pub struct Publishing {
    store: Store,
    random: Arc<dyn Random>,
    bodies: Bodies,
    catalogue: Catalogue,
    /// Where citizens reach the installation, without a slash at the end.
    base_url: Arc<str>,
    /// What was found in the versions in force, by hash: a bundle never changes.
    judged: Arc<RwLock<HashMap<String, Arc<Judgement>>>>,
}

impl Publishing {
    /// Over a database; `base_url` is shown as the beginning of public addresses.
    pub fn new(
        store: Store,
        random: Arc<dyn Random>,
        bodies: Bodies,
        catalogue: Catalogue,
        base_url: &str,
    ) -> Self {
        Self {
            store,
            random,
            bodies,
            catalogue,
            base_url: base_url.trim_end_matches('/').into(),
            judged: Arc::default(),
        }
    }
}
