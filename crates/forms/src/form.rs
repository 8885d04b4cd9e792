//! A compiled form.

mod check;

pub(crate) use check::MAX_ROWS;

use crate::model::{Component, FormPage, Mode};
use crate::nested;
use crate::node::{self, Tree};
use crate::view::{self, At};
use serde_json::{Map, Value};

/// Most components of a form in strict mode.
const MAX_COMPONENTS: usize = 5_000;
/// Most pages of a form in strict mode.
const MAX_PAGES: usize = 100;
/// Deepest nesting of components in strict mode.
const MAX_NESTING: usize = 20;

/// Why a definition is not a form that can be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The definition is not an object with a list of components.
    #[error("il modulo deve essere un oggetto con un elenco di nome components")]
    NotAForm,
    /// A component that takes an answer has no key to keep it under.
    #[error("domanda «{0}»: {1}")]
    Component(String, &'static str),
    /// A pattern is not a regular expression of JavaScript, or is too large.
    #[error("domanda «{path}»: il modello «{pattern}» non si può usare: {reason}")]
    Pattern {
        /// Path of the component.
        path: String,
        /// The pattern as written.
        pattern: String,
        /// What is wrong with it.
        reason: String,
    },
    /// More components, pages or nesting than a form may have.
    #[error("il modulo supera il limite di {1} {0}")]
    TooLarge(&'static str, usize),
    /// A form inside the form is missing, is none, or comes back to itself.
    #[error("il modulo incluso «{0}» {1}")]
    Nested(String, &'static str),
}

/// A definition compiled once, and its original kept as it was written.
#[derive(Clone, Debug)]
pub struct Form {
    original: Value,
    /// With the nested forms in their places, when there are any.
    whole: Option<Value>,
    mode: Mode,
    wizard: bool,
    pages: Vec<FormPage>,
    tree: Tree,
    /// With the settings meant for servers, when there are any.
    server_tree: Option<Tree>,
}

impl Form {
    /// Compiles a definition. Compat takes everything; strict refuses patterns that are none and forms without measure.
    pub fn compile(definition: &Value, mode: Mode) -> Result<Form, FormError> {
        Self::compile_with(definition, mode, |_| None)
    }

    /// The same with the forms that components of type `form` name by id, path or address: `nested` gives the definition for
    /// a name. A form that comes back to itself, or forms too deep inside one another, are refused.
    pub fn compile_with(
        definition: &Value,
        mode: Mode,
        nested: impl Fn(&str) -> Option<Value>,
    ) -> Result<Form, FormError> {
        let whole = nested::expand(definition, mode, MAX_COMPONENTS, &nested)?;
        let original = definition;
        let definition = whole.as_ref().unwrap_or(original);
        let components = definition
            .get("components")
            .and_then(Value::as_array)
            .ok_or(FormError::NotAForm)?;
        let wizard = definition.get("display").and_then(Value::as_str) == Some("wizard")
            && components.iter().any(is_panel);
        let (pages, owners) = if wizard {
            wizard_pages(components)
        } else {
            single_page(definition, components)
        };
        let tree = node::build(components, &owners, false);
        let overridden = has_overrides(components, 0);
        let form = Form {
            original: original.clone(),
            whole: whole.clone(),
            mode,
            wizard,
            pages,
            server_tree: overridden.then(|| node::build(components, &owners, true)),
            tree,
        };
        if mode == Mode::Strict {
            form.refuse_excess()?;
        }
        Ok(form)
    }

    /// The definition as it was written.
    pub fn original(&self) -> &Value {
        &self.original
    }

    /// The definition with the nested forms in their places: what people are asked.
    pub fn definition(&self) -> &Value {
        self.whole.as_ref().unwrap_or(&self.original)
    }

    /// How faithful to the original engine the checks are.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Title of the form; empty when the definition gives none.
    pub fn title(&self) -> &str {
        self.original
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Whether the pages are steps of a wizard.
    pub fn is_wizard(&self) -> bool {
        self.wizard
    }

    /// The steps, at least one.
    pub fn pages(&self) -> &[FormPage] {
        &self.pages
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }

    fn refuse_excess(&self) -> Result<(), FormError> {
        if self.tree.count > MAX_COMPONENTS {
            return Err(FormError::TooLarge("componenti", MAX_COMPONENTS));
        }
        if self.pages.len() > MAX_PAGES {
            return Err(FormError::TooLarge("pagine", MAX_PAGES));
        }
        if self.tree.too_deep || depth(&self.tree.nodes) > MAX_NESTING {
            return Err(FormError::TooLarge("livelli di annidamento", MAX_NESTING));
        }
        self.tree.nodes.iter().try_for_each(refuse_pattern)
    }
}

fn depth(nodes: &[node::Node]) -> usize {
    nodes
        .iter()
        .map(|node| 1 + depth(&node.children))
        .max()
        .unwrap_or(0)
}

fn refuse_pattern(node: &node::Node) -> Result<(), FormError> {
    if let Some(Err(error)) = &node.settings.pattern {
        let pattern = node.raw("validate").and_then(|validate| validate.get("pattern"));
        return Err(FormError::Pattern {
            path: node.path.text.clone(),
            pattern: crate::js::string(pattern),
            reason: error.to_string(),
        });
    }
    if node.input && node.key.is_empty() && !node.model.is_dataless() {
        return Err(FormError::Component(node.label.clone(), "manca la chiave (key)"));
    }
    node.children.iter().try_for_each(refuse_pattern)
}

fn is_panel(component: &Value) -> bool {
    component.get("type").and_then(Value::as_str) == Some("panel")
}

fn has_overrides(components: &[Value], depth: usize) -> bool {
    depth <= node::MAX_DEPTH
        && components
            .iter()
            .filter_map(Value::as_object)
            .any(|raw: &Map<String, Value>| {
                raw.get("serverOverride").is_some_and(Value::is_object)
                    || ["components", "columns", "rows"].iter().any(|part| {
                        let inner = raw.get(*part).and_then(Value::as_array);
                        inner.is_some_and(|inner| nested_overrides(inner, depth + 1))
                    })
            })
}

/// Columns and rows hold cells, whose components are one level further in.
fn nested_overrides(inner: &[Value], depth: usize) -> bool {
    has_overrides(inner, depth)
        || inner
            .iter()
            .filter_map(Value::as_array)
            .any(|row| has_overrides(row, depth + 1))
}

fn single_page(definition: &Value, components: &[Value]) -> (Vec<FormPage>, Vec<usize>) {
    let page = FormPage {
        key: "form".to_owned(),
        title: definition
            .get("title")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        components: components
            .iter()
            .filter_map(|raw| view::component(raw, &At::default()))
            .collect(),
    };
    (vec![page], vec![0; components.len()])
}

/// Each panel is a page; what stands between panels belongs to the page before it, or to the first.
fn wizard_pages(components: &[Value]) -> (Vec<FormPage>, Vec<usize>) {
    let mut pages: Vec<FormPage> = Vec::new();
    let mut owners = Vec::new();
    let mut before: Vec<Component> = Vec::new();
    for raw in components {
        owners.push(pages.len().saturating_sub(usize::from(!is_panel(raw))));
        let Some(component) = view::component(raw, &At::default()) else {
            continue;
        };
        if is_panel(raw) {
            let mut inside = std::mem::take(&mut before);
            inside.extend(component.children);
            pages.push(FormPage {
                key: component.key,
                title: component.label,
                components: inside,
            });
        } else if let Some(page) = pages.last_mut() {
            page.components.push(component);
        } else {
            before.push(component);
        }
    }
    (pages, owners)
}
