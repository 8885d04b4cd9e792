//! A house of its own for every test: a small region, a clock that stands, a printer that costs nothing.

use crate::browser::Browser;
use crate::bundle::{self, Change};
use app::config::Config;
use app::house::{House, mailer};
use app::{demo, seed};
use bodies::{Account, AccountKind, Party, PartyKind, Profile, Role, Status};
use cases::{Paper, PaperHandler, Render, RenderFailure};
use delivery::{Attachment, EmailHandler};
use futures_util::future::BoxFuture;
use identity::write::{NewIdentity, NewPassword};
use identity::{Door, Proof, Provider};
use jobs::Worker;
use kernel::{
    AccountId, AdoptionId, BodyId, Clock, FixedClock, IdentityId, Instant, Lang, OfficeId, PartyId, ProfileId,
};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use store::{WriteBatch, params};
use testkit::TestDb;

/// The Comune of most tests.
pub(crate) const BORGO: &str = "/borgo-esempio";
/// The Regione.
pub(crate) const REGIONE: &str = "/regione-esempio";
/// A citizen.
pub(crate) const ADA: &str = "SMPDAA80A41H501X";
/// Another.
pub(crate) const BRUNO: &str = "PRVBRN75C12H501B";

/// Operators: user name, body, office, role.
const OPERATORS: [(&str, &str, Option<&str>, Role); 8] = [
    ("olga", "borgo-esempio", Some("SEG"), Role::Officer),
    ("oreste", "borgo-esempio", Some("SEG"), Role::Officer),
    ("tecla", "borgo-esempio", Some("TEC"), Role::Officer),
    ("sara", "borgo-esempio", None, Role::Supervisor),
    ("alvaro", "borgo-esempio", None, Role::Administrator),
    ("fabio", "regione-esempio", Some("SPC"), Role::Officer),
    ("marina", "regione-esempio", None, Role::Supervisor),
    ("adele", "regione-esempio", None, Role::Administrator),
];

/// What the printer was asked for.
pub(crate) type Printed = Arc<Mutex<Vec<Paper>>>;

pub(crate) struct TestHouse {
    // Dropped with the house: the database of the test goes with it.
    _db: TestDb,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) house: House,
    pub(crate) printed: Printed,
    pub(crate) folder: PathBuf,
    router: axum::Router,
}

impl TestHouse {
    /// At 9 o'clock of the testkit's Monday.
    pub(crate) async fn new(db: TestDb) -> Self {
        Self::at(db, testkit::START, &[]).await
    }

    /// The same, with `accesso-atti` changed.
    pub(crate) async fn changed(db: TestDb, changes: &[Change]) -> Self {
        Self::at(db, testkit::START, changes).await
    }

    /// At an instant, `2025-03-03T09:00:00+01:00`.
    pub(crate) async fn on(db: TestDb, when: &str) -> Self {
        Self::at(db, instant(when), &[]).await
    }

    async fn at(db: TestDb, at: Instant, changes: &[Change]) -> Self {
        let folder = db.folder().join("house");
        std::fs::create_dir_all(&folder).unwrap();
        let clock = Arc::new(FixedClock::at(at));
        let mut config = Config::demo(&folder, 8080);
        config.database.durability = app::config::Durability::Off;
        config.files.max_bytes = 1024 * 1024;
        let house = House::over(
            db.store.clone(),
            config,
            true,
            (clock.clone(), Arc::new(testkit::random())),
        );
        let house = house.await.unwrap();
        let region = seed::read(include_str!("region.toml"), demo::logo).unwrap();
        let mut bundles = demo::embedded_bundles().unwrap();
        if !changes.is_empty() {
            let bundle = bundle::changed(&db.folder().join("bundle"), changes);
            bundles.insert(bundle.service.key.clone(), bundle);
        }
        seed::fill(&house, &region, &bundles, &seed::Passwords::Random)
            .await
            .unwrap();
        let world = Self {
            router: house.router(),
            _db: db,
            clock,
            house,
            printed: Printed::default(),
            folder,
        };
        world.operators().await;
        world
    }

    /// Operators who enter without a password: the hash is made slow on purpose, and only its own tests need it.
    async fn operators(&self) {
        let mut batch = WriteBatch::new();
        for (name, slug, office, role) in OPERATORS {
            let body = self.body(slug).await;
            let account = self.account(&mut batch, name);
            let profile = Profile {
                id: ProfileId::new(&*self.house.clock, &*self.house.random),
                account,
                body,
                office: match office {
                    Some(code) => Some(self.office(body, code).await),
                    None => None,
                },
                role,
                valid_from: self.clock.now(),
                valid_to: None,
                status: Status::Active,
                created_by: None,
                created_at: self.clock.now(),
            };
            bodies::write::profile(&mut batch, &profile);
            let identity = NewIdentity {
                id: IdentityId::new(&*self.house.clock, &*self.house.random),
                account,
                provider: Provider::Demo,
                subject: name.to_owned(),
                level: 2,
                created_at: self.clock.now(),
            };
            identity::write::identity(&mut batch, &identity);
        }
        self.house.store.commit(batch).await.unwrap();
    }

    fn account(&self, batch: &mut WriteBatch, name: &str) -> AccountId {
        let (clock, random) = (&*self.house.clock, &*self.house.random);
        let party = Party {
            id: PartyId::new(clock, random),
            kind: PartyKind::Person,
            fiscal_code: None,
            given_name: Some(format!("{}{}", name[..1].to_uppercase(), &name[1..])),
            family_name: Some("Operativa".to_owned()),
            denomination: None,
            born_on: None,
            household_on: None,
            email: Some(format!("{name}@ufficio.example")),
            pec: None,
            phone: None,
            created_at: clock.now(),
        };
        let account = Account {
            id: AccountId::new(clock, random),
            kind: AccountKind::Operator,
            party: party.id,
            email: party.email.clone(),
            email_confirmed_at: None,
            status: Status::Active,
            lang: Lang::It,
            created_at: clock.now(),
            created_by: None,
        };
        bodies::write::party(batch, &party);
        bodies::write::account(batch, &account);
        account.id
    }

    pub(crate) async fn body(&self, slug: &str) -> BodyId {
        let row = self
            .house
            .store
            .query_one("select id from bodies where slug = $1", params![slug])
            .await;
        row.unwrap().get("id").unwrap()
    }

    pub(crate) async fn office(&self, body: BodyId, code: &str) -> OfficeId {
        let sql = "select id from offices where body_id = $1 and code = $2";
        let row = self.house.store.query_one(sql, params![body, code]).await;
        row.unwrap().get("id").unwrap()
    }

    pub(crate) async fn adoption(&self, service: &str) -> AdoptionId {
        let sql = "select id from adoptions where service = $1";
        let row = self.house.store.query_one(sql, params![service]).await;
        row.unwrap().get("id").unwrap()
    }

    /// One number from the database.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.house
            .store
            .query_one(sql, params![])
            .await
            .unwrap()
            .get("n")
            .unwrap()
    }

    /// Moves the clock to a moment.
    pub(crate) fn set(&self, when: &str) {
        self.clock.set(instant(when));
    }

    /// A browser without cookies.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which a fictitious person is logged in.
    pub(crate) async fn citizen(&self, fiscal_code: &str) -> Browser {
        let mut browser = self.browser();
        let entered = browser
            .post(
                &format!("{BORGO}/accedi"),
                &[("persona", fiscal_code), ("ritorno", "")],
            )
            .await;
        entered.expect(303);
        browser
    }

    /// A browser in which an operator is logged in.
    pub(crate) async fn operator(&self, name: &str) -> Browser {
        let slug = OPERATORS.iter().find(|operator| operator.0 == name).unwrap().1;
        let directory = self.house.bodies.directory().await.unwrap();
        let body = directory
            .by_slug(slug, self.clock.now().rome_date())
            .unwrap()
            .clone();
        let proof = Proof {
            provider: Provider::Demo,
            subject: name.to_owned(),
            level: 2,
        };
        let opened = self
            .house
            .identity
            .enter(&proof, Door::Operator, &body, None)
            .await;
        let mut browser = self.browser();
        let token = opened.unwrap().expect("an operator").token;
        browser.cookies.insert("sportello_operator".to_owned(), token);
        browser
    }

    /// Gives an operator a password, as its hash; a provisional one must be changed at the first access.
    pub(crate) async fn password(&self, name: &str, hash: String, provisional: bool) {
        let sql = "select account_id from identities where subject = $1";
        let row = self.house.store.query_one(sql, params![name]).await.unwrap();
        let password = NewPassword {
            account: row.get("account_id").unwrap(),
            username: name.to_owned(),
            hash,
            must_change: provisional,
            at: self.clock.now(),
        };
        let mut batch = WriteBatch::new();
        identity::write::password(&mut batch, &password);
        self.house.store.commit(batch).await.unwrap();
    }

    /// Makes papers with the false printer, sends e-mails into the folder.
    pub(crate) async fn drain(&self) {
        let drained = self.worker().drain().await.unwrap();
        assert_eq!((drained.retried, drained.dead, drained.lost), (0, 0, 0));
    }

    /// The worker that prints falsely.
    pub(crate) fn worker(&self) -> Worker {
        let papers = PaperHandler {
            cases: self.house.cases.clone(),
            render: Arc::new(FalsePrinter(self.printed.clone())),
        };
        let cases = self.house.cases.clone();
        let mails = EmailHandler {
            store: self.house.store.clone(),
            bodies: self.house.bodies.clone(),
            clock: self.house.clock.clone(),
            mailer: mailer(&self.house.config.mail).unwrap(),
            attachments: Arc::new(move |document| {
                let cases = cases.clone();
                Box::pin(async move {
                    let found = cases.attachment(document).await?;
                    Ok(found.map(|(name, media_type, bytes)| Attachment {
                        name,
                        media_type,
                        bytes,
                    }))
                })
            }),
        };
        Worker::new(
            self.house.store.clone(),
            self.house.clock.clone(),
            self.house.random.clone(),
            vec![Arc::new(papers), Arc::new(mails)],
        )
    }

    /// Makes papers with the printer of the program.
    pub(crate) async fn drain_for_real(&self) {
        let worker = self
            .house
            .worker(PathBuf::from(env!("CARGO_BIN_EXE_sportello")))
            .unwrap();
        let drained = worker.drain().await.unwrap();
        assert_eq!((drained.retried, drained.dead, drained.lost), (0, 0, 0));
    }

    /// The e-mails that left, as text.
    pub(crate) fn mails(&self) -> Vec<String> {
        let mut mails = Vec::new();
        for entry in std::fs::read_dir(self.folder.join("mail")).unwrap() {
            let bytes = std::fs::read(entry.unwrap().path()).unwrap();
            mails.push(String::from_utf8_lossy(&bytes).into_owned());
        }
        mails
    }
}

/// Prints a PDF that says nothing, and keeps what it should have said.
struct FalsePrinter(Printed);

/// The least that is a PDF.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n";

impl Render for FalsePrinter {
    fn render(&self, paper: Paper) -> BoxFuture<'_, Result<Vec<u8>, RenderFailure>> {
        self.0.lock().unwrap().push(paper);
        Box::pin(async { Ok(PDF.to_vec()) })
    }
}

/// An instant from RFC 3339.
pub(crate) fn instant(when: &str) -> Instant {
    Instant::parse(when).unwrap()
}

impl TestHouse {
    /// The day the clock shows.
    pub(crate) fn clock_date(&self) -> kernel::Date {
        self.clock.now().rome_date()
    }

    /// What the clock shows.
    pub(crate) fn clock_text(&self) -> String {
        self.clock.now().rome_text()
    }
}
