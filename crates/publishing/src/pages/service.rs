//! One service: its versions, what was found in the one in force, and where a new one is sent in.

use super::LIST;
use super::findings::{FindingRow, rows, verdict};
use crate::Publishing;
use crate::proposing::{Sent, ServiceView};
use crate::{Judgement, pages::trial};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Visibility;
use identity::Ctx;
use kernel::{FieldErrors, Result};
use serde::Deserialize;
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, Tone, WebResult};

/// Field of a whole bundle.
const PACKAGE: &str = "pacchetto";
/// Field of a form alone.
const FORM: &str = "modulo";

#[derive(Template)]
#[template(path = "publishing/service.html")]
struct ServicePage {
    page: Page,
    errors: ErrorSummary,
    facts: Vec<(String, String)>,
    verdict: String,
    tone: &'static str,
    findings: Vec<FindingRow>,
    refused: Vec<FindingRow>,
    versions: Vec<VersionRow>,
    proposal: Option<String>,
    send: String,
    package: Field,
    form: Field,
    trial: String,
    public: String,
}

struct VersionRow {
    number: i64,
    in_force: bool,
    from: String,
    by: String,
    hash: String,
    package: String,
    form: String,
}

pub(super) fn path(service: &str) -> String {
    format!("{LIST}/{service}")
}

/// What was just done, as the address says after a redirect.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Outcome {
    esito: String,
}

pub(super) async fn show(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
    Query(outcome): Query<Outcome>,
) -> WebResult {
    let view = publishing.service(&ctx, &service).await?;
    let said = match outcome.esito.as_str() {
        "pubblicata" => Some("publishing-published-flash"),
        "scartata" => Some("publishing-discarded-flash"),
        _ => None,
    };
    draw(
        &publishing,
        &ctx,
        view,
        Said {
            done: said,
            ..Said::default()
        },
    )
    .await
}

/// What a page says besides the service itself.
#[derive(Default)]
struct Said {
    errors: FieldErrors,
    /// What was found in what was just sent and cannot be a proposal.
    refused: Option<Judgement>,
    done: Option<&'static str>,
}

pub(super) async fn send(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Path((_, service)): Path<(String, String)>,
    form: ProtectedPairs,
) -> WebResult {
    let offer = publishing.administered(&ctx, &service).await?;
    let file = |field: &str| form.files.iter().find(|file| file.field == field);
    let sent = match (file(PACKAGE), file(FORM)) {
        (Some(package), None) => Ok((PACKAGE, Sent::Package(package.bytes.clone()))),
        (None, Some(form)) => Ok((FORM, Sent::Form(form.bytes.clone()))),
        (None, None) => Err("publishing-error-no-file"),
        (Some(_), Some(_)) => Err("publishing-error-two-files"),
    };
    let mut errors = FieldErrors::default();
    let refused = match sent {
        Ok((field, sent)) => match publishing.propose(&ctx, &offer, sent).await? {
            Ok(()) => {
                let proposal = ctx.url(&format!("{}/proposta", path(&service)));
                return Ok(Redirect::to(&proposal).into_response());
            }
            Err(judgement) => {
                errors.add(field, "publishing-error-unusable");
                Some(judgement)
            }
        },
        Err(key) => {
            errors.add(PACKAGE, key);
            None
        }
    };
    let view = publishing.service(&ctx, &service).await?;
    let said = Said {
        errors,
        refused,
        done: None,
    };
    draw(&publishing, &ctx, view, said).await
}

async fn draw(publishing: &Publishing, ctx: &Ctx, view: ServiceView, said: Said) -> WebResult {
    let errors = &said.errors;
    let adoption = &view.offer.adoption;
    let title = view.offer.bundle.service.sheet.title.get(ctx.lang).to_owned();
    let mut page = ctx
        .page(title.clone())
        .crumb(ctx.t("publishing-title"), LIST)
        .crumb(title, "")
        .active(LIST);
    page.has_errors = !errors.is_empty();
    if let Some(key) = said.done {
        page = page.flash(Tone::Success, ctx.t(key));
    }
    let status = if page.has_errors { 422 } else { 200 };
    let (verdict, tone) = verdict(&view.judgement, ctx.lang);
    let below = |rest: &str| ctx.url(&format!("{}/{rest}", path(&adoption.service)));
    let file = |name: &str, key: &str, help: &str, kinds: &str| {
        Field::new(Control::Input("file"), name, ctx.t(key))
            .help(ctx.t(help))
            .attribute("accept", kinds)
            .errors(errors, ctx.lang)
    };
    let template = ServicePage {
        errors: ErrorSummary::of(errors, ctx.lang),
        facts: facts(ctx, &view),
        verdict,
        tone,
        findings: rows(&view.judgement),
        refused: said.refused.as_ref().map(rows).unwrap_or_default(),
        versions: versions(publishing, ctx, &view).await?,
        proposal: view.proposal.is_some().then(|| below("proposta")),
        send: below("versione"),
        package: file(
            PACKAGE,
            "publishing-package",
            "publishing-package-help",
            ".zip,application/zip",
        ),
        form: file(
            FORM,
            "publishing-form",
            "publishing-form-help",
            ".json,application/json",
        ),
        trial: format!("{}?servizio={}", ctx.url(trial::PATH), adoption.service),
        public: format!(
            "{}{}",
            publishing.base_url,
            ctx.url(&format!("/servizi/{}", adoption.service))
        ),
        page,
    };
    web::html(status, &template)
}

/// What the office must be able to check of the service: office, responsible person, cost (SDC-30).
fn facts(ctx: &Ctx, view: &ServiceView) -> Vec<(String, String)> {
    let (adoption, sheet) = (&view.offer.adoption, &view.offer.bundle.service.sheet);
    let office = ctx.directory.office(adoption.office);
    let state = match adoption.visibility {
        Visibility::Published => "publishing-state-published",
        Visibility::Private => "publishing-state-private",
    };
    let level = locale::text_args(
        ctx.lang,
        "publishing-level",
        &[("level", adoption.min_level.into())],
    );
    let fact = |key: &str, value: String| (ctx.t(key).to_owned(), value);
    vec![
        fact("publishing-state", ctx.t(state).to_owned()),
        fact("publishing-access", level),
        fact("publishing-summary", sheet.summary.get(ctx.lang).to_owned()),
        fact("publishing-costs", sheet.costs.get(ctx.lang).to_owned()),
        fact(
            "publishing-office",
            office
                .map(|office| office.name_in(ctx.lang).to_owned())
                .unwrap_or_default(),
        ),
        fact("publishing-responsible", adoption.responsible_name.clone()),
    ]
}

async fn versions(publishing: &Publishing, ctx: &Ctx, view: &ServiceView) -> Result<Vec<VersionRow>> {
    let people: Vec<_> = view.versions.iter().filter_map(|version| version.by).collect();
    let names = publishing.bodies.names(&people).await?;
    let row = |(at, version): (usize, &catalogue::versions::Version)| {
        let below = |what: &str| {
            let number = version.number;
            ctx.url(&format!(
                "{}/versioni/{number}/{what}",
                path(&view.offer.adoption.service)
            ))
        };
        let name = version.by.and_then(|account| names.get(&account).cloned());
        VersionRow {
            number: version.number,
            in_force: at == 0,
            from: locale::date_time(ctx.lang, version.from),
            by: name.unwrap_or_else(|| ctx.t("publishing-by-installation").to_owned()),
            hash: version.hash.clone(),
            package: below("pacchetto"),
            form: below("modulo"),
        }
    };
    Ok(view.versions.iter().enumerate().map(row).collect())
}
