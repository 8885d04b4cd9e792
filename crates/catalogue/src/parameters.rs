//! Values set by dated acts (caps, percentages, dates): they replace those a bundle was written with from the day the act
//! says, also for drafts and versions that were there before. A version of a bundle never freezes them.

use crate::repo::{self, write};
use crate::service::Catalogue;
use bundles::Bundle;
use kernel::{AdoptionId, Date, Error, Instant, Result};
use serde_json::{Map, Value};
use store::WriteBatch;

/// A value about to be set.
#[derive(Clone, Debug)]
pub struct NewParameter {
    /// The adoption it is set for.
    pub adoption: AdoptionId,
    /// Its name in the bundle.
    pub name: String,
    /// First day on which it holds.
    pub valid_from: Date,
    /// The value.
    pub value: Value,
    /// The act that sets it.
    pub act_reference: Option<String>,
}

/// Sets a value; a second one for the same day is the conflict `catalogue-parameter-taken`.
pub fn set_parameter(batch: &mut WriteBatch, new: &NewParameter) {
    write::parameter(batch, new);
}

impl Catalogue {
    /// The parameters of a bundle as the acts in force at an instant set them for an adoption.
    pub async fn parameters(
        &self,
        adoption: AdoptionId,
        bundle: &Bundle,
        at: Instant,
    ) -> Result<Map<String, Value>> {
        if bundle.rules.parameters.is_empty() {
            return Ok(Map::new());
        }
        let mut set = Map::new();
        // Oldest first: the last act that is in force wins.
        for (name, value) in repo::parameters_of_adoption(&self.store, adoption, at.rome_date()).await? {
            set.insert(name, serde_json::from_str(&value).map_err(Error::internal)?);
        }
        Ok(bundle.rules.parameters_with(&set))
    }
}
