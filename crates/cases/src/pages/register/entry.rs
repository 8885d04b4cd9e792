//! An entry of the register, and its annulment.

use super::{LIST, case_url, entry_url, way_word};
use crate::Cases;
use crate::model::RegisterNumber;
use crate::pages::draft::see_other;
use crate::pages::filing;
use crate::register::{EntryView, TypedAnnulment, number_of};
use ::register::{Annotation, AnnotationKind, Entry};
use askama::Template;
use axum::extract::{Path, State};
use identity::Ctx;
use kernel::{AccountId, Error, FieldErrors, Lang};
use std::collections::HashMap;
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, WebResult};

#[derive(Template)]
#[template(path = "cases/register_entry.html")]
struct EntryTemplate {
    page: Page,
    errors: ErrorSummary,
    refusal: Option<String>,
    unsent: Vec<(String, String)>,
    annulment: Option<Vec<(String, String)>>,
    rows: Vec<(String, String)>,
    sha256: String,
    case: Option<(String, String)>,
    notes: Vec<NoteWords>,
    annul: Option<AnnulForm>,
}

struct NoteWords {
    when: String,
    author: String,
    text: String,
}

/// The form that annuls.
struct AnnulForm {
    action: String,
    open: bool,
    fields: Vec<Field>,
}

/// Year and number as the address has them; anything else is no entry.
fn place((year, number): (&str, &str)) -> Result<RegisterNumber, Error> {
    match (year.parse(), number.parse()) {
        (Ok(year), Ok(number)) => Ok(RegisterNumber { number, year }),
        _ => Err(Error::NotFound),
    }
}

/// What was posted and did not go through.
#[derive(Default)]
struct Failed {
    typed: TypedAnnulment,
    errors: FieldErrors,
    refusal: Option<&'static str>,
}

pub(in crate::pages) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, year, number)): Path<(String, String, String)>,
) -> WebResult {
    let view = cases
        .register_entry(&filing(&ctx), place((&year, &number))?)
        .await?;
    draw(&ctx, &view, &Failed::default(), 200)
}

pub(in crate::pages) async fn annul(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, year, number)): Path<(String, String, String)>,
    form: ProtectedPairs,
) -> WebResult {
    let number = place((&year, &number))?;
    let filing = filing(&ctx);
    let get = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let typed = TypedAnnulment {
        reason: get("motivo"),
        authority: get("provvedimento"),
        confirmed: form.get("conferma") == Some("si"),
    };
    let (failed, status) = match cases.annul_entry(&filing, number, &typed).await {
        Ok(()) => return Ok(see_other(&entry_url(&ctx, number))),
        Err(Error::Invalid(errors)) => (
            Failed {
                typed,
                errors,
                ..Failed::default()
            },
            422,
        ),
        // A colleague was faster: the entry as it is now, and what was typed still there.
        Err(Error::Conflict { reason }) => (
            Failed {
                typed,
                refusal: Some(reason),
                ..Failed::default()
            },
            409,
        ),
        Err(other) => return Err(other.into()),
    };
    draw(&ctx, &cases.entry_view(&filing, number).await?, &failed, status)
}

fn draw(ctx: &Ctx, view: &EntryView, failed: &Failed, status: u16) -> WebResult {
    let entry = &view.entry;
    let number = number_of(entry).ok_or(Error::NotFound)?;
    let lang = ctx.lang;
    let title = locale::text_args(
        lang,
        "register-entry-title",
        &[("number", number.to_string().as_str().into())],
    );
    let mut page = ctx
        .page(title)
        .crumb(ctx.t("register-title"), LIST)
        .crumb(number.to_string(), "")
        .active(LIST);
    page.noindex = true;
    page.has_errors = !failed.errors.is_empty();
    let unsent = if view.may_annul {
        Vec::new()
    } else {
        unsent(&failed.typed, lang)
    };
    let template = EntryTemplate {
        errors: ErrorSummary::of(&failed.errors, lang),
        refusal: failed.refusal.map(|key| ctx.t(key).to_owned()),
        unsent,
        annulment: entry
            .annulment()
            .map(|annulment| annulment_rows(annulment, &view.names, lang)),
        rows: rows(entry, number, lang),
        sha256: entry.document_sha256.clone(),
        case: view
            .case
            .as_ref()
            .map(|(case, number)| (number.clone(), case_url(ctx, *case))),
        notes: notes(view, lang),
        annul: view.may_annul.then(|| annul_form(ctx, number, failed)),
        page,
    };
    web::html(status, &template)
}

/// What was written when the entry was made and nothing changes (DPR 445/2000 art. 53).
fn rows(entry: &Entry, number: RegisterNumber, lang: Lang) -> Vec<(String, String)> {
    let t = |key: &str| locale::text(lang, key).to_owned();
    vec![
        (t("register-number"), number.number.to_string()),
        (t("register-year"), number.year.to_string()),
        (t("register-aoo"), entry.aoo.clone()),
        (t("register-name"), entry.register.clone()),
        (t("cases-direction"), way_word(entry.direction, lang).to_owned()),
        (t("register-registered"), entry.registered_at.rome_text()),
        (t("cases-presented"), entry.presented_at.rome_text()),
        (t("register-correspondent"), entry.correspondent.clone()),
        (t("register-subject"), entry.subject.clone()),
    ]
}

/// Who annulled the entry, when, why and on whose order.
fn annulment_rows(
    annulment: &Annotation,
    names: &HashMap<AccountId, String>,
    lang: Lang,
) -> Vec<(String, String)> {
    let t = |key: &str| locale::text(lang, key).to_owned();
    vec![
        (t("register-annulled-at"), annulment.at.rome_text()),
        (t("register-annulled-by"), author(annulment, names)),
        (t("register-reason"), annulment.text.clone()),
        (
            t("register-authority"),
            annulment.authority.clone().unwrap_or_default(),
        ),
    ]
}

fn author(annotation: &Annotation, names: &HashMap<AccountId, String>) -> String {
    let name = annotation.author.and_then(|author| names.get(&author));
    name.cloned().unwrap_or_default()
}

fn notes(view: &EntryView, lang: Lang) -> Vec<NoteWords> {
    let notes = view.entry.annotations.iter();
    notes
        .filter(|annotation| annotation.kind == AnnotationKind::Note)
        .map(|note| NoteWords {
            when: locale::date_time(lang, note.at),
            author: author(note, &view.names),
            text: note.text.clone(),
        })
        .collect()
}

/// What was typed for an entry that somebody annulled meanwhile.
fn unsent(typed: &TypedAnnulment, lang: Lang) -> Vec<(String, String)> {
    let rows = [
        ("register-reason", &typed.reason),
        ("register-authority", &typed.authority),
    ];
    let typed = rows.into_iter().filter(|(_, text)| !text.trim().is_empty());
    typed
        .map(|(key, text)| (locale::text(lang, key).to_owned(), text.clone()))
        .collect()
}

fn annul_form(ctx: &Ctx, number: RegisterNumber, failed: &Failed) -> AnnulForm {
    let (lang, typed) = (ctx.lang, &failed.typed);
    let confirm = vec![("si".to_owned(), ctx.t("register-annul-confirm").to_owned())];
    let confirm = Field::new(
        Control::Checkboxes(confirm),
        "conferma",
        ctx.t("register-annul-confirm-label"),
    );
    let reason = Field::new(Control::TextArea { rows: 4 }, "motivo", ctx.t("register-reason"));
    let authority = Field::text("provvedimento", ctx.t("register-authority"));
    let fields = [
        reason.value(&typed.reason).help(ctx.t("register-reason-help")),
        authority
            .value(&typed.authority)
            .help(ctx.t("register-authority-help")),
        confirm.value(if typed.confirmed { "si" } else { "" }),
    ];
    AnnulForm {
        action: format!("{}/annulla", entry_url(ctx, number)),
        open: !failed.errors.is_empty(),
        fields: fields
            .into_iter()
            .map(|field| field.required().errors(&failed.errors, lang))
            .collect(),
    }
}
