//! A long run of damaged definitions and hostile submissions: `fuzz FOLDER SECONDS [SEED]`.
//!
//! Takes the recorded cases of a folder, changes form and data at random and asks the engine everything it can be asked. It
//! ends with the number of runs and the slowest of them, or with the seed of the first that panics or takes too long.
#![expect(clippy::print_stdout, reason = "a command says what it found")]

use forms::{CheckContext, Form, Mode, Stage};
use kernel::{Instant, Lang};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant as Clock};

/// A run that takes longer is a fault like a panic: one press must not hold a server.
const SLOW: Duration = Duration::from_secs(20);

/// A generator whose every run can be repeated from its seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        (self.next() % (count.max(1) as u64)) as usize
    }

    fn one<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.below(list.len());
        list.get(at)
    }
}

/// Words that mean something to some part of the engine.
const WORDS: [&str; 40] = [
    "__proto__",
    "constructor",
    "toString",
    "NaN",
    "-Infinity",
    "1e999",
    "0x10",
    "-0",
    " 7 ",
    "",
    "true",
    "[object Object]",
    "31/02/2026",
    "00/00/0000",
    "2026-13-45T99:99",
    "moment().subtract(1e9,'years')",
    "(a+)+$",
    "(?<=(a|b)*)\\1{9999}",
    "[",
    "<script>alert(1)</script>",
    "{{ data.a }}",
    "a[0].b",
    "a[99999999].b",
    "a..b",
    "data",
    "textfield",
    "datagrid",
    "editgrid",
    "container",
    "form",
    "datamap",
    "tree",
    "tagpad",
    "select",
    "survey",
    "day",
    "file",
    "address",
    "\u{0}\u{FFFF}😀",
    "show = data.a",
];

fn scalar(chance: &mut Chance) -> Value {
    match chance.below(8) {
        0 => Value::Null,
        1 => json!(chance.below(2) == 0),
        2 => json!(i64::MIN),
        3 => json!(f64::MAX),
        4 => json!(chance.below(100_000)),
        5 => json!([]),
        6 => json!({}),
        _ => json!(chance.one(&WORDS).copied().unwrap_or_default()),
    }
}

/// Something made of another part of what there is, or hostile.
fn part(chance: &mut Chance, pool: &[Value]) -> Value {
    match chance.below(10) {
        0..=3 => scalar(chance),
        4 => Value::Array((0..chance.below(2_000)).map(|n| json!(n)).collect()),
        5 => (0..chance.below(90)).fold(scalar(chance), |inner, _| json!([inner])),
        6 => json!({ chance.one(&WORDS).copied().unwrap_or_default(): scalar(chance) }),
        _ => chance.one(pool).cloned().unwrap_or(Value::Null),
    }
}

/// Changes one place somewhere below a value.
fn damage(value: &mut Value, chance: &mut Chance, pool: &[Value]) {
    if chance.below(6) == 0 {
        *value = part(chance, pool);
        return;
    }
    match value {
        Value::Array(items) if !items.is_empty() => {
            let at = chance.below(items.len());
            match chance.below(6) {
                0 => {
                    items.remove(at);
                }
                1 => items.insert(at, part(chance, pool)),
                2 => {
                    let copy = items[at].clone();
                    items.extend(std::iter::repeat_n(copy, chance.below(12)));
                }
                _ => damage(&mut items[at], chance, pool),
            }
        }
        Value::Object(map) if !map.is_empty() => {
            let key = map
                .keys()
                .nth(chance.below(map.len()))
                .cloned()
                .unwrap_or_default();
            match chance.below(7) {
                0 => {
                    map.shift_remove(&key);
                }
                1 => {
                    let word = chance.one(&WORDS).copied().unwrap_or_default();
                    map.insert(word.to_owned(), part(chance, pool));
                }
                _ => damage(map.entry(key).or_insert(Value::Null), chance, pool),
            }
        }
        other => *other = part(chance, pool),
    }
}

/// As text with bytes changed, so that what is no JSON, doubled keys and lone surrogates are met too.
fn retyped(value: &Value, chance: &mut Chance) -> Option<Value> {
    let mut text = value.to_string();
    for _ in 0..chance.below(4) {
        let at = chance.below(text.len());
        if text.is_char_boundary(at) {
            let bits = [
                "\\ud800", "\"", "{", "}", "[", ",", "1e999", "\"a\":1,", "-", "null",
            ];
            text.insert_str(at, chance.one(&bits).copied().unwrap_or_default());
        }
    }
    serde_json::from_str(&text).ok()
}

fn ask(form: &Form, data: &Value, pairs: &[(String, String)]) {
    let now = Instant::from_micros(1_773_662_400_000_000);
    for stage in [Stage::Validate, Stage::Submit, Stage::Full] {
        let outcome = form.check(data, &CheckContext::at(now).with_stage(stage));
        for violation in &outcome.errors {
            let _ = violation.message(Lang::It);
        }
        for page in form.pages() {
            for component in &page.components {
                let _ = outcome.drawn(component, &[0]);
                let _ = outcome.shows(component, &[0]);
            }
        }
    }
    let _ = form.summary(data, Lang::En);
    let _ = form.check_page(0, data, &CheckContext::at(now));
    let _ = form.decode(0, pairs, data);
    let _ = form.page_data(0, data);
}

fn run(case: &(Value, Value), pool: &[Value], seed: u64) {
    let chance = &mut Chance(seed);
    let (mut definition, mut data) = case.clone();
    for _ in 0..chance.below(5) {
        damage(&mut definition, chance, pool);
    }
    for _ in 0..chance.below(6) {
        damage(&mut data, chance, pool);
    }
    let definition = retyped(&definition, chance).unwrap_or(definition);
    let data = retyped(&data, chance).unwrap_or(data);
    let pairs: Vec<(String, String)> = data
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| (key.clone(), value.to_string()))
        .collect();
    let includes = |name: &str| name.len().is_multiple_of(2).then(|| chance_free(pool, name));
    for mode in [Mode::Compat, Mode::Strict] {
        if let Ok(form) = Form::compile_with(&definition, mode, includes) {
            ask(&form, &data, &pairs);
            let _ = form.lint();
            let _ = form.translated(&BTreeMap::from([("label".to_owned(), "x".to_owned())]));
        }
    }
}

/// A form to include, the same for the same name.
fn chance_free(pool: &[Value], name: &str) -> Value {
    let at = name.bytes().map(usize::from).sum::<usize>();
    let inner = pool.get(at % pool.len().max(1)).cloned().unwrap_or_default();
    json!({ "components": [inner, {"type": "form", "key": "f", "form": name}] })
}

fn collect(value: &Value, pool: &mut Vec<Value>) {
    if pool.len() < 20_000 {
        match value {
            Value::Array(items) => items.iter().for_each(|item| collect(item, pool)),
            Value::Object(map) => map.values().for_each(|item| collect(item, pool)),
            _ => return,
        }
        pool.push(value.clone());
    }
}

/// Forms and submissions of every file of a folder.
fn cases(folder: &str) -> std::io::Result<Vec<(Value, Value)>> {
    let mut cases = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let text = std::fs::read_to_string(entry?.path()).unwrap_or_default();
        let file: Value = serde_json::from_str(&text).unwrap_or_default();
        for suite in file.get("suites").and_then(Value::as_array).into_iter().flatten() {
            let form = suite.get("form").cloned().unwrap_or_default();
            for case in suite.get("cases").and_then(Value::as_array).into_iter().flatten() {
                let nothing = Value::Object(Map::new());
                cases.push((form.clone(), case.get("data").cloned().unwrap_or(nothing)));
            }
        }
    }
    Ok(cases)
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().collect();
    let number = |at: usize| args.get(at).and_then(|text| text.parse::<u64>().ok());
    let (Some(folder), Some(seconds)) = (args.get(1), number(2)) else {
        println!("fuzz FOLDER SECONDS [SEED]");
        return ExitCode::FAILURE;
    };
    let cases = match cases(folder) {
        Ok(cases) if !cases.is_empty() => cases,
        _ => {
            println!("{folder}: no cases");
            return ExitCode::FAILURE;
        }
    };
    let mut pool = Vec::new();
    cases.iter().for_each(|(form, _)| collect(form, &mut pool));
    let start = Clock::now();
    let (first, mut runs, mut slowest) = (number(3).unwrap_or(1), 0_u64, (Duration::ZERO, 0));
    while start.elapsed() < Duration::from_secs(seconds) {
        let seed = first.wrapping_add(runs);
        let case = &cases[Chance(seed).below(cases.len())];
        let begun = Clock::now();
        if catch_unwind(AssertUnwindSafe(|| run(case, &pool, seed))).is_err() {
            println!("panic with seed {seed}, after {runs} runs");
            return ExitCode::FAILURE;
        }
        slowest = slowest.max((begun.elapsed(), seed));
        if slowest.0 > SLOW {
            println!("seed {} takes {:?}", slowest.1, slowest.0);
            return ExitCode::FAILURE;
        }
        runs += 1;
    }
    let (longest, seed) = slowest;
    println!(
        "{runs} runs in {:?}, no panic; the slowest took {longest:?} (seed {seed})",
        start.elapsed()
    );
    ExitCode::SUCCESS
}
