//! Lengths in UTF-16 units, words, patterns and masks.

use super::{Asking, Hit, Verdict};
use crate::js;
use serde_json::Value;

fn text<'a>(asking: &Asking<'a>) -> Option<&'a str> {
    asking.value.and_then(Value::as_str)
}

#[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
fn count(number: usize) -> f64 {
    number as f64
}

pub(super) fn max_length_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.max_length.is_some() && text(asking).is_some_and(|text| !text.is_empty())
}

pub(super) fn max_length(asking: &Asking<'_>) -> Verdict {
    let (Some(max), Some(text)) = (asking.node.settings.max_length, text(asking)) else {
        return Verdict::Passed;
    };
    let holds = count(js::length(text)) <= max;
    Verdict::unless(holds, || {
        Hit::new("maxLength", "maxLength").set_from(asking, "maxLength")
    })
}

pub(super) fn min_length_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.min_length.is_some() && js::truthy(asking.value)
}

pub(super) fn min_length(asking: &Asking<'_>) -> Verdict {
    let (Some(min), Some(text)) = (asking.node.settings.min_length, text(asking)) else {
        return Verdict::Passed;
    };
    let holds = count(js::length(text)) >= min;
    Verdict::unless(holds, || {
        Hit::new("minLength", "minLength").set_from(asking, "minLength")
    })
}

/// `text.trim().split(/\s+/).length`: the empty text has one word.
fn words(text: &str) -> f64 {
    let words = js::trim(text)
        .split(js::is_space)
        .filter(|word| !word.is_empty())
        .count();
    count(words.max(1))
}

pub(super) fn max_words_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.max_words.is_some()
}

pub(super) fn max_words(asking: &Asking<'_>) -> Verdict {
    let (Some(max), Some(text)) = (asking.node.settings.max_words, text(asking)) else {
        return Verdict::Passed;
    };
    Verdict::unless(words(text) <= max, || {
        Hit::new("maxWords", "maxWords").set_from(asking, "maxWords")
    })
}

pub(super) fn min_words_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.min_words.is_some() && js::truthy(asking.value)
}

pub(super) fn min_words(asking: &Asking<'_>) -> Verdict {
    let (Some(min), Some(text)) = (asking.node.settings.min_words, text(asking)) else {
        return Verdict::Passed;
    };
    Verdict::unless(words(text) >= min, || {
        Hit::new("minWords", "minWords").set_from(asking, "minWords")
    })
}

pub(super) fn pattern_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.pattern.is_some() && text(asking).is_some_and(|text| !text.is_empty())
}

pub(super) fn pattern(asking: &Asking<'_>) -> Verdict {
    let (Some(pattern), Some(text)) = (&asking.node.settings.pattern, text(asking)) else {
        return Verdict::Passed;
    };
    let Ok(pattern) = pattern else {
        return Verdict::Failed;
    };
    // What costs too much is not accepted.
    if pattern.is_match(text) == Ok(true) {
        return Verdict::Passed;
    }
    let message = asking
        .node
        .raw("validate")
        .and_then(|validate| validate.get("patternMessage"));
    let hit = Hit::new("pattern", "pattern").set_from(asking, "pattern");
    Verdict::Broken(match message {
        Some(message) if js::truthy(Some(message)) => hit.keyed(js::string(Some(message))),
        _ => hit,
    })
}

pub(super) fn mask_applies(asking: &Asking<'_>) -> bool {
    asking.node.settings.mask.is_some() && js::truthy(asking.value)
}

pub(super) fn mask(asking: &Asking<'_>) -> Verdict {
    let (Some(mask), Some(value)) = (&asking.node.settings.mask, asking.value) else {
        return Verdict::Passed;
    };
    Verdict::unless(mask.accepts(value, asking.node.is("textfield")), || {
        Hit::new("mask", "mask")
    })
}
