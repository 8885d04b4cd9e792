//! A fictitious region served in memory.

use axum::{Router, body::Body as HttpBody, http::Request};
use bodies::{Account, AccountKind, Bodies, Body, Office, Party, PartyKind, Status};
use bundles::{Bundle, FileTree};
use catalogue::{Catalogue, NewAdoption, NewCategory, NewWindow, Visibility, Window};
use http_body_util::BodyExt;
use identity::write::NewIdentity;
use identity::{BodyBrands, Door, Identity, IdentitySettings, Proof, Provider};
use kernel::{
    AccountId, AdoptionId, BodyId, FixedClock, IdentityId, Instant, Lang, OfficeId, PartyId, SeededRandom,
    WindowId,
};
use std::path::Path;
use std::sync::Arc;
use store::{Store, WriteBatch};
use testkit::{START, TestDb};
use tower::ServiceExt;
use uuid::Uuid;
use web::WebSettings;

/// Everything a test works with.
pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) random: Arc<SeededRandom>,
    pub(crate) bodies: Bodies,
    pub(crate) catalogue: Catalogue,
    /// The body most tests look at.
    pub(crate) comune: Body,
    pub(crate) office: Office,
    identity: Identity,
    app: Router,
}

impl Site {
    /// A Region and a Comune with an office; no service.
    pub(crate) async fn new(db: &TestDb) -> Self {
        let site = Self::empty(db).await;
        let region = site.body("regione-esempio", "regione", "Regione Esempio");
        let mut batch = WriteBatch::new();
        bodies::write::body(&mut batch, &region);
        bodies::write::body(&mut batch, &site.comune);
        bodies::write::office(&mut batch, &site.office);
        site.commit(batch).await;
        site
    }

    /// An installation without bodies.
    pub(crate) async fn empty(db: &TestDb) -> Self {
        let (clock, random) = (Arc::new(testkit::clock()), Arc::new(testkit::random()));
        let store = db.store.clone();
        let bodies = Bodies::new(store.clone(), clock.clone());
        let catalogue = Catalogue::new(store.clone());
        let settings = IdentitySettings {
            https: false,
            ..IdentitySettings::default()
        };
        let identity = Identity::new(
            store.clone(),
            bodies.clone(),
            clock.clone(),
            random.clone(),
            settings,
        )
        .unwrap();
        let mut web = WebSettings::new(
            clock.clone(),
            random.clone(),
            Arc::new(BodyBrands(bodies.clone())),
        );
        web.rate_limits = None;
        let app = web::stack(identity.layer(catalogue::routes(catalogue.clone())), web);
        let id = BodyId::new(&*clock, &*random);
        let comune = a_body(id, "borgo-esempio", "comune", "Comune di Borgo Esempio");
        let office = an_office(OfficeId::new(&*clock, &*random), id);
        Self {
            store,
            clock,
            random,
            bodies,
            catalogue,
            comune,
            office,
            identity,
            app,
        }
    }

    /// A body not yet in the database.
    pub(crate) fn body(&self, slug: &str, kind: &str, name: &str) -> Body {
        a_body(BodyId::new(&*self.clock, &*self.random), slug, kind, name)
    }

    pub(crate) async fn commit(&self, batch: WriteBatch) {
        self.store.commit(batch).await.unwrap();
        self.bodies.refresh().await.unwrap();
    }

    pub(crate) fn uuid(&self) -> Uuid {
        kernel::new_uuid(&*self.clock, &*self.random)
    }

    /// An adoption of the Comune, published, of a bundle with that title.
    pub(crate) fn adoption(&self, service: &str) -> NewAdoption {
        NewAdoption {
            id: AdoptionId::new(&*self.clock, &*self.random),
            body: self.comune.id,
            service: service.to_owned(),
            category: None,
            office: self.office.id,
            responsible_name: "Rita Responsabile Finta".to_owned(),
            responsible_email: Some("rita@borgo-esempio.example".to_owned()),
            substitute_name: Some("Segretario comunale".to_owned()),
            visibility: Visibility::Published,
            min_level: 2,
            position: 1,
            featured: false,
            valid_from: START.plus_seconds(-3600),
            valid_to: None,
        }
    }

    /// Adds a service with a title to the Comune.
    pub(crate) async fn offer(&self, service: &str, title: &str) -> AdoptionId {
        let new = self.adoption(service);
        self.adopt(&new, &bundle(title)).await;
        new.id
    }

    pub(crate) async fn adopt(&self, new: &NewAdoption, bundle: &Bundle) {
        let mut batch = WriteBatch::new();
        catalogue::adopt(&mut batch, new, bundle, START);
        self.commit(batch).await;
    }

    pub(crate) async fn category(&self, slug: &str, name: &str, parent: Option<Uuid>, position: i64) -> Uuid {
        let new = NewCategory {
            id: self.uuid(),
            body: self.comune.id,
            parent,
            slug: slug.to_owned(),
            name_it: name.to_owned(),
            name_en: Some(format!("{name} (en)")),
            position,
        };
        let mut batch = WriteBatch::new();
        catalogue::add_category(&mut batch, &new);
        self.commit(batch).await;
        new.id
    }

    /// A window decided a day before it opens.
    pub(crate) async fn window(
        &self,
        adoption: AdoptionId,
        number: i64,
        opens_at: Instant,
        closes_at: Option<Instant>,
    ) {
        let window = Window {
            id: WindowId::new(&*self.clock, &*self.random),
            number,
            opens_at,
            closes_at,
            late_until: None,
            act_reference: Some(format!("delibera n. {number}")),
            decided_at: opens_at.plus_seconds(-86_400),
        };
        let mut batch = WriteBatch::new();
        catalogue::open_window(&mut batch, &NewWindow { adoption, window });
        self.commit(batch).await;
    }

    /// The routes with all their layers.
    pub(crate) fn router(&self) -> Router {
        self.app.clone()
    }

    /// Cookie of a citizen who has just logged in.
    pub(crate) async fn citizen(&self) -> String {
        let (party, account) = (
            PartyId::new(&*self.clock, &*self.random),
            AccountId::new(&*self.clock, &*self.random),
        );
        let mut batch = WriteBatch::new();
        bodies::write::party(&mut batch, &a_person(party));
        bodies::write::account(&mut batch, &an_account(account, party));
        identity::write::identity(
            &mut batch,
            &NewIdentity {
                id: IdentityId::new(&*self.clock, &*self.random),
                account,
                provider: Provider::Spid,
                subject: "ada".to_owned(),
                level: 2,
                created_at: START,
            },
        );
        self.commit(batch).await;
        let proof = Proof {
            provider: Provider::Spid,
            subject: "ada".to_owned(),
            level: 2,
        };
        let session = self
            .identity
            .enter(&proof, Door::Citizen, &self.comune, None)
            .await
            .unwrap()
            .unwrap();
        format!("sportello_citizen={}", session.token)
    }

    /// Status and text of a page.
    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        self.get_with(path, "").await
    }

    /// The same, with a cookie.
    pub(crate) async fn get_with(&self, path: &str, cookie: &str) -> (u16, String) {
        let request = Request::get(path)
            .header("accept", "text/html")
            .header("cookie", cookie)
            .body(HttpBody::empty())
            .unwrap();
        let response = self.router().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(bytes.to_vec()).unwrap())
    }

    /// A page that must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let (status, text) = self.get(path).await;
        assert_eq!(status, 200, "{path}: {text}");
        text
    }
}

/// The part of a page between its `main` tags, where header and footer cannot make a test pass.
pub(crate) fn main_of(page: &str) -> &str {
    let start = page.find("<main").unwrap();
    &page[start..page.find("</main>").unwrap()]
}

/// Asserts that texts follow each other in that order.
pub(crate) fn in_order(page: &str, texts: &[&str]) {
    let mut from = 0;
    for text in texts {
        let found = page[from..].find(text);
        from += found.unwrap_or_else(|| panic!("«{text}» is missing or out of order in {}", &page[from..]))
            + text.len();
    }
}

/// The bundle of access to documents with another title.
pub(crate) fn bundle(title: &str) -> Bundle {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bundles/accesso-atti");
    let original = FileTree::read(&folder).unwrap();
    let mut files = FileTree::default();
    for (path, bytes) in original.iter() {
        let bytes = match path {
            "service.toml" => titled(bytes, "[sheet]", title),
            "texts/en.toml" => titled(bytes, "[sheet]", &format!("{title} (en)")),
            _ => bytes.to_vec(),
        };
        files.insert(path, bytes).unwrap();
    }
    Bundle::from_files(files).unwrap()
}

fn titled(bytes: &[u8], table: &str, title: &str) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let (before, after) = text.split_once(table).unwrap();
    let mut lines: Vec<String> = after.lines().map(str::to_owned).collect();
    let line = lines
        .iter_mut()
        .find(|line| line.starts_with("title = "))
        .unwrap();
    *line = format!("title = \"{title}\"");
    format!("{before}{table}{}\n", lines.join("\n")).into_bytes()
}

fn a_body(id: BodyId, slug: &str, kind: &str, name: &str) -> Body {
    Body {
        id,
        slug: slug.to_owned(),
        kind: kind.to_owned(),
        name: name.to_owned(),
        name_en: Some(format!("{name} (en)")),
        ipa_code: None,
        istat_code: None,
        aoo_code: "AOO".to_owned(),
        fiscal_code: None,
        email: Some(format!("info@{slug}.example")),
        pec: Some(format!("protocollo@pec.{slug}.example")),
        phone: Some("+39 000 200 0000".to_owned()),
        address: Some("Via del Municipio 1, 00000 Borgo Esempio".to_owned()),
        website: Some(format!("https://www.{slug}.example")),
        host: None,
        base_url: None,
        logo: None,
        dpo_contact: Some(format!("dpo@{slug}.example")),
        part_of_label: Some("Regione Esempio".to_owned()),
        valid_from: START.plus_seconds(-86_400 * 365).rome_date(),
        valid_to: None,
    }
}

fn a_person(id: PartyId) -> Party {
    Party {
        id,
        kind: PartyKind::Person,
        fiscal_code: None,
        given_name: Some("Ada".to_owned()),
        family_name: Some("Esempio".to_owned()),
        denomination: None,
        born_on: None,
        household_on: None,
        email: None,
        pec: None,
        phone: None,
        created_at: START,
    }
}

fn an_account(id: AccountId, party: PartyId) -> Account {
    Account {
        id,
        kind: AccountKind::Citizen,
        party,
        email: None,
        email_confirmed_at: None,
        status: Status::Active,
        lang: Lang::It,
        created_at: START,
        created_by: None,
    }
}

fn an_office(id: OfficeId, body: BodyId) -> Office {
    Office {
        id,
        body,
        parent: None,
        code: "SEG".to_owned(),
        name: "Segreteria generale".to_owned(),
        name_en: Some("General Secretariat".to_owned()),
        email: Some("segreteria@borgo-esempio.example".to_owned()),
        pec: Some("segreteria@pec.borgo-esempio.example".to_owned()),
        phone: Some("+39 000 200 0001".to_owned()),
        address: Some("Via del Municipio 3, 00000 Borgo Esempio".to_owned()),
        hours: Some("Dal lunedì al venerdì, 9.00–12.30".to_owned()),
        hours_en: Some("Monday to Friday, 9 am – 12.30 pm".to_owned()),
        head_name: "Sara Segnaposto".to_owned(),
        valid_from: START.plus_seconds(-86_400 * 365).rome_date(),
        valid_to: None,
    }
}
