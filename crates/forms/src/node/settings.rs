//! The limits of a component as the rules compare them.

use crate::js;
use crate::mask::Mask;
use crate::pattern::{Pattern, PatternError};
use serde_json::{Map, Value};

/// Numbers are `None` when the original would skip the rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) max_length: Option<f64>,
    pub(crate) min_length: Option<f64>,
    pub(crate) max_words: Option<f64>,
    pub(crate) min_words: Option<f64>,
    pub(crate) max: Option<f64>,
    pub(crate) min: Option<f64>,
    pub(crate) max_selected: Option<f64>,
    pub(crate) min_selected: Option<f64>,
    pub(crate) pattern: Option<Result<Pattern, PatternError>>,
    pub(crate) only_available: bool,
    /// The values offered, as written; `None` when they come from elsewhere or are missing.
    pub(crate) offered: Option<Vec<Value>>,
    pub(crate) mask: Option<Mask>,
    pub(crate) multiple_masks: bool,
}

impl Settings {
    pub(crate) fn of(raw: &Map<String, Value>) -> Self {
        let empty = Map::new();
        let validate = raw.get("validate").and_then(Value::as_object).unwrap_or(&empty);
        let whole = |key: &str| validate.get(key).and_then(whole_setting);
        Self {
            max_length: whole("maxLength"),
            min_length: whole("minLength"),
            max_words: whole("maxWords"),
            min_words: whole("minWords"),
            max: validate.get("max").and_then(number_setting),
            min: validate.get("min").and_then(number_setting),
            max_selected: validate
                .get("maxSelectedCount")
                .and_then(number_setting)
                .filter(|n| *n != 0.0),
            min_selected: validate
                .get("minSelectedCount")
                .and_then(number_setting)
                .filter(|n| *n != 0.0),
            pattern: pattern_of(validate),
            only_available: js::truthy(validate.get("onlyAvailableItems")),
            offered: offered(raw),
            mask: Mask::of(raw),
            multiple_masks: js::truthy(raw.get("allowMultipleMasks"))
                && raw
                    .get("inputMasks")
                    .and_then(Value::as_array)
                    .is_some_and(|masks| !masks.is_empty()),
        }
    }
}

/// Lengths and words: text is read as a whole number; zero and what is no number switch the rule off.
fn whole_setting(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => js::parse_int(text),
        other => js::number(Some(other)),
    };
    (!number.is_nan() && number != 0.0).then_some(number)
}

/// Limits of numbers: `null` compares as zero, which is what the original does.
fn number_setting(value: &Value) -> Option<f64> {
    let number = match value {
        Value::String(text) => js::parse_float(text),
        other => js::number(Some(other)),
    };
    (!number.is_nan()).then_some(number)
}

/// The original anchors the pattern by putting text around it, so `a|b` means `^a` or `b$`.
fn pattern_of(validate: &Map<String, Value>) -> Option<Result<Pattern, PatternError>> {
    let pattern = validate
        .get("pattern")
        .filter(|pattern| js::truthy(Some(pattern)))?;
    Some(Pattern::new(&format!("^{}$", js::string(Some(pattern)))))
}

/// The values offered by radio, selectboxes and select with values or JSON.
fn offered(raw: &Map<String, Value>) -> Option<Vec<Value>> {
    if crate::sources::of(raw).is_some() {
        return None;
    }
    let list = |items: &Value| -> Option<Vec<Value>> {
        let items = items.as_array()?;
        Some(
            items
                .iter()
                .map(|item| item.get("value").cloned().unwrap_or(Value::Null))
                .collect(),
        )
    };
    match raw.get("type").and_then(Value::as_str)? {
        "radio" | "selectboxes" => raw.get("values").and_then(list),
        "select" => {
            let data = raw.get("data");
            match raw.get("dataSrc").and_then(Value::as_str) {
                None if raw.get("dataSrc").is_some_and(|src| !src.is_null()) => None,
                None | Some("values") => data?.get("values").and_then(list),
                Some("json") => json_items(raw, data?.get("json")?),
                _ => None,
            }
        }
        _ => None,
    }
}

fn json_items(raw: &Map<String, Value>, json: &Value) -> Option<Vec<Value>> {
    let items = match json {
        Value::String(text) => serde_json::from_str::<Value>(text).ok()?.as_array().cloned()?,
        Value::Array(items) => items.clone(),
        _ => return None,
    };
    let property = raw
        .get("valueProperty")
        .and_then(Value::as_str)
        .filter(|name| !name.is_empty());
    Some(match property {
        Some(name) => items
            .iter()
            .map(|item| item.get(name).cloned().unwrap_or(Value::Null))
            .collect(),
        None => items,
    })
}
