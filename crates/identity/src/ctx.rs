//! What a handler knows of a request.

use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
};
use bodies::{Action, Actor, Body, Directory, Scope, Target, policy};
use kernel::{AccountId, Error, Instant, Lang, Random, Result};
use std::sync::Arc;
use web::rating::Rated;
use web::{Area, Brand, CsrfSecret, Page, RequestInfo, UserMenu, WebError};

/// The menu of operators: what an entry opens, its words and its Italian path below the body.
const OFFICE_MENU: [(Action, &str, &str); 6] = [
    (Action::SeeQueue, "web-menu-queue", "/operatori/coda"),
    (Action::SeeDeadlines, "web-menu-deadlines", "/operatori/scadenze"),
    (Action::ReadRegister, "web-menu-register", "/operatori/protocollo"),
    (Action::ReadRequests, "web-menu-requests", "/operatori/richieste"),
    (Action::ReadRatings, "web-menu-ratings", "/operatori/valutazioni"),
    (Action::ConfigureBody, "publishing-menu", "/operatori/servizi"),
];

/// A request for a page (or call) of a body: `/{body}/…` and `/api/v1/{body}/…`. As an extractor it answers 404 when
/// there is no such body. Cheap to clone: layers, extractors and handlers share what was found out once.
#[derive(Clone)]
pub struct Ctx(Arc<Known>);

impl Ctx {
    pub(crate) fn new(known: Known) -> Self {
        Self(Arc::new(known))
    }
}

impl std::ops::Deref for Ctx {
    type Target = Known;

    fn deref(&self) -> &Known {
        &self.0
    }
}

/// What is known of a request for a page of a body; read through [`Ctx`].
pub struct Known {
    /// The body of the address.
    pub body: Arc<Body>,
    /// What bodies publish, as it was when the request arrived.
    pub directory: Arc<Directory>,
    /// Language of the page.
    pub lang: Lang,
    /// Who asks.
    pub actor: Actor,
    /// When the server received the request: the instant that counts for a filing (TIME-14, G-42).
    pub received_at: Instant,
    /// The present moment, a little later.
    pub now: Instant,
    /// What the server noted before anything else: the word of the request for the log, the path.
    pub info: Arc<RequestInfo>,
    /// Pages for operators or for everybody else.
    pub area: Area,
    pub(crate) brand: Arc<Brand>,
    pub(crate) method: Method,
    pub(crate) csrf: Option<CsrfSecret>,
    pub(crate) random: Arc<dyn Random>,
}

impl Ctx {
    /// URL of an Italian path below the body, in the language of the page: `/servizi` gives `/borgo/en/servizi`.
    pub fn url(&self, path: &str) -> String {
        web::url(self.lang, Some(&self.body.slug), path)
    }

    /// The text of a key in the language of the page.
    pub fn t(&self, key: &str) -> &'static str {
        locale::text(self.lang, key)
    }

    /// A token for a form; empty when there is no session. `page` fills it in for pages.
    pub fn csrf(&self) -> String {
        self.csrf
            .as_ref()
            .map(|secret| secret.token(&*self.random))
            .unwrap_or_default()
    }

    /// A page of the body with header, footer, user menu and language switch.
    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.lang, title).of(self.brand.clone());
        // A page that answers a post has no address of its own to show in another language.
        if self.method == Method::GET {
            page.path.clone_from(&self.info.path);
        }
        page.csrf = self.csrf();
        page.user = self.user_menu();
        page.area = self.area;
        page.office_menu = self.office_menu();
        page.rated = self.rated();
        page.noindex = self.area == Area::Operators || page.user.is_some();
        page
    }

    /// A page of everybody is rated at its own address; what answers a post says for itself what is rated.
    fn rated(&self) -> Option<Rated> {
        if self.method != Method::GET || self.area == Area::Operators {
            return None;
        }
        let below = self.info.path.strip_prefix('/')?;
        Rated::page(below.strip_prefix(self.body.slug.as_str())?)
    }

    /// What of the operators' menu the policy lets whoever asks open.
    pub(crate) fn office_menu(&self) -> Vec<(&'static str, &'static str)> {
        let open = |action| !self.scope(action).is_empty();
        OFFICE_MENU
            .into_iter()
            .filter(|(action, ..)| open(*action))
            .map(|(_, key, path)| (key, path))
            .collect()
    }

    /// The menu of who is logged in, top right (SDC-23, SDC-27).
    pub fn user_menu(&self) -> Option<UserMenu> {
        let link = |key: &str, path: &str| (self.t(key).to_owned(), self.url(path));
        match &self.actor {
            Actor::Citizen { name, .. } => Some(UserMenu {
                name: name.clone(),
                links: vec![
                    link("identity-menu-desk", "/pratiche"),
                    link("identity-menu-messages", "/messaggi"),
                    link("web-assistance", "/richiesta-assistenza"),
                ],
                logout: self.url("/esci"),
            }),
            Actor::Operator { name, .. } => Some(UserMenu {
                name: name.clone(),
                links: vec![
                    link("identity-menu-work", "/operatori"),
                    link("identity-menu-password", "/operatori/password"),
                ],
                logout: self.url("/operatori/esci"),
            }),
            Actor::Nobody | Actor::Token { .. } | Actor::System => None,
        }
    }

    /// The account that asks, or `LoginRequired`.
    pub fn account(&self) -> Result<AccountId> {
        self.actor.account().ok_or(Error::LoginRequired)
    }

    /// `Ok` when the policy allows it. A draft or case of somebody else does not exist for the caller.
    pub fn require(&self, action: Action, target: &Target) -> Result<()> {
        if policy::allows(&self.actor, action, target) {
            return Ok(());
        }
        let own = match (target, self.actor.account()) {
            (Target::Draft { account, .. } | Target::Case { account, .. }, Some(me)) => *account == me,
            _ => false,
        };
        match (&self.actor, target) {
            (Actor::Nobody, _) => Err(Error::LoginRequired),
            // Their own case, but filed with a stronger login than this one.
            (Actor::Citizen { .. }, Target::Case { .. }) if own => Err(Error::LoginRequired),
            (_, Target::Draft { .. } | Target::Case { .. }) => {
                tracing::warn!(request_id = %self.info.id, ?action, actor = self.actor.quality(self.body.id), "policy.refused");
                Err(Error::NotFound)
            }
            (_, Target::Body(_)) => Err(Error::Forbidden),
        }
    }

    /// `require` for the body of the request.
    pub fn require_here(&self, action: Action) -> Result<()> {
        self.require(action, &Target::Body(self.body.id))
    }

    /// What of the body of the request the actor may do this to.
    pub fn scope(&self, action: Action) -> Scope {
        policy::scope(&self.actor, action, self.body.id)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Ctx>()
            .cloned()
            .ok_or_else(|| Error::NotFound.into())
    }
}

/// A request outside any body: the portal, the public check.
#[derive(Clone)]
pub struct Visitor {
    /// What bodies publish.
    pub directory: Arc<Directory>,
    /// Language of the page.
    pub lang: Lang,
    /// When the server received the request.
    pub received_at: Instant,
    /// The present moment.
    pub now: Instant,
    pub(crate) info: Arc<RequestInfo>,
}

impl Visitor {
    /// A page of the portal.
    pub fn page(&self, title: impl Into<String>) -> Page {
        let mut page = Page::new(self.lang, title);
        page.path.clone_from(&self.info.path);
        page
    }

    /// URL of an Italian path of the portal in the language of the page.
    pub fn url(&self, path: &str) -> String {
        web::url(self.lang, None, path)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or_else(|| Error::NotFound.into())
    }
}
