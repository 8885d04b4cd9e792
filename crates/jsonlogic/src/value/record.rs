//! Objects, borrowed or shared. Their fields come in JavaScript's order: whole numbers first, ascending, then as they were added.

use super::{Text, Value};
use serde_json::{Map, Value as Json};
use std::collections::HashMap;
use std::rc::Rc;

/// An object of the data, of the rule, or one that was made.
#[derive(Clone, Debug)]
pub enum Record<'a> {
    /// As it stands in the data or the rule.
    Borrowed(&'a Map<String, Json>),
    /// Made while the rule ran.
    Shared(Rc<Fields<'a>>),
}

/// The fields of an object that was made.
#[derive(Clone, Debug, Default)]
pub struct Fields<'a> {
    entries: Vec<(Text<'a>, Value<'a>)>,
    /// Places by name, once a search from the front would be slower.
    places: HashMap<Text<'a>, usize>,
    depth: u32,
}

/// From this many fields on they are found through a table.
const TABLE_FROM: usize = 9;

impl<'a> Fields<'a> {
    /// Sets a field; one that exists keeps its place.
    pub fn set(&mut self, key: Text<'a>, value: Value<'a>) {
        match self.place(key.as_str()) {
            Some(at) => self.entries[at].1 = value,
            None => {
                if !self.places.is_empty() {
                    self.places.insert(key.clone(), self.entries.len());
                }
                self.entries.push((key, value));
                if self.places.is_empty() && self.entries.len() == TABLE_FROM {
                    self.index();
                }
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.place(key).map(|at| &self.entries[at].1)
    }

    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Value<'a>> {
        self.place(key).map(|at| &mut self.entries[at].1)
    }

    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.retain(|(name, _)| name.as_str() != key);
        self.index();
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn into_entries(self) -> Vec<(Text<'a>, Value<'a>)> {
        self.entries
    }

    fn place(&self, key: &str) -> Option<usize> {
        if self.places.is_empty() {
            self.entries.iter().position(|(name, _)| name.as_str() == key)
        } else {
            self.places.get(key).copied()
        }
    }

    fn index(&mut self) {
        self.places.clear();
        if self.entries.len() >= TABLE_FROM {
            let names = self.entries.iter().enumerate();
            self.places = names.map(|(at, (name, _))| (name.clone(), at)).collect();
        }
    }

    /// Puts the fields in JavaScript's order.
    pub(crate) fn finish(mut self) -> Self {
        if order_fields(&mut self.entries) {
            self.index();
        }
        self.depth = 1 + self
            .entries
            .iter()
            .map(|(_, value)| value.depth())
            .max()
            .unwrap_or(0);
        self
    }
}

/// Whether anything had to move.
fn order_fields(entries: &mut [(Text<'_>, Value<'_>)]) -> bool {
    let numbered = entries.iter().any(|(key, _)| array_index(key.as_str()).is_some());
    if numbered {
        entries.sort_by_key(|(key, _)| array_index(key.as_str()).unwrap_or(usize::MAX));
    }
    numbered
}

/// The place a name stands for, if it is written as JavaScript writes a place of an array.
pub(crate) fn array_index(key: &str) -> Option<usize> {
    let canonical = key == "0" || (!key.starts_with('0') && key.len() <= 10 && !key.is_empty());
    let digits = canonical && key.bytes().all(|b| b.is_ascii_digit());
    let index = digits.then(|| key.parse::<usize>().ok()).flatten()?;
    (index < 4_294_967_295).then_some(index)
}

impl<'a> Record<'a> {
    /// The value of a field.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        match self {
            Self::Borrowed(fields) => fields.get(key).map(Value::from),
            Self::Shared(fields) => fields.get(key).cloned(),
        }
    }

    /// How many fields it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Borrowed(fields) => fields.len(),
            Self::Shared(fields) => fields.len(),
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fields in JavaScript's order.
    pub(crate) fn entries(&self) -> Vec<(Text<'a>, Value<'a>)> {
        match self {
            Self::Borrowed(fields) => {
                let fields = fields.iter();
                let mut entries: Vec<_> = fields
                    .map(|(key, value)| (Text::Borrowed(key.as_str()), Value::from(value)))
                    .collect();
                order_fields(&mut entries);
                entries
            }
            Self::Shared(fields) => fields.entries.clone(),
        }
    }

    /// Its `length`, when lodash would take the object for an array.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked: whole and not negative"
    )]
    pub(crate) fn array_length(&self) -> Option<usize> {
        match self.get("length")? {
            Value::Number(length)
                if length >= 0.0 && length.fract() == 0.0 && length <= 9_007_199_254_740_991.0 =>
            {
                Some(length as usize)
            }
            _ => None,
        }
    }

    pub(crate) fn depth(&self) -> u32 {
        match self {
            Self::Borrowed(_) => 0,
            Self::Shared(fields) => fields.depth,
        }
    }

    /// Where it is, which is what `===` compares.
    pub(crate) fn address(&self) -> usize {
        match self {
            Self::Borrowed(fields) => std::ptr::from_ref(*fields).addr(),
            Self::Shared(fields) => Rc::as_ptr(fields).addr(),
        }
    }
}
