//! Rules in JsonLogic evaluated where they stand: defaults, calculations, conditions and judgements of values.

use super::Pass;
use crate::condition::Condition;
use crate::js;
use crate::logic::{Calculation, Computation};
use crate::model::Mode;
use crate::node::{Model, Node, Template};
use crate::outcome::Stage;
use crate::rules::{Judgement, Own, has_value};
use jsonlogic::{EvalError, Value as Reckoned, coercion};
use serde_json::Value;

/// What a rule may look at besides the data.
#[derive(Clone, Copy, Default)]
pub(super) struct Given<'a> {
    pub(super) value: Option<&'a Value>,
    /// What the trigger of an action gave.
    pub(super) result: Option<&'a Value>,
    /// Whether `data` are the answers of the whole form, also inside a nested one.
    pub(super) whole: bool,
}

impl<'a> Given<'a> {
    /// The original hands on null for every value that is false, zero or empty.
    fn or_null(value: Option<&'a Value>) -> Self {
        Self {
            value: value
                .filter(|value| js::truthy(Some(value)))
                .or(Some(&Value::Null)),
            ..Self::default()
        }
    }
}

/// What a rule that gives a value gave.
pub(super) enum Answer {
    Value(Value),
    Undefined,
    /// NaN or an infinity.
    NotANumber,
    /// Null, also of a rule that failed.
    Null,
}

impl Pass<'_> {
    /// Evaluates a rule at a component and hands the result to `read`; null when it fails, as in the original.
    pub(super) fn reckon<T>(
        &self,
        computation: &Computation,
        node: &Node,
        given: Given<'_>,
        read: impl FnOnce(&Reckoned<'_>) -> Result<T, EvalError>,
    ) -> Option<T> {
        let rule = computation.rule.as_ref()?;
        let place = |template: &Template| template.get(&self.data, &self.rows);
        let value = Reckoned::from(given.value);
        let answers = if given.whole {
            Some(&self.data)
        } else {
            place(&node.root)
        };
        let root = Reckoned::root([
            ("data", answers.map_or(Reckoned::Null, Reckoned::from)),
            ("row", Reckoned::from(place(&node.row))),
            ("value", value.clone()),
            ("input", value),
            ("result", Reckoned::from(given.result)),
            ("component", Reckoned::from(&node.raw)),
            (
                "submission",
                Reckoned::root([("data", Reckoned::from(&self.data))]),
            ),
            ("config", Reckoned::from(&self.context.config)),
        ]);
        let answer = rule.apply(&root, &self.run).and_then(|answer| read(&answer));
        match answer {
            Ok(answer) => Some(answer),
            Err(error) => {
                if matches!(error, EvalError::TooCostly | EvalError::TooDeep) {
                    self.costly.set(true);
                }
                None
            }
        }
    }

    pub(super) fn reckon_answer(&self, rule: &Computation, node: &Node, given: Given<'_>) -> Answer {
        let answer = self.reckon(rule, node, given, |answer| {
            Ok(match answer {
                Reckoned::Null => Answer::Null,
                Reckoned::Number(number) if !number.is_finite() => Answer::NotANumber,
                answer => answer
                    .to_json(&self.run)?
                    .map_or(Answer::Undefined, Answer::Value),
            })
        });
        answer.unwrap_or(Answer::Null)
    }

    /// Whether a rule holds; `None` when it decides nothing.
    fn reckon_flag(&self, rule: &Computation, node: &Node) -> Option<bool> {
        let given = Given {
            value: self.value(node),
            ..Given::default()
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
        let default = match self.reckon_answer(rule, node, Given::default()) {
            Answer::Value(default) => Some(default),
            _ => None,
        };
        let default = match default {
            Some(list @ Value::Array(_)) if node.multiple => list,
            Some(one) if node.multiple && js::truthy(Some(&one)) => Value::Array(vec![one]),
            _ if node.multiple => Value::Array(Vec::new()),
            Some(default) => default,
            None => return,
        };
        self.put(node, path, default);
    }

    /// Sums and other values that follow from the answers.
    pub(super) fn calculate(&mut self, node: &Node, path: &str) {
        let Some(calculation) = &node.calculation else {
            return;
        };
        if self.mode == Mode::Strict {
            return self.calculate_always(calculation, node, path);
        }
        let value = self.value(node);
        if (self.context.stage == Stage::Submit && !calculation.on_server)
            || (value.is_none() && node.in_rows)
        {
            return;
        }
        match self.reckon_answer(&calculation.value, node, Given::or_null(value)) {
            Answer::Value(value) => self.set(path, value),
            Answer::Undefined => crate::paths::unset_at(&mut self.data, path),
            Answer::NotANumber => {
                self.set(path, Value::Null);
                self.not_numbers.insert(path.to_owned());
            }
            Answer::Null => return,
        }
        self.allow(path);
    }

    /// The server works it out itself: a total sent by the browser is not believed, not even where there is none to put in
    /// its place; one that is missing in a row is put in. What may be corrected stays as the person wrote it.
    fn calculate_always(&mut self, calculation: &Calculation, node: &Node, path: &str) {
        let sent = node.path.get(self.sent, &self.rows);
        let corrected = sent.is_some_and(|sent| !sent.is_null() && sent.as_str() != Some(""));
        if calculation.can_be_overridden && corrected {
            return;
        }
        let given = Given::or_null(self.value(node));
        let value = match self.reckon_answer(&calculation.value, node, given) {
            Answer::Value(value) => Some(value),
            _ => None,
        };
        self.work_out(path, value);
    }

    /// Puts in a value the form found itself, `None` for none.
    pub(super) fn work_out(&mut self, path: &str, value: Option<Value>) {
        self.worked.values.insert(path.to_owned(), value.clone());
        match value {
            Some(value) => self.set(path, value),
            None => crate::paths::unset_at(&mut self.data, path),
        }
        self.allow(path);
    }

    /// What was cleared because it is hidden stays out.
    fn allow(&mut self, path: &str) {
        if !self.cleared.contains(path) {
            self.filter.allow(path);
        }
    }

    /// What the component's own rule, or its snippet, says of a value.
    pub(super) fn judge(&self, own: Own, node: &Node, value: Option<&Value>) -> Judgement {
        let judged = match (own, &node.validity, &node.validity_snippet) {
            (Own::Rule, Some(rule), _) => self.reckon(rule, node, Given::or_null(value), |answer| {
                Ok(match answer {
                    Reckoned::Null | Reckoned::Bool(true) => Judgement::Right,
                    answer if coercion::truthy(answer) => {
                        Judgement::Wrong(Some(coercion::string(&self.run, answer)?.as_str().to_owned()))
                    }
                    _ => Judgement::Wrong(None),
                })
            }),
            (Own::Snippet, _, Some(rule)) => {
                let given = Given {
                    value,
                    whole: true,
                    ..Given::default()
                };
                self.reckon(rule, node, given, |answer| {
                    Ok(match answer {
                        Reckoned::Null | Reckoned::Undefined | Reckoned::Bool(true) => Judgement::Right,
                        Reckoned::Text(message) => Judgement::Wrong(Some(message.as_str().to_owned())),
                        _ => Judgement::Wrong(None),
                    })
                })
            }
            _ => return Judgement::Right,
        };
        let unjudged = self.mode == Mode::Strict && has_value(node, value);
        judged.unwrap_or(if unjudged {
            Judgement::Unjudged
        } else {
            Judgement::Right
        })
    }

    /// A server cannot know whether a person removed the default of a number.
    pub(super) fn is_left_to_browsers(&self, node: &Node) -> bool {
        node.model == Model::Number && self.context.stage == Stage::Submit
    }
}
