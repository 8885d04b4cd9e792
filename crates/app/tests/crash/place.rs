//! A database and a folder for one installation.

use crate::program;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use store::{Store, StoreConfig};
use tempfile::TempDir;
use testkit::{Fsync, Server};

/// Where a run keeps its data.
pub(crate) struct Place {
    folder: TempDir,
    postgres: Option<(Server, String)>,
}

impl Place {
    pub(crate) fn sqlite(folder: TempDir) -> Self {
        Self {
            folder,
            postgres: None,
        }
    }

    /// A database on a server that flushes, as in production.
    pub(crate) async fn postgres(folder: TempDir) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let server = Server::shared(Fsync::On).await;
        let name = format!("crash_{}_{}", std::process::id(), COUNT.fetch_add(1, SeqCst));
        let _ = server
            .execute(&format!("drop database if exists {name} with (force)"))
            .await;
        server
            .execute(&format!("create database {name}"))
            .await
            .expect("a database");
        Self {
            folder,
            postgres: Some((server, name)),
        }
    }

    pub(crate) fn data(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn url(&self) -> Option<String> {
        self.postgres.as_ref().map(|(server, name)| server.url(name))
    }

    /// The demo on this data.
    pub(crate) fn demo(&self) -> Command {
        program::demo(self.data(), self.url().as_deref())
    }

    pub(crate) async fn store(&self) -> Store {
        let config = match self.url() {
            Some(url) => StoreConfig::postgres(url),
            None => StoreConfig::sqlite(self.data().join("sportello.db")),
        };
        Store::open(&config).await.expect("the database")
    }

    /// A configuration file for commands on this data.
    pub(crate) fn config(&self) -> PathBuf {
        let database = match self.url() {
            Some(url) => format!("postgres = {url:?}"),
            None => "sqlite = \"sportello.db\"".to_owned(),
        };
        let text = format!(
            "[server]\nlisten = \"127.0.0.1:0\"\nbase_url = \"http://localhost\"\n[database]\n{database}\n\
             [files]\ndir = \"files\"\n[mail]\ntransport = \"folder\"\ndir = \"mail\"\n\
             from = \"Prova <prova@posta.example>\"\n"
        );
        let file = self.data().join("verify.toml");
        std::fs::write(&file, text).expect("a configuration");
        file
    }

    /// Takes the database away.
    pub(crate) async fn end(self) {
        if let Some((server, name)) = &self.postgres {
            let _ = server
                .execute(&format!("drop database if exists {name} with (force)"))
                .await;
        }
    }
}

/// A folder that is gone with its last user.
pub(crate) fn folder() -> TempDir {
    tempfile::Builder::new()
        .prefix("sportello-run-")
        .tempdir()
        .expect("a folder")
}
