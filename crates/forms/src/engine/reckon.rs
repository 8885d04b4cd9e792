//! Rules in JsonLogic evaluated where they stand: defaults, calculations, conditions, triggers and judgements of values.

use super::Pass;
use crate::condition::Condition;
use crate::js;
use crate::logic::{Action, Computation};
use crate::model::Mode;
use crate::node::{Model, Node};
use crate::outcome::Stage;
use crate::rules::Judgement;
use jsonlogic::{EvalError, Value as Reckoned, coercion};
use serde_json::Value;
use std::rc::Rc;

/// What a rule may look at besides the data.
#[derive(Clone, Copy, Default)]
struct Given<'a> {
    value: Option<&'a Value>,
    /// What the trigger of an action gave.
    result: Option<&'a Value>,
}

impl Pass<'_> {
    /// Evaluates a rule at a component and hands the result to `read`; null when it fails, as in the original.
    fn reckon<T>(
        &self,
        computation: &Computation,
        node: &Node,
        given: Given<'_>,
        read: impl FnOnce(&Reckoned<'_>) -> Result<T, EvalError>,
    ) -> Option<T> {
        let rule = computation.rule.as_ref()?;
        let place = |template: &crate::node::Template| {
            if template.steps.is_empty() {
                Some(&self.data)
            } else {
                template.get(&self.data, &self.rows)
            }
        };
        let value = Reckoned::from(given.value);
        let root = Reckoned::root([
            ("data", place(&node.root).map_or(Reckoned::Null, Reckoned::from)),
            ("row", Reckoned::from(place(&node.row))),
            ("value", value.clone()),
            ("input", value),
            ("result", Reckoned::from(given.result)),
            ("component", Reckoned::from(&node.raw)),
        ]);
        let answer = rule.apply(&root, &self.run).and_then(|answer| read(&answer));
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                let stopped = matches!(error, EvalError::TooCostly | EvalError::TooDeep);
                self.costly.set(self.costly.get() || stopped);
                None
            }
        }
    }

    /// The result as JSON: `None` for null and failures, `Some(None)` for undefined.
    fn reckon_json(&self, rule: &Computation, node: &Node, given: Given<'_>) -> Option<Option<Value>> {
        self.reckon(rule, node, given, |answer| answer.to_json(&self.run))
            .filter(|answer| *answer != Some(Value::Null))
    }

    /// Whether a rule holds; `None` when it decides nothing.
    fn reckon_flag(&self, rule: &Computation, node: &Node) -> Option<bool> {
        let given = Given {
            value: self.value(node),
            result: None,
        };
        self.reckon(rule, node, given, |answer| {
            Ok((!answer.is_nil()).then(|| coercion::truthy(answer)))
        })
        .flatten()
    }

    /// Whether the condition shows the component; `None` when it decides nothing.
    pub(super) fn shown(&self, condition: &Condition, node: &Node) -> Option<bool> {
        condition.shows(&self.looking(node), |rule| self.reckon_flag(rule, node))
    }

    pub(super) fn put_reckoned_default(&mut self, node: &Node, path: &str) {
        let Some(rule) = &node.reckoned_default else {
            return;
        };
        if node.model.is_dataless() || self.is_left_to_browsers(node) || self.row_has(node) {
            return;
        }
        let Some(Some(default)) = self.reckon_json(rule, node, Given::default()) else {
            return;
        };
        let default = match default {
            list @ Value::Array(_) => list,
            one if node.multiple && js::truthy(Some(&one)) => Value::Array(vec![one]),
            _ if node.multiple => Value::Array(Vec::new()),
            one => one,
        };
        self.put(node, path, default);
    }

    /// Sums and other values that follow from the answers. In strict mode the server always works them out itself: a total
    /// sent by the browser is not believed, one that is missing in a row is put in.
    pub(super) fn calculate(&mut self, node: &Node, path: &str) {
        let Some(calculation) = &node.calculation else {
            return;
        };
        let value = self.value(node);
        if self.mode == Mode::Strict {
            if calculation.can_be_overridden && value.is_some() {
                return;
            }
        } else if (self.context.stage == Stage::Submit && !calculation.on_server)
            || (value.is_none() && node.in_rows)
        {
            return;
        }
        let given = Given {
            value: value
                .filter(|value| js::truthy(Some(value)))
                .or(Some(&Value::Null)),
            result: None,
        };
        match self.reckon_json(&calculation.value, node, given) {
            Some(Some(value)) => {
                self.calculated.push((path.to_owned(), value.clone()));
                self.set(path, value);
            }
            Some(None) => crate::paths::unset_at(&mut self.data, path),
            None => return,
        }
        if !self.cleared.contains(path) {
            self.filter.allow(path);
        }
    }

    /// What the component's own rule says of a value.
    pub(super) fn judge(&self, node: &Node, value: Option<&Value>) -> Judgement {
        let Some(rule) = &node.validity else {
            return Judgement::Right;
        };
        let given = Given {
            value: value
                .filter(|value| js::truthy(Some(value)))
                .or(Some(&Value::Null)),
            result: None,
        };
        self.reckon(rule, node, given, |answer| {
            Ok(match answer {
                Reckoned::Null | Reckoned::Bool(true) => Judgement::Right,
                answer if coercion::truthy(answer) => {
                    Judgement::Wrong(Some(coercion::string(&self.run, answer)?.as_str().to_owned()))
                }
                _ => Judgement::Wrong(None),
            })
        })
        .unwrap_or(Judgement::Right)
    }

    /// Lets every item of `logic` whose trigger holds change the component. What is changed stays so for the rows that
    /// follow, as in the original, which changes the definition itself.
    pub(super) fn apply_logic(&mut self, original: &Node, path: &str) {
        for item in &original.logic {
            let own = self.altered(original);
            let node = own.as_deref().unwrap_or(original);
            let Some(condition) = &item.trigger else {
                continue;
            };
            let Some(result) = self.triggered(condition, node) else {
                continue;
            };
            for action in &item.actions {
                self.act(original, path, action, &result);
            }
        }
    }

    /// What the trigger gave, when it holds.
    fn triggered(&self, condition: &Condition, node: &Node) -> Option<Value> {
        match condition.rule() {
            Some(rule) => {
                let given = Given {
                    value: self.value(node),
                    result: None,
                };
                let holds = self.reckon(rule, node, given, |answer| {
                    Ok(coercion::truthy(answer).then(|| answer.to_json(&self.run)))
                });
                holds.flatten()?.ok().map(Option::unwrap_or_default)
            }
            None => (self.shown(condition, node) == Some(true)).then_some(Value::Bool(true)),
        }
    }

    fn act(&mut self, original: &Node, path: &str, action: &Action, result: &Value) {
        let own = self.altered(original);
        let node = own.as_deref().unwrap_or(original);
        match action {
            Action::Flag { property, state } => {
                let raw = crate::paths::get_in(&node.raw, property);
                let present = raw.map_or_else(|| "false".to_owned(), |raw| js::string(Some(raw)));
                if present == state.to_string() {
                    return;
                }
                let changed = node.with(property, Value::Bool(*state));
                if property == "hidden" && !path.is_empty() {
                    let place = self.known_by(node, path);
                    self.conditionals.insert(place, *state);
                }
                self.alter(original, changed);
            }
            Action::Text { property, text } => {
                let text = self.filled_in(text, node, result);
                if crate::paths::get_in(&node.raw, property).and_then(Value::as_str) != Some(text.as_str()) {
                    let changed = node.with(property, Value::String(text));
                    self.alter(original, changed);
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
        };
        let new = match self.reckon(rule, node, given, |answer| answer.to_json(&self.run)) {
            Some(new) => new,
            None => Some(Value::Null),
        };
        let cleared = js::truthy(node.raw("clearOnHide"))
            && self.conditionals.get(&self.known_by(node, path)) == Some(&true);
        if old == new.as_ref() || cleared {
            return;
        }
        match new {
            Some(new) => self.set(path, new),
            None => crate::paths::unset_at(&mut self.data, path),
        }
        if !self.cleared.contains(path) {
            self.filter.allow(path);
        }
    }

    /// `{{ data.nome }}` in a text an action sets; what is no plain path stays as it is written.
    fn filled_in(&self, text: &str, node: &Node, result: &Value) -> String {
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
                Some(("row", path)) => {
                    let row = if node.row.steps.is_empty() {
                        Some(&self.data)
                    } else {
                        node.row.get(&self.data, &self.rows)
                    };
                    row.and_then(|row| crate::paths::value_at(row, path))
                }
                None if name == "result" => Some(result),
                _ => None,
            };
            if let Some(found) = found {
                out.push_str(&js::string(Some(found)));
            }
            rest = further;
        }
        out.push_str(rest);
        out
    }

    /// The component as logic changed it, if it did.
    pub(super) fn altered(&self, original: &Node) -> Option<Rc<Node>> {
        if original.logic.is_empty() {
            return None;
        }
        self.alterations
            .get(&std::ptr::from_ref(original).addr())
            .cloned()
    }

    fn alter(&mut self, original: &Node, changed: Node) {
        self.alterations
            .insert(std::ptr::from_ref(original).addr(), Rc::new(changed));
    }

    /// A server cannot know whether a person removed the default of a number.
    pub(super) fn is_left_to_browsers(&self, node: &Node) -> bool {
        node.model == Model::Number && self.context.stage == Stage::Submit
    }
}
