//! The compiled component: what a check needs, read once from the definition.

mod build;
mod settings;

pub(crate) use build::{MAX_DEPTH, Tree, build, component_key, format_of};
pub(crate) use settings::Settings;

use crate::condition::Condition;
use crate::logic::{Calculation, Computation, Logic};
use crate::model::Format;
use crate::paths::{Step, steps};
use serde_json::{Map, Value};
use std::sync::Arc;

/// How a component keeps its data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Model {
    NestedArray,
    NestedDataArray,
    DataObject,
    Object,
    Map,
    Content,
    Text,
    Number,
    Bool,
    None,
    #[default]
    Any,
}

impl Model {
    /// Of a definition: what it says of itself, then its type, then whether it takes a value.
    pub(crate) fn of(raw: &Map<String, Value>) -> Self {
        if let Some(name) = raw.get("modelType").and_then(Value::as_str) {
            return Self::named(name);
        }
        match raw.get("type").and_then(Value::as_str).unwrap_or_default() {
            "datagrid" | "editgrid" | "datatable" | "dynamicWizard" => Model::NestedArray,
            "tagpad" => Model::NestedDataArray,
            "form" => Model::DataObject,
            "container" | "address" => Model::Object,
            "datamap" => Model::Map,
            "htmlelement" | "content" => Model::Content,
            "textfield" | "password" | "email" | "url" | "phoneNumber" | "day" | "datetime" | "time"
            | "signature" => Model::Text,
            "number" | "currency" => Model::Number,
            "checkbox" | "radio" => Model::Bool,
            "table" | "well" | "columns" | "fieldset" | "panel" | "tabs" => Model::None,
            "survey" | "captcha" | "textarea" | "selectboxes" | "tags" | "select" | "hidden" | "button"
            | "datasource" | "sketchpad" | "reviewpage" | "file" => Model::Any,
            _ => {
                let input = raw.get("input");
                let no_value = input == Some(&Value::Bool(false))
                    || (crate::js::truthy(raw.get("components")) && !crate::js::truthy(input));
                if no_value { Model::None } else { Model::Any }
            }
        }
    }

    fn named(name: &str) -> Self {
        match name {
            "nestedArray" => Model::NestedArray,
            "nestedDataArray" => Model::NestedDataArray,
            "dataObject" => Model::DataObject,
            "object" => Model::Object,
            "map" => Model::Map,
            "content" => Model::Content,
            "string" => Model::Text,
            "number" => Model::Number,
            "boolean" => Model::Bool,
            "none" => Model::None,
            _ => Model::Any,
        }
    }

    /// Whether the component has no value of its own.
    pub(crate) fn is_dataless(self) -> bool {
        matches!(self, Model::None | Model::Content)
    }

    /// Whether the children are rows.
    pub(crate) fn is_rows(self) -> bool {
        matches!(self, Model::NestedArray | Model::NestedDataArray)
    }

    /// Whether the children live inside the value.
    pub(crate) fn is_nested(self) -> bool {
        matches!(
            self,
            Model::NestedArray | Model::NestedDataArray | Model::DataObject | Model::Object | Model::Map
        )
    }
}

/// A path with places for row numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Template {
    /// As text, `[]` for a row.
    pub(crate) text: String,
    pub(crate) steps: Vec<TemplateStep>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TemplateStep {
    Key(String),
    Index(usize),
    Row,
}

impl Template {
    pub(crate) fn parse(text: &str) -> Self {
        let mut out = Vec::new();
        for (at, part) in text.split("[]").enumerate() {
            if at > 0 {
                out.push(TemplateStep::Row);
            }
            let part = part.strip_prefix('.').unwrap_or(part);
            if part.is_empty() {
                continue;
            }
            out.extend(steps(part).into_iter().map(|step| match step {
                Step::Key(key) => TemplateStep::Key(key.to_owned()),
                Step::Index(index) => TemplateStep::Index(index),
            }));
        }
        Self {
            text: text.to_owned(),
            steps: out,
        }
    }

    /// The value in the given rows; the first row where none is given.
    pub(crate) fn get<'a>(&self, data: &'a Value, rows: &[usize]) -> Option<&'a Value> {
        let mut rows = rows.iter();
        let mut at = data;
        for step in &self.steps {
            let index = match step {
                TemplateStep::Key(key) => {
                    at = match at {
                        Value::Object(map) => map.get(key)?,
                        Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
                        _ => return None,
                    };
                    continue;
                }
                TemplateStep::Index(index) => *index,
                TemplateStep::Row => rows.next().copied().unwrap_or(0),
            };
            at = match at {
                Value::Array(items) => items.get(index)?,
                Value::Object(map) => map.get(&index.to_string())?,
                _ => return None,
            };
        }
        Some(at)
    }

    /// How many rows the path goes through.
    pub(crate) fn depth(&self) -> usize {
        self.steps
            .iter()
            .filter(|step| **step == TemplateStep::Row)
            .count()
    }
}

/// One component, compiled.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) key: String,
    pub(crate) type_name: String,
    pub(crate) model: Model,
    /// Where the value is; for parts without a value, where the value of what is around them is.
    pub(crate) path: Template,
    /// With the keys of the layout too, and without rows.
    pub(crate) full: String,
    /// The same with places for rows.
    pub(crate) place: String,
    /// Where the object is that holds the value.
    pub(crate) row: Template,
    /// Where the data of the nested form is that the component belongs to; empty for the form itself.
    pub(crate) root: Template,
    /// Whether what is right around it is a list of rows.
    pub(crate) in_rows: bool,
    pub(crate) label: String,
    pub(crate) page: usize,
    pub(crate) children: Vec<Node>,
    pub(crate) input: bool,
    /// Not stored, hence not checked.
    pub(crate) not_persistent: bool,
    pub(crate) hidden: Option<bool>,
    pub(crate) validate_when_hidden: bool,
    pub(crate) clear_on_hide: bool,
    pub(crate) multiple: bool,
    pub(crate) required: bool,
    pub(crate) truncate: bool,
    pub(crate) tree: bool,
    pub(crate) condition: Condition,
    /// What is put in when the answer is absent.
    pub(crate) default: Option<Value>,
    /// Replaces the key of every message.
    pub(crate) custom_message: Option<String>,
    /// What is put in when the answer is absent, as a rule over the other answers.
    pub(crate) reckoned_default: Option<Computation>,
    pub(crate) calculation: Option<Calculation>,
    /// Says whether the value is right.
    pub(crate) validity: Option<Computation>,
    /// What a snippet that says so was translated to.
    pub(crate) validity_snippet: Option<Computation>,
    /// Whether a snippet could not be translated.
    pub(crate) needs_scripts: bool,
    /// What changes the component while the form is filled.
    pub(crate) logic: Arc<[Logic]>,
    pub(crate) settings: Settings,
    pub(crate) format: Option<Format>,
    /// The definition without its children.
    pub(crate) raw: Map<String, Value>,
}

impl Node {
    /// The path used for flags and reports: of the layout for what has no value, of the data otherwise.
    pub(crate) fn report_path(&self, rows: &[usize]) -> String {
        if self.model == Model::None {
            self.full.clone()
        } else if rows.is_empty() {
            self.path.text.clone()
        } else {
            crate::paths::fill(&self.path.text, rows)
        }
    }

    /// Whether its value may be worked out by the form.
    pub(crate) fn works_out(&self) -> bool {
        self.calculation.is_some() || self.logic.iter().any(Logic::sets_value)
    }

    /// The component with one property of its definition changed; its children are those of the original.
    pub(crate) fn with(&self, property: &str, value: Value) -> Self {
        let mut raw = Value::Object(self.raw.clone());
        crate::paths::set_at(&mut raw, property, value);
        let Value::Object(raw) = raw else {
            return self.clone();
        };
        build::altered(self, raw)
    }

    /// A property of the definition.
    pub(crate) fn raw(&self, key: &str) -> Option<&Value> {
        self.raw.get(key)
    }

    pub(crate) fn is(&self, type_name: &str) -> bool {
        self.type_name == type_name
    }
}
