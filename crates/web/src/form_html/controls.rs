//! From a component to the one control that draws it.

use crate::Control;
use forms::{Choice, Component, Kind};

/// What draws a component that offers nothing to choose from.
pub(super) fn control(component: &Component) -> Control {
    match &component.kind {
        Kind::TextArea { rows } => Control::TextArea {
            rows: (*rows).clamp(2, 20),
        },
        Kind::Email => Control::Input("email"),
        Kind::Phone => Control::Input("tel"),
        Kind::Url => Control::Input("url"),
        Kind::Password => Control::Input("password"),
        Kind::DateTime { date: true, .. } => Control::Input("date"),
        Kind::DateTime { .. } | Kind::Time => Control::Input("time"),
        Kind::Checkbox => Control::Checkbox,
        // Numbers and amounts are text with the right keyboard: number controls lose what they cannot read.
        _ => Control::Input("text"),
    }
}

/// The question, or the key where the author wrote none: a control without a name cannot be used.
pub(super) fn question(component: &Component) -> String {
    if component.label.is_empty() {
        component.key.clone()
    } else {
        component.label.clone()
    }
}

pub(super) fn pairs(options: &[Choice]) -> Vec<(String, String)> {
    options
        .iter()
        .map(|option| (option.value.clone(), option.label.clone()))
        .collect()
}

pub(super) fn attributes(component: &Component) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    if !component.placeholder.is_empty() && component.options().is_empty() {
        attributes.push(("placeholder", component.placeholder.clone()));
    }
    if let Some(token) = &component.autocomplete {
        attributes.push(("autocomplete", token.clone()));
    }
    let typed = matches!(
        component.kind,
        Kind::Text
            | Kind::TextArea { .. }
            | Kind::Number { .. }
            | Kind::Currency { .. }
            | Kind::Phone
            | Kind::Email
            | Kind::Url
    );
    if typed && component.input_mode != forms::InputMode::Text {
        attributes.push(("inputmode", component.input_mode.as_str().to_owned()));
    }
    if let (Some(most), Kind::TextArea { .. }) = (component.limits.max_length, &component.kind) {
        // Told to the script that counts; the browser must not cut what is pasted.
        attributes.push(("data-most", most.to_string()));
    }
    if component.format.is_some() {
        attributes.extend([
            ("spellcheck", "false".to_owned()),
            ("autocapitalize", "characters".to_owned()),
        ]);
    }
    if let Kind::DateTime { date: true, .. } = component.kind {
        let days = [
            ("min", &component.limits.min_date),
            ("max", &component.limits.max_date),
        ];
        for (name, day) in days {
            if let Some(day) = day.as_deref().and_then(|text| text.get(..10)) {
                attributes.push((name, day.to_owned()));
            }
        }
    }
    attributes
}

/// The author's markup without script, style, forms and first-level headings.
pub(super) fn safe_markup(html: &str) -> String {
    let mut builder = ammonia::Builder::default();
    builder
        .rm_tags(["h1", "img"])
        .link_rel(Some("noopener noreferrer"));
    builder.clean(html).to_string()
}
