//! Questions nobody can ever see, and conditions that decide nothing: every answer that makes a difference is tried.

use super::Findings;
use super::answers::{self, Domain};
use crate::condition::{Condition, Looking};
use crate::js;
use crate::logic::Computation;
use crate::node::Node;
use jsonlogic::{Run, Value as Reckoned, coercion};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Most combinations of answers tried for one component.
const MAX_TRIALS: usize = 4_000;
/// Most combinations tried for a form; what is left is taken as reachable.
const MAX_TRIALS_OF_FORM: usize = 400_000;
/// Steps one rule may spend in a trial.
const STEPS: u64 = 20_000;

/// What is around each component, from outside, the component itself last.
type Chains<'a> = BTreeMap<usize, Vec<&'a Node>>;

/// A condition that must hold, where it stands; of the component it guards when that has an answer.
struct Guard<'a> {
    owner: &'a Node,
    /// Path of the answer that only counts while the condition holds; always when `None`.
    of: Option<String>,
}

struct Reach<'a> {
    chains: Chains<'a>,
    by_path: BTreeMap<&'a str, &'a Node>,
    left: usize,
}

pub(super) fn reach(nodes: &[Node], findings: &mut Findings) {
    let mut reach = Reach {
        chains: Chains::new(),
        by_path: BTreeMap::new(),
        left: MAX_TRIALS_OF_FORM,
    };
    reach.know(nodes, &[]);
    reach.look(nodes, findings);
}

fn id(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Reach<'a> {
    fn know(&mut self, nodes: &'a [Node], around: &[&'a Node]) {
        for node in nodes {
            let mut chain = around.to_vec();
            chain.push(node);
            self.know(&node.children, &chain);
            if !node.model.is_dataless() {
                self.by_path.entry(&node.path.text).or_insert(node);
            }
            self.chains.insert(id(node), chain);
        }
    }

    fn look(&mut self, nodes: &'a [Node], findings: &mut Findings) {
        for node in nodes {
            // What is inside a part nobody sees is not told again.
            if self.goes_inside(node, findings) {
                self.look(&node.children, findings);
            }
        }
    }

    /// Whether the children are worth looking at.
    fn goes_inside(&mut self, node: &'a Node, findings: &mut Findings) -> bool {
        if !node.condition.decides() || self.foreign_option(node, findings) {
            return true;
        }
        if self.can(node, true) == Some(false) {
            let text = "non si può mai vedere: la sua condizione, con quelle da cui dipende, non è mai vera";
            findings.add(&node.place, "never-shown", true, text);
            return false;
        }
        if self.can(node, false) == Some(false) {
            let text = "la condizione non cambia nulla: la domanda si vede sempre";
            findings.add(&node.place, "idle-condition", false, text);
        }
        true
    }

    /// A comparison with a value that the question asked does not offer.
    fn foreign_option(&self, node: &Node, findings: &mut Findings) -> bool {
        let mut found = false;
        for (reference, value) in node.condition.equalities() {
            let Some(asked) = reference.path().and_then(|path| self.by_path.get(path)) else {
                continue;
            };
            let value = reference
                .option()
                .map_or(value, |option| Value::String(option.to_owned()));
            if !answers::offers(asked, &value) {
                let text = format!(
                    "la condizione aspetta «{}», che tra le risposte di «{}» non c'è",
                    js::string(Some(&value)),
                    asked.label
                );
                findings.add(&node.place, "unknown-option", true, text);
                found = true;
            }
        }
        found
    }

    /// Whether answers exist with which the component is shown, or hidden by its own condition; `None` when it cannot be
    /// decided.
    fn can(&mut self, node: &'a Node, shown: bool) -> Option<bool> {
        let own = Guard {
            owner: node,
            of: None,
        };
        if !shown {
            return self.tried(&[own], node, false);
        }
        let around = self.chains.get(&id(node)).cloned().unwrap_or_default();
        let mut guards: Vec<Guard<'a>> = around
            .into_iter()
            .filter(|outer| outer.condition.decides())
            .map(|owner| Guard { owner, of: None })
            .collect();
        let least = self.tried(&guards, node, true);
        if least == Some(false) {
            return least;
        }
        self.widen(&mut guards);
        self.tried(&guards, node, true).or(least)
    }

    /// Adds the conditions of the questions asked: an answer to a hidden question counts nowhere.
    fn widen(&self, guards: &mut Vec<Guard<'a>>) {
        let mut at = 0;
        while at < guards.len() && guards.len() < 24 {
            for question in self.questions(guards[at].owner).unwrap_or_default() {
                let asked = self.by_path.get(question.path.as_str()).copied();
                let Some(asked) = asked.filter(|asked| asked.clear_on_hide) else {
                    continue;
                };
                for outer in self.chains.get(&id(asked)).into_iter().flatten() {
                    let known = guards.iter().any(|guard| {
                        id(guard.owner) == id(outer)
                            && guard.of.as_ref().is_none_or(|of| *of == question.path)
                    });
                    if outer.condition.decides() && !known {
                        guards.push(Guard {
                            owner: outer,
                            of: Some(question.path.clone()),
                        });
                    }
                }
            }
            at += 1;
        }
    }

    fn questions(&self, owner: &Node) -> Option<Vec<crate::condition::Question>> {
        let rule = owner
            .raw("conditional")
            .and_then(|conditional| conditional.get("json"));
        if rule.is_some_and(|rule| looks_elsewhere(rule, 0)) {
            return None;
        }
        owner.condition.questions(&|name| answers::path_of(name, owner))
    }

    /// Tries all combinations of answers the guards ask for. A guard that cannot be decided is left out, which only makes
    /// more reachable.
    fn tried(&mut self, guards: &[Guard<'a>], node: &Node, shown: bool) -> Option<bool> {
        let mut domains: BTreeMap<String, Domain> = BTreeMap::new();
        let mut decided = Vec::new();
        for guard in guards {
            let Some(questions) = self.questions(guard.owner) else {
                continue;
            };
            let closed = questions.iter().all(|question| {
                let asked = self.by_path.get(question.path.as_str());
                asked.is_some_and(|asked| answers::is_closed(asked, question))
            });
            if closed {
                for question in &questions {
                    let asked = self.by_path.get(question.path.as_str())?;
                    let domain = domains.entry(question.path.clone()).or_default();
                    domain.extend(asked, question);
                }
                decided.push(guard);
            }
        }
        let own_decided = decided
            .iter()
            .any(|guard| id(guard.owner) == id(node) && guard.of.is_none());
        if !own_decided && (decided.is_empty() || !shown) {
            return None;
        }
        let domains: Vec<(String, Vec<Option<Value>>)> = domains
            .into_iter()
            .map(|(path, domain)| (path, domain.answers()))
            .collect();
        let trials = domains
            .iter()
            .try_fold(1_usize, |count, (_, answers)| count.checked_mul(answers.len()))?;
        if trials > MAX_TRIALS || trials > self.left {
            return None;
        }
        self.left -= trials;
        Some((0..trials).any(|trial| holds(&decided, &domains, trial, shown)))
    }
}

/// Whether the guards hold with one combination of answers; for `shown` false, whether the first of them hides.
fn holds(guards: &[&Guard<'_>], domains: &[(String, Vec<Option<Value>>)], trial: usize, shown: bool) -> bool {
    let mut rest = trial;
    let mut data = Value::Object(Map::new());
    let mut given = Vec::new();
    for (path, answers) in domains {
        let answer = &answers[rest % answers.len()];
        rest /= answers.len();
        if let Some(answer) = answer {
            let rows = vec![0; path.matches("[]").count()];
            crate::paths::set_at(&mut data, &crate::paths::fill(path, &rows), answer.clone());
            given.push(path.as_str());
        }
    }
    let mut counting = guards
        .iter()
        .filter(|guard| guard.of.as_deref().is_none_or(|path| given.contains(&path)));
    counting.all(|guard| shows(&guard.owner.condition, guard.owner, &data) == shown)
}

fn shows(condition: &Condition, node: &Node, data: &Value) -> bool {
    let rows = vec![0; node.path.depth().max(node.row.depth())];
    let tz = jiff::tz::TimeZone::UTC;
    let at = Looking {
        data,
        rows: &rows,
        own: &node.path.text,
        tz: &tz,
    };
    let reckon = |computation: &Computation| {
        let rule = computation.rule.as_ref()?;
        let run = Run::new(jiff::Timestamp::UNIX_EPOCH, &tz, STEPS);
        let root = Reckoned::root([
            ("data", Reckoned::from(node.root.get(data, &rows))),
            ("row", Reckoned::from(node.row.get(data, &rows))),
        ]);
        let answer = rule.apply(&root, &run).ok()?;
        (!answer.is_nil()).then(|| coercion::truthy(&answer))
    };
    condition.shows(&at, reckon) != Some(false)
}

/// Whether a rule looks at more than answers named in it: at the time, at chance, at a path it works out.
fn looks_elsewhere(rule: &Value, depth: usize) -> bool {
    let elsewhere = |name: &str| {
        let name = name.to_lowercase();
        ["date", "now", "random", "unique"]
            .iter()
            .any(|word| name.contains(word))
    };
    match rule {
        Value::Array(items) => items.iter().any(|item| looks_elsewhere(item, depth + 1)),
        Value::Object(map) => map.iter().any(|(name, inner)| {
            let first = inner.get(0).unwrap_or(inner);
            let computed = name == "var" && !first.is_string();
            computed || elsewhere(name) || depth > 100 || looks_elsewhere(inner, depth + 1)
        }),
        _ => false,
    }
}
