//! A program that is nothing but the rendering process, for the tests of this crate.

use std::process::ExitCode;

fn main() -> ExitCode {
    pdf::child_main(std::io::stdin().lock(), std::io::stdout().lock())
}
