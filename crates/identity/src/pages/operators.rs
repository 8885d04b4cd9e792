//! The door of operators: user name and password, first access with a change of password (SDC-22 … SDC-27).

use super::{Return, previous};
use crate::service::{Changed, Login};
use crate::session::Door;
use crate::{Ctx, Identity, PasswordProblem, address, local_return};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Query, State},
    http::{HeaderMap, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use bodies::{Action, Actor};
use kernel::{Error, FieldErrors};
use std::convert::Infallible;
use web::{Control, ErrorSummary, Field, Page, ProtectedForm, Tone, WebResult};

#[derive(Template)]
#[template(path = "identity/operator_login.html")]
struct LoginPage {
    page: Page,
    username: Field,
    password: Field,
    errors: ErrorSummary,
    action: String,
    back: String,
}

#[derive(Template)]
#[template(path = "identity/password.html")]
struct PasswordPage {
    page: Page,
    first: bool,
    current: Field,
    new: Field,
    again: Field,
    errors: ErrorSummary,
    action: String,
}

#[derive(serde::Deserialize)]
pub(super) struct LoginForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    ritorno: String,
}

#[derive(serde::Deserialize)]
pub(super) struct PasswordForm {
    #[serde(default)]
    attuale: String,
    #[serde(default)]
    nuova: String,
    #[serde(default)]
    conferma: String,
}

#[derive(serde::Deserialize)]
pub(super) struct Nothing {}

/// Who calls, as a key of the throttle.
pub(super) struct Caller(String);

impl FromRequestParts<Identity> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, identity: &Identity) -> Result<Self, Infallible> {
        let proxies = &identity.inner().settings.trusted_proxies;
        Ok(Self(address::key(web::client_address(
            &parts.extensions,
            &parts.headers,
            proxies,
        ))))
    }
}

/// The first page of an operator's own menu (an administrator, who reads no case, has no queue); the login to nobody.
pub(super) async fn home(ctx: Ctx) -> WebResult {
    operator(&ctx)?;
    let first = ctx.office_menu().first().map(|(_, path)| *path);
    Ok(Redirect::to(&ctx.url(first.unwrap_or("/operatori/password"))).into_response())
}

fn operator(ctx: &Ctx) -> Result<kernel::AccountId, Error> {
    match &ctx.actor {
        Actor::Operator { account, .. } => Ok(*account),
        _ => Err(Error::LoginRequired),
    }
}

pub(super) async fn show(
    ctx: Ctx,
    query: Result<Query<Return>, axum::extract::rejection::QueryRejection>,
) -> WebResult {
    let back = query.map(|Query(query)| query.ritorno).unwrap_or_default();
    if matches!(ctx.actor, Actor::Operator { .. }) {
        let home = ctx.url("/operatori");
        return Ok(Redirect::to(local_return(&back).unwrap_or(&home)).into_response());
    }
    login_page(&ctx, "", &back, 200, None)
}

fn login_page(ctx: &Ctx, username: &str, back: &str, status: u16, problem: Option<String>) -> WebResult {
    let mut page = ctx
        .page(ctx.t("identity-operator-login-title"))
        .crumb(ctx.t("identity-operator-login-title"), "");
    page.area = web::Area::Public;
    page.noindex = true;
    page.has_errors = problem.is_some();
    if let Some(problem) = problem {
        page = page.flash(Tone::Danger, problem);
    }
    let errors = FieldErrors::default();
    let username = Field::text("username", ctx.t("identity-username"))
        .value(username)
        .required()
        .attribute("autocomplete", "username")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false");
    let password = Field::new(Control::Input("password"), "password", ctx.t("identity-password"))
        .required()
        .attribute("autocomplete", "current-password");
    let errors = ErrorSummary::of(&errors, ctx.lang);
    let back = local_return(back).unwrap_or_default().to_owned();
    web::html(
        status,
        &LoginPage {
            action: ctx.url("/operatori/login"),
            page,
            username,
            password,
            errors,
            back,
        },
    )
}

pub(super) async fn enter(
    State(identity): State<Identity>,
    ctx: Ctx,
    caller: Caller,
    headers: HeaderMap,
    ProtectedForm(form): ProtectedForm<LoginForm>,
) -> WebResult {
    let before = previous(&headers, Door::Operator);
    let typed = (form.username.as_str(), form.password.as_str());
    match identity.login(&ctx.body, typed, &caller.0, before).await? {
        Login::Opened(opened) => {
            let home = ctx.url("/operatori");
            Ok(identity.entered(&opened, local_return(&form.ritorno).unwrap_or(&home)))
        }
        Login::Refused => {
            tracing::info!(request_id = %ctx.info.id, body = %ctx.body.slug, "login.refused");
            let problem = ctx.t("identity-login-refused").to_owned();
            login_page(&ctx, &form.username, &form.ritorno, 422, Some(problem))
        }
        Login::Wait(seconds) => {
            tracing::warn!(request_id = %ctx.info.id, body = %ctx.body.slug, seconds, "login.throttled");
            let minutes = seconds.div_ceil(60);
            let problem = locale::text_args(ctx.lang, "identity-login-wait", &[("minutes", minutes.into())]);
            login_page(&ctx, &form.username, &form.ritorno, 429, Some(problem))
        }
    }
}

pub(super) async fn show_password(ctx: Ctx) -> WebResult {
    operator(&ctx)?;
    password_page(&ctx, &FieldErrors::default())
}

fn password_page(ctx: &Ctx, errors: &FieldErrors) -> WebResult {
    ctx.require_here(Action::ChangePassword)?;
    let first = matches!(
        ctx.actor,
        Actor::Operator {
            must_change_password: true,
            ..
        }
    );
    let title = ctx.t(if first {
        "identity-password-first-title"
    } else {
        "identity-password-title"
    });
    let mut page = ctx.page(title).crumb(title, "");
    page.has_errors = !errors.is_empty();
    let field = |name: &str, label: &str, autocomplete: &str| {
        Field::new(Control::Input("password"), name, ctx.t(label))
            .required()
            .attribute("autocomplete", autocomplete)
            .errors(errors, ctx.lang)
    };
    let status = if page.has_errors { 422 } else { 200 };
    let new = field("nuova", "identity-password-new", "new-password").help(ctx.t("identity-password-rules"));
    let template = PasswordPage {
        current: field("attuale", "identity-password-current", "current-password"),
        new,
        again: field("conferma", "identity-password-again", "new-password"),
        errors: ErrorSummary::of(errors, ctx.lang),
        action: ctx.url("/operatori/password"),
        page,
        first,
    };
    web::html(status, &template)
}

pub(super) async fn change(
    State(identity): State<Identity>,
    ctx: Ctx,
    caller: Caller,
    ProtectedForm(form): ProtectedForm<PasswordForm>,
) -> WebResult {
    let account = operator(&ctx)?;
    let mut errors = FieldErrors::default();
    if form.attuale.is_empty() {
        errors.add("attuale", "identity-password-missing");
    }
    if form.nuova != form.conferma {
        errors.add("conferma", "identity-password-differs");
    }
    if !errors.is_empty() {
        return password_page(&ctx, &errors);
    }
    let typed = (form.attuale.as_str(), form.nuova.as_str());
    match identity
        .change_password(&ctx.body, account, typed, &caller.0)
        .await?
    {
        Changed::Done(opened) => Ok(identity.entered(&opened, &ctx.url("/operatori"))),
        Changed::WrongCurrent => {
            errors.add("attuale", "identity-password-wrong");
            password_page(&ctx, &errors)
        }
        Changed::Refused(problem) => {
            errors.add("nuova", PasswordProblem::key(problem));
            password_page(&ctx, &errors)
        }
    }
}

pub(super) async fn leave(
    State(identity): State<Identity>,
    ctx: Ctx,
    headers: HeaderMap,
    ProtectedForm(Nothing {}): ProtectedForm<Nothing>,
) -> WebResult<Response> {
    if let Some(token) = previous(&headers, Door::Operator) {
        identity.leave(token).await?;
    }
    Ok(identity.left(Door::Operator, &ctx.url("/operatori/login")))
}
