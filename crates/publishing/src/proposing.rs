//! Sending in a version, publishing it, throwing it away.

use crate::judging::{aside, judge};
use crate::repo::{self, StoredProposal};
use crate::{Judgement, Proposal, Publishing};
use axum::body::Bytes;
use bodies::Action;
use bundles::{Bundle, BundleProblem, FileTree};
use catalogue::Offer;
use catalogue::versions::{NewVersion, Version, publish};
use identity::Ctx;
use kernel::{Error, FieldErrors, Result};
use std::sync::Arc;
use store::WriteBatch;

/// The form inside a bundle.
pub(crate) const FORM_FILE: &str = "form.json";

/// What an administrator sent.
pub(crate) enum Sent {
    /// A whole bundle, as `bundle export` packs it.
    Package(Bytes),
    /// Only a Form.io definition, in the place of the one in force.
    Form(Bytes),
}

/// A service with everything its page shows.
pub(crate) struct ServiceView {
    pub(crate) offer: Offer,
    /// The one in force first.
    pub(crate) versions: Vec<Version>,
    pub(crate) judgement: Arc<Judgement>,
    pub(crate) proposal: Option<Proposal>,
}

/// What was confirmed on the page of a proposal.
pub(crate) struct Confirmation {
    /// Hash of the version that the page showed.
    pub(crate) hash: String,
    /// Version of the adoption that the page showed.
    pub(crate) adoption: i64,
    /// Whether the box was ticked.
    pub(crate) confirmed: bool,
}

impl Publishing {
    /// Every service of the body with what was found in its version in force.
    pub(crate) async fn services(&self, ctx: &Ctx) -> Result<Vec<(Offer, Arc<Judgement>)>> {
        ctx.require_here(Action::ConfigureBody)?;
        let mut services = Vec::new();
        for offer in self.catalogue.offers(ctx.body.id, ctx.received_at).await? {
            let judgement = self.judged(&offer.bundle).await?;
            services.push((offer, judgement));
        }
        Ok(services)
    }

    /// One service of the body.
    pub(crate) async fn service(&self, ctx: &Ctx, service: &str) -> Result<ServiceView> {
        let offer = self.administered(ctx, service).await?;
        Ok(ServiceView {
            versions: self.catalogue.versions(offer.adoption.id).await?,
            judgement: self.judged(&offer.bundle).await?,
            proposal: self.proposal(&offer).await?,
            offer,
        })
    }

    /// A service of the body, for who may administer it.
    pub(crate) async fn administered(&self, ctx: &Ctx, service: &str) -> Result<Offer> {
        ctx.require_here(Action::ConfigureBody)?;
        self.catalogue.offer(ctx.body.id, service).await
    }

    async fn proposal(&self, offer: &Offer) -> Result<Option<Proposal>> {
        let Some(stored) = repo::proposal_of(&self.store, offer.adoption.id).await? else {
            return Ok(None);
        };
        let archive = stored.archive;
        Ok(Some(Proposal {
            hash: stored.hash,
            bundle: aside(move || Bundle::from_archive(&archive)).await?,
            sent_at: stored.sent_at,
            sent_by: stored.sent_by,
        }))
    }

    /// A version as it was published, by its number.
    pub(crate) async fn published(&self, ctx: &Ctx, service: &str, number: i64) -> Result<Arc<Bundle>> {
        let offer = self.administered(ctx, service).await?;
        let versions = self.catalogue.versions(offer.adoption.id).await?;
        let version = versions.into_iter().find(|version| version.number == number);
        self.catalogue.bundle(&version.ok_or(Error::NotFound)?.hash).await
    }

    /// Keeps what was sent as the proposal of a service, or says why it cannot be one.
    pub(crate) async fn propose(
        &self,
        ctx: &Ctx,
        offer: &Offer,
        sent: Sent,
    ) -> Result<std::result::Result<(), Judgement>> {
        ctx.require_here(Action::ConfigureBody)?;
        let in_force = offer.bundle.clone();
        let read = aside(move || {
            let bundle = read(sent, &in_force)?;
            Ok((bundle.hash.clone(), bundle.to_archive()))
        });
        let (hash, archive) = match read.await? {
            Ok(read) => read,
            Err(problems) => return Ok(Err(Judgement::of_problems(problems))),
        };
        let stored = StoredProposal {
            hash,
            archive,
            sent_at: ctx.received_at,
            sent_by: ctx.account()?,
        };
        let mut batch = WriteBatch::new();
        repo::keep_proposal(&mut batch, offer.adoption.id, stored);
        self.store.commit(batch).await?;
        Ok(Ok(()))
    }

    /// Puts the proposal in force, when nothing prevents it and it is what was read and confirmed.
    pub(crate) async fn publish(&self, ctx: &Ctx, service: &str, given: &Confirmation) -> Result<()> {
        let offer = self.administered(ctx, service).await?;
        let account = ctx.account()?;
        let conflict = |reason| Err(Error::Conflict { reason });
        let bundle = match self.proposal(&offer).await? {
            Some(Proposal { hash, bundle, .. }) if hash == given.hash => bundle,
            _ => return conflict("publishing-conflict-proposal-changed"),
        };
        if offer.adoption.version != given.adoption {
            return conflict("catalogue-adoption-changed");
        }
        let judged = aside(move || {
            let bundle = bundle.ok()?;
            (judge(&bundle).preventing() == 0).then_some(bundle)
        });
        let Some(bundle) = judged.await? else {
            return conflict("publishing-conflict-prevented");
        };
        let mut errors = FieldErrors::default();
        if !given.confirmed {
            errors.add("conferma", "publishing-error-confirm");
        }
        errors.into_result()?;
        let versions = self.catalogue.versions(offer.adoption.id).await?;
        let new = NewVersion {
            adoption: &offer.adoption,
            number: versions.first().map_or(1, |last| last.number + 1),
            bundle: &bundle,
            at: ctx.received_at,
            by: Some((account, ctx.actor.quality(ctx.body.id))),
        };
        let mut batch = WriteBatch::new();
        repo::take_proposal(&mut batch, offer.adoption.id, &bundle.hash);
        publish(&mut batch, &*self.random, &new);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Throws away the proposal that was shown.
    pub(crate) async fn discard(&self, ctx: &Ctx, service: &str, hash: &str) -> Result<()> {
        let offer = self.administered(ctx, service).await?;
        let mut batch = WriteBatch::new();
        repo::drop_proposal(&mut batch, offer.adoption.id, hash);
        self.store.commit(batch).await?;
        Ok(())
    }
}

/// The bundle that was sent, when it can follow the one in force.
fn read(sent: Sent, in_force: &Bundle) -> std::result::Result<Bundle, Vec<BundleProblem>> {
    let bundle = match sent {
        Sent::Package(bytes) => Bundle::from_zip(&bytes)?,
        Sent::Form(bytes) => {
            Bundle::from_files(with_form(in_force, bytes).map_err(|problem| vec![problem])?)?
        }
    };
    let refuse = |place: &str, what: String, remedy: &str| {
        Err(vec![BundleProblem {
            file: "service.toml".to_owned(),
            place: place.to_owned(),
            what,
            remedy: remedy.to_owned(),
        }])
    };
    let (new, old) = (&bundle.service.key, &in_force.service.key);
    if new != old {
        let what = format!("il pacchetto è del servizio «{new}», non di «{old}»");
        return refuse("key", what, "inviare un pacchetto di questo servizio");
    }
    if bundle.hash == in_force.hash {
        let what = "è uguale alla versione in vigore".to_owned();
        return refuse("", what, "inviare una versione diversa");
    }
    Ok(bundle)
}

/// The files in force with another form.
fn with_form(in_force: &Bundle, form: Bytes) -> std::result::Result<FileTree, BundleProblem> {
    let mut tree = FileTree::default();
    for (path, bytes) in in_force.files().iter().filter(|(path, _)| *path != FORM_FILE) {
        tree.insert(path, bytes.to_vec())?;
    }
    tree.insert(FORM_FILE, form.to_vec())?;
    Ok(tree)
}
