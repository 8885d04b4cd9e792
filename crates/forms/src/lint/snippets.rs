//! Code and rules inside a definition.

use super::add;
use crate::js;
use crate::node::Node;
use crate::outcome::LintFinding;
use jsonlogic::{ProblemKind, Rule};
use serde_json::Value;

/// Code in the definition is not run, so the form would not behave as its author meant; rules in JsonLogic are.
pub(super) fn snippets(node: &Node, path: &str, findings: &mut Vec<LintFinding>) {
    let validate = node.raw("validate");
    let within = |value: Option<&'_ Value>, key: &str| value.and_then(|value| value.get(key)).cloned();
    let places = [
        ("customConditional", node.raw("customConditional").cloned()),
        ("calculateValue", node.raw("calculateValue").cloned()),
        ("customDefaultValue", node.raw("customDefaultValue").cloned()),
        ("validate.custom", within(validate, "custom")),
        ("validate.json", within(validate, "json")),
        ("conditional.json", within(node.raw("conditional"), "json")),
        ("data.custom", within(node.raw("data"), "custom")),
    ];
    for (place, code) in places {
        snippet(place, code.as_ref(), path, findings);
    }
    for item in node.raw("logic").and_then(Value::as_array).into_iter().flatten() {
        logic(item, path, findings);
    }
    if js::truthy(node.raw("unique")) {
        let text = "uniqueness is not checked: remove the setting".to_owned();
        add(findings, path, "unique", true, text);
    }
}

fn snippet(place: &str, code: Option<&Value>, path: &str, findings: &mut Vec<LintFinding>) {
    let Some(code) = code.filter(|code| js::truthy(Some(code)) && !js::is_blank(Some(code))) else {
        return;
    };
    if code.is_object() || code.is_array() {
        return rule(place, code, path, findings);
    }
    let shown: String = value_text(code).chars().take(120).collect();
    let text = format!("{place} holds a script that is not run: «{shown}»");
    add(findings, path, "script", true, text);
}

/// A rule that fails whenever it is evaluated leaves a question shown or a total empty, and nobody is told.
fn rule(place: &str, definition: &Value, path: &str, findings: &mut Vec<LintFinding>) {
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
            "json" => snippet("logic.trigger.json", trigger.get("json"), path, findings),
            "javascript" => snippet(
                "logic.trigger.javascript",
                trigger.get("javascript"),
                path,
                findings,
            ),
            "event" => {
                let text = "logic waits for an event of the page, which never happens".to_owned();
                add(findings, path, "script", true, text);
            }
            _ => {}
        }
    }
    for action in item
        .get("actions")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        match kind(action).as_str() {
            "value" => snippet("logic.actions.value", action.get("value"), path, findings),
            "customAction" => {
                snippet(
                    "logic.actions.customAction",
                    action.get("customAction"),
                    path,
                    findings,
                );
            }
            "mergeComponentSchema" => {
                let schema = action.get("schemaDefinition");
                snippet("logic.actions.schemaDefinition", schema, path, findings);
            }
            _ => {}
        }
    }
}

fn value_text(code: &Value) -> String {
    code.as_str().map_or_else(|| code.to_string(), str::to_owned)
}
