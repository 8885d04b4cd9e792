//! What a form works out by itself: values reckoned with JsonLogic, and changes of components while the form is filled.

use crate::condition::Condition;
use crate::js;
use crate::snippet::{self, Purpose, Reading};
use jsonlogic::Rule;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A rule in JsonLogic, or what a snippet of JavaScript was translated to. Snippets are not run: what has one that cannot
/// be translated has no computation.
#[derive(Clone, Debug)]
pub(crate) struct Computation {
    /// `None` for a rule too deep or too large to be one: it gives null, as one that fails.
    pub(crate) rule: Option<Arc<Rule>>,
}

impl Computation {
    pub(crate) fn of(definition: Option<&Value>) -> Option<Self> {
        let definition = definition.filter(|value| value.is_object() || value.is_array())?;
        Some(Self {
            rule: Rule::compile(definition).ok().map(Arc::new),
        })
    }

    /// Of a rule, or of a snippet.
    pub(crate) fn read(definition: Option<&Value>, purpose: Purpose) -> Option<Self> {
        let Some(Value::String(code)) = definition else {
            return Self::of(definition);
        };
        let rule = match snippet::read(code, purpose) {
            Reading::Translated(rule) => rule,
            // Even a snippet that does nothing puts an empty list where several values may be.
            Reading::NoEffect if purpose == Purpose::Default && !code.is_empty() => Value::Null,
            Reading::NoEffect | Reading::Unsupported { .. } => return None,
        };
        Some(Self {
            rule: Rule::compile(&rule).ok().map(Arc::new),
        })
    }
}

/// `calculateValue`.
#[derive(Clone, Debug)]
pub(crate) struct Calculation {
    pub(crate) value: Computation,
    /// `calculateServer`: a server works it out too.
    pub(crate) on_server: bool,
    /// Who fills the form may write another value.
    pub(crate) can_be_overridden: bool,
}

impl Calculation {
    pub(crate) fn of(raw: &Map<String, Value>) -> Option<Self> {
        Some(Self {
            value: Computation::read(raw.get("calculateValue"), Purpose::Calculation)?,
            on_server: js::truthy(raw.get("calculateServer")),
            can_be_overridden: js::truthy(raw.get("allowCalculateOverride")),
        })
    }
}

/// One item of `logic`: when the trigger holds, the actions happen, in order.
#[derive(Clone, Debug)]
pub(crate) struct Logic {
    /// A condition on other answers, in any of the forms of `conditional`; `None` (a snippet that is not
    /// translated, an event of the page) never holds.
    pub(crate) trigger: Option<Condition>,
    pub(crate) actions: Vec<Action>,
}

#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// Sets a property that is true or false.
    Flag { property: String, state: bool },
    /// Sets a property that is text, with `{{ … }}` filled in.
    Text { property: String, text: String },
    /// Sets the value.
    Value(Computation),
    /// A snippet that is not translated, or nothing known: nothing happens.
    Nothing,
}

impl Logic {
    pub(crate) fn all(raw: &Map<String, Value>) -> Vec<Self> {
        let items = raw.get("logic").and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Self::of).collect()
    }

    /// The rules that give values.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Computation> {
        self.actions.iter().filter_map(|action| match action {
            Action::Value(rule) => Some(rule),
            _ => None,
        })
    }

    pub(crate) fn hides(&self) -> bool {
        let hides = |action: &Action| matches!(action, Action::Flag { property, .. } if property == "hidden");
        self.actions.iter().any(hides)
    }

    pub(crate) fn sets_value(&self) -> bool {
        self.actions
            .iter()
            .any(|action| matches!(action, Action::Value(_)))
    }

    fn of(item: &Value) -> Option<Self> {
        let actions = item.get("actions")?.as_array()?;
        Some(Self {
            trigger: trigger(item.get("trigger")?.as_object()?),
            actions: actions.iter().map(Action::of).collect(),
        })
    }
}

fn trigger(raw: &Map<String, Value>) -> Option<Condition> {
    match raw.get("type").and_then(Value::as_str) {
        Some("simple") => {
            let mut simple = raw.get("simple")?.as_object()?.clone();
            // A rule is a kind of trigger of its own, and `when` comes first here, unlike in `conditional`.
            simple.remove("json");
            if js::truthy(simple.get("when")) {
                simple.remove("conjunction");
            }
            Some(Condition::conditional(&simple))
        }
        Some("json") => {
            let only = [("json".to_owned(), raw.get("json")?.clone())];
            Some(Condition::conditional(&Map::from_iter(only)))
        }
        Some("javascript") => {
            let code = raw.get("javascript").filter(|code| js::truthy(Some(code)))?;
            Computation::read(Some(code), Purpose::Trigger).map(Condition::of_rule)
        }
        _ => None,
    }
}

impl Action {
    fn of(raw: &Value) -> Self {
        let made = match raw.get("type").and_then(Value::as_str) {
            Some("property") => property(raw),
            Some("value") => Computation::read(raw.get("value"), Purpose::Action).map(Self::Value),
            Some("customAction") => {
                Computation::read(raw.get("customAction"), Purpose::Action).map(Self::Value)
            }
            _ => None,
        };
        made.unwrap_or(Self::Nothing)
    }
}

fn property(raw: &Value) -> Option<Action> {
    let of = raw.get("property")?;
    let property = of.get("value")?.as_str()?.to_owned();
    match of.get("type")?.as_str()? {
        "boolean" => Some(Action::Flag {
            property,
            state: js::string(Some(raw.get("state")?)) == "true",
        }),
        "string" => {
            let place = of
                .get("component")
                .and_then(Value::as_str)
                .filter(|name| !name.is_empty());
            let text = raw.get(place.unwrap_or("text"))?.as_str()?.to_owned();
            Some(Action::Text { property, text })
        }
        _ => None,
    }
}
