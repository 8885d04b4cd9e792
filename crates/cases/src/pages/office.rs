//! A case as the office works it: answers beside documents, and a form for each step of the flow.

use super::case::{Typed as TypedMessage, message_fields, send};
use super::draft::see_other;
use super::filing;
use super::view::{CaseWords, case_words};
use crate::examination::{Fired, Offered, Typed};
use crate::{Cases, Filing};
use askama::Template;
use axum::extract::{Path, Query, State};
use bodies::{Action, policy};
use flow::{Need, Transition};
use identity::Ctx;
use kernel::{AccountId, CaseId, DocumentId, Error, FieldErrors, Lang};
use serde::Deserialize;
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, Tone, WebResult};

#[derive(Template)]
#[template(path = "cases/office_case.html")]
struct OfficeCasePage {
    page: Page,
    view: CaseWords,
    links: Vec<(&'static str, String)>,
    errors: ErrorSummary,
    refusal: Option<String>,
    unsent: Vec<(String, String)>,
    actions: Vec<ActionForm>,
    assign: Option<ActionForm>,
    subject: Field,
    text: Field,
}

/// A transition as a form.
struct ActionForm {
    id: String,
    label: String,
    hint: String,
    refusal: String,
    open: bool,
    href: String,
    fields: Vec<Field>,
}

/// What was posted and did not go through.
#[derive(Default)]
struct Failed {
    transition: String,
    typed: Typed,
    message: TypedMessage,
    errors: FieldErrors,
    refusal: Option<String>,
    status: u16,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
    Query(note): Query<NoteQuery>,
) -> WebResult {
    draw(
        &cases,
        &ctx,
        id,
        &Failed {
            status: 200,
            ..Failed::default()
        },
        note.nota.as_deref(),
    )
    .await
}

#[derive(Deserialize)]
pub(super) struct NoteQuery {
    nota: Option<String>,
}

async fn draw(cases: &Cases, ctx: &Ctx, id: CaseId, failed: &Failed, note: Option<&str>) -> WebResult {
    let filing = filing(ctx);
    let lang = ctx.lang;
    // Whatever page shows the case, also one that refuses what was posted, is a reading.
    cases.record_reading(&filing, id).await?;
    let view = cases.view(&filing, id, Action::ReadCase).await?;
    let worked = cases.worked_for_page(&filing, id).await?;
    let colleagues = cases.colleagues(&filing, &view.case).await?;
    let here = ctx.url(&format!("/operatori/pratiche/{id}"));
    let queue = locale::text(lang, "cases-queue");
    let mut page = ctx
        .page(&view.case.title)
        .crumb(queue, "/operatori/coda")
        .crumb(&view.case.number, "");
    page = page.active("/operatori/coda");
    page.noindex = true;
    page.has_errors = !failed.errors.is_empty();
    if let Some(key) = note.filter(|key| locale::has(lang, key) && key.starts_with("flow-note-")) {
        page = page.flash(Tone::Warning, locale::text(lang, key));
    }
    let actions = cases.offered(&filing, &worked);
    let assigns = actions
        .iter()
        .any(|offered| offered.refusal.is_none() && offered.transition.requires.contains(&Need::Assignee));
    let actions: Vec<ActionForm> = actions
        .iter()
        .map(|offered| action_form(offered, &here, failed, &colleagues, lang))
        .collect();
    // The form may be gone, or closed by its guard, in the state a colleague left: what was typed is shown all the same.
    let has_form = |action: &ActionForm| action.open && action.refusal.is_empty();
    let unsent = if actions.iter().any(has_form) {
        Vec::new()
    } else {
        unsent(&failed.typed, lang)
    };
    let (subject, text) = message_fields(&page, &failed.message);
    let template = OfficeCasePage {
        view: case_words(ctx, &view, "/operatori"),
        links: links(ctx, &view.case),
        errors: ErrorSummary::of(&failed.errors, lang),
        refusal: failed.refusal.clone(),
        unsent,
        actions,
        // Where the flow itself offers to assign, a second form for the same would only puzzle.
        assign: assign_form(&filing, &view.case, &here, &colleagues, lang).filter(|_| !assigns),
        subject,
        text,
        page,
    };
    web::html(failed.status, &template)
}

/// Pages about the case that are not for everybody who works it.
fn links(ctx: &Ctx, case: &crate::Case) -> Vec<(&'static str, String)> {
    let target = crate::reading::target(case);
    let entry = case
        .register
        .filter(|_| !ctx.scope(Action::ReadRegister).is_empty());
    let story = policy::allows(&ctx.actor, Action::ReadStory, &target);
    let links = [
        story.then(|| {
            (
                ctx.t("cases-full-story-link"),
                format!("/operatori/pratiche/{}/storia", case.id),
            )
        }),
        entry.map(|entry| (ctx.t("cases-register-link"), super::register::path(entry))),
    ];
    let links = links.into_iter().flatten();
    links.map(|(text, path)| (text, ctx.url(&path))).collect()
}

/// What was typed for a step that is offered no more.
fn unsent(typed: &Typed, lang: Lang) -> Vec<(String, String)> {
    let rows = [
        ("cases-motivation", &typed.motivation),
        ("cases-text", &typed.text),
    ];
    let typed = rows.into_iter().filter(|(_, text)| !text.trim().is_empty());
    typed
        .map(|(key, text)| (locale::text(lang, key).to_owned(), text.clone()))
        .collect()
}

fn action_form(
    offered: &Offered<'_>,
    here: &str,
    failed: &Failed,
    colleagues: &[(AccountId, String)],
    lang: Lang,
) -> ActionForm {
    let transition = offered.transition;
    let open = failed.transition == transition.id;
    let typed = if open {
        failed.typed.clone()
    } else {
        Typed::default()
    };
    let errors = if open {
        failed.errors.clone()
    } else {
        FieldErrors::default()
    };
    ActionForm {
        id: transition.id.clone(),
        label: transition.label.get(lang).to_owned(),
        hint: transition
            .hint
            .as_ref()
            .map(|hint| hint.get(lang).to_owned())
            .unwrap_or_default(),
        refusal: offered
            .refusal
            .as_ref()
            .map(|refusal| refusal.text.get(lang).to_owned())
            .unwrap_or_default(),
        open,
        href: format!("{here}/azioni/{}", transition.id),
        fields: needs(transition, &typed, &errors, colleagues, lang),
    }
}

/// One control for each thing the transition wants; identifiers differ between the forms of a page.
fn needs(
    transition: &Transition,
    typed: &Typed,
    errors: &FieldErrors,
    colleagues: &[(AccountId, String)],
    lang: Lang,
) -> Vec<Field> {
    let t = |key: &str| locale::text(lang, key).to_owned();
    let field = |need: &Need| {
        let field = match need {
            Need::Motivation => Field::new(
                Control::TextArea { rows: 8 },
                "motivazione",
                t("cases-motivation"),
            )
            .help(t("cases-motivation-help"))
            .value(&typed.motivation),
            Need::Text => {
                Field::new(Control::TextArea { rows: 6 }, "testo", t("cases-text")).value(&typed.text)
            }
            Need::Assignee => assignee_field(colleagues, lang),
            Need::DueDays => due_days(transition, typed, lang),
        };
        let mut field = field.required().errors(errors, lang);
        field.id = format!("{}-{}", Field::id_of(&transition.id), field.name);
        field
    };
    transition.requires.iter().map(field).collect()
}

fn due_days(transition: &Transition, typed: &Typed, lang: Lang) -> Field {
    let range = transition.due_days;
    let value = match (typed.due_days.is_empty(), range) {
        (true, Some(range)) => range.default.to_string(),
        _ => typed.due_days.clone(),
    };
    let mut field = Field::new(
        Control::Input("number"),
        "giorni",
        locale::text(lang, "cases-days"),
    )
    .value(value);
    if let Some(range) = range {
        field = field
            .attribute("min", range.min.to_string())
            .attribute("max", range.max.to_string());
    }
    field
}

fn assignee_field(colleagues: &[(AccountId, String)], lang: Lang) -> Field {
    let mut options = vec![(String::new(), locale::text(lang, "cases-choose").to_owned())];
    options.extend(
        colleagues
            .iter()
            .map(|(account, name)| (account.to_string(), name.clone())),
    );
    Field::new(
        Control::Select(options),
        "assegnatario",
        locale::text(lang, "cases-assign-to"),
    )
}

fn assign_form(
    filing: &Filing<'_>,
    case: &crate::Case,
    here: &str,
    colleagues: &[(AccountId, String)],
    lang: Lang,
) -> Option<ActionForm> {
    let target = crate::reading::target(case);
    let may =
        policy::allows(filing.actor, Action::AssignCase, &target) && case.area == crate::Area::InProgress;
    let mut field = assignee_field(colleagues, lang).required();
    field.id = "c-assegna".to_owned();
    may.then(|| ActionForm {
        id: "assegna".to_owned(),
        label: locale::text(lang, "cases-assign").to_owned(),
        hint: String::new(),
        refusal: String::new(),
        open: false,
        href: format!("{here}/assegna"),
        fields: vec![field],
    })
}

fn typed_of(form: &ProtectedPairs) -> Typed {
    let get = |name: &str| form.get(name).unwrap_or_default().to_owned();
    Typed {
        motivation: get("motivazione"),
        text: get("testo"),
        due_days: get("giorni"),
        assignee: form.get("assegnatario").and_then(|account| account.parse().ok()),
        version: form
            .get("versione")
            .and_then(|version| version.parse().ok())
            .unwrap_or(-1),
    }
}

pub(super) async fn act(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, transition)): Path<(String, CaseId, String)>,
    form: ProtectedPairs,
) -> WebResult {
    let typed = typed_of(&form);
    let here = ctx.url(&format!("/operatori/pratiche/{id}"));
    let failed = |status, errors, refusal| Failed {
        transition: transition.clone(),
        typed: typed.clone(),
        errors,
        refusal,
        status,
        ..Failed::default()
    };
    match cases.act(&filing(&ctx), id, &transition, &typed).await {
        Ok(Fired::Done(notes)) => {
            let note = notes
                .first()
                .map(|note| format!("?nota={}", note.key))
                .unwrap_or_default();
            Ok(see_other(&format!("{here}{note}")))
        }
        Ok(Fired::Refused(refusal)) => {
            let text = refusal.text.get(ctx.lang).to_owned();
            draw(
                &cases,
                &ctx,
                id,
                &failed(422, FieldErrors::default(), Some(text)),
                None,
            )
            .await
        }
        Err(Error::Invalid(errors)) => draw(&cases, &ctx, id, &failed(422, errors, None), None).await,
        // A colleague was faster: the case as it is now, and what was typed still there.
        Err(Error::Conflict { reason }) => {
            let text = locale::text(ctx.lang, reason).to_owned();
            draw(
                &cases,
                &ctx,
                id,
                &failed(409, FieldErrors::default(), Some(text)),
                None,
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn assign(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
    form: ProtectedPairs,
) -> WebResult {
    let typed = typed_of(&form);
    let refused = |status, key: &str| Failed {
        refusal: Some(locale::text(ctx.lang, key).to_owned()),
        status,
        ..Failed::default()
    };
    let Some(to) = typed.assignee else {
        cases.case_for(&filing(&ctx), id, Action::AssignCase).await?;
        return draw(&cases, &ctx, id, &refused(422, "cases-error-assignee"), None).await;
    };
    match cases.assign(&filing(&ctx), id, to, typed.version).await {
        Ok(()) => Ok(see_other(&ctx.url(&format!("/operatori/pratiche/{id}")))),
        Err(Error::Conflict { reason }) => draw(&cases, &ctx, id, &refused(409, reason), None).await,
        Err(Error::Invalid(_)) => {
            draw(&cases, &ctx, id, &refused(422, "cases-error-assignee-gone"), None).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn write(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
    form: ProtectedPairs,
) -> WebResult {
    let get = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (subject, text) = (get("oggetto"), get("testo"));
    match cases.write_to_citizen(&filing(&ctx), id, &subject, &text).await {
        Ok(()) => Ok(see_other(&ctx.url(&format!("/operatori/pratiche/{id}#messaggi")))),
        Err(Error::Invalid(errors)) => {
            let message = TypedMessage {
                subject,
                text,
                errors: errors.clone(),
                ..TypedMessage::default()
            };
            let failed = Failed {
                message,
                errors,
                status: 422,
                ..Failed::default()
            };
            draw(&cases, &ctx, id, &failed, None).await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn download(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DocumentId)>,
) -> WebResult {
    // Opening a document is reading personal data too (FEN-69).
    if let Some(case) = cases.document(&filing(&ctx), id).await?.case {
        cases.record_reading(&filing(&ctx), case).await?;
    }
    send(&cases, &ctx, id).await
}
