//! The door of citizens. Until the national schemes are connected only a demo installation lets anybody in.

use super::{Return, previous};
use crate::repo::{self, DemoPerson};
use crate::session::Door;
use crate::{Ctx, Identity, Proof, Provider, local_return};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::HeaderMap,
    response::Response,
};
use bodies::Actor;
use kernel::Error;
use web::{Page, ProtectedForm, Tone, WebResult};

/// Level of a login as a fictitious person: that of the schemes it stands in for.
const DEMO_LEVEL: u8 = 2;

#[derive(Template)]
#[template(path = "identity/accedi.html")]
struct LoginPage {
    page: Page,
    demo: bool,
    people: Vec<DemoPerson>,
    action: String,
    back: String,
    logged_in: Option<String>,
    go_on: String,
}

#[derive(serde::Deserialize)]
pub(super) struct LoginForm {
    #[serde(default)]
    persona: String,
    #[serde(default)]
    ritorno: String,
}

pub(super) async fn show(
    State(identity): State<Identity>,
    ctx: Ctx,
    query: Result<Query<Return>, axum::extract::rejection::QueryRejection>,
) -> WebResult {
    let back = query.map(|Query(query)| query.ritorno).unwrap_or_default();
    page(&identity, &ctx, &back, 200).await
}

async fn page(identity: &Identity, ctx: &Ctx, back: &str, status: u16) -> WebResult {
    let inner = identity.inner();
    let demo = inner.settings.demo;
    let people = if demo {
        repo::demo_people(&inner.store).await.map_err(Error::from)?
    } else {
        Vec::new()
    };
    let mut page = ctx
        .page(ctx.t("identity-login-title"))
        .crumb(ctx.t("identity-login-title"), "");
    page.noindex = true;
    if status != 200 {
        page = page.flash(Tone::Danger, ctx.t("identity-login-unknown-person"));
    }
    let logged_in = match &ctx.actor {
        Actor::Citizen { name, .. } => Some(page.ta("identity-login-already", "name", name.as_str())),
        _ => None,
    };
    let back = local_return(back).unwrap_or_default().to_owned();
    let go_on = if back.is_empty() {
        ctx.url("/pratiche")
    } else {
        back.clone()
    };
    web::html(
        status,
        &LoginPage {
            action: ctx.url("/accedi"),
            page,
            demo,
            people,
            back,
            logged_in,
            go_on,
        },
    )
}

pub(super) async fn enter(
    State(identity): State<Identity>,
    ctx: Ctx,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<LoginForm>,
) -> WebResult {
    let proof = Proof {
        provider: Provider::Demo,
        subject: form.persona,
        level: DEMO_LEVEL,
    };
    let before = previous(&headers, Door::Citizen);
    match identity.enter(&proof, Door::Citizen, &ctx.body, before).await? {
        Some(opened) => {
            // C.SE.1.1: straight back into the service the person came from.
            let desk = ctx.url("/pratiche");
            Ok(identity.entered(&opened, local_return(&form.ritorno).unwrap_or(&desk)))
        }
        None => page(&identity, &ctx, &form.ritorno, 422).await,
    }
}

#[derive(serde::Deserialize)]
pub(super) struct Nothing {}

pub(super) async fn leave(
    State(identity): State<Identity>,
    ctx: Ctx,
    headers: HeaderMap,
    ProtectedForm(Nothing {}): ProtectedForm<Nothing>,
) -> WebResult<Response> {
    if let Some(token) = previous(&headers, Door::Citizen) {
        identity.leave(token).await?;
    }
    Ok(identity.left(Door::Citizen, &ctx.url("")))
}
