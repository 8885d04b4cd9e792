//! Two bodies, two citizens, three operators, and a few routes that say who asks.

use crate::client::Client;
use axum::{
    Router,
    routing::{get, post},
};
use bodies::{Account, AccountKind, Bodies, Body, Party, PartyKind, Profile, Role, Status};
use identity::write::{NewIdentity, NewPassword};
use identity::{BodyBrands, Ctx, Identity, IdentitySettings, Provider};
use kernel::{
    AccountId, BodyId, Clock, Date, FixedClock, IdentityId, Lang, PartyId, ProfileId, Random, SeededRandom,
};
use std::sync::Arc;
use store::WriteBatch;
use testkit::TestDb;
use web::{ProtectedPairs, WebSettings};

/// The provisional password of every operator.
pub(crate) const PROVISIONAL: &str = "provvisoria 2026!";
/// The one they choose.
pub(crate) const CHOSEN: &str = "cavallo batteria graffetta";

pub(crate) struct World {
    pub(crate) db: TestDb,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) random: Arc<SeededRandom>,
    pub(crate) identity: Identity,
    pub(crate) borgo: Body,
    pub(crate) valle: Body,
    pub(crate) router: Router,
}

impl World {
    pub(crate) async fn demo(db: TestDb) -> Self {
        Self::with(
            db,
            IdentitySettings {
                demo: true,
                https: false,
                ..IdentitySettings::default()
            },
        )
        .await
    }

    pub(crate) async fn with(db: TestDb, settings: IdentitySettings) -> Self {
        let (clock, random) = (Arc::new(testkit::clock()), Arc::new(testkit::random()));
        let mut borgo = body(&*clock, &*random, "borgo");
        borgo.host = Some("servizi.borgo.example".to_owned());
        let valle = body(&*clock, &*random, "valle");
        let bodies = Bodies::new(db.store.clone(), clock.clone());
        let identity = Identity::new(
            db.store.clone(),
            bodies.clone(),
            clock.clone(),
            random.clone(),
            settings,
        )
        .unwrap();
        let mut world = Self {
            db,
            clock,
            random,
            identity,
            borgo,
            valle,
            router: Router::new(),
        };
        world.fill().await;
        let routes = world
            .identity
            .layer(world.identity.routes().merge(probes(world.clock.clone())));
        let mut settings = WebSettings::new(
            world.clock.clone(),
            world.random.clone(),
            Arc::new(BodyBrands(bodies)),
        );
        settings.rate_limits = None;
        world.router = web::stack(routes, settings);
        world
    }

    async fn fill(&self) {
        let mut batch = WriteBatch::new();
        bodies::write::body(&mut batch, &self.borgo);
        bodies::write::body(&mut batch, &self.valle);
        for (given, subject) in [("Ada", "ada"), ("Bruno", "bruno")] {
            let account = self.account(&mut batch, AccountKind::Citizen, given);
            let id = IdentityId::new(&*self.clock, &*self.random);
            let new = NewIdentity {
                id,
                account,
                provider: Provider::Demo,
                subject: subject.to_owned(),
                level: 2,
                created_at: self.clock.now(),
            };
            identity::write::identity(&mut batch, &new);
        }
        let hash = self
            .identity
            .hasher()
            .hash(PROVISIONAL, self.random.clone())
            .await
            .unwrap();
        for (name, body, must_change) in [
            ("marina", self.borgo.id, true),
            ("piero", self.borgo.id, false),
            ("valeria", self.valle.id, false),
        ] {
            let account = self.account(&mut batch, AccountKind::Operator, name);
            bodies::write::profile(&mut batch, &self.profile(account, body));
            let new = NewPassword {
                account,
                username: name.to_owned(),
                hash: hash.clone(),
                must_change,
                at: self.clock.now(),
            };
            identity::write::password(&mut batch, &new);
        }
        self.db.store.commit(batch).await.unwrap();
    }

    fn account(&self, batch: &mut WriteBatch, kind: AccountKind, given: &str) -> AccountId {
        let party = Party {
            id: PartyId::new(&*self.clock, &*self.random),
            kind: PartyKind::Person,
            fiscal_code: None,
            given_name: Some(given.to_owned()),
            family_name: Some("Esempio".to_owned()),
            denomination: None,
            born_on: None,
            household_on: None,
            email: None,
            pec: None,
            phone: None,
            created_at: self.clock.now(),
        };
        let account = Account {
            id: AccountId::new(&*self.clock, &*self.random),
            kind,
            party: party.id,
            email: None,
            email_confirmed_at: None,
            status: Status::Active,
            lang: Lang::It,
            created_at: self.clock.now(),
            created_by: None,
        };
        bodies::write::party(batch, &party);
        bodies::write::account(batch, &account);
        account.id
    }

    fn profile(&self, account: AccountId, body: BodyId) -> Profile {
        Profile {
            id: ProfileId::new(&*self.clock, &*self.random),
            account,
            body,
            office: None,
            role: Role::Officer,
            valid_from: self.clock.now(),
            valid_to: None,
            status: Status::Active,
            created_by: None,
            created_at: self.clock.now(),
        }
    }

    /// A browser without cookies.
    pub(crate) fn browser(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser in which a fictitious citizen is logged in.
    pub(crate) async fn citizen(&self, subject: &str) -> Client {
        let mut browser = self.browser();
        let entered = browser
            .post("/borgo/accedi", &[("persona", subject), ("ritorno", "")])
            .await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }

    /// A browser in which an operator has tried to log in.
    pub(crate) async fn operator(&self, username: &str, password: &str) -> Client {
        let mut browser = self.browser();
        let entered = browser
            .post(
                "/borgo/operatori/login",
                &[("username", username), ("password", password)],
            )
            .await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        browser
    }
}

fn body(clock: &dyn Clock, random: &dyn Random, slug: &str) -> Body {
    Body {
        id: BodyId::new(clock, random),
        slug: slug.to_owned(),
        kind: "comune".to_owned(),
        name: format!("Comune di {slug}"),
        name_en: Some(format!("Municipality of {slug}")),
        ipa_code: None,
        istat_code: None,
        aoo_code: "AOO".to_owned(),
        fiscal_code: None,
        email: Some("urp@borgo.example".to_owned()),
        pec: None,
        phone: None,
        address: None,
        website: None,
        host: None,
        base_url: None,
        logo: None,
        dpo_contact: None,
        part_of_label: None,
        valid_from: Date::constant(2000, 1, 1),
        valid_to: None,
    }
}

/// Routes that answer what they know.
fn probes(clock: Arc<FixedClock>) -> Router {
    let who = |ctx: Ctx| async move {
        format!(
            "{} {} {}",
            ctx.actor.quality(ctx.body.id),
            ctx.actor.name(),
            ctx.lang.code()
        )
    };
    Router::new()
        .route("/{body}/chi", get(who))
        .route("/{body}/operatori/chi", get(who))
        .route("/api/v1/{body}/chi", get(who))
        .route(
            "/{body}/pagina",
            get(|ctx: Ctx| async move { ctx.page("Prova").home() }),
        )
        .route(
            "/{body}/prova",
            post(move |ctx: Ctx, form: ProtectedPairs| async move {
                let text = form.get("testo").unwrap_or_default().to_owned();
                format!(
                    "{text}|{}|{}",
                    ctx.received_at.as_micros(),
                    clock.now().as_micros()
                )
            }),
        )
}
