//! Exceptions to the rules, each with its reason, in `crates/xtask/exceptions.toml`.

use super::Violation;
use anyhow::{Result, bail};
use serde::Deserialize;

/// The committed list.
pub(crate) const TEXT: &str = include_str!("../../exceptions.toml");

/// Exceptions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    #[serde(default)]
    exception: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    rule: String,
    /// A file, or a folder that ends in `/`.
    path: String,
    reason: String,
}

impl Exception {
    fn covers(&self, violation: &Violation) -> bool {
        let place = violation.path == self.path
            || (self.path.ends_with('/') && violation.path.starts_with(&self.path));
        self.rule == violation.rule && place
    }
}

impl List {
    /// Reads a list; an exception without a reason is refused.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let list: Self = toml::from_str(text)?;
        if let Some(bare) = list
            .exception
            .iter()
            .find(|exception| exception.reason.trim().len() < 20)
        {
            bail!(
                "exceptions.toml: {} {}: write the reason in a sentence",
                bare.rule,
                bare.path
            );
        }
        Ok(list)
    }

    /// The violations that stay, and the exceptions that cover none.
    pub(crate) fn apply(&self, violations: Vec<Violation>) -> (Vec<Violation>, Vec<String>) {
        let unused = self
            .exception
            .iter()
            .filter(|exception| !violations.iter().any(|one| exception.covers(one)));
        let unused = unused
            .map(|exception| format!("{} {}", exception.rule, exception.path))
            .collect();
        let covered = |one: &Violation| self.exception.iter().any(|exception| exception.covers(one));
        (
            violations.into_iter().filter(|one| !covered(one)).collect(),
            unused,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(rule: &'static str, path: &str) -> Violation {
        Violation {
            rule,
            path: path.into(),
            line: 0,
            text: String::new(),
        }
    }

    const LIST: &str = r#"
        [[exception]]
        rule = "size"
        path = "crates/x/src/long.rs"
        reason = "one table that reads better whole"
        [[exception]]
        rule = "sql"
        path = "crates/store/"
        reason = "the data layer itself writes SQL"
    "#;

    #[test]
    fn an_exception_covers_its_rule_and_place_only() {
        let all = vec![
            violation("size", "crates/x/src/long.rs"),
            violation("sql", "crates/x/src/long.rs"),
            violation("sql", "crates/store/src/a.rs"),
        ];
        let (left, unused) = List::parse(LIST).unwrap().apply(all);
        assert_eq!(left, [violation("sql", "crates/x/src/long.rs")]);
        assert!(unused.is_empty());
        assert_eq!(List::parse(LIST).unwrap().apply(Vec::new()).1.len(), 2);
    }

    #[test]
    fn an_exception_needs_a_reason() {
        assert!(List::parse(&LIST.replace("one table that reads better whole", "long")).is_err());
    }
}
