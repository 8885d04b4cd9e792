//! Places of a form as a person reads them: page, parts around, question.

use crate::form::Form;
use crate::model::Component;
use crate::outcome::LintFinding;
use std::collections::HashMap;

struct Described {
    path: String,
    page: usize,
    words: String,
    order: usize,
}

/// Every component by its place, and what has a value by its path.
pub(super) struct Places {
    known: HashMap<String, usize>,
    described: Vec<Described>,
}

impl Places {
    pub(super) fn of(form: &Form) -> Self {
        let mut places = Self {
            known: HashMap::new(),
            described: Vec::new(),
        };
        for (page, content) in form.pages().iter().enumerate() {
            let title = match (form.is_wizard(), content.title.is_empty()) {
                (false, _) => String::new(),
                (true, true) => format!("pagina {}", page + 1),
                (true, false) => format!("pagina {} «{}»", page + 1, content.title),
            };
            if form.is_wizard() {
                let path = content.key.clone();
                places.put(
                    &[&path],
                    Described {
                        path: path.clone(),
                        page,
                        words: title.clone(),
                        order: 0,
                    },
                );
            }
            places.add(&content.components, page, &title);
        }
        places
    }

    fn add(&mut self, components: &[Component], page: usize, around: &str) {
        for component in components {
            let name = if component.label.is_empty() {
                &component.key
            } else {
                &component.label
            };
            let words = match (around.is_empty(), name.is_empty()) {
                (_, true) => around.to_owned(),
                (true, _) => format!("«{name}»"),
                (false, _) => format!("{around} › «{name}»"),
            };
            let takes_no_value =
                component.is_layout() || matches!(component.kind, crate::Kind::Content { .. });
            let path = if takes_no_value || component.path.is_empty() {
                &component.key
            } else {
                &component.path
            };
            let described = Described {
                path: path.clone(),
                page,
                words: words.clone(),
                order: 0,
            };
            self.put(&[&component.place, path], described);
            self.add(&component.children, page, &words);
        }
    }

    fn put(&mut self, names: &[&String], described: Described) {
        let at = self.described.len();
        for name in names {
            self.known.entry((*name).clone()).or_insert(at);
        }
        self.described.push(Described {
            order: at + 1,
            ..described
        });
    }

    /// The finding with its path, its page and its place in words; where it stands among the others.
    pub(super) fn name(&self, finding: LintFinding) -> (usize, LintFinding) {
        let Some(place) = self
            .known
            .get(&finding.path)
            .and_then(|at| self.described.get(*at))
        else {
            let place = if finding.path.is_empty() {
                "modulo".to_owned()
            } else {
                finding.path.clone()
            };
            return (0, LintFinding { place, ..finding });
        };
        let named = LintFinding {
            path: place.path.clone(),
            page: Some(place.page),
            place: if place.words.is_empty() {
                "modulo".to_owned()
            } else {
                place.words.clone()
            },
            ..finding
        };
        (place.order, named)
    }
}
