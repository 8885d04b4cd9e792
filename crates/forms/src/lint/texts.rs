//! Whether everybody can read the texts of the form: headings, images, links, capitals, markup where none belongs.

use super::Findings;
use super::markup::{Piece, has_attribute, pieces, runs_code};
use crate::model::{Component, Kind};
use serde_json::Value;

/// Fewest letters for which capitals are shouting and not an acronym.
const SHOUTING: usize = 7;
/// Words of links that say nothing of where they lead.
const VAGUE: [&str; 14] = [
    "clicca qui",
    "clicca",
    "qui",
    "cliccando qui",
    "link",
    "a questo link",
    "questo link",
    "vai",
    "leggi",
    "leggi tutto",
    "scopri di più",
    "continua",
    "click here",
    "here",
];
/// Settings that are words for people.
const WORDS: [&str; 10] = [
    "label",
    "title",
    "legend",
    "description",
    "tooltip",
    "placeholder",
    "prefix",
    "suffix",
    "addAnother",
    "errorLabel",
];

pub(super) fn texts(list: &[Component], findings: &mut Findings) {
    for component in list {
        for name in WORDS {
            if let Some(text) = component.raw.get(name).and_then(Value::as_str) {
                label(&component.place, text, findings);
            }
        }
        for option in component.options() {
            label(&component.place, &option.label, findings);
        }
        if let Kind::Content { html } = &component.kind {
            content(&component.place, html, findings);
        }
        texts(&component.children, findings);
    }
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn shouts(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters >= SHOUTING && !text.chars().any(char::is_lowercase)
}

fn label(place: &str, text: &str, findings: &mut Findings) {
    if runs_code(text) {
        let told = format!("il testo «{}» contiene codice", shorten(text));
        findings.add(place, "script-in-text", true, told);
    } else if pieces(text).iter().any(|piece| !matches!(piece, Piece::Words(_))) {
        let told = format!(
            "il testo «{}» contiene HTML, che non viene mostrato",
            shorten(text)
        );
        findings.add(place, "markup-in-label", false, told);
    }
    if shouts(text) {
        let told = format!("«{}» è tutto in maiuscolo: si legge peggio", shorten(text));
        findings.add(place, "capitals", false, told);
    }
}

/// What is read so far of a text with markup.
#[derive(Default)]
struct Reading {
    level: Option<u8>,
    /// The element whose words are collected: a heading or a link.
    inside: Option<String>,
    words: String,
    named: bool,
}

fn content(place: &str, html: &str, findings: &mut Findings) {
    if runs_code(html) {
        findings.add(
            place,
            "script-in-text",
            true,
            "il testo contiene codice o elementi non ammessi",
        );
    }
    let mut reading = Reading::default();
    for piece in pieces(html) {
        match piece {
            Piece::Words(words) => {
                if shouts(words.trim()) {
                    let told = format!(
                        "«{}» è tutto in maiuscolo: si legge peggio",
                        shorten(words.trim())
                    );
                    findings.add(place, "capitals", false, told);
                }
                reading.words.push_str(words);
            }
            Piece::Open(name, attributes) => open(place, &name, attributes, &mut reading, findings),
            Piece::Close(name) => close(place, &name, &mut reading, findings),
        }
    }
}

fn level_of(name: &str) -> Option<u8> {
    let digit = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&digit).then_some(digit)
}

fn open(place: &str, name: &str, attributes: &str, reading: &mut Reading, findings: &mut Findings) {
    if name == "img" {
        reading.named |= has_attribute(attributes, "alt");
        if !has_attribute(attributes, "alt") {
            findings.add(
                place,
                "image-without-alt",
                true,
                "un'immagine non ha testo alternativo",
            );
        }
        return;
    }
    if let Some(level) = level_of(name) {
        match reading.level {
            None if level < 3 => {
                let told = format!("il testo comincia con un titolo di livello h{level}");
                findings.add(place, "heading-level", false, told);
            }
            Some(before) if level > before + 1 => {
                let told = format!("dopo un titolo h{before} viene un h{level}: manca un livello");
                findings.add(place, "heading-order", true, told);
            }
            _ => {}
        }
        reading.level = Some(level);
    }
    if level_of(name).is_some() || name == "a" {
        reading.inside = Some(name.to_owned());
        reading.words.clear();
        reading.named = has_attribute(attributes, "aria-label");
    }
}

fn close(place: &str, name: &str, reading: &mut Reading, findings: &mut Findings) {
    if reading.inside.as_deref() != Some(name) {
        return;
    }
    reading.inside = None;
    let words = reading.words.replace("&nbsp;", " ").trim().to_lowercase();
    if name == "a" {
        let plain = words.trim_matches(|c: char| !c.is_alphanumeric());
        if VAGUE.contains(&plain) || (plain.is_empty() && !reading.named) {
            let told = format!("il link «{}» non dice dove porta", shorten(&words));
            findings.add(place, "vague-link", true, told);
        }
    } else if words.is_empty() && !reading.named {
        findings.add(place, "empty-heading", true, format!("un titolo {name} è vuoto"));
    }
}
