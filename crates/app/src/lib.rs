//! The house put together: configuration, wiring, commands. The binary is a few lines; tests build the same house with a
//! clock of their own.

mod cli;
mod commands;
pub mod config;
pub mod demo;
pub mod house;
mod printer;
pub mod seed;
pub mod serve;

use clap::Parser;
use std::process::ExitCode;

/// What `sportello` does.
pub fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // The child that makes PDFs lowers its own limits for good: nothing may be opened before or after.
    if matches!(cli.command, cli::Command::Render) {
        // A paper may wait; whoever waits for a page may not.
        let _ = rustix::process::nice(5);
        return pdf::child_main(std::io::stdin(), std::io::stdout());
    }
    commands::run(cli.command)
}
