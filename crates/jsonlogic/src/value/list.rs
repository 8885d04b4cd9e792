//! Arrays, borrowed or shared.

use super::Value;
use serde_json::Value as Json;
use std::rc::Rc;

/// An array of the data, of the rule, or one that was made.
#[derive(Clone, Debug)]
pub enum List<'a> {
    /// As it stands in the data or the rule.
    Borrowed(&'a Vec<Json>),
    /// Made while the rule ran.
    Shared(Rc<Items<'a>>),
}

/// The elements of an array that was made.
#[derive(Debug)]
pub struct Items<'a> {
    values: Vec<Value<'a>>,
    depth: u32,
}

impl<'a> List<'a> {
    /// Shares the elements, without counting them: see [`crate::Run::list`].
    pub(crate) fn new(values: Vec<Value<'a>>) -> Self {
        let depth = 1 + values.iter().map(Value::depth).max().unwrap_or(0);
        Self::Shared(Rc::new(Items { values, depth }))
    }

    /// How many elements it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Borrowed(items) => items.len(),
            Self::Shared(items) => items.values.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at a place.
    pub fn at(&self, index: usize) -> Option<Value<'a>> {
        match self {
            Self::Borrowed(items) => items.get(index).map(Value::from),
            Self::Shared(items) => items.values.get(index).cloned(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Value<'a>> + '_ {
        (0..self.len()).filter_map(|index| self.at(index))
    }

    pub(crate) fn depth(&self) -> u32 {
        match self {
            Self::Borrowed(_) => 0,
            Self::Shared(items) => items.depth,
        }
    }

    /// Where it is, which is what `===` compares.
    pub(crate) fn address(&self) -> usize {
        match self {
            Self::Borrowed(items) => std::ptr::from_ref(*items).addr(),
            Self::Shared(items) => Rc::as_ptr(items).addr(),
        }
    }
}
