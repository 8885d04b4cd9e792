//! Snippets of JavaScript in a definition: read without being run. What is simple and certain becomes a rule in JsonLogic
//! that gives exactly what the snippet would; everything else is refused, with the reason.

mod lexer;
mod members;
mod parser;
mod places;
mod reason;
mod syntax;
mod translate;

pub use places::{Snippet, SnippetClass};
pub use reason::Reason;

pub(crate) use places::{needs_scripts, snippets_of};

use serde_json::Value;

/// What a snippet is for: which variable holds its result, what that is before the snippet runs, and what is made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// `customConditional`: whether the component is shown.
    Condition,
    /// `calculateValue`.
    Calculation,
    /// `customDefaultValue`.
    Default,
    /// `validate.custom`: whether the value is right, or what is wrong with it.
    Validity,
    /// A trigger of `logic`.
    Trigger,
    /// A value set by an action of `logic`.
    Action,
    /// A part of the definition made by a snippet: the options of a select, a schema merged by `logic`.
    Definition,
}

/// What became of a snippet.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A rule in JsonLogic with the same result.
    Translated(Value),
    /// It does nothing, whatever the answers are.
    NoEffect,
    /// It cannot be translated with certainty.
    Unsupported {
        /// What stands in the way.
        why: Reason,
    },
}

/// Longest snippet that is read, in characters.
const MAX_LENGTH: usize = 8_000;

/// Reads a snippet.
pub fn read(code: &str, purpose: Purpose) -> Reading {
    match translated(code, purpose) {
        Ok(rule) if is_idle(&rule, purpose) => Reading::NoEffect,
        Ok(rule) => Reading::Translated(rule),
        Err(why) => Reading::Unsupported { why },
    }
}

fn translated(code: &str, purpose: Purpose) -> Result<Value, Reason> {
    if purpose == Purpose::Definition {
        return Err(Reason::Definition);
    }
    if code.chars().count() > MAX_LENGTH {
        return Err(Reason::TooLong);
    }
    // The original fills such places with answers before it runs the snippet, so that answers become code.
    if purpose == Purpose::Validity && code.contains("{{") {
        return Err(Reason::Interpolation);
    }
    let program = parser::program(code)?;
    let rule = translate::program(&program, purpose)?;
    // Deeper than a rule may be.
    jsonlogic::Rule::compile(&rule).map_err(|_| Reason::TooLarge)?;
    Ok(rule)
}

/// Whether a rule leaves everything as it would be without the snippet.
fn is_idle(rule: &Value, purpose: Purpose) -> bool {
    match purpose {
        Purpose::Condition => match rule {
            Value::Object(fields) => fields.len() != 1,
            constant => constant.is_null() || crate::js::truthy(Some(constant)),
        },
        Purpose::Validity => rule.is_null() || rule == &Value::Bool(true),
        Purpose::Trigger => !rule.is_object() && !crate::js::truthy(Some(rule)),
        Purpose::Calculation => rule.is_null() || rule == &serde_json::json!({"var": "value"}),
        Purpose::Default => rule.is_null() || rule == &serde_json::json!({"var": "value"}),
        Purpose::Action | Purpose::Definition => false,
    }
}
