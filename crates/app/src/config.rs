//! The settings of an installation: one TOML file, every key checked, nothing read from anywhere else.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// Everything `serve`, `migrate`, `doctor`, `backup`, `restore` and `verify` need to know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where pages are served.
    pub server: Server,
    /// Which database.
    pub database: Database,
    /// Where documents are kept.
    pub files: FilesConfig,
    /// How e-mail leaves.
    pub mail: Mail,
    /// Folder of bundles loaded by the operator; the demo uses the ones in the repository.
    #[serde(default)]
    pub bundles: Option<PathBuf>,
    /// Daily anchors of the ledger.
    #[serde(default)]
    pub anchors: Option<Anchors>,
    /// Log format and level.
    #[serde(default)]
    pub log: Log,
    /// Faults armed on purpose, for the crash tests; refused by ordinary builds.
    #[serde(default)]
    pub failpoints: Vec<(String, u64)>,
}

/// Where pages are served.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// Address and port.
    pub listen: SocketAddr,
    /// Public address, as printed in QR codes and e-mails.
    pub base_url: String,
    /// Addresses of the reverse proxies whose `X-Forwarded-For` is believed.
    #[serde(default)]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Address of `/metrics`, kept off the public port.
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    /// Requests per minute that one address may make; 0 = no limit (behind a proxy that limits).
    #[serde(default = "default_rate")]
    pub requests_per_minute: u32,
}

fn default_rate() -> u32 {
    1200
}

/// Which database: exactly one of the two.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// Path of the SQLite file.
    #[serde(default)]
    pub sqlite: Option<PathBuf>,
    /// Connection text of PostgreSQL.
    #[serde(default)]
    pub postgres: Option<String>,
    /// Connections that read.
    #[serde(default = "default_readers")]
    pub readers: usize,
    /// `full` or, for negative controls of the crash tests only, `off`.
    #[serde(default)]
    pub durability: Durability,
}

fn default_readers() -> usize {
    8
}

/// What an acknowledged write survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Durability {
    /// Loss of power.
    #[default]
    Full,
    /// Nothing.
    Off,
}

/// Where documents are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilesConfig {
    /// Folder, on a disk of its own if possible.
    pub dir: PathBuf,
    /// Largest file a citizen may attach, in bytes.
    #[serde(default = "default_max_file")]
    pub max_bytes: u64,
}

fn default_max_file() -> u64 {
    20 * 1024 * 1024
}

/// How e-mail leaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "transport", rename_all = "lowercase", deny_unknown_fields)]
pub enum Mail {
    /// An SMTP server.
    Smtp {
        /// Host name.
        host: String,
        /// Port.
        port: u16,
        /// `starttls`, `tls` or `none` (only towards this machine).
        security: MailSecurity,
        /// User name, if the server asks for one.
        #[serde(default)]
        username: Option<String>,
        /// File that holds the password, so that it is not in this one.
        #[serde(default)]
        password_file: Option<PathBuf>,
        /// Sender of every message.
        from: String,
    },
    /// Files in a folder, for rehearsals.
    Folder {
        /// The folder.
        dir: PathBuf,
        /// Sender of every message.
        from: String,
    },
}

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailSecurity {
    /// Plain connection upgraded before anything is said.
    Starttls,
    /// TLS from the first byte.
    Tls,
    /// None.
    None,
}

/// Daily anchors of the ledger.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchors {
    /// Folder of the signed daily files; copy it somewhere else every day.
    pub dir: PathBuf,
    /// File of the signing key; made at first use.
    pub key_file: PathBuf,
}

/// Log format and level.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Log {
    /// `text` or `json`.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug`, or a filter by module.
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Text,
            level: "info".to_owned(),
        }
    }
}

/// How log lines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors.
    Json,
}

impl Config {
    /// Reads and checks a file; paths in it are relative to its folder.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("non riesco a leggere {}", path.display()))?;
        let mut config = Self::parse(&text).with_context(|| format!("in {}", path.display()))?;
        let folder = path.parent().unwrap_or(Path::new("."));
        config.resolve(folder);
        Ok(config)
    }

    /// Reads and checks the text of a file.
    pub fn parse(text: &str) -> Result<Self> {
        let config: Self = toml::from_str(text).context("configurazione non valida")?;
        match (&config.database.sqlite, &config.database.postgres) {
            (Some(_), None) | (None, Some(_)) => {}
            _ => bail!("[database]: indicare `sqlite` oppure `postgres`, uno solo dei due"),
        }
        let url = &config.server.base_url;
        if !(url.starts_with("https://") || url.starts_with("http://")) || url.ends_with('/') {
            bail!(
                "[server] base_url: un indirizzo http(s) senza barra finale, per esempio https://servizi.comune.example"
            );
        }
        if config.database.postgres.is_none() && config.database.readers == 0 {
            bail!("[database] readers: almeno 1");
        }
        Ok(config)
    }

    fn resolve(&mut self, folder: &Path) {
        let absolute = |path: &mut PathBuf| *path = folder.join(&*path);
        self.database.sqlite.as_mut().map(absolute);
        absolute(&mut self.files.dir);
        self.bundles.as_mut().map(absolute);
        if let Some(anchors) = &mut self.anchors {
            absolute(&mut anchors.dir);
            absolute(&mut anchors.key_file);
        }
        match &mut self.mail {
            Mail::Smtp { password_file, .. } => {
                password_file.as_mut().map(absolute);
            }
            Mail::Folder { dir, .. } => absolute(dir),
        }
    }

    /// The settings of the demo: everything under one folder.
    pub fn demo(data: &Path, port: u16) -> Self {
        Self {
            server: Server {
                listen: SocketAddr::from(([127, 0, 0, 1], port)),
                base_url: format!("http://localhost:{port}"),
                trusted_proxies: Vec::new(),
                metrics_listen: None,
                requests_per_minute: 0,
            },
            database: Database {
                sqlite: Some(data.join("sportello.db")),
                postgres: None,
                readers: default_readers(),
                durability: Durability::Full,
            },
            files: FilesConfig {
                dir: data.join("files"),
                max_bytes: default_max_file(),
            },
            mail: Mail::Folder {
                dir: data.join("mail"),
                from: "Sportello demo <sportello@demo.example>".to_owned(),
            },
            bundles: None,
            anchors: Some(Anchors {
                dir: data.join("anchors"),
                key_file: data.join("anchor.key"),
            }),
            log: Log::default(),
            failpoints: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
        [server]
        listen = "127.0.0.1:8080"
        base_url = "https://servizi.comune.example"
        [database]
        sqlite = "sportello.db"
        [files]
        dir = "files"
        [mail]
        transport = "folder"
        dir = "mail"
        from = "Comune <noreply@comune.example>"
    "#;

    #[test]
    fn a_whole_configuration_is_read() {
        let mut config = Config::parse(GOOD).unwrap();
        config.resolve(Path::new("/srv"));
        assert_eq!(config.database.sqlite, Some(PathBuf::from("/srv/sportello.db")));
        assert_eq!(config.files.max_bytes, 20 * 1024 * 1024);
    }

    #[test]
    fn mistakes_are_named() {
        let wrong =
            |from: &str, to: &str| format!("{:#}", Config::parse(&GOOD.replace(from, to)).unwrap_err());
        assert!(wrong("listen =", "lissten =").contains("lissten"));
        assert!(wrong("sqlite = \"sportello.db\"", "").contains("uno solo"));
        assert!(wrong("https://servizi.comune.example", "servizi").contains("base_url"));
        assert!(wrong("transport = \"folder\"", "transport = \"pigeon\"").contains("pigeon"));
    }
}
