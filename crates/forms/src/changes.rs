//! Settings of components that `logic` changes while the form is filled, for whoever draws them.

use crate::model::Component;
use crate::outcome::Outcome;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The settings of one component in one place that are not as the definition says, by the name of the property in the
/// definition (`label`, `disabled`, `validate.required`).
pub type Changed = BTreeMap<String, Value>;

/// What logic changed, by place and row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes(BTreeMap<String, Changed>);

impl Changes {
    /// What is changed of a component in the given rows; nothing for most.
    pub fn get(&self, component: &Component, rows: &[usize]) -> Option<&Changed> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&crate::paths::fill(&component.place, rows))
    }

    /// Whether every component is as it was defined.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn note(&mut self, place: String, changed: Changed) {
        self.0.insert(place, changed);
    }
}

impl Outcome {
    /// The component as it has to be drawn in the given rows: with the words, the options and the limits that logic gave
    /// it, mandatory, disabled or hidden as logic wants it. Borrowed when nothing changed.
    pub fn drawn<'a>(&self, component: &'a Component, rows: &[usize]) -> Cow<'a, Component> {
        match self.changes.get(component, rows) {
            Some(changed) => Cow::Owned(crate::view::changed(component, changed)),
            None => Cow::Borrowed(component),
        }
    }

    /// Whether the component is shown in the given rows, the parts around it aside.
    pub fn shows(&self, component: &Component, rows: &[usize]) -> bool {
        let takes_no_value = component.is_layout() || matches!(component.kind, crate::Kind::Content { .. });
        let known_by = if takes_no_value {
            &component.place
        } else {
            &component.path
        };
        let changed = self.changes.get(component, rows);
        let hidden = changed
            .and_then(|changed| changed.get("hidden"))
            .map_or(component.hidden, |hidden| crate::js::truthy(Some(hidden)));
        !hidden && !self.hidden.contains(&crate::paths::fill(known_by, rows))
    }
}
