//! The floor: the least a server could do for the same answer, behind the same axum, in a process of its own.

use crate::raw::{Reader, Writer};
use crate::rows::{Insert, Template};
use axum::extract::{Query, State};
use axum::routing::{get, post};
use axum::{Json, Router};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering::Relaxed};
use store::{Store, StoreConfig, Value, params};
use uuid::Uuid;

struct Floor {
    writer: Writer,
    reader: Reader,
    template: Template,
    case: Uuid,
    written: AtomicI64,
    read: AtomicUsize,
}

#[derive(serde::Deserialize)]
struct Reads {
    times: usize,
    bytes: usize,
}

#[derive(serde::Deserialize)]
struct Bytes {
    bytes: usize,
}

/// A table of the floor's own.
const TABLE: &str = "create table if not exists floor_rows (id text primary key, body text not null)";

/// Serves until killed; prints its address.
pub(crate) async fn serve(sqlite: Option<String>, postgres: Option<String>) {
    let config = match (&sqlite, &postgres) {
        (Some(path), _) => StoreConfig::sqlite(path),
        (None, Some(url)) => StoreConfig::postgres(url.clone()),
        (None, None) => panic!("a database"),
    };
    let store = Store::open(&config).await.expect("the database");
    let template = Template::read(&store).await;
    let case: Uuid = store
        .query("select id from cases", params![])
        .await
        .expect("cases")[0]
        .get("id")
        .expect("a case");
    store.close().await;
    let (writer, reader) = match (sqlite, postgres) {
        (Some(path), _) => (Writer::sqlite(&path), Reader::Sqlite(path)),
        (None, Some(url)) => (Writer::postgres(&url).await, Reader::postgres(&url).await),
        (None, None) => panic!("a database"),
    };
    let floor = Arc::new(Floor {
        writer,
        reader,
        template,
        case,
        written: AtomicI64::new(1),
        read: AtomicUsize::new(0),
    });
    let table = Insert {
        sql: TABLE.to_owned(),
        values: Vec::new(),
    };
    floor.writer.write(vec![table]).await;
    let rows = floor.template.len();
    let routes = Router::new()
        .route("/empty", get(|| async { "" }))
        .route("/raw", post(raw))
        .route("/row", post(row))
        .route("/reads", get(reads))
        .with_state(floor);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    crate::say(format_args!("floor: http://{address} rows {rows}"));
    axum::serve(listener, routes).await.expect("serving");
}

async fn raw(State(floor): State<Arc<Floor>>) -> Json<serde_json::Value> {
    let nth = floor.written.fetch_add(1, Relaxed);
    floor.writer.write(floor.template.statements(nth)).await;
    Json(serde_json::json!({ "case": floor.case, "number": nth }))
}

/// Writes one row with a text of so many bytes.
async fn row(State(floor): State<Arc<Floor>>, Query(asked): Query<Bytes>) -> &'static str {
    let values = vec![
        Value::Text(Uuid::now_v7().to_string()),
        Value::Text("x".repeat(asked.bytes)),
    ];
    let sql = "insert into floor_rows (id, body) values ($1, $2)".to_owned();
    floor.writer.write(vec![Insert { sql, values }]).await;
    ""
}

async fn reads(State(floor): State<Arc<Floor>>, Query(asked): Query<Reads>) -> String {
    let nth = floor.read.fetch_add(1, Relaxed);
    let columns = floor.reader.read(floor.case, asked.times, nth).await;
    assert!(columns > 0);
    "x".repeat(asked.bytes)
}
