//! Trying a form: paste or send a Form.io definition, read the report, use its pages as a citizen would.

use super::LIST;
use super::findings::{FindingRow, counted, verdict_of};
use super::report;
use crate::Publishing;
use crate::judging::aside;
use crate::proposing::FORM_FILE;
use crate::trial::{Attempt, Trial, Unusable, try_form};
use askama::Template;
use axum::extract::{Query, State};
use bodies::Action;
use bundles::Bundle;
use identity::Ctx;
use kernel::{Error, FieldErrors};
use serde::Deserialize;
use web::form_html;
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, Tone, WebResult, WizardStep};

/// The Italian path of the page.
pub(super) const PATH: &str = "/operatori/moduli/prova";

/// Names of our own controls; those of the form on trial stand beside them.
const DEFINITION: &str = "_modulo";
const FILE: &str = "_file_modulo";

#[derive(Template)]
#[template(path = "publishing/trial.html")]
struct TrialPage {
    page: Page,
    errors: ErrorSummary,
    action: String,
    text: Field,
    file: Field,
    definition: String,
    trial: Option<TrialView>,
}

/// The report and the page on trial.
struct TrialView {
    verdict: String,
    tone: &'static str,
    facts: Vec<(String, String)>,
    findings: Vec<FindingRow>,
    wrong: String,
    steps: Vec<WizardStep>,
    current: usize,
    title: String,
    fields: String,
    answers: String,
    before: Option<usize>,
    after: Option<usize>,
}

/// Which form of a service is to be tried.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    servizio: String,
    versione: String,
}

pub(super) async fn show(
    State(publishing): State<Publishing>,
    ctx: Ctx,
    Query(which): Query<Which>,
) -> WebResult {
    ctx.require_here(Action::ConfigureBody)?;
    if which.servizio.is_empty() {
        return draw(&ctx, String::new(), (FieldErrors::default(), None));
    }
    let view = publishing.service(&ctx, &which.servizio).await?;
    let proposed = view.proposal.and_then(|proposal| proposal.bundle.ok());
    let bundle = match (which.versione.as_str(), &proposed) {
        ("proposta", proposed) => proposed.as_ref().ok_or(Error::NotFound)?,
        _ => &*view.offer.bundle,
    };
    let attempt = Attempt {
        definition: definition_of(bundle)?,
        ..Attempt::default()
    };
    answer(&ctx, attempt).await
}

/// The form of a bundle as it was written; with the forms it includes in their places, where there are any.
fn definition_of(bundle: &Bundle) -> Result<String, Error> {
    let whole = bundle.form.definition();
    if *whole != bundle.form_json {
        return serde_json::to_string_pretty(whole).map_err(Error::internal);
    }
    let written = bundle.files().text(FORM_FILE).ok_or(Error::NotFound)?;
    Ok(written.to_owned())
}

pub(super) async fn run(ctx: Ctx, form: ProtectedPairs) -> WebResult {
    ctx.require_here(Action::ConfigureBody)?;
    let number = |name: &str| form.get(name).and_then(|text| text.parse().ok());
    let page = number("_pagina").unwrap_or(0);
    let action = form.get("_azione").unwrap_or_default();
    let file = form.files.iter().find(|file| file.field == FILE);
    let definition = match file {
        Some(file) => match String::from_utf8(file.bytes.to_vec()) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => {
                let mut errors = FieldErrors::default();
                errors.add(FILE, "publishing-error-not-text");
                let kept = form.get(DEFINITION).unwrap_or_default().to_owned();
                return draw(&ctx, kept, (errors, None));
            }
        },
        None => form.get(DEFINITION).unwrap_or_default().to_owned(),
    };
    if action == "prova" {
        let attempt = Attempt {
            definition,
            ..Attempt::default()
        };
        return answer(&ctx, attempt).await;
    }
    let attempt = Attempt {
        definition,
        page,
        answers: form.get("_risposte").unwrap_or_default().to_owned(),
        judge: action == "controlla",
        next: action
            .strip_prefix("pagina:")
            .and_then(|next| next.parse().ok())
            .unwrap_or(page),
        typed: Some(form.pairs),
    };
    answer(&ctx, attempt).await
}

async fn answer(ctx: &Ctx, attempt: Attempt) -> WebResult {
    let mut errors = FieldErrors::default();
    if attempt.definition.trim().is_empty() {
        errors.add(DEFINITION, "publishing-error-no-form");
        return draw(ctx, attempt.definition, (errors, None));
    }
    let (lang, now) = (ctx.lang, ctx.received_at);
    let (refresh, lists) = (ctx.url(PATH), ctx.url("/elenchi/"));
    let (attempt, tried) = aside(move || {
        let tried = try_form(&attempt, (lang, now), (&refresh, &lists));
        (attempt, tried)
    })
    .await?;
    match tried {
        Ok(trial) => draw(ctx, attempt.definition, (errors, Some(trial))),
        Err(why) => {
            match why {
                Unusable::TooLarge => errors.add(DEFINITION, "publishing-error-too-large"),
                Unusable::NotJson { line, column } => {
                    let place = vec![("line", line.to_string()), ("column", column.to_string())];
                    errors.add_with(DEFINITION, "publishing-error-not-json", place);
                }
                Unusable::NotAForm(why) => {
                    errors.add_with(DEFINITION, "publishing-error-not-a-form", vec![("why", why)]);
                }
            }
            draw(ctx, attempt.definition, (errors, None))
        }
    }
}

fn draw(ctx: &Ctx, definition: String, (errors, trial): (FieldErrors, Option<Trial>)) -> WebResult {
    let title = ctx.t("publishing-trial-title");
    let mut page = ctx
        .page(title)
        .crumb(ctx.t("publishing-title"), LIST)
        .crumb(title, "")
        .active(LIST);
    let judged = trial.as_ref().and_then(|trial| trial.errors.as_ref());
    if judged.is_some_and(Vec::is_empty) {
        page = page.flash(Tone::Success, ctx.t("publishing-trial-right"));
    }
    page.has_errors = !errors.is_empty() || judged.is_some_and(|wrong| !wrong.is_empty());
    let status = if page.has_errors { 422 } else { 200 };
    let template = TrialPage {
        errors: ErrorSummary::of(&errors, ctx.lang),
        action: ctx.url(PATH),
        text: Field::new(
            Control::TextArea { rows: 8 },
            DEFINITION,
            ctx.t("publishing-trial-text"),
        )
        .help(ctx.t("publishing-trial-text-help"))
        .value(definition.clone())
        .attribute("spellcheck", "false")
        .errors(&errors, ctx.lang),
        file: Field::new(Control::Input("file"), FILE, ctx.t("publishing-trial-file"))
            .help(ctx.t("publishing-trial-file-help"))
            .attribute("accept", ".json,application/json")
            .errors(&errors, ctx.lang),
        trial: trial.map(|trial| view(ctx, trial)),
        definition,
        page,
    };
    web::html(status, &template)
}

fn view(ctx: &Ctx, trial: Trial) -> TrialView {
    let findings = report::rows(&trial.report);
    let prevents = findings.iter().filter(|finding| finding.prevents).count();
    let (verdict, tone) = verdict_of((prevents, findings.len() - prevents), ctx.lang);
    let pages = trial.titles.len();
    let name = |(at, title): (usize, &String)| match title.as_str() {
        "" => counted(ctx.lang, "publishing-trial-page", at + 1),
        title => title.to_owned(),
    };
    let steps: Vec<WizardStep> = trial
        .titles
        .iter()
        .enumerate()
        .map(|titled| WizardStep {
            name: name(titled),
            done: false,
        })
        .collect();
    let wrong = trial.errors.unwrap_or_default();
    TrialView {
        verdict,
        tone,
        facts: report::facts(&trial.report, ctx.lang),
        findings,
        wrong: form_html::summary(&wrong, ctx.lang).html(ctx.lang),
        title: steps
            .get(trial.page)
            .map(|step| step.name.clone())
            .unwrap_or_default(),
        steps,
        current: trial.page + 1,
        fields: trial.fields,
        answers: trial.answers,
        before: trial.page.checked_sub(1),
        after: (trial.page + 1 < pages).then_some(trial.page + 1),
    }
}
