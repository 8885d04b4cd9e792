//! The citizen's page of a case, and what is posted from it.

use super::draft::see_other;
use super::filing;
use super::view::{CaseWords, case_words};
use crate::Cases;
use ::files::{Disposition, content_disposition};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bodies::Action;
use identity::Ctx;
use kernel::{CaseId, DocumentId, Error, FieldErrors};
use web::{Control, ErrorSummary, Field, Page, ProtectedPairs, WebResult};

#[derive(Template)]
#[template(path = "cases/case.html")]
struct CasePage {
    page: Page,
    view: CaseWords,
    errors: ErrorSummary,
    unsent: String,
    answer: Field,
    subject: Field,
    text: Field,
}

/// What was typed and refused, shown again.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) answer: String,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) errors: FieldErrors,
}

pub(super) async fn show(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
) -> WebResult {
    let response = draw(&cases, &ctx, id, &Typed::default()).await?;
    cases.read_messages(&filing(&ctx), id).await?;
    Ok(response)
}

async fn draw(cases: &Cases, ctx: &Ctx, id: CaseId, typed: &Typed) -> WebResult {
    let view = cases.view(&filing(ctx), id, Action::ReadOwnCase).await?;
    let lang = ctx.lang;
    let desk = locale::text(lang, "cases-desk");
    let mut page = ctx
        .page(&view.case.title)
        .crumb(desk, "/pratiche")
        .crumb(&view.case.number, "")
        .active("/pratiche");
    page.noindex = true;
    page.has_errors = !typed.errors.is_empty();
    let (subject, text) = message_fields(&page, typed);
    let template = CasePage {
        view: case_words(ctx, &view, ""),
        unsent: typed.answer.clone(),
        errors: ErrorSummary::of(&typed.errors, lang),
        answer: Field::new(
            Control::TextArea { rows: 6 },
            "risposta",
            page.t("cases-integration-answer"),
        )
        .value(&typed.answer)
        .required()
        .errors(&typed.errors, lang),
        subject,
        text,
        page,
    };
    let status = if template.page.has_errors { 422 } else { 200 };
    web::html(status, &template)
}

/// The two controls of a message.
pub(super) fn message_fields(page: &Page, typed: &Typed) -> (Field, Field) {
    let subject = Field::text("oggetto", page.t("cases-subject"))
        .value(&typed.subject)
        .required()
        .attribute("maxlength", "200")
        .errors(&typed.errors, page.lang);
    let text = Field::new(
        Control::TextArea { rows: 6 },
        "testo",
        page.t("cases-message-text"),
    )
    .value(&typed.text)
    .required()
    .errors(&typed.errors, page.lang);
    (subject, text)
}

fn typed_in(form: &ProtectedPairs, name: &str) -> String {
    form.get(name).unwrap_or_default().to_owned()
}

pub(super) async fn answer(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, CaseId)>,
    form: ProtectedPairs,
) -> WebResult {
    let filing = filing(&ctx);
    let case = cases.case_for(&filing, id, Action::AnswerIntegration).await?;
    let bundle = cases.catalogue.bundle(&case.bundle_hash).await?;
    let text = typed_in(&form, "risposta");
    let sent = async {
        let mut received = Vec::new();
        for file in &form.files {
            received.push(
                cases
                    .receive(&bundle, "allegati", &file.name, file.bytes.clone())
                    .await?,
            );
        }
        cases.answer_integration(&filing, id, &text, received).await
    };
    match sent.await {
        Ok(()) => Ok(see_other(&ctx.url(&format!("/pratiche/{id}#documenti")))),
        Err(Error::Invalid(errors)) => {
            draw(
                &cases,
                &ctx,
                id,
                &Typed {
                    answer: text,
                    errors,
                    ..Typed::default()
                },
            )
            .await
        }
        // The office closed the request meanwhile: what was typed is shown, to be copied into a message.
        Err(Error::Conflict { reason }) => {
            let mut errors = FieldErrors::default();
            errors.add("risposta", reason);
            let typed = Typed {
                answer: text,
                errors,
                ..Typed::default()
            };
            draw(&cases, &ctx, id, &typed).await
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
    let (subject, text) = (typed_in(&form, "oggetto"), typed_in(&form, "testo"));
    match cases.write_to_office(&filing(&ctx), id, &subject, &text).await {
        Ok(()) => Ok(see_other(&ctx.url(&format!("/pratiche/{id}#messaggi")))),
        Err(Error::Invalid(errors)) => {
            draw(
                &cases,
                &ctx,
                id,
                &Typed {
                    subject,
                    text,
                    errors,
                    ..Typed::default()
                },
            )
            .await
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn act(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, transition)): Path<(String, CaseId, String)>,
    _: ProtectedPairs,
) -> WebResult {
    cases.citizen_act(&filing(&ctx), id, &transition).await?;
    Ok(see_other(&ctx.url(&format!("/pratiche/{id}"))))
}

pub(super) async fn download(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DocumentId)>,
) -> WebResult {
    send(&cases, &ctx, id).await
}

/// Sends the bytes of a document; only kinds a browser shows without running anything open in it.
pub(super) async fn send(cases: &Cases, ctx: &Ctx, id: DocumentId) -> WebResult {
    let document = cases.document(&filing(ctx), id).await?;
    let (Some(key), Some(media_type)) = (&document.storage_key, &document.media_type) else {
        return Err(Error::NotFound.into());
    };
    let content = cases.files.get(key).await.map_err(Error::internal)?;
    let inline = ::files::MediaType::parse(media_type).is_some_and(::files::MediaType::shown_inline);
    let disposition = if inline {
        Disposition::Inline
    } else {
        Disposition::Attachment
    };
    let mut response = Response::new(Body::from_stream(content.into_stream()));
    let value = |text: &str| HeaderValue::from_str(text).map_err(Error::internal);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, value(media_type)?);
    headers.insert(
        header::CONTENT_DISPOSITION,
        value(&content_disposition(&document.name, disposition))?,
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-store"),
    );
    Ok(response.into_response())
}
