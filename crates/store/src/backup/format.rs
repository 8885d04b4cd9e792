//! The dump: lines of text, a header, tables with their rows, and a last line that proves it whole.
//!
//! `sportello-dump 1` · `table NAME COLUMN…` · `=FIELD<tab>FIELD…` · `end TABLES ROWS SHA256`. A field is `n` (null),
//! `i` + decimal, `r` + the 16 hexadecimal digits of the bits, `t` + text with `\\ \t \n \r` escaped, or `x` + hexadecimal
//! bytes (identifiers too). Truth values are `i0` and `i1`. The same content gives the same bytes on both databases.

use super::{BackupReport, refused};
use crate::{StoreError, Value};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};

const HEADER: &str = "sportello-dump 1\n";
const NAME: &str = "database.dump";
/// No single row comes near this; it only stops a file that is no dump.
const LONGEST_LINE: u64 = 512 << 20;

/// Writes a dump beside its final name and renames it when it is whole and flushed.
pub(crate) struct DumpWriter {
    dir: PathBuf,
    out: BufWriter<File>,
    hash: Sha256,
    line: String,
    tables: u64,
    rows: u64,
}

impl DumpWriter {
    pub(crate) fn create(dir: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(dir)?;
        let file = File::create(dir.join("database.dump.partial"))?;
        let mut writer = Self {
            dir: dir.to_owned(),
            out: BufWriter::with_capacity(1 << 16, file),
            hash: Sha256::new(),
            line: HEADER.to_owned(),
            tables: 0,
            rows: 0,
        };
        writer.write_line()?;
        Ok(writer)
    }

    pub(crate) fn table(&mut self, name: &str, columns: &[String]) -> Result<(), StoreError> {
        self.tables += 1;
        let _ = writeln!(self.line, "table {name} {}", columns.join(" "));
        self.write_line()
    }

    pub(crate) fn row(
        &mut self,
        values: impl Iterator<Item = Result<Value, StoreError>>,
    ) -> Result<(), StoreError> {
        self.rows += 1;
        self.line.push('=');
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.line.push('\t');
            }
            push_field(&mut self.line, &value?);
        }
        self.line.push('\n');
        self.write_line()
    }

    pub(crate) fn finish(mut self) -> Result<BackupReport, StoreError> {
        let sha256 = hex::encode(self.hash.finalize());
        writeln!(self.out, "end {} {} {sha256}", self.tables, self.rows)?;
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        let file = self.dir.join(NAME);
        fs::rename(self.dir.join("database.dump.partial"), &file)?;
        File::open(&self.dir)?.sync_all()?;
        Ok(BackupReport {
            file,
            tables: self.tables,
            rows: self.rows,
            sha256,
        })
    }

    fn write_line(&mut self) -> Result<(), StoreError> {
        self.hash.update(self.line.as_bytes());
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }
}

fn push_field(line: &mut String, value: &Value) {
    let _ = match value {
        Value::Null | Value::Slot(_) => line.write_str("n"),
        Value::Int(value) => write!(line, "i{value}"),
        Value::Bool(value) => write!(line, "i{}", u8::from(*value)),
        Value::Real(value) => write!(line, "r{:016x}", value.to_bits()),
        Value::Bytes(value) => write!(line, "x{}", hex::encode(value)),
        Value::Id(value) => write!(line, "x{}", value.simple()),
        Value::Text(value) => {
            line.push('t');
            for c in value.chars() {
                match c {
                    '\\' => line.push_str("\\\\"),
                    '\t' => line.push_str("\\t"),
                    '\n' => line.push_str("\\n"),
                    '\r' => line.push_str("\\r"),
                    other => line.push(other),
                }
            }
            Ok(())
        }
    };
}

/// One line of a dump, understood.
pub(crate) enum Part {
    Table { name: String, columns: Vec<String> },
    Row(Vec<Value>),
    End(BackupReport),
}

pub(crate) struct DumpReader {
    path: PathBuf,
    lines: BufReader<File>,
    hash: Sha256,
    number: u64,
    width: usize,
    tables: u64,
    rows: u64,
}

impl DumpReader {
    pub(crate) fn open(dir: &Path) -> Result<Self, StoreError> {
        let path = dir.join(NAME);
        let file = File::open(&path).map_err(|error| refused(format!("{}: {error}", path.display())))?;
        let mut reader = Self {
            path,
            lines: BufReader::with_capacity(1 << 16, file),
            hash: Sha256::new(),
            number: 0,
            width: 0,
            tables: 0,
            rows: 0,
        };
        let header = reader.line()?;
        if format!("{header}\n") != HEADER {
            return Err(reader.bad("this is not a dump this program understands"));
        }
        reader.count(&header);
        Ok(reader)
    }

    pub(crate) fn next_part(&mut self) -> Result<Part, StoreError> {
        let line = self.line()?;
        if let Some(fields) = line.strip_prefix('=') {
            let values = fields.split('\t').map(field).collect::<Option<Vec<_>>>();
            let values = values.filter(|values| values.len() == self.width);
            let values = values.ok_or_else(|| self.bad("a row does not fit its table"))?;
            self.rows += 1;
            self.count(&line);
            return Ok(Part::Row(values));
        }
        if let Some(names) = line.strip_prefix("table ") {
            let mut names = names.split(' ').map(str::to_owned);
            let name = names.next().unwrap_or_default();
            let columns: Vec<String> = names.collect();
            if columns.is_empty() || !is_name(&name) || !columns.iter().all(|column| is_name(column)) {
                return Err(self.bad("a table or a column has no proper name"));
            }
            self.width = columns.len();
            self.tables += 1;
            self.count(&line);
            return Ok(Part::Table { name, columns });
        }
        self.end(&line)
    }

    fn end(&mut self, line: &str) -> Result<Part, StoreError> {
        let sha256 = hex::encode(self.hash.clone().finalize());
        if line != format!("end {} {} {sha256}", self.tables, self.rows) {
            return Err(self.bad("the dump is damaged: counts or checksum do not agree"));
        }
        Ok(Part::End(BackupReport {
            file: self.path.clone(),
            tables: self.tables,
            rows: self.rows,
            sha256,
        }))
    }

    fn line(&mut self) -> Result<String, StoreError> {
        let mut line = String::new();
        self.number += 1;
        let read = (&mut self.lines).take(LONGEST_LINE).read_line(&mut line);
        if read.map_err(|error| self.bad(&error.to_string()))? == 0 || line.pop() != Some('\n') {
            return Err(self.bad("the dump is cut short"));
        }
        Ok(line)
    }

    fn count(&mut self, line: &str) {
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
    }

    fn bad(&self, problem: &str) -> StoreError {
        refused(format!(
            "{}, line {}: {problem}",
            self.path.display(),
            self.number
        ))
    }
}

/// Names of a dump become SQL text, so nothing but plain lower-case names is let in.
fn is_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    !name.is_empty() && name.len() <= 63 && name.bytes().all(plain)
}

fn field(text: &str) -> Option<Value> {
    let mut chars = text.chars();
    let kind = chars.next()?;
    let rest = chars.as_str();
    Some(match kind {
        'n' if rest.is_empty() => Value::Null,
        'i' => Value::Int(rest.parse().ok()?),
        'r' => Value::Real(f64::from_bits(u64::from_str_radix(rest, 16).ok()?)),
        'x' => Value::Bytes(hex::decode(rest).ok()?),
        't' => Value::Text(unescape(rest)?),
        _ => return None,
    })
}

fn unescape(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests;
