//! Dump of a running PostgreSQL database, and restore into an empty one.

use super::{
    DumpReader, DumpWriter, Part, STEPS_TABLE, Table, column_list, open_whole, refused, select_all,
    steps_of_dump,
};
use crate::postgres::{Postgres, migrate_on, value};
use crate::{BackupReport, Migration, StoreError, Value};
use bytes::Bytes;
use deadpool_postgres::ClientWrapper;
use futures_util::{SinkExt, TryStreamExt};
use std::fmt::Write as _;
use std::path::Path;
use std::pin::pin;
use tokio_postgres::types::Type;

/// Rows are sent to the server in pieces of about this many bytes.
const CHUNK: usize = 1 << 18;

pub(crate) async fn of_postgres(postgres: &Postgres, dir: &Path) -> Result<BackupReport, StoreError> {
    let client = postgres.connect().await?;
    client
        .batch_execute("begin isolation level repeatable read read only")
        .await?;
    let mut dump = DumpWriter::create(dir)?;
    for table in tables_of(&client).await? {
        dump.table(&table.name, &table.columns)?;
        let sql = select_all(&table.name, &table.columns, &table.key);
        let mut rows = pin!(client.query_raw::<_, &str, _>(&sql, std::iter::empty()).await?);
        while let Some(row) = rows.try_next().await? {
            dump.row((0..table.columns.len()).map(|index| value(&row, index)))?;
        }
    }
    client.batch_execute("commit").await?;
    dump.finish()
}

/// Every table, the applied steps first.
async fn tables_of(client: &ClientWrapper) -> Result<Vec<Table>, StoreError> {
    let names = client
        .query(
            "select tablename::text from pg_tables where schemaname = current_schema() \
             order by tablename <> $1::text, tablename::text collate \"C\"",
            &[&STEPS_TABLE],
        )
        .await?;
    let mut tables = Vec::new();
    for row in names {
        let name: String = row.try_get(0)?;
        let columns = client
            .query(
                "select attname::text from pg_attribute where attrelid = $1::text::regclass and attnum > 0 \
                 and not attisdropped order by attnum",
                &[&quoted(&name)],
            )
            .await?;
        let key = client
            .query(
                "select a.attname::text from pg_index i \
                 cross join unnest(i.indkey::smallint[]) with ordinality as k (attnum, place) \
                 join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum \
                 where i.indrelid = $1::text::regclass and i.indisprimary order by k.place",
                &[&quoted(&name)],
            )
            .await?;
        tables.push(Table {
            name,
            columns: first_column(&columns)?,
            key: first_column(&key)?,
        });
    }
    Ok(tables)
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

fn first_column(rows: &[tokio_postgres::Row]) -> Result<Vec<String>, StoreError> {
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}

pub(crate) async fn into_postgres(
    postgres: &Postgres,
    dir: &Path,
    steps: &'static [Migration],
) -> Result<BackupReport, StoreError> {
    let mut dump = open_whole(dir)?;
    let (known, first) = steps_of_dump(&mut dump, steps)?;
    let client = postgres.connect().await?;
    migrate_on(&client, &steps[..known]).await?;
    // A failure drops the connection, and with it the transaction.
    client.batch_execute("begin").await?;
    refuse_rows(&client).await?;
    let keys = drop_foreign_keys(&client).await?;
    let report = load(&client, dump, first).await?;
    for key in keys {
        client.batch_execute(&key).await.map_err(|error| {
            let detail = error.as_db_error().map_or(error.to_string(), ToString::to_string);
            refused(format!("a row refers to a row that is not in the dump: {detail}"))
        })?;
    }
    client.batch_execute("commit").await?;
    migrate_on(&client, steps).await?;
    client.batch_execute("analyze").await?;
    Ok(report)
}

async fn refuse_rows(client: &ClientWrapper) -> Result<(), StoreError> {
    for table in tables_of(client)
        .await?
        .iter()
        .filter(|table| table.name != STEPS_TABLE)
    {
        let sql = format!("select exists (select 1 from \"{}\")", table.name);
        if client.query_one(&sql, &[]).await?.try_get::<_, bool>(0)? {
            return Err(refused(format!(
                "the database is not empty: {} has rows",
                table.name
            )));
        }
    }
    Ok(())
}

/// Tables come in alphabetical order, so the foreign keys are put back, and checked, after the rows.
async fn drop_foreign_keys(client: &ClientWrapper) -> Result<Vec<String>, StoreError> {
    let rows = client
        .query(
            "select conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) from pg_constraint \
             where contype = 'f' and connamespace = current_schema()::regnamespace order by conname",
            &[],
        )
        .await?;
    let mut again = Vec::new();
    for row in rows {
        let (table, name, definition): (String, String, String) =
            (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        client
            .batch_execute(&format!("alter table {table} drop constraint {name}"))
            .await?;
        again.push(format!("alter table {table} add constraint {name} {definition}"));
    }
    Ok(again)
}

async fn load(client: &ClientWrapper, mut dump: DumpReader, first: Part) -> Result<BackupReport, StoreError> {
    let mut part = first;
    loop {
        part = match part {
            Part::Table { name, columns } => load_table(client, &mut dump, &name, &columns).await?,
            Part::Row(_) => return Err(refused("a row comes before any table")),
            Part::End(report) => return Ok(report),
        };
    }
}

/// Copies the rows of one table in; answers the part that follows them.
async fn load_table(
    client: &ClientWrapper,
    dump: &mut DumpReader,
    name: &str,
    columns: &[String],
) -> Result<Part, StoreError> {
    let list = column_list(columns);
    let types = client.prepare(&format!("select {list} from \"{name}\"")).await?;
    let types: Vec<Type> = types
        .columns()
        .iter()
        .map(|column| column.type_().clone())
        .collect();
    let sink = client
        .copy_in::<_, Bytes>(&format!("copy \"{name}\" ({list}) from stdin"))
        .await?;
    let mut sink = pin!(sink);
    let mut text = String::with_capacity(CHUNK + 4096);
    loop {
        match dump.next_part()? {
            Part::Row(values) => {
                push_row(&mut text, &values, &types)?;
                if text.len() >= CHUNK {
                    sink.send(Bytes::from(std::mem::take(&mut text))).await?;
                }
            }
            other => {
                sink.send(Bytes::from(text)).await?;
                sink.finish().await?;
                return Ok(other);
            }
        }
    }
}

/// One line of COPY's text format.
fn push_row(text: &mut String, values: &[Value], types: &[Type]) -> Result<(), StoreError> {
    for (index, (value, wanted)) in values.iter().zip(types).enumerate() {
        if index > 0 {
            text.push('\t');
        }
        let _ = match (value, wanted) {
            (Value::Null, _) => text.write_str("\\N"),
            (Value::Int(value), _) => write!(text, "{value}"),
            // Rust writes the shortest text that reads back as the same number, and NaN and inf as the server reads them.
            (Value::Real(value), _) => write!(text, "{value:?}"),
            (Value::Bytes(bytes), &Type::BYTEA) => write!(text, "\\\\x{}", hex::encode(bytes)),
            (Value::Bytes(bytes), &Type::UUID) => write!(text, "{}", hex::encode(bytes)),
            (Value::Text(value), _) => {
                for c in value.chars() {
                    match c {
                        '\\' => text.push_str("\\\\"),
                        '\t' => text.push_str("\\t"),
                        '\n' => text.push_str("\\n"),
                        '\r' => text.push_str("\\r"),
                        other => text.push(other),
                    }
                }
                Ok(())
            }
            (value, wanted) => {
                return Err(refused(format!(
                    "a column of type {wanted} cannot hold {}",
                    value.type_name()
                )));
            }
        };
    }
    text.push('\n');
    Ok(())
}
