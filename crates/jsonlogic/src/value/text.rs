//! Strings, borrowed or shared, counted in UTF-16 units where JavaScript does.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// A string of the data, of the rule, or one that was made.
#[derive(Clone, Debug)]
pub enum Text<'a> {
    /// As it stands in the data or the rule.
    Borrowed(&'a str),
    /// Made while the rule ran.
    Shared(Rc<str>),
}

impl Text<'_> {
    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Shared(text) => text,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.as_str().len()
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self::Shared(text.into())
    }
}

impl Borrow<str> for Text<'_> {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

impl Hash for Text<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

/// `text.length`.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.chars().map(char::len_utf16).sum()
    }
}

/// `text.slice(start, end)` in UTF-16 units; a half of a pair becomes U+FFFD.
pub(crate) fn slice(text: &str, start: usize, end: usize) -> String {
    if end <= start {
        String::new()
    } else if text.is_ascii() {
        text.get(start.min(text.len())..end.min(text.len()))
            .unwrap_or_default()
            .to_owned()
    } else {
        let units = text.encode_utf16().skip(start).take(end - start);
        char::decode_utf16(units)
            .map(|c| c.unwrap_or('\u{FFFD}'))
            .collect()
    }
}

/// `text.indexOf(part, from)` in UTF-16 units.
pub(crate) fn index_of(text: &str, part: &str, from: usize) -> Option<usize> {
    let mut units = 0;
    let mut start = text.len();
    for (at, c) in text.char_indices() {
        if units >= from {
            start = at;
            break;
        }
        units += c.len_utf16();
    }
    let found = text.get(start..)?.find(part)?;
    Some(length(text.get(..start + found)?))
}
