//! What is wrong with a bundle, told in Italian to the person who writes it.

use serde::Serialize;

/// Something that keeps a bundle from being loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BundleProblem {
    /// Path inside the bundle.
    pub file: String,
    /// Where in the file: a line, a key; empty for the whole file.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl BundleProblem {
    pub(crate) fn new(file: &str, place: &str, what: impl Into<String>, remedy: &str) -> Self {
        BundleProblem {
            file: file.to_owned(),
            place: place.to_owned(),
            what: what.into(),
            remedy: remedy.to_owned(),
        }
    }
}

impl std::fmt::Display for BundleProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.file)?;
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        write!(f, ": {}. Rimedio: {}.", self.what, self.remedy)
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The service must not be published.
    Error,
    /// The service works; it should be better.
    Warning,
}

/// Something found in a bundle that loads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it weighs.
    pub severity: Severity,
    /// What was found.
    #[serde(flatten)]
    pub problem: BundleProblem,
}

/// Where and why a TOML text does not fit: line and reason.
pub(crate) fn toml_problem(file: &str, text: &str, error: &toml::de::Error) -> BundleProblem {
    let start = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..start].iter().filter(|b| **b == b'\n').count() + 1;
    let what = format!("il file non si legge: {}", error.message());
    BundleProblem::new(file, &format!("riga {line}"), what, "correggere la riga indicata")
}

/// Reads a TOML file whose first line says `schema = 1`.
pub(crate) fn read_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, BundleProblem> {
    #[derive(serde::Deserialize)]
    struct Head {
        schema: Option<toml::Value>,
    }
    let head: Head = toml::from_str(text).map_err(|error| toml_problem(file, text, &error))?;
    if head.schema != Some(toml::Value::Integer(1)) {
        let what = "manca schema = 1, o lo schema è sconosciuto";
        return Err(BundleProblem::new(
            file,
            "schema",
            what,
            "scrivere schema = 1 all'inizio del file",
        ));
    }
    toml::from_str(text).map_err(|error| toml_problem(file, text, &error))
}
