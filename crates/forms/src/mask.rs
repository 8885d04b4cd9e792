//! Input masks: `(999) 999-9999`. Text fields follow the rules of the Inputmask library, the other types simpler ones.

use crate::js;
use crate::pattern::Pattern;
use serde_json::{Map, Value};

/// The mask of a component, compiled.
#[derive(Clone, Debug)]
pub(crate) enum Mask {
    /// One mask for all values.
    One(Compiled),
    /// The value names which mask it follows.
    Named(Vec<(String, Compiled)>),
}

/// One mask in the two readings.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    units: Vec<Unit>,
    text: Option<Pattern>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Unit {
    Digit,
    Letter,
    Lower,
    Alphanumeric,
    Literal(u16),
}

impl Mask {
    /// The mask of a definition; `None` when it has none or switches the check off.
    pub(crate) fn of(raw: &Map<String, Value>) -> Option<Self> {
        let skip = raw.get("validate").and_then(|v| v.get("skipMaskValidation"));
        if raw.get("type").and_then(Value::as_str) == Some("time") || js::truthy(skip) {
            return None;
        }
        let masks = raw
            .get("inputMasks")
            .and_then(Value::as_array)
            .filter(|masks| !masks.is_empty());
        if let Some(masks) = masks
            && js::truthy(raw.get("allowMultipleMasks"))
        {
            let named = masks.iter().filter_map(|mask| {
                let label = mask.get("label")?.as_str()?;
                Some((label.to_owned(), Compiled::new(mask.get("mask")?.as_str()?)))
            });
            return Some(Mask::Named(named.collect()));
        }
        let mask = raw
            .get("inputMask")
            .and_then(Value::as_str)
            .filter(|mask| !mask.is_empty())?;
        Some(Mask::One(Compiled::new(mask)))
    }

    /// Whether the value follows the mask. Empty values are not asked.
    pub(crate) fn accepts(&self, value: &Value, is_text_field: bool) -> bool {
        match self {
            Mask::One(mask) => match value {
                Value::String(text) if is_text_field => mask.accepts_text(text),
                other => mask.accepts_units(other),
            },
            Mask::Named(masks) => {
                let name = value
                    .get("maskName")
                    .and_then(Value::as_str)
                    .filter(|name| !name.is_empty());
                let inner = value
                    .get("value")
                    .and_then(Value::as_str)
                    .filter(|text| !text.is_empty());
                let (Some(name), Some(inner)) = (name, inner) else {
                    return true;
                };
                let found = masks.iter().find(|(label, _)| label == name);
                found.is_none_or(|(_, mask)| mask.accepts_units(&Value::String(inner.to_owned())))
            }
        }
    }
}

impl Compiled {
    fn new(mask: &str) -> Self {
        let units = mask.encode_utf16().map(|unit| match u8::try_from(unit) {
            Ok(b'9') => Unit::Digit,
            Ok(b'A') => Unit::Letter,
            Ok(b'a') => Unit::Lower,
            Ok(b'*') => Unit::Alphanumeric,
            _ => Unit::Literal(unit),
        });
        Self {
            units: units.collect(),
            text: Pattern::new(&expression(mask)).ok(),
        }
    }

    fn accepts_text(&self, text: &str) -> bool {
        self.text
            .as_ref()
            .is_some_and(|pattern| pattern.is_match(text) == Ok(true))
    }

    /// The original tests each place against `value[i]`, and the word `undefined` where there is none, which letters accept.
    fn accepts_units(&self, value: &Value) -> bool {
        let chars: Vec<Option<u16>> = match value {
            Value::String(text) => text.encode_utf16().map(Some).collect(),
            _ => Vec::new(),
        };
        chars.len() <= self.units.len()
            && self
                .units
                .iter()
                .enumerate()
                .all(|(at, unit)| accepts(*unit, chars.get(at).copied().flatten()))
    }
}

fn accepts(unit: Unit, found: Option<u16>) -> bool {
    let Some(found) = found else {
        return !matches!(unit, Unit::Digit | Unit::Literal(_));
    };
    let byte = u8::try_from(found).unwrap_or(0);
    match unit {
        Unit::Digit => byte.is_ascii_digit(),
        Unit::Letter => byte.is_ascii_alphabetic(),
        Unit::Lower => byte.is_ascii_lowercase(),
        Unit::Alphanumeric => byte.is_ascii_alphanumeric(),
        Unit::Literal(literal) => literal == found,
    }
}

const LETTERS: &str = "A-Za-z\\u0410-\\u044F\\u0401\\u0451\\u00C0-\\u00FF\\u00B5";
const UPPER: &str = "A-Z\\u0410-\\u042F\\u0401\\u00C0-\\u00DE";

/// A mask as a regular expression: `9 a A * & #`, `[optional]`, `{repetitions}`, `\\` escapes.
fn expression(mask: &str) -> String {
    let mut out = String::from("^");
    let mut chars = mask.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '9' => out.push_str("[0-9]"),
            'a' => out.push_str(&format!("[{LETTERS}]")),
            'A' => out.push_str(&format!("[{UPPER}]")),
            '*' => out.push_str(&format!("[0-9{LETTERS}]")),
            '&' => out.push_str(&format!("[0-9{UPPER}]")),
            '#' => out.push_str("[0-9A-Fa-f]"),
            '[' => out.push_str("(?:"),
            ']' => out.push_str(")?"),
            '{' => {
                let inner: String = chars.by_ref().take_while(|c| *c != '}').collect();
                out.push_str(&repetition(&inner));
            }
            '\\' => literal(&mut out, chars.next().unwrap_or('\\')),
            other => literal(&mut out, other),
        }
    }
    out.push('$');
    out
}

fn repetition(inner: &str) -> String {
    match inner {
        "*" => "*".to_owned(),
        "+" => "+".to_owned(),
        "?" => "?".to_owned(),
        _ => match inner.split_once(',') {
            Some((low, "*" | "+")) => format!("{{{low},}}"),
            _ => format!("{{{inner}}}"),
        },
    }
}

fn literal(out: &mut String, c: char) {
    if c.is_ascii_punctuation() {
        out.push('\\');
    }
    out.push(c);
}
