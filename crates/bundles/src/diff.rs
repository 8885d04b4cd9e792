//! What changes for people between two versions of a bundle.

use crate::form_texts;
use crate::{Bundle, FileTree};
use std::collections::BTreeMap;

/// Longest text shown, in characters.
const SHOWN: usize = 80;

/// The differences, one per line, in Italian; empty when the bundles are the same.
pub fn diff(old: &Bundle, new: &Bundle) -> Vec<String> {
    let mut lines = Vec::new();
    if old.hash == new.hash {
        return lines;
    }
    compare(&mut lines, "servizio", &sheet(old), &sheet(new));
    compare(&mut lines, "domanda", &questions(old), &questions(new));
    compare(&mut lines, "stato", &states(old), &states(new));
    compare(&mut lines, "transizione", &transitions(old), &transitions(new));
    compare(&mut lines, "orologio", &clocks(old), &clocks(new));
    files(&mut lines, &old.files, &new.files);
    lines
}

type Facts = BTreeMap<String, String>;

fn compare(lines: &mut Vec<String>, what: &str, old: &Facts, new: &Facts) {
    for (key, value) in new {
        match old.get(key) {
            None => lines.push(format!("+ {what} {key}: {}", cut(value))),
            Some(before) if before != value => {
                lines.push(format!("~ {what} {key}: {} → {}", cut(before), cut(value)));
            }
            Some(_) => {}
        }
    }
    for (key, value) in old.iter().filter(|(key, _)| !new.contains_key(*key)) {
        lines.push(format!("- {what} {key}: {}", cut(value)));
    }
}

fn sheet(bundle: &Bundle) -> Facts {
    let service = &bundle.service;
    let texts = service.sheet.fields().into_iter().chain(service.privacy.fields());
    let mut facts: Facts = texts
        .map(|(field, text)| (field.to_owned(), text.it.clone()))
        .collect();
    facts.insert("livello minimo".to_owned(), service.minimum_level.to_string());
    facts.insert("dichiarazioni".to_owned(), service.declarations.to_string());
    facts
}

fn questions(bundle: &Bundle) -> Facts {
    let items = form_texts::items(bundle.form.definition())
        .into_iter()
        .filter(|item| item.input);
    items
        .map(|item| {
            let required = item
                .raw
                .pointer("/validate/required")
                .and_then(serde_json::Value::as_bool)
                == Some(true);
            let mark = if required { ", obbligatoria" } else { "" };
            let conditions = form_texts::conditions(&item.raw);
            let when = if conditions.is_empty() {
                ""
            } else {
                ", condizionata"
            };
            let options = item.options.join("|");
            (
                item.path.clone(),
                format!("{} ({}{mark}{when}) {options}", item.label, item.kind)
                    .trim()
                    .to_owned(),
            )
        })
        .collect()
}

fn states(bundle: &Bundle) -> Facts {
    let states = bundle.flow.states();
    states
        .map(|s| (s.id.clone(), format!("{} ({})", s.label.it, s.area.as_str())))
        .collect()
}

fn transitions(bundle: &Bundle) -> Facts {
    let of = |t: &flow::Transition| {
        let by: Vec<String> = t.by.iter().map(ToString::to_string).collect();
        let guard = t
            .guard
            .as_ref()
            .map_or(String::new(), |guard| format!(", se {}", guard.source()));
        let to = t.to.as_deref().unwrap_or("=");
        let effects = t.effects.len();
        format!(
            "{} → {to} ({}{guard}, {effects} effetti)",
            t.from.join("/"),
            by.join("/")
        )
    };
    bundle
        .flow
        .transitions()
        .iter()
        .map(|t| (t.id.clone(), of(t)))
        .collect()
}

fn clocks(bundle: &Bundle) -> Facts {
    let of = |clock: &flow::Clock| serde_json::to_string(&clock.term).unwrap_or_default();
    bundle
        .flow
        .clocks()
        .iter()
        .map(|clock| (clock.id.clone(), of(clock)))
        .collect()
}

fn files(lines: &mut Vec<String>, old: &FileTree, new: &FileTree) {
    for (path, bytes) in new.iter() {
        match old.bytes(path) {
            None => lines.push(format!("+ file {path}")),
            Some(before) if before != bytes => lines.push(format!("~ file {path}")),
            Some(_) => {}
        }
    }
    for (path, _) in old.iter().filter(|(path, _)| new.bytes(path).is_none()) {
        lines.push(format!("- file {path}"));
    }
}

fn cut(text: &str) -> String {
    let line = text.replace('\n', " ");
    let mut short: String = line.chars().take(SHOWN).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}
