//! Conditions that show and hide: the old `when / eq` form and the simple one with operators.

mod operators;
mod reference;
mod truth;

pub(crate) use reference::{Index, Reference};
pub(crate) use truth::Question;

use crate::js;
use crate::logic::Computation;
use crate::node::Node;
use crate::snippet::Purpose;
use jiff::tz::TimeZone;
use operators::Operator;
use serde_json::{Map, Value};

/// What a condition looks at.
pub(crate) struct Looking<'a> {
    pub(crate) data: &'a Value,
    /// Rows of the grids around the component whose condition it is.
    pub(crate) rows: &'a [usize],
    /// Template of that component, to know which grids those are.
    pub(crate) own: &'a str,
    pub(crate) tz: &'a TimeZone,
}

/// The condition of one component; the last kind present decides, as in the original.
#[derive(Clone, Debug, Default)]
pub(crate) struct Condition {
    legacy: Option<Legacy>,
    simple: Option<Simple>,
    rule: Option<Computation>,
    /// Whether there is a condition in JavaScript. It is not run: if it cannot be translated, the component is shown.
    pub(crate) script: bool,
    /// What that was translated to; it can hide besides the others.
    snippet: Option<Computation>,
}

#[derive(Clone, Debug)]
struct Legacy {
    when: Reference,
    eq: String,
    show: String,
}

#[derive(Clone, Debug)]
struct Simple {
    show: bool,
    any: bool,
    decides: bool,
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
struct Term {
    component: Reference,
    operator: Option<Operator>,
    value: Option<Value>,
}

impl Condition {
    pub(crate) fn of(raw: &Map<String, Value>) -> Self {
        let custom = raw
            .get("customConditional")
            .filter(|custom| js::truthy(Some(custom)));
        let conditional = raw.get("conditional").and_then(Value::as_object);
        Self {
            script: custom.is_some(),
            snippet: Computation::read(custom, Purpose::Condition),
            ..conditional.map(Self::conditional).unwrap_or_default()
        }
    }

    /// A condition that is a rule and nothing else.
    pub(crate) fn of_rule(rule: Computation) -> Self {
        Self {
            rule: Some(rule),
            ..Self::default()
        }
    }

    /// The value of `conditional`, which is also the shape of a trigger of `logic`.
    pub(crate) fn conditional(conditional: &Map<String, Value>) -> Self {
        Self {
            legacy: legacy(conditional),
            simple: simple(conditional),
            rule: Computation::of(conditional.get("json")),
            ..Self::default()
        }
    }

    /// Whether the component has a condition of any kind.
    pub(crate) fn exists(&self) -> bool {
        self.legacy.is_some() || self.simple.is_some() || self.rule.is_some() || self.script
    }

    /// Whether the component can be hidden by it: an empty list of conditions, as builders leave behind, hides nothing.
    pub(crate) fn decides(&self) -> bool {
        match &self.simple {
            Some(simple) => simple.decides || self.script,
            None => self.exists(),
        }
    }

    /// The names the condition refers to.
    pub(crate) fn references(&self) -> impl Iterator<Item = &Reference> {
        let terms = self
            .simple
            .iter()
            .flat_map(|simple| simple.terms.iter().map(|term| &term.component));
        self.legacy.iter().map(|legacy| &legacy.when).chain(terms)
    }

    /// Operators that are not known, by name as written; they always hold.
    pub(crate) fn unknown_operators(&self) -> bool {
        self.simple
            .iter()
            .any(|simple| simple.terms.iter().any(|term| term.operator.is_none()))
    }

    /// Finds the components the names stand for, once the whole form is known.
    pub(crate) fn resolve(&mut self, index: &Index) {
        if let Some(legacy) = &mut self.legacy {
            legacy.when.resolve(index);
        }
        for term in self.simple.iter_mut().flat_map(|simple| simple.terms.iter_mut()) {
            term.component.resolve(index);
        }
    }

    /// What the condition says now: whether the component is shown, `None` when it decides nothing. `reckon` evaluates its
    /// snippet, and its rule, if it has one and nothing else decides.
    pub(crate) fn shows(
        &self,
        at: &Looking<'_>,
        reckon: impl Fn(&Computation) -> Option<bool>,
    ) -> Option<bool> {
        let by_snippet = self.snippet.as_ref().and_then(&reckon);
        if by_snippet == Some(false) {
            return by_snippet;
        }
        let by_data = match (&self.simple, &self.legacy, &self.rule) {
            (Some(simple), ..) => simple.shown(at),
            (None, Some(legacy), _) => Some(legacy.shown(at)),
            (None, None, Some(rule)) => reckon(rule),
            (None, None, None) => None,
        };
        by_data.or(by_snippet)
    }

    /// The rule of the condition, when it is in JsonLogic.
    pub(crate) fn rule(&self) -> Option<&Computation> {
        self.rule.as_ref()
    }
}

fn legacy(conditional: &Map<String, Value>) -> Option<Legacy> {
    let when = conditional.get("when").filter(|when| js::truthy(Some(when)))?;
    Some(Legacy {
        when: Reference::new(&js::string(Some(when))),
        eq: js::string(conditional.get("eq")),
        show: js::string(conditional.get("show")),
    })
}

fn simple(conditional: &Map<String, Value>) -> Option<Simple> {
    let conjunction = conditional.get("conjunction").filter(|c| js::truthy(Some(c)))?;
    let conditions = conditional.get("conditions")?.as_array()?;
    let terms = conditions.iter().filter_map(|condition| {
        let component = condition.get("component").filter(|name| js::truthy(Some(name)))?;
        Some(Term {
            component: Reference::new(&js::string(Some(component))),
            operator: condition
                .get("operator")
                .and_then(Value::as_str)
                .and_then(Operator::named),
            value: condition.get("value").cloned(),
        })
    });
    Some(Simple {
        show: show_flag(conditional.get("show")),
        any: conjunction.as_str() == Some("any"),
        // A list whose every item lacks a component holds; an empty list decides nothing, and nothing else decides then.
        decides: !conditions.is_empty(),
        terms: terms.collect(),
    })
}

/// `show` may be a boolean or its text; absent means true.
fn show_flag(show: Option<&Value>) -> bool {
    match show {
        None => true,
        Some(Value::String(text)) => match serde_json::from_str::<Value>(text) {
            Ok(parsed) => js::truthy(Some(&parsed)),
            Err(_) => !text.is_empty(),
        },
        other => js::truthy(other),
    }
}

impl Legacy {
    fn shown(&self, at: &Looking<'_>) -> bool {
        let value = self.when.value(at);
        if let Some(object @ (Value::Object(_) | Value::Array(_))) = value
            && let Some(inner) = crate::paths::value_at(object, &self.eq)
        {
            return js::string(Some(inner)) == self.show;
        }
        if let Some(Value::Array(items)) = value
            && items.iter().any(|item| js::string(Some(item)) == self.eq)
        {
            return self.show == "true";
        }
        (js::string(value) == self.eq) == (self.show == "true")
    }
}

impl Simple {
    fn shown(&self, at: &Looking<'_>) -> Option<bool> {
        if !self.decides {
            return None;
        }
        let mut results = self.terms.iter().map(|term| term.holds(at));
        let result = if self.any {
            results.any(|holds| holds)
        } else {
            results.all(|holds| holds)
        };
        Some(result == self.show)
    }
}

impl Term {
    fn holds(&self, at: &Looking<'_>) -> bool {
        let Some(operator) = self.operator else {
            return true;
        };
        let known = self.component.is_known();
        // The original gives null, not undefined, for a name it does not know.
        let value = if known {
            self.component.value(at)
        } else {
            Some(&Value::Null)
        };
        operator.holds(&operators::Comparison {
            value,
            compared: self.value.as_ref(),
            component: self.component.shape(),
            reference: &self.component,
            at,
        })
    }
}

/// What an operator must know of the component compared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    pub(crate) type_name: String,
    pub(crate) multiple: bool,
    pub(crate) multiple_masks: bool,
    pub(crate) rich_text: bool,
    pub(crate) children: Vec<(String, Shape)>,
}

impl Shape {
    pub(crate) fn of(node: &Node) -> Self {
        let children = node
            .children
            .iter()
            .map(|child| (child.key.clone(), Shape::of(child)));
        Self {
            type_name: node.type_name.clone(),
            multiple: node.multiple,
            multiple_masks: node.settings.multiple_masks,
            rich_text: js::truthy(node.raw("wysiwyg")) || js::truthy(node.raw("editor")),
            children: if node.model.is_nested() {
                children.collect()
            } else {
                Vec::new()
            },
        }
    }
}
