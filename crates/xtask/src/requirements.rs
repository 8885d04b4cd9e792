//! `docs/requirements.md`: each requirement with the tests that prove it.

use crate::{
    proofs::{self, Proof},
    tree::Tree,
};
use anyhow::{Context, Result, bail};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// One requirement per line: identifier, tab, sentence.
const LIST: &str = include_str!("../requirements.tsv");
/// Where the page goes.
const PAGE: &str = "docs/requirements.md";

/// Titles of the families, in the order of the page.
const FAMILIES: &[(&str, &str)] = &[
    ("FORM", "Forms and the citizen's desk"),
    ("IOL", "Online applications"),
    ("SPP", "One-stop counter"),
    ("SDC", "Digital counter of the Comuni"),
    ("PROC", "Administrative procedure"),
    ("TIME", "Legal time"),
    ("G", "Worked examples"),
    ("AUD", "Audit"),
    ("PRIV", "Personal data"),
    ("SOUP", "Operations room"),
    ("FEN", "Contributions after a disaster"),
    ("VOL", "Volunteers"),
    ("PUB", "Publication"),
];

struct Requirement {
    id: &'static str,
    sentence: &'static str,
}

/// Writes the page and says in one line what is in it.
pub(crate) fn write(tree: &Tree) -> Result<String> {
    let list = parse(LIST)?;
    let families = families(&list);
    let proofs = proofs::find(tree, &families);
    let path = tree.root.join(PAGE);
    std::fs::write(&path, page(&list, &proofs)).with_context(|| format!("writing {}", path.display()))?;
    let mut report = format!("{PAGE}: {}\n", summary(&list, &proofs));
    for (id, proof) in unknown(&list, &proofs) {
        let _ = writeln!(
            report,
            "warning: {}: {} claims {id}, which is not in the list",
            proof.path, proof.name
        );
    }
    Ok(report)
}

fn parse(list: &'static str) -> Result<Vec<Requirement>> {
    let mut seen = BTreeSet::new();
    let line = |(at, line): (usize, &'static str)| {
        let (id, sentence) = line
            .split_once('\t')
            .with_context(|| format!("requirements.tsv line {}: no tab", at + 1))?;
        if !seen.insert(id) {
            bail!("requirements.tsv line {}: {id} stands twice", at + 1);
        }
        Ok(Requirement { id, sentence })
    };
    list.lines().enumerate().map(line).collect()
}

fn families(list: &[Requirement]) -> BTreeSet<String> {
    list.iter()
        .map(|requirement| family(requirement.id).to_owned())
        .collect()
}

fn family(id: &str) -> &str {
    id.split('-').next().unwrap_or(id)
}

fn by_id(proofs: &[Proof]) -> BTreeMap<&str, Vec<&Proof>> {
    let mut map: BTreeMap<&str, Vec<&Proof>> = BTreeMap::new();
    for proof in proofs {
        for id in &proof.ids {
            map.entry(id).or_default().push(proof);
        }
    }
    map
}

fn unknown<'a>(list: &[Requirement], proofs: &'a [Proof]) -> Vec<(&'a str, &'a Proof)> {
    let known: BTreeSet<&str> = list.iter().map(|requirement| requirement.id).collect();
    let claims = proofs
        .iter()
        .flat_map(|proof| proof.ids.iter().map(move |id| (id.as_str(), proof)));
    claims.filter(|(id, _)| !known.contains(id)).collect()
}

fn summary(list: &[Requirement], proofs: &[Proof]) -> String {
    let proved = by_id(proofs);
    let count = list
        .iter()
        .filter(|requirement| proved.contains_key(requirement.id))
        .count();
    format!(
        "{} requirements, {count} named by at least one test, {} tests",
        list.len(),
        proofs.len()
    )
}

fn page(list: &[Requirement], proofs: &[Proof]) -> String {
    let proved = by_id(proofs);
    let mut page = format!(
        "# Requirements and their tests\n\nWritten by `make requirements` from the names of the tests; do not edit. \
         {}.\nA requirement without a test is not claimed to be met.\n",
        summary(list, proofs)
    );
    for (key, title) in FAMILIES {
        let _ = write!(
            page,
            "\n## {key}: {title}\n\n| id | requirement | tests |\n| --- | --- | --- |\n"
        );
        for requirement in list.iter().filter(|requirement| family(requirement.id) == *key) {
            let tests = proved
                .get(requirement.id)
                .map_or_else(|| "–".to_owned(), |proofs| cell(proofs));
            let sentence = requirement.sentence.replace('|', "\\|");
            let _ = writeln!(page, "| {} | {sentence} | {tests} |", requirement.id);
        }
    }
    page
}

fn cell(proofs: &[&Proof]) -> String {
    let name = |proof: &&Proof| format!("[`{}`](../{})", proof.name.replace('|', "/"), proof.path);
    proofs.iter().map(name).collect::<Vec<_>>().join("<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof(ids: &[&str], name: &str) -> Proof {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        Proof {
            ids,
            path: "crates/x/tests/it/a.rs".into(),
            name: name.into(),
        }
    }

    #[test]
    fn the_list_is_well_formed_and_every_family_has_a_title() {
        let list = parse(LIST).unwrap();
        let titled: BTreeSet<String> = FAMILIES.iter().map(|(key, _)| (*key).to_owned()).collect();
        assert_eq!(families(&list), titled);
        for requirement in &list {
            assert!(
                requirement.sentence.ends_with(['.', '?', '!', '"']),
                "{}",
                requirement.id
            );
        }
    }

    #[test]
    fn a_list_with_a_repeated_identifier_is_refused() {
        assert!(parse("A-01\tOne.\nA-01\tAgain.\n").is_err());
        assert!(parse("A-01 without a tab\n").is_err());
    }

    #[test]
    fn a_requirement_stands_beside_its_tests_or_a_dash() {
        let list = parse("PROC-13\tOnce | only.\nPROC-14\tFreezes.\n").unwrap();
        let page = page(&list, &[proof(&["PROC-13"], "proc_13_once")]);
        assert!(page.contains("| PROC-13 | Once \\| only. | [`proc_13_once`](../crates/x/tests/it/a.rs) |"));
        assert!(page.contains("| PROC-14 | Freezes. | – |"));
    }

    #[test]
    fn a_claim_of_something_unknown_is_told() {
        let list = parse("PROC-13\tOnce.\n").unwrap();
        let proofs = [proof(&["PROC-13", "PROC-99"], "proc_13_proc_99_x")];
        assert_eq!(unknown(&list, &proofs).len(), 1);
    }
}
