//! The processes that are measured, each with its database.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use store::{Kind, Store, StoreConfig};
use tempfile::TempDir;
use testkit::{Fsync, Server};

/// A database and a folder.
pub(crate) struct Place {
    folder: TempDir,
    pub(crate) postgres: Option<(Server, String)>,
}

impl Place {
    pub(crate) async fn new(kind: Kind, name: &str) -> Self {
        let folder = tempfile::Builder::new()
            .prefix("sportello-bench-")
            .tempdir()
            .expect("a folder");
        let postgres = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => {
                let server = Server::shared(Fsync::On).await;
                let name = format!("bench_{name}_{}", std::process::id());
                server
                    .execute(&format!("drop database if exists {name} with (force)"))
                    .await
                    .expect("no database");
                server
                    .execute(&format!("create database {name}"))
                    .await
                    .expect("a database");
                Some((server, name))
            }
        };
        Self { folder, postgres }
    }

    pub(crate) fn url(&self) -> Option<String> {
        self.postgres.as_ref().map(|(server, name)| server.url(name))
    }

    pub(crate) fn file(&self) -> PathBuf {
        self.folder.path().join("sportello.db")
    }

    pub(crate) async fn store(&self) -> Store {
        let config = match self.url() {
            Some(url) => StoreConfig::postgres(url),
            None => StoreConfig::sqlite(self.file()),
        };
        Store::open(&config).await.expect("the database")
    }

    pub(crate) async fn end(self) {
        if let Some((server, name)) = &self.postgres {
            let _ = server
                .execute(&format!("drop database if exists {name} with (force)"))
                .await;
        }
    }

    /// The demo on this place; answers how long it took until it served.
    pub(crate) fn start(&self, sportello: &Path) -> (Process, Duration) {
        let mut command = Command::new(sportello);
        command
            .args(["demo", "--port", "0", "--data"])
            .arg(self.folder.path());
        if let Some(url) = self.url() {
            command.args(["--postgres", &url]);
        }
        let started = Instant::now();
        let process = Process::start(command, "Sportello, demo: ");
        (process, started.elapsed())
    }

    /// The floor on this place.
    pub(crate) fn floor(&self) -> Process {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.arg("floor");
        match self.url() {
            Some(url) => command.args(["--postgres", &url]),
            None => command.arg("--sqlite").arg(self.file()),
        };
        Process::start(command, "floor: ")
    }
}

/// A server that listens; killed when it goes out of scope.
pub(crate) struct Process {
    child: Child,
    pub(crate) address: SocketAddr,
    /// What followed the address on its line.
    pub(crate) said: String,
}

impl Process {
    fn start(mut command: Command, mark: &str) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a server");
        let mut lines = BufReader::new(child.stdout.take().expect("stdout")).lines();
        let line = lines
            .find_map(|line| line.ok()?.strip_prefix(mark).map(str::to_owned))
            .expect("the line with the address");
        // Whatever else it prints is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        let (url, said) = line.split_once(' ').unwrap_or((&line, ""));
        let port = url
            .rsplit(':')
            .next()
            .and_then(|port| port.trim().parse().ok())
            .expect("a port");
        Self {
            child,
            address: SocketAddr::from(([127, 0, 0, 1], port)),
            said: said.to_owned(),
        }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks to stop and waits.
    pub(crate) fn stop(mut self) {
        let _ = rustix::process::kill_process(
            rustix::process::Pid::from_child(&self.child),
            rustix::process::Signal::TERM,
        );
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
