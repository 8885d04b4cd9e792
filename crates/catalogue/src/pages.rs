//! Pages for everybody. Each file holds one page or two that belong together.

mod choice;
mod help;
mod home;
mod legal;
mod list;
mod logo;
mod portal;
mod privacy;
mod sheet;
mod tree;
mod view;

use crate::service::Catalogue;
use axum::response::Redirect;
use axum::{Router, routing::get};
use identity::Ctx;

/// Every page of the slice, by its Italian path.
pub fn routes<S>(catalogue: Catalogue) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route("/", get(portal::show))
        .route("/{body}", get(home::show))
        .route("/{body}/", get(to_home))
        .route("/{body}/logo/{file}", get(logo::show))
        .route("/{body}/servizi", get(list::show))
        .route("/{body}/servizi/{servizio}", get(sheet::show))
        .route("/{body}/servizi/{servizio}/privacy", get(privacy::of_service))
        .route("/{body}/privacy", get(privacy::of_body))
        .route("/{body}/accessibilita", get(legal::accessibility))
        .route("/{body}/note-legali", get(legal::notes))
        .route("/{body}/domande-frequenti", get(help::questions))
        .route("/{body}/istruzioni", get(help::instructions))
        .with_state(catalogue)
}

async fn to_home(ctx: Ctx) -> Redirect {
    Redirect::permanent(&ctx.url(""))
}
