//! Pages of login, logout and password.

mod citizens;
mod operators;

use crate::session::{Door, OpenedSession};
use crate::{Identity, cookies};
use axum::{
    Router,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};

impl Identity {
    /// The pages of login, logout and password, still without layers.
    pub fn routes(&self) -> Router {
        Router::new()
            .route("/{body}/accedi", get(citizens::show).post(citizens::enter))
            .route("/{body}/esci", post(citizens::leave))
            .route("/{body}/operatori", get(operators::home))
            .route(
                "/{body}/operatori/login",
                get(operators::show).post(operators::enter),
            )
            .route(
                "/{body}/operatori/password",
                get(operators::show_password).post(operators::change),
            )
            .route("/{body}/operatori/esci", post(operators::leave))
            .with_state(self.clone())
    }

    /// Sends the browser on with its new session.
    fn entered(&self, opened: &OpenedSession, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        self.set_cookie(&mut response, opened.door, Some(&opened.token));
        response
    }

    /// Sends the browser on without session; pages kept for the back button go too (SDC-24).
    fn left(&self, door: Door, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        self.set_cookie(&mut response, door, None);
        response.headers_mut().insert(
            header::HeaderName::from_static("clear-site-data"),
            HeaderValue::from_static("\"cache\""),
        );
        response
    }

    fn set_cookie(&self, response: &mut Response, door: Door, token: Option<&str>) {
        if let Some(cookie) = cookies::set(door, token, self.inner().settings.https) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

/// The token the browser has now, whatever it is worth.
fn previous(headers: &HeaderMap, door: Door) -> Option<&str> {
    cookies::read(headers, door.cookie())
}

/// Where to go back to, as asked for in the address.
#[derive(Debug, Default, serde::Deserialize)]
struct Return {
    #[serde(default)]
    ritorno: String,
}
