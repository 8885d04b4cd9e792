//! A PostgreSQL server for tests: started by the first test process that needs it, shared by all, gone when idle.

use crate::place;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tokio_postgres::NoTls;

/// Whether the server flushes to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fsync {
    /// As in production: for measurements and for tests that kill the server.
    On,
    /// Fast: a test that kills only its own process loses nothing.
    Off,
}

/// A running server, reached by a Unix socket.
#[derive(Clone, Debug)]
pub struct Server {
    folder: PathBuf,
}

/// Starts the server, watches it, and stops it after ten minutes without any client.
const WATCH: &str = r#"
"$BIN/postgres" -D "$DIR/data" -k "$DIR" -c listen_addresses= -c unix_socket_permissions=0777 \
    -c fsync="$FSYNC" -c full_page_writes="$FSYNC" -c max_connections=300 -c shared_buffers=64MB \
    -c max_wal_size=256MB -c autovacuum=off -c timezone=UTC &
server=$!
idle=0
while kill -0 $server 2>/dev/null && [ $idle -lt 40 ]; do
    sleep 15
    clients=$("$BIN/psql" -h "$DIR" -U postgres -d postgres -Atc "select count(*) from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()" 2>/dev/null)
    if [ "$clients" = 0 ]; then idle=$((idle + 1)); else idle=0; fi
done
kill -INT $server 2>/dev/null
wait $server
rm -rf "$DIR/data"
"#;

impl Server {
    /// The shared server, started when it does not run.
    pub async fn shared(fsync: Fsync) -> Self {
        let name = match fsync {
            Fsync::On => "pg-fsync",
            Fsync::Off => "pg",
        };
        let _lock = place::lock(name);
        let pointer = place::folder().join(format!("{name}.current"));
        if let Ok(folder) = fs::read_to_string(&pointer) {
            let server = Self {
                folder: PathBuf::from(folder),
            };
            if server.answers().await {
                return server;
            }
            // Its processes may be gone since yesterday: nothing of it is reused.
            let _ = fs::remove_dir_all(&server.folder);
        }
        let server = Self {
            folder: place::folder().join(format!("{name}-{}", std::process::id())),
        };
        server.start(fsync).await;
        fs::write(&pointer, server.folder.as_os_str().as_encoded_bytes()).expect("the pointer to the server");
        server
    }

    /// The connection text of a database.
    pub fn url(&self, database: &str) -> String {
        format!(
            "host={} port=5432 user=postgres dbname={database}",
            self.folder.display()
        )
    }

    /// Runs one statement on the server's own database.
    pub async fn execute(&self, sql: &str) -> Result<(), tokio_postgres::Error> {
        let (client, connection) = tokio_postgres::connect(&self.url("postgres"), NoTls).await?;
        let connection = tokio::spawn(connection);
        let answer = client.batch_execute(sql).await;
        drop(client);
        let _ = connection.await;
        answer
    }

    /// Whether a database exists.
    pub(crate) async fn has(&self, database: &str) -> bool {
        let (client, connection) = tokio_postgres::connect(&self.url("postgres"), NoTls)
            .await
            .expect("the server");
        let connection = tokio::spawn(connection);
        let found = client
            .query_opt("select 1 from pg_database where datname = $1", &[&database])
            .await
            .expect("the list of databases");
        drop(client);
        let _ = connection.await;
        found.is_some()
    }

    async fn answers(&self) -> bool {
        self.folder.join("data").is_dir() && self.execute("select 1").await.is_ok()
    }

    async fn start(&self, fsync: Fsync) {
        let bin = binaries();
        let _ = fs::remove_dir_all(&self.folder);
        make_folder(&self.folder);
        let log = self.folder.with_extension("log");
        let output = || {
            Stdio::from(
                File::options()
                    .create(true)
                    .append(true)
                    .open(&log)
                    .expect("a log file"),
            )
        };
        let initdb = as_server_user(&bin.join("initdb"))
            .args([
                "--pgdata",
                &self.path("data"),
                "--username=postgres",
                "--auth=trust",
            ])
            .args(["--locale=C", "--encoding=UTF8", "--no-sync", "--no-instructions"])
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(output())
            .stderr(output())
            .status()
            .expect("initdb");
        assert!(initdb.success(), "initdb failed, see {}", log.display());
        // A session of its own: the server outlives the test process that started it.
        let mut watch = as_server_user(Path::new("sh"));
        let mut detached = Command::new("setsid");
        detached
            .arg(watch.get_program())
            .args(watch.get_args())
            .args(["-c", WATCH]);
        watch = detached;
        let started = watch
            .env("BIN", &bin)
            .env("DIR", &self.folder)
            .env("FSYNC", if fsync == Fsync::On { "on" } else { "off" })
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(output())
            .stderr(output())
            .spawn();
        // Nobody waits for it: it belongs to all test processes, and init reaps it.
        drop(started.expect("the server"));
        let patience = Instant::now();
        while !self.answers().await {
            assert!(
                patience.elapsed() < Duration::from_secs(60),
                "the test server does not answer, see {}",
                log.display()
            );
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn path(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// The newest installed server.
fn binaries() -> PathBuf {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .filter(|(_, bin)| bin.join("postgres").is_file())
        .collect();
    found.sort();
    match found.pop() {
        Some((_, bin)) => bin,
        None => panic!(
            "PostgreSQL is not installed (nothing in /usr/lib/postgresql/*/bin): run `make test`, which installs it, \
             or install the package `postgresql`"
        ),
    }
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// PostgreSQL refuses to run as root, so root runs it as the user its package created.
fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn make_folder(folder: &Path) {
    let mut command = Command::new("install");
    command.args(["-d", "-m", "0755"]);
    if is_root() {
        command.args(["-o", "postgres"]);
    }
    let made = command.arg(folder).status().expect("install");
    assert!(made.success(), "{} could not be made", folder.display());
}
