//! Commands: each reads what it needs, does one thing, prints for a person and answers with an exit code.

mod installation;
mod tools;

use crate::cli::Command;
use crate::config::{Log, LogFormat};
use anyhow::Result;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Runs a command.
pub(crate) fn run(command: Command) -> ExitCode {
    match dispatch(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: Command) -> Result<()> {
    match command {
        Command::Forms(forms) => tools::forms(&forms),
        Command::Bundle(bundle) => tools::bundle(&bundle),
        Command::Terms(terms) => tools::terms(terms),
        Command::Openapi => tools::openapi(),
        // `main` has answered this one already.
        Command::Render => Ok(()),
        other => {
            // One provider of cryptography for the whole binary; it must be chosen before the first connection.
            let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
            crate::serve::collect_metrics();
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(installation::run(other))
        }
    }
}

/// Starts logging; a second call changes nothing.
pub(crate) fn start_log(log: &Log) {
    let filter = EnvFilter::try_new(&log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal());
    let _ = match log.format {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().try_init(),
    };
}

/// Prints a line for the person at the terminal.
pub(crate) fn say(text: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
