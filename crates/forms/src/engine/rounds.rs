//! Values the form works out must agree with each other, in whatever order they stand and whatever the browser sent.

use super::Pass;
use crate::model::Mode;
use crate::node::Tree;
use crate::outcome::{CheckContext, Outcome, Violation};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A value that stands before what it is made of takes one round more; nobody needs more than a few such steps.
const MAX_ROUNDS: usize = 8;

/// What a pass found out that an earlier place of the form may depend on.
#[derive(Default, PartialEq)]
pub(super) struct Worked {
    /// Values calculated or set by logic, by path; `None` for what must not be there.
    pub(super) values: BTreeMap<String, Option<Value>>,
    /// Paths of hidden questions: an answer to one counts nowhere.
    pub(super) hidden: BTreeSet<String>,
}

impl Worked {
    fn put_into(&self, data: &mut Value) {
        for (path, value) in &self.values {
            match value {
                Some(value) => crate::paths::set_at(data, path, value.clone()),
                None => crate::paths::unset_at(data, path),
            }
        }
        for path in &self.hidden {
            crate::paths::unset_at(data, path);
        }
    }
}

/// Checks the data against the compiled components. The original passes once, in the order of the form: a total before its
/// rows is made of what the browser says they come to. Strict mode passes again until nothing changes, each time from what
/// was sent with the results of the round before in it.
pub(crate) fn check(tree: &Tree, data: &Value, context: &CheckContext, mode: Mode) -> Outcome {
    let nothing = Value::Object(Map::new());
    let sent = if data.is_object() { data } else { &nothing };
    let once = mode == Mode::Compat || !tree.works_out;
    let mut known = Worked::default();
    let mut rounds = 1;
    loop {
        let mut start = sent.clone();
        known.put_into(&mut start);
        let mut pass = Pass::new(start, sent, context, mode);
        for node in &tree.nodes {
            pass.visit(node, super::Scope::default());
        }
        if once || pass.worked == known {
            return pass.finish();
        }
        if rounds == MAX_ROUNDS {
            pass.errors.push(Violation::of_form("strict:rounds"));
            return pass.finish();
        }
        known = std::mem::take(&mut pass.worked);
        rounds += 1;
    }
}
