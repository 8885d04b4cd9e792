//! Code and rules inside a definition.

use super::add;
use crate::js;
use crate::node::Node;
use crate::outcome::LintFinding;
use crate::snippet::{Reading, Snippet, snippets_of};
use jsonlogic::{ProblemKind, Rule};
use kernel::Lang;
use serde_json::Value;

/// Rules in JsonLogic are evaluated; snippets of JavaScript only as far as they can be translated to such rules.
pub(super) fn snippets(node: &Node, path: &str, findings: &mut Vec<LintFinding>) {
    let within = |key: &str, inner: &str| node.raw(key).and_then(|value| value.get(inner));
    let rules = [
        ("calculateValue", node.raw("calculateValue")),
        ("customDefaultValue", node.raw("customDefaultValue")),
        ("validate.json", within("validate", "json")),
        ("conditional.json", within("conditional", "json")),
    ];
    for (place, definition) in rules {
        rule(place, definition, path, findings);
    }
    for item in node.raw("logic").and_then(Value::as_array).into_iter().flatten() {
        logic(item, path, findings);
    }
    for snippet in snippets_of(node) {
        findings.push(told(snippet));
    }
    if js::truthy(node.raw("unique")) {
        let text = "uniqueness is not checked: remove the setting".to_owned();
        add(findings, path, "unique", true, text);
    }
}

/// What is said of a snippet: where it is, what became of it, what to do.
fn told(snippet: Snippet) -> LintFinding {
    let shown: String = snippet.code.chars().take(120).collect();
    let place = &snippet.place;
    let (kind, text) = match &snippet.reading {
        Reading::Translated(rule) => (
            "script-translated",
            format!("{place} holds a snippet, «{shown}», which works as the rule {rule}"),
        ),
        Reading::NoEffect => (
            "script-idle",
            format!("{place} holds a snippet that does nothing, «{shown}»: it can be removed"),
        ),
        Reading::Unsupported { why } => (
            "script",
            format!(
                "{place} holds a snippet that cannot be translated, «{shown}»: {}; {}",
                why.text(Lang::En),
                snippet.remedy(Lang::En)
            ),
        ),
    };
    LintFinding {
        path: snippet.path,
        kind,
        blocking: kind == "script",
        text,
    }
}

/// A rule that fails whenever it is evaluated leaves a question shown or a total empty, and nobody is told.
fn rule(place: &str, definition: Option<&Value>, path: &str, findings: &mut Vec<LintFinding>) {
    let Some(definition) = definition.filter(|value| value.is_object() || value.is_array()) else {
        return;
    };
    let rule = match Rule::compile(definition) {
        Ok(rule) => rule,
        Err(error) => return add(findings, path, "rule", true, format!("{place}: {error}")),
    };
    for problem in rule.problems() {
        let why = match problem.kind {
            ProblemKind::Unknown => "does not exist",
            ProblemKind::Refused(why) => why,
        };
        let text = format!(
            "{place}{}: the operator {} cannot be used: {why}",
            problem.place, problem.operator
        );
        add(findings, path, "rule", true, text);
    }
}

fn logic(item: &Value, path: &str, findings: &mut Vec<LintFinding>) {
    let kind = |value: &Value| {
        value
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if let Some(trigger) = item.get("trigger") {
        match kind(trigger).as_str() {
            "json" => rule("logic.trigger.json", trigger.get("json"), path, findings),
            "event" => {
                let text =
                    "logic waits for an event of the page, which never happens: let it look at an answer";
                add(findings, path, "script", true, text.to_owned());
            }
            _ => {}
        }
    }
    let actions = item.get("actions").and_then(Value::as_array);
    for action in actions.into_iter().flatten() {
        match kind(action).as_str() {
            "value" => rule("logic.actions.value", action.get("value"), path, findings),
            "customAction" => {
                let place = "logic.actions.customAction";
                rule(place, action.get("customAction"), path, findings);
            }
            _ => {}
        }
    }
}
