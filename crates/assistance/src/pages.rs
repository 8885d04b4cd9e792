//! Pages of requests and ratings, for everybody and for the office.

mod ask;
mod done;
mod fields;
mod figures;
mod office;
mod rate;
mod words;

use crate::Assistance;
use axum::response::{IntoResponse, Redirect, Response};
use axum::{
    Router,
    routing::{get, post},
};

/// Every page of the slice, by its Italian path.
pub fn routes<S>(assistance: Assistance) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route("/{body}/richiesta-assistenza", get(ask::show).post(ask::take))
        .route("/{body}/segnalazione-disservizio", get(ask::show).post(ask::take))
        .route("/{body}/prenota-appuntamento", get(ask::show).post(ask::take))
        .route("/{body}/richieste/{receipt}", get(done::show))
        .route("/{body}/operatori/richieste", get(office::list))
        .route("/{body}/operatori/richieste/{request}", get(office::show))
        .route(
            "/{body}/operatori/richieste/{request}/risposta",
            post(office::answer),
        )
        .route(
            "/{body}/operatori/richieste/{request}/chiudi",
            post(office::close),
        )
        .route("/{body}/valutazione", get(rate::thanks).post(rate::take))
        .route("/{body}/operatori/valutazioni", get(figures::show))
        .with_state(assistance)
}

/// Sends the browser on after a post.
fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}
