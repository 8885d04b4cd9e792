//! What can be said of a recorded case besides whether it was met.

use super::report::Failure;
use crate::form::Form;
use crate::snippet::SnippetClass;
use kernel::Lang;
use serde_json::Value;

/// What became of one case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Every outcome was met.
    Met,
    /// Every outcome was met, with snippets of JavaScript that were translated.
    Translated,
    /// Not met; the form has a snippet that must be rewritten.
    NeedsScript,
    /// Not met; the form asks another server for options or answers.
    NeedsRemote,
    /// Not met, and the form has nothing that would explain it.
    Unexplained,
    /// The engine broke down on it.
    Crashed,
}

impl Class {
    /// A stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Translated => "translated",
            Self::NeedsScript => "needs-script",
            Self::NeedsRemote => "needs-remote",
            Self::Unexplained => "unexplained",
            Self::Crashed => "crashed",
        }
    }
}

/// What the definition of a form lets expect of its cases.
pub(super) struct Prospect {
    translated: bool,
    /// Why a snippet must be rewritten, with its place.
    script: Option<String>,
    remote: bool,
}

impl Prospect {
    pub(super) fn of(form: &Form) -> Self {
        let snippets = form.snippets();
        let script = snippets.iter().find_map(|snippet| {
            let why = snippet.reading.reason()?;
            Some(format!(
                "{} {}: {}",
                snippet.path,
                snippet.place,
                why.text(Lang::En)
            ))
        });
        Self {
            translated: snippets
                .iter()
                .any(|snippet| snippet.class() == SnippetClass::Translated),
            script,
            remote: asks_elsewhere(form.original(), 0),
        }
    }

    /// The class of a case, and what must be said of one that was not met.
    pub(super) fn class(&self, failures: &[Failure]) -> (Class, Option<String>) {
        let Some(first) = failures.first() else {
            let class = if self.translated {
                Class::Translated
            } else {
                Class::Met
            };
            return (class, None);
        };
        match &self.script {
            Some(why) => (Class::NeedsScript, Some(why.clone())),
            None if self.remote => (
                Class::NeedsRemote,
                Some("it asks another server for options or answers".to_owned()),
            ),
            None => (
                Class::Unexplained,
                Some(format!("{}: {}", first.stage, first.text)),
            ),
        }
    }
}

/// Whether a definition has options or answers kept elsewhere.
fn asks_elsewhere(value: &Value, depth: usize) -> bool {
    // Definitions are no deeper than this.
    if depth > 200 {
        return false;
    }
    match value {
        Value::Object(fields) => {
            let remote = |name: &str| matches!(name, "url" | "resource" | "indexeddb");
            fields.get("dataSrc").and_then(Value::as_str).is_some_and(remote)
                || fields.get("type").and_then(Value::as_str) == Some("resource")
                || fields.values().any(|inner| asks_elsewhere(inner, depth + 1))
        }
        Value::Array(items) => items.iter().any(|inner| asks_elsewhere(inner, depth + 1)),
        _ => false,
    }
}
