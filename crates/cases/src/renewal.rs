//! A form published anew while somebody fills it in: what changes for that person, and the move of the draft.
//!
//! Drafts follow the version in force, cases keep the one they were filed on. What was typed goes to the same question of
//! the new form; an answer that nothing asks any more is shown, so that nobody finds out later that it is gone.

use forms::{Choice, Component, Form, Kind};
use kernel::Lang;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the version in force changes for a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// Questions that were not there.
    pub added: Vec<Question>,
    /// Questions that ask something else now.
    pub changed: Vec<Changed>,
    /// Answers that nothing asks any more.
    pub dropped: Vec<Answer>,
    /// Names of files that nothing asks any more; they are taken off the draft.
    pub files: Vec<String>,
    /// Whether the privacy notice is another and has to be read again.
    pub notice: bool,
}

/// A question of the new form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Title of its step.
    pub step: String,
    /// Its label.
    pub label: String,
}

/// A question that is in both forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The question as it is now.
    pub question: Question,
    /// How it was worded, when the words are others.
    pub was: Option<String>,
    /// Whether it must be answered and had not to be.
    pub required: bool,
    /// Whether something else may be answered.
    pub answers: bool,
}

/// A question and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The question, after the title of its part.
    pub label: String,
    /// The answer in words.
    pub value: String,
}

/// A question with the step it stands on.
struct Asked<'a> {
    component: &'a Component,
    step: &'a str,
}

type Questions<'a> = Vec<(&'a str, Asked<'a>)>;

/// Every question of a form, in order; rows of grids are named with `[]`.
fn questions(form: &Form) -> Questions<'_> {
    fn below<'a>(components: &'a [Component], step: &'a str, into: &mut Questions<'a>) {
        for component in components {
            let told = !matches!(
                component.kind,
                Kind::Content { .. } | Kind::Button | Kind::Hidden | Kind::Container
            );
            if component.input && told && !component.is_layout() {
                into.push((&component.path, Asked { component, step }));
            }
            below(&component.children, step, into);
        }
    }
    let mut all = Vec::new();
    for page in form.pages() {
        below(&page.components, &page.title, &mut all);
    }
    all
}

/// The path of a question, whatever row it was answered in.
fn in_any_row(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        inside = (inside || letter == '[') && letter != ']';
        if !inside || letter == '[' {
            plain.push(letter);
        }
    }
    plain
}

fn offered(kind: &Kind) -> &[Choice] {
    match kind {
        Kind::Radio { options, .. } | Kind::Select { options } | Kind::SelectBoxes { options, .. } => options,
        _ => &[],
    }
}

/// Whether an answer to the old question can be carried to the new one: files are no text, rows are no single value.
fn carries(old: &Component, new: &Component) -> bool {
    let shape = |component: &Component| {
        (
            matches!(component.kind, Kind::File(_)),
            matches!(component.kind, Kind::DataGrid(_) | Kind::EditGrid(_)),
        )
    };
    shape(old) == shape(new)
}

fn changed(old: &Component, asked: &Asked<'_>) -> Option<Changed> {
    let new = asked.component;
    let values = |component: &Component| -> Vec<String> {
        offered(&component.kind)
            .iter()
            .map(|choice| choice.value.clone())
            .collect()
    };
    let change = Changed {
        question: question(asked),
        was: (old.label != new.label).then(|| old.label.clone()),
        required: new.required && !old.required,
        answers: old.type_name != new.type_name || values(old) != values(new),
    };
    (change.was.is_some() || change.required || change.answers).then_some(change)
}

fn question(asked: &Asked<'_>) -> Question {
    Question {
        step: asked.step.to_owned(),
        label: asked.component.label.clone(),
    }
}

impl Renewal {
    /// What changes from one form to the other for somebody who answered this, with these files (path and name) attached.
    pub(crate) fn between(
        (old, new): (&Form, &Form),
        data: &Value,
        files: &[(&str, &str)],
        lang: Lang,
    ) -> Renewal {
        let before: BTreeMap<&str, Asked<'_>> = questions(old).into_iter().collect();
        let after = questions(new);
        let now: BTreeMap<&str, &Asked<'_>> = after.iter().map(|(path, asked)| (*path, asked)).collect();
        let stays = |path: &str| match (before.get(path), now.get(path)) {
            (Some(old), Some(new)) => carries(old.component, new.component),
            // What is worked out or hidden by the form itself is nobody's question.
            (None, _) => true,
            (Some(_), None) => false,
        };
        let mut renewal = Renewal::default();
        for (path, asked) in &after {
            let whole_grid_is_new = path
                .rsplit_once("[]")
                .is_some_and(|(grid, _)| !before.contains_key(grid));
            match before.get(path) {
                None if whole_grid_is_new => {}
                None => renewal.added.push(question(asked)),
                Some(old) => renewal.changed.extend(changed(old.component, asked)),
            }
        }
        for section in old.summary(data, lang) {
            let gone = section
                .rows
                .into_iter()
                .filter(|row| !row.value.is_empty() && !stays(&in_any_row(&row.path)));
            renewal.dropped.extend(gone.map(|row| Answer {
                label: match section.title.as_str() {
                    "" => row.label,
                    title => format!("{title}: {}", row.label),
                },
                value: row.value,
            }));
        }
        renewal.files = files
            .iter()
            .filter(|(field, _)| !stays(field))
            .map(|(_, name)| (*name).to_owned())
            .collect();
        renewal
    }

    /// What was dropped on an earlier move is still dropped.
    pub(crate) fn after(mut self, earlier: Option<&Renewal>) -> Renewal {
        if let Some(earlier) = earlier {
            self.dropped = earlier.dropped.iter().cloned().chain(self.dropped).collect();
            self.files = earlier.files.iter().cloned().chain(self.files).collect();
        }
        self
    }
}

#[cfg(test)]
mod tests;
