//! Putting the house together: one value that has everything, from a configuration.

use crate::config::{Config, Durability, Mail, MailSecurity};
use crate::printer::Printer;
use anyhow::{Context, Result, bail};
use assistance::Assistance;
use axum::Router;
use bodies::Bodies;
use cases::{Cases, ClockRound, DraftRound, PaperHandler};
use catalogue::Catalogue;
use delivery::{Attachment, AttachmentLoader, EmailHandler, MailTransport, Mailer, Security, SmtpSettings};
use files::{Files, FilesConfig};
use identity::{BodyBrands, Identity, IdentitySettings};
use jobs::{Done, Every, Failure, Handler, Job, Schedule, Worker};
use kernel::{Clock, Date, DocumentId, Error, Instant, Random, SystemClock, SystemRandom};
use ledger::Ed25519File;
use publishing::Publishing;
use std::path::PathBuf;
use std::sync::Arc;
use store::{Store, StoreConfig, params};

/// Name of the setting that stamps a demo database.
const DEMO_STAMP: &str = "demo";
/// Long enough that nothing which repeats a key does so afterwards, and for a person who asks what was sent.
const DONE_JOBS_KEPT_DAYS: i64 = 90;

/// Everything, wired.
#[derive(Clone)]
pub struct House {
    /// Fictitious people, public metrics.
    pub demo: bool,
    /// The settings it was built from.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
    /// Document bytes.
    pub files: Files,
    /// Bodies and people.
    pub bodies: Bodies,
    /// Services.
    pub catalogue: Catalogue,
    /// Logins and sessions.
    pub identity: Identity,
    /// Requests outside any case, and ratings.
    pub assistance: Assistance,
    /// Applications.
    pub cases: Cases,
}

/// Opens the database of a configuration; nothing is migrated.
pub async fn open_store(config: &Config) -> Result<Store> {
    let mut settings = match (&config.database.sqlite, &config.database.postgres) {
        (Some(path), _) => {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)
                    .with_context(|| format!("non riesco a creare {}", folder.display()))?;
            }
            StoreConfig::sqlite(path.clone())
        }
        (None, Some(url)) => StoreConfig::postgres(url.clone()),
        (None, None) => bail!("[database]: indicare `sqlite` oppure `postgres`"),
    };
    settings.readers = config.database.readers;
    settings.durability = durability(config);
    settings.failpoints = config.failpoints.clone();
    Store::open(&settings).await.context("il database non si apre")
}

fn durability(config: &Config) -> store::Durability {
    match config.database.durability {
        Durability::Full => store::Durability::Full,
        Durability::Off => store::Durability::Off,
    }
}

/// Opens the folder of files of a configuration.
pub fn open_files(config: &Config, clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Result<Files> {
    let settings = FilesConfig {
        dir: config.files.dir.clone(),
        durability: durability(config),
    };
    Files::open(&settings, clock, random).context("la cartella dei documenti non si apre")
}

/// Whether a database is a demo; a demo is never served as real, nor a real one as demo.
pub async fn is_demo(store: &Store) -> Result<bool> {
    let row = store
        .query_opt("select value from settings where name = $1", params![DEMO_STAMP])
        .await?;
    Ok(row.is_some())
}

/// Stamps a database as a demo.
pub async fn stamp_demo(store: &Store) -> Result<()> {
    let mut batch = store::WriteBatch::new();
    batch.exec(
        "insert into settings (name, value) values ($1, 'yes') on conflict (name) do nothing",
        params![DEMO_STAMP],
    );
    store.commit(batch).await?;
    Ok(())
}

impl House {
    /// Wires everything over the machine's clock and randomness.
    pub async fn build(config: Config, demo: bool) -> Result<Self> {
        let store = open_store(&config).await?;
        Self::over(
            store,
            config,
            demo,
            (Arc::new(SystemClock), Arc::new(SystemRandom)),
        )
        .await
    }

    /// Wires everything over a database already open and the clock and randomness given.
    pub async fn over(
        store: Store,
        config: Config,
        demo: bool,
        (clock, random): (Arc<dyn Clock>, Arc<dyn Random>),
    ) -> Result<Self> {
        store
            .migrate()
            .await
            .context("le migrazioni del database non riescono")?;
        let files = open_files(&config, clock.clone(), random.clone())?;
        let bodies = Bodies::new(store.clone(), clock.clone());
        let catalogue = Catalogue::new(store.clone());
        let settings = IdentitySettings {
            demo,
            https: config.server.base_url.starts_with("https://"),
            trusted_proxies: config.server.trusted_proxies.clone(),
            ..IdentitySettings::default()
        };
        let identity = Identity::new(
            store.clone(),
            bodies.clone(),
            clock.clone(),
            random.clone(),
            settings,
        )?;
        let assistance = Assistance {
            store: store.clone(),
            clock: clock.clone(),
            random: random.clone(),
            bodies: bodies.clone(),
            catalogue: catalogue.clone(),
            base_url: config.server.base_url.as_str().into(),
        };
        let cases = Cases {
            store: store.clone(),
            clock: clock.clone(),
            random: random.clone(),
            bodies: bodies.clone(),
            catalogue: catalogue.clone(),
            files: files.clone(),
            base_url: config.server.base_url.as_str().into(),
            max_file_bytes: config.files.max_bytes,
        };
        Ok(Self {
            demo,
            config,
            store,
            clock,
            random,
            files,
            bodies,
            catalogue,
            identity,
            assistance,
            cases,
        })
    }

    /// The administrator's services.
    fn publishing(&self) -> Publishing {
        Publishing::new(
            self.store.clone(),
            self.random.clone(),
            self.bodies.clone(),
            self.catalogue.clone(),
            &self.config.server.base_url,
        )
    }

    /// Every route with the layers around it.
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .merge(catalogue::routes(self.catalogue.clone()))
            .merge(publishing::routes(self.publishing()))
            .merge(self.identity.routes())
            .merge(assistance::routes(self.assistance.clone()))
            .merge(cases::routes(self.cases.clone()))
            .merge(cases::api_routes(self.cases.clone()))
            .merge(crate::serve::own_routes(self.clone()));
        let brands = Arc::new(BodyBrands(self.bodies.clone()));
        let mut settings = web::WebSettings::new(self.clock.clone(), self.random.clone(), brands);
        settings.https = self.config.server.base_url.starts_with("https://");
        settings
            .trusted_proxies
            .clone_from(&self.config.server.trusted_proxies);
        let per_minute = std::num::NonZeroU32::new(self.config.server.requests_per_minute);
        settings.rate_limits = per_minute.map(|read| web::RateLimits {
            read: web::Rate(read),
            ..web::RateLimits::default()
        });
        web::stack(self.identity.layer(routes), settings)
    }

    /// The worker of the outbox and of the rounds. `program` makes the PDFs.
    pub fn worker(&self, program: PathBuf) -> Result<Worker> {
        let mut handlers: Vec<Arc<dyn Handler>> = vec![
            Arc::new(PaperHandler {
                cases: self.cases.clone(),
                render: Arc::new(Printer::new(program)),
            }),
            Arc::new(EmailHandler {
                store: self.store.clone(),
                bodies: self.bodies.clone(),
                clock: self.clock.clone(),
                mailer: mailer(&self.config.mail)?,
                attachments: self.attachments(),
            }),
            Arc::new(Round {
                kind: "round.clocks",
                house: self.clone(),
            }),
            Arc::new(Round {
                kind: "round.drafts",
                house: self.clone(),
            }),
            Arc::new(Round {
                kind: "round.sweep",
                house: self.clone(),
            }),
        ];
        let mut schedules = vec![
            Schedule {
                name: "round.clocks",
                every: Every::Minutes(15),
            },
            Schedule {
                name: "round.drafts",
                every: Every::DayAt { hour: 4, minute: 10 },
            },
            Schedule {
                name: "round.sweep",
                every: Every::DayAt { hour: 3, minute: 20 },
            },
        ];
        handlers.push(Arc::new(Round {
            kind: "round.outbox",
            house: self.clone(),
        }));
        schedules.push(Schedule {
            name: "round.outbox",
            every: Every::DayAt { hour: 3, minute: 40 },
        });
        if self.config.anchors.is_some() {
            handlers.push(Arc::new(Round {
                kind: "round.anchor",
                house: self.clone(),
            }));
            schedules.push(Schedule {
                name: "round.anchor",
                every: Every::DayAt { hour: 23, minute: 50 },
            });
        }
        let worker = Worker::new(
            self.store.clone(),
            self.clock.clone(),
            self.random.clone(),
            handlers,
        );
        Ok(worker.with_schedules(schedules))
    }

    /// Where the attachments of e-mails come from.
    fn attachments(&self) -> AttachmentLoader {
        let cases = self.cases.clone();
        Arc::new(move |document: DocumentId| {
            let cases = cases.clone();
            Box::pin(async move {
                let Some((name, media_type, bytes)) = cases.attachment(document).await? else {
                    return Ok(None);
                };
                Ok(Some(Attachment {
                    name,
                    media_type,
                    bytes,
                }))
            })
        })
    }

    async fn round(&self, kind: &str, due: Instant) -> Result<(), Error> {
        match kind {
            "round.clocks" => ClockRound(self.cases.clone()).run().await.map(|_| ()),
            "round.drafts" => DraftRound(self.cases.clone()).run().await.map(|_| ()),
            "round.sweep" => {
                self.identity.sweep().await?;
                self.assistance.sweep().await?;
                self.files.sweep(&self.store, 48).await.map_err(Error::internal)?;
                Ok(())
            }
            "round.outbox" => {
                let mut batch = store::WriteBatch::new();
                let before = self.clock.now().plus_seconds(-DONE_JOBS_KEPT_DAYS * 86_400);
                jobs::forget_done(&mut batch, before);
                self.store.commit(batch).await?;
                Ok(())
            }
            _ => self.anchor(due.rome_date()).await,
        }
    }

    async fn anchor(&self, day: Date) -> Result<(), Error> {
        let Some(anchors) = &self.config.anchors else {
            return Ok(());
        };
        let signer = Ed25519File::open_or_create(&anchors.key_file, &*self.random)?;
        let now = self.clock.now();
        ledger::anchor_day(&self.store, &signer, Some(&anchors.dir), (day, now)).await?;
        Ok(())
    }
}

/// A task that comes back by the clock.
struct Round {
    kind: &'static str,
    house: House,
}

impl Handler for Round {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn run<'a>(&'a self, job: &'a Job) -> futures_util::future::BoxFuture<'a, Result<Done, Failure>> {
        Box::pin(async move {
            let due = jobs::occasion(job).unwrap_or_else(|| self.house.clock.now());
            self.house.round(self.kind, due).await?;
            Ok(Done::new())
        })
    }
}

/// How mail leaves.
pub fn mailer(mail: &Mail) -> Result<Mailer> {
    match mail {
        Mail::Folder { dir, from } => Ok(Mailer::new(&MailTransport::Folder(dir.clone()), from)?),
        Mail::Smtp {
            host,
            port,
            security,
            username,
            password_file,
            from,
        } => {
            let password = match password_file {
                Some(file) => {
                    let text = std::fs::read_to_string(file);
                    let text = text.with_context(|| format!("non riesco a leggere {}", file.display()))?;
                    Some(text.trim_end().to_owned())
                }
                None => None,
            };
            let security = match security {
                MailSecurity::Starttls => Security::StartTls,
                MailSecurity::Tls => Security::Tls,
                MailSecurity::None => Security::Plain,
            };
            let credentials = username.clone().zip(password);
            let settings = SmtpSettings {
                host: host.clone(),
                port: *port,
                security,
                credentials,
            };
            Ok(Mailer::new(&MailTransport::Smtp(settings), from)?)
        }
    }
}
