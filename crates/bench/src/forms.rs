//! Checking of forms beside the original engine, on the same forms in the same run, and its growth with the rows of a grid.

use crate::say;
use ::forms::bench::measure;
use ::forms::{Form, Mode};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The forms of the comparison and how many times less CPU than the original is wanted.
const WANTED: [(&str, f64); 3] = [
    ("a-small-10", 40.0),
    ("b-wizard-60", 50.0),
    ("c-datagrid-200", 200.0),
];
/// Rows of the grid whose growth is looked at.
const ROWS: [usize; 6] = [100, 200, 400, 1600, 3200, 6400];
/// What four hundred rows may cost, in times of two hundred.
const DOUBLE: f64 = 2.2;
/// What a row of the longest grid may cost, in times of a row of two hundred: linear up to the caches of the processor.
const LINEAR: f64 = 1.5;

/// One form, checked by both.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    name: &'static str,
    wanted: f64,
    /// Microseconds of CPU per check: ours in strict, the original's rules alone, the original's whole pipeline of a server.
    ours: f64,
    rules: f64,
    whole: f64,
}

/// What was found.
#[derive(Clone, Debug)]
pub(crate) struct Forms {
    pairs: Vec<Pair>,
    /// Rows and microseconds of CPU per check.
    rows: Vec<(usize, f64)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("formio")
}

/// Checks each form with both engines, turn by turn.
pub(crate) fn play(each: Duration) -> Forms {
    let mut pairs = Vec::new();
    for (name, wanted) in WANTED {
        let file = folder().join("forms").join(format!("{name}.json"));
        let text = std::fs::read_to_string(&file).expect("a form of the comparison");
        let read: Value = serde_json::from_str(&text).expect("its JSON");
        let form = Form::compile(&read["form"], Mode::Strict).expect("a form that compiles");
        let ours = measure(name.to_owned(), &form, &read["data"].to_string(), each);
        assert_eq!(ours.errors, 0, "{name} is filled in as it should be");
        let (rules, whole) = original(&file, each);
        pairs.push(Pair {
            name,
            wanted,
            ours: ours.cpu_micros,
            rules,
            whole,
        });
    }
    let rows = ROWS.iter().map(|rows| (*rows, grid(*rows, each))).collect();
    let found = Forms { pairs, rows };
    say(found.brief());
    found
}

/// CPU of the original: its rules alone, its whole pipeline.
fn original(file: &Path, each: Duration) -> (f64, f64) {
    let output = Command::new("node")
        .arg(folder().join("original.js"))
        .arg(each.as_secs_f64().to_string())
        .arg(file)
        .output()
        .expect("node");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    let cpu = |way: &str| {
        let line = lines.iter().find(|line| line["way"] == way).expect("a figure");
        assert_eq!(line["errors"], 0, "the original finds nothing wrong");
        line["cpu_micros"].as_f64().expect("a number")
    };
    (cpu("rules"), cpu("whole"))
}

/// CPU of a check of the grid of the third form with so many rows, in compat: strict refuses more than a thousand.
fn grid(rows: usize, each: Duration) -> f64 {
    let file = folder().join("forms/c-datagrid-200.json");
    let text = std::fs::read_to_string(file).expect("the form with a grid");
    let mut read: Value = serde_json::from_str(&text).expect("its JSON");
    read["form"]["components"][0]["validate"]["maxLength"] = json!(ROWS[ROWS.len() - 1]);
    let given = read["data"]["righe"].as_array().expect("rows").clone();
    let data = json!({ "righe": given.iter().cycle().take(rows).collect::<Vec<_>>() });
    let form = Form::compile(&read["form"], Mode::Compat).expect("a form that compiles");
    let measured = measure(rows.to_string(), &form, &data.to_string(), each);
    assert_eq!(measured.errors, 0, "{rows} rows are filled in as they should be");
    measured.cpu_micros
}

impl Forms {
    fn brief(&self) -> String {
        let pairs = self.pairs.iter().map(|pair| {
            format!(
                "{} {:.0}× ({:.0}× of its rules alone)",
                pair.name,
                pair.whole / pair.ours,
                pair.rules / pair.ours
            )
        });
        let rows = self.rows.iter().map(|(rows, cpu)| format!("{rows}: {cpu:.0} µs"));
        format!(
            "forms: {}; rows {}",
            pairs.collect::<Vec<_>>().join(", "),
            rows.collect::<Vec<_>>().join(", ")
        )
    }

    fn cpu(&self, rows: usize) -> f64 {
        let found = self.rows.iter().find(|(many, _)| *many == rows);
        found.map_or(f64::NAN, |(_, cpu)| *cpu)
    }

    /// The section of the page.
    pub(crate) fn section(&self) -> String {
        let mut text = HEAD.to_owned();
        for pair in &self.pairs {
            let times = pair.whole / pair.ours;
            text.push_str(&format!(
                "| {} | {:.1} µs | {:.0} µs | {:.0} µs | {:.0}× | ≥ {:.0}× {} |\n",
                pair.name,
                pair.ours,
                pair.rules,
                pair.whole,
                times,
                pair.wanted,
                verdict(times >= pair.wanted)
            ));
        }
        text.push_str("\n| rows of the grid (compat: strict takes at most 1,000) | CPU of a check | of a row |\n| ---: | ---: | ---: |\n");
        for (rows, cpu) in &self.rows {
            #[expect(clippy::cast_precision_loss, reason = "some thousands of rows")]
            let each = cpu / *rows as f64;
            text.push_str(&format!("| {rows} | {cpu:.0} µs | {each:.2} µs |\n"));
        }
        let double = self.cpu(400) / self.cpu(200);
        let linear = self.cpu(6400) / self.cpu(200) / 32.0;
        text.push_str(&format!(
            "\n400 rows cost {double:.2} times 200 (at most {DOUBLE}: {}); a row of 6,400 costs {linear:.2} times a row of 200 (at most {LINEAR}: {}).\n",
            verdict(double <= DOUBLE),
            verdict(linear <= LINEAR)
        ));
        text
    }
}

fn verdict(met: bool) -> &'static str {
    if met { "met" } else { "**missed**" }
}

const HEAD: &str = "
## Forms

The same three forms with the same answers, checked by ours (strict, every stage, one thread) and by the original, `@formio/core` 2.8.3
on Node, one after the other in this run. CPU of each check, reading of the JSON included. *Rules alone* is the original without
calculations, conditions and clearing; *whole* is what its server runs and what ours does in every check: this one counts.

| form | ours | original, rules alone | original, whole | less CPU | wanted |
| --- | ---: | ---: | ---: | ---: | --- |
";
