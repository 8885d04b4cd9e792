//! Pages of this slice: handler = read the request, one use case, render.

mod attachments;
mod case;
mod check;
mod desk;
mod draft;
pub(crate) mod forms;
mod lists;
mod office;
mod queue;
mod receipt;
mod register;
mod renewal;
mod saving;
mod step;
mod story;
mod summary;
mod view;
pub(crate) mod words;

use crate::{Cases, Filing};
use axum::Router;
use axum::routing::{get, post};
use identity::Ctx;

/// Room for the typed fields beside the largest file of an upload.
const FORM_ROOM: u64 = 2 * 1024 * 1024;

/// Bytes of an answer to a request for integration, with all its files.
const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

/// Routes of drafts, cases, queue and public check.
pub fn routes(cases: Cases) -> Router {
    let upload_limit = usize::try_from(cases.max_file_bytes.saturating_add(FORM_ROOM)).unwrap_or(usize::MAX);
    let answers = Router::new().route("/{body}/pratiche/{case}/integrazione", post(case::answer));
    let answers = web::with_body_limit(answers, ANSWER_LIMIT);
    let uploads = Router::new().route(
        "/{body}/bozze/{draft}/passo/{step}",
        get(step::step).post(step::save),
    );
    let uploads = web::with_body_limit(uploads, upload_limit);
    Router::new()
        .merge(uploads)
        .merge(answers)
        .route(
            "/{body}/servizi/{service}/avvia",
            get(draft::start_link).post(draft::start),
        )
        .route("/{body}/bozze/{draft}", get(draft::resume))
        .route("/{body}/elenchi/{list}", get(lists::search))
        .route(
            "/{body}/bozze/{draft}/informativa",
            get(draft::notice).post(draft::accept),
        )
        .route(
            "/{body}/bozze/{draft}/modulo",
            get(renewal::show).post(renewal::renew),
        )
        .route("/{body}/bozze/{draft}/riepilogo", get(summary::show))
        .route(
            "/{body}/bozze/{draft}/trasmetti",
            get(summary::back).post(summary::transmit),
        )
        .route(
            "/{body}/bozze/{draft}/elimina",
            get(draft::ask_delete).post(draft::delete),
        )
        .route("/{body}/pratiche", get(desk::desk))
        .route("/{body}/messaggi", get(desk::messages))
        .route("/{body}/pratiche/{case}", get(case::show))
        .route("/{body}/pratiche/{case}/ricevuta", get(receipt::show))
        .route("/{body}/pratiche/{case}/messaggi", post(case::write))
        .route("/{body}/pratiche/{case}/azioni/{transition}", post(case::act))
        .route("/{body}/documenti/{document}", get(case::download))
        .route("/{body}/operatori/coda", get(queue::queue))
        .route("/{body}/operatori/scadenze", get(queue::deadlines))
        .route("/{body}/operatori/pratiche/{case}", get(office::show))
        .route("/{body}/operatori/pratiche/{case}/storia", get(story::show))
        .route(
            "/{body}/operatori/pratiche/{case}/azioni/{transition}",
            post(office::act),
        )
        .route("/{body}/operatori/pratiche/{case}/assegna", post(office::assign))
        .route("/{body}/operatori/pratiche/{case}/messaggi", post(office::write))
        .route("/{body}/operatori/documenti/{document}", get(office::download))
        .route("/{body}/operatori/protocollo", get(register::list))
        .route(
            "/{body}/operatori/protocollo/{year}/{number}",
            get(register::show),
        )
        .route(
            "/{body}/operatori/protocollo/{year}/{number}/annulla",
            post(register::annul),
        )
        .route("/verifica/{token}", get(check::show))
        .with_state(cases)
}

/// The request as the use cases want it.
pub(crate) fn filing(ctx: &Ctx) -> Filing<'_> {
    Filing {
        body: &ctx.body,
        directory: &ctx.directory,
        actor: &ctx.actor,
        lang: ctx.lang,
        received_at: ctx.received_at,
    }
}
