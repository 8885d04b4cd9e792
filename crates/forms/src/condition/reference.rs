//! Names in conditions: which component a name stands for, and where its value is in the row at hand.

use super::{Looking, Shape};
use crate::node::{Node, Template, TemplateStep};
use crate::paths::without_rows;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;

/// A name as written, and what it stands for once the form is known.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) name: String,
    literal: Template,
    target: Option<Arc<Target>>,
    /// `.option` after the name of a selectboxes.
    option: Option<String>,
}

#[derive(Debug)]
struct Target {
    /// `None` for parts without a value.
    path: Option<Template>,
    shape: Shape,
}

/// Every component by the names a condition may use, strongest first.
#[derive(Default)]
pub(crate) struct Index {
    by_data: HashMap<String, Arc<Target>>,
    by_full: HashMap<String, Arc<Target>>,
    by_path: HashMap<String, Arc<Target>>,
    by_key: HashMap<String, Arc<Target>>,
    /// Names and paths of selectboxes, which may be followed by an option.
    boxes: HashMap<String, Arc<Target>>,
}

impl Index {
    /// Reads the whole form.
    pub(crate) fn of(nodes: &[Node]) -> Self {
        let mut index = Self::default();
        index.add(nodes);
        index
    }

    fn add(&mut self, nodes: &[Node]) {
        for node in nodes {
            let dataless = node.model.is_dataless();
            let target = Arc::new(Target {
                path: (!dataless).then(|| node.path.clone()),
                shape: Shape::of(node),
            });
            if node.path.depth() == 0 && !dataless {
                // The last of several components with one path wins, as in the original.
                self.by_data.insert(node.path.text.clone(), Arc::clone(&target));
            }
            let flat = node.path.text.replace("[]", "");
            if node.is("selectboxes") {
                self.boxes
                    .entry(flat.clone())
                    .or_insert_with(|| Arc::clone(&target));
            }
            self.by_full
                .entry(node.full.clone())
                .or_insert_with(|| Arc::clone(&target));
            if !flat.is_empty() {
                self.by_path.entry(flat).or_insert_with(|| Arc::clone(&target));
            }
            self.by_key.entry(node.key.clone()).or_insert(target);
            self.add(&node.children);
        }
    }

    fn find(&self, name: &str) -> Option<&Arc<Target>> {
        self.by_data
            .get(name)
            .or_else(|| self.by_full.get(name))
            .or_else(|| self.by_path.get(name))
            .or_else(|| self.by_key.get(name))
    }
}

impl Reference {
    pub(crate) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            literal: Template::parse(name),
            target: None,
            option: None,
        }
    }

    pub(super) fn resolve(&mut self, index: &Index) {
        if let Some(target) = index.find(&self.name) {
            self.target = Some(Arc::clone(target));
        } else if let Some((boxes, option)) = self.name.rsplit_once('.')
            && let Some(target) = index.boxes.get(boxes)
        {
            self.target = Some(Arc::clone(target));
            self.option = Some(option.to_owned());
        } else if self.name.contains('[') {
            // With a row written in the name, only the shape is looked up; the value is where the name says.
            let flat = without_rows(&self.name).replace("[]", "");
            self.target = index.find(&flat).map(|found| {
                Arc::new(Target {
                    path: Some(self.literal.clone()),
                    shape: found.shape.clone(),
                })
            });
        }
    }

    /// Whether the form has such a component.
    pub(crate) fn is_known(&self) -> bool {
        self.target.is_some()
    }

    /// Path of the component it stands for, when that has a value.
    pub(crate) fn path(&self) -> Option<&str> {
        let path = self.target.as_deref()?.path.as_ref()?;
        Some(&path.text)
    }

    /// The option of a selectboxes that it names.
    pub(crate) fn option(&self) -> Option<&str> {
        self.option.as_deref()
    }

    pub(super) fn shape(&self) -> Option<&Shape> {
        self.target.as_deref().map(|target| &target.shape)
    }

    /// The value, in the row of the component that asks where the two share a grid, otherwise in the row of the same number,
    /// otherwise in the first row.
    pub(crate) fn value<'a>(&self, at: &Looking<'a>) -> Option<&'a Value> {
        static NULL: Value = Value::Null;
        let Some(target) = &self.target else {
            return self.literal.get(at.data, &[]);
        };
        let Some(path) = &target.path else {
            return Some(&NULL);
        };
        let rows = rows_for(path, at);
        let value = path.get(at.data, &rows);
        match &self.option {
            Some(option) => value?.get(option),
            None => value,
        }
    }

    /// The value at the name read as a path from the root.
    pub(super) fn literal<'a>(&self, data: &'a Value) -> Option<&'a Value> {
        self.literal.get(data, &[])
    }
}

fn rows_for(path: &Template, at: &Looking<'_>) -> Vec<usize> {
    let depth = path.depth();
    if depth == 0 {
        return Vec::new();
    }
    let shared = shared_grids(&path.text, at.own);
    let mut rows: Vec<usize> = at.rows.iter().copied().take(shared).collect();
    while rows.len() < depth {
        let last = rows.len() + 1 == depth;
        let same_number = at
            .rows
            .last()
            .copied()
            .filter(|row| last && shared == 0 && has_row(path, at, &rows, *row));
        rows.push(same_number.unwrap_or(0));
    }
    rows
}

/// How many grids, from the outside, two paths are both inside.
fn shared_grids(a: &str, b: &str) -> usize {
    let (mut a, mut b, mut shared) = (a.split("[]"), b.split("[]"), 0);
    let (mut last_a, mut last_b) = (a.next(), b.next());
    loop {
        let next = (a.next(), b.next());
        if last_a != last_b || next.0.is_none() || next.1.is_none() {
            return shared;
        }
        shared += 1;
        (last_a, last_b) = next;
    }
}

fn has_row(path: &Template, at: &Looking<'_>, rows: &[usize], row: usize) -> bool {
    let place = path
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| **step == TemplateStep::Row)
        .nth(rows.len());
    let Some((place, _)) = place else { return false };
    let grid = Template {
        text: String::new(),
        steps: path.steps[..place].to_vec(),
    };
    matches!(grid.get(at.data, rows), Some(Value::Array(items)) if items.get(row).is_some_and(|item| !item.is_null()))
}
