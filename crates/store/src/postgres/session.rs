//! What happens inside one writing transaction.

use super::bind::{self, Param};
use crate::batch::{Exec, Expect};
use crate::resolve::{Head, Heads, Resolved, ResolvedEvent};
use crate::{CommitError, StoreError, Value, WriteBatch};
use deadpool_postgres::ClientWrapper;
use futures_util::future::{join3, maybe_done};
use std::collections::BTreeSet;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use tokio_postgres::{Statement, error::SqlState, types::ToSql};

type Request<'a> = Pin<Box<dyn Future<Output = Result<u64, tokio_postgres::Error>> + Send + 'a>>;

/// Sends every request before waiting for the first answer. The first poll of a request sends it, so polling them in
/// order fixes the order on the wire.
async fn pipelined(requests: Vec<Request<'_>>) -> Vec<Result<u64, tokio_postgres::Error>> {
    let mut all: Vec<_> = requests.into_iter().map(maybe_done).map(Box::pin).collect();
    poll_fn(|cx| {
        for one in &mut all {
            let _ = one.as_mut().poll(cx);
        }
        Poll::Ready(())
    })
    .await;
    let mut answers = Vec::with_capacity(all.len());
    for one in &mut all {
        one.as_mut().await;
        answers.extend(one.as_mut().take_output());
    }
    answers
}

/// The statements of a batch, prepared.
pub(crate) async fn prepare(
    client: &ClientWrapper,
    batch: &WriteBatch,
) -> Result<Vec<Statement>, StoreError> {
    let mut statements = Vec::with_capacity(batch.execs.len());
    for exec in &batch.execs {
        let statement = client.prepare_cached(exec.sql.as_str()).await?;
        bind::check(statement.params().len(), &exec.params)?;
        statements.push(statement);
    }
    Ok(statements)
}

/// Locks the heads the batches move, in the order of their keys, creating those that are missing. `first` (the begin
/// of the transaction) is sent before and answered in the same round trip.
pub(crate) async fn lock_heads(
    client: &ClientWrapper,
    first: impl Future<Output = Result<(), tokio_postgres::Error>>,
    batches: &[&WriteBatch],
    heads: &mut Heads,
) -> Result<(), StoreError> {
    let series: BTreeSet<&str> = batches.iter().flat_map(|batch| batch.series()).collect();
    let series: Vec<&str> = series.into_iter().collect();
    let chains: BTreeSet<&str> = batches.iter().flat_map(|batch| batch.chains()).collect();
    let chains: Vec<&str> = chains.into_iter().collect();
    // join3 polls in this order, and the first poll of a request sends it.
    let (begun, found_series, found_chains) = join3(
        first,
        lock(client, LOCK_SERIES, &series),
        lock(client, LOCK_CHAINS, &chains),
    )
    .await;
    begun?;
    let (mut found_series, mut found_chains) = (found_series?, found_chains?);
    if found_series.len() < series.len() {
        let create = client.prepare_cached(CREATE_SERIES).await?;
        client.execute(&create, &[&series]).await?;
        found_series = lock(client, LOCK_SERIES, &series).await?;
    }
    if found_chains.len() < chains.len() {
        let create = client.prepare_cached(CREATE_CHAINS).await?;
        client.execute(&create, &[&chains, &[0u8; 32].as_slice()]).await?;
        found_chains = lock(client, LOCK_CHAINS, &chains).await?;
    }
    for row in found_series {
        heads.series.insert(row.try_get(0)?, row.try_get(1)?);
    }
    for row in found_chains {
        let hash: Vec<u8> = row.try_get(2)?;
        let hash = hash.try_into();
        let hash = hash.map_err(|_| StoreError::Misuse("the head of a chain is not 32 bytes"))?;
        let seq = row.try_get(1)?;
        heads.chains.insert(row.try_get(0)?, Head { seq, hash });
    }
    Ok(())
}

async fn lock(
    client: &ClientWrapper,
    select: &'static str,
    keys: &[&str],
) -> Result<Vec<tokio_postgres::Row>, StoreError> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let select = client.prepare_cached(select).await?;
    Ok(client.query(&select, &[&keys]).await?)
}

const LOCK_SERIES: &str = "select key, last from series where key = any($1) order by key for update";
const LOCK_CHAINS: &str =
    "select chain, seq, hash from chains where chain = any($1) order by chain for update";
const CREATE_SERIES: &str = "insert into series (key, last) \
     select key, 0 from unnest($1::text[]) as wanted (key) order by key on conflict (key) do nothing";
const CREATE_CHAINS: &str = "insert into chains (chain, seq, hash) \
     select chain, 0, $2 from unnest($1::text[]) as wanted (chain) order by chain on conflict (chain) do nothing";

/// A batch on its way: what it writes, prepared and resolved.
pub(crate) struct Ready<'a> {
    pub(crate) batch: &'a WriteBatch,
    pub(crate) statements: Vec<Statement>,
    pub(crate) resolved: Resolved,
}

/// Pipelines events, heads and statements of all batches. Answers the batches that cannot be committed, by index;
/// an error of the session itself is answered outside.
pub(crate) async fn write(
    client: &ClientWrapper,
    ready: &[Ready<'_>],
    heads: &Heads,
) -> Result<Vec<(usize, CommitError)>, StoreError> {
    let events: Vec<&ResolvedEvent> = ready.iter().flat_map(|one| &one.resolved.events).collect();
    let columns = EventColumns::of(&events);
    let (series, chains) = (SeriesColumns::of(heads), ChainColumns::of(heads));
    let mut requests: Vec<Request<'_>> = Vec::new();
    if !events.is_empty() {
        let insert = client.prepare_cached(INSERT_EVENTS).await?;
        requests.push(Box::pin(async move {
            client.execute(&insert, &columns.params()).await
        }));
    }
    if !heads.series.is_empty() {
        let update = client.prepare_cached(UPDATE_SERIES).await?;
        requests.push(Box::pin(async move {
            client.execute(&update, &series.params()).await
        }));
    }
    if !heads.chains.is_empty() {
        let update = client.prepare_cached(UPDATE_CHAINS).await?;
        requests.push(Box::pin(async move {
            client.execute(&update, &chains.params()).await
        }));
    }
    let own = requests.len();
    let mut expected = Vec::new();
    for (index, one) in ready.iter().enumerate() {
        for (exec, statement) in one.batch.execs.iter().zip(&one.statements) {
            let bound = exec
                .params
                .iter()
                .map(|value| one.resolved.bind(value).map(Param));
            let params = bound.collect::<Result<Vec<_>, _>>()?;
            requests.push(Box::pin(
                async move { client.execute_raw(statement, params).await },
            ));
            expected.push((index, exec));
        }
    }
    let mut answers = pipelined(requests).await;
    let touched = answers.split_off(own);
    for answer in answers {
        answer?;
    }
    judge(touched, &expected)
}

fn judge(
    touched: Vec<Result<u64, tokio_postgres::Error>>,
    expected: &[(usize, &Exec)],
) -> Result<Vec<(usize, CommitError)>, StoreError> {
    let mut failed: Vec<(usize, CommitError)> = Vec::new();
    for (touched, (index, exec)) in touched.into_iter().zip(expected) {
        let error = match (touched, exec.expect) {
            (Ok(touched), Expect::Rows(rows, label)) if touched != rows => CommitError::Conflict { label },
            (Ok(_), _) => continue,
            // Only the first failed statement speaks; the rest of the transaction is refused unread.
            (Err(error), _) if error.code() == Some(&SqlState::IN_FAILED_SQL_TRANSACTION) => continue,
            (Err(error), _) if is_of_session(&error) => return Err(error.into()),
            (Err(error), expect) => match (commit_error(error), expect) {
                (CommitError::Unique { .. }, Expect::New(label)) => CommitError::Conflict { label },
                (error, _) => error,
            },
        };
        if failed.last().is_none_or(|(last, _)| last != index) {
            failed.push((*index, error));
        }
    }
    Ok(failed)
}

/// Whether the whole transaction, not one batch, failed: repeating it may help.
pub(crate) fn is_of_session(error: &tokio_postgres::Error) -> bool {
    error.is_closed()
        || matches!(
            error.code(),
            Some(
                &(SqlState::T_R_SERIALIZATION_FAILURE
                    | SqlState::T_R_DEADLOCK_DETECTED
                    | SqlState::ADMIN_SHUTDOWN)
            )
        )
}

/// The meaning of a failed statement; a unique violation still carries PostgreSQL's own name of the constraint.
pub(crate) fn commit_error(error: tokio_postgres::Error) -> CommitError {
    match error.as_db_error() {
        Some(failure) if *failure.code() == SqlState::UNIQUE_VIOLATION => CommitError::Unique {
            constraint: failure.constraint().unwrap_or_default().to_owned(),
        },
        Some(failure) if *failure.code() == SqlState::LOCK_NOT_AVAILABLE => {
            CommitError::Busy { retry_after: 1 }
        }
        _ => CommitError::Fault(error.into()),
    }
}

const INSERT_EVENTS: &str = "insert into events (chain, seq, prev, hash, at, kind, case_id, canonical) \
     select * from unnest($1::text[], $2::bigint[], $3::bytea[], $4::bytea[], $5::bigint[], $6::text[], $7::uuid[], \
     $8::bytea[])";
const UPDATE_SERIES: &str = "update series set last = moved.last \
     from unnest($1::text[], $2::bigint[]) as moved (key, last) where series.key = moved.key";
const UPDATE_CHAINS: &str = "update chains set seq = moved.seq, hash = moved.hash \
     from unnest($1::text[], $2::bigint[], $3::bytea[]) as moved (chain, seq, hash) where chains.chain = moved.chain";

type Params<'a, const N: usize> = [&'a (dyn ToSql + Sync); N];

struct EventColumns<'a> {
    texts: [Vec<&'a str>; 2],
    numbers: [Vec<i64>; 2],
    bytes: [Vec<&'a [u8]>; 3],
    subjects: Vec<Subject>,
}

impl<'a> EventColumns<'a> {
    fn of(events: &[&'a ResolvedEvent]) -> Self {
        Self {
            texts: [
                events.iter().map(|event| event.chain.as_str()).collect(),
                events.iter().map(|event| event.kind).collect(),
            ],
            numbers: [
                events.iter().map(|event| event.seq).collect(),
                events.iter().map(|event| event.at).collect(),
            ],
            bytes: [
                events.iter().map(|event| event.prev.as_slice()).collect(),
                events.iter().map(|event| event.hash.as_slice()).collect(),
                events.iter().map(|event| event.canonical.as_slice()).collect(),
            ],
            subjects: events
                .iter()
                .map(|event| Subject(Value::from(event.subject)))
                .collect(),
        }
    }

    fn params(&self) -> Params<'_, 8> {
        let [chains, kinds] = &self.texts;
        let [seqs, ats] = &self.numbers;
        let [prevs, hashes, canonicals] = &self.bytes;
        [
            chains,
            seqs,
            prevs,
            hashes,
            ats,
            kinds,
            &self.subjects,
            canonicals,
        ]
    }
}

/// An optional identifier as an element of an array.
#[derive(Debug)]
struct Subject(Value);

impl ToSql for Subject {
    fn to_sql(
        &self,
        ty: &tokio_postgres::types::Type,
        out: &mut tokio_postgres::types::private::BytesMut,
    ) -> Result<tokio_postgres::types::IsNull, Box<dyn std::error::Error + Sync + Send>> {
        Param(&self.0).to_sql(ty, out)
    }

    fn accepts(_: &tokio_postgres::types::Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

struct SeriesColumns<'a>(Vec<&'a str>, Vec<i64>);

impl<'a> SeriesColumns<'a> {
    fn of(heads: &'a Heads) -> Self {
        Self(
            heads.series.keys().map(String::as_str).collect(),
            heads.series.values().copied().collect(),
        )
    }

    fn params(&self) -> Params<'_, 2> {
        [&self.0, &self.1]
    }
}

struct ChainColumns<'a>(Vec<&'a str>, Vec<i64>, Vec<&'a [u8]>);

impl<'a> ChainColumns<'a> {
    fn of(heads: &'a Heads) -> Self {
        Self(
            heads.chains.keys().map(String::as_str).collect(),
            heads.chains.values().map(|head| head.seq).collect(),
            heads.chains.values().map(|head| head.hash.as_slice()).collect(),
        )
    }

    fn params(&self) -> Params<'_, 3> {
        [&self.0, &self.1, &self.2]
    }
}
