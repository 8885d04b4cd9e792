//! Ratings: one a day from a browser for a page, and what they come to. Nothing kept tells who gave one.

use crate::Assistance;
use crate::repo::ratings;
use bodies::{Action, Actor};
use identity::Ctx;
use kernel::{BodyId, Date, Error, Result};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::{CommitError, WriteBatch};
use web::rating::{Rated, aspects};

/// A rating on its way into the database.
pub(crate) struct NewRating {
    pub(crate) body: BodyId,
    pub(crate) page: String,
    pub(crate) service: Option<String>,
    pub(crate) day: Date,
    pub(crate) voter: String,
    pub(crate) stars: i64,
    pub(crate) aspect: Option<&'static str>,
    pub(crate) details: Option<String>,
}

/// What a visitor posted.
pub(crate) struct Opinion<'a> {
    pub(crate) stars: i64,
    pub(crate) aspect: &'a str,
    pub(crate) details: &'a str,
    /// Random word of the browser.
    pub(crate) browser: &'a str,
}

/// How often a page got a number of stars.
pub(crate) struct Given {
    pub(crate) page: String,
    pub(crate) service: Option<String>,
    pub(crate) stars: i64,
    pub(crate) count: i64,
}

/// How often an answer was chosen with a number of stars.
pub(crate) struct Share {
    pub(crate) stars: i64,
    pub(crate) aspect: String,
    pub(crate) count: i64,
}

/// What somebody wrote.
pub(crate) struct Comment {
    pub(crate) page: String,
    pub(crate) day: Date,
    pub(crate) stars: i64,
    pub(crate) details: String,
}

/// The ratings of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Distribution {
    pub(crate) service: Option<String>,
    /// How many gave 1, 2, 3, 4, 5 stars.
    pub(crate) stars: [i64; 5],
}

impl Distribution {
    /// How many ratings.
    pub(crate) fn total(&self) -> i64 {
        self.stars.iter().sum()
    }

    /// The mean in tenths of a star, rounded half up.
    pub(crate) fn tenths(&self) -> i64 {
        let total = self.total();
        let sum: i64 = self
            .stars
            .iter()
            .zip(1..)
            .map(|(count, stars)| count * stars)
            .sum();
        if total == 0 {
            0
        } else {
            (sum * 20 + total) / (total * 2)
        }
    }
}

/// The figures of a body.
pub(crate) struct Figures {
    /// By page.
    pub(crate) pages: BTreeMap<String, Distribution>,
    /// How often each answer was chosen by who was content (true) and by who was not.
    pub(crate) aspects: BTreeMap<(bool, String), i64>,
    pub(crate) comments: Vec<Comment>,
}

impl Assistance {
    /// Keeps a rating; `false` when this browser has rated the page today.
    pub(crate) async fn rate(&self, ctx: &Ctx, rated: &Rated, opinion: &Opinion<'_>) -> Result<bool> {
        ctx.require_here(Action::AskAssistance)?;
        if rated.is_filing() && !matches!(ctx.actor, Actor::Citizen { .. }) {
            return Err(Error::LoginRequired);
        }
        if let Some(service) = rated.service() {
            let offer = self.catalogue.offer(ctx.body.id, service).await?;
            if !rated.is_filing() && !offer.adoption.is_public_at(ctx.now) {
                return Err(Error::NotFound);
            }
        }
        let day = ctx.received_at.rome_date();
        let chosen = aspects(opinion.stars)
            .iter()
            .find(|code| **code == opinion.aspect);
        let rating = NewRating {
            body: ctx.body.id,
            page: rated.path.clone(),
            service: rated.service().map(str::to_owned),
            day,
            voter: voter(opinion.browser, day, &rated.path),
            stars: opinion.stars,
            aspect: chosen.copied(),
            details: Some(opinion.details.to_owned()).filter(|text| !text.is_empty()),
        };
        let mut batch = WriteBatch::new();
        ratings::insert(&mut batch, &rating);
        match self.store.commit(batch).await {
            Ok(_) => Ok(true),
            Err(CommitError::Conflict {
                label: ratings::ALREADY,
            }) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }

    /// What the ratings since a day come to.
    pub(crate) async fn figures(&self, ctx: &Ctx, since: Date) -> Result<Figures> {
        ctx.require_here(Action::ReadRatings)?;
        let body = ctx.body.id;
        let (given, shares, comments) = tokio::try_join!(
            ratings::given(&self.store, body, since),
            ratings::aspects(&self.store, body, since),
            ratings::comments(&self.store, body, since),
        )?;
        Ok(Figures {
            pages: distributions(given),
            aspects: shares.into_iter().fold(BTreeMap::new(), |mut found, share| {
                let content = aspects(share.stars) == &web::rating::LIKED;
                *found.entry((content, share.aspect)).or_default() += share.count;
                found
            }),
            comments,
        })
    }
}

fn distributions(given: Vec<Given>) -> BTreeMap<String, Distribution> {
    let mut pages: BTreeMap<String, Distribution> = BTreeMap::new();
    for given in given {
        let page = pages.entry(given.page).or_default();
        page.service = given.service;
        let at = usize::try_from(given.stars - 1).ok();
        if let Some(count) = at.and_then(|at| page.stars.get_mut(at)) {
            *count += given.count;
        }
    }
    pages
}

/// Different for each page and day, so that the rows of one browser cannot be put together again.
fn voter(browser: &str, day: Date, page: &str) -> String {
    hex::encode(Sha256::digest(
        format!("rating\0{browser}\0{day}\0{page}").as_bytes(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_is_rounded_to_a_tenth() {
        let of = |stars| Distribution { service: None, stars };
        assert_eq!(of([0, 0, 0, 0, 0]).tenths(), 0);
        assert_eq!(of([0, 0, 0, 1, 2]).tenths(), 47, "14 / 3 = 4.67");
        assert_eq!(of([1, 0, 0, 0, 0]).tenths(), 10);
        assert_eq!(of([0, 0, 1, 0, 3]).tenths(), 45);
        assert_eq!(of([1, 2, 3, 4, 5]).total(), 15);
    }

    #[test]
    fn rows_of_one_browser_have_nothing_in_common() {
        let day = |d| Date::constant(2026, 3, d);
        let one = voter("abc", day(1), "/istruzioni");
        assert_ne!(one, voter("abc", day(2), "/istruzioni"));
        assert_ne!(one, voter("abc", day(1), "/servizi"));
        assert_eq!(one, voter("abc", day(1), "/istruzioni"));
        assert!(!one.contains("abc"));
    }
}
