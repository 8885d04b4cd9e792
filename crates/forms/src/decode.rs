//! A browser's form post to data, typed by component. Text that does not read as its type is kept as typed, so that it can be
//! shown again and refused by the check.

mod rows;

use crate::form::Form;
use crate::js;
use crate::model::{Component, DayParts, Kind};
use crate::paths::{set_at, value_at};
use crate::sources::Sent;
use serde_json::{Map, Value, json};
use std::collections::HashMap;

/// Most pairs read from one post.
const MAX_PAIRS: usize = 20_000;
type Pairs<'a> = HashMap<&'a str, Vec<&'a str>>;

struct Reading<'a> {
    pairs: Pairs<'a>,
    all: &'a Value,
    out: Value,
    /// Whether what is read is the copy of a row.
    copied: bool,
}

impl Form {
    /// The data of one page from the pairs of its `<form>`; what the page cannot send (files, fields the person may not change)
    /// is taken from `all`, the data so far. A page that does not exist has no data.
    pub fn decode(&self, page: usize, pairs: &[(String, String)], all: &Value) -> Value {
        let mut by_name: Pairs<'_> = HashMap::new();
        for (name, value) in pairs.iter().take(MAX_PAIRS) {
            by_name.entry(name.as_str()).or_default().push(value.as_str());
        }
        let mut reading = Reading {
            pairs: by_name,
            all,
            out: Value::Object(Map::new()),
            copied: false,
        };
        if let Some(page) = self.pages().get(page) {
            reading.components(&page.components, &mut Vec::new());
        }
        reading.out
    }
}

impl<'a> Reading<'a> {
    fn components(&mut self, components: &[Component], rows: &mut Vec<usize>) {
        for component in components {
            self.component(component, rows);
        }
    }

    fn component(&mut self, component: &Component, rows: &mut Vec<usize>) {
        let path = component.path_at(rows);
        match &component.kind {
            Kind::Content { .. } | Kind::Button => {}
            Kind::DataGrid(limits) | Kind::EditGrid(limits) => self.grid(component, &path, rows, limits),
            Kind::DataMap(limits) => {
                let value = self.named_values(component, &path, limits);
                set_at(&mut self.out, &path, value);
            }
            Kind::Tree => {
                let value = self.entry(component, &path, 0);
                set_at(&mut self.out, &path, value);
            }
            Kind::Container => {
                self.keep_object(&path);
                self.components(&component.children, rows);
            }
            _ if component.is_layout() => self.components(&component.children, rows),
            kind => {
                let file = matches!(kind, Kind::File(_));
                let own = component.disabled || component.hidden || component.calculated || file;
                let sent = self.pairs.contains_key(path.as_str());
                let value = if (file && self.copied) || self.left_as_worked_out(&path) {
                    // A document belongs to one row; what the form worked out is worked out again.
                    None
                } else if own || (matches!(kind, Kind::Hidden) && !sent) {
                    value_at(self.all, &path)
                        .cloned()
                        .or_else(|| component.default.clone())
                } else {
                    self.value(component, &path)
                };
                if let Some(value) = value {
                    set_at(&mut self.out, &path, value);
                }
            }
        }
    }

    /// Whether a value that may be corrected came back as the form had worked it out.
    fn left_as_worked_out(&self, path: &str) -> bool {
        let shown = self.first(&format!("{path}:worked"));
        shown.is_some() && shown == self.first(path)
    }

    fn keep_object(&mut self, path: &str) {
        if value_at(&self.out, path).is_none() {
            set_at(&mut self.out, path, json!({}));
        }
    }

    fn first(&self, name: &str) -> Option<&'a str> {
        self.pairs.get(name).and_then(|values| values.first()).copied()
    }

    fn list(&self, name: &str) -> Vec<&'a str> {
        self.pairs.get(name).cloned().unwrap_or_default()
    }

    fn value(&self, component: &Component, path: &str) -> Option<Value> {
        match &component.kind {
            Kind::Checkbox => Some(Value::Bool(self.list(path).iter().any(|value| is_yes(value)))),
            Kind::SelectBoxes { options, .. } => {
                let ticked = self.list(path);
                let flags = options.iter().map(|option| {
                    (
                        option.value.clone(),
                        Value::Bool(ticked.contains(&option.value.as_str())),
                    )
                });
                Some(Value::Object(flags.collect()))
            }
            Kind::Survey { questions, .. } => {
                let answers = questions.iter().map(|question| {
                    let answer = self
                        .first(&format!("{path}:{}", question.value))
                        .unwrap_or_default();
                    (question.value.clone(), Value::String(answer.to_owned()))
                });
                Some(Value::Object(answers.collect()))
            }
            Kind::Day(parts) => Some(Value::String(self.day(*parts, path))),
            Kind::DateTime { .. } => Some(Value::String(self.date_time(path))),
            Kind::Tags => Some(tags(component, &self.list(path))),
            Kind::Address => Some(self.address(component, path)),
            Kind::Select { .. } if component.source().is_some() => self.sourced(component, path),
            _ if component.multiple => {
                let values = self
                    .list(path)
                    .into_iter()
                    .filter(|value| !value.trim().is_empty());
                Some(Value::Array(
                    values.filter_map(|value| one(component, value)).collect(),
                ))
            }
            _ => one(component, self.first(path).unwrap_or_default()),
        }
    }

    /// An address written by hand, in the shape the original gives to one.
    fn address(&self, component: &Component, path: &str) -> Value {
        if let Some(whole) = self.first(path) {
            return Value::String(whole.trim().to_owned());
        }
        let parts = component.address_parts().into_iter().map(|(part, _)| {
            let typed = self.first(&format!("{path}:{part}")).unwrap_or_default();
            (part.to_owned(), Value::String(typed.trim().to_owned()))
        });
        let parts: Map<String, Value> = parts.collect();
        if parts.values().all(|part| part.as_str() == Some("")) {
            return json!({});
        }
        json!({"mode": "manual", "address": parts})
    }

    fn sourced(&self, component: &Component, path: &str) -> Option<Value> {
        let (typed, asked) = (format!("{path}:cerca"), format!("{path}:cercato"));
        let sent = Sent {
            token: self.first(path).unwrap_or_default(),
            typed: self.first(&typed),
            asked: self.first(&asked),
        };
        Some(component.source()?.read(sent))
    }

    fn day(&self, parts: DayParts, path: &str) -> String {
        if let Some(whole) = self.first(path) {
            return whole.trim().to_owned();
        }
        let part = |name: &str| self.first(&format!("{path}:{name}")).unwrap_or_default().trim();
        parts.join(part("day"), part("month"), part("year"))
    }

    fn date_time(&self, path: &str) -> String {
        if let Some(whole) = self.first(path) {
            return whole.trim().to_owned();
        }
        let part = |name: &str| self.first(&format!("{path}:{name}")).unwrap_or_default().trim();
        match (part("date"), part("time")) {
            (date, "") => date.to_owned(),
            ("", time) => time.to_owned(),
            (date, time) => format!("{date}T{time}"),
        }
    }
}

fn is_yes(value: &str) -> bool {
    ["true", "on", "1"].contains(&value)
}

/// One value of a field that is not made of parts; nothing for a number left empty.
fn one(component: &Component, text: &str) -> Option<Value> {
    match component.kind {
        Kind::Number { decimals } => number(text, decimals == Some(0)),
        Kind::Currency { .. } => number(text, true),
        Kind::TextArea { .. } => Some(Value::String(text.replace("\r\n", "\n"))),
        // Free text is kept as typed; in what has a form of its own, spaces around it are never meant.
        Kind::Text if component.format.is_none() => Some(Value::String(text.to_owned())),
        Kind::Text | Kind::Email | Kind::Url | Kind::Phone | Kind::Time => {
            Some(Value::String(text.trim().to_owned()))
        }
        _ => Some(Value::String(text.to_owned())),
    }
}

/// `1.234,56` and `1234.56`. A dot before three last digits separates thousands where decimals cannot be three.
fn number(text: &str, thousands: bool) -> Option<Value> {
    let typed = text.trim();
    if typed.is_empty() {
        return None;
    }
    let plain: String = typed
        .chars()
        .filter(|c| !js::is_space(*c) && *c != '€' && *c != '\'')
        .collect();
    let grouped = {
        let mut groups = plain.trim_start_matches(['-', '+']).split('.');
        let first = groups.next().unwrap_or_default();
        let rest: Vec<&str> = groups.collect();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        (1..=3).contains(&first.len())
            && first != "0"
            && digits(first)
            && !rest.is_empty()
            && rest.iter().all(|part| part.len() == 3 && digits(part))
            && (thousands || rest.len() > 1)
    };
    let plain = match plain.split_once(',') {
        Some((whole, fraction)) => format!("{}.{fraction}", whole.replace('.', "")),
        None if grouped => plain.replace('.', ""),
        None => plain,
    };
    let decimal = plain
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
    match plain.parse::<f64>() {
        Ok(number) if decimal && number.is_finite() => Some(js::number_value(number)),
        _ => Some(Value::String(typed.to_owned())),
    }
}

fn tags(component: &Component, typed: &[&str]) -> Value {
    let words = typed
        .iter()
        .flat_map(|text| text.split(','))
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let words: Vec<Value> = words.map(|word| Value::String(word.to_owned())).collect();
    if component.raw.get("storeas").and_then(Value::as_str) == Some("array") {
        Value::Array(words)
    } else {
        Value::String(js::join(&words, ","))
    }
}

impl DayParts {
    /// The text of a day from its parts; empty when all are.
    pub fn join(self, day: &str, month: &str, year: &str) -> String {
        let padded = |part: &str| {
            if part.len() == 1 && part.bytes().all(|b| b.is_ascii_digit()) {
                format!("0{part}")
            } else {
                part.to_owned()
            }
        };
        let mut parts = Vec::new();
        let (day, month) = ((self.day, padded(day)), (self.month, padded(month)));
        let (first, second) = if self.day_first {
            (day, month)
        } else {
            (month, day)
        };
        for (shown, text) in [first, second, (self.year, year.to_owned())] {
            if shown {
                parts.push(text);
            }
        }
        if parts.iter().all(String::is_empty) {
            String::new()
        } else {
            parts.join("/")
        }
    }

    /// Day, month and year of a text; empty where there is none.
    pub fn split(self, text: &str) -> [String; 3] {
        let mut out = [String::new(), String::new(), String::new()];
        let given: Vec<&str> = text.split('/').collect();
        let order = if self.day_first { [0, 1, 2] } else { [1, 0, 2] };
        let shown = [self.day, self.month, self.year];
        let places = order
            .into_iter()
            .filter(|place| given.len() == 3 || shown[*place]);
        for (place, part) in places.zip(&given) {
            out[place] = (*part).to_owned();
        }
        out
    }
}
