//! Whether a condition can ever hold: tried with every answer that makes a difference to it.

use super::operators::Operator;
use super::{Condition, Legacy, Reference, Term};
use crate::js;
use serde_json::Value;

/// What a condition asks of one component.
#[derive(Default)]
pub(crate) struct Question {
    /// Path of the component, `[]` for rows; of a box of selectboxes the path of the whole.
    pub(crate) path: String,
    /// What its answer is compared with.
    pub(crate) compared: Vec<Value>,
    /// Whether only the compared answers, their neighbours and none make a difference.
    pub(crate) is_closed: bool,
}

impl Condition {
    /// What the condition asks; `None` when it looks at what is no answer of the form, or cannot be read.
    pub(crate) fn questions(&self, path_of: &dyn Fn(&str) -> Option<String>) -> Option<Vec<Question>> {
        if self.script && self.snippet.is_none() {
            return None;
        }
        let mut questions = Vec::new();
        let by_rule = self
            .rule
            .iter()
            .filter(|_| self.simple.is_none() && self.legacy.is_none());
        for computation in by_rule.chain(&self.snippet) {
            for name in computation.rule.as_ref()?.variables() {
                questions.push(Question {
                    path: path_of(name)?,
                    ..Question::default()
                });
            }
        }
        for term in self.simple.iter().flat_map(|simple| &simple.terms) {
            questions.push(term.question()?);
        }
        if let (None, Some(legacy)) = (&self.simple, &self.legacy) {
            questions.push(legacy.question()?);
        }
        Some(questions)
    }

    /// Names and rules of the condition, as they are read: `when` and `component` as references, variables of rules as text.
    pub(crate) fn variables(&self) -> impl Iterator<Item = &str> {
        let rules = self.rule.iter().chain(&self.snippet);
        rules
            .filter_map(|computation| computation.rule.as_deref())
            .flat_map(|rule| rule.variables().iter().map(String::as_str))
    }

    /// Single comparisons that are equal to a text, with the name of what they look at: `(name, path, value)`.
    pub(crate) fn equalities(&self) -> Vec<(&Reference, Value)> {
        let terms = self.simple.iter().flat_map(|simple| &simple.terms);
        let simple = terms.filter_map(|term| match term.operator {
            Some(Operator::IsEqual { .. }) => Some((&term.component, term.value.clone()?)),
            _ => None,
        });
        let legacy = self.legacy.iter().filter(|_| self.simple.is_none());
        let legacy = legacy.map(|legacy| (&legacy.when, Value::String(legacy.eq.clone())));
        simple.chain(legacy).collect()
    }
}

impl Term {
    fn question(&self) -> Option<Question> {
        let closed = match self.operator? {
            Operator::IsEqual { .. } | Operator::IsEmpty { .. } => true,
            Operator::Number { .. } => js::number(self.value.as_ref()).is_finite(),
            _ => false,
        };
        Some(Question {
            path: self.component.path()?.to_owned(),
            compared: self.value.iter().cloned().collect(),
            is_closed: closed,
        })
    }
}

impl Legacy {
    fn question(&self) -> Option<Question> {
        Some(Question {
            path: self.when.path()?.to_owned(),
            compared: vec![Value::String(self.eq.clone())],
            is_closed: true,
        })
    }
}
