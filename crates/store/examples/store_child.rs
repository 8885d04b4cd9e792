//! The process that crash tests kill: commits as fast as it can and names every acknowledged batch on its output.
//!
//! `store_child sqlite|postgres ADDRESS full|off COMMITTERS BATCHES [FAILPOINT HIT]`; `BATCHES` 0 means for ever.
#![allow(clippy::unwrap_used, reason = "a test process stops with the reason")]

use kernel::{Instant, SystemClock, SystemRandom, new_uuid};
use std::io::Write;
use store::{Durability, NewEvent, Store, StoreConfig, WriteBatch, params};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut config = match args[0].as_str() {
        "sqlite" => StoreConfig::sqlite(&args[1]),
        _ => StoreConfig::postgres(&args[1]),
    };
    config.durability = if args[2] == "off" {
        Durability::Off
    } else {
        Durability::Full
    };
    let (committers, batches): (usize, usize) = (args[3].parse().unwrap(), args[4].parse().unwrap());
    if let [name, hit] = &args[5..] {
        config.failpoints.push((name.clone(), hit.parse().unwrap()));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    runtime.unwrap().block_on(work(config, committers, batches));
}

async fn work(config: StoreConfig, committers: usize, batches: usize) {
    let store = Store::open(&config).await.unwrap();
    let all: Vec<_> = (0..committers)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut done = 0;
                while batches == 0 || done < batches {
                    commit(&store).await;
                    done += 1;
                }
            })
        })
        .collect();
    for one in all {
        one.await.unwrap();
    }
    store.close().await;
}

async fn commit(store: &Store) {
    let thing = new_uuid(&SystemClock, &SystemRandom);
    let mut batch = WriteBatch::new();
    let number = batch.next_in_series("register");
    batch.append(NewEvent {
        chain: "chain".to_owned(),
        at: Instant::from_micros(1),
        kind: "thing",
        subject: Some(thing),
        body: Box::new(move |bound| format!("{} {} {thing}", bound.seq(), bound.int(number)).into_bytes()),
    });
    batch.exec(
        "insert into things (id, number) values ($1, $2)",
        params![thing, number],
    );
    let done = store.commit(batch).await.unwrap();
    // One write, so that a kill never leaves half a line that looks like a whole one.
    let line = format!("{thing} {}\n", done.int(number));
    let _ = std::io::stdout().lock().write_all(line.as_bytes());
    let _ = std::io::stdout().flush();
}
