//! `make bench`: what the server does per second, beside the floor of the same machine in the same run.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement stops at what it did not expect, and its identifiers need no fixed clock"
)]

mod filling;
mod floor;
mod forms;
mod load;
mod machine;
mod people;
mod raw;
mod report;
mod rows;
mod scenes;
mod server;
mod wire;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Measures and writes the page.
    Run {
        /// The release binary.
        #[arg(long)]
        sportello: PathBuf,
        /// The page to write.
        #[arg(long)]
        page: PathBuf,
        /// Seconds of each measurement; the page says so.
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        /// Only shows that everything works: a few of each, no page, any build.
        #[arg(long)]
        smoke: bool,
    },
    /// Serves the floor on a database with one case.
    Floor {
        #[arg(long)]
        sqlite: Option<String>,
        #[arg(long)]
        postgres: Option<String>,
    },
}

/// Prints a line.
pub(crate) fn say(text: impl std::fmt::Display) {
    println!("{text}");
}

#[tokio::main]
async fn main() {
    match Arguments::parse().what {
        What::Floor { sqlite, postgres } => floor::serve(sqlite, postgres).await,
        What::Run {
            sportello,
            page,
            seconds,
            smoke,
        } => {
            let sportello = sportello.canonicalize().expect("the release binary");
            let seconds = std::time::Duration::from_secs(seconds);
            let size = if smoke {
                scenes::SMOKE
            } else {
                scenes::Size {
                    most: seconds,
                    ..scenes::WHOLE
                }
            };
            // Before anything else runs: this is a measure of processors.
            let checked = forms::play(size.most);
            let mut found = Vec::new();
            // PostgreSQL first: its log tells how many reads a page takes.
            let mut reads = None;
            for kind in [store::Kind::Postgres, store::Kind::Sqlite] {
                let figures = scenes::play(&sportello, kind, &size, &mut reads).await;
                say(report::brief(&figures));
                found.push(figures);
            }
            let text = report::page(&found, &checked, seconds);
            if smoke {
                say(text);
                say("A rehearsal: these are no figures.");
            } else {
                std::fs::write(&page, text).expect("the page");
            }
        }
    }
}
