//! A strict reader of our own HTML: tags balanced, attributes quoted, identifiers unique, controls named.

use std::collections::{BTreeMap, BTreeSet};

const VOID: [&str; 8] = ["meta", "link", "input", "img", "br", "hr", "wbr", "col"];

pub(crate) type Attributes = BTreeMap<String, String>;

/// Every start tag with its attributes, in order; panics where the markup is not well formed.
pub(crate) fn tags(html: &str) -> Vec<(String, Attributes)> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "a bare > in {text:?}");
        for entity in text.split('&').skip(1) {
            assert!(
                entity.split_once(';').is_some_and(|(name, _)| name.len() < 8),
                "a bare & before {entity:?}"
            );
        }
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag ends");
        let (tag, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if tag.starts_with('!') {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(
                open.pop().as_deref(),
                Some(name),
                "closing tag out of order before {:.80}",
                rest
            );
            continue;
        }
        let name = tag.split([' ', '\n', '/']).next().unwrap().to_owned();
        let attributes = attributes(tag[name.len()..].trim_end_matches('/'), tag);
        if !VOID.contains(&name.as_str()) {
            open.push(name.clone());
        }
        found.push((name, attributes));
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    found
}

fn attributes(mut text: &str, tag: &str) -> Attributes {
    let mut found = Attributes::new();
    loop {
        text = text.trim_start();
        if text.is_empty() {
            return found;
        }
        let end = text.find([' ', '=', '\n']).unwrap_or(text.len());
        let name = text[..end].to_owned();
        text = &text[end..];
        let mut value = String::new();
        if let Some(rest) = text.strip_prefix('=') {
            let quote = rest
                .chars()
                .next()
                .filter(|c| matches!(c, '"' | '\''))
                .unwrap_or_else(|| panic!("unquoted: {tag}"));
            let close = rest[1..]
                .find(quote)
                .unwrap_or_else(|| panic!("open quote: {tag}"));
            value = rest[1..=close].to_owned();
            text = &rest[close + 2..];
        }
        assert!(
            found.insert(name.clone(), value).is_none(),
            "attribute {name} twice: {tag}"
        );
    }
}

/// What every page must be; says what is wrong by panicking.
pub(crate) fn check(html: &str) {
    let tags = tags(html);
    let mut ids = BTreeSet::new();
    for (name, attributes) in &tags {
        if let Some(id) = attributes.get("id") {
            assert!(ids.insert(id.as_str()), "id {id} twice");
        }
        for banned in ["style", "onclick", "onchange", "onsubmit", "onload"] {
            assert!(
                !attributes.contains_key(banned),
                "{banned} on {name}: the policy refuses it"
            );
        }
        assert!(name != "style", "inline style");
        if let Some(link) = attributes
            .get("href")
            .or(attributes.get("src"))
            .or(attributes.get("action"))
        {
            assert!(
                !link.starts_with("http") && !link.starts_with("//"),
                "another host: {link}"
            );
        }
    }
    for (name, attributes) in &tags {
        for reference in ["for", "aria-labelledby", "aria-describedby"] {
            for id in attributes
                .get(reference)
                .map(|ids| ids.split(' '))
                .into_iter()
                .flatten()
            {
                assert!(
                    ids.contains(id),
                    "{reference} of {name} names {id}, which is not on the page"
                );
            }
        }
        if let Some(id) = attributes.get("href").and_then(|link| link.strip_prefix('#')) {
            assert!(ids.contains(id), "link to #{id}, which is not on the page");
        }
    }
    every_control_is_named(&tags);
    let h1 = tags.iter().filter(|(name, _)| name == "h1").count();
    assert_eq!(h1, 1, "one first-level heading");
}

fn every_control_is_named(tags: &[(String, Attributes)]) {
    let labels: BTreeSet<&str> = tags
        .iter()
        .filter(|(name, _)| name == "label")
        .filter_map(|(_, a)| a.get("for"))
        .map(String::as_str)
        .collect();
    for (name, attributes) in tags {
        let kind = attributes.get("type").map(String::as_str).unwrap_or_default();
        if !matches!(name.as_str(), "input" | "select" | "textarea") || kind == "hidden" {
            continue;
        }
        let id = attributes
            .get("id")
            .unwrap_or_else(|| panic!("a control without id: {attributes:?}"));
        assert!(labels.contains(id.as_str()), "control {id} has no label");
    }
}
