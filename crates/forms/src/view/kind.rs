//! Type words to kinds.

use super::{choices, plain, word};
use crate::js;
use crate::model::{Choice, DayParts, GridLimits, Kind};
use crate::node::Model;
use serde_json::{Map, Value};

/// The kind of a type word, with its settings.
pub(super) fn kind_of(raw: &Map<String, Value>, type_name: &str, model: Model) -> Kind {
    let kind = plain_kind(raw, type_name).or_else(|| choice_kind(raw, type_name));
    let kind = kind
        .or_else(|| special_kind(raw, type_name))
        .or_else(|| layout_kind(raw, type_name));
    kind.unwrap_or(match model {
        Model::None => Kind::Panel { collapsible: false },
        _ => Kind::Unsupported,
    })
}

fn plain_kind(raw: &Map<String, Value>, type_name: &str) -> Option<Kind> {
    Some(match type_name {
        "textfield" => Kind::Text,
        "textarea" => {
            let rows = raw.get("rows").map_or(4.0, |rows| js::number(Some(rows)));
            Kind::TextArea {
                rows: rows.clamp(2.0, 40.0) as u16,
            }
        }
        "number" => Kind::Number {
            decimals: decimals(raw),
        },
        "currency" => {
            let currency = Some(word(raw, "currency")).filter(|code| !code.is_empty());
            Kind::Currency {
                currency: currency.unwrap_or_else(|| "EUR".to_owned()),
            }
        }
        "email" => Kind::Email,
        "phoneNumber" => Kind::Phone,
        "url" => Kind::Url,
        "password" => Kind::Password,
        "hidden" => Kind::Hidden,
        "time" => Kind::Time,
        "signature" => Kind::Signature,
        "tags" => Kind::Tags,
        "address" => Kind::Address,
        "button" => Kind::Button,
        _ => return None,
    })
}

fn choice_kind(raw: &Map<String, Value>, type_name: &str) -> Option<Kind> {
    let inline = js::truthy(raw.get("inline"));
    let options = || choices(raw.get("values"));
    Some(match type_name {
        "checkbox" => Kind::Checkbox,
        "radio" => Kind::Radio {
            options: options(),
            inline,
        },
        "select" => Kind::Select {
            options: select_choices(raw),
        },
        "selectboxes" => Kind::SelectBoxes {
            options: options(),
            inline,
        },
        "survey" => Kind::Survey {
            questions: choices(raw.get("questions")),
            options: options(),
        },
        _ => return None,
    })
}

fn special_kind(raw: &Map<String, Value>, type_name: &str) -> Option<Kind> {
    let on = |key: &str| raw.get(key).is_none_or(|on| js::truthy(Some(on)));
    Some(match type_name {
        "day" => Kind::Day(day_parts(raw)),
        "datetime" => Kind::DateTime {
            date: on("enableDate"),
            time: on("enableTime"),
        },
        "file" => Kind::File(crate::strict::files::limits(raw, js::truthy(raw.get("multiple")))),
        "datagrid" | "datatable" | "dynamicWizard" => Kind::DataGrid(grid_limits(raw)),
        "datamap" => Kind::DataMap(GridLimits {
            fixed: js::truthy(raw.get("disableAddingRemovingRows")),
            add_label: plain(&word(raw, "addAnother")),
            ..GridLimits::default()
        }),
        "tree" => Kind::Tree,
        "editgrid" => Kind::EditGrid(grid_limits(raw)),
        "container" => Kind::Container,
        // A form inside the form, resolved: its questions are asked here, its answers kept in `data` of its own.
        "form" if raw.get("components").is_some_and(Value::is_array) => Kind::Container,
        "content" => Kind::Content {
            html: word(raw, "html"),
        },
        "htmlelement" => Kind::Content { html: element(raw) },
        _ => return None,
    })
}

fn layout_kind(raw: &Map<String, Value>, type_name: &str) -> Option<Kind> {
    Some(match type_name {
        "panel" => Kind::Panel {
            collapsible: js::truthy(raw.get("collapsible")),
        },
        "fieldset" => Kind::FieldSet,
        "well" => Kind::Well,
        "columns" => Kind::Columns,
        "table" => Kind::Table,
        "tabs" => Kind::Tabs,
        _ => return None,
    })
}

/// The type word of parts that have none in the definition.
pub(super) fn inner_kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Column { .. } => "column",
        Kind::TableRow => "row",
        Kind::TableCell => "cell",
        _ => "tab",
    }
}

fn decimals(raw: &Map<String, Value>) -> Option<u8> {
    let limit = raw.get("decimalLimit").filter(|limit| !limit.is_null())?;
    let number = js::number(Some(limit));
    let whole = raw.get("requireDecimal").is_none_or(|d| !js::truthy(Some(d)));
    (number.is_finite() && (number > 0.0 || whole)).then(|| number.clamp(0.0, 20.0) as u8)
}

fn select_choices(raw: &Map<String, Value>) -> Vec<Choice> {
    let data = raw.get("data");
    match raw.get("dataSrc").and_then(Value::as_str) {
        None | Some("values") => choices(data.and_then(|data| data.get("values"))),
        Some("json") => {
            let offered = crate::node::Settings::of(raw).offered.unwrap_or_default();
            let simple = offered
                .into_iter()
                .filter(|value| !value.is_object() && !value.is_array());
            choices(Some(&Value::Array(simple.collect())))
        }
        _ => Vec::new(),
    }
}

fn day_parts(raw: &Map<String, Value>) -> DayParts {
    let shown = |part: &str| {
        let field = raw.get("fields").and_then(|fields| fields.get(part));
        !js::truthy(field.and_then(|field| field.get("hide")))
    };
    DayParts {
        day_first: js::truthy(raw.get("dayFirst")),
        day: shown("day"),
        month: shown("month"),
        year: shown("year"),
    }
}

fn grid_limits(raw: &Map<String, Value>) -> GridLimits {
    let count = |key: &str| {
        let value = raw.get("validate").and_then(|validate| validate.get(key))?;
        let number = js::number(Some(value));
        (number.is_finite() && number > 0.0).then(|| number.min(1e6) as u64)
    };
    GridLimits {
        min_rows: count("minLength"),
        max_rows: count("maxLength"),
        add_label: plain(&word(raw, "addAnother")),
        fixed: js::truthy(raw.get("disableAddingRemovingRows")),
    }
}

/// An element of text: only its tag and its content; attributes are left behind.
fn element(raw: &Map<String, Value>) -> String {
    let tag = word(raw, "tag");
    let tag = if tag.chars().all(|c| c.is_ascii_alphanumeric()) && !tag.is_empty() {
        tag
    } else {
        "div".to_owned()
    };
    format!("<{tag}>{}</{tag}>", word(raw, "content"))
}
