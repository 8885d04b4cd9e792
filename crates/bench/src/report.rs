//! The page: every figure beside its floor.

use crate::forms::Forms;
use crate::load::Measure;
use crate::scenes::{Figures, Page};
use std::time::Duration;
use store::Kind;

/// Shares of the floor that are asked for.
const TRANSMISSION: f64 = 0.25;
const PAGES: f64 = 0.5;

/// A few lines for the terminal.
pub(crate) fn brief(found: &Figures) -> String {
    format!(
        "{}: transmissions {:.0}/s, floor {:.0}/s, ratio {:.2}; flows {:.0}/s; desk {:.2}, sheet {:.2}; memory {:.0} → {:.0} MiB",
        name(found.kind),
        found.transmission.rate(),
        found.raw.rate(),
        middle(&found.ratios),
        found.flows.rate(),
        ratio(&found.desk),
        ratio(&found.sheet),
        found.pss_start,
        found.pss_after
    )
}

/// The whole page.
pub(crate) fn page(found: &[Figures], forms: &Forms, seconds: Duration) -> String {
    let mut text = HEAD
        .replace("{seconds}", &seconds.as_secs().to_string())
        .replace("{machine}", &machine());
    text.push_str(&summary(found));
    for figures in found {
        text.push_str(&section(figures));
    }
    text.push_str(&forms.section());
    text.push_str(FOOT);
    text
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "SQLite",
        Kind::Postgres => "PostgreSQL",
    }
}

fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cores = text.lines().filter(|line| line.starts_with("processor")).count();
    let model = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .unwrap_or_default();
    format!("{cores} × {}", model.trim_start_matches([' ', '\t', ':']))
}

fn middle(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn ratio(page: &Page) -> f64 {
    page.page.rate() / page.floor.rate()
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

fn summary(found: &[Figures]) -> String {
    let mut text = "## Summary\n\n| | wanted |".to_owned();
    for figures in found {
        text.push_str(&format!(" {} | |", name(figures.kind)));
    }
    text.push_str(&format!(
        "\n| --- | --- |{}\n",
        " ---: | --- |".repeat(found.len())
    ));
    let mut row = |what: &str, wanted: String, figure: &dyn Fn(&Figures) -> (String, Option<bool>)| {
        text.push_str(&format!("| {what} | {wanted} |"));
        for figures in found {
            let (value, met) = figure(figures);
            text.push_str(&format!(" {value} | {} |", met.map_or("", verdict)));
        }
        text.push('\n');
    };
    row(
        "transmission at 64 clients, share of its floor",
        format!("≥ {TRANSMISSION}"),
        &|f| {
            (
                format!("{:.2}", middle(&f.ratios)),
                Some(middle(&f.ratios) >= TRANSMISSION),
            )
        },
    );
    row("desk, share of its floor", format!("≥ {PAGES}"), &|f| {
        (format!("{:.2}", ratio(&f.desk)), Some(ratio(&f.desk) >= PAGES))
    });
    row(
        "service sheet, share of its floor",
        format!("≥ {PAGES}"),
        &|f| (format!("{:.2}", ratio(&f.sheet)), Some(ratio(&f.sheet) >= PAGES)),
    );
    row("whole flows at 8 clients", "per second".to_owned(), &|f| {
        (format!("{:.0}/s", f.flows.rate()), None)
    });
    row("memory at start", "< 80 MiB".to_owned(), &|f| {
        (format!("{:.0} MiB", f.pss_start), Some(f.pss_start < 80.0))
    });
    row(
        "memory after 1,000 filings and 100 PDFs",
        "< 150 MiB".to_owned(),
        &|f| (format!("{:.0} MiB", f.pss_after), Some(f.pss_after < 150.0)),
    );
    row("start on an existing database", "< 0.5 s".to_owned(), &|f| {
        let start = start(f);
        (
            format!("{} ms", start.as_millis()),
            Some(start < Duration::from_millis(500)),
        )
    });
    text
}

fn start(figures: &Figures) -> Duration {
    let mut starts = figures.starts.clone();
    starts.sort();
    starts[starts.len() / 2]
}

fn section(figures: &Figures) -> String {
    let mut text = format!(
        "\n## {}\n\nLoad of the machine before the run: {}.\n\n",
        name(figures.kind),
        figures.load
    );
    text.push_str(
        "| what | clients | per second | p50 | p99 | CPU of the server | share of the machine's CPU |\n",
    );
    text.push_str("| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
    text.push_str(&line("empty axum answer", 64, &figures.empty));
    text.push_str(&line(
        &format!("floor of a transmission ({})", figures.rows),
        64,
        &figures.raw,
    ));
    text.push_str(&line("**transmission**", 64, &figures.transmission));
    text.push_str(&line("**whole flow** (nine requests)", 8, &figures.flows));
    for (what, page) in [("desk", &figures.desk), ("service sheet", &figures.sheet)] {
        text.push_str(&line(
            &format!(
                "floor of the {what} ({} keyed reads, {} bytes)",
                page.reads, page.bytes
            ),
            32,
            &page.floor,
        ));
        text.push_str(&line(&format!("**{what}**"), 32, &page.page));
    }
    let filling = &figures.filling;
    text.push_str(&line(
        "floor of a saving (one row of as much text)",
        8,
        &filling.row,
    ));
    text.push_str(&line("**saving of one changed field** of 60", 8, &filling.saving));
    text.push_str(&line(
        &format!("**page of 60 fields** ({} bytes)", filling.bytes),
        32,
        &filling.drawing,
    ));
    let each: Vec<String> = figures.ratios.iter().map(|ratio| format!("{ratio:.2}")).collect();
    text.push_str(&format!(
        "\nTransmission over floor, pair by pair: {}.\n",
        each.join(", ")
    ));
    let starts: Vec<String> = figures
        .starts
        .iter()
        .map(|start| format!("{} ms", start.as_millis()))
        .collect();
    text.push_str(&format!(
        "Starts on the database of this run: {}.\n",
        starts.join(", ")
    ));
    text
}

fn line(what: &str, clients: usize, measure: &Measure) -> String {
    format!(
        "| {what} | {clients} | {:.0} | {} | {} | {} µs | {:.0} % |\n",
        measure.rate(),
        millis(measure.p50),
        millis(measure.p99),
        measure.cpu.as_micros(),
        measure.share * 100.0
    )
}

fn millis(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

const HEAD: &str = "# Performance

Written by `make bench`; every figure stands beside a floor measured in the same run on the same machine ({machine}), because disks
and neighbours differ more than programs do. Release build, loopback, closed loop over kept connections, database and client on the
same cores, {seconds} s each after one second of warming up. Commits are flushed to the disk before they are answered (`synchronous=FULL`,
PostgreSQL with `fsync` and `synchronous_commit`).

What the floors are:

- **empty axum answer**: a route that answers nothing.
- **floor of a transmission**: one request writes the same rows into the same tables and indexes, foreign keys included, with the bare
  driver, prepared statements and one writer that shares a commit among all who wait. It checks nothing, reads nothing, computes no
  hash, no term and no form.
- **floor of a page**: as many keyed reads of a whole case row as the page runs queries (counted in the log of PostgreSQL), with the
  bare driver, and an answer of as many bytes.

*CPU of the server* is the CPU time of its process for each request; the processes that print PDFs, which go on meanwhile at a lower
priority, and PostgreSQL are not in it. *Share of the machine's CPU* tells how much of everything that ran was this process. The client
takes its part of the same cores from server and floor alike, which brings the two closer to each other; the CPU column is free of that.

";

const FOOT: &str = "
## How it is measured

`scripts/bench.sh` builds the server and `crates/bench` in release and runs the latter. Transmissions: 64 citizens with 90 complete drafts
each transmit one after the other, receipts being printed meanwhile; transmission and floor take turns three times, the medians count.
Whole flow: open the service with its form, create the draft, confirm the notice, save five pages with thirteen answers, transmit. Desk: a citizen with
five applications and two drafts. Memory is the proportional set size (PSS) of the server; PDFs are made by short-lived children of their own.
";
