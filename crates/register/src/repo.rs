//! SQL of the register. There is no `update` and no `delete` in this file, nor may there be one.

use crate::GENERAL;
use crate::entry::{Direction, Number};
use crate::list::{self, Filter, Listed, Turn};
use bodies::{Body, Scope};
use kernel::{AccountId, BodyId, CaseId, Date, Instant, RegisterEntryId};
use ledger::Registration;
use store::{Read, Row, Slot, Sql, StoreError, WriteBatch, params};

pub(crate) fn insert(batch: &mut WriteBatch, new: &Registration, number: Slot) {
    batch.exec(
        "insert into register_entries (id, body_id, aoo, register, year, number, direction, registered_at, presented_at,
            subject, correspondent, document_sha256, case_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            new.entry,
            new.body,
            &new.aoo,
            &new.register,
            new.year,
            number,
            &new.direction,
            new.registered_at,
            new.presented_at,
            &new.subject,
            &new.correspondent,
            &new.document_sha256,
            new.case,
        ],
    );
}

pub(crate) fn insert_annotation(batch: &mut WriteBatch, new: &ledger::Annotation) {
    batch.exec(
        "insert into register_annotations (id, entry_id, kind, text, authority, author_id, at)
        values ($1, $2, $3, $4, $5, $6, $7)",
        params![
            new.id,
            new.entry,
            &new.kind,
            &new.text,
            new.authority.as_deref(),
            new.author,
            new.at
        ],
    );
}

pub(crate) fn expect_entry(batch: &mut WriteBatch, entry: RegisterEntryId, body: BodyId) {
    batch.expect_rows(
        1,
        "register-no-such-entry",
        "select id from register_entries where id = $1 and body_id = $2",
        params![entry, body],
    );
}

pub(crate) fn expect_not_annulled(batch: &mut WriteBatch, entry: RegisterEntryId) {
    batch.expect_rows(
        0,
        "register-already-annulled",
        "select id from register_annotations where entry_id = $1 and kind = 'annulment'",
        params![entry],
    );
}

/// What an annotation says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// The entry is annulled.
    Annulment,
    /// Something worth knowing.
    Note,
}

/// An annotation beside an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// What it says.
    pub kind: AnnotationKind,
    /// Its text.
    pub text: String,
    /// The act that orders it.
    pub authority: Option<String>,
    /// Who wrote it.
    pub author: Option<AccountId>,
    /// When.
    pub at: Instant,
}

/// An entry with its annotations, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Permanent identifier.
    pub id: RegisterEntryId,
    /// Whose register.
    pub body: BodyId,
    /// Which AOO.
    pub aoo: String,
    /// Which register.
    pub register: String,
    /// Number and year.
    pub number: Number,
    /// Which way the document went.
    pub direction: Direction,
    /// When it was registered.
    pub registered_at: Instant,
    /// When it was really presented.
    pub presented_at: Instant,
    /// What it is about.
    pub subject: String,
    /// Sender or recipient.
    pub correspondent: String,
    /// SHA-256 of the document.
    pub document_sha256: String,
    /// The case it belongs to.
    pub case: Option<CaseId>,
    /// What was written beside it.
    pub annotations: Vec<Annotation>,
}

impl Entry {
    /// The annulment, when the entry is annulled.
    pub fn annulment(&self) -> Option<&Annotation> {
        self.annotations
            .iter()
            .find(|annotation| annotation.kind == AnnotationKind::Annulment)
    }
}

/// The daily register: what a body registered on a civil day of Europe/Rome, by register and number.
pub async fn daily(reader: &impl Read, body: BodyId, day: Date) -> Result<Vec<Entry>, StoreError> {
    let next = day.tomorrow().unwrap_or(day);
    let (from, to) = (
        Instant::start_of_rome_date(day),
        Instant::start_of_rome_date(next),
    );
    let sql = "select register_entries.*, a.kind as a_kind, a.text as a_text, a.authority as a_authority,
            a.author_id as a_author, a.at as a_at
        from register_entries left join register_annotations a on a.entry_id = register_entries.id
        where register_entries.body_id = $1 and register_entries.registered_at >= $2 and register_entries.registered_at < $3
        order by register_entries.aoo, register_entries.register, register_entries.year, register_entries.number, a.at, a.id";
    collect(reader.query(sql, params![body, from, to]).await?)
}

/// One entry of a body.
pub async fn entry(
    reader: &impl Read,
    body: BodyId,
    id: RegisterEntryId,
) -> Result<Option<Entry>, StoreError> {
    let sql = "select register_entries.*, a.kind as a_kind, a.text as a_text, a.authority as a_authority,
            a.author_id as a_author, a.at as a_at
        from register_entries left join register_annotations a on a.entry_id = register_entries.id
        where register_entries.id = $1 and register_entries.body_id = $2
        order by a.at, a.id";
    Ok(collect(reader.query(sql, params![id, body]).await?)?
        .into_iter()
        .next())
}

/// The entries of a case, in order of registration.
pub async fn of_case(reader: &impl Read, case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let sql = "select register_entries.*, a.kind as a_kind, a.text as a_text, a.authority as a_authority,
            a.author_id as a_author, a.at as a_at
        from register_entries left join register_annotations a on a.entry_id = register_entries.id
        where register_entries.case_id = $1
        order by register_entries.registered_at, register_entries.number, register_entries.id, a.at, a.id";
    collect(reader.query(sql, params![case]).await?)
}

/// A page of the register of a body's AOO, as far as a scope reaches. One query, whatever the annotations: the page is
/// cut before they are joined.
pub async fn list(
    reader: &impl Read,
    body: &Body,
    scope: &Scope,
    filter: &Filter,
) -> Result<Listed, StoreError> {
    let sql = Sql::new(
        "select register_entries.*, a.kind as a_kind, a.text as a_text, a.authority as a_authority,
            a.author_id as a_author, a.at as a_at from (",
    );
    let sql = sql.append(page_of(body, scope, filter)).raw(
        ") register_entries left join register_annotations a on a.entry_id = register_entries.id
        order by register_entries.year desc, register_entries.number desc, a.at, a.id",
    );
    let mut entries = collect(reader.query_built(sql).await?)?;
    let more = entries.len() > list::PAGE;
    let (older, newer) = match filter.turn {
        Turn::First => (more, false),
        Turn::Older(..) => (more, true),
        Turn::Newer(..) => (true, more),
    };
    match filter.turn {
        // The one too many is the farthest from where the page stands.
        Turn::Newer(..) if more => drop(entries.remove(0)),
        _ => entries.truncate(list::PAGE),
    }
    Ok(Listed {
        entries,
        older,
        newer,
    })
}

/// The entries of a page and one more, in an order that the unique index has already.
fn page_of(body: &Body, scope: &Scope, filter: &Filter) -> Sql {
    let mut sql = Sql::with(
        "select * from register_entries where body_id = $1 and aoo = $2 and register = $3 and ",
        params![body.id, &body.aoo_code, GENERAL],
    )
    .append(scope.register_predicate());
    if let Some(year) = filter.year {
        sql = sql.push(" and year = ", year);
    }
    if let Some(number) = filter.number {
        sql = sql.push(" and number = ", number);
    }
    if let Some(direction) = filter.direction {
        sql = sql.push(" and direction = ", direction.code());
    }
    if let Some(from) = filter.from {
        sql = sql.push(" and registered_at >= ", Instant::start_of_rome_date(from));
    }
    // The last day that can be written has no day after it, and nothing is registered later.
    if let Some(next) = filter.to.and_then(|to| to.tomorrow().ok()) {
        sql = sql.push(" and registered_at < ", Instant::start_of_rome_date(next));
    }
    for word in &filter.words {
        let pattern = list::pattern(word);
        sql = sql
            .push(" and (lower(subject) like ", pattern.clone())
            .push(" escape '\\' or lower(correspondent) like ", pattern)
            .raw(" escape '\\')");
    }
    let sql = match filter.turn {
        Turn::First => sql,
        Turn::Older(year, number) => sql
            .push(" and year <= ", year)
            .push(" and (year < ", year)
            .push(" or number < ", number)
            .raw(")"),
        Turn::Newer(year, number) => sql
            .push(" and year >= ", year)
            .push(" and (year > ", year)
            .push(" or number > ", number)
            .raw(")"),
    };
    let sql = match filter.turn {
        Turn::Newer(..) => sql.raw(" order by year, number"),
        Turn::First | Turn::Older(..) => sql.raw(" order by year desc, number desc"),
    };
    sql.push(" limit ", i64::try_from(list::PAGE).unwrap_or(50) + 1)
}

/// Rows of an entry stand together; each carries at most one annotation.
fn collect(rows: Vec<Row>) -> Result<Vec<Entry>, StoreError> {
    let mut entries: Vec<Entry> = Vec::new();
    for row in &rows {
        let id: RegisterEntryId = row.get("id")?;
        if entries.last().is_none_or(|last| last.id != id) {
            entries.push(entry_of(row, id)?);
        }
        if let (Some(last), Some(annotation)) = (entries.last_mut(), annotation_of(row)?) {
            last.annotations.push(annotation);
        }
    }
    Ok(entries)
}

fn entry_of(row: &Row, id: RegisterEntryId) -> Result<Entry, StoreError> {
    Ok(Entry {
        id,
        body: row.get("body_id")?,
        aoo: row.get("aoo")?,
        register: row.get("register")?,
        number: Number::Given {
            number: row.get("number")?,
            year: row.get("year")?,
        },
        direction: Direction::parse(row.get("direction")?).ok_or_else(|| unknown("direction"))?,
        registered_at: row.get("registered_at")?,
        presented_at: row.get("presented_at")?,
        subject: row.get("subject")?,
        correspondent: row.get("correspondent")?,
        document_sha256: row.get("document_sha256")?,
        case: row.get("case_id")?,
        annotations: Vec::new(),
    })
}

fn annotation_of(row: &Row) -> Result<Option<Annotation>, StoreError> {
    let kind = match row.get::<Option<&str>>("a_kind")? {
        None => return Ok(None),
        Some("annulment") => AnnotationKind::Annulment,
        Some("note") => AnnotationKind::Note,
        Some(_) => return Err(unknown("kind")),
    };
    Ok(Some(Annotation {
        kind,
        text: row.get("a_text")?,
        authority: row.get("a_authority")?,
        author: row.get("a_author")?,
        at: row.get("a_at")?,
    }))
}

fn unknown(column: &str) -> StoreError {
    StoreError::WrongType {
        column: column.to_owned(),
        found: "an unknown word",
        wanted: "a known word",
    }
}
