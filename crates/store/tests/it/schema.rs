//! A small schema of our own, so that these tests say only what the store promises.

use kernel::{Instant, SystemClock, SystemRandom};
use sha2::{Digest, Sha256};
use store::{CommitError, Committed, EventSlot, Migration, NewEvent, Slot, Store, Value, WriteBatch, params};
use uuid::Uuid;

pub(crate) const STEPS: &[Migration] = &[
    Migration {
        name: "0001_store",
        sql: "create table series (key TEXT primary key, last BIGINT not null);\n\
              create table chains (chain TEXT primary key, seq BIGINT not null, hash BYTES not null);\n\
              create table events (chain TEXT not null, seq BIGINT not null, prev BYTES not null,\n\
                hash BYTES not null, at BIGINT not null, kind TEXT not null, case_id ID, canonical BYTES not null,\n\
                primary key (chain, seq));",
    },
    Migration {
        name: "0002_things",
        sql: "create table owners (id ID primary key, name TEXT not null unique);\n\
              create table things (id ID primary key, owner_id ID references owners (id), number BIGINT,\n\
                label TEXT, open BOOLEAN not null default true, weight DOUBLE, body BYTES, version BIGINT not null default 0,\n\
                event_seq BIGINT, event_hash BYTES, unique (owner_id, number));\n\
              create unique index things_of_label on things (lower(label));\n\
              create table deferred (id ID primary key, owner_id ID references owners (id) deferrable initially deferred);",
    },
];

pub(crate) fn id() -> Uuid {
    kernel::new_uuid(&SystemClock, &SystemRandom)
}

/// Adds an insert of a numbered thing, chained.
pub(crate) fn numbered(batch: &mut WriteBatch, series: &str, chain: &str, thing: Uuid) -> (Slot, EventSlot) {
    let number = batch.next_in_series(series);
    let event = batch.append(NewEvent {
        chain: chain.to_owned(),
        at: Instant::from_micros(1),
        kind: "thing",
        subject: Some(thing),
        body: Box::new(move |bound| format!("{} {} {thing}", bound.seq(), bound.int(number)).into_bytes()),
    });
    batch.exec(
        "insert into things (id, number, event_seq, event_hash) values ($1, $2, $3, $4)",
        params![thing, number, event.seq, event.hash],
    );
    (number, event)
}

pub(crate) async fn add(store: &Store, series: &str, chain: &str) -> Result<Committed, CommitError> {
    let mut batch = WriteBatch::new();
    numbered(&mut batch, series, chain, id());
    store.commit(batch).await
}

/// The numbers of the things, in order.
pub(crate) async fn numbers(store: &Store) -> Vec<i64> {
    let rows = store
        .query(
            "select number from things where number is not null order by number",
            params![],
        )
        .await
        .unwrap();
    rows.iter().map(|row| row.get("number").unwrap()).collect()
}

pub(crate) async fn last(store: &Store, series: &str) -> i64 {
    let row = store
        .query_opt("select last from series where key = $1", params![series])
        .await
        .unwrap();
    row.map_or(0, |row| row.get("last").unwrap())
}

/// Checks sequence, links and hashes of a chain, and its head; answers its length.
pub(crate) async fn whole_chain(store: &Store, chain: &str) -> i64 {
    let rows = store
        .query(
            "select seq, prev, hash, canonical from events where chain = $1 order by seq",
            params![chain],
        )
        .await
        .unwrap();
    let mut prev = [0u8; 32];
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(
            row.get::<i64>("seq").unwrap(),
            index as i64 + 1,
            "sequence of {chain}"
        );
        assert_eq!(row.get::<[u8; 32]>("prev").unwrap(), prev, "link of {chain}");
        let canonical: &[u8] = row.get("canonical").unwrap();
        assert!(
            canonical.starts_with(format!("{} ", index + 1).as_bytes()),
            "body of {chain}"
        );
        let hash: [u8; 32] = Sha256::new()
            .chain_update(prev)
            .chain_update(canonical)
            .finalize()
            .into();
        assert_eq!(row.get::<[u8; 32]>("hash").unwrap(), hash, "hash of {chain}");
        prev = hash;
    }
    let head = store
        .query_opt("select seq, hash from chains where chain = $1", params![chain])
        .await
        .unwrap();
    match head {
        Some(head) => {
            assert_eq!(
                head.get::<i64>("seq").unwrap(),
                rows.len() as i64,
                "head of {chain}"
            );
            assert_eq!(head.get::<[u8; 32]>("hash").unwrap(), prev, "head of {chain}");
        }
        None => assert!(rows.is_empty(), "head of {chain}"),
    }
    rows.len() as i64
}

pub(crate) async fn count(store: &Store, sql: &'static str) -> i64 {
    store
        .query_one(sql, Vec::<Value>::new())
        .await
        .unwrap()
        .get("n")
        .unwrap()
}
