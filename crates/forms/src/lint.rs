//! What a reader of the definition should know before publishing it: each finding with its place, what is wrong and what to
//! do.

mod answers;
mod cycles;
mod keys;
mod limits;
mod markup;
mod options;
mod places;
mod questions;
mod reach;
mod remedies;
mod snippets;
mod texts;

use crate::form::Form;
use crate::node::Node;
use crate::outcome::LintFinding;
use places::Places;

impl Form {
    /// Everything found, in the order of the form; a form with a blocking finding must not be published.
    pub fn lint(&self) -> Vec<LintFinding> {
        let mut findings = Findings(Vec::new());
        keys::pages(self, &mut findings);
        for page in self.pages() {
            questions::questions(&page.components, &mut findings);
            options::options(&page.components, &mut findings);
            limits::limits(&page.components, &mut findings);
            texts::texts(&page.components, &mut findings);
        }
        let nodes = &self.tree().nodes;
        conditions(nodes, &mut findings);
        keys::duplicates(nodes, &mut findings);
        reach::reach(nodes, &mut findings);
        cycles::cycles(nodes, &mut findings);
        let places = Places::of(self);
        let mut told: Vec<_> = findings.0.into_iter().map(|found| places.name(found)).collect();
        told.sort_by_key(|(order, _)| *order);
        told.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// What was found so far; paths are the places of the components until they are named for people.
pub(crate) struct Findings(Vec<LintFinding>);

impl Findings {
    fn add(&mut self, place: &str, kind: &'static str, blocking: bool, text: impl Into<String>) {
        self.0.push(LintFinding {
            path: place.to_owned(),
            kind,
            blocking,
            text: text.into(),
            remedy: remedies::of(kind).to_owned(),
            ..LintFinding::default()
        });
    }

    /// Says better what to do about the last one.
    fn remedy(&mut self, remedy: &str) {
        if let Some(last) = self.0.last_mut() {
            remedy.clone_into(&mut last.remedy);
        }
    }
}

/// Names in conditions that stand for nothing, patterns that are none, code.
fn conditions(list: &[Node], findings: &mut Findings) {
    for node in list {
        for reference in node
            .condition
            .references()
            .filter(|reference| !reference.is_known())
        {
            let text = format!(
                "la condizione guarda «{}», che nel modulo non c'è",
                reference.name
            );
            findings.add(&node.place, "unknown-condition", true, text);
        }
        if node.condition.unknown_operators() {
            let text = "la condizione usa un operatore sconosciuto";
            findings.add(&node.place, "unknown-operator", true, text);
        }
        if let Some(Err(error)) = &node.settings.pattern {
            findings.add(&node.place, "pattern", true, error.to_string());
        }
        snippets::snippets(node, findings);
        conditions(&node.children, findings);
    }
}
