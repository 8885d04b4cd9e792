//! The rows one transmission leaves, read from a real one, to be written again with fresh identifiers.

use std::collections::HashMap;
use store::{Row, Store, Value, params};
use uuid::Uuid;

/// One row to insert.
#[derive(Clone, Debug)]
pub(crate) struct Insert {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

/// Everything a transmission writes.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    rows: Vec<(&'static str, Vec<String>, Vec<Value>)>,
    own: Vec<Uuid>,
    /// Digests of the personal payloads, unique texts of their own.
    texts: Vec<(&'static str, &'static str)>,
    chain: String,
    series: String,
    draft: Value,
}

/// Table and its rows of a case, each after those it refers to.
const TABLES: [(&str, &str); 10] = [
    (
        "register_entries",
        "select * from register_entries where case_id = $1",
    ),
    ("cases", "select * from cases where id = $1"),
    ("case_data", "select * from case_data where case_id = $1"),
    ("case_terms", "select * from case_terms where case_id = $1"),
    ("case_bodies", "select * from case_bodies where case_id = $1"),
    ("case_parties", "select * from case_parties where case_id = $1"),
    ("deadlines", "select * from deadlines where case_id = $1"),
    (
        "documents",
        "select * from documents where case_id = $1 and kind = 'receipt'",
    ),
    (
        "deliveries",
        "select * from deliveries where case_id = $1 and channel = 'desk'",
    ),
    (
        "events",
        "select * from events where case_id = $1 and kind in ('case.transmitted', 'register.entered') order by seq",
    ),
];

/// Columns that hold identifiers made by the transmission.
const OWN: [(&str, &str); 6] = [
    ("cases", "id"),
    ("cases", "draft_id"),
    ("register_entries", "id"),
    ("documents", "id"),
    ("deadlines", "id"),
    ("deliveries", "id"),
];

fn id_of(value: &Value) -> Option<Uuid> {
    match value {
        Value::Id(id) => Some(*id),
        Value::Bytes(bytes) => Uuid::from_slice(bytes).ok(),
        _ => None,
    }
}

impl Template {
    /// Reads what the only case of a database left.
    pub(crate) async fn read(store: &Store) -> Self {
        let case = store
            .query("select id from cases", params![])
            .await
            .expect("cases");
        let case: Uuid = case[0].get("id").expect("a case");
        let mut template = Self {
            rows: Vec::new(),
            own: Vec::new(),
            texts: vec![
                ("cases", "number"),
                ("cases", "check_token"),
                ("outbox", "key"),
                ("event_payloads", "digest"),
            ],
            chain: String::new(),
            series: String::new(),
            draft: Value::Null,
        };
        for (table, sql) in TABLES {
            let rows = store.query(sql, params![case]).await.expect("rows");
            template.add(table, &rows);
        }
        template.add_texts(store, case).await;
        template
    }

    fn add(&mut self, table: &'static str, rows: &[Row]) {
        for row in rows {
            let columns: Vec<String> = row.columns().map(str::to_owned).collect();
            let values = row.values().to_vec();
            for (own_table, column) in OWN {
                if own_table == table
                    && let Some(at) = columns.iter().position(|name| name == column)
                {
                    self.own.extend(id_of(&values[at]));
                }
            }
            if table == "cases" {
                self.draft = values[columns
                    .iter()
                    .position(|name| name == "draft_id")
                    .expect("a column")]
                .clone();
            }
            self.rows.push((table, columns, values));
        }
    }

    /// Rows that name the case only inside a text: the job of the receipt and the personal payloads.
    async fn add_texts(&mut self, store: &Store, case: Uuid) {
        let jobs = store
            .query("select * from outbox where kind = 'paper'", params![])
            .await
            .expect("jobs");
        self.own
            .extend(jobs.iter().filter_map(|row| row.get::<Uuid>("id").ok()));
        self.add("outbox", &jobs);
        let canonical: Vec<Vec<u8>> = store
            .query("select canonical from events where case_id = $1", params![case])
            .await
            .expect("events")
            .iter()
            .map(|row| row.get("canonical").expect("bytes"))
            .collect();
        let canonical = String::from_utf8_lossy(&canonical.concat()).into_owned();
        let payloads = store
            .query("select * from event_payloads", params![])
            .await
            .expect("payloads");
        let named: Vec<Row> = payloads
            .into_iter()
            .filter(|row| canonical.contains(&row.get::<String>("digest").expect("a digest")))
            .collect();
        self.add("event_payloads", &named);
        let chain = store
            .query("select chain from events where case_id = $1", params![case])
            .await
            .expect("events");
        self.chain = chain[0].get("chain").expect("a chain");
        let series = store
            .query("select key from series where key like 'register/%'", params![])
            .await
            .expect("series");
        self.series = series[0].get("key").expect("a key");
    }

    /// Rows inserted for each transmission.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The statements of one more transmission, the `nth`; its heads and draft are updated as a real one does.
    pub(crate) fn statements(&self, nth: i64) -> Vec<Insert> {
        let fresh: HashMap<Uuid, Uuid> = self.own.iter().map(|id| (*id, Uuid::now_v7_at(nth))).collect();
        let mut events = 0;
        let mut all: Vec<Insert> = Vec::with_capacity(self.rows.len() + 3);
        for (table, columns, values) in &self.rows {
            let mut values = values.clone();
            for (column, value) in columns.iter().zip(&mut values) {
                if let Some(id) = id_of(value).and_then(|id| fresh.get(&id)) {
                    *value = match value {
                        Value::Id(_) => Value::Id(*id),
                        _ => Value::Bytes(id.as_bytes().to_vec()),
                    };
                } else if self.texts.contains(&(*table, column.as_str()))
                    && let Value::Text(text) = value
                {
                    *value = Value::Text(format!("{}{nth:012}", &text[..text.len().saturating_sub(12)]));
                } else if (*table, column.as_str()) == ("register_entries", "number") {
                    *value = Value::Int(1_000_000 + nth);
                } else if (*table, column.as_str()) == ("events", "seq") {
                    *value = Value::Int(1_000_000 + nth * 4 + events);
                    events += 1;
                }
            }
            all.push(Insert {
                sql: insert(table, columns),
                values,
            });
        }
        let update = |sql: &str, values: Vec<Value>| Insert {
            sql: sql.to_owned(),
            values,
        };
        all.push(update(
            "update drafts set version = version + 1 where id = $1",
            vec![self.draft.clone()],
        ));
        all.push(update(
            "update series set last = last + 1 where key = $1",
            vec![Value::Text(self.series.clone())],
        ));
        all.push(update(
            "update chains set seq = seq + 2 where chain = $1",
            vec![Value::Text(self.chain.clone())],
        ));
        all
    }
}

/// `insert into t (a, b) values ($1, $2)`.
pub(crate) fn insert(table: &str, columns: &[String]) -> String {
    let binds: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    format!(
        "insert into {table} ({}) values ({})",
        columns.join(", "),
        binds.join(", ")
    )
}

/// Version 7 identifiers whose time part rises, as those of the program do.
trait Rising {
    fn now_v7_at(nth: i64) -> Uuid;
}

impl Rising for Uuid {
    fn now_v7_at(nth: i64) -> Uuid {
        use kernel::Random;
        let mut bytes = kernel::SystemRandom.bytes::<16>();
        let time = (1_790_000_000_000_i64 + nth).to_be_bytes();
        bytes[..6].copy_from_slice(&time[2..]);
        bytes[6] = 0x70 | (bytes[6] & 0x0f);
        bytes[8] = 0x80 | (bytes[8] & 0x3f);
        Uuid::from_bytes(bytes)
    }
}
