//! Reads the session of a request once and leaves what the handlers need.

use crate::ctx::Known;
use crate::place::{self, Place};
use crate::session::{Door, Session};
use crate::{Ctx, Identity, Visitor, cookies};
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, header},
    middleware::{self, Next},
    response::{IntoResponse, Redirect, Response},
};
use bodies::{Actor, Body, Directory};
use kernel::{BodyId, Error, Result};
use std::sync::Arc;
use web::{Area, CsrfSecret, RequestInfo, WebError};

impl Identity {
    /// Wraps all routes; goes inside `web::stack`, which stamps the request and takes the language out of the path.
    pub fn layer(&self, router: Router) -> Router {
        router.layer(middleware::from_fn_with_state(self.clone(), identify))
    }
}

async fn identify(State(identity): State<Identity>, mut request: Request, next: Next) -> Response {
    let Some(info) = request.extensions().get::<Arc<RequestInfo>>().cloned() else {
        return WebError::from(Error::internal("identity's layer must be inside web::stack")).into_response();
    };
    let ctx = match identity.prepare(&info, &mut request).await {
        Ok(Prepared::Go(ctx)) => ctx,
        Ok(Prepared::Elsewhere(path)) => return Redirect::to(&path).into_response(),
        Err(error) => return WebError::from(error).into_response(),
    };
    let mut response = next.run(request).await;
    // The page of an error is made outside, where nobody knows who asked.
    if response.status().as_u16() >= 400
        && let Some(menu) = ctx.and_then(|ctx| ctx.user_menu())
    {
        response.extensions_mut().insert(menu);
    }
    response
}

enum Prepared {
    Go(Option<Ctx>),
    Elsewhere(String),
}

impl Identity {
    async fn prepare(&self, info: &Arc<RequestInfo>, request: &mut Request) -> Result<Prepared> {
        let place = place::of(&info.path);
        if place == Place::Bare {
            return Ok(Prepared::Go(None));
        }
        let directory = self.inner().bodies.directory().await?;
        let (slug, door) = match place {
            Place::Citizens(slug) | Place::Api(slug) => (slug, Door::Citizen),
            Place::Operators(slug, _) => (slug, Door::Operator),
            Place::Bare | Place::Portal => return Ok(self.visit(info, request, directory)),
        };
        let today = self.inner().clock.today();
        let Some(body) = directory.by_slug(slug, today).cloned() else {
            return Ok(Prepared::Go(None));
        };
        let bearer = bearer(request.headers())
            .filter(|_| matches!(place, Place::Api(_)))
            .map(str::to_owned);
        let (actor, csrf) = match bearer {
            Some(token) => (self.token_actor(&token).await?.ok_or(Error::LoginRequired)?, None),
            None => self.actor(request.headers(), door, body.id).await?,
        };
        if let Place::Operators(_, below) = place
            && must_change_first(&actor, below)
        {
            return Ok(Prepared::Elsewhere(web::url(
                info.lang,
                Some(&body.slug),
                "/operatori/password",
            )));
        }
        if let Some(csrf) = &csrf {
            request.extensions_mut().insert(csrf.clone());
        }
        let ctx = self.ctx(info, request, (body, directory), (actor, csrf), place);
        request.extensions_mut().insert(ctx.clone());
        Ok(Prepared::Go(Some(ctx)))
    }

    /// Who the cookie says; the secret of its forms also when the person has no profile at this body.
    async fn actor(
        &self,
        headers: &HeaderMap,
        door: Door,
        body: BodyId,
    ) -> Result<(Actor, Option<CsrfSecret>)> {
        let Some(token) = cookies::read(headers, door.cookie()) else {
            return Ok((Actor::Nobody, None));
        };
        let session: Option<Session> = self.session(door, token).await?;
        Ok(match session {
            Some(session) => (session.actor_at(Some(body)), Some(session.csrf)),
            None => (Actor::Nobody, None),
        })
    }

    fn ctx(
        &self,
        info: &Arc<RequestInfo>,
        request: &Request,
        (body, directory): (Arc<Body>, Arc<Directory>),
        (actor, csrf): (Actor, Option<CsrfSecret>),
        place: Place<'_>,
    ) -> Ctx {
        Ctx::new(Known {
            brand: self.inner().brands.of(&body, info.lang),
            body,
            directory,
            lang: info.lang,
            actor,
            received_at: info.received_at,
            now: self.inner().clock.now(),
            info: info.clone(),
            area: if matches!(place, Place::Operators(..)) {
                Area::Operators
            } else {
                Area::Public
            },
            method: request.method().clone(),
            csrf,
            random: self.inner().random.clone(),
        })
    }

    fn visit(&self, info: &Arc<RequestInfo>, request: &mut Request, directory: Arc<Directory>) -> Prepared {
        let today = self.inner().clock.today();
        // On a body's own host name the first page is the body's, not the list of all bodies.
        if info.path == "/"
            && let Some(body) = host(request.headers()).and_then(|host| directory.by_host(host, today))
        {
            return Prepared::Elsewhere(web::url(info.lang, Some(&body.slug), ""));
        }
        request.extensions_mut().insert(Visitor {
            directory,
            lang: info.lang,
            received_at: info.received_at,
            now: self.inner().clock.now(),
            info: info.clone(),
        });
        Prepared::Go(None)
    }
}

/// SDC-26: with a provisional password every page of operators leads to the one that changes it.
fn must_change_first(actor: &Actor, below: &str) -> bool {
    let open = ["/operatori/password", "/operatori/esci", "/operatori/login"];
    matches!(
        actor,
        Actor::Operator {
            must_change_password: true,
            ..
        }
    ) && !open.contains(&below)
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
        .map(str::trim)
}

/// The host name asked for, without port.
fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    Some(
        host.rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|c| c.is_ascii_digit()))
            .map_or(host, |(name, _)| name),
    )
}
