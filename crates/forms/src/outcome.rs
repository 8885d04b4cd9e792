//! What a check answers: violations, hidden parts, data made regular.

use crate::changes::Changes;
use kernel::Instant;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How much of the pipeline runs before the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stage {
    /// The rules alone; the data is not touched, and what is inside a hidden part is checked all the same, as in the original.
    Validate,
    /// What a server does with a browser's submission: defaults (not of numbers), server-side calculations, unknown keys out,
    /// hidden values cleared, values made regular, then the rules.
    #[default]
    Submit,
    /// As `Submit` with every default and calculation, for a form filled without a browser's help.
    Full,
}

/// What a check depends on besides the data.
#[derive(Clone, Debug)]
pub struct CheckContext {
    /// How much of the pipeline runs.
    pub stage: Stage,
    /// The moment limits relative to today are reckoned from.
    pub now: Instant,
    /// The zone in which days begin.
    pub tz: jiff::tz::TimeZone,
    /// What rules in JsonLogic read as `config`, the values set by acts under `parameters`.
    pub config: Value,
}

impl CheckContext {
    /// A check of a submission at `now`, in the zone of Italy.
    pub fn at(now: Instant) -> Self {
        Self {
            stage: Stage::Submit,
            now,
            tz: kernel::rome(),
            config: Value::Null,
        }
    }

    /// The same with the values that acts set, which rules read as `config.parameters.<name>`.
    pub fn with_parameters(mut self, parameters: Map<String, Value>) -> Self {
        self.config = json!({ "parameters": parameters });
        self
    }

    /// The same with another stage.
    pub fn with_stage(mut self, stage: Stage) -> Self {
        self.stage = stage;
        self
    }
}

/// One rule broken at one place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Violation {
    /// Where, as in the data: `figli[1].nome`.
    pub path: String,
    /// Which rule: `required`, `pattern`, `strict:type`…
    pub rule: String,
    /// Which message: a key, or the literal sentence of the form's author.
    pub key: String,
    /// Key of the component.
    pub component: String,
    /// Index of the page the component is on.
    pub page: usize,
    /// The question, as shown.
    pub label: String,
    /// The setting that was broken (the largest length, the earliest date…).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub setting: Option<Value>,
    /// Which of several values, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The grids it is inside, outermost first: their label and the row counted from 0.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<(String, usize)>,
    /// A sentence written by the author of the form, which replaces ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<String>,
}

impl Violation {
    /// A rule the submission as a whole breaks.
    pub(crate) fn of_form(rule: &str) -> Self {
        Self {
            path: String::new(),
            rule: rule.to_owned(),
            key: rule.to_owned(),
            component: String::new(),
            page: 0,
            label: String::new(),
            setting: None,
            index: None,
            rows: Vec::new(),
            custom: None,
        }
    }
}

/// The answer of a check.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// What is wrong, in the order of the form; empty when all is well.
    pub errors: Vec<Violation>,
    /// Paths a condition of their own hides; what is inside them is hidden too and not listed.
    pub hidden: BTreeSet<String>,
    /// The data after the pipeline.
    pub data: Value,
    /// Paths of values the form does not have, taken out of `data`; strict mode only.
    pub dropped: Vec<String>,
    /// Values the form worked out itself, by path; `None` where there must be none. Strict mode only.
    pub worked_out: BTreeMap<String, Option<Value>>,
    /// Settings of components that logic changed; see [`Outcome::drawn`].
    pub changes: Changes,
}

impl Outcome {
    /// Whether nothing is wrong.
    pub fn is_valid(&self) -> bool {
        self.errors.is_empty()
    }

    /// Data as it was typed, with the values the form works out itself in their places.
    pub fn with_worked_out(&self, typed: &Value) -> Value {
        let mut data = typed.clone();
        for (path, value) in &self.worked_out {
            match value {
                Some(value) => crate::paths::set_at(&mut data, path, value.clone()),
                None => crate::paths::unset_at(&mut data, path),
            }
        }
        data
    }
}

/// One part of the summary read before transmitting, and on the receipt.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SummarySection {
    /// Title of the page, panel or row; empty when the form gives none.
    pub title: String,
    /// Index of the page the section is on, for the link that goes back to it.
    pub page: usize,
    /// The answers.
    pub rows: Vec<SummaryRow>,
}

/// One answer, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SummaryRow {
    /// Where it is in the data.
    pub path: String,
    /// The question.
    pub label: String,
    /// The answer as a person reads it; empty when nothing was answered.
    pub value: String,
}

/// What a reader of the definition should know before publishing it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LintFinding {
    /// Path of the component, or empty for the form.
    pub path: String,
    /// Where it is, as a person reads it: `pagina 2 «Il nucleo» › «Componente» › «Nome»`.
    pub place: String,
    /// Index of the page it is on; nothing when it is about the whole form.
    pub page: Option<usize>,
    /// Stable word: `no-label`, `empty-option`, `unknown-condition`, `script`, `unsupported`…
    pub kind: &'static str,
    /// Whether the form must not be published with it.
    pub blocking: bool,
    /// What is wrong, a sentence in Italian without a full stop.
    pub text: String,
    /// What to do, in Italian.
    pub remedy: String,
}
