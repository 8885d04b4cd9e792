//! Lists that are not written in the definition: `"properties": {"source": "comuni", "at": "sempre"}` on a `select`. The value is
//! `{"value": code, "label": name}`, so that what was chosen reads the same when the list has changed.

use crate::model::Component;
use italia::places::{List, Place, When};
use serde_json::{Map, Value, json};

/// Where the options of a question come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// The list.
    pub list: List,
    /// Which of its places are offered.
    pub when: When,
}

impl Component {
    /// The list its options come from, when they are not in the definition.
    pub fn source(&self) -> Option<Source> {
        of(self.raw.as_object()?)?.ok()
    }
}

/// The source of a definition; an error says what of it is not known.
pub(crate) fn of(raw: &Map<String, Value>) -> Option<Result<Source, &'static str>> {
    if raw.get("type").and_then(Value::as_str) != Some("select") {
        return None;
    }
    let properties = raw.get("properties")?;
    let name = properties.get("source")?.as_str()?;
    let Some(list) = List::named(name) else {
        return Some(Err("la fonte delle opzioni (properties.source) è sconosciuta"));
    };
    if crate::js::truthy(raw.get("multiple")) {
        return Some(Err("più luoghi insieme non si possono scegliere"));
    }
    let when = match properties.get("at").and_then(Value::as_str) {
        None | Some("") => Some(When::Today),
        Some(word) => When::parse(word),
    };
    Some(match when {
        Some(when) => Ok(Source { list, when }),
        None => Err("il momento dell'elenco (properties.at) è sconosciuto"),
    })
}

impl Source {
    /// The value kept for a place.
    pub fn value(place: &Place) -> Value {
        json!({ "value": place.code, "label": place.label })
    }

    /// What a control sends for a place: code and name, since one code can have had several.
    pub fn token(place: &Place) -> String {
        format!("{} {}", place.code, place.label)
    }

    /// The place a value is of, if it is offered.
    pub fn place(self, value: &Value) -> Option<&'static Place> {
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        let place = self.list.place(text("value")?, text("label")?)?;
        place.exists(self.when).then_some(place)
    }

    /// What a post means: the place chosen, unless the text beside it was changed since; else the place whose whole name was
    /// typed; else the text, kept as it was typed for the page that offers what it may mean.
    pub(crate) fn read(self, sent: Sent<'_>) -> Value {
        let chosen = sent.token.split_once(' ');
        let chosen = chosen.and_then(|(code, label)| self.list.place(code, label));
        let Some(typed) = sent.typed.map(str::trim) else {
            return chosen.map_or_else(|| Value::String(sent.token.to_owned()), Self::value);
        };
        let unchanged =
            |place: &&Place| sent.asked == Some(typed) || italia::fold(typed) == italia::fold(&place.label);
        if let Some(place) = chosen.filter(unchanged) {
            return Self::value(place);
        }
        match self.list.meant(typed, self.when) {
            Some(place) => Self::value(place),
            None => Value::String(typed.to_owned()),
        }
    }
}

/// What the controls of one question sent.
#[derive(Clone, Copy)]
pub(crate) struct Sent<'a> {
    /// What was chosen; empty for nothing.
    pub(crate) token: &'a str,
    /// What stands in the text control.
    pub(crate) typed: Option<&'a str>,
    /// The text for which the choices were shown.
    pub(crate) asked: Option<&'a str>,
}
