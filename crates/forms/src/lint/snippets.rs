//! Code and rules inside a definition.

use super::Findings;
use crate::js;
use crate::node::Node;
use crate::snippet::{Reading, Snippet, snippets_of};
use jsonlogic::{CompileError, ProblemKind, Rule};
use kernel::Lang;
use serde_json::Value;

/// Rules in JsonLogic are evaluated; snippets of JavaScript only as far as they can be translated to such rules.
pub(super) fn snippets(node: &Node, findings: &mut Findings) {
    let place = &node.place;
    let within = |key: &str, inner: &str| node.raw(key).and_then(|value| value.get(inner));
    let rules = [
        ("calculateValue", node.raw("calculateValue")),
        ("customDefaultValue", node.raw("customDefaultValue")),
        ("validate.json", within("validate", "json")),
        ("conditional.json", within("conditional", "json")),
    ];
    for (setting, definition) in rules {
        rule(setting, definition, place, findings);
    }
    for item in node.raw("logic").and_then(Value::as_array).into_iter().flatten() {
        logic(item, place, findings);
    }
    for snippet in snippets_of(node) {
        tell(&snippet, place, findings);
    }
    if js::truthy(node.raw("unique")) {
        findings.add(
            place,
            "unique",
            true,
            "l'unicità della risposta (unique) non viene controllata",
        );
    }
}

/// What is said of a snippet: where it is, what became of it, what to do.
fn tell(snippet: &Snippet, place: &str, findings: &mut Findings) {
    let shown: String = snippet.code.chars().take(120).collect();
    let setting = &snippet.place;
    let (kind, text) = match &snippet.reading {
        Reading::Translated(rule) => (
            "script-translated",
            format!("{setting} contiene lo script «{shown}», che funziona come la regola {rule}"),
        ),
        Reading::NoEffect => (
            "script-idle",
            format!("{setting} contiene uno script che non fa nulla: «{shown}»"),
        ),
        Reading::Unsupported { why } => (
            "script",
            format!(
                "{setting} contiene uno script che non si può tradurre, «{shown}»: {}",
                why.text(Lang::It)
            ),
        ),
    };
    findings.add(place, kind, kind == "script", text);
    if kind == "script" {
        findings.remedy(snippet.remedy(Lang::It));
    }
}

/// A rule that fails whenever it is evaluated leaves a question shown or a total empty, and nobody is told.
fn rule(setting: &str, definition: Option<&Value>, place: &str, findings: &mut Findings) {
    let Some(definition) = definition.filter(|value| value.is_object() || value.is_array()) else {
        return;
    };
    let rule = match Rule::compile(definition) {
        Ok(rule) => rule,
        Err(CompileError::TooDeep) => {
            return findings.add(
                place,
                "rule",
                true,
                format!("{setting}: la regola è annidata troppo"),
            );
        }
        Err(CompileError::TooLarge) => {
            return findings.add(
                place,
                "rule",
                true,
                format!("{setting}: la regola è troppo grande"),
            );
        }
    };
    for problem in rule.problems() {
        let why = match problem.kind {
            ProblemKind::Unknown => "non esiste",
            ProblemKind::Refused(_) => "non dà sempre lo stesso risultato, o costa troppo",
        };
        let text = format!(
            "{setting}{}: l'operatore {} non si può usare: {why}",
            problem.place, problem.operator
        );
        findings.add(place, "rule", true, text);
    }
}

fn logic(item: &Value, place: &str, findings: &mut Findings) {
    let kind = |value: &Value| {
        value
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if let Some(trigger) = item.get("trigger") {
        match kind(trigger).as_str() {
            "json" => rule("logic.trigger.json", trigger.get("json"), place, findings),
            "event" => {
                let text = "logic aspetta un evento della pagina, che non avviene mai";
                findings.add(place, "script", true, text);
                findings.remedy("usare una condizione sulle risposte");
            }
            _ => {}
        }
    }
    let actions = item.get("actions").and_then(Value::as_array);
    for action in actions.into_iter().flatten() {
        match kind(action).as_str() {
            "value" => rule("logic.actions.value", action.get("value"), place, findings),
            "customAction" => {
                let setting = "logic.actions.customAction";
                rule(setting, action.get("customAction"), place, findings);
            }
            _ => {}
        }
    }
}
