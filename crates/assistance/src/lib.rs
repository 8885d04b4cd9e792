//! What people ask of a body outside any case, with or without a login: assistance, a fault reported, an appointment; and
//! how they rate pages and services (Modello Comuni, C.SI.2.1–2.6, C.SE.1.7, C.SE.2.2).
//!
//! A request is answered by e-mail and erased some time after it is closed. It is no application: no register number, no
//! term. Ratings hold nothing of who gave them.

mod answering;
mod asking;
mod model;
mod number;
mod pages;
mod questions;
mod rating;
mod repo;

pub use model::{Answer, Kind, Request, State};
pub use number::RequestNumber;
pub use pages::routes;

use bodies::Bodies;
use catalogue::Catalogue;
use kernel::{Clock, Random};
use std::sync::Arc;
use store::Store;

/// Requests and ratings of every body; cheap to clone.
#[derive(Clone)]
pub struct Assistance {
    /// The database.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Bodies and people.
    pub bodies: Bodies,
    /// Services.
    pub catalogue: Catalogue,
    /// Address of the installation, for the links of e-mails.
    pub base_url: Arc<str>,
}

impl std::fmt::Debug for Assistance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Assistance")
    }
}
