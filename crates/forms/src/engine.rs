//! One pass over the form: defaults, conditions, regular values, hidden ones cleared, then the rules, in document order.

mod data;
mod logic;
mod normalize;
mod reckon;
mod rounds;
mod validate;

pub(crate) use rounds::check;

use crate::changes::Changes;
use crate::condition::Looking;
use crate::js;
use crate::model::Mode;
use crate::node::{Model, Node};
use crate::outcome::{CheckContext, Outcome, Stage, Violation};
use data::Filter;
use jsonlogic::Run;
use logic::Alterations;
use rounds::Worked;
use serde_json::Value;
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a component while it and its children are visited.
#[derive(Clone, Copy, Default)]
pub(crate) struct Scope {
    /// Hidden by a condition, its own or of something around it; `None` when nobody asked.
    conditionally: Option<bool>,
    /// Hidden by the definition, or inside something that is.
    intentionally: bool,
}

/// The state of one check.
pub(crate) struct Pass<'a> {
    pub(crate) context: &'a CheckContext,
    pub(crate) mode: Mode,
    pub(crate) data: Value,
    /// The data as it was sent.
    sent: &'a Value,
    pub(crate) now_ms: i64,
    rows: Vec<usize>,
    grids: Vec<String>,
    conditionals: BTreeMap<String, bool>,
    cleared: BTreeSet<String>,
    filter: Filter,
    errors: Vec<Violation>,
    seen: BTreeSet<(String, String)>,
    /// What rules may still spend, all together.
    run: Run<'a>,
    /// Whether a rule stopped for want of steps.
    costly: Cell<bool>,
    alterations: Alterations,
    changes: Changes,
    /// Paths of values that are NaN, which JSON writes as null; for JavaScript they are there all the same.
    not_numbers: BTreeSet<String>,
    worked: Worked,
}

fn moment(context: &CheckContext) -> jiff::Timestamp {
    jiff::Timestamp::from_microsecond(context.now.as_micros()).unwrap_or_default()
}

impl<'a> Pass<'a> {
    fn new(data: Value, sent: &'a Value, context: &'a CheckContext, mode: Mode) -> Self {
        Self {
            context,
            mode,
            data,
            sent,
            now_ms: context.now.as_micros().div_euclid(1_000),
            rows: Vec::new(),
            grids: Vec::new(),
            conditionals: BTreeMap::new(),
            cleared: BTreeSet::new(),
            filter: Filter::default(),
            errors: Vec::new(),
            seen: BTreeSet::new(),
            run: Run::new(moment(context), &context.tz, Run::STEPS),
            costly: Cell::new(false),
            alterations: Alterations::default(),
            changes: Changes::default(),
            not_numbers: BTreeSet::new(),
            worked: Worked::default(),
        }
    }

    fn finish(mut self) -> Outcome {
        if self.mode == Mode::Strict && self.costly.get() {
            self.errors.push(Violation::of_form("strict:steps"));
        }
        let hidden = self
            .conditionals
            .into_iter()
            .filter_map(|(path, hidden)| hidden.then_some(path))
            .collect();
        let data = if self.context.stage == Stage::Validate {
            self.data
        } else {
            self.filter.into_data()
        };
        Outcome {
            errors: self.errors,
            hidden,
            data,
            dropped: Vec::new(),
            worked_out: self.worked.values,
            changes: self.changes,
        }
    }
}

impl Pass<'_> {
    fn visit(&mut self, node: &Node, parent: Scope) {
        let path = node.report_path(&self.rows);
        let mut scope = Scope::default();
        if self.context.stage == Stage::Validate {
            self.look(node, &path, &mut scope);
            self.validate(node, &path, scope);
            self.children(node, scope);
        } else {
            self.prepare(node, &path, &mut scope, parent);
            self.children(node, scope);
            let own = self.altered(node);
            let own = own.as_deref().unwrap_or(node);
            self.keep(own, &path);
            self.validate(own, &path, scope);
        }
    }

    fn children(&mut self, node: &Node, scope: Scope) {
        if node.children.is_empty() || self.passes_over(node, scope) {
            return;
        }
        if !node.model.is_rows() {
            for child in &node.children {
                self.visit(child, scope);
            }
            return;
        }
        let present: Vec<bool> = match self.value(node) {
            Some(Value::Array(rows)) => rows.iter().map(|row| js::truthy(Some(row))).collect(),
            _ => Vec::new(),
        };
        self.grids.push(node.label.clone());
        for (row, _) in present.iter().enumerate().filter(|(_, present)| **present) {
            self.rows.push(row);
            for child in &node.children {
                self.visit(child, scope);
            }
            self.rows.pop();
        }
        self.grids.pop();
    }

    /// Whether what is inside a nested form is not looked at: a saved one that is only referred to, one that is hidden, one
    /// left out of a row. Strict mode looks, so that nothing required is passed over.
    fn passes_over(&self, node: &Node, scope: Scope) -> bool {
        if node.model != Model::DataObject || self.mode == Mode::Strict {
            return false;
        }
        let value = self.value(node);
        let part = |key: &str| value.and_then(|value| value.get(key));
        let referred = js::truthy(part("_id")) && js::is_blank(part("data")) && part("form").is_none();
        let conditionally = self.context.stage != Stage::Validate && scope.conditionally == Some(true);
        let hidden = node.hidden == Some(true) || conditionally;
        let cleared = node.clear_on_hide && hidden && !node.validate_when_hidden;
        referred || cleared || (!js::truthy(value) && !self.rows.is_empty())
    }

    /// The value of a component; nothing for those that keep none.
    pub(crate) fn value(&self, node: &Node) -> Option<&Value> {
        if node.type_name.is_empty() || node.model.is_dataless() {
            return None;
        }
        node.path.get(&self.data, &self.rows)
    }

    fn looking<'b>(&'b self, node: &'b Node) -> Looking<'b> {
        Looking {
            data: &self.data,
            rows: &self.rows,
            own: &node.path.text,
            tz: &self.context.tz,
        }
    }

    /// The name under which a condition is recorded. The original gives what has no value the name of what is around it, so
    /// that a hidden text hides its container and rows are confused; strict mode does not follow it there.
    fn known_by(&self, node: &Node, path: &str) -> String {
        if self.mode == Mode::Strict && node.model.is_dataless() {
            crate::paths::fill(&node.place, &self.rows)
        } else if path.is_empty() {
            node.key.clone()
        } else {
            path.to_owned()
        }
    }

    /// Decides the component's own condition.
    fn look(&mut self, node: &Node, path: &str, scope: &mut Scope) {
        if !node.condition.exists() {
            return;
        }
        let hidden = self.shown(&node.condition, node) == Some(false);
        let place = self.known_by(node, path);
        self.conditionals.insert(place, hidden);
        scope.conditionally = Some(hidden);
    }

    fn prepare(&mut self, original: &Node, path: &str, scope: &mut Scope, parent: Scope) {
        self.begin_logic(original);
        let own = self.altered(original);
        let node = own.as_deref().unwrap_or(original);
        if self.value(node).is_some() {
            self.filter.allow(path);
        }
        self.put_reckoned_default(node, path);
        self.put_default(node, path);
        self.calculate(node, path);
        self.look(node, path, scope);
        self.apply_logic(original, path, scope);
        let own = self.altered(original);
        let node = own.as_deref().unwrap_or(original);
        self.note_changes(original);
        self.normalize(node, path);
        self.clear_hidden(node, path, scope, parent);
    }

    /// The default of numbers is left out on a server, which cannot know whether the person removed it.
    fn put_default(&mut self, node: &Node, path: &str) {
        let Some(default) = &node.default else { return };
        if node.model.is_dataless() || self.is_left_to_browsers(node) || self.row_has(node) {
            return;
        }
        self.put(node, path, default.clone());
    }

    fn put(&mut self, node: &Node, path: &str, default: Value) {
        self.set(path, default);
        if node.model != Model::Number && !self.cleared.contains(path) {
            self.filter.allow(path);
        }
    }

    fn row_has(&self, node: &Node) -> bool {
        let row = node.row.get(&self.data, &self.rows);
        row.is_some_and(|row| crate::paths::value_at(row, &node.key).is_some())
    }

    pub(crate) fn set(&mut self, path: &str, value: Value) {
        crate::paths::set_at(&mut self.data, path, value);
    }

    fn clear_hidden(&mut self, node: &Node, path: &str, scope: &mut Scope, parent: Scope) {
        let own = self.conditionals.get(&self.known_by(node, path)) == Some(&true);
        let hidden = parent.conditionally == Some(true) || own;
        if hidden {
            scope.conditionally = Some(true);
        }
        if parent.intentionally || node.hidden == Some(true) {
            scope.intentionally = true;
        }
        let clears = node.clear_on_hide && scope.conditionally == Some(true);
        if clears && !node.model.is_dataless() {
            self.worked.hidden.insert(path.to_owned());
        }
        if self.value(node).is_none() {
            return;
        }
        if clears {
            crate::paths::unset_at(&mut self.data, path);
            self.cleared.insert(path.to_owned());
            self.filter.refuse(path);
        }
    }

    /// Copies the value to what is kept, unless nobody allowed it.
    fn keep(&mut self, node: &Node, path: &str) {
        let value = self.value(node).cloned();
        match value {
            Some(value) if self.filter.allows(path) => {
                let strict_form = self.mode == Mode::Strict && node.model == Model::DataObject;
                let value = match strict_form {
                    // What is no form is not made one: the rules refuse it.
                    true if !value.is_object() => return,
                    true => data::answers_only(value),
                    false => value,
                };
                if let Some(back) = self.filter.keep(node, path, value) {
                    self.set(path, back);
                }
            }
            // Later conditions read null, not undefined, for a number nobody gave.
            _ if node.is("number") => self.set(path, Value::Null),
            _ => {}
        }
    }
}
