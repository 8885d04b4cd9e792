//! Dump of a running SQLite database, and restore into an empty one.

use super::bind;
use crate::backup::{
    DumpReader, DumpWriter, Part, STEPS_TABLE, Table, column_list, open_whole, refused, select_all,
    steps_of_dump,
};
use crate::{BackupReport, Migration, StoreError};
use rusqlite::{Connection, OpenFlags, backup};
use std::path::Path;

/// Copies the running database with the online backup interface, then dumps the copy: writers wait for nothing,
/// and the WAL is not held back while a large dump is written.
pub(super) fn backup(database: &Path, dir: &Path) -> Result<BackupReport, StoreError> {
    let mut dump = DumpWriter::create(dir)?;
    let copy_path = dir.join("database.copy.partial");
    let answer = copy(database, &copy_path).and_then(|copy| {
        for table in tables_of(&copy)? {
            dump.table(&table.name, &table.columns)?;
            dump_rows(&copy, &table, &mut dump)?;
        }
        dump.finish()
    });
    std::fs::remove_file(&copy_path)?;
    answer
}

fn copy(database: &Path, to: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(database, flags)?;
    if to.exists() {
        std::fs::remove_file(to)?;
    }
    let mut copy = Connection::open(to)?;
    // All pages in one step: one read transaction, so one moment.
    let all = backup::Backup::new(&source, &mut copy)?.step(-1)?;
    if all != backup::StepResult::Done {
        return Err(StoreError::Busy);
    }
    // The copy inherits WAL mode; nobody else opens it.
    copy.execute_batch("pragma journal_mode = off")?;
    Ok(copy)
}

/// Every table, the applied steps first.
fn tables_of(connection: &Connection) -> Result<Vec<Table>, StoreError> {
    let names = connection
        .prepare(
            "select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' \
             order by name <> ?1, name",
        )?
        .query_map([STEPS_TABLE], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    names.into_iter().map(|name| table(connection, name)).collect()
}

fn table(connection: &Connection, name: String) -> Result<Table, StoreError> {
    let mut columns = Vec::new();
    let mut key: Vec<(i64, String)> = Vec::new();
    let mut select = connection.prepare("select name, pk from pragma_table_info(?1) order by cid")?;
    let mut rows = select.query([&name])?;
    while let Some(row) = rows.next()? {
        let column: String = row.get(0)?;
        let place: i64 = row.get(1)?;
        if place > 0 {
            key.push((place, column.clone()));
        }
        columns.push(column);
    }
    key.sort();
    Ok(Table {
        name,
        columns,
        key: key.into_iter().map(|(_, column)| column).collect(),
    })
}

fn dump_rows(connection: &Connection, table: &Table, dump: &mut DumpWriter) -> Result<(), StoreError> {
    let mut select = connection.prepare(&select_all(&table.name, &table.columns, &table.key))?;
    let mut rows = select.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..table.columns.len()).map(|index| bind::value(row.get_ref(index)?));
        dump.row(values)?;
    }
    Ok(())
}

/// On the writer's connection.
pub(super) fn restore(
    connection: &mut Connection,
    dir: &Path,
    steps: &'static [Migration],
) -> Result<BackupReport, StoreError> {
    let mut dump = open_whole(dir)?;
    let (known, first) = steps_of_dump(&mut dump, steps)?;
    super::migrate(connection, &steps[..known])?;
    connection.execute_batch("pragma foreign_keys = off")?;
    let loaded = load(connection, dump, first);
    connection.execute_batch("pragma foreign_keys = on")?;
    let report = loaded?;
    super::migrate(connection, steps)?;
    Ok(report)
}

fn load(connection: &mut Connection, mut dump: DumpReader, first: Part) -> Result<BackupReport, StoreError> {
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    refuse_rows(&tx)?;
    let mut insert = None;
    let mut part = first;
    let report = loop {
        match part {
            Part::Table { name, columns } => {
                let binds: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
                let list = column_list(&columns);
                insert = Some(tx.prepare(&format!(
                    "insert into \"{name}\" ({list}) values ({})",
                    binds.join(", ")
                ))?);
            }
            Part::Row(values) => {
                let insert = insert
                    .as_mut()
                    .ok_or_else(|| refused("a row comes before any table"))?;
                bind::bind(insert, values.len(), |index| Ok(&values[index]))?;
                insert.raw_execute()?;
            }
            Part::End(report) => break report,
        }
        part = dump.next_part()?;
    };
    drop(insert);
    let orphan: Option<String> = {
        let mut check = tx.prepare("select \"table\" from pragma_foreign_key_check limit 1")?;
        let mut rows = check.query([])?;
        rows.next()?.map(|row| row.get(0)).transpose()?
    };
    if let Some(table) = orphan {
        return Err(refused(format!(
            "a row of {table} refers to a row that is not in the dump"
        )));
    }
    tx.commit()?;
    Ok(report)
}

fn refuse_rows(connection: &Connection) -> Result<(), StoreError> {
    for table in tables_of(connection)?
        .iter()
        .filter(|table| table.name != STEPS_TABLE)
    {
        let sql = format!("select exists (select 1 from \"{}\")", table.name);
        if connection.query_row(&sql, [], |row| row.get::<_, bool>(0))? {
            return Err(refused(format!(
                "the database is not empty: {} has rows",
                table.name
            )));
        }
    }
    Ok(())
}
