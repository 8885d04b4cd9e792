//! One fresh database per test.

use crate::place;
use crate::server::{Fsync, Server};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;
use store::{Database, Durability, Kind, MIGRATIONS, Migration, Store, StoreConfig};
use tempfile::TempDir;

/// A database nobody else uses, gone when this is dropped.
///
/// It does not flush to disk; open [`TestDb::config`] with `Durability::Full` where that matters.
pub struct TestDb {
    /// The open, migrated store.
    pub store: Store,
    config: StoreConfig,
    keep: Keep,
}

enum Keep {
    Folder(TempDir),
    Database {
        server: Server,
        name: String,
        folder: TempDir,
    },
}

impl TestDb {
    /// A SQLite file with the schema of the program.
    pub async fn sqlite() -> Self {
        Self::sqlite_with(MIGRATIONS).await
    }

    /// A PostgreSQL database with the schema of the program.
    pub async fn postgres() -> Self {
        Self::postgres_with(MIGRATIONS).await
    }

    /// A database of the wanted kind with the schema of the program.
    pub async fn of(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::sqlite().await,
            Kind::Postgres => Self::postgres().await,
        }
    }

    /// A SQLite file with other steps than the program's; none at all for an empty database.
    pub async fn sqlite_with(steps: &[Migration]) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("sportello-")
            .tempdir()
            .expect("a folder");
        let path = folder.path().join("test.sqlite");
        if !steps.is_empty() {
            let template = sqlite_template(steps).await;
            std::fs::copy(&template, &path).expect("a copy of the template");
        }
        let config = unflushed(StoreConfig::sqlite(path));
        Self::open(config, Keep::Folder(folder)).await
    }

    /// A PostgreSQL database with other steps than the program's; none at all for an empty database.
    pub async fn postgres_with(steps: &[Migration]) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let server = Server::shared(Fsync::Off).await;
        let template = match steps {
            [] => "template0".to_owned(),
            steps => postgres_template(&server, steps).await,
        };
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Relaxed));
        let create = format!("create database {name} template {template}");
        // A database of a dead process with the same number may be in the way.
        let _ = server
            .execute(&format!("drop database if exists {name} with (force)"))
            .await;
        server
            .execute(&create)
            .await
            .expect("a database from the template");
        let mut config = unflushed(StoreConfig::postgres(server.url(&name)));
        config.readers = 8;
        let folder = tempfile::Builder::new()
            .prefix("sportello-")
            .tempdir()
            .expect("a folder");
        Self::open(config, Keep::Database { server, name, folder }).await
    }

    async fn open(config: StoreConfig, keep: Keep) -> Self {
        Self {
            store: Store::open(&config).await.expect("the test database"),
            config,
            keep,
        }
    }

    /// What opens this database again, for other settings or another process.
    pub fn config(&self) -> StoreConfig {
        self.config.clone()
    }

    /// The connection text or the path of the file, as a configuration file has it.
    pub fn address(&self) -> String {
        match &self.config.database {
            Database::Sqlite(path) => path.display().to_string(),
            Database::Postgres(url) => url.clone(),
        }
    }

    /// A folder of this test.
    pub fn folder(&self) -> &Path {
        match &self.keep {
            Keep::Folder(folder) | Keep::Database { folder, .. } => folder.path(),
        }
    }

    /// Closes the store and opens it again, as a restart does.
    pub async fn reopen(&mut self) {
        self.store.close().await;
        self.store = Store::open(&self.config).await.expect("the test database");
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let Keep::Database { server, name, .. } = &self.keep else {
            return;
        };
        let (server, drop_it) = (
            server.clone(),
            format!("drop database if exists {name} with (force)"),
        );
        // A thread of its own: the runtime of the test may be ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            if let Ok(runtime) = runtime {
                let _ = runtime.block_on(server.execute(&drop_it));
            }
        });
        let _ = dropped.join();
    }
}

fn unflushed(mut config: StoreConfig) -> StoreConfig {
    config.durability = Durability::Off;
    config
}

/// Different texts, or another translation of them, make a different template.
fn fingerprint(steps: &[Migration], kind: Kind) -> String {
    let mut hash = Sha256::new();
    for step in steps {
        hash.update(step.name);
        hash.update(step.text_for(kind).expect("a migration"));
    }
    hash.finalize()[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

async fn sqlite_template(steps: &[Migration]) -> PathBuf {
    let template = place::folder().join(format!("template-{}.sqlite", fingerprint(steps, Kind::Sqlite)));
    let _lock = place::lock("sqlite");
    if !template.is_file() {
        let building = template.with_extension("building");
        let _ = std::fs::remove_file(&building);
        migrate(&unflushed(StoreConfig::sqlite(&building)), steps).await;
        std::fs::rename(&building, &template).expect("the template");
    }
    template
}

async fn postgres_template(server: &Server, steps: &[Migration]) -> String {
    let template = format!("template_{}", fingerprint(steps, Kind::Postgres));
    let _lock = place::lock("pg-template");
    if !server.has(&template).await {
        let building = format!("building_{}", std::process::id());
        let _ = server
            .execute(&format!("drop database if exists {building} with (force)"))
            .await;
        server
            .execute(&format!("create database {building} template template0"))
            .await
            .expect("a database for the template");
        migrate(&unflushed(StoreConfig::postgres(server.url(&building))), steps).await;
        rename(server, &building, &template).await;
    }
    template
}

async fn migrate(config: &StoreConfig, steps: &[Migration]) {
    let store = Store::open(config).await.expect("the template database");
    store.migrate_with(steps).await.expect("the migrations");
    store.close().await;
}

/// The connections of a closed store end a moment after it.
async fn rename(server: &Server, from: &str, to: &str) {
    let sql = format!("alter database {from} rename to {to}");
    for _ in 0..200 {
        if server.execute(&sql).await.is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    server.execute(&sql).await.expect("the template");
}
