//! Each crate depends only on crates above it in the list of docs/architecture.md; dev-dependencies aside.

use super::Violation;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::{path::Path, process::Command};

/// The crates from the ground up.
const ORDER: &[&str] = &[
    "kernel",
    "italia",
    "locale",
    "terms",
    "jsonlogic",
    "forms",
    "flow",
    "bundles",
    "store",
    "ledger",
    "jobs",
    "files",
    "web",
    "bodies",
    "delivery",
    "register",
    "identity",
    "catalogue",
    "assistance",
    "publishing",
    "cases",
    "pdf",
    "app",
];
/// Heavy adapters that only the binary links.
const LEAVES: &[&str] = &["pdf"];
/// Crates that nothing depends on except as a dev-dependency.
const APART: &[&str] = &["testkit", "xtask", "bench", "app"];
/// Crates without IO, async or a database: these dependencies are refused below them.
const PURE: &[&str] = &[
    "kernel",
    "italia",
    "terms",
    "jsonlogic",
    "forms",
    "flow",
    "bundles",
];
const IMPURE: &[&str] = &["tokio", "axum", "rusqlite", "tokio-postgres", "reqwest", "lettre"];

/// A crate of the workspace with its normal dependencies.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `None` for a normal one, `dev` or `build` otherwise.
    kind: Option<String>,
    /// Only crates of the workspace have one.
    path: Option<String>,
}

/// Asks cargo for the crates of the workspace.
pub(crate) fn read(root: &Path) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(root)
        .output()
        .context("running cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(serde_json::from_slice::<Metadata>(&output.stdout)?.packages)
}

/// Dependencies against the order.
pub(crate) fn check(packages: &[Package]) -> Vec<Violation> {
    let mut found = Vec::new();
    for package in packages {
        let place = place(&package.name);
        if place.is_none() && !APART.contains(&package.name.as_str()) {
            found.push(violation(
                &package.name,
                "is not in the order: give it its place in order.rs and docs/architecture.md",
            ));
        }
        for dependency in package
            .dependencies
            .iter()
            .filter(|dependency| dependency.kind.is_none())
        {
            if let Some(reason) = refused(&package.name, place, dependency) {
                found.push(violation(
                    &package.name,
                    &format!("must not depend on {}: {reason}", dependency.name),
                ));
            }
        }
    }
    found
}

fn place(name: &str) -> Option<usize> {
    ORDER.iter().position(|other| *other == name)
}

fn refused(name: &str, at: Option<usize>, dependency: &Dependency) -> Option<&'static str> {
    let other = dependency.name.as_str();
    if dependency.path.is_none() {
        return (PURE.contains(&name) && IMPURE.contains(&other)).then_some("this crate does no IO");
    }
    // The measures start their databases as the tests do, and are no part of the product either.
    if name == "bench" && other == "testkit" {
        return None;
    }
    if APART.contains(&other) {
        return Some("it is no library of the product");
    }
    if LEAVES.contains(&other) && name != "app" {
        return Some("only app links it");
    }
    let at = at?; // apart: may use any library
    (place(other)? >= at).then_some("it stands above in the order")
}

fn violation(path: &str, text: &str) -> Violation {
    Violation {
        rule: "order",
        path: path.to_owned(),
        line: 0,
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusals(name: &str, other: &str, kind: Option<&str>, path: Option<&str>) -> usize {
        let dependency = Dependency {
            name: other.into(),
            kind: kind.map(String::from),
            path: path.map(String::from),
        };
        check(&[Package {
            name: name.into(),
            dependencies: vec![dependency],
        }])
        .len()
    }

    #[test]
    fn a_crate_may_use_only_what_stands_before_it() {
        assert_eq!(refusals("cases", "register", None, Some("x")), 0);
        assert_eq!(refusals("register", "cases", None, Some("x")), 1);
        assert_eq!(refusals("register", "register", None, Some("x")), 1);
        assert_eq!(refusals("register", "testkit", Some("dev"), Some("x")), 0);
        assert_eq!(refusals("register", "testkit", None, Some("x")), 1);
    }

    #[test]
    fn leaves_purity_and_strangers() {
        assert_eq!(refusals("cases", "pdf", None, Some("x")), 1);
        assert_eq!(refusals("app", "pdf", None, Some("x")), 0);
        assert_eq!(refusals("forms", "tokio", None, None), 1);
        assert_eq!(refusals("store", "tokio", None, None), 0);
        assert_eq!(refusals("drawer", "kernel", None, Some("x")), 1);
    }

    #[test]
    fn the_list_of_the_architecture_is_this_one() {
        let page = std::fs::read_to_string(crate::tree::root().join("docs/architecture.md")).unwrap();
        let listed = page
            .lines()
            .filter_map(|line| line.strip_prefix("| `"))
            .filter_map(|line| line.split('`').next());
        let listed: Vec<&str> = listed.filter(|name| ORDER.contains(name)).collect();
        assert_eq!(listed, ORDER);
    }
}
