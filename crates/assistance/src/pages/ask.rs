//! Asking, step by step. Nothing is kept before the last step: what was answered travels in the form, so that it works
//! without a session and leaves no trace of who gives up.

use super::fields::Drawn;
use super::{see_other, words};
use crate::Assistance;
use crate::model::Kind;
use crate::questions::{self, Offered, Question, Step, Typed};
use askama::Template;
use axum::extract::{Query, State};
use identity::Ctx;
use kernel::{Error, FieldErrors, Result};
use serde::Deserialize;
use web::{ErrorSummary, Field, Page, ProtectedPairs, WebResult, WizardStep};

/// The step a form came from, and where it goes.
const STEP: &str = "_passo";
const GO: &str = "vai";

#[derive(Template)]
#[template(path = "assistance/ask.html")]
struct AskPage {
    page: Page,
    title: &'static str,
    lead: &'static str,
    steps: Vec<WizardStep>,
    /// Counted from 1.
    current: usize,
    step_title: &'static str,
    errors: ErrorSummary,
    fields: Vec<Field>,
    /// Answers of the other steps.
    hidden: Vec<(&'static str, String)>,
    /// Whether this step asks to have read the notice.
    notice: bool,
    sections: Vec<Section>,
    action: String,
}

/// A step in the summary.
struct Section {
    id: String,
    title: &'static str,
    /// Value of the button that leads back to it.
    edit: String,
    rows: Vec<(String, String)>,
}

impl AskPage {
    fn last(&self) -> bool {
        self.current == self.steps.len()
    }
}

/// What the address may say beforehand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskQuery {
    servizio: String,
}

/// Where one is: kind, what was typed, what can be chosen, which step.
struct Place {
    kind: Kind,
    typed: Typed,
    offered: Offered,
    /// Counted from 1.
    step: usize,
    known: bool,
}

impl Place {
    fn steps(&self) -> &'static [Step] {
        questions::steps(self.kind)
    }

    fn questions(&self) -> &'static [Question] {
        self.steps().get(self.step - 1).map_or(&[], |step| step.questions)
    }
}

fn kind_of(ctx: &Ctx) -> Result<Kind> {
    let below = ctx.info.path.strip_prefix('/').unwrap_or_default();
    let below = below.strip_prefix(ctx.body.slug.as_str()).unwrap_or_default();
    Kind::of_path(below).ok_or(Error::NotFound)
}

pub(super) async fn show(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    query: Result<Query<AskQuery>, axum::extract::rejection::QueryRejection>,
) -> WebResult {
    let asked = query.map(|Query(query)| query.servizio).unwrap_or_default();
    let mut place = Place {
        kind: kind_of(&ctx)?,
        typed: Typed::default(),
        offered: assistance.offered(&ctx).await?,
        step: 1,
        known: false,
    };
    if place.offered.services.iter().any(|(slug, _)| *slug == asked) {
        place.typed.set(Question::Service, &asked);
        let adoption = assistance.catalogue.offer(ctx.body.id, &asked).await?.adoption;
        place
            .typed
            .set(Question::Category, &adoption.category.unwrap_or_default());
        place.typed.set(Question::Office, &adoption.office.to_string());
    }
    if let Some(person) = assistance.known(&ctx).await? {
        place.known = true;
        Assistance::prefill(&mut place.typed, &person, true);
    }
    draw(&ctx, &place, &FieldErrors::default())
}

pub(super) async fn take(State(assistance): State<Assistance>, ctx: Ctx, form: ProtectedPairs) -> WebResult {
    match go_on(&assistance, &ctx, &form).await {
        Ok(response) => Ok(response),
        Err(error) => Err(form.kept(error)),
    }
}

async fn go_on(assistance: &Assistance, ctx: &Ctx, form: &ProtectedPairs) -> WebResult {
    let kind = kind_of(ctx)?;
    let last = questions::steps(kind).len();
    let step = form
        .get(STEP)
        .and_then(|step| step.parse().ok())
        .unwrap_or(1_usize);
    let mut place = Place {
        kind,
        typed: Typed::read(kind, &form.pairs),
        offered: assistance.offered(ctx).await?,
        step: step.clamp(1, last),
        known: false,
    };
    if let Some(person) = assistance.known(ctx).await? {
        place.known = true;
        Assistance::prefill(&mut place.typed, &person, false);
    }
    let none = FieldErrors::default();
    match form.get(GO).unwrap_or_default() {
        "indietro" => {
            place.step = (place.step - 1).max(1);
            return draw(ctx, &place, &none);
        }
        to => {
            if let Some(step) = to
                .strip_prefix("passo-")
                .and_then(|step| step.parse::<usize>().ok())
            {
                place.step = step.clamp(1, last);
                return draw(ctx, &place, &none);
            }
        }
    }
    let errors = questions::check(place.questions(), &place.typed, &place.offered);
    if !errors.is_empty() {
        return draw(ctx, &place, &errors);
    }
    if place.step < last {
        place.step += 1;
        return draw(ctx, &place, &none);
    }
    match assistance.ask(ctx, kind, &place.typed, &place.offered).await {
        Ok(receipt) => Ok(see_other(&ctx.url(&format!("/richieste/{receipt}")))),
        Err(Error::Invalid(errors)) => back_to(ctx, place, &errors),
        Err(other) => Err(other.into()),
    }
}

/// The first step that has something wrong.
fn back_to(ctx: &Ctx, mut place: Place, errors: &FieldErrors) -> WebResult {
    let wrong = |step: &Step| {
        let mut names = step.questions.iter().map(|question| question.name());
        names.any(|name| errors.0.contains_key(name))
    };
    if let Some(at) = place.steps().iter().position(wrong) {
        place.step = at + 1;
    }
    let asked: Vec<&str> = place.questions().iter().map(|question| question.name()).collect();
    let mut here = errors.clone();
    here.0.retain(|name, _| asked.contains(&name.as_str()));
    draw(ctx, &place, &here)
}

fn draw(ctx: &Ctx, place: &Place, errors: &FieldErrors) -> WebResult {
    let lang = ctx.lang;
    let (kind, asked) = (place.kind, place.questions());
    let title = kind.label(lang);
    let name = |step: &Step| locale::text(lang, &format!("assistance-step-{}", step.name));
    let drawn = Drawn {
        lang,
        typed: &place.typed,
        offered: &place.offered,
        errors,
        known: place.known,
    };
    let mut page = ctx.page(title).crumb(title, "");
    page.has_errors = !errors.is_empty();
    let status = if page.has_errors { 422 } else { 200 };
    let done = |step: &Step| {
        !step.questions.is_empty()
            && questions::check(step.questions, &place.typed, &place.offered).is_empty()
    };
    let steps = place.steps().iter().map(|step| WizardStep {
        name: name(step).to_owned(),
        done: done(step),
    });
    web::html(
        status,
        &AskPage {
            title,
            lead: locale::text(lang, &format!("assistance-lead-{}", kind.code())),
            steps: steps.collect(),
            current: place.step,
            step_title: place.steps().get(place.step - 1).map_or(title, name),
            errors: ErrorSummary::of(errors, lang),
            fields: drawn.fields(asked),
            hidden: hidden(place, asked),
            notice: asked.contains(&Question::Notice),
            sections: sections(place, lang),
            action: ctx.url(kind.path()),
            page,
        },
    )
}

fn hidden(place: &Place, asked: &[Question]) -> Vec<(&'static str, String)> {
    let others = questions::questions(place.kind).filter(|question| !asked.contains(question));
    others
        .flat_map(|question| {
            let answers = place.typed.all(question).iter();
            answers.map(move |answer| (question.name(), answer.clone()))
        })
        .collect()
}

/// The answers before they are sent; only on a last step that asks nothing.
fn sections(place: &Place, lang: kernel::Lang) -> Vec<Section> {
    if !place.questions().is_empty() {
        return Vec::new();
    }
    let asking = place.steps().iter().enumerate();
    asking
        .filter(|(_, step)| !step.questions.is_empty())
        .map(|(at, step)| Section {
            id: format!("passo-{}", at + 1),
            title: locale::text(lang, &format!("assistance-step-{}", step.name)),
            edit: format!("passo-{}", at + 1),
            rows: step
                .questions
                .iter()
                .map(|question| {
                    let answer = words::answer(*question, &place.typed, &place.offered, lang);
                    (words::label(*question, lang).to_owned(), answer)
                })
                .collect(),
        })
        .collect()
}
