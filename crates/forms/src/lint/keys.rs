//! Names of pages and answers.

use super::Findings;
use crate::form::Form;
use crate::node::Node;
use std::collections::{BTreeMap, HashSet};

/// Steps are saved under their keys.
pub(super) fn pages(form: &Form, findings: &mut Findings) {
    if !form.is_wizard() {
        return;
    }
    let mut seen = HashSet::new();
    for page in form.pages() {
        if page.title.is_empty() {
            findings.add(&page.key, "no-title", false, "la pagina non ha titolo");
        }
        if page.key.is_empty() || !seen.insert(&page.key) {
            let text = format!("due pagine hanno la stessa chiave «{}», o non ne hanno", page.key);
            findings.add(&page.key, "duplicate-page", true, text);
        }
    }
}

/// Two components with one path are lawful when conditions show one at a time.
pub(super) fn duplicates(list: &[Node], findings: &mut Findings) {
    let mut seen: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    collect(list, &mut seen, findings);
    for (path, (count, unconditional)) in seen {
        if count > 1 && unconditional > 0 {
            let text = format!("{count} domande conservano la risposta sotto la stessa chiave «{path}»");
            findings.add(path, "duplicate-key", true, text);
        }
    }
}

fn collect<'a>(list: &'a [Node], seen: &mut BTreeMap<&'a str, (usize, usize)>, findings: &mut Findings) {
    for node in list {
        if !node.model.is_dataless() && node.input && !node.is("button") {
            key(node, findings);
            let entry = seen.entry(&node.path.text).or_default();
            entry.0 += 1;
            entry.1 += usize::from(!node.condition.decides());
        }
        collect(&node.children, seen, findings);
    }
}

fn key(node: &Node, findings: &mut Findings) {
    if node.key.is_empty() {
        return findings.add(
            &node.place,
            "no-key",
            true,
            "la domanda non ha chiave: la risposta andrebbe persa",
        );
    }
    let plain = |part: &str| {
        !part.is_empty()
            && part.chars().all(|c| c.is_alphanumeric() || "-_:".contains(c))
            && part != "__proto__"
    };
    if !node.key.split('.').all(plain) {
        let text = format!("la chiave «{}» non si può usare", node.key);
        findings.add(&node.place, "bad-key", true, text);
    }
}
