//! What was asked, for the office: the list, a request, answering and closing.

use super::{see_other, words};
use crate::Assistance;
use crate::answering::MAX_ANSWER;
use crate::model::{Kind, Request, State as Progress};
use crate::repo::requests::{Filter, PAGE};
use askama::Template;
use axum::extract::{Path, Query, State};
use bodies::{Action, Target, policy};
use identity::Ctx;
use kernel::{Error, FieldErrors, RequestId};
use serde::Deserialize;
use web::{Control, ErrorSummary, Field, Page, ProtectedForm, ProtectedPairs, WebResult};

struct Line {
    number: String,
    href: String,
    kind: &'static str,
    person: String,
    office: String,
    received: String,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "assistance/list.html")]
struct ListPage {
    page: Page,
    action: String,
    fields: Vec<Field>,
    lines: Vec<Line>,
    previous: Option<String>,
    next: Option<String>,
}

/// What the list is narrowed by, as typed in the address; what cannot be read narrows nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    tipo: String,
    stato: String,
    pagina: String,
}

impl ListQuery {
    fn page(&self) -> i64 {
        self.pagina.parse().unwrap_or(1).clamp(1, 2_000)
    }

    fn filter(&self) -> Filter {
        Filter {
            closed: self.stato == Progress::Closed.code(),
            kind: Kind::parse(&self.tipo),
            offset: (self.page() - 1) * PAGE,
        }
    }

    fn address(&self, base: &str, page: i64) -> String {
        let filter = self.filter();
        let kind = filter.kind.map(Kind::code).unwrap_or_default();
        let state = if filter.closed {
            Progress::Closed.code()
        } else {
            ""
        };
        format!("{base}?tipo={kind}&stato={state}&pagina={page}")
    }
}

fn tone(state: Progress) -> &'static str {
    match state {
        Progress::Open => "warning",
        Progress::Answered => "info",
        Progress::Closed => "success",
    }
}

fn office_name(ctx: &Ctx, request: &Request) -> String {
    let office = request.office.and_then(|id| ctx.directory.office(id));
    office.map_or_else(
        || ctx.t("assistance-no-office").to_owned(),
        |office| office.name_in(ctx.lang).to_owned(),
    )
}

pub(super) async fn list(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Query(query): Query<ListQuery>,
) -> WebResult {
    let found = assistance.requests(&ctx, query.filter()).await?;
    let title = ctx.t("assistance-requests");
    let (action, number) = (ctx.url("/operatori/richieste"), query.page());
    let line = |request: &Request| Line {
        number: request.number.clone(),
        href: ctx.url(&format!("/operatori/richieste/{}", request.id)),
        kind: request.kind.label(ctx.lang),
        person: format!("{} {}", request.given_name, request.family_name),
        office: office_name(&ctx, request),
        received: locale::date_time(ctx.lang, request.received_at),
        state: request.state.label(ctx.lang),
        tone: tone(request.state),
    };
    web::html(
        200,
        &ListPage {
            page: ctx.page(title).crumb(title, "").active("/operatori/richieste"),
            fields: filters(&ctx, &query),
            lines: found.requests.iter().map(line).collect(),
            previous: (number > 1).then(|| query.address(&action, number - 1)),
            next: found.more.then(|| query.address(&action, number + 1)),
            action,
        },
    )
}

fn filters(ctx: &Ctx, query: &ListQuery) -> Vec<Field> {
    let t = |key: &str| ctx.t(key).to_owned();
    let mut kinds = vec![(String::new(), t("assistance-any-kind"))];
    kinds.extend(
        Kind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), kind.label(ctx.lang).to_owned())),
    );
    let states = vec![
        (String::new(), t("assistance-to-work")),
        (Progress::Closed.code().to_owned(), t("assistance-closed-ones")),
    ];
    vec![
        Field::new(Control::Select(kinds), "tipo", t("assistance-kind")).value(&query.tipo),
        Field::new(Control::Select(states), "stato", t("assistance-state")).value(&query.stato),
    ]
}

struct Answered {
    heading: String,
    text: String,
}

#[derive(Template)]
#[template(path = "assistance/request.html")]
struct RequestPage {
    page: Page,
    number: String,
    kind: &'static str,
    state: &'static str,
    tone: &'static str,
    received: String,
    rows: Vec<(String, String)>,
    answers: Vec<Answered>,
    version: i64,
    /// Whether it can be answered and closed by who looks.
    works: bool,
    errors: ErrorSummary,
    refusal: Option<&'static str>,
    answer: Field,
    here: String,
}

/// What went wrong with the last press, and what was typed.
#[derive(Default)]
struct Failed {
    errors: FieldErrors,
    refusal: Option<&'static str>,
    text: String,
    status: u16,
}

pub(super) async fn show(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Path((_, id)): Path<(String, RequestId)>,
) -> WebResult {
    draw(
        &assistance,
        &ctx,
        id,
        Failed {
            status: 200,
            ..Failed::default()
        },
    )
    .await
}

async fn draw(assistance: &Assistance, ctx: &Ctx, id: RequestId, failed: Failed) -> WebResult {
    let (request, answers) = assistance.read(ctx, id).await?;
    let lang = ctx.lang;
    let offered = assistance.offered(ctx).await?;
    let title = ctx.t("assistance-requests");
    let mut page = ctx
        .page(format!("{} {}", request.kind.label(lang), request.number))
        .crumb(title, "/operatori/richieste")
        .crumb(request.number.clone(), "")
        .active("/operatori/richieste");
    page.has_errors = !failed.errors.is_empty();
    let may = policy::allows(&ctx.actor, Action::AnswerRequests, &Target::Body(request.body));
    let answer = Field::new(
        Control::TextArea { rows: 8 },
        "risposta",
        ctx.t("assistance-answer-text"),
    );
    let template = RequestPage {
        kind: request.kind.label(lang),
        state: request.state.label(lang),
        tone: tone(request.state),
        received: locale::date_time(lang, request.received_at),
        rows: words::rows(ctx, &request, &offered),
        answers: answers
            .into_iter()
            .map(|answer| Answered {
                heading: page.ta2(
                    "assistance-answered-by",
                    "name",
                    answer.author.as_str(),
                    "when",
                    locale::date_time(lang, answer.at).as_str(),
                ),
                text: answer.text,
            })
            .collect(),
        version: request.version,
        works: may && request.state != Progress::Closed,
        errors: ErrorSummary::of(&failed.errors, lang),
        refusal: failed.refusal,
        answer: answer
            .value(failed.text)
            .required()
            .help(page.ta("assistance-answer-help", "email", request.email.as_str()))
            .attribute("maxlength", MAX_ANSWER.to_string())
            .errors(&failed.errors, lang),
        here: ctx.url(&format!("/operatori/richieste/{id}")),
        number: request.number,
        page,
    };
    web::html(failed.status, &template)
}

pub(super) async fn answer(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Path((_, id)): Path<(String, RequestId)>,
    form: ProtectedPairs,
) -> WebResult {
    let text = form.get("risposta").unwrap_or_default().to_owned();
    let version = form.get("versione").and_then(|version| version.parse().ok());
    let outcome = assistance.answer(&ctx, id, version.unwrap_or(-1), &text).await;
    finish(&assistance, &ctx, id, (outcome, text)).await
}

#[derive(Deserialize)]
pub(super) struct Closing {
    #[serde(default)]
    versione: String,
}

pub(super) async fn close(
    State(assistance): State<Assistance>,
    ctx: Ctx,
    Path((_, id)): Path<(String, RequestId)>,
    ProtectedForm(form): ProtectedForm<Closing>,
) -> WebResult {
    let outcome = assistance
        .close(&ctx, id, form.versione.parse().unwrap_or(-1))
        .await;
    finish(&assistance, &ctx, id, (outcome, String::new())).await
}

/// The page again: after a success by a redirect, after a failure with what was typed.
async fn finish(
    assistance: &Assistance,
    ctx: &Ctx,
    id: RequestId,
    (outcome, text): (kernel::Result<()>, String),
) -> WebResult {
    let failed = match outcome {
        Ok(()) => return Ok(see_other(&ctx.url(&format!("/operatori/richieste/{id}")))),
        Err(Error::Invalid(errors)) => Failed {
            errors,
            text,
            status: 422,
            ..Failed::default()
        },
        Err(Error::Conflict { reason }) => Failed {
            refusal: Some(ctx.t(reason)),
            text,
            status: 409,
            ..Failed::default()
        },
        Err(other) => return Err(other.into()),
    };
    draw(assistance, ctx, id, failed).await
}
