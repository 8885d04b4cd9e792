//! What is said of a violation, in Italian and English: which field, what is wrong, what to do.

mod words;

use crate::js;
use crate::outcome::Violation;
use kernel::Lang;
use serde_json::Value;

impl Violation {
    /// One sentence that names the field and says what to do. What the author of the form wrote comes first.
    pub fn message(&self, lang: Lang) -> String {
        if let Some(custom) = &self.custom {
            return filled(custom, &self.label);
        }
        let text = words::sentence(&self.key, &self.rule, lang);
        let sentence = text
            .replace("{field}", &self.field(lang))
            .replace("{setting}", &self.setting_text(lang));
        match (self.index, lang) {
            (Some(index), Lang::It) => format!("{sentence} (valore {})", index + 1),
            (Some(index), Lang::En) => format!("{sentence} (value {})", index + 1),
            (None, _) => sentence,
        }
    }

    /// The field with the rows it is in: `«Nome» (Figli, riga 2)`.
    pub fn field(&self, lang: Lang) -> String {
        let (open, close, row) = match lang {
            Lang::It => ('«', '»', "riga"),
            Lang::En => ('“', '”', "row"),
        };
        let mut name = format!("{open}{}{close}", self.label);
        let rows: Vec<String> = self
            .rows
            .iter()
            .map(|(grid, at)| format!("{grid}, {row} {}", at + 1))
            .collect();
        if !rows.is_empty() {
            name.push_str(&format!(" ({})", rows.join("; ")));
        }
        name
    }

    fn setting_text(&self, lang: Lang) -> String {
        match &self.setting {
            None => String::new(),
            Some(Value::Number(number)) => {
                let text = js::number_text(number.as_f64().unwrap_or_default());
                if lang == Lang::It {
                    text.replace('.', ",")
                } else {
                    text
                }
            }
            Some(setting) => {
                let text = js::string(Some(setting));
                day_for_people(&text).unwrap_or(text)
            }
        }
    }
}

/// `2026-03-15` as people write it.
pub(crate) fn day_for_people(text: &str) -> Option<String> {
    let date: jiff::civil::Date = text.get(..10).filter(|_| text.len() == 10)?.parse().ok()?;
    Some(date.strftime("%d/%m/%Y").to_string())
}

/// An author's text may name the field between braces; nothing else is filled in.
fn filled(text: &str, label: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find("{{") {
        let Some(close) = rest[open..].find("}}") else {
            break;
        };
        out.push_str(&rest[..open]);
        if ["field", "label"].contains(&rest[open + 2..open + close].trim()) {
            out.push_str(label);
        }
        rest = &rest[open + close + 2..];
    }
    out.push_str(rest);
    out
}
