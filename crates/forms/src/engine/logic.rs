//! `logic`: components and values that change while the form is filled.

use super::reckon::{Answer, Given};
use super::{Pass, Scope};
use crate::changes::Changed;
use crate::condition::Condition;
use crate::js;
use crate::logic::{Action, Computation};
use crate::model::Mode;
use crate::node::Node;
use jsonlogic::coercion;
use serde_json::Value;
use std::collections::HashMap;
use std::rc::Rc;

/// Steps of the budget that reading a changed component costs: its patterns and rules are compiled anew.
const ALTERATION: usize = 200;

/// Components as logic changed them.
#[derive(Default)]
pub(super) struct Alterations {
    /// As they are now, by where the original is.
    now: HashMap<usize, Rc<Node>>,
    /// Which of their settings are changed, in the same way.
    changed: HashMap<usize, Changed>,
    /// Every one that was made, by where the one before is, the property and the value: rows that take turns read nothing
    /// anew. Nothing is taken out, so that an address stands for one component as long as the check runs.
    made: HashMap<(usize, String, String), Rc<Node>>,
}

fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

impl Pass<'_> {
    /// Lets every item of `logic` whose trigger holds change the component. What is changed stays so for the rows that
    /// follow, as in the original, which changes the definition itself.
    pub(super) fn apply_logic(&mut self, original: &Node, path: &str, scope: &mut Scope) {
        for item in original.logic.iter() {
            let own = self.altered(original);
            let node = own.as_deref().unwrap_or(original);
            let Some(condition) = &item.trigger else {
                continue;
            };
            let Some(result) = self.triggered(condition, node) else {
                continue;
            };
            for action in &item.actions {
                self.act(original, path, action, &result, scope);
            }
        }
    }

    /// What the trigger gave, when it holds.
    fn triggered(&self, condition: &Condition, node: &Node) -> Option<Value> {
        match condition.rule() {
            Some(rule) => {
                let given = Given {
                    value: self.value(node),
                    ..Given::default()
                };
                let holds = self.reckon(rule, node, given, |answer| {
                    Ok(coercion::truthy(answer).then(|| answer.to_json(&self.run)))
                });
                holds.flatten()?.ok().map(Option::unwrap_or_default)
            }
            None => (self.shown(condition, node) == Some(true)).then_some(Value::Bool(true)),
        }
    }

    fn act(&mut self, original: &Node, path: &str, action: &Action, result: &Value, scope: &mut Scope) {
        let own = self.altered(original);
        let node = own.as_deref().unwrap_or(original);
        match action {
            Action::Flag { property, state } => {
                let raw = crate::paths::get_in(&node.raw, property);
                let present = raw.map_or_else(|| "false".to_owned(), |raw| js::string(Some(raw)));
                if present == state.to_string() {
                    return;
                }
                if property == "hidden" && !path.is_empty() {
                    let before = self.conditionals.insert(self.known_by(node, path), *state);
                    // Logic has the last word over a condition.
                    if before.is_some() {
                        scope.conditionally = Some(*state);
                    }
                }
                self.alter(original, node, property, Value::Bool(*state));
            }
            Action::Text { property, text } => {
                let markup = self.mode == Mode::Strict && ["html", "content"].contains(&property.as_str());
                let text = self.filled_in(text, node, result, markup);
                if crate::paths::get_in(&node.raw, property).and_then(Value::as_str) != Some(text.as_str()) {
                    self.alter(original, node, property, Value::String(text));
                }
            }
            Action::Value(rule) => self.set_by_logic(node, path, rule, result),
            Action::Nothing => {}
        }
    }

    fn set_by_logic(&mut self, node: &Node, path: &str, rule: &Computation, result: &Value) {
        let old = crate::paths::value_at(&self.data, path);
        let given = Given {
            value: old,
            result: Some(result),
            ..Given::default()
        };
        let new = match self.reckon_answer(rule, node, given) {
            Answer::Value(new) => Some(new),
            Answer::Undefined => None,
            Answer::NotANumber | Answer::Null => Some(Value::Null),
        };
        let same = match (old, &new) {
            (Some(old), Some(new)) => js::same(old, new),
            (old, new) => old.is_none() && new.is_none(),
        };
        let cleared = js::truthy(node.raw("clearOnHide"))
            && self.conditionals.get(&self.known_by(node, path)) == Some(&true);
        if cleared {
            return;
        }
        if same {
            self.worked.values.insert(path.to_owned(), new);
        } else {
            self.work_out(path, new);
        }
    }

    /// `{{ data.nome }}` in a text an action sets; what is no plain path is left out. Answers put into markup are words.
    fn filled_in(&self, text: &str, node: &Node, result: &Value, markup: bool) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            out.push_str(before);
            let Some((inside, further)) = after.split_once("}}") else {
                out.push_str("{{");
                rest = after;
                continue;
            };
            let name = inside.trim();
            let found = match name.split_once('.') {
                Some(("data", path)) => crate::paths::value_at(&self.data, path),
                Some(("row", path)) => node
                    .row
                    .get(&self.data, &self.rows)
                    .and_then(|row| crate::paths::value_at(row, path)),
                None if name == "result" => Some(result),
                _ => None,
            };
            if let Some(found) = found {
                let found = js::string(Some(found));
                if !self.pays(1 + found.len() / 8) {
                    break;
                }
                if markup {
                    out.push_str(&escaped(&found));
                } else {
                    out.push_str(&found);
                }
            }
            rest = further;
        }
        out.push_str(rest);
        out
    }

    /// The component as logic changed it, if it did.
    pub(super) fn altered(&self, original: &Node) -> Option<Rc<Node>> {
        self.alterations.now.get(&address(original)).cloned()
    }

    /// In strict mode every row begins with the component as it is defined. The original goes on with what the row before
    /// made of it, so that one row hides or frees the questions of all that follow.
    pub(super) fn begin_logic(&mut self, original: &Node) {
        if self.mode == Mode::Strict && !original.logic.is_empty() {
            self.alterations.now.remove(&address(original));
            self.alterations.changed.remove(&address(original));
        }
    }

    /// Tells what the component is like in the row at hand.
    pub(super) fn note_changes(&mut self, original: &Node) {
        if let Some(changed) = self.alterations.changed.get(&address(original)) {
            let place = crate::paths::fill(&original.place, &self.rows);
            self.changes.note(place, changed.clone());
        }
    }

    fn alter(&mut self, original: &Node, node: &Node, property: &str, value: Value) {
        let change = (address(node), property.to_owned(), value.to_string());
        let told = value.clone();
        let changed = match self.alterations.made.get(&change) {
            Some(made) => made.clone(),
            None if self.pays(ALTERATION) => {
                let made = Rc::new(node.with(property, value));
                self.alterations.made.insert(change, made.clone());
                made
            }
            None => return,
        };
        self.alterations.now.insert(address(original), changed);
        let settings = self.alterations.changed.entry(address(original)).or_default();
        settings.insert(property.to_owned(), told);
    }

    /// Whether the budget of the check had so many steps left.
    fn pays(&self, steps: usize) -> bool {
        let paid = self.run.spend(steps).is_ok();
        if !paid {
            self.costly.set(true);
        }
        paid
    }
}
