//! An installation with a configuration file, as a technician makes one.

use crate::place::{Place, folder};
use crate::program::{run, sportello};
use std::path::PathBuf;

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Sqlite,
    Postgres,
}

impl On {
    pub(crate) const BOTH: [On; 2] = [On::Sqlite, On::Postgres];

    pub(crate) fn other(self) -> Self {
        match self {
            On::Sqlite => On::Postgres,
            On::Postgres => On::Sqlite,
        }
    }

    pub(crate) async fn place(self) -> Place {
        match self {
            On::Sqlite => Place::sqlite(folder()),
            On::Postgres => Place::postgres(folder()).await,
        }
    }
}

/// What a configuration says beyond the usual.
#[derive(Default)]
pub(crate) struct Extra<'a> {
    /// Lines of `[server]`.
    pub(crate) server: &'a str,
    /// Lines of `[database]`.
    pub(crate) database: &'a str,
    /// Whole tables.
    pub(crate) tables: &'a str,
}

/// Writes the configuration of a place.
pub(crate) fn configure(place: &Place, extra: &Extra<'_>) -> PathBuf {
    let database = match place.url() {
        Some(url) => format!("postgres = {url:?}"),
        None => "sqlite = \"sportello.db\"".to_owned(),
    };
    let text = format!(
        r#"
[server]
listen = "127.0.0.1:0"
base_url = "http://sportello.example"
{}
[database]
{database}
{}
[files]
dir = "files"
[mail]
transport = "folder"
dir = "mail"
from = "Comune di Borgo Esempio <noreply@posta.example>"
[log]
format = "json"
{}
"#,
        extra.server, extra.database, extra.tables
    );
    let file = place.data().join("sportello.toml");
    std::fs::write(&file, text).unwrap();
    file
}

/// Runs a command on the installation of a place; answers whether it succeeded and what it said.
pub(crate) fn command(place: &Place, words: &[&str]) -> (bool, String) {
    let config = place.data().join("sportello.toml");
    run(sportello().args(words).arg("--config").arg(config))
}

/// The same, where only success will do.
pub(crate) fn succeed(place: &Place, words: &[&str]) -> String {
    let (good, said) = command(place, words);
    assert!(good, "{words:?}: {said}");
    said
}

/// The fictitious region that ships with the program.
pub(crate) const REGION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo/region.toml");

/// An empty installation filled from the region's file.
pub(crate) async fn seeded(on: On, extra: &Extra<'_>) -> Place {
    let place = on.place().await;
    configure(&place, extra);
    let said = succeed(&place, &["seed", REGION]);
    assert!(said.contains("borgo-esempio: funzionario.borgo / "), "{said}");
    place
}
