//! lodash's String: casing by words.

use super::{Call, Operation};
use crate::coercion;
use crate::error::EvalError;
use crate::run::Outcome;
use crate::symbols;
use crate::value::Value;
use crate::words::{deburr, split};

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_camelCase" => |call| {
            compound(call, |at, word| {
                let word = word.to_lowercase();
                if at == 0 {
                    word
                } else {
                    first_letter(&word, str::to_uppercase)
                }
            })
        },
        "_kebabCase" => |call| compound(call, |at, word| separated(at, "-", &word.to_lowercase())),
        "_snakeCase" => |call| compound(call, |at, word| separated(at, "_", &word.to_lowercase())),
        "_lowerCase" => |call| compound(call, |at, word| separated(at, " ", &word.to_lowercase())),
        "_upperCase" => |call| compound(call, |at, word| separated(at, " ", &word.to_uppercase())),
        "_startCase" => |call| {
            compound(call, |at, word| {
                separated(at, " ", &first_letter(word, str::to_uppercase))
            })
        },
        "_capitalize" => |call| map_text(call, |text| first_letter(&text.to_lowercase(), str::to_uppercase)),
        "_upperFirst" => |call| map_text(call, |text| first_letter(text, str::to_uppercase)),
        "_lowerFirst" => |call| map_text(call, |text| first_letter(text, str::to_lowercase)),
        "_toLower" => |call| map_text(call, str::to_lowercase),
        "_toUpper" => |call| map_text(call, str::to_uppercase),
        "_deburr" => |call| map_text(call, deburr),
        "_words" => words,
        _ => return None,
    })
}

/// An operator from text to text.
pub(super) fn map_text<'a>(call: &Call<'_, 'a>, change: impl Fn(&str) -> String) -> Outcome<'a> {
    let text = call.text(0)?;
    call.run.spend_text(text.len())?;
    call.run.text(change(text.as_str()))
}

/// Puts together what becomes of the words.
fn compound<'a>(call: &Call<'_, 'a>, change: fn(usize, &str) -> String) -> Outcome<'a> {
    map_text(call, |text| {
        let plain = deburr(text).replace(['\'', '\u{2019}'], "");
        let words = split(&plain).into_iter().enumerate();
        words.map(|(at, word)| change(at, word)).collect()
    })
}

fn separated(at: usize, separator: &str, word: &str) -> String {
    format!("{}{word}", if at == 0 { "" } else { separator })
}

fn first_letter(text: &str, change: fn(&str) -> String) -> String {
    let first = symbols::split(text).first().map_or(0, |first| first.len());
    let (first, rest) = text.split_at(first);
    change(first) + rest
}

fn words<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let text = call.text(0)?;
    call.run.spend_text(text.len())?;
    let found: Vec<String> = if call.truthy(2) || !call.has(1) {
        split(text.as_str()).into_iter().map(str::to_owned).collect()
    } else {
        let pattern = coercion::string(call.run, call.argument(1))?;
        if pattern.as_str().contains(|c: char| c.is_ascii_punctuation()) {
            return Err(EvalError::Refused(
                "_words".into(),
                "the pattern is a regular expression",
            ));
        }
        let found = text.as_str().contains(pattern.as_str());
        found.then(|| pattern.as_str().to_owned()).into_iter().collect()
    };
    call.run.spend(found.len())?;
    call.list(found.into_iter().map(|word| Value::Text(word.into())).collect())
}
