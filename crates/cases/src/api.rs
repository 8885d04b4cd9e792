//! The JSON API: the same use cases as the pages, documented in OpenAPI 3.1, errors as problem+json (RFC 9457).
//!
//! A citizen's own session may do what the pages let it do; a body's token reads within its policy and never files.

mod description;
mod shapes;

pub use description::openapi;

use crate::Cases;
use crate::drafting::{OpenDraft, PageInput, Saved};
use crate::pages::filing;
use crate::pages::forms::prefill;
use crate::repo::cases::QueueFilter;
use crate::transmission::{Confirmation, Transmitted};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use bodies::{Action, Actor};
use identity::Ctx;
use kernel::{CaseId, DocumentId, DraftId, Error, FieldErrors};
use shapes::{CaseOut, ConfirmIn, DraftOut, FileIn, FileOut, PageIn, SavedOut, ServiceOut, TransmittedOut};
use web::{CalledFiles, WebError, WebResult};

/// Routes below `/api/v1`.
pub fn routes(cases: Cases) -> Router {
    let upload_limit =
        usize::try_from(cases.max_file_bytes.saturating_add(1024 * 1024)).unwrap_or(usize::MAX);
    let uploads = Router::new().route("/api/v1/{body}/bozze/{draft}/allegati/{field}", post(attach));
    Router::new()
        .merge(web::with_body_limit(uploads, upload_limit))
        .route("/api/v1/{body}/servizi", get(services))
        .route("/api/v1/{body}/servizi/{service}", get(service))
        .route("/api/v1/{body}/servizi/{service}/bozze", post(start))
        .route("/api/v1/{body}/bozze/{draft}", get(draft).delete(drop_draft))
        .route("/api/v1/{body}/bozze/{draft}/informativa", post(accept))
        .route("/api/v1/{body}/bozze/{draft}/modulo", post(renew))
        .route("/api/v1/{body}/bozze/{draft}/pagine/{page}", put(save))
        .route(
            "/api/v1/{body}/bozze/{draft}/allegati/{field}/{document}",
            delete(detach),
        )
        .route("/api/v1/{body}/bozze/{draft}/trasmissione", post(transmit))
        .route("/api/v1/{body}/pratiche", get(list))
        .route("/api/v1/{body}/pratiche/{case}", get(case))
        .with_state(cases)
}

/// Published services of a body.
#[utoipa::path(get, path = "/api/v1/{body}/servizi", tag = "servizi",
    params(("body" = String, Path, description = "Slug dell'ente")),
    responses((status = 200, description = "I servizi, senza modulo", body = Vec<ServiceOut>)),
    security((), ("token" = [])))]
async fn services(State(cases): State<Cases>, ctx: Ctx) -> WebResult {
    ctx.require_here(Action::SeePublicPages)?;
    let offers = cases.catalogue.published(ctx.body.id, ctx.received_at).await?;
    let services: Vec<ServiceOut> = offers
        .iter()
        .map(|offer| ServiceOut::brief(offer, ctx.lang))
        .collect();
    Ok(Json(services).into_response())
}

/// One service with its form.
#[utoipa::path(get, path = "/api/v1/{body}/servizi/{service}", tag = "servizi",
    params(("body" = String, Path), ("service" = String, Path)),
    responses((status = 200, description = "Il servizio con il suo modulo", body = ServiceOut)),
    security((), ("token" = [])))]
async fn service(State(cases): State<Cases>, ctx: Ctx, Path((_, slug)): Path<(String, String)>) -> WebResult {
    ctx.require_here(Action::SeePublicPages)?;
    let offer = cases.catalogue.offer(ctx.body.id, &slug).await?;
    if !offer.adoption.is_public_at(ctx.received_at) {
        return Err(Error::NotFound.into());
    }
    Ok(Json(ServiceOut::whole(&offer, ctx.lang)).into_response())
}

/// Starts a draft.
#[utoipa::path(post, path = "/api/v1/{body}/servizi/{service}/bozze", tag = "bozze",
    params(("body" = String, Path), ("service" = String, Path)),
    responses((status = 201, description = "La bozza, ancora senza pagine", body = DraftOut), (status = 409)),
    security(("citizen" = [])))]
async fn start(State(cases): State<Cases>, ctx: Ctx, Path((_, slug)): Path<(String, String)>) -> WebResult {
    let id = cases.start_draft(&filing(&ctx), &slug).await?;
    let open = cases.open_draft(&filing(&ctx), id).await?;
    Ok((StatusCode::CREATED, Json(DraftOut::of(&open))).into_response())
}

/// A draft with its pages and files.
#[utoipa::path(get, path = "/api/v1/{body}/bozze/{draft}", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid")),
    responses((status = 200, description = "La bozza com'è salvata", body = DraftOut)),
    security(("citizen" = [])))]
async fn draft(State(cases): State<Cases>, ctx: Ctx, Path((_, id)): Path<(String, DraftId)>) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    Ok(Json(DraftOut::of(&open)).into_response())
}

/// Throws a draft away.
#[utoipa::path(delete, path = "/api/v1/{body}/bozze/{draft}", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid")),
    responses((status = 204, description = "Non c'è più"), (status = 409)),
    security(("citizen" = [])))]
async fn drop_draft(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
) -> WebResult {
    cases.delete_draft(&filing(&ctx), id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Confirms that the art. 13 notice was read.
#[utoipa::path(post, path = "/api/v1/{body}/bozze/{draft}/informativa", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid")),
    responses((status = 204, description = "Annotato; ripeterlo non cambia nulla"), (status = 409)),
    security(("citizen" = [])))]
async fn accept(State(cases): State<Cases>, ctx: Ctx, Path((_, id)): Path<(String, DraftId)>) -> WebResult {
    cases.accept_notice(&filing(&ctx), id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Moves a draft to the version of the form in force; a draft that is on it already stays as it is.
#[utoipa::path(post, path = "/api/v1/{body}/bozze/{draft}/modulo", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid")),
    responses((status = 200, description = "La bozza sul modulo in vigore; `renewal` dice che cosa è cambiato", body = DraftOut), (status = 409)),
    security(("citizen" = [])))]
async fn renew(State(cases): State<Cases>, ctx: Ctx, Path((_, id)): Path<(String, DraftId)>) -> WebResult {
    cases.renew_draft(&filing(&ctx), id).await?;
    let open = cases.open_draft(&filing(&ctx), id).await?;
    Ok(Json(DraftOut::of(&open)).into_response())
}

/// Saves a page, right or wrong; the version is the one that was read.
#[utoipa::path(put, path = "/api/v1/{body}/bozze/{draft}/pagine/{page}", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid"),
        ("page" = String, Path, description = "Chiave della pagina")),
    request_body = PageIn,
    responses((status = 200, description = "Salvata, anche se `errors` dice che è sbagliata", body = SavedOut), (status = 409)),
    security(("citizen" = [])))]
async fn save(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, page)): Path<(String, DraftId, String)>,
    Json(input): Json<PageIn>,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    let index = open
        .form()
        .pages()
        .iter()
        .position(|known| known.key == page)
        .ok_or(Error::NotFound)?;
    // What the login certifies is written by us, here as on the pages.
    let mut data = input.data;
    let party = cases.filer(&filing(&ctx)).await?;
    prefill(&open.form().pages()[index], &mut data, &party, false);
    let input = PageInput {
        page: index,
        version: input.version,
        data,
    };
    let saved = cases.save_page(&filing(&ctx), &open, input).await?;
    let errors = match saved {
        Saved::Valid { .. } => Vec::new(),
        Saved::Invalid { errors, .. } => errors,
        // The caller still has what it sent, and reads the draft to see what somebody else stored.
        Saved::Stale { .. } => {
            return Err(Error::Conflict {
                reason: "cases-conflict-page-changed",
            }
            .into());
        }
    };
    let now = cases.open_draft(&filing(&ctx), id).await?;
    Ok(Json(SavedOut::of(&now, &page, &errors, ctx.lang)).into_response())
}

/// Attaches a file (multipart, one part named `file`) to a field; where one file is asked for, in the place of the other.
#[utoipa::path(post, path = "/api/v1/{body}/bozze/{draft}/allegati/{field}", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid"),
        ("field" = String, Path, description = "Percorso della domanda")),
    request_body(content = FileIn, content_type = "multipart/form-data"),
    responses((status = 201, description = "Allegato", body = FileOut), (status = 409), (status = 422)),
    security(("citizen" = [])))]
async fn attach(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, field)): Path<(String, DraftId, String)>,
    sent: CalledFiles,
) -> WebResult {
    let open = cases.open_draft(&filing(&ctx), id).await?;
    let Some(file) = sent.files.into_iter().find(|file| file.field == "file") else {
        let mut errors = FieldErrors::default();
        errors.add(&field, "cases-error-required");
        return Err(Error::Invalid(errors).into());
    };
    let received = cases
        .receive(&open.bundle, &field, &file.name, file.bytes)
        .await?;
    let document = cases
        .attach(&filing(&ctx), &open, &field, received.clone())
        .await?;
    Ok((StatusCode::CREATED, Json(FileOut::received(document, &received))).into_response())
}

/// Takes a file off a draft.
#[utoipa::path(delete, path = "/api/v1/{body}/bozze/{draft}/allegati/{field}/{document}", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid"), ("field" = String, Path),
        ("document" = String, Path, format = "uuid")),
    responses((status = 204, description = "Non c'è più"), (status = 409)),
    security(("citizen" = [])))]
async fn detach(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id, _, document)): Path<(String, DraftId, String, DocumentId)>,
) -> WebResult {
    let open: OpenDraft = cases.open_draft(&filing(&ctx), id).await?;
    cases.detach(&filing(&ctx), &open, document).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Transmits a draft: exactly once, however often it is called.
#[utoipa::path(post, path = "/api/v1/{body}/bozze/{draft}/trasmissione", tag = "bozze",
    params(("body" = String, Path), ("draft" = String, Path, format = "uuid")), request_body = ConfirmIn,
    responses((status = 200, description = "Trasmessa, ora o già prima", body = TransmittedOut), (status = 409), (status = 422)),
    security(("citizen" = [])))]
async fn transmit(
    State(cases): State<Cases>,
    ctx: Ctx,
    Path((_, id)): Path<(String, DraftId)>,
    Json(input): Json<ConfirmIn>,
) -> WebResult {
    let confirmed = Confirmation {
        version: input.version,
        declarations: input.declarations,
    };
    match cases.transmit(&filing(&ctx), id, confirmed).await? {
        Transmitted::Filed(case) => {
            let case = cases.case_for(&filing(&ctx), case, Action::ReadOwnCase).await?;
            Ok(Json(TransmittedOut::filed(&case, &cases.check_url(&case))).into_response())
        }
        Transmitted::Outdated => Err(Error::Conflict {
            reason: "cases-conflict-form-outdated",
        }
        .into()),
        Transmitted::Changed => Err(Error::Conflict {
            reason: "cases-error-changed",
        }
        .into()),
        Transmitted::Closed { .. } => Err(Error::Conflict {
            reason: "cases-window-none",
        }
        .into()),
        Transmitted::Unconfirmed => {
            let mut errors = FieldErrors::default();
            errors.add("declarations", "cases-error-unconfirmed");
            Err(Error::Invalid(errors).into())
        }
        Transmitted::Incomplete(violations) => Err(WebError::incomplete(violations)),
    }
}

/// The caller's cases: a citizen's own, or those a body's token may read.
#[utoipa::path(get, path = "/api/v1/{body}/pratiche", tag = "pratiche", params(("body" = String, Path)),
    responses((status = 200, description = "Le pratiche, senza risposte", body = Vec<CaseOut>), (status = 403)),
    security(("citizen" = []), ("token" = [])))]
async fn list(State(cases): State<Cases>, ctx: Ctx) -> WebResult {
    let filing = filing(&ctx);
    let found = match &ctx.actor {
        Actor::Citizen { .. } => {
            let desk = cases.desk(&filing).await?;
            desk.in_progress.into_iter().chain(desk.concluded).collect()
        }
        _ => cases.queue(&filing, &QueueFilter::default()).await?.cases,
    };
    Ok(Json(found.iter().map(CaseOut::brief).collect::<Vec<_>>()).into_response())
}

/// One case.
#[utoipa::path(get, path = "/api/v1/{body}/pratiche/{case}", tag = "pratiche",
    params(("body" = String, Path), ("case" = String, Path, format = "uuid")),
    responses((status = 200, description = "La pratica con le risposte trasmesse", body = CaseOut)),
    security(("citizen" = []), ("token" = [])))]
async fn case(State(cases): State<Cases>, ctx: Ctx, Path((_, id)): Path<(String, CaseId)>) -> WebResult {
    let action = if matches!(ctx.actor, Actor::Citizen { .. }) {
        Action::ReadOwnCase
    } else {
        Action::ReadCase
    };
    if action == Action::ReadCase {
        cases.record_reading(&filing(&ctx), id).await?;
    }
    let view = cases.view(&filing(&ctx), id, action).await?;
    Ok(Json(CaseOut::whole(&view)).into_response())
}
