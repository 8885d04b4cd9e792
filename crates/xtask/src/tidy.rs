//! Rules of the house that a tool can check; each has a reason in CONTRIBUTING.md.

mod allow;
mod glossary;
mod links;
mod names;
mod order;
mod size;
mod sql;
mod words;

use crate::tree::Tree;
use anyhow::Result;
use std::fmt;

/// Something that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Violation {
    /// Which rule: the name of the module here that checks it.
    pub(crate) rule: &'static str,
    /// The file, or the crate.
    pub(crate) path: String,
    /// Line, counted from 1; 0 = the whole file.
    pub(crate) line: usize,
    /// What is wrong and what to do.
    pub(crate) text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.rule, self.path)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        write!(f, ": {}", self.text)
    }
}

/// Everything that breaks a rule and is not on the list of exceptions, and the exceptions that nothing needs.
pub(crate) fn check(tree: &Tree) -> Result<(Vec<Violation>, Vec<String>)> {
    let mut all = order::check(&order::read(&tree.root)?);
    all.extend(size::check(tree));
    all.extend(names::check(tree));
    all.extend(sql::check(tree));
    all.extend(words::check(tree));
    all.extend(links::check(tree));
    all.extend(glossary::check(tree));
    all.sort();
    Ok(allow::List::parse(allow::TEXT)?.apply(all))
}

/// The violations as text, and whether there are none.
pub(crate) fn report(tree: &Tree) -> Result<(String, bool)> {
    let (violations, unused) = check(tree)?;
    let mut report: String = violations
        .iter()
        .map(|violation| format!("{violation}\n"))
        .collect();
    for entry in unused {
        report += &format!("note: nothing needs the exception for {entry}\n");
    }
    report += &format!("tidy: {} violations\n", violations.len());
    Ok((report, violations.is_empty()))
}

#[cfg(test)]
mod tests {
    use crate::tree::{Tree, root};

    #[test]
    fn the_repository_is_tidy() {
        let (violations, _) = super::check(&Tree::read(&root()).unwrap()).unwrap();
        let list: String = violations
            .iter()
            .map(|violation| format!("{violation}\n"))
            .collect();
        assert!(violations.is_empty(), "\n{list}");
    }
}
