//! A version before its publication: what was found, what changes for people, and the confirmation.

use super::LIST;
use super::findings::{FindingRow, rows, verdict};
use super::service::path;
use crate::judging::{aside, judge};
use crate::proposing::Confirmation;
use crate::{Judgement, Proposal, Publishing};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Offer;
use identity::Ctx;
use kernel::{Error, FieldErrors};
use serde::Deserialize;
use web::{Control, ErrorSummary, Field, Page, ProtectedForm, WebResult};

#[derive(Template)]
#[template(path = "publishing/proposal.html")]
struct ProposalPage {
    page: Page,
    errors: ErrorSummary,
    facts: Vec<(String, String)>,
    verdict: String,
    tone: &'static str,
    findings: Vec<FindingRow>,
    changes: Vec<Change>,
    hash: String,
    adoption: i64,
    /// The confirmation; none while something prevents the publication.
    confirm: Option<Field>,
    publish: String,
    discard: String,
    trial: String,
    back: String,
}

/// One line of the differences: what became of a thing, and the thing.
struct Change {
    key: &'static str,
    tone: &'static str,
    text: String,
}

impl Change {
    fn of(line: &str) -> Self {
        let (sign, text) = line.split_once(' ').unwrap_or(("~", line));
        let (key, tone) = match sign {
            "+" => ("publishing-added", "success"),
            "-" => ("publishing-removed", "danger"),
            _ => ("publishing-changed", "warning"),
        };
        Self {
            key,
            tone,
            text: text.to_owned(),
        }
    }
}

pub(super) async fn show(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
) -> WebResult {
    draw(&publishing, &ctx, &service, &FieldErrors::default()).await
}

async fn draw(publishing: &Publishing, ctx: &Ctx, service: &str, errors: &FieldErrors) -> WebResult {
    let view = publishing.service(ctx, service).await?;
    let back = ctx.url(&path(service));
    let Some(proposal) = view.proposal else {
        // Published or thrown away meanwhile, perhaps from another window.
        return Ok(Redirect::to(&back).into_response());
    };
    let names = publishing.bodies.names(&[proposal.sent_by]).await?;
    let author = names.get(&proposal.sent_by).cloned().unwrap_or_default();
    let (offer, sent_at, hash) = (view.offer, proposal.sent_at, proposal.hash.clone());
    let title = offer.bundle.service.sheet.title.get(ctx.lang).to_owned();
    let (judgement, changes, version) = judged(&offer, proposal).await?;
    let mut page = ctx
        .page(ctx.t("publishing-proposal-title"))
        .crumb(ctx.t("publishing-title"), LIST)
        .crumb(title.clone(), &path(service))
        .crumb(ctx.t("publishing-proposal"), "")
        .active(LIST);
    page.has_errors = !errors.is_empty();
    let (verdict, tone) = verdict(&judgement, ctx.lang);
    let confirm = Field::new(Control::Checkbox, "conferma", ctx.t("publishing-confirm"))
        .required()
        .errors(errors, ctx.lang);
    let fact = |key: &str, value: String| (ctx.t(key).to_owned(), value);
    let template = ProposalPage {
        errors: ErrorSummary::of(errors, ctx.lang),
        facts: vec![
            fact("publishing-service", title),
            fact("publishing-declared-version", version),
            fact("publishing-sent", locale::date_time(ctx.lang, sent_at)),
            fact("publishing-by", author),
            fact("publishing-hash", hash.clone()),
        ],
        verdict,
        tone,
        findings: rows(&judgement),
        changes,
        confirm: (judgement.preventing() == 0).then_some(confirm),
        hash,
        adoption: offer.adoption.version,
        publish: ctx.url(&format!("{}/pubblica", path(service))),
        discard: ctx.url(&format!("{}/scarta", path(service))),
        trial: format!(
            "{}?servizio={service}&versione=proposta",
            ctx.url(super::trial::PATH)
        ),
        back,
        page,
    };
    web::html(if errors.is_empty() { 200 } else { 422 }, &template)
}

/// What was found, what changes, and the version the bundle says it is.
async fn judged(offer: &Offer, proposal: Proposal) -> Result<(Judgement, Vec<Change>, String), Error> {
    let in_force = offer.bundle.clone();
    aside(move || match proposal.bundle {
        Ok(bundle) => {
            let lines = bundles::diff(&in_force, &bundle);
            let changes = lines.iter().map(|line| Change::of(line)).collect();
            (judge(&bundle), changes, bundle.service.version)
        }
        Err(problems) => (Judgement::of_problems(problems), Vec::new(), String::new()),
    })
    .await
}

/// What the page of the proposal posts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Posted {
    impronta: String,
    adozione: String,
    conferma: String,
}

pub(super) async fn publish(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
    ProtectedForm(posted): ProtectedForm<Posted>,
) -> WebResult {
    let given = Confirmation {
        hash: posted.impronta,
        // What is no number is no version that was shown: the use case says that the service changed.
        adoption: posted.adozione.parse().unwrap_or_default(),
        confirmed: !posted.conferma.is_empty(),
    };
    match publishing.publish(&ctx, &service, &given).await {
        Ok(()) => Ok(done(&ctx, &service, "pubblicata")),
        Err(Error::Invalid(errors)) => draw(&publishing, &ctx, &service, &errors).await,
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn discard(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
    ProtectedForm(posted): ProtectedForm<Posted>,
) -> WebResult {
    publishing.discard(&ctx, &service, &posted.impronta).await?;
    Ok(done(&ctx, &service, "scartata"))
}

fn done(ctx: &Ctx, service: &str, outcome: &str) -> axum::response::Response {
    let address = ctx.url(&path(service));
    Redirect::to(&format!("{address}?esito={outcome}")).into_response()
}
