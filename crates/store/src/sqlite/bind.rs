//! Values in and out of SQLite statements.

use crate::row::Columns;
use crate::{CommitError, Row, StoreError, Value};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement, ToSql, ffi};
use std::sync::Arc;

struct Param<'a>(&'a Value);

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null | Value::Slot(_) => ValueRef::Null,
            Value::Int(value) => ValueRef::Integer(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value.as_bytes()),
            Value::Bytes(value) => ValueRef::Blob(value),
            Value::Id(value) => ValueRef::Blob(value.as_bytes()),
            Value::Bool(value) => ValueRef::Integer(i64::from(*value)),
        }))
    }
}

/// Binds `$1` … `$n`. SQLite numbers `$n` by first appearance, so the names are read, not the positions.
pub(crate) fn bind<'v>(
    statement: &mut Statement<'_>,
    count: usize,
    value_of: impl Fn(usize) -> Result<&'v Value, StoreError>,
) -> Result<(), StoreError> {
    let mut highest = 0;
    for position in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(position)
            .and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok())
            .filter(|number| *number >= 1);
        let Some(number) = number else {
            return Err(StoreError::Misuse("binds are written $1, $2, …"));
        };
        highest = highest.max(number);
        if number > count {
            break;
        }
        let value = value_of(number - 1)?;
        check(number, value)?;
        statement.raw_bind_parameter(position, Param(value))?;
    }
    if highest == count {
        return Ok(());
    }
    Err(StoreError::Bind {
        index: highest.max(count),
        reason: "the statement uses another number of binds than it was given",
    })
}

fn check(index: usize, value: &Value) -> Result<(), StoreError> {
    let reason = match value {
        Value::Text(text) if text.contains('\0') => "text holds a NUL character",
        Value::Slot(_) => "a slot is known only inside its batch",
        _ => return Ok(()),
    };
    Err(StoreError::Bind { index, reason })
}

/// Runs a query and reads every row.
pub(crate) fn query(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, params.len(), |index| Ok(&params[index]))?;
    let columns = Columns::of(statement.column_names());
    let width = statement.column_count();
    let mut answer = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        // Filled by hand: collecting into a `Result` does not know how many there will be and moves them as they grow.
        let mut values = Vec::with_capacity(width);
        for index in 0..width {
            values.push(value(row.get_ref(index)?)?);
        }
        answer.push(Row::new(Arc::clone(&columns), values));
    }
    Ok(answer)
}

/// Runs a statement; answers the rows it touched or, when it answers rows, how many.
pub(crate) fn execute(statement: &mut Statement<'_>) -> Result<u64, rusqlite::Error> {
    if statement.column_count() == 0 {
        return statement.raw_execute().map(|rows| rows as u64);
    }
    let mut count = 0;
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

pub(crate) fn value(raw: ValueRef<'_>) -> Result<Value, StoreError> {
    Ok(match raw {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(value) => Value::Int(value),
        ValueRef::Real(value) => Value::Real(value),
        ValueRef::Text(value) => Value::Text(String::from_utf8_lossy(value).into_owned()),
        ValueRef::Blob(value) => Value::Bytes(value.to_vec()),
    })
}

/// The meaning of a failed statement.
pub(crate) fn commit_error(error: rusqlite::Error) -> CommitError {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else {
        return CommitError::Fault(error.into());
    };
    match failure.extended_code {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            CommitError::Unique {
                constraint: constraint(message.as_deref().unwrap_or_default()),
            }
        }
        _ if failure.code == rusqlite::ErrorCode::DatabaseBusy => CommitError::Busy { retry_after: 1 },
        _ => CommitError::Fault(error.into()),
    }
}

/// `UNIQUE constraint failed: t.a, t.b` → `t(a, b)`; `… failed: index 'i'` → `i`.
fn constraint(message: &str) -> String {
    let what = message.split_once(": ").map_or(message, |(_, what)| what);
    if let Some(index) = what.strip_prefix("index '") {
        return index.trim_end_matches('\'').to_owned();
    }
    let mut table = "";
    let mut columns = Vec::new();
    for name in what.split(", ") {
        let (of, column) = name.split_once('.').unwrap_or(("", name));
        table = of;
        columns.push(column);
    }
    format!("{table}({})", columns.join(", "))
}
