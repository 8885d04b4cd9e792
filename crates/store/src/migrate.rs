//! Schema steps: one neutral text per step, put into the words of each database here.

use crate::{Kind, StoreError};
use sha2::{Digest, Sha256};

/// One step of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// `NNNN_name`; steps are applied in the order of their names.
    pub name: &'static str,
    /// The neutral text.
    pub sql: &'static str,
}

/// The steps of this program.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The table that remembers which steps were applied; neutral text.
pub(crate) const TABLE: &str =
    "create table if not exists migrations (name TEXT primary key, checksum TEXT not null);";

/// Serialises migrating nodes on PostgreSQL (an arbitrary constant).
pub(crate) const ADVISORY_LOCK: i64 = 0x5350_4f52_5445_4c4c;

impl Migration {
    /// SHA-256 of the neutral text, in hexadecimal.
    pub fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.as_bytes()))
    }

    /// The text in the words of a database.
    pub fn text_for(&self, kind: Kind) -> Result<String, StoreError> {
        translate(self.sql, kind).map_err(|problem| StoreError::Migration {
            name: self.name.to_owned(),
            problem,
        })
    }
}

/// The steps still to be applied, in order; refuses a database that this program does not understand.
pub(crate) fn pending<'a>(
    steps: &'a [Migration],
    applied: &[(String, String)],
) -> Result<&'a [Migration], StoreError> {
    let refuse = |name: &str, problem: &str| {
        Err(StoreError::Migration {
            name: name.to_owned(),
            problem: problem.to_owned(),
        })
    };
    for (index, (name, checksum)) in applied.iter().enumerate() {
        let Some(step) = steps.get(index) else {
            return refuse(
                name,
                "the database is newer than this program: use the program that made it",
            );
        };
        if step.name != name {
            return refuse(
                name,
                "it is not the step this program has in its place: use the program that made the database",
            );
        }
        if step.checksum() != *checksum {
            return refuse(
                name,
                "its text was changed after it was applied: add a new step instead",
            );
        }
    }
    Ok(&steps[applied.len()..])
}

/// Puts a neutral text into the words of one database.
pub(crate) fn translate(neutral: &str, kind: Kind) -> Result<String, String> {
    let chosen = only_for(neutral, kind)?;
    let mut out = String::with_capacity(chosen.len() + 256);
    let mut statement = Statement::default();
    let mut rest = chosen.as_str();
    while let Some(first) = rest.chars().next() {
        let length = token_length(rest, first);
        let (token, tail) = rest.split_at(length);
        rest = tail;
        if token == ";" {
            if kind == Kind::Sqlite && statement.is_table() {
                out.push_str(" strict");
            }
            statement = Statement::default();
            out.push(';');
        } else if token.starts_with("--") {
            out.push('\n');
        } else {
            statement.see(token);
            out.push_str(type_word(token, kind));
        }
    }
    Ok(out)
}

/// Keeps the lines of this database: `-- only sqlite`, `-- only postgres`, `-- end`.
fn only_for(neutral: &str, kind: Kind) -> Result<String, String> {
    let own = match kind {
        Kind::Sqlite => "sqlite",
        Kind::Postgres => "postgres",
    };
    let mut kept = String::with_capacity(neutral.len());
    let mut only: Option<&str> = None;
    for line in neutral.lines() {
        let mark = line.trim();
        if let Some(name) = mark.strip_prefix("-- only ") {
            if !matches!(name, "sqlite" | "postgres") {
                return Err(format!("unknown database in \"{mark}\""));
            }
            only = Some(name);
        } else if mark == "-- end" {
            only = None;
        } else if only.is_none_or(|name| name == own) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    match only {
        Some(name) => Err(format!("\"-- only {name}\" has no \"-- end\"")),
        None => Ok(kept),
    }
}

/// Bytes of the next token: a comment, a quoted text, a word, or one character.
fn token_length(rest: &str, first: char) -> usize {
    let to = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("--") {
        return to(rest.find('\n').map(|at| at + 1));
    }
    if matches!(first, '\'' | '"') {
        return to(rest[1..].find(first).map(|at| at + 2));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if word(first) {
        return to(rest.find(|c| !word(c)));
    }
    first.len_utf8()
}

/// What the runner must know of the statement it is copying.
#[derive(Default)]
struct Statement {
    words: usize,
    table: bool,
    last: Option<char>,
}

impl Statement {
    fn see(&mut self, token: &str) {
        if token.trim().is_empty() {
            return;
        }
        self.words += 1;
        match self.words {
            1 => self.table = token.eq_ignore_ascii_case("create"),
            2 => self.table &= token.eq_ignore_ascii_case("table"),
            _ => {}
        }
        self.last = token.chars().last();
    }

    /// A `create table … )` without options: strict on SQLite, so that it refuses the types PostgreSQL refuses.
    fn is_table(&self) -> bool {
        self.table && self.last == Some(')')
    }
}

/// The type words, in capitals. Text sorts by code point on both databases.
fn type_word(token: &str, kind: Kind) -> &str {
    match (token, kind) {
        ("ID" | "BYTES", Kind::Sqlite) => "blob",
        ("TEXT", Kind::Sqlite) => "text",
        ("BIGINT" | "BOOLEAN", Kind::Sqlite) => "integer",
        ("DOUBLE", Kind::Sqlite) => "real",
        ("ID", Kind::Postgres) => "uuid",
        ("BYTES", Kind::Postgres) => "bytea",
        ("TEXT", Kind::Postgres) => "text collate \"C\"",
        ("BIGINT", Kind::Postgres) => "bigint",
        ("BOOLEAN", Kind::Postgres) => "boolean",
        ("DOUBLE", Kind::Postgres) => "double precision",
        (other, _) => other,
    }
}

#[cfg(test)]
mod tests;
