//! `rules.toml`: attachments, amounts, values, what is checked at transmission, what the reviewer is told, for whom it is.

use crate::problem::{BundleProblem, read_toml};
use crate::subjects::{Subject, SubjectFile, SubjectRule};
use flow::{
    Text,
    guard::{Guard, Names, Scope},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(crate) const RULES_FILE: &str = "rules.toml";

/// Limits of the files of one application; a file component may be narrower.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentRules {
    /// Most files.
    pub max_files: u16,
    /// Largest file, in megabytes.
    pub max_file_mb: u16,
    /// All files together, in megabytes.
    pub max_total_mb: u16,
    /// Endings taken, without dot.
    pub types: Vec<String>,
}

/// An amount due.
#[derive(Clone, Debug, Serialize)]
pub struct Fee {
    /// Key.
    pub key: String,
    /// What it is for.
    pub label: Text,
    /// How much, in cents.
    pub cents: i64,
    /// The act or law that sets it.
    pub source: String,
    #[serde(skip)]
    when: Option<Guard>,
}

/// A value set by acts, with the one in force when the bundle was written; adoptions override it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// What it is.
    pub label: Text,
    /// Its value.
    pub value: Value,
    /// The act or law that sets it.
    pub source: String,
}

/// Who transmits, as conditions see it (`filer.fiscal_code`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filer {
    /// Codice fiscale, upper case.
    pub fiscal_code: String,
    /// Name.
    pub name: String,
    /// Surname.
    pub surname: String,
    /// Level of the login.
    pub level: u8,
}

/// A check that failed or a flag that is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleNotice {
    /// Key in `rules.toml`.
    pub key: String,
    /// The sentence.
    pub text: Text,
    /// Path of the question it is about, where there is one.
    pub path: Option<String>,
}

#[derive(Clone, Debug)]
struct Rule {
    notice: RuleNotice,
    condition: Guard,
}

/// The rules of a service.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Limits of attachments.
    pub attachments: AttachmentRules,
    /// Amounts.
    pub fees: Vec<Fee>,
    /// Values set by acts.
    pub parameters: Vec<Parameter>,
    checks: Vec<Rule>,
    flags: Vec<Rule>,
    subjects: Vec<SubjectRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(rename = "schema")]
    _schema: u32,
    attachments: AttachmentRules,
    #[serde(default)]
    fees: Vec<FeeFile>,
    #[serde(default)]
    parameters: Vec<Parameter>,
    #[serde(default)]
    checks: Vec<CheckFile>,
    #[serde(default)]
    flags: Vec<FlagFile>,
    #[serde(default)]
    subjects: Vec<SubjectFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeeFile {
    key: String,
    label: Text,
    cents: i64,
    source: String,
    #[serde(default)]
    when: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckFile {
    key: String,
    must: String,
    text: Text,
    #[serde(default)]
    path: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlagFile {
    key: String,
    when: String,
    text: Text,
    #[serde(default)]
    path: Option<String>,
}

impl Rules {
    pub(crate) fn read(text: &str) -> Result<Rules, Vec<BundleProblem>> {
        let file: RulesFile = read_toml(RULES_FILE, text).map_err(|problem| vec![problem])?;
        let mut reader = Reader {
            scope: scope(),
            problems: Vec::new(),
        };
        reader.attachments(&file.attachments);
        let fees = file.fees.into_iter().filter_map(|fee| reader.fee(fee)).collect();
        let checks = file.checks.into_iter();
        let checks = checks
            .filter_map(|c| reader.rule("checks", c.key, &c.must, (c.text, c.path)))
            .collect();
        let flags = file.flags.into_iter();
        let flags = flags
            .filter_map(|f| reader.rule("flags", f.key, &f.when, (f.text, f.path)))
            .collect();
        let subjects = file.subjects.into_iter();
        let subjects = subjects.filter_map(|s| reader.subject(s)).collect();
        if !reader.problems.is_empty() {
            return Err(reader.problems);
        }
        Ok(Rules {
            attachments: file.attachments,
            fees,
            parameters: file.parameters,
            checks,
            flags,
            subjects,
        })
    }

    /// What keeps the application from being transmitted; a check that cannot be evaluated keeps it too.
    pub fn refusals(&self, data: &Value, filer: &Filer) -> Vec<RuleNotice> {
        let failed = |rule: &&Rule| !rule.holds(data, filer).unwrap_or(false);
        self.checks
            .iter()
            .filter(failed)
            .map(|rule| rule.notice.clone())
            .collect()
    }

    /// On whose behalf these answers are filed, where it is not for who files them: the first that applies.
    pub fn subject(&self, data: &Value, filer: &Filer) -> Option<Subject> {
        self.subjects.iter().find_map(|rule| rule.subject(data, filer))
    }

    /// What the reviewer should look at; a flag that cannot be evaluated is up.
    pub fn flags(&self, data: &Value, filer: &Filer) -> Vec<RuleNotice> {
        let up = |rule: &&Rule| rule.holds(data, filer).unwrap_or(true);
        self.flags
            .iter()
            .filter(up)
            .map(|rule| rule.notice.clone())
            .collect()
    }

    /// What is due for these answers.
    pub fn fees_due(&self, data: &Value) -> Vec<&Fee> {
        let filer = Filer::default();
        let due = |fee: &&Fee| {
            fee.when
                .as_ref()
                .is_none_or(|when| holds(when, data, &filer).unwrap_or(true))
        };
        self.fees.iter().filter(due).collect()
    }

    /// Answers the conditions ask for, with the place that asks.
    pub(crate) fn data_paths(&self) -> Vec<(String, String)> {
        let mut paths = Vec::new();
        let mut add = |place: String, guard: &Guard| {
            paths.extend(
                guard
                    .paths_of("data")
                    .into_iter()
                    .map(|path| (place.clone(), path.to_owned())),
            );
        };
        for rule in self.checks.iter().chain(&self.flags) {
            add(rule.notice.key.clone(), &rule.condition);
        }
        for fee in &self.fees {
            if let Some(when) = &fee.when {
                add(fee.key.clone(), when);
            }
        }
        paths.extend(self.subjects.iter().flat_map(SubjectRule::data_paths));
        paths
    }

    /// Every text, with its place.
    pub(crate) fn texts(&self) -> Vec<(String, &Text)> {
        let rules = self.checks.iter().chain(&self.flags);
        let mut texts: Vec<(String, &Text)> = rules.map(|r| (r.notice.key.clone(), &r.notice.text)).collect();
        texts.extend(self.fees.iter().map(|fee| (fee.key.clone(), &fee.label)));
        texts.extend(self.parameters.iter().map(|p| (p.name.clone(), &p.label)));
        texts
    }
}

impl Rule {
    fn holds(&self, data: &Value, filer: &Filer) -> Option<bool> {
        holds(&self.condition, data, filer)
    }
}

pub(crate) fn holds(guard: &Guard, data: &Value, filer: &Filer) -> Option<bool> {
    let filer = json!(filer);
    guard
        .holds(&BTreeMap::from([("data", data), ("filer", &filer)]))
        .ok()
}

fn scope() -> Scope {
    let names = ["fiscal_code", "name", "surname", "level"]
        .map(str::to_owned)
        .to_vec();
    BTreeMap::from([
        ("data".to_owned(), Names::Any),
        ("filer".to_owned(), Names::Only(names)),
    ])
}

struct Reader {
    scope: Scope,
    problems: Vec<BundleProblem>,
}

impl Reader {
    fn add(&mut self, place: &str, what: impl Into<String>, remedy: &str) {
        self.problems
            .push(BundleProblem::new(RULES_FILE, place, what, remedy));
    }

    fn attachments(&mut self, rules: &AttachmentRules) {
        let sizes = rules.max_files > 0 && rules.max_file_mb > 0 && rules.max_file_mb <= rules.max_total_mb;
        if !sizes || rules.max_total_mb > 500 || rules.max_files > 100 {
            let remedy = "max_files 1-100, max_file_mb ≤ max_total_mb ≤ 500";
            self.add("attachments", "i limiti degli allegati non sono coerenti", remedy);
        }
        if rules.types.is_empty()
            || rules
                .types
                .iter()
                .any(|t| !t.bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            self.add(
                "attachments.types",
                "i tipi di file non sono ammessi",
                "per esempio [\"pdf\", \"p7m\", \"jpg\"]",
            );
        }
    }

    fn guard(&mut self, place: &str, source: &str) -> Option<Guard> {
        match Guard::compile(source, &self.scope) {
            Ok(guard) => Some(guard),
            Err(error) => {
                self.add(
                    place,
                    error.to_string(),
                    "usare solo data.<domanda> e filer.<dato>",
                );
                None
            }
        }
    }

    fn rule(&mut self, list: &str, key: String, source: &str, words: (Text, Option<String>)) -> Option<Rule> {
        let condition = self.guard(&format!("{list}.{key}"), source)?;
        let (text, path) = words;
        Some(Rule {
            notice: RuleNotice { key, text, path },
            condition,
        })
    }

    fn subject(&mut self, file: SubjectFile) -> Option<SubjectRule> {
        match SubjectRule::read(file, &self.scope) {
            Ok(rule) => Some(rule),
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn fee(&mut self, file: FeeFile) -> Option<Fee> {
        let place = format!("fees.{}", file.key);
        if file.cents < 0 || file.source.trim().is_empty() {
            self.add(
                &place,
                "l'importo è negativo o manca la fonte",
                "indicare cents e source",
            );
        }
        let when = match &file.when {
            Some(source) => Some(self.guard(&place, source)?),
            None => None,
        };
        Some(Fee {
            key: file.key,
            label: file.label,
            cents: file.cents,
            source: file.source,
            when,
        })
    }
}
