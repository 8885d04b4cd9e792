//! Counts and misses of a run.

use super::class::Class;
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

/// A case that was not met, with the reason.
#[derive(Clone, Debug)]
pub struct Unmet {
    /// Identifier of the case.
    pub case: String,
    /// Level of its suite.
    pub level: String,
    /// What became of it.
    pub class: Class,
    /// Why.
    pub why: String,
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
    /// Cases by level and class.
    pub classes: BTreeMap<(String, Class), u64>,
    /// Cases that were not met, in order.
    pub unmet: Vec<Unmet>,
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
            classes: BTreeMap::new(),
            unmet: Vec::new(),
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

    pub(super) fn classify(&mut self, level: &str, case: &str, (class, why): (Class, Option<String>)) {
        *self.classes.entry((level.to_owned(), class)).or_default() += 1;
        if let Some(why) = why {
            self.unmet.push(Unmet {
                case: case.to_owned(),
                level: level.to_owned(),
                class,
                why,
            });
        }
    }

    /// `731 met (402 with snippets translated), 62 need script`
    fn classes_of(&self, level: &str) -> String {
        let count = |class: Class| self.classes.get(&(level.to_owned(), class)).copied().unwrap_or(0);
        let translated = count(Class::Translated);
        let mut text = format!("{} met", count(Class::Met) + translated);
        if translated > 0 {
            text.push_str(&format!(" ({translated} with snippets translated)"));
        }
        for (class, words) in [
            (Class::NeedsScript, "need script"),
            (Class::NeedsRemote, "need another server"),
            (Class::Unexplained, "unexplained"),
            (Class::Crashed, "crashed"),
        ] {
            if count(class) > 0 || class == Class::Crashed {
                text.push_str(&format!(", {} {words}", count(class)));
            }
        }
        text
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
            "classes": self.classes_json(),
            "unmet": self.unmet.iter().map(|unmet| json!({
                "case": unmet.case,
                "level": unmet.level,
                "class": unmet.class.word(),
                "why": unmet.why,
            })).collect::<Vec<_>>(),
            "satisfied": self.is_satisfied(),
        })
    }

    fn classes_json(&self) -> Value {
        let mut levels = serde_json::Map::new();
        for ((level, class), count) in &self.classes {
            let of_level = levels.entry(level.clone()).or_insert_with(|| json!({}));
            if let Value::Object(of_level) = of_level {
                of_level.insert(class.word().to_owned(), json!(count));
            }
        }
        Value::Object(levels)
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
            writeln!(f, "  {}", self.classes_of(level))?;
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
        for unmet in &self.unmet {
            let (class, why) = (unmet.class.word(), &unmet.why);
            writeln!(f, "{} {} {class}: {why}", unmet.level, unmet.case)?;
        }
        Ok(())
    }
}
