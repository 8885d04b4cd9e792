//! Values of the data as the texts controls show.

use super::Drawing;
use forms::{Component, DayParts, Kind};
use kernel::Lang;
use serde_json::Value;

impl Drawing<'_> {
    pub(super) fn value_at(&self, path: &str) -> Option<&Value> {
        forms::value_at(self.data, path)
    }

    /// The value as plain text; empty for none.
    pub(super) fn text_at(&self, path: &str) -> String {
        self.value_at(path).map(plain).unwrap_or_default()
    }

    /// What the control shows: one text, or the chosen values.
    pub(super) fn values(&self, component: &Component, path: &str) -> Vec<String> {
        let Some(value) = self.value_at(path) else {
            return component
                .default
                .as_ref()
                .filter(|_| component.disabled)
                .map(plain)
                .into_iter()
                .collect();
        };
        self.values_of(component, value)
    }

    /// The same for a value that stands elsewhere.
    pub(super) fn values_of(&self, component: &Component, value: &Value) -> Vec<String> {
        match (&component.kind, value) {
            (Kind::SelectBoxes { .. }, Value::Object(boxes)) => boxes
                .iter()
                .filter(|(_, on)| **on == Value::Bool(true))
                .map(|(key, _)| key.clone())
                .collect(),
            (Kind::Tags, Value::Array(list)) => vec![list.iter().map(plain).collect::<Vec<_>>().join(", ")],
            (_, Value::Array(list)) => list.iter().map(|item| self.shown(component, item)).collect(),
            (_, value) => vec![self.shown(component, value)],
        }
    }

    fn shown(&self, component: &Component, value: &Value) -> String {
        match (&component.kind, value) {
            (Kind::Number { .. } | Kind::Currency { .. }, Value::Number(number)) => {
                decimal(&component.kind, number, self.lang())
            }
            (Kind::DateTime { date: true, .. }, value) => date_of(&plain(value)),
            (Kind::DateTime { .. } | Kind::Time, value) => time_of(&plain(value)),
            (_, value) => plain(value),
        }
    }
}

/// An address that is not made of our parts, in one line.
pub(super) fn address_text(value: &Value) -> String {
    let words = ["display_name", "formattedPlace", "formatted_address", "address"];
    let found = words.iter().find_map(|key| value.get(*key)?.as_str());
    found.map_or_else(|| plain(value), str::to_owned)
}

pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(on) => on.to_string(),
        _ => String::new(),
    }
}

fn decimal(kind: &Kind, number: &serde_json::Number, lang: Lang) -> String {
    let text = match (kind, number.as_f64()) {
        (Kind::Currency { .. }, Some(amount)) if amount.is_finite() => format!("{amount:.2}"),
        _ => number.to_string(),
    };
    if lang == Lang::It {
        text.replace('.', ",")
    } else {
        text
    }
}

/// The civil date in an ISO text, in Italy's zone where the text has an offset.
pub(super) fn date_of(text: &str) -> String {
    zoned(text).map_or_else(
        || text.split('T').next().unwrap_or_default().to_owned(),
        |at| at.strftime("%Y-%m-%d").to_string(),
    )
}

/// Hours and minutes in an ISO text or a time.
pub(super) fn time_of(text: &str) -> String {
    if let Some(at) = zoned(text) {
        return at.strftime("%H:%M").to_string();
    }
    let time = text.split('T').next_back().unwrap_or_default();
    let whole = time.len() >= 5 && time.as_bytes().get(2) == Some(&b':');
    if whole {
        time.get(..5).unwrap_or(time).to_owned()
    } else {
        time.to_owned()
    }
}

fn zoned(text: &str) -> Option<jiff::Zoned> {
    kernel::Instant::parse(text).map(kernel::Instant::zoned)
}

/// Day, month and year of a text such as `27/03/1985`; parts not asked or `00` are empty.
pub(super) fn day_parts(text: &str, parts: DayParts) -> [String; 3] {
    let order: Vec<usize> = if parts.day_first {
        vec![0, 1, 2]
    } else {
        vec![1, 0, 2]
    };
    let asked = [parts.day, parts.month, parts.year];
    let pieces: Vec<&str> = text.split('/').collect();
    let mut found = [String::new(), String::new(), String::new()];
    let places: Vec<usize> = if pieces.len() == 3 {
        order
    } else {
        order.into_iter().filter(|place| asked[*place]).collect()
    };
    for (place, piece) in places.into_iter().zip(pieces) {
        if asked[place] && !piece.chars().all(|c| c == '0') {
            piece.clone_into(&mut found[place]);
        }
    }
    found
}
