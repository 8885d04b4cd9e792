//! One value in words.

use crate::js;
use crate::messages::day_for_people;
use crate::model::{Choice, Component, DayParts, Kind};
use kernel::Lang;
use serde_json::{Map, Value};

/// Deepest entry of a tree that is told.
const MAX_TREE: usize = 10;

/// A plain value as text, as it travels in a form post: `5`, `true`, the text itself; empty for nothing.
pub fn value_text(value: &Value) -> String {
    if value.is_null() {
        String::new()
    } else {
        js::string(Some(value))
    }
}

/// A value in words: labels of the options chosen, dates and amounts as people write them.
pub fn format_value(component: &Component, value: &Value, lang: Lang) -> String {
    match (&component.kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::File(_), Value::Array(files)) => listed(files.iter().map(|file| one_file(file, lang))),
        (_, Value::Array(items)) => listed(items.iter().map(|item| format_value(component, item, lang))),
        (Kind::Checkbox, Value::Bool(flag)) => yes_no(*flag, lang).to_owned(),
        (Kind::Select { .. }, Value::Object(chosen)) if chosen.get("label").is_some_and(Value::is_string) => {
            chosen.get("label").map(value_text).unwrap_or_default()
        }
        (Kind::Radio { options, .. } | Kind::Select { options }, value) => chosen(options, value, lang),
        (Kind::SelectBoxes { options, .. }, Value::Object(map)) => {
            let ticked = options.iter().filter(|option| js::truthy(map.get(&option.value)));
            listed(ticked.map(|option| option.label.clone()))
        }
        (Kind::Survey { questions, options }, Value::Object(map)) => {
            let answers = questions.iter().filter_map(|question| {
                let answer = chosen(options, map.get(&question.value)?, lang);
                (!answer.is_empty()).then(|| format!("{}: {answer}", question.label))
            });
            answers.collect::<Vec<_>>().join("; ")
        }
        (Kind::Number { .. }, Value::Number(number)) => {
            amount(number.as_f64().unwrap_or_default(), None, lang)
        }
        (Kind::Currency { currency }, Value::Number(number)) => {
            let text = amount(number.as_f64().unwrap_or_default(), Some(2), lang);
            if currency == "EUR" {
                format!("{text} €")
            } else {
                format!("{text} {currency}")
            }
        }
        (Kind::Day(parts), Value::String(text)) => day(*parts, text),
        (Kind::DateTime { .. }, Value::String(text)) => date_time(text),
        (Kind::Time, Value::String(text)) => text
            .strip_suffix(":00")
            .filter(|t| t.len() == 5)
            .unwrap_or(text)
            .to_owned(),
        (Kind::Address, Value::Object(map)) if map.get("address").is_some_and(Value::is_object) => {
            let parts = map
                .get("address")
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            listed(parts.filter_map(|(_, part)| part.as_str().map(str::to_owned)))
        }
        (Kind::DataMap(_), Value::Object(map)) => listed(
            map.iter()
                .map(|(name, value)| named(component, name, value, lang)),
        ),
        (Kind::Tree, Value::Object(map)) => entry(component, map, lang, 0),
        (Kind::Signature, Value::String(text)) if !text.is_empty() => match lang {
            Lang::It => "Firma apposta".to_owned(),
            Lang::En => "Signed".to_owned(),
        },
        (_, Value::Object(map)) => {
            let shown = ["formattedPlace", "display_name", "value", "label"]
                .iter()
                .find_map(|key| map.get(*key)?.as_str());
            shown.map_or_else(
                || listed(map.values().filter_map(Value::as_str).map(str::to_owned)),
                str::to_owned,
            )
        }
        (_, Value::Bool(flag)) => yes_no(*flag, lang).to_owned(),
        (_, value) => value_text(value),
    }
}

fn named(component: &Component, name: &str, value: &Value, lang: Lang) -> String {
    let value = match component.children.first() {
        Some(asked) => format_value(asked, value, lang),
        None => value_text(value),
    };
    format!("{name}: {value}")
}

/// An entry of a tree, those below it in brackets.
fn entry(component: &Component, map: &Map<String, Value>, lang: Lang, depth: usize) -> String {
    let data = map.get("data");
    let own = component.children.iter().filter_map(|asked| {
        let value = data?.get(&asked.key)?;
        Some(format_value(asked, value, lang))
    });
    let own = listed(own);
    let below = map
        .get("children")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let below = below.filter_map(Value::as_object).filter(|_| depth < MAX_TREE);
    match listed(below.map(|below| entry(component, below, lang, depth + 1))) {
        below if below.is_empty() => own,
        below => format!("{own} ({below})"),
    }
}

fn listed(items: impl Iterator<Item = String>) -> String {
    items
        .filter(|item| !item.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn yes_no(flag: bool, lang: Lang) -> &'static str {
    match (flag, lang) {
        (true, Lang::It) => "Sì",
        (true, Lang::En) => "Yes",
        (false, _) => "No",
    }
}

fn chosen(options: &[Choice], value: &Value, lang: Lang) -> String {
    let text = value_text(value);
    match options.iter().find(|option| option.value == text) {
        Some(option) => option.label.clone(),
        None => value.as_bool().map_or(text, |flag| yes_no(flag, lang).to_owned()),
    }
}

fn one_file(file: &Value, lang: Lang) -> String {
    let name = file
        .get("name")
        .or_else(|| file.get("originalName"))
        .map(value_text)
        .unwrap_or_default();
    match file.get("size").and_then(Value::as_u64) {
        Some(bytes) if !name.is_empty() => format!("{name} ({})", size(bytes, lang)),
        _ => name,
    }
}

fn size(bytes: u64, lang: Lang) -> String {
    #[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^53")]
    let number = bytes as f64;
    let (value, unit) = match bytes {
        0..1_024 => return format!("{bytes} byte"),
        1_024..1_048_576 => (number / 1_024.0, "KB"),
        _ => (number / 1_048_576.0, "MB"),
    };
    let text = format!("{value:.1}");
    format!(
        "{} {unit}",
        if lang == Lang::It {
            text.replace('.', ",")
        } else {
            text
        }
    )
}

/// `1.234,50` in Italian, `1,234.50` in English.
fn amount(number: f64, decimals: Option<usize>, lang: Lang) -> String {
    let text = match decimals {
        Some(decimals) => format!("{number:.decimals$}"),
        None => js::number_text(number),
    };
    if text.contains('e') {
        return text;
    }
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (group, mark) = if lang == Lang::It { ('.', ',') } else { (',', '.') };
    let mut out = String::from(sign);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(mark);
        out.push_str(fraction);
    }
    out
}

fn day(parts: DayParts, text: &str) -> String {
    let [day, month, year] = parts.split(text);
    let shown = [day, month, year].into_iter().filter(|part| !part.is_empty());
    shown.collect::<Vec<_>>().join("/")
}

/// ISO text as people write it; seconds are left out.
fn date_time(text: &str) -> String {
    let Some(date) = text.get(..10).and_then(day_for_people) else {
        return text.to_owned();
    };
    let zoned = text
        .parse::<jiff::Timestamp>()
        .ok()
        .map(|at| at.to_zoned(kernel::rome()));
    if let Some(at) = zoned {
        return at.strftime("%d/%m/%Y %H:%M").to_string();
    }
    match text.get(11..16) {
        Some(time) if text.as_bytes().get(10) == Some(&b'T') => format!("{date} {time}"),
        _ => date,
    }
}
