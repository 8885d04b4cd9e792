//! Commands on an installation: serve, migrate, doctor, backup, restore, verify, tokens, operators, seed.

use super::{say, start_log};
use crate::cli::{Command, Operator, Token, TokenCommand, WithFile, WithFolder};
use crate::config::{Config, Log};
use crate::house::{self, House};
use crate::seed::{self, OperatorSeed, Passwords, Place};
use anyhow::{Context, Result, anyhow, bail};
use bodies::Action;
use identity::NewToken;
use kernel::{Clock, Random, SystemClock, SystemRandom};
use ledger::{Check, Ed25519File};
use std::path::Path;
use std::sync::Arc;
use store::{Durability, params};

pub(super) async fn run(command: Command) -> Result<()> {
    match command {
        Command::Demo(options) => {
            start_log(&Log {
                level: "warn".to_owned(),
                ..Log::default()
            });
            crate::demo::run(&options).await
        }
        Command::Serve(given) => serve(&given.config).await,
        Command::Migrate(given) => migrate(&given.config).await,
        Command::Doctor(given) => doctor(&given.config).await,
        Command::Backup(given) => backup(&given).await,
        Command::Restore(given) => restore(&given).await,
        Command::Verify(given) => verify(&given.config).await,
        Command::Token(given) => token(&given).await,
        Command::Operator(given) => operator(&given).await,
        Command::Seed(given) => fill(&given).await,
        _ => Ok(()),
    }
}

async fn real_house(path: &Path) -> Result<House> {
    let config = Config::load(path)?;
    start_log(&config.log);
    let store = house::open_store(&config).await?;
    // Before anything is migrated: a mispointed configuration must not touch a demo. An empty database has no stamp.
    if let Ok(true) = house::is_demo(&store).await {
        bail!("questo database è una demo: `sportello serve` non lo usa (vedi `sportello demo`)");
    }
    store.close().await;
    House::build(config, false).await
}

async fn serve(path: &Path) -> Result<()> {
    let house = real_house(path).await?;
    house
        .store
        .check_durability()
        .await
        .context("il database non garantisce ciò che conferma")?;
    refuse_unflushed(&house.files)?;
    let listener = crate::serve::listen(house.config.server.listen).await?;
    crate::serve::serve(house, listener, |address| tracing::info!(%address, "serving")).await
}

/// A receipt must not name a document that the next loss of power takes away.
fn refuse_unflushed(files: &files::Files) -> Result<()> {
    match files.durability() {
        Durability::Full => Ok(()),
        Durability::Off => bail!("i documenti non vengono scritti sul disco prima di rispondere"),
    }
}

async fn migrate(path: &Path) -> Result<()> {
    let config = Config::load(path)?;
    start_log(&config.log);
    let store = house::open_store(&config).await?;
    let steps = store.migrate().await?;
    say(format_args!("Migrazioni applicate: {steps}"));
    store.close().await;
    Ok(())
}

async fn doctor(path: &Path) -> Result<()> {
    let config = Config::load(path)?;
    say("configurazione: letta");
    let store = house::open_store(&config).await?;
    store.ping().await.context("il database non risponde")?;
    say("database: risponde");
    let durable = store.check_durability().await;
    say(format_args!(
        "durabilità: {}",
        durable
            .as_ref()
            .map_or_else(ToString::to_string, |()| "piena".to_owned())
    ));
    let steps = store
        .migrate()
        .await
        .context("le migrazioni del database non riescono")?;
    say(format_args!("schema: aggiornato (passi applicati ora: {steps})"));
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let files = house::open_files(&config, clock, random)?;
    files
        .ping()
        .await
        .context("la cartella dei documenti non risponde")?;
    say("documenti: la cartella si legge e si scrive");
    let flushed = refuse_unflushed(&files);
    if let Err(error) = &flushed {
        say(format_args!("documenti: {error}"));
    }
    house::mailer(&config.mail)?;
    say("posta: configurazione valida");
    let printed = printed_something().await;
    say(format_args!(
        "PDF: {}",
        printed
            .as_ref()
            .map_or_else(ToString::to_string, |size| format!("prodotto ({size} byte)"))
    ));
    let waiting = jobs::waiting(&store).await?;
    say(format_args!(
        "lavori: {} in attesa, {} in corso, {} abbandonati",
        waiting.waiting, waiting.running, waiting.dead
    ));
    store.close().await;
    durable?;
    flushed?;
    printed.map(|_| ())
}

/// Makes one PDF the way the server does.
async fn printed_something() -> Result<usize> {
    let program = std::env::current_exe()?;
    let renderer = pdf::Renderer::new(program, pdf::Limits::default());
    let data = pdf::CasePrintData {
        service: "Prova".to_owned(),
        applicant: "Prova".to_owned(),
        ..Default::default()
    };
    let job = pdf::Job::case_print(&data, kernel::Lang::It, SystemClock.now())?;
    Ok(renderer.render(&job).await?.len())
}

async fn backup(given: &WithFolder) -> Result<()> {
    let config = Config::load(&given.installation.config)?;
    start_log(&config.log);
    let store = house::open_store(&config).await?;
    std::fs::create_dir_all(&given.dir)?;
    if std::fs::read_dir(&given.dir)?.next().is_some() {
        bail!(
            "{} non è vuota: un backup vuole una cartella nuova",
            given.dir.display()
        );
    }
    // The database first: every file it names was written before the commit that names it, so it is there afterwards.
    let report = store.backup(&given.dir).await?;
    let copied = copy_files(&config.files.dir, &given.dir.join("files"))?;
    say(format_args!(
        "Backup in {}: {} tabelle, {} righe, {copied} file",
        given.dir.display(),
        report.tables,
        report.rows
    ));
    store.close().await;
    Ok(())
}

async fn restore(given: &WithFolder) -> Result<()> {
    let config = Config::load(&given.installation.config)?;
    start_log(&config.log);
    if holds_files(&config.files.dir)? {
        bail!(
            "{} non è vuota: si ripristina solo in un'installazione vuota",
            config.files.dir.display()
        );
    }
    let store = house::open_store(&config).await?;
    let report = store.restore(&given.dir).await?;
    let copied = copy_files(&given.dir.join("files"), &config.files.dir)?;
    say(format_args!(
        "Ripristinato: {} tabelle, {} righe, {copied} file. Ora: sportello verify",
        report.tables, report.rows
    ));
    store.close().await;
    Ok(())
}

/// Whether a folder of documents holds any; the room for uploads under way does not count.
fn holds_files(dir: &Path) -> Result<bool> {
    let Ok(entries) = std::fs::read_dir(dir) else {
        return Ok(false);
    };
    for entry in entries {
        if entry?.file_name() != "incoming" {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Copies a folder of files; what is still being uploaded is left out.
fn copy_files(from: &Path, to: &Path) -> Result<u64> {
    let mut copied = 0;
    std::fs::create_dir_all(to)?;
    let Ok(entries) = std::fs::read_dir(from) else {
        return Ok(0);
    };
    for entry in entries {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "incoming" {
                copied += copy_files(&entry.path(), &target)?;
            }
        } else {
            std::fs::copy(entry.path(), &target)?;
            copied += 1;
        }
    }
    Ok(copied)
}

async fn verify(path: &Path) -> Result<()> {
    let config = Config::load(path)?;
    let store = house::open_store(&config).await?;
    let (clock, random): (Arc<dyn Clock>, Arc<dyn Random>) = (Arc::new(SystemClock), Arc::new(SystemRandom));
    let files = house::open_files(&config, clock, random.clone())?;
    let signer = match &config.anchors {
        Some(anchors) if anchors.key_file.exists() => {
            Some(Ed25519File::open_or_create(&anchors.key_file, &*random)?)
        }
        _ => None,
    };
    let check = Check {
        store: &store,
        files: Some(&files),
        anchors: config
            .anchors
            .as_ref()
            .map(|anchors| anchors.dir.as_path())
            .filter(|dir| dir.exists()),
        signer: signer.as_ref().map(|signer| signer as &dyn ledger::Signer),
    };
    let report = ledger::verify(&check).await?;
    say(&report);
    store.close().await;
    if report.is_whole() {
        Ok(())
    } else {
        Err(anyhow!("la verifica ha trovato differenze"))
    }
}

async fn token(given: &Token) -> Result<()> {
    let house = real_house(&given.installation.config).await?;
    match &given.what {
        TokenCommand::Create {
            body,
            label,
            actions,
            days,
        } => {
            let body = house.bodies.by_slug(body).await?.context("ente sconosciuto")?;
            let actions: Vec<Action> = actions
                .iter()
                .map(|action| parse_action(action))
                .collect::<Result<_>>()?;
            let new = NewToken {
                body: body.id,
                label: label.clone(),
                actions,
                created_by: None,
                expires_at: Some(house.clock.now().plus_seconds(i64::from(*days) * 86_400)),
            };
            let (id, text) = house.identity.create_token(&new).await?;
            say(format_args!("{id}\n{text}\nIl testo non sarà più mostrato."));
        }
        TokenCommand::List { body } => {
            let body = house.bodies.by_slug(body).await?.context("ente sconosciuto")?;
            for token in house.identity.tokens(body.id).await? {
                let state = if token.revoked_at.is_some() {
                    "revocato"
                } else {
                    "valido"
                };
                say(format_args!("{}  {state}  {}", token.id, token.label));
            }
        }
        TokenCommand::Revoke { body, id } => {
            let body = house.bodies.by_slug(body).await?.context("ente sconosciuto")?;
            house
                .identity
                .revoke_token(body.id, id.parse().context("identificativo non valido")?)
                .await?;
            say("Revocato.");
        }
    }
    house.store.close().await;
    Ok(())
}

fn parse_action(word: &str) -> Result<Action> {
    serde_json::from_value(serde_json::Value::String(word.to_owned()))
        .with_context(|| format!("azione sconosciuta: {word}"))
}

async fn operator(given: &Operator) -> Result<()> {
    let house = real_house(&given.installation.config).await?;
    let directory = house.bodies.directory().await?;
    let today = house.clock.today();
    let body = directory
        .by_slug(&given.body, today)
        .context("ente sconosciuto")?;
    let office = match &given.office {
        Some(code) => {
            let found = directory
                .offices(body.id, today)
                .find(|office| office.code == *code);
            Some(found.with_context(|| format!("ufficio sconosciuto: {code}"))?.id)
        }
        None => None,
    };
    let seed = OperatorSeed {
        username: given.username.clone(),
        given_name: given.given_name.clone(),
        family_name: given.family_name.clone(),
        email: given.email.clone(),
        role: given.role.clone(),
        office: None,
    };
    let password: String = house.random.token().chars().take(16).collect();
    let mut batch = store::WriteBatch::new();
    seed::add_operator(
        &house,
        &mut batch,
        Place {
            body: body.id,
            office,
        },
        &seed,
        &password,
    )
    .await?;
    house.store.commit(batch).await?;
    say(format_args!(
        "{} / {password}\nLa password è provvisoria: si cambia al primo accesso.",
        given.username
    ));
    house.store.close().await;
    Ok(())
}

async fn fill(given: &WithFile) -> Result<()> {
    let house = real_house(&given.installation.config).await?;
    if house
        .store
        .query_opt("select id from bodies limit 1", params![])
        .await?
        .is_some()
    {
        bail!("l'installazione ha già degli enti: `sportello seed` riempie solo un'installazione vuota");
    }
    let text = std::fs::read_to_string(&given.file)
        .with_context(|| format!("non riesco a leggere {}", given.file.display()))?;
    let bundles = match &house.config.bundles {
        Some(dir) => seed::load_bundles(dir)?,
        None => crate::demo::embedded_bundles()?,
    };
    let folder = given.file.parent().unwrap_or(Path::new(""));
    let picture = |path: &str| Ok(std::fs::read(folder.join(path))?);
    let logins = seed::fill(&house, &seed::read(&text, picture)?, &bundles, &Passwords::Random).await?;
    for login in logins {
        say(format_args!(
            "{}: {} / {}   {}",
            login.body, login.username, login.password, login.who
        ));
    }
    house.store.close().await;
    Ok(())
}
