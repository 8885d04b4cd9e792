//! What a list of the register is narrowed by, and where in it a page stands.

use crate::entry::Direction;
use crate::repo::Entry;
use kernel::Date;

/// Entries on a page of the list.
pub(crate) const PAGE: usize = 50;
/// Longest word looked for, in characters.
const MAX_WORD: usize = 80;

/// Every field narrows; the newest number comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Year of the number.
    pub year: Option<i64>,
    /// The number, in whatever year.
    pub number: Option<i64>,
    /// Which way the document went.
    pub direction: Option<Direction>,
    /// First civil day of registration.
    pub from: Option<Date>,
    /// Last civil day of registration.
    pub to: Option<Date>,
    /// Each must be in the subject or in the correspondent; see [`pattern`].
    pub words: Vec<String>,
    /// Which page.
    pub turn: Turn,
}

/// A page by the entry beside it, never by how many come before: entries that arrive meanwhile move nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    /// The newest entries.
    #[default]
    First,
    /// Those that come before this year and number.
    Older(i64, i64),
    /// Those that come after this year and number.
    Newer(i64, i64),
}

/// A page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Entries with their annotations, newest first.
    pub entries: Vec<Entry>,
    /// Whether older ones follow.
    pub older: bool,
    /// Whether newer ones come before.
    pub newer: bool,
}

/// The pattern of a word for `like` over text in lower case. Neither database lowers letters beyond ASCII in the same
/// way, so each of them stands for any one letter: `Città` finds `CITTÀ`.
pub(crate) fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.chars().take(MAX_WORD) {
        match letter {
            '%' | '_' | '\\' => pattern.extend(['\\', letter]),
            beyond if beyond.is_alphabetic() && !beyond.is_ascii() => pattern.push('_'),
            plain => pattern.push(plain.to_ascii_lowercase()),
        }
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn signs_of_patterns_are_letters_and_letters_beyond_ascii_are_any_letter() {
        assert_eq!(pattern("100%_\\"), "%100\\%\\_\\\\%");
        assert_eq!(pattern("CITTÀ"), "%citt_%");
        assert_eq!(pattern("😀"), "%😀%", "a sign has no capital");
    }
}
