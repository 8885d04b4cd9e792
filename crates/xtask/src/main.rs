//! Developer commands: `cargo run -p xtask -- requirements | tidy | locales`.
//!
//! They read the working tree and write nothing but `docs/requirements.md`.

mod locales;
mod proofs;
mod requirements;
mod rust;
mod tidy;
mod tree;

use anyhow::Result;
use std::{io::Write, process::ExitCode};

const USAGE: &str = "\
cargo run -p xtask -- COMMAND

  requirements   write docs/requirements.md: each requirement with the tests that prove it
  tidy           check the rules of the house: order of crates, sizes, names, SQL, words, links
  locales        list texts that are missing or that nothing shows
";

fn main() -> ExitCode {
    match run(std::env::args().nth(1).as_deref()) {
        Ok((report, clean)) => {
            let written = std::io::stdout().write_all(report.as_bytes());
            if clean && written.is_ok() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            // Nobody is left to tell when this fails.
            let _ = writeln!(std::io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What a command has to say, and whether all was well.
fn run(command: Option<&str>) -> Result<(String, bool)> {
    let tree = tree::Tree::read(&tree::root())?;
    match command {
        Some("requirements") => requirements::write(&tree).map(|report| (report, true)),
        Some("tidy") => tidy::report(&tree),
        Some("locales") => Ok(locales::report(&tree)),
        _ => Ok((USAGE.to_owned(), false)),
    }
}
