//! Which rules run for a component, and how what they find is recorded.

use super::{Pass, Scope};
use crate::js;
use crate::model::Mode;
use crate::node::Node;
use crate::outcome::{Stage, Violation};
use crate::rules::{self, Asking, Hit, Own, RULES, Verdict};
use crate::strict;
use serde_json::Value;

impl Pass<'_> {
    pub(super) fn validate(&mut self, node: &Node, path: &str, scope: Scope) {
        if !node.input || node.not_persistent {
            return;
        }
        if !node.validate_when_hidden && self.is_hidden(node, path, scope) {
            return;
        }
        let mut hits = Vec::new();
        let value = self.value(node);
        let judge = |own: Own, value: Option<&Value>| self.judge(own, node, value);
        let asking = |value| Asking {
            node,
            value,
            context: self.context,
            now_ms: self.now_ms,
            judge: &judge,
        };
        match value {
            Some(Value::Array(items)) if node.multiple && !items.is_empty() => {
                each(items, value, asking, &mut hits)
            }
            value => single(node, value, asking, &mut hits),
        }
        if self.mode == Mode::Strict && hits.is_empty() {
            strict::check(&asking(value), &mut hits);
        }
        for hit in hits {
            self.record(node, path, hit);
        }
    }

    fn is_hidden(&self, node: &Node, path: &str, scope: Scope) -> bool {
        let conditionally = scope.conditionally.unwrap_or_else(|| {
            self.conditionals
                .get(&self.known_by(node, path))
                .copied()
                .unwrap_or(false)
        });
        let forced = self.context.stage != Stage::Validate && scope.intentionally;
        conditionally || forced || node.hidden == Some(true)
    }

    /// A rule that fails to run refuses the value here, where the original would crash.
    pub(super) fn fault(&mut self, node: &Node, path: &str) {
        self.record(node, path, Hit::new("fault", "fault"));
    }

    fn record(&mut self, node: &Node, path: &str, hit: Hit) {
        let key = node.custom_message.clone().unwrap_or_else(|| hit.key.to_string());
        if !self.seen.insert((path.to_owned(), key.clone())) {
            return;
        }
        let by_key = node
            .raw("errors")
            .and_then(|errors| errors.get(&key))
            .and_then(Value::as_str);
        let pattern_message = (hit.rule == "pattern" && hit.key != "pattern").then(|| key.clone());
        let custom = node
            .custom_message
            .clone()
            .or_else(|| by_key.map(str::to_owned))
            .or(pattern_message);
        let rows = self
            .grids
            .iter()
            .cloned()
            .zip(self.rows.iter().copied())
            .collect();
        self.errors.push(Violation {
            path: path.to_owned(),
            rule: hit.rule.to_string(),
            key,
            component: node.key.clone(),
            page: node.page,
            label: node.label.clone(),
            setting: hit.setting,
            index: hit.index,
            rows,
            custom: custom.filter(|text| !text.is_empty()),
        });
    }
}

fn single<'a>(
    node: &Node,
    value: Option<&'a Value>,
    asking: impl Fn(Option<&'a Value>) -> Asking<'a>,
    hits: &mut Vec<Hit>,
) {
    let spaced = match value {
        Some(Value::String(text)) if node.truncate => {
            Some(Value::String(super::normalize::single_spaced(text)))
        }
        _ => None,
    };
    let spaced = spaced.as_ref();
    for rule in RULES {
        let verdict = match spaced {
            Some(text) if (rule.applies)(&asking(value)) => {
                let original = asking(value);
                (rule.check)(&Asking {
                    node: original.node,
                    value: Some(text),
                    ..original
                })
            }
            Some(_) => Verdict::Passed,
            None => rules::run(rule, &asking(value)),
        };
        // The original swallows a rule that fails: the value passes.
        if let Verdict::Broken(hit) = verdict {
            hits.push(hit);
        }
    }
}

/// Values of a list are asked one by one; whether a rule applies is decided on the whole list, as in the original.
fn each<'a>(
    items: &'a [Value],
    whole: Option<&'a Value>,
    asking: impl Fn(Option<&'a Value>) -> Asking<'a>,
    hits: &mut Vec<Hit>,
) {
    let applying: Vec<_> = RULES
        .iter()
        .filter(|rule| !rule.whole && (rule.applies)(&asking(whole)))
        .collect();
    for (index, item) in items.iter().enumerate() {
        for rule in &applying {
            match rules::run(rule, &asking(Some(item))) {
                Verdict::Passed => {}
                Verdict::Broken(hit) => hits.push(Hit {
                    index: Some(index),
                    ..hit
                }),
                Verdict::Failed => hits.push(Hit {
                    index: Some(index),
                    ..Hit::new("fault", "fault")
                }),
            }
        }
    }
    for rule in RULES.iter().filter(|rule| rule.whole) {
        if let Verdict::Broken(hit) = rules::run(rule, &asking(whole)) {
            hits.push(hit);
        }
    }
    debug_assert!(js::truthy(whole));
}
