//! What lodash counts as one character: with its combining marks, pairs of regional letters, joined emoji.

/// Whether a text has anything that is more than one UTF-16 unit to a character.
pub(crate) fn are_composed(text: &str) -> bool {
    !text.is_ascii()
        && text
            .chars()
            .any(|c| c == '\u{200D}' || c > '\u{FFFF}' || is_combining(c) || is_variation(c))
}

pub(crate) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{FE20}'..='\u{FE2F}' | '\u{20D0}'..='\u{20FF}')
}

fn is_variation(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

/// How many characters a text has.
pub(crate) fn count(text: &str) -> usize {
    if are_composed(text) {
        split(text).len()
    } else {
        text.chars().count()
    }
}

/// The characters of a text.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let composed = are_composed(text);
    let mut symbols = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let bytes = if composed {
            symbol(rest)
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        let (symbol, after) = rest.split_at(bytes);
        symbols.push(symbol);
        rest = after;
    }
    symbols
}

/// The bytes of the first character.
fn symbol(text: &str) -> usize {
    let mut at = Cursor { text, bytes: 0 };
    let tone = at.take(is_skin_tone);
    if tone && at.peek().is_some_and(is_skin_tone) {
        return at.bytes;
    }
    if !tone && !at.regional_pair() {
        let plain = at.peek().is_some_and(|c| c <= '\u{FFFF}');
        at.take(|_| true);
        if plain {
            at.take(is_combining);
        }
    }
    at.sequence();
    at.bytes
}

/// The bytes of an emoji, a dingbat or anything else outside the basic plane, with what belongs to it.
pub(crate) fn emoji(text: &str) -> Option<usize> {
    let mut at = Cursor { text, bytes: 0 };
    let begins = at.regional_pair() || at.take(|c| c > '\u{FFFF}' || matches!(c, '\u{2700}'..='\u{27BF}'));
    at.sequence();
    begins.then_some(at.bytes)
}

struct Cursor<'t> {
    text: &'t str,
    bytes: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.bytes..).and_then(|rest| rest.chars().next())
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let next = self.peek().filter(|c| wanted(*c));
        self.bytes += next.map_or(0, char::len_utf8);
        next.is_some()
    }

    fn regional_pair(&mut self) -> bool {
        let start = self.bytes;
        if self.take(is_regional) && self.take(is_regional) {
            return true;
        }
        self.bytes = start;
        false
    }

    /// Variation, modifier, and whatever is joined.
    fn sequence(&mut self) {
        loop {
            self.take(is_variation);
            self.take(|c| is_combining(c) || is_skin_tone(c));
            let joined = self.bytes;
            if !self.take(|c| c == '\u{200D}') {
                return;
            }
            if !self.regional_pair() && !self.take(|_| true) {
                self.bytes = joined;
                return;
            }
        }
    }
}
