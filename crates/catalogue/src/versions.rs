//! The versions of its bundle that an adoption offered, each from the instant it was published.
//!
//! [`Adoption::bundle_hash`](crate::Adoption) is the version in force, which new drafts get and older ones move to
//! before they go on; cases keep the hash they were filed with, so a version is never taken away.

use crate::adopting;
use crate::model::Adoption;
use crate::repo::{self, write};
use crate::service::Catalogue;
use bundles::Bundle;
use kernel::{AccountId, AdoptionId, Instant, Random, Result};
use ledger::{Chain, Event};
use store::WriteBatch;

/// A version an adoption offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Progressive number within the adoption.
    pub number: i64,
    /// Content hash of the bundle.
    pub hash: String,
    /// First instant it was in force; the next number ends it.
    pub from: Instant,
    /// Who published it; nobody when the installation did.
    pub by: Option<AccountId>,
}

/// A version about to be published.
#[derive(Clone, Copy, Debug)]
pub struct NewVersion<'a> {
    /// The adoption as it was read: if it changed since, the commit is the conflict `catalogue-adoption-changed`.
    pub adoption: &'a Adoption,
    /// The number after that of the version in force.
    pub number: i64,
    /// The bundle.
    pub bundle: &'a Bundle,
    /// When it comes into force.
    pub at: Instant,
    /// Who publishes it and in which quality; nobody for the installation itself.
    pub by: Option<(AccountId, &'static str)>,
}

/// Keeps the bundle, puts it in force, makes it findable and tells the ledger.
pub fn publish(batch: &mut WriteBatch, random: &dyn Random, new: &NewVersion<'_>) {
    let adoption = new.adoption;
    write::bundle(batch, new.bundle, new.at);
    write::version(batch, adoption.id, new);
    write::in_force(batch, adoption, &new.bundle.hash);
    adopting::index(batch, adoption.body, adoption.id, new.bundle);
    let mut event = Event::new(Chain::Body(adoption.body), "service.version_published", new.at)
        .with("service", adoption.service.clone())
        .with("number", new.number)
        .with("bundle", new.bundle.hash.clone())
        .with("replaces", adoption.bundle_hash.clone());
    if let Some((account, quality)) = new.by {
        event = event.by(account, quality);
    }
    ledger::append(batch, random, event);
}

impl Catalogue {
    /// Every version an adoption offered, the one in force first.
    pub async fn versions(&self, adoption: AdoptionId) -> Result<Vec<Version>> {
        Ok(repo::versions_of_adoption(&self.store, adoption).await?)
    }
}
