//! The `sportello` binary: wiring and commands, nothing else.

mod cli;
mod commands;
mod config;
mod demo;
mod house;
mod printer;
mod seed;
mod serve;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    // The child that makes PDFs lowers its own limits for good: nothing may be opened before or after.
    if matches!(cli.command, cli::Command::Render) {
        return pdf::child_main(std::io::stdin(), std::io::stdout());
    }
    commands::run(cli.command)
}
