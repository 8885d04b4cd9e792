//! lodash's splitting of texts into words, and its plain letters for those with marks.

use crate::symbols;

/// The words of a text.
pub(crate) fn split(text: &str) -> Vec<&str> {
    if !is_compound(text) {
        return text
            .split(|c: char| !c.is_ascii_alphanumeric() && c.is_ascii())
            .filter(|word| !word.is_empty())
            .collect();
    }
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match word(rest) {
            Some(length) => {
                words.push(&rest[..length]);
                at += length;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    words
}

/// Whether the text needs more than a look for what is no letter.
fn is_compound(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pair = |a: u8, b: u8| {
        a.is_ascii_lowercase() && b.is_ascii_uppercase()
            || a.is_ascii_digit() && b.is_ascii_alphabetic()
            || a.is_ascii_alphabetic() && b.is_ascii_digit()
    };
    bytes.iter().any(|b| !b.is_ascii_alphanumeric() && *b != b' ')
        || bytes.windows(2).any(|two| pair(two[0], two[1]))
        || bytes.windows(3).any(|three| {
            three[0].is_ascii_uppercase() && three[1].is_ascii_uppercase() && three[2].is_ascii_lowercase()
        })
}

fn is_lower(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{DF}'..='\u{F6}' | '\u{F8}'..='\u{FF}')
}

fn is_upper(c: char) -> bool {
    matches!(c, 'A'..='Z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{DE}')
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{BF}' | '\u{D7}' | '\u{F7}' | '\u{2000}'..='\u{206F}'
            | '\u{FEFF}' | '\u{1680}' | '\u{180E}' | '\u{3000}'
    )
}

/// Letters that have no case here: those beyond Latin-1.
fn is_other(c: char) -> bool {
    let letter = c <= '\u{FFFF}' && !matches!(c, '\u{2700}'..='\u{27BF}');
    letter && !is_break(c) && !c.is_ascii_digit() && !is_lower(c) && !is_upper(c)
}

fn is_other_or_lower(c: char) -> bool {
    is_lower(c) || is_other(c)
}

fn is_other_or_upper(c: char) -> bool {
    is_upper(c) || is_other(c)
}

/// The bytes of the word a text begins with: the alternatives of lodash's expression, in its order.
fn word(text: &str) -> Option<usize> {
    capitalized(text, is_lower)
        .and_then(|end| {
            let contracted = end + contraction(&text[end..], &LOWER);
            [contracted, end]
                .into_iter()
                .find(|end| ends_lower(&text[*end..]))
        })
        .or_else(|| acronym(text))
        .or_else(|| capitalized(text, is_other_or_lower).map(|end| end + contraction(&text[end..], &LOWER)))
        .or_else(|| {
            let end = run(text, is_upper);
            (end > 0).then(|| end + contraction(&text[end..], &UPPER))
        })
        .or_else(|| ordinal(text, &["ST", "ND", "RD", "TH"], |c| c.is_ascii_uppercase()))
        .or_else(|| ordinal(text, &["st", "nd", "rd", "th"], |c| c.is_ascii_lowercase()))
        .or_else(|| Some(run(text, |c| c.is_ascii_digit())).filter(|end| *end > 0))
        .or_else(|| symbols::emoji(text))
}

/// The bytes of the characters of a kind at the beginning.
fn run(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.find(|c| !kind(c)).unwrap_or(text.len())
}

/// One capital, if there is one, and at least one letter of a kind.
fn capitalized(text: &str, kind: fn(char) -> bool) -> Option<usize> {
    let capital = text
        .chars()
        .next()
        .filter(|c| is_upper(*c))
        .map_or(0, char::len_utf8);
    let letters = run(&text[capital..], kind);
    (letters > 0).then_some(capital + letters)
}

const LOWER: [&str; 7] = ["d", "ll", "m", "re", "s", "t", "ve"];
const UPPER: [&str; 7] = ["D", "LL", "M", "RE", "S", "T", "VE"];

/// The bytes of an apostrophe with what English contracts after it.
fn contraction(text: &str, endings: &[&str]) -> usize {
    let Some(apostrophe) = text.chars().next().filter(|c| matches!(c, '\'' | '\u{2019}')) else {
        return 0;
    };
    let rest = &text[apostrophe.len_utf8()..];
    let ending = endings.iter().find(|ending| rest.starts_with(**ending));
    ending.map_or(0, |ending| apostrophe.len_utf8() + ending.len())
}

fn ends_lower(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| is_break(c) || is_upper(c))
}

/// Capitals up to a break, or up to the capital that begins the next word.
fn acronym(text: &str) -> Option<usize> {
    let longest = run(text, is_other_or_upper);
    let ends = |end: usize| {
        let mut next = text[end..].chars();
        match next.next() {
            None => true,
            Some(c) => is_break(c) || is_upper(c) && next.next().is_some_and(is_other_or_lower),
        }
    };
    let contracted = longest + contraction(&text[longest..], &UPPER);
    if longest > 0 && ends(contracted) {
        return Some(contracted);
    }
    let shorter = text[..longest]
        .char_indices()
        .map(|(at, _)| at)
        .rev()
        .filter(|at| *at > 0);
    std::iter::once(longest)
        .filter(|at| *at > 0)
        .chain(shorter)
        .find(|end| ends(*end))
}

/// `1st`, `22nd`, `3RD`, `14th`, unless more letters of the same case follow.
fn ordinal(text: &str, endings: &[&str; 4], same_case: fn(char) -> bool) -> Option<usize> {
    let digits = run(text, |c| c.is_ascii_digit());
    let ending = match text[..digits].chars().next_back()? {
        '1' => endings[0],
        '2' => endings[1],
        '3' => endings[2],
        _ => endings[3],
    };
    let rest = text[digits..].strip_prefix(ending)?;
    let goes_on = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_digit() || same_case(c));
    (!goes_on).then_some(digits + ending.len())
}

/// Latin letters without their marks.
pub(crate) fn deburr(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !symbols::is_combining(*c)) {
        match letters(c) {
            "" => plain.push(c),
            letters => plain.push_str(letters),
        }
    }
    plain
}

fn letters(c: char) -> &'static str {
    match c {
        '\u{C0}'..='\u{FF}' => latin_1(c),
        '\u{100}'..='\u{17F}' => latin_extended(c),
        _ => "",
    }
}

fn latin_1(c: char) -> &'static str {
    match c {
        'À'..='Å' => "A",
        'à'..='å' => "a",
        'Ç' => "C",
        'ç' => "c",
        'Ð' => "D",
        'ð' => "d",
        'È'..='Ë' => "E",
        'è'..='ë' => "e",
        'Ì'..='Ï' => "I",
        'ì'..='ï' => "i",
        'Ñ' => "N",
        'ñ' => "n",
        'Ò'..='Ö' | 'Ø' => "O",
        'ò'..='ö' | 'ø' => "o",
        'Ù'..='Ü' => "U",
        'ù'..='ü' => "u",
        'Ý' => "Y",
        'ý' | 'ÿ' => "y",
        'Æ' => "Ae",
        'æ' => "ae",
        'Þ' => "Th",
        'þ' => "th",
        'ß' => "ss",
        _ => "",
    }
}

fn latin_extended(c: char) -> &'static str {
    let pair = match c {
        'Ĳ' => return "IJ",
        'ĳ' => return "ij",
        'ŉ' => return "'n",
        'Œ' => return "Oe",
        'œ' => return "oe",
        'Ÿ' => return "Y",
        'ĸ' => return "k",
        'ſ' => return "s",
        'Ŋ' => return "N",
        'ŋ' => return "n",
        '\u{100}'..='\u{105}' => ["A", "a"],
        '\u{106}'..='\u{10D}' => ["C", "c"],
        '\u{10E}'..='\u{111}' => ["D", "d"],
        '\u{112}'..='\u{11B}' => ["E", "e"],
        '\u{11C}'..='\u{123}' => ["G", "g"],
        '\u{124}'..='\u{127}' => ["H", "h"],
        '\u{128}'..='\u{131}' => ["I", "i"],
        '\u{134}'..='\u{135}' => ["J", "j"],
        '\u{136}'..='\u{137}' => ["K", "k"],
        // From here to ň capitals have the odd numbers.
        '\u{139}'..='\u{142}' => ["l", "L"],
        '\u{143}'..='\u{148}' => ["n", "N"],
        '\u{14C}'..='\u{151}' => ["O", "o"],
        '\u{154}'..='\u{159}' => ["R", "r"],
        '\u{15A}'..='\u{161}' => ["S", "s"],
        '\u{162}'..='\u{167}' => ["T", "t"],
        '\u{168}'..='\u{173}' => ["U", "u"],
        '\u{174}'..='\u{175}' => ["W", "w"],
        '\u{176}'..='\u{177}' => ["Y", "y"],
        '\u{179}'..='\u{17E}' => ["z", "Z"],
        _ => return "",
    };
    if u32::from(c).is_multiple_of(2) {
        pair[0]
    } else {
        pair[1]
    }
}
