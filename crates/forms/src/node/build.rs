//! Definition to compiled components.

use super::{Model, Node, Settings, Template};
use crate::condition::{Condition, Index};
use crate::js;
use crate::logic::{Calculation, Computation, Logic};
use crate::model::Format;
use crate::snippet::{self, Purpose};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Deepest nesting of components; deeper ones are left out and reported by the form's own limits.
pub(crate) const MAX_DEPTH: usize = 60;

/// The compiled components of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<Node>,
    /// How many components there are.
    pub(crate) count: usize,
    /// Whether some values are worked out by the form itself.
    pub(crate) works_out: bool,
    /// Whether some were left out because they were too deep.
    pub(crate) too_deep: bool,
}

/// Where the children of a component keep their data.
#[derive(Clone, Default)]
struct Place {
    path: String,
    full: String,
    rows: String,
    row: String,
    root: String,
    in_rows: bool,
    page: usize,
    depth: usize,
}

/// Compiles the components; `overrides` applies the settings meant for servers.
pub(crate) fn build(components: &[Value], pages: &[usize], overrides: bool) -> Tree {
    let mut builder = Builder {
        tree: Tree::default(),
        overrides,
    };
    let mut nodes = Vec::new();
    for (at, component) in components.iter().enumerate() {
        let place = Place {
            page: pages.get(at).copied().unwrap_or(0),
            ..Place::default()
        };
        nodes.extend(builder.node(component, &place));
    }
    let index = Index::of(&nodes);
    for node in &mut nodes {
        resolve(node, &index);
    }
    builder.tree.nodes = nodes;
    builder.tree
}

fn resolve(node: &mut Node, index: &Index) {
    node.condition.resolve(index);
    for logic in Arc::get_mut(&mut node.logic).into_iter().flatten() {
        if let Some(condition) = &mut logic.trigger {
            condition.resolve(index);
        }
    }
    for child in &mut node.children {
        resolve(child, index);
    }
}

/// The three names of one place.
struct Where<'a> {
    path: &'a str,
    full: &'a str,
    rows: &'a str,
}

struct Builder {
    tree: Tree,
    overrides: bool,
}

impl Builder {
    fn node(&mut self, component: &Value, place: &Place) -> Option<Node> {
        let mut raw = component.as_object()?.clone();
        if place.depth > MAX_DEPTH {
            self.tree.too_deep = true;
            return None;
        }
        self.tree.count += 1;
        if self.overrides
            && let Some(Value::Object(over)) = raw.remove("serverOverride")
        {
            raw.extend(over);
        }
        let model = Model::of(&raw);
        let type_name = text(&raw, "type");
        let key = component_key(&raw, &type_name);
        let own = if type_name.is_empty() || model.is_dataless() {
            ""
        } else {
            key.as_str()
        };
        let path = joined(&place.path, own);
        let full = joined(&place.full, &key);
        let rows = joined(&place.rows, &key);
        let children = self.children(
            &raw,
            model,
            &Where {
                path: &path,
                full: &full,
                rows: &rows,
            },
            place,
        );
        for part in ["components", "columns", "rows"] {
            if raw.get(part).is_some_and(Value::is_array) && part != "components" {
                raw.remove(part);
            }
        }
        if let Some(components) = raw.get_mut("components") {
            *components = Value::Array(Vec::new());
        }
        let node = make(
            raw,
            Made {
                key,
                type_name,
                model,
                path,
                full,
                rows,
                children,
            },
            place,
        );
        self.tree.works_out |= node.works_out();
        Some(node)
    }

    fn children(
        &mut self,
        raw: &Map<String, Value>,
        model: Model,
        own: &Where<'_>,
        place: &Place,
    ) -> Vec<Node> {
        let path = own.path;
        let inner = match model {
            Model::NestedArray => format!("{path}[]"),
            Model::NestedDataArray => format!("{path}[].data"),
            Model::DataObject => format!("{path}.data"),
            _ => path.to_owned(),
        };
        let inside = Place {
            row: inner.clone(),
            root: if model == Model::DataObject {
                inner.clone()
            } else {
                place.root.clone()
            },
            in_rows: model == Model::NestedArray,
            path: inner,
            full: own.full.to_owned(),
            rows: if model.is_rows() {
                format!("{}[]", own.rows)
            } else {
                own.rows.to_owned()
            },
            page: place.page,
            depth: place.depth + 1,
        };
        child_values(raw, model.is_nested())
            .into_iter()
            .filter_map(|child| self.node(child, &inside))
            .collect()
    }
}

/// The components inside: of columns, else of rows, else plain; data components only have plain ones.
pub(crate) fn child_values(raw: &Map<String, Value>, nested: bool) -> Vec<&Value> {
    let array = |value: Option<&'_ Value>| value.and_then(Value::as_array).is_some();
    if !nested && array(raw.get("columns")) {
        let columns = raw.get("columns").and_then(Value::as_array).into_iter().flatten();
        return columns.flat_map(cell_components).collect();
    }
    if !nested && array(raw.get("rows")) {
        let rows = raw.get("rows").and_then(Value::as_array).into_iter().flatten();
        return rows
            .filter_map(Value::as_array)
            .flatten()
            .flat_map(cell_components)
            .collect();
    }
    raw.get("components")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .collect()
}

fn cell_components(cell: &Value) -> impl Iterator<Item = &Value> {
    cell.get("components")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

struct Made {
    key: String,
    type_name: String,
    model: Model,
    path: String,
    full: String,
    rows: String,
    children: Vec<Node>,
}

fn make(raw: Map<String, Value>, made: Made, place: &Place) -> Node {
    let around = Node {
        page: place.page,
        path: Template::parse(&made.path),
        row: Template::parse(&place.row),
        root: Template::parse(&place.root),
        in_rows: place.in_rows,
        key: made.key,
        type_name: made.type_name,
        model: made.model,
        full: made.full,
        place: made.rows,
        children: made.children,
        condition: Condition::of(&raw),
        logic: Logic::all(&raw).into(),
        ..Node::default()
    };
    read(around, raw)
}

/// A component whose definition was changed while the form is filled. Its children stay with the original, and so do the
/// condition and the logic, whose names were looked up once, when the whole form was known.
pub(crate) fn altered(node: &Node, raw: Map<String, Value>) -> Node {
    let around = Node {
        page: node.page,
        path: node.path.clone(),
        row: node.row.clone(),
        root: node.root.clone(),
        in_rows: node.in_rows,
        key: node.key.clone(),
        type_name: node.type_name.clone(),
        model: node.model,
        full: node.full.clone(),
        place: node.place.clone(),
        condition: node.condition.clone(),
        logic: node.logic.clone(),
        ..Node::default()
    };
    read(around, raw)
}

/// Fills in what the definition says of the component itself.
fn read(around: Node, raw: Map<String, Value>) -> Node {
    let validate = |key: &str| raw.get("validate").and_then(|validate| validate.get(key));
    let flag = |key: &str| js::truthy(raw.get(key));
    let persistent = raw.get("persistent");
    let not_persistent = !flag("protected")
        && (persistent.is_some_and(|p| !js::truthy(Some(p)))
            || persistent.and_then(Value::as_str) == Some("client-only"));
    let multiple = flag("multiple");
    let read = Node {
        label: label_of(&raw, &around.key),
        input: raw.get("input").is_none_or(|input| js::truthy(Some(input))),
        not_persistent,
        hidden: raw.get("hidden").map(|hidden| js::truthy(Some(hidden))),
        validate_when_hidden: flag("validateWhenHidden"),
        clear_on_hide: raw.get("clearOnHide").is_none_or(|clear| js::truthy(Some(clear))),
        multiple,
        required: js::truthy(validate("required")),
        truncate: flag("truncateMultipleSpaces"),
        tree: flag("tree"),
        default: default_of(&raw, multiple),
        reckoned_default: Computation::read(raw.get("customDefaultValue"), Purpose::Default),
        calculation: Calculation::of(&raw),
        validity: Computation::of(validate("json")),
        validity_snippet: Computation::read(
            validate("custom").filter(|code| code.is_string()),
            Purpose::Validity,
        ),
        custom_message: validate("customMessage")
            .filter(|message| js::truthy(Some(message)))
            .map(|message| js::string(Some(message))),
        settings: Settings::of(&raw),
        format: format_of(&raw),
        raw,
        ..around
    };
    Node {
        needs_scripts: snippet::needs_scripts(&read),
        ..read
    }
}

fn joined(parent: &str, key: &str) -> String {
    match (parent.is_empty(), key.is_empty()) {
        (true, _) => key.to_owned(),
        (_, true) => parent.to_owned(),
        _ => format!("{parent}.{key}"),
    }
}

pub(crate) fn text(raw: &Map<String, Value>, key: &str) -> String {
    raw.get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

/// A checkbox that is one of a radio group keeps its answer under the name of the group.
pub(crate) fn component_key(raw: &Map<String, Value>, type_name: &str) -> String {
    let name = text(raw, "name");
    let grouped = type_name == "checkbox" && raw.get("inputType").and_then(Value::as_str) == Some("radio");
    if grouped && !name.is_empty() {
        name
    } else {
        text(raw, "key")
    }
}

/// The words that name a component: its label, or what stands in for it.
pub(crate) fn label_of(raw: &Map<String, Value>, key: &str) -> String {
    let found = ["errorLabel", "label", "title", "legend", "placeholder"]
        .iter()
        .find_map(|name| {
            let label = raw.get(*name)?.as_str()?.trim();
            (!label.is_empty()).then(|| label.to_owned())
        });
    found.unwrap_or_else(|| key.to_owned())
}

/// An empty default is no default, as in the original.
fn default_of(raw: &Map<String, Value>, multiple: bool) -> Option<Value> {
    let default = raw.get("defaultValue")?;
    if !js::truthy(Some(default)) {
        return None;
    }
    Some(if multiple && !default.is_array() {
        Value::Array(vec![default.clone()])
    } else {
        default.clone()
    })
}

/// `"properties": {"format": "codice-fiscale"}`.
pub(crate) fn format_of(raw: &Map<String, Value>) -> Option<Format> {
    match raw.get("properties")?.get("format")?.as_str()? {
        "codice-fiscale" => Some(Format::CodiceFiscale),
        "partita-iva" => Some(Format::PartitaIva),
        "iban" => Some(Format::Iban),
        _ => None,
    }
}
