//! `examples/*.toml` as written.

use crate::problem::{BundleProblem, read_toml};
use crate::{FileTree, Filer};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Longest chain of examples that build on one another.
const MAX_CHAIN: usize = 5;

/// One example.
#[derive(Clone, Debug)]
pub struct Example {
    /// Path inside the bundle.
    pub file: String,
    /// What it shows, in a sentence.
    pub title: String,
    /// When it happens, RFC 3339; dates relative to today are reckoned from here.
    pub at: String,
    /// Who files.
    pub filer: Filer,
    /// The answers, those of the base included; `None` when the example is about dates or procedure only.
    pub answers: Option<Value>,
    /// Parameters set by acts in this example, in the place of those of the bundle.
    pub parameters: Map<String, Value>,
    pub(crate) expect: Expect,
    pub(crate) terms: Vec<TermCase>,
    pub(crate) flow: Option<FlowCase>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expect {
    pub(crate) valid: Option<bool>,
    /// Exactly these paths are wrong, each with the rule where one is given (`codice:required`).
    #[serde(default)]
    pub(crate) errors: Vec<String>,
    /// At least these are hidden.
    #[serde(default)]
    pub(crate) hidden: Vec<String>,
    /// None of these is hidden.
    #[serde(default)]
    pub(crate) shown: Vec<String>,
    /// Exactly these checks of `rules.toml` refuse.
    #[serde(default)]
    pub(crate) refused_by: Vec<String>,
    /// Exactly these flags of `rules.toml` are up.
    pub(crate) flags: Option<Vec<String>>,
    /// The sum of the fees, in cents.
    pub(crate) fees: Option<i64>,
    /// What the form works out by itself, by path.
    #[serde(default)]
    pub(crate) values: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermCase {
    pub(crate) clock: String,
    pub(crate) start: String,
    pub(crate) due: String,
    /// Days given, for clocks whose days are given.
    pub(crate) days: Option<u16>,
    /// Pairs of dates, from and to.
    #[serde(default)]
    pub(crate) suspended: Vec<(String, String)>,
    /// First day on which silence has its meaning.
    pub(crate) silence_from: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FlowCase {
    #[serde(default)]
    pub(crate) steps: Vec<StepCase>,
    pub(crate) state: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepCase {
    pub(crate) by: String,
    #[serde(rename = "do")]
    pub(crate) transition: String,
    pub(crate) motivation: Option<String>,
    pub(crate) text: Option<String>,
    #[serde(default)]
    pub(crate) assignee: bool,
    pub(crate) due_days: Option<u16>,
    /// Refused with this key; without it the step must be accepted.
    pub(crate) refused: Option<String>,
    /// Kinds of the effects, in order (`start_clock`, `notify`…), where they matter.
    pub(crate) effects: Option<Vec<String>>,
    /// Key of the note given, where one is expected.
    pub(crate) note: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleFile {
    #[serde(rename = "schema")]
    _schema: u32,
    title: String,
    #[serde(default)]
    at: Option<String>,
    /// Another example whose answers and filer these change.
    #[serde(default)]
    base: Option<String>,
    #[serde(default)]
    filer: Option<FilerFile>,
    #[serde(default)]
    answers: Option<Map<String, Value>>,
    /// Answers of the base that are taken away.
    #[serde(default)]
    without: Vec<String>,
    /// Parameters set by acts, in the place of those of the bundle.
    #[serde(default)]
    parameters: Map<String, Value>,
    #[serde(default)]
    expect: Expect,
    #[serde(default)]
    terms: Vec<TermCase>,
    #[serde(default)]
    flow: Option<FlowCase>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilerFile {
    fiscal_code: String,
    name: String,
    surname: String,
    #[serde(default = "two")]
    level: u8,
}

fn two() -> u8 {
    2
}

pub(crate) fn read(tree: &FileTree, problems: &mut Vec<BundleProblem>) -> Vec<Example> {
    let mut read: BTreeMap<String, (String, ExampleFile)> = BTreeMap::new();
    for (path, name) in tree.in_folder("examples", "toml") {
        match read_toml::<ExampleFile>(path, tree.text(path).unwrap_or_default()) {
            Ok(file) => {
                read.insert(name.to_owned(), (path.to_owned(), file));
            }
            Err(problem) => problems.push(problem),
        }
    }
    let mut examples = Vec::new();
    for (path, file) in read.values() {
        match resolve(file, &read, 0) {
            Some((answers, filer, at)) => examples.push(Example {
                file: path.clone(),
                title: file.title.clone(),
                at,
                filer,
                answers: answers.map(Value::Object),
                parameters: file.parameters.clone(),
                expect: file.expect.clone(),
                terms: file.terms.clone(),
                flow: file.flow.clone(),
            }),
            None => {
                let what = "l'esempio di base non esiste, o la catena è troppo lunga";
                problems.push(BundleProblem::new(
                    path,
                    "base",
                    what,
                    "indicare il nome di un altro esempio",
                ));
            }
        }
    }
    examples
}

type Resolved = (Option<Map<String, Value>>, Filer, String);

fn resolve(
    file: &ExampleFile,
    all: &BTreeMap<String, (String, ExampleFile)>,
    depth: usize,
) -> Option<Resolved> {
    if depth > MAX_CHAIN {
        return None;
    }
    let (mut answers, mut filer, mut at) = match &file.base {
        Some(base) => resolve(&all.get(base)?.1, all, depth + 1)?,
        None => (None, Filer::default(), "2025-03-10T09:30:00+01:00".to_owned()),
    };
    if let Some(changed) = &file.answers {
        merge(answers.get_or_insert_with(Map::new), changed);
    }
    for path in &file.without {
        if let Some(answers) = &mut answers {
            remove(answers, path);
        }
    }
    if let Some(changed) = &file.filer {
        filer = Filer {
            fiscal_code: changed.fiscal_code.clone(),
            name: changed.name.clone(),
            surname: changed.surname.clone(),
            level: changed.level,
        };
    }
    if let Some(changed) = &file.at {
        at.clone_from(changed);
    }
    Some((answers, filer, at))
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

fn remove(from: &mut Map<String, Value>, path: &str) {
    match path.split_once('.') {
        None => {
            from.remove(path);
        }
        Some((key, rest)) => {
            if let Some(Value::Object(inner)) = from.get_mut(key) {
                remove(inner, rest);
            }
        }
    }
}
