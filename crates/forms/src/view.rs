//! Definition to the typed components a renderer draws.

mod kind;

use crate::js;
use crate::logic::Calculation;
use crate::model::{Choice, Component, InputMode, Kind, Limits};
use crate::node::Model;
use kind::{inner_kind, kind_of};
use serde_json::{Map, Value};

/// Where a component stands.
#[derive(Clone, Default)]
pub(crate) struct At {
    pub(crate) path: String,
    pub(crate) place: String,
    pub(crate) depth: usize,
}

/// The components of a list, typed.
pub(crate) fn components(list: Option<&Value>, at: &At) -> Vec<Component> {
    if at.depth > crate::node::MAX_DEPTH {
        return Vec::new();
    }
    list.and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|raw| component(raw, at))
        .collect()
}

/// One component and what is inside it.
pub(crate) fn component(raw: &Value, at: &At) -> Option<Component> {
    let raw = raw.as_object()?;
    let type_name = word(raw, "type");
    let model = Model::of(raw);
    let key = crate::node::component_key(raw, &type_name);
    let own = if type_name.is_empty() || model.is_dataless() {
        ""
    } else {
        key.as_str()
    };
    let path = match (at.path.is_empty(), own.is_empty()) {
        (true, _) => own.to_owned(),
        (_, true) => at.path.clone(),
        _ => format!("{}.{own}", at.path),
    };
    let place = match (at.place.is_empty(), key.is_empty()) {
        (true, _) => key.clone(),
        (_, true) => at.place.clone(),
        _ => format!("{}.{key}", at.place),
    };
    let inside = At {
        path: match model {
            Model::NestedArray => format!("{path}[]"),
            Model::NestedDataArray => format!("{path}[].data"),
            Model::DataObject => format!("{path}.data"),
            _ => path.clone(),
        },
        place: if model.is_rows() {
            format!("{place}[]")
        } else {
            place.clone()
        },
        depth: at.depth + 1,
    };
    let kind = kind_of(raw, &type_name, model);
    let children = children(raw, &kind, &inside);
    Some(assemble(
        raw,
        Parts {
            key,
            path,
            place,
            type_name,
            kind,
            children,
        },
    ))
}

struct Parts {
    key: String,
    path: String,
    place: String,
    type_name: String,
    kind: Kind,
    children: Vec<Component>,
}

fn assemble(raw: &Map<String, Value>, parts: Parts) -> Component {
    let flag = |key: &str| js::truthy(raw.get(key));
    let validate = |key: &str| raw.get("validate").and_then(|validate| validate.get(key));
    let conditional = crate::condition::Condition::of(raw);
    let mut rest = raw.clone();
    for inner in ["components", "columns", "rows"] {
        if rest.get(inner).is_some_and(Value::is_array) {
            rest.shift_remove(inner);
        }
    }
    let format = crate::node::format_of(raw);
    let calculation = Calculation::of(raw);
    Component {
        label: title(raw),
        hide_label: flag("hideLabel"),
        description: plain(&word(raw, "description")),
        tooltip: plain(&word(raw, "tooltip")),
        placeholder: word(raw, "placeholder"),
        prefix: plain(&word(raw, "prefix")),
        suffix: plain(&word(raw, "suffix")),
        input: raw.get("input").is_none_or(|input| js::truthy(Some(input))) && !is_idle(&parts.kind),
        required: js::truthy(validate("required")) || requires_part(raw),
        multiple: flag("multiple"),
        disabled: flag("disabled"),
        calculated: calculation
            .as_ref()
            .is_some_and(|calculation| !calculation.can_be_overridden),
        depends: calculation.is_some()
            || raw
                .get("logic")
                .and_then(Value::as_array)
                .is_some_and(|items| !items.is_empty()),
        hidden: flag("hidden"),
        conditional: conditional.decides(),
        autocomplete: autocomplete(raw),
        input_mode: input_mode(raw, &parts.kind),
        limits: limits(raw),
        format,
        default: raw
            .get("defaultValue")
            .filter(|default| js::truthy(Some(default)))
            .cloned(),
        key: parts.key,
        path: parts.path,
        place: parts.place,
        type_name: parts.type_name,
        kind: parts.kind,
        children: parts.children,
        raw: Value::Object(rest),
    }
}

/// The token, as a setting of its own or among the attributes, where the original's builder puts it.
fn autocomplete(raw: &Map<String, Value>) -> Option<String> {
    let among = raw.get("attributes").and_then(Value::as_object);
    let found = [Some(raw), among].into_iter().flatten();
    found
        .map(|settings| word(settings, "autocomplete"))
        .find(|token| !token.is_empty())
}

/// The component with some settings of its definition changed; where it stands, its kind of value and what is inside it
/// stay.
pub(crate) fn changed(component: &Component, changed: &crate::changes::Changed) -> Component {
    let mut raw = component.raw.clone();
    for (property, value) in changed {
        crate::paths::set_at(&mut raw, property, value.clone());
    }
    let Value::Object(raw) = raw else {
        return component.clone();
    };
    let parts = Parts {
        key: component.key.clone(),
        path: component.path.clone(),
        place: component.place.clone(),
        type_name: component.type_name.clone(),
        kind: kind_of(&raw, &component.type_name, Model::of(&raw)),
        children: component.children.clone(),
    };
    assemble(&raw, parts)
}

/// A day with a mandatory part is mandatory.
fn requires_part(raw: &Map<String, Value>) -> bool {
    let fields = raw.get("fields");
    raw.get("type").and_then(Value::as_str) == Some("day")
        && ["day", "month", "year"].iter().any(|part| {
            js::truthy(
                fields
                    .and_then(|fields| fields.get(part))
                    .and_then(|field| field.get("required")),
            )
        })
}

fn is_idle(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Button | Kind::Content { .. } | Kind::Panel { .. } | Kind::FieldSet | Kind::Well
    ) || matches!(
        kind,
        Kind::Columns | Kind::Column { .. } | Kind::Table | Kind::TableRow | Kind::TableCell
    ) || matches!(kind, Kind::Tabs | Kind::Tab)
}

fn children(raw: &Map<String, Value>, kind: &Kind, inside: &At) -> Vec<Component> {
    match kind {
        Kind::Columns => cells(raw.get("columns"), inside, |cell| {
            let width = cell.get("width").and_then(Value::as_u64).unwrap_or(6);
            Kind::Column {
                width: u8::try_from(width.clamp(1, 12)).unwrap_or(6),
            }
        }),
        Kind::Table => {
            let rows = raw.get("rows").and_then(Value::as_array).into_iter().flatten();
            let rows = rows.filter(|row| row.is_array()).map(|row| {
                let children = cells(Some(row), inside, |_| Kind::TableCell);
                synthetic(Kind::TableRow, String::new(), inside, children)
            });
            rows.collect()
        }
        Kind::Tabs => cells(raw.get("components"), inside, |_| Kind::Tab),
        Kind::DataMap(_) => raw
            .get("valueComponent")
            .and_then(|value| component(value, inside))
            .into_iter()
            .collect(),
        Kind::Tree => components(raw.get("components"), &branch(inside)),
        _ => components(raw.get("components"), inside),
    }
}

/// Where the questions of an entry of a tree are: in its `data`.
fn branch(inside: &At) -> At {
    At {
        path: format!("{}.data", inside.path),
        ..inside.clone()
    }
}

fn cells(list: Option<&Value>, inside: &At, kind: impl Fn(&Value) -> Kind) -> Vec<Component> {
    let cells = list
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|cell| cell.is_object());
    cells
        .map(|cell| {
            let kind = kind(cell);
            let inside = &within_cell(cell, &kind, inside);
            let children = components(cell.get("components"), inside);
            let label = cell
                .get("label")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned();
            synthetic(kind, label, inside, children)
        })
        .collect()
}

/// A tab has a key of its own, which is part of the place of what is inside; columns and cells have none.
fn within_cell(cell: &Value, kind: &Kind, inside: &At) -> At {
    let key = cell.get("key").and_then(Value::as_str).unwrap_or_default();
    let mut at = inside.clone();
    if *kind == Kind::Tab && !key.is_empty() {
        at.place = if at.place.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", at.place)
        };
    }
    at
}

/// A part of a layout that is no component of its own in the definition.
fn synthetic(kind: Kind, label: String, inside: &At, children: Vec<Component>) -> Component {
    let type_name = inner_kind(&kind).to_owned();
    let parts = Parts {
        key: String::new(),
        path: inside.path.clone(),
        place: inside.place.clone(),
        type_name,
        kind,
        children,
    };
    let mut component = assemble(&Map::new(), parts);
    component.label = label;
    component.input = false;
    component
}

/// A text of the definition.
pub(crate) fn word(raw: &Map<String, Value>, key: &str) -> String {
    raw.get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// Title of panels, legend of fieldsets, label of the rest.
fn title(raw: &Map<String, Value>) -> String {
    let order = match raw.get("type").and_then(Value::as_str) {
        Some("panel") => ["title", "label", "legend"],
        Some("fieldset") => ["legend", "label", "title"],
        _ => ["label", "title", "legend"],
    };
    let found = order
        .iter()
        .map(|key| plain(&word(raw, key)))
        .find(|text| !text.is_empty());
    found.unwrap_or_default()
}

/// Text without markup: labels are plain, whatever the author put in.
pub(crate) fn plain(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = rest[open + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match rest[open..].find('>') {
            Some(close) if tag => {
                out.push_str(&rest[..open]);
                rest = &rest[open + close + 1..];
            }
            _ => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

fn input_mode(raw: &Map<String, Value>, kind: &Kind) -> InputMode {
    match kind {
        Kind::Number { decimals: Some(0) } => InputMode::Numeric,
        Kind::Number { .. } | Kind::Currency { .. } => InputMode::Decimal,
        Kind::Email => InputMode::Email,
        Kind::Phone => InputMode::Tel,
        Kind::Url => InputMode::Url,
        _ => match raw
            .get("inputMode")
            .or_else(|| raw.get("inputmode"))
            .and_then(Value::as_str)
        {
            Some("numeric") => InputMode::Numeric,
            Some("decimal") => InputMode::Decimal,
            Some("tel") => InputMode::Tel,
            _ if crate::node::format_of(raw) == Some(crate::Format::PartitaIva) => InputMode::Numeric,
            _ => InputMode::Text,
        },
    }
}

fn limits(raw: &Map<String, Value>) -> Limits {
    let empty = Map::new();
    let validate = raw.get("validate").and_then(Value::as_object).unwrap_or(&empty);
    let number = |key: &str| {
        let value = validate
            .get(key)
            .filter(|value| !value.is_null() && value.as_str() != Some(""))?;
        Some(js::number(Some(value))).filter(|number| number.is_finite())
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped")]
    let count = |key: &str| number(key).filter(|n| *n > 0.0).map(|n| n.min(1e12) as u64);
    let widget = raw.get("widget");
    let date = |key: &str| {
        let setting = raw
            .get(key)
            .or_else(|| widget.and_then(|widget| widget.get(key)))?
            .as_str()?;
        let plain = setting.len() >= 10 && setting.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        plain.then(|| setting.to_owned())
    };
    Limits {
        min_length: count("minLength"),
        max_length: count("maxLength"),
        min_words: count("minWords"),
        max_words: count("maxWords"),
        min: number("min"),
        max: number("max"),
        step: number("step"),
        min_selected: count("minSelectedCount"),
        max_selected: count("maxSelectedCount"),
        pattern: Some(word(validate, "pattern")).filter(|pattern| !pattern.is_empty()),
        min_date: date("minDate"),
        max_date: date("maxDate"),
    }
}

/// What a list of `{label, value}` offers.
pub(crate) fn choices(list: Option<&Value>) -> Vec<Choice> {
    let items = list.and_then(Value::as_array).into_iter().flatten();
    items
        .filter_map(|item| {
            let (raw, label) = match item {
                Value::Object(map) => (map.get("value")?.clone(), map.get("label")),
                scalar => (scalar.clone(), None),
            };
            let value = js::string(Some(&raw));
            let label = label
                .map(|label| plain(&js::string(Some(label))))
                .filter(|label| !label.is_empty());
            (!value.is_empty()).then(|| Choice {
                label: label.unwrap_or_else(|| value.clone()),
                value,
                raw,
            })
        })
        .collect()
}
