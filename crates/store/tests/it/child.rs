//! The process that is killed.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use store::{Kind, StoreConfig};
use testkit::TestDb;

/// Cargo builds the examples of a crate together with its tests, beside them.
pub(crate) fn program() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let program = tests
        .parent()
        .unwrap()
        .with_file_name("examples")
        .join("store_child");
    assert!(
        program.is_file(),
        "{} is missing: build the examples too",
        program.display()
    );
    program
}

/// The arguments after the program's name.
pub(crate) fn arguments(db: &TestDb, durability: &str, committers: u32, batches: u32) -> Vec<String> {
    let config: StoreConfig = db.config();
    let kind = match config.kind() {
        Kind::Sqlite => "sqlite",
        Kind::Postgres => "postgres",
    };
    let numbers = [committers.to_string(), batches.to_string()];
    [kind.to_owned(), db.address(), durability.to_owned()]
        .into_iter()
        .chain(numbers)
        .collect()
}

pub(crate) fn command(db: &TestDb, durability: &str, committers: u32) -> Command {
    let mut command = Command::new(program());
    command.args(arguments(db, durability, committers, 0));
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    command
}
