//! The rows of other tables that verification compares with the events.

use crate::verify::Register;
use crate::{Annotation, Registration};
use kernel::{BodyId, CaseId, Id};
use std::collections::HashMap;
use store::{Read, Row, Sql, Store, StoreError, params};
use uuid::Uuid;

/// Rows by identifier.
pub(crate) type ById<T> = HashMap<Uuid, T>;

/// Digest and size of files.
pub(crate) async fn files(
    db: &impl Read,
    ids: impl Iterator<Item = Uuid>,
) -> Result<ById<(String, i64)>, StoreError> {
    let sql = Sql::new("select id, sha256, size from files").list(" where id in ", ids);
    let rows = db.query_built(sql).await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, (row.get("sha256")?, row.get("size")?))))
        .collect()
}

/// Which file each version of these documents is; the current version counts also when it has no row of its own.
pub(crate) async fn versions(
    db: &impl Read,
    documents: &[Uuid],
) -> Result<HashMap<(Uuid, i64), Uuid>, StoreError> {
    let mut found = HashMap::new();
    if documents.is_empty() {
        return Ok(found);
    }
    let current = Sql::new("select id, version, file_id from documents where file_id is not null")
        .list(" and id in ", documents.iter().copied());
    let all = Sql::new("select document_id as id, version, file_id from document_versions")
        .list(" where document_id in ", documents.iter().copied());
    for sql in [all, current] {
        for row in db.query_built(sql).await? {
            let (key, file) = ((row.get("id")?, row.get("version")?), row.get("file_id")?);
            // Where the two disagree, the document shows another file than the version says: let it be found.
            found.insert(key, file);
        }
    }
    Ok(found)
}

const ENTRY: &str =
    "select id, body_id, aoo, register, year, number, direction, registered_at, presented_at, subject,
    correspondent, document_sha256, case_id from register_entries";

fn entry(row: &Row) -> Result<(Registration, i64), StoreError> {
    let registration = Registration {
        entry: row.get("id")?,
        body: row.get("body_id")?,
        aoo: row.get("aoo")?,
        register: row.get("register")?,
        year: row.get("year")?,
        series: String::new(),
        direction: row.get("direction")?,
        registered_at: row.get("registered_at")?,
        presented_at: row.get("presented_at")?,
        subject: row.get("subject")?,
        correspondent: row.get("correspondent")?,
        document_sha256: row.get("document_sha256")?,
        case: row.get("case_id")?,
    };
    Ok((registration, row.get("number")?))
}

/// Register entries with their numbers.
pub(crate) async fn entries(
    db: &impl Read,
    ids: impl Iterator<Item = Uuid>,
) -> Result<ById<(Registration, i64)>, StoreError> {
    let rows = db.query_built(Sql::new(ENTRY).list(" where id in ", ids)).await?;
    rows.iter()
        .map(|row| entry(row).map(|found| (found.0.entry.uuid(), found)))
        .collect()
}

/// How many entries each register of a year has.
pub(crate) async fn registers(db: &impl Read) -> Result<Vec<(Register, i64)>, StoreError> {
    let rows = db
        .query(
            "select body_id, aoo, register, year, count(*) as n from register_entries
             group by body_id, aoo, register, year order by body_id, aoo, register, year",
            params![],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let register = (
                row.get("body_id")?,
                row.get("aoo")?,
                row.get("register")?,
                row.get("year")?,
            );
            Ok((register, row.get("n")?))
        })
        .collect()
}

/// Some of the entries of a register with numbers outside `1..=last`.
pub(crate) async fn entries_outside(
    db: &impl Read,
    (body, aoo, register, year): &Register,
    last: i64,
) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let rows = db
        .query(
            "select id, number from register_entries
             where body_id = $1 and aoo = $2 and register = $3 and year = $4 and (number > $5 or number < 1)
             order by number limit 100",
            params![*body, aoo, register, *year, last],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get("id")?, row.get("number")?)))
        .collect()
}

/// The counter of a series.
pub(crate) async fn counter(db: &impl Read, series: &str) -> Result<Option<i64>, StoreError> {
    let row = db
        .query_opt("select last from series where key = $1", params![series])
        .await?;
    row.map(|row| row.get("last")).transpose()
}

/// Annotations of register entries.
pub(crate) async fn annotations(
    db: &impl Read,
    ids: impl Iterator<Item = Uuid>,
) -> Result<ById<Annotation>, StoreError> {
    let sql = Sql::new("select id, entry_id, kind, text, authority, author_id, at from register_annotations")
        .list(" where id in ", ids);
    let rows = db.query_built(sql).await?;
    rows.iter()
        .map(|row| {
            let annotation = Annotation {
                id: row.get("id")?,
                entry: row.get("entry_id")?,
                kind: row.get("kind")?,
                text: row.get("text")?,
                authority: row.get("authority")?,
                author: row.get("author_id")?,
                at: row.get("at")?,
            };
            Ok((annotation.id, annotation))
        })
        .collect()
}

/// How many annotations there are.
pub(crate) async fn count_annotations(db: &impl Read) -> Result<i64, StoreError> {
    let row = db
        .query_one("select count(*) as n from register_annotations", params![])
        .await?;
    row.get("n")
}

/// What of a case can be compared.
pub(crate) struct CaseRow {
    pub(crate) id: CaseId,
    pub(crate) body: BodyId,
    /// Number and hash of its transmission.
    pub(crate) head: Option<(i64, Vec<u8>)>,
    /// What was typed, and its digest as printed.
    pub(crate) data: Option<(String, String)>,
}

/// Cases in order of identifier.
pub(crate) async fn cases_after(db: &impl Read, after: Uuid, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
    let rows = db
        .query(
            "select c.id, c.body_id, c.ledger_seq, c.ledger_head, d.data, d.sha256
             from cases c left join case_data d on d.case_id = c.id
             where c.id > $1 order by c.id limit $2",
            params![after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let seq: Option<i64> = row.get("ledger_seq")?;
            let data: Option<String> = row.get("data")?;
            Ok(CaseRow {
                id: row.get("id")?,
                body: row.get("body_id")?,
                head: seq.zip(row.get("ledger_head")?),
                data: data.zip(row.get("sha256")?),
            })
        })
        .collect()
}

/// A file as its row tells of it.
pub(crate) struct FileRow {
    pub(crate) id: Uuid,
    pub(crate) storage_key: String,
    pub(crate) sha256: String,
    pub(crate) size: u64,
}

/// Files in order of identifier.
pub(crate) async fn files_after(store: &Store, after: Uuid, limit: u32) -> Result<Vec<FileRow>, StoreError> {
    let rows = store
        .query(
            "select id, storage_key, sha256, size from files where id > $1 order by id limit $2",
            params![after, limit],
        )
        .await?;
    rows.iter()
        .map(|row| {
            Ok(FileRow {
                id: row.get("id")?,
                storage_key: row.get("storage_key")?,
                sha256: row.get("sha256")?,
                size: row.get::<i64>("size")?.try_into().unwrap_or(0),
            })
        })
        .collect()
}
