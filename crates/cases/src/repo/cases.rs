//! SQL of cases: one case, lists of them, and the rows of a transmission.

use crate::model::{Area, Case, CaseSummary, RegisterNumber};
use kernel::{AccountId, BodyId, CaseId, Date, Instant, OfficeId};
use store::{Row, Snapshot, Sql, Store, StoreError, WriteBatch, params};

macro_rules! select_case {
    ($rest:literal) => {
        concat!(
            "select c.id, c.number, c.body_id, c.adoption_id, c.bundle_hash, c.account_id, c.office_id, c.assignee_id, ",
            "p.given_name as assignee_given, p.family_name as assignee_family, p.email as assignee_email, c.responsible_name, c.state, c.area, ",
            "c.outcome, c.facts, c.title, c.applicant, c.lang, c.filing_basis, c.filing_level, c.min_read_level, c.received_at, ",
            "c.late, c.simulation, c.register_entry_id, c.register_number, c.register_year, c.due_on, c.term, ",
            "c.suspended_at, c.check_token, c.ledger_seq, c.ledger_head, c.version, c.closed_at, c.changed_at ",
            "from cases c left join accounts a on a.id = c.assignee_id left join parties p on p.id = a.party_id ",
            $rest
        )
    };
}

fn case(row: &Row) -> Result<Case, StoreError> {
    Ok(Case {
        id: row.get("id")?,
        number: row.get("number")?,
        body: row.get("body_id")?,
        adoption: row.get("adoption_id")?,
        bundle_hash: row.get("bundle_hash")?,
        account: row.get("account_id")?,
        office: row.get("office_id")?,
        assignee: row.get("assignee_id")?,
        assignee_name: assignee(row)?,
        assignee_email: row.get("assignee_email")?,
        responsible_name: row.get("responsible_name")?,
        state: row.get("state")?,
        area: Area::parse(&row.get::<String>("area")?),
        outcome: row.get("outcome")?,
        facts: super::json(&row.get::<String>("facts")?, "facts")?,
        title: row.get("title")?,
        applicant: row.get("applicant")?,
        lang: row.get("lang")?,
        filing_basis: row.get("filing_basis")?,
        filing_level: row.get("filing_level")?,
        min_read_level: row.get("min_read_level")?,
        received_at: row.get("received_at")?,
        late: row.get("late")?,
        simulation: row.get("simulation")?,
        register_entry: row.get("register_entry_id")?,
        register: register(row)?,
        due_on: row.get("due_on")?,
        term: super::json(&row.get::<String>("term")?, "term")?,
        suspended_at: row.get("suspended_at")?,
        check_token: row.get("check_token")?,
        ledger_seq: row.get("ledger_seq")?,
        ledger_head: row.get("ledger_head")?,
        version: row.get("version")?,
        closed_at: row.get("closed_at")?,
        changed_at: row.get("changed_at")?,
    })
}

fn assignee(row: &Row) -> Result<Option<String>, StoreError> {
    let given: Option<String> = row.get("assignee_given")?;
    let family: Option<String> = row.get("assignee_family")?;
    Ok(given
        .zip(family)
        .map(|(given, family)| format!("{given} {family}")))
}

fn register(row: &Row) -> Result<Option<RegisterNumber>, StoreError> {
    let number: Option<i64> = row.get("register_number")?;
    let year: Option<i64> = row.get("register_year")?;
    Ok(number
        .zip(year)
        .map(|(number, year)| RegisterNumber { number, year }))
}

/// One case.
pub(crate) async fn case_by_id(reader: &Snapshot, id: CaseId) -> Result<Option<Case>, StoreError> {
    let sql = select_case!("where c.id = $1");
    reader
        .query_opt(sql, params![id])
        .await?
        .as_ref()
        .map(case)
        .transpose()
}

/// The case a draft became, if it did.
pub(crate) async fn case_of_draft(
    store: &Store,
    draft: kernel::DraftId,
) -> Result<Option<CaseId>, StoreError> {
    let row = store
        .query_opt("select id from cases where draft_id = $1", params![draft])
        .await?;
    row.map(|row| row.get("id")).transpose()
}

/// The case behind a public check token.
pub(crate) async fn case_by_token(reader: &Snapshot, token: &str) -> Result<Option<Case>, StoreError> {
    let sql = select_case!("where c.check_token = $1");
    reader
        .query_opt(sql, params![token])
        .await?
        .as_ref()
        .map(case)
        .transpose()
}

/// What was filed, as its JSON text and digest.
pub(crate) async fn filed_record(
    reader: &Snapshot,
    id: CaseId,
) -> Result<Option<(String, String)>, StoreError> {
    let row = reader
        .query_opt(
            "select data, sha256 from case_data where case_id = $1",
            params![id],
        )
        .await?;
    row.map(|row| Ok((row.get("data")?, row.get("sha256")?)))
        .transpose()
}

/// The name of the party a case is about, where it is not who filed it.
pub(crate) async fn represented(reader: &Snapshot, id: CaseId) -> Result<Option<String>, StoreError> {
    let sql = "select p.given_name, p.family_name, p.denomination from case_parties s join parties p on p.id = s.party_id \
               where s.case_id = $1 and s.role = 'subject' \
               and not exists (select 1 from case_parties f where f.case_id = $1 and f.role = 'filer' and f.party_id = s.party_id)";
    let Some(row) = reader.query_opt(sql, params![id]).await? else {
        return Ok(None);
    };
    let (given, family): (Option<String>, Option<String>) = (row.get("given_name")?, row.get("family_name")?);
    let denomination: Option<String> = row.get("denomination")?;
    Ok(denomination.or_else(|| {
        given
            .zip(family)
            .map(|(given, family)| format!("{given} {family}"))
    }))
}

/// The columns of a line of a list. Offices are known without asking (`bodies::Directory`): a join less for every line.
macro_rules! select_summary {
    ($assignee:literal, $rest:literal) => {
        concat!(
            "select cases.id, cases.number, cases.register_number, cases.register_year, cases.title, cases.applicant, ",
            "cases.bundle_hash, cases.state, cases.area, cases.outcome, cases.office_id, cases.received_at, cases.due_on, ",
            "cases.suspended_at, cases.late, exists (select 1 from integrations i where i.case_id = cases.id ",
            "and i.status = 'open') as awaits_citizen, ",
            $assignee,
            $rest
        )
    };
}

fn summary(row: &Row) -> Result<CaseSummary, StoreError> {
    Ok(CaseSummary {
        id: row.get("id")?,
        number: row.get("number")?,
        register: register(row)?,
        title: row.get("title")?,
        applicant: row.get("applicant")?,
        bundle_hash: row.get("bundle_hash")?,
        state: row.get("state")?,
        area: Area::parse(&row.get::<String>("area")?),
        outcome: row.get("outcome")?,
        office: row.get("office_id")?,
        assignee_name: assignee(row)?,
        received_at: row.get("received_at")?,
        due_on: row.get("due_on")?,
        suspended: row.get::<Option<Instant>>("suspended_at")?.is_some(),
        late: row.get("late")?,
        awaits_citizen: row.get("awaits_citizen")?,
    })
}

/// The cases of an account with a body, newest first, without their assignees, which are the office's affair.
pub(crate) async fn cases_of_account(
    store: &Store,
    account: AccountId,
    body: BodyId,
    level: i64,
) -> Result<Vec<CaseSummary>, StoreError> {
    let sql = select_summary!(
        "null as assignee_given, null as assignee_family from cases ",
        "where cases.account_id = $1 and cases.body_id = $2 and cases.min_read_level <= $3 order by cases.received_at desc, cases.id desc \
         limit 200"
    );
    store
        .query(sql, params![account, body, level])
        .await?
        .iter()
        .map(summary)
        .collect()
}

/// What an officer asks of the queue. Every field narrows; the order is by deadline, then by presentation.
#[derive(Clone, Debug, Default)]
pub struct QueueFilter {
    /// States of flows.
    pub state: Option<String>,
    /// Slug of the service.
    pub service: Option<String>,
    /// Office.
    pub office: Option<OfficeId>,
    /// Whose.
    pub assignee: Assignee,
    /// Due on or before this day.
    pub due_by: Option<Date>,
    /// Only concluded or only running cases.
    pub concluded: bool,
    /// Words of name, codice fiscale or number.
    pub words: Vec<String>,
    /// Rows to skip: pages of [`QUEUE_PAGE`].
    pub offset: i64,
}

/// Whose cases the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Assignee {
    /// Everybody's.
    #[default]
    Anyone,
    /// Nobody's yet.
    Nobody,
    /// One officer's.
    One(AccountId),
}

/// Rows of a page of the queue.
pub(crate) const QUEUE_PAGE: i64 = 50;

/// One page of the queue a scope sees, and whether more follow.
pub(crate) async fn queue(
    store: &Store,
    body: BodyId,
    scope: Sql,
    filter: &QueueFilter,
) -> Result<(Vec<CaseSummary>, bool), StoreError> {
    let area = if filter.concluded {
        Area::Concluded
    } else {
        Area::InProgress
    };
    let mut sql = Sql::with(
        select_summary!(
            "p.given_name as assignee_given, p.family_name as assignee_family from cases \
             join adoptions ad on ad.id = cases.adoption_id left join accounts a on a.id = cases.assignee_id \
             left join parties p on p.id = a.party_id ",
            "where cases.body_id = $1 and cases.area = $2 and "
        ),
        params![body, area.as_str()],
    );
    sql = sql.append(scope);
    if let Some(state) = &filter.state {
        sql = sql.push(" and cases.state = ", state.clone());
    }
    if let Some(service) = &filter.service {
        sql = sql.push(" and ad.service = ", service.clone());
    }
    if let Some(office) = filter.office {
        sql = sql.push(" and cases.office_id = ", office);
    }
    sql = match filter.assignee {
        Assignee::Anyone => sql,
        Assignee::Nobody => sql.raw(" and cases.assignee_id is null"),
        Assignee::One(account) => sql.push(" and cases.assignee_id = ", account),
    };
    if let Some(due_by) = filter.due_by {
        sql = sql
            .push(" and coalesce(cases.due_on, '9999-12-31') <= ", due_by)
            .raw(" and cases.suspended_at is null");
    }
    for word in &filter.words {
        sql = sql.push(
            " and exists (select 1 from case_terms t where t.case_id = cases.id and t.body_id = ",
            body,
        );
        sql = sql
            .push(" and t.term >= ", word.clone())
            .push(" and t.term < ", format!("{word}\u{10ffff}"))
            .raw(")");
    }
    // A case whose term is set by act has no day: it comes after those that have one.
    sql = sql.raw(" order by coalesce(cases.due_on, '9999-12-31'), cases.received_at, cases.id");
    sql = sql
        .push(" limit ", QUEUE_PAGE + 1)
        .push(" offset ", filter.offset.clamp(0, 100_000));
    let mut rows: Vec<CaseSummary> = store
        .query_built(sql)
        .await?
        .iter()
        .map(summary)
        .collect::<Result<_, _>>()?;
    let more = i64::try_from(rows.len()).unwrap_or(i64::MAX) > QUEUE_PAGE;
    rows.truncate(usize::try_from(QUEUE_PAGE).unwrap_or(50));
    Ok((rows, more))
}

/// Writes the row of a case with its register number still to be given.
pub(crate) fn insert(batch: &mut WriteBatch, case: &Case, filed: &Filed) {
    batch.exec(
        "insert into cases (id, number, body_id, adoption_id, bundle_hash, draft_id, account_id, office_id, \
         responsible_name, state, area, facts, title, applicant, lang, filing_basis, filing_level, min_read_level, received_at, \
         window_id, late, simulation, register_entry_id, register_number, register_year, due_on, term, check_token, \
         ledger_seq, ledger_head, version, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
         $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
        params![
            case.id,
            case.number.clone(),
            case.body,
            case.adoption,
            case.bundle_hash.clone(),
            filed.draft,
            case.account,
            case.office,
            case.responsible_name.clone(),
            case.state.clone(),
            case.area.as_str(),
            case.facts.to_string(),
            case.title.clone(),
            case.applicant.clone(),
            case.lang,
            case.filing_basis.clone(),
            case.filing_level,
            case.min_read_level,
            case.received_at,
            filed.window,
            case.late,
            case.simulation,
            case.register_entry,
            filed.register_number.clone(),
            filed.register_year,
            case.due_on,
            case.term.to_string(),
            case.check_token.clone(),
            filed.ledger_seq.clone(),
            filed.ledger_head.clone(),
            case.version,
            case.changed_at
        ],
    );
}

/// What the row of a case takes from its transmission and cannot know before the commit.
pub(crate) struct Filed {
    /// The draft it was.
    pub(crate) draft: kernel::DraftId,
    /// The window it fell in.
    pub(crate) window: Option<kernel::WindowId>,
    /// Slot of the register number, or null.
    pub(crate) register_number: store::Value,
    /// Year of the register.
    pub(crate) register_year: Option<i64>,
    /// Slot of the event's sequence.
    pub(crate) ledger_seq: store::Value,
    /// Slot of the event's hash.
    pub(crate) ledger_head: store::Value,
}

/// Keeps what was filed.
pub(crate) fn insert_record(batch: &mut WriteBatch, id: CaseId, record: String, sha256: String) {
    batch.exec(
        "insert into case_data (case_id, data, sha256) values ($1, $2, $3)",
        params![id, record, sha256],
    );
}

/// The words a case is found by, in one statement.
pub(crate) fn insert_terms(batch: &mut WriteBatch, id: CaseId, body: BodyId, words: &[String]) {
    if words.is_empty() {
        return;
    }
    let mut sql = Sql::new("insert into case_terms (body_id, term, case_id) values ");
    for (i, word) in words.iter().enumerate() {
        sql = sql
            .push(if i == 0 { "(" } else { ", (" }, body)
            .push(", ", word.clone())
            .push(", ", id)
            .raw(")");
    }
    batch.exec_built(sql.raw(" on conflict do nothing"));
}

/// A dated relation between a case and a body (or a controller outside this installation).
pub(crate) fn insert_body(
    batch: &mut WriteBatch,
    id: CaseId,
    body: BodyId,
    kind: &'static str,
    label: Option<&str>,
    from: Date,
) {
    batch.exec(
        "insert into case_bodies (case_id, body_id, kind, label, valid_from) values ($1, $2, $3, $4, $5)",
        params![id, body, kind, label, from],
    );
}

/// A party's role on a case.
pub(crate) fn insert_party(batch: &mut WriteBatch, id: CaseId, party: kernel::PartyId, role: &'static str) {
    batch.exec(
        "insert into case_parties (case_id, party_id, role) values ($1, $2, $3)",
        params![id, party, role],
    );
}

/// Turns the draft into the case; the second of two transmissions finds another version and fails.
pub(crate) fn close_draft(batch: &mut WriteBatch, draft: kernel::DraftId, version: i64, case: CaseId) {
    batch.expect_rows(
        1,
        "cases-conflict-draft-changed",
        "update drafts set transmitted_case = $3, renewal = null, version = version + 1 \
         where id = $1 and version = $2 and transmitted_case is null",
        params![draft, version, case],
    );
    // What was typed is in the record of the case now: a second copy would outlive its retention.
    batch.exec("delete from draft_pages where draft_id = $1", params![draft]);
}

/// Hands the draft's files to the case.
pub(crate) fn adopt_documents(batch: &mut WriteBatch, draft: kernel::DraftId, case: CaseId, expected: u64) {
    if expected == 0 {
        return;
    }
    batch.expect_rows(
        expected,
        "cases-conflict-draft-changed",
        "update documents set case_id = $2 where draft_id = $1 and case_id is null and removed_at is null",
        params![draft, case],
    );
}

/// Writes the row of a case over the version that was read; two officers at once find out here who was first.
pub(crate) fn update(batch: &mut WriteBatch, read_version: i64, case: &Case, at: Instant) {
    let closed_at = (case.area == Area::Concluded).then_some(at);
    batch.expect_rows(
        1,
        "cases-conflict-case-changed",
        "update cases set version = version + 1, state = $3, area = $4, outcome = $5, assignee_id = $6, \
         responsible_name = $7, due_on = $8, term = $9, suspended_at = $10, facts = $11, \
         closed_at = coalesce(closed_at, $12), changed_at = $13 where id = $1 and version = $2",
        params![
            case.id,
            read_version,
            case.state.clone(),
            case.area.as_str(),
            case.outcome.clone(),
            case.assignee,
            case.responsible_name.clone(),
            case.due_on,
            case.term.to_string(),
            case.suspended_at,
            case.facts.to_string(),
            closed_at,
            at
        ],
    );
}
