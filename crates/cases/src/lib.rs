//! Applications from the first saved page to the act: drafts, transmission, desk, queue, examination, papers.
//!
//! Every use case reads, decides in pure code and commits one [`store::WriteBatch`]. What a procedure does is not written
//! here: its flow says it and [`effects`] carries it out.

mod api;
mod check;
mod checking;
mod citizen;
mod clocks;
mod draft;
mod drafting;
mod effects;
mod examination;
mod facts;
mod filed;
mod files;
mod model;
mod number;
mod pages;
mod papers;
mod queue;
mod reading;
mod register;
mod renewal;
mod renewing;
mod repo;
mod rounds;
mod sending;
mod story;
mod texts;
mod transmission;

pub use api::{openapi, routes as api_routes};
pub use draft::{Attachment, Draft, DraftPage, DraftSummary};
pub use model::{Area, Case, CaseSummary, RegisterNumber};
pub use number::ApplicationNumber;
pub use pages::routes;
pub use papers::{Paper, PaperHandler, Render, RenderFailure};
pub use renewal::Renewal;
pub use rounds::{ClockRound, DraftRound};
pub use transmission::{Confirmation, Transmitted};

use ::files::Files;
use bodies::{Actor, Bodies, Body, Directory};
use catalogue::Catalogue;
use kernel::{AccountId, Clock, Instant, Lang, PartyId, Random};
use std::sync::Arc;
use store::Store;

/// Everything the use cases of this slice work with.
#[derive(Clone)]
pub struct Cases {
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
    /// Document bytes.
    pub files: Files,
    /// Public address of the installation, without a final slash.
    pub base_url: Arc<str>,
    /// Largest file a citizen may attach, in bytes.
    pub max_file_bytes: u64,
}

/// Who asks, for which body, in which language, and when the server received the request (TIME-14, G-42).
#[derive(Clone, Copy)]
pub struct Filing<'a> {
    /// The body in the address.
    pub body: &'a Body,
    /// What bodies publish, as it was when the request arrived.
    pub directory: &'a Directory,
    /// Who asks.
    pub actor: &'a Actor,
    /// Language of the page.
    pub lang: Lang,
    /// Receipt of the request.
    pub received_at: Instant,
}

impl Filing<'_> {
    /// The citizen's party and login level.
    pub(crate) fn citizen(&self) -> Option<(PartyId, u8)> {
        match self.actor {
            Actor::Citizen { party, level, .. } => Some((*party, *level)),
            _ => None,
        }
    }

    /// The account that asks, citizen or operator.
    pub(crate) fn account(&self) -> Option<AccountId> {
        self.actor.account()
    }

    /// Name of who asks, as written on acts and messages.
    pub(crate) fn name(&self) -> String {
        self.actor.name().to_owned()
    }

    /// Login level.
    pub(crate) fn level(&self) -> i64 {
        self.citizen().map_or(0, |(_, level)| i64::from(level))
    }

    /// Which letter of CAD art. 65 c. 1 the filing stands on (PROC-40): a login at level 2 or more is letter b; below,
    /// it is a message that must be completed with a signature and a copy of the identity document (PROC-41).
    pub(crate) fn basis(&self) -> &'static str {
        if self.level() >= 2 {
            "cad-65-b"
        } else {
            "cad-65-none"
        }
    }
}
