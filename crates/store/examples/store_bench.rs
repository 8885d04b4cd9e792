//! CPU time and batches per second of the commit path: `store_bench sqlite PATH|postgres URL [CLIENTS] [BATCHES]`.
//!
//! One batch is what a transmission writes at least: a register number, an event and
//! two rows.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measuring program prints its measures and stops with the reason"
)]

use kernel::{Instant, SystemClock, SystemRandom, new_uuid};
use store::{NewEvent, Store, StoreConfig, WriteBatch, params};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let config = match args[0].as_str() {
        "sqlite" => StoreConfig::sqlite(&args[1]),
        _ => StoreConfig::postgres(&args[1]),
    };
    let number = |index: usize, default: usize| args.get(index).map_or(default, |text| text.parse().unwrap());
    let (clients, batches) = (number(2, 64), number(3, 40_000));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.unwrap().block_on(measure(config, clients, batches));
}

async fn measure(config: StoreConfig, clients: usize, batches: usize) {
    let store = Store::open(&config).await.unwrap();
    store.migrate().await.unwrap();
    store.check_durability().await.unwrap();
    let run = new_uuid(&SystemClock, &SystemRandom);
    for _ in 0..100 {
        commit(&store, run.to_string()).await;
    }
    let (cpu, wall, before) = (cpu_micros(), std::time::Instant::now(), store.stats());
    let all: Vec<_> = (0..clients)
        .map(|_| {
            let (store, turns) = (store.clone(), batches / clients);
            tokio::spawn(async move {
                for _ in 0..turns {
                    commit(&store, run.to_string()).await;
                }
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    let stats = store.stats();
    let done = (stats.batches - before.batches) as f64;
    println!(
        "{:?}, {clients} clients: {:.1} µs of CPU per batch here, {:.0} batches/s, {:.1} batches per flush",
        store.kind(),
        (cpu_micros() - cpu) / done,
        done / wall.elapsed().as_secs_f64(),
        done / (stats.groups - before.groups) as f64,
    );
    let (cpu, wall) = (cpu_micros(), std::time::Instant::now());
    for seq in 1..=10_000i64 {
        let sql = "select seq, at, kind, case_id from events where chain = $1 and seq = $2";
        store
            .query_one(sql, params![run.to_string(), seq % 1_000 + 1])
            .await
            .unwrap();
    }
    println!(
        "{:?}, 1 client: {:.1} µs of CPU per keyed read here, {:.0} reads/s",
        store.kind(),
        (cpu_micros() - cpu) / 10_000.0,
        10_000.0 / wall.elapsed().as_secs_f64(),
    );
    store.close().await;
}

async fn commit(store: &Store, chain: String) {
    let (subject, entry) = (
        new_uuid(&SystemClock, &SystemRandom),
        new_uuid(&SystemClock, &SystemRandom),
    );
    let mut batch = WriteBatch::new();
    let number = batch.next_in_series(format!("bench/{chain}"));
    batch.append(NewEvent {
        chain,
        at: Instant::from_micros(1),
        kind: "bench",
        subject: Some(subject),
        body: Box::new(move |bound| {
            format!(
                "{{\"seq\":{},\"number\":{},\"case\":\"{subject}\",\"reason\":\"{:120}\"}}",
                bound.seq(),
                bound.int(number),
                ""
            )
            .into_bytes()
        }),
    });
    let sql = "insert into event_payloads (digest, chain, salt, payload) values ($1, $2, $3, $4)";
    for part in [subject, entry] {
        batch.expect_rows(
            1,
            "bench",
            sql,
            params![
                part.to_string(),
                "bench",
                vec![7u8; 16],
                "Ada Esempio, via di Prova 1, Borgo Esempio".repeat(5)
            ],
        );
    }
    store.commit(batch).await.unwrap();
}

/// User and system time of this process.
fn cpu_micros() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit(')').next().unwrap();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    // Linux counts in hundredths of a second for every program.
    ticks * 10_000.0
}
