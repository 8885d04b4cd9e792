//! What no font can print is printed as its code point, so that no letter of a name silently becomes an empty box.

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{Family, families};

/// Rewrites every text of the data into what the fonts can print.
pub(crate) fn make_printable(data: &mut Value) {
    match data {
        Value::String(text) => {
            if let Cow::Owned(changed) = printable(text, families()) {
                *text = changed;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_printable),
        Value::Object(fields) => fields.values_mut().for_each(make_printable),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The text with each character that no family has as `[U+4E2D]`, neighbours together as `[U+4E2D U+6587]`.
pub(crate) fn printable<'a>(text: &'a str, families: &[Family]) -> Cow<'a, str> {
    let plain =
        |c: char| c == '\n' || (!must_be_coded(c) && families.first().is_some_and(|family| family.covers(c)));
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = Printed::default();
    for cluster in text.graphemes(true) {
        print_cluster(cluster, families, &mut out);
    }
    Cow::Owned(out.finish())
}

/// A letter and its accents are shaped by one font: what that font lacks would be an empty box even if another font had it.
fn print_cluster(cluster: &str, families: &[Family], out: &mut Printed) {
    let shown = |c: &char| !is_dropped(*c) && !is_break(*c);
    let all = |family: &&Family| cluster.chars().filter(shown).all(|c| family.covers(c));
    let first = |family: &&Family| {
        cluster
            .chars()
            .find(|c| shown(c))
            .is_some_and(|c| family.covers(c))
    };
    let family = families.iter().find(all).or_else(|| families.iter().find(first));
    if cluster == "\r\n" {
        return out.show('\n');
    }
    for c in cluster.chars() {
        match c {
            _ if is_break(c) => out.show(if c == '\t' { ' ' } else { '\n' }),
            _ if must_be_coded(c) => out.code(c),
            _ if family.is_some_and(|family| family.covers(c)) => out.show(c),
            _ if is_dropped(c) => {}
            _ => out.code(c),
        }
    }
}

fn is_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Control characters; the marks that turn the reading order around and so could make a paper say something else than its data;
/// private characters, which PDF/A level A forbids because nobody knows what they mean.
fn must_be_coded(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Characters that have no shape of their own: without a glyph there is nothing to show.
fn is_dropped(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

#[derive(Default)]
struct Printed {
    text: String,
    in_codes: bool,
}

impl Printed {
    fn show(&mut self, c: char) {
        if std::mem::take(&mut self.in_codes) {
            self.text.push(']');
        }
        self.text.push(c);
    }

    fn code(&mut self, c: char) {
        self.text.push(if self.in_codes { ' ' } else { '[' });
        self.in_codes = true;
        // Writing to a String cannot fail.
        let _ = write!(self.text, "U+{:04X}", u32::from(c));
    }

    fn finish(mut self) -> String {
        if self.in_codes {
            self.text.push(']');
        }
        self.text
    }
}
