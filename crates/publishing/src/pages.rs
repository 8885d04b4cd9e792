//! Pages of this slice: handler = read the request, one use case, render.

mod download;
mod findings;
mod list;
mod proposal;
mod report;
mod service;
mod trial;

use crate::Publishing;
use axum::Router;
use axum::routing::{get, post};

/// Largest bundle that is sent in (`bundles` refuses more than 8 MB), and room for the other fields.
const PACKAGE_LIMIT: usize = 9 * 1024 * 1024;

/// A form of 1 MB comes twice with its answers when it is tried; a browser may percent-encode it to three times its size.
const TRIAL_LIMIT: usize = 8 * 1024 * 1024;

/// The Italian path of the list of services.
const LIST: &str = "/operatori/servizi";

/// Routes of an administrator's services and of the trial of forms.
pub fn routes<S>(publishing: Publishing) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let sending = Router::new().route(
        "/{body}/operatori/servizi/{service}/versione",
        post(service::send),
    );
    let trial = Router::new().route(
        "/{body}/operatori/moduli/prova",
        get(trial::show).post(trial::run),
    );
    Router::new()
        .merge(web::with_body_limit(sending, PACKAGE_LIMIT))
        .merge(web::with_body_limit(trial, TRIAL_LIMIT))
        .route("/{body}/operatori/servizi", get(list::show))
        .route("/{body}/operatori/servizi/{service}", get(service::show))
        .route(
            "/{body}/operatori/servizi/{service}/proposta",
            get(proposal::show),
        )
        .route(
            "/{body}/operatori/servizi/{service}/pubblica",
            post(proposal::publish),
        )
        .route(
            "/{body}/operatori/servizi/{service}/scarta",
            post(proposal::discard),
        )
        .route(
            "/{body}/operatori/servizi/{service}/versioni/{number}/pacchetto",
            get(download::package),
        )
        .route(
            "/{body}/operatori/servizi/{service}/versioni/{number}/modulo",
            get(download::form),
        )
        .with_state(publishing)
}
