//! Counts and misses of a run.

use crate::model::Mode;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// Cases met out of cases run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cases whose every recorded outcome was met.
    pub passed: u64,
    /// Cases run.
    pub total: u64,
}

impl Tally {
    fn add(&mut self, met: bool) {
        self.total += 1;
        self.passed += u64::from(met);
    }

    /// Hundredths met; 100 when nothing was run.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
    pub fn percent(self) -> f64 {
        if self.total == 0 {
            100.0
        } else {
            self.passed as f64 * 100.0 / self.total as f64
        }
    }
}

/// One recorded outcome that was not met.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Identifier of the case.
    pub case: String,
    /// Level of its suite.
    pub level: String,
    /// `validate`, `submit` or `full`.
    pub stage: String,
    /// What differs.
    pub text: String,
}

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Report {
    mode: Mode,
    minimums: BTreeMap<String, f64>,
    /// By level.
    pub levels: BTreeMap<String, Tally>,
    /// By source.
    pub sources: BTreeMap<String, Tally>,
    /// By level and source.
    pub both: BTreeMap<(String, String), Tally>,
    /// What was not met, in order.
    pub failures: Vec<Failure>,
}

impl Report {
    pub(super) fn new(mode: Mode, minimums: BTreeMap<String, f64>) -> Self {
        Self {
            mode,
            minimums,
            levels: BTreeMap::new(),
            sources: BTreeMap::new(),
            both: BTreeMap::new(),
            failures: Vec::new(),
        }
    }

    pub(super) fn count(&mut self, level: &str, source: &str, failures: Vec<Failure>) {
        let met = failures.is_empty();
        self.levels.entry(level.to_owned()).or_default().add(met);
        self.sources.entry(source.to_owned()).or_default().add(met);
        self.both
            .entry((level.to_owned(), source.to_owned()))
            .or_default()
            .add(met);
        self.failures.extend(failures);
    }

    /// Whether every level reached its minimum (100 where none is given) and something was run.
    pub fn is_satisfied(&self) -> bool {
        !self.levels.is_empty()
            && self
                .levels
                .iter()
                .all(|(level, tally)| tally.percent() >= self.minimums.get(level).copied().unwrap_or(100.0))
    }

    /// Levels, sources and satisfaction as JSON.
    pub fn to_json(&self) -> Value {
        let tallies = |map: &BTreeMap<String, Tally>| -> Value {
            let entries = map.iter().map(|(name, tally)| {
                (
                    name.clone(),
                    json!({"passed": tally.passed, "total": tally.total}),
                )
            });
            Value::Object(entries.collect())
        };
        let mode = if self.mode == Mode::Strict {
            "strict"
        } else {
            "compat"
        };
        json!({
            "mode": mode,
            "levels": tallies(&self.levels),
            "sources": tallies(&self.sources),
            "satisfied": self.is_satisfied(),
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (level, tally) in &self.levels {
            writeln!(
                f,
                "{level:<24} {}/{} ({:.1} %)",
                tally.passed,
                tally.total,
                tally.percent()
            )?;
            for ((at, source), tally) in &self.both {
                if at == level {
                    writeln!(f, "  {source:<22} {}/{}", tally.passed, tally.total)?;
                }
            }
        }
        for (source, tally) in &self.sources {
            writeln!(
                f,
                "{source:<24} {}/{} ({:.1} %)",
                tally.passed,
                tally.total,
                tally.percent()
            )?;
        }
        Ok(())
    }
}
