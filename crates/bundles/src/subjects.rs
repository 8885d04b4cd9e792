//! On whose behalf an application is filed: `[[subjects]]` of `rules.toml`. The filer, the subject and the beneficiaries of
//! a case are different parties; only the service knows which answers name the subject.

use crate::problem::BundleProblem;
use crate::rules::{Filer, RULES_FILE, holds};
use flow::guard::{Guard, Scope};
use serde::Deserialize;
use serde_json::Value;

/// The party an application is about, where it is not who files it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// Given name of a person.
    pub given_name: Option<String>,
    /// Family name of a person.
    pub family_name: Option<String>,
    /// Denomination of a company or another body, or a name that was asked in one line.
    pub denomination: Option<String>,
    /// Codice fiscale as typed, upper case.
    pub fiscal_code: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubjectFile {
    key: String,
    when: String,
    #[serde(default)]
    given_name: Option<String>,
    #[serde(default)]
    family_name: Option<String>,
    #[serde(default)]
    denomination: Option<String>,
    #[serde(default)]
    fiscal_code: Option<String>,
}

/// Which answers name the subject, and when they do.
#[derive(Clone, Debug)]
pub(crate) struct SubjectRule {
    key: String,
    when: Guard,
    given_name: Option<String>,
    family_name: Option<String>,
    denomination: Option<String>,
    fiscal_code: Option<String>,
}

impl SubjectRule {
    pub(crate) fn read(file: SubjectFile, scope: &Scope) -> Result<Self, BundleProblem> {
        let place = format!("subjects.{}", file.key);
        let named = file.denomination.is_some() != (file.given_name.is_some() && file.family_name.is_some());
        if !named {
            let what = "non è indicato con quali risposte si nomina la persona o l'ente";
            let remedy = "indicare given_name e family_name, oppure denomination";
            return Err(BundleProblem::new(RULES_FILE, &place, what, remedy));
        }
        let when = Guard::compile(&file.when, scope).map_err(|error| {
            let remedy = "usare solo data.<domanda> e filer.<dato>";
            BundleProblem::new(RULES_FILE, &place, error.to_string(), remedy)
        })?;
        Ok(Self {
            key: file.key,
            when,
            given_name: file.given_name,
            family_name: file.family_name,
            denomination: file.denomination,
            fiscal_code: file.fiscal_code,
        })
    }

    /// The subject, when the condition holds. One that cannot be evaluated names nobody: the answers still do.
    pub(crate) fn subject(&self, data: &Value, filer: &Filer) -> Option<Subject> {
        if !holds(&self.when, data, filer).unwrap_or(false) {
            return None;
        }
        let answer = |path: &Option<String>| {
            let text = data.get(path.as_deref()?)?.as_str()?.trim();
            Some(text.to_owned()).filter(|text| !text.is_empty())
        };
        Some(Subject {
            given_name: answer(&self.given_name),
            family_name: answer(&self.family_name),
            denomination: answer(&self.denomination),
            fiscal_code: answer(&self.fiscal_code).map(|code| code.to_uppercase()),
        })
    }

    /// The answers it asks for, with the place that asks.
    pub(crate) fn data_paths(&self) -> impl Iterator<Item = (String, String)> {
        let asked = self.when.paths_of("data").into_iter();
        let named = [
            &self.given_name,
            &self.family_name,
            &self.denomination,
            &self.fiscal_code,
        ];
        let named = named.into_iter().filter_map(|path| path.as_deref());
        asked
            .chain(named)
            .map(|path| (self.key.clone(), path.to_owned()))
            .collect::<Vec<_>>()
            .into_iter()
    }
}
