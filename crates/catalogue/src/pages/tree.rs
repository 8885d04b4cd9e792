//! The tree of services of a body (SPP-02).

use super::view::ServiceLink;
use crate::{Category, Offer};
use askama::Template;
use identity::Ctx;

/// Deeper trees are shown flat below this depth; nobody finds anything there anyway.
const MAX_DEPTH: usize = 6;

/// A node with what hangs on it; its template draws the nodes below.
#[derive(Debug, Template)]
#[template(path = "catalogue/branch.html")]
pub(super) struct Branch {
    name: String,
    href: String,
    services: Vec<ServiceLink>,
    below: Vec<Branch>,
}

/// Branches that hold a service, in the body's order; what hangs nowhere comes last under `others`.
pub(super) fn grow(
    ctx: &Ctx,
    categories: &[Category],
    offers: &[Offer],
    links: &[ServiceLink],
    others: &str,
) -> Vec<Branch> {
    let grower = Grower {
        ctx,
        categories,
        offers,
        links,
    };
    let mut branches = grower.below(None, 0);
    let loose: Vec<ServiceLink> =
        grower.hanging(|category| category.is_none_or(|slug| !categories.iter().any(|c| c.slug == slug)));
    if !loose.is_empty() {
        branches.push(Branch {
            name: others.to_owned(),
            href: String::new(),
            services: loose,
            below: Vec::new(),
        });
    }
    branches
}

/// The slug of a node and of every node below it.
pub(super) fn with_descendants<'a>(categories: &'a [Category], slug: &'a str) -> Vec<&'a str> {
    let mut found = vec![slug];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        for category in categories.iter().filter(|c| c.parent.as_deref() == Some(parent)) {
            if !found.contains(&category.slug.as_str()) {
                found.push(&category.slug);
            }
        }
        next += 1;
    }
    found
}

struct Grower<'a> {
    ctx: &'a Ctx,
    categories: &'a [Category],
    offers: &'a [Offer],
    links: &'a [ServiceLink],
}

impl Grower<'_> {
    fn hanging(&self, on: impl Fn(Option<&str>) -> bool) -> Vec<ServiceLink> {
        let pairs = self.offers.iter().zip(self.links);
        pairs
            .filter(|(offer, _)| on(offer.adoption.category.as_deref()))
            .map(|(_, link)| link.clone())
            .collect()
    }

    fn below(&self, parent: Option<&str>, depth: usize) -> Vec<Branch> {
        if depth == MAX_DEPTH {
            return Vec::new();
        }
        let children = self.categories.iter().filter(|c| c.parent.as_deref() == parent);
        let branch = |category: &Category| Branch {
            name: category.name(self.ctx.lang).to_owned(),
            href: self.ctx.url(&format!("/servizi?categoria={}", category.slug)),
            services: self.hanging(|slug| slug == Some(category.slug.as_str())),
            below: self.below(Some(&category.slug), depth + 1),
        };
        children
            .map(branch)
            .filter(|branch| !branch.services.is_empty() || !branch.below.is_empty())
            .collect()
    }
}
