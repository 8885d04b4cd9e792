//! Arguments of texts, and the texts without arguments made ready once, so that a page pays a look-up each.

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An argument of a text.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A count, which chooses between singular and plural.
    Count(i64),
}

impl Arg<'_> {
    pub(crate) fn fluent(&self) -> FluentValue<'_> {
        match self {
            Arg::Text(text) => FluentValue::from(*text),
            Arg::Count(count) => FluentValue::from(*count),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a &str> for Arg<'a> {
    fn from(text: &'a &str) -> Self {
        Arg::Text(text)
    }
}

// Templates hand over references; counts come in the few types lists and dates use.
macro_rules! counts {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg<'_> {
            fn from(count: $number) -> Self {
                Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
        impl From<&$number> for Arg<'_> {
            fn from(count: &$number) -> Self {
                Arg::from(*count)
            }
        }
    )*};
}

counts!(i32, i64, u16, u32, u64, usize);

/// Texts without arguments, by key. The keys are ours, so a hash that can be guessed does no harm.
pub(crate) struct Texts(FxHashMap<String, String>);

impl Texts {
    pub(crate) fn of(bundle: &FluentBundle<FluentResource>, keys: &BTreeSet<String>) -> Self {
        let ready = |key: &String| {
            let pattern = bundle.get_message(key)?.value()?;
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
            errors.is_empty().then(|| (key.clone(), text))
        };
        Self(keys.iter().filter_map(ready).collect())
    }

    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }
}

/// The keys of the messages of a file; terms (`-name`) and comments left out.
pub(crate) fn message_keys(resource: &FluentResource) -> Vec<String> {
    resource
        .entries()
        .filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        })
        .collect()
}
