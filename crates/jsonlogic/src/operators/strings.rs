//! lodash's String: searching, cutting, padding, escaping.

use super::{Call, Operation, place, words::map_text};
use crate::coercion::{self, base_text};
use crate::error::EvalError;
use crate::path;
use crate::run::{Outcome, Run};
use crate::symbols;
use crate::value::{Value, length, slice};

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "_startsWith" => starts_with,
        "_endsWith" => ends_with,
        "_escape" => |call| map_text(call, escape),
        "_unescape" => |call| map_text(call, unescape),
        "_escapeRegExp" => |call| map_text(call, escape_pattern),
        "_pad" => |call| pad(call, |missing| ((missing / 2.0).floor(), (missing / 2.0).ceil())),
        "_padStart" => |call| pad(call, |missing| (missing, 0.0)),
        "_padEnd" => |call| pad(call, |missing| (0.0, missing)),
        "_parseInt" => parse_int,
        "_repeat" => |call| {
            let single = if call.truthy(2) {
                call.is_iteratee_call(0)?
            } else {
                !call.has(1)
            };
            let times = if single { 1.0 } else { call.integer(1)? };
            let text = call.text(0)?;
            call.run.text(repeat(call.run, text.as_str(), times)?)
        },
        "_replace" => replace,
        "_split" => split,
        "_trim" => |call| trim(call, true, true),
        "_trimStart" => |call| trim(call, true, false),
        "_trimEnd" => |call| trim(call, false, true),
        "_truncate" => truncate,
        _ => return None,
    })
}

fn starts_with<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let (text, target) = (call.text(0)?, base_text(call.run, call.argument(1))?);
    call.run.spend_text(text.len())?;
    let start = place(call.integer(2)?.max(0.0), length(text.as_str()));
    let rest = slice(text.as_str(), start, usize::MAX);
    Ok(rest.starts_with(target.as_str()).into())
}

fn ends_with<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let (text, target) = (call.text(0)?, base_text(call.run, call.argument(1))?);
    call.run.spend_text(text.len())?;
    let units = length(text.as_str());
    let end = if call.has(2) {
        place(call.integer(2)?.max(0.0), units)
    } else {
        units
    };
    Ok(slice(text.as_str(), 0, end).ends_with(target.as_str()).into())
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn unescape(text: &str) -> String {
    const NAMES: [(&str, char); 5] = [
        ("amp;", '&'),
        ("lt;", '<'),
        ("gt;", '>'),
        ("quot;", '"'),
        ("#39;", '\''),
    ];
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = NAMES
            .iter()
            .find_map(|(name, c)| Some((part.strip_prefix(name)?, *c)));
        let (rest, c) = named.unwrap_or((part, '&'));
        plain.push(c);
        plain.push_str(rest);
    }
    plain
}

fn escape_pattern(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\^$.*+?()[]{}|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// How much is missing is divided between the front and the back.
fn pad<'a>(call: &Call<'_, 'a>, divide: fn(f64) -> (f64, f64)) -> Outcome<'a> {
    let text = call.text(0)?;
    call.run.spend_text(text.len())?;
    let wanted = call.integer(1)?;
    let missing = wanted - coercion::number(call.run, &symbols::count(text.as_str()).into())?;
    if wanted == 0.0 || missing <= 0.0 {
        return Ok(Value::Text(text));
    }
    let filling = match call.argument(2) {
        Value::Undefined => base_text(call.run, &" ".into())?,
        other => base_text(call.run, other)?,
    };
    let (front, back) = divide(missing);
    let front = padding(call.run, filling.as_str(), front)?;
    let back = padding(call.run, filling.as_str(), back)?;
    call.run.text(format!("{front}{}{back}", text.as_str()))
}

fn padding(run: &Run<'_>, filling: &str, count: f64) -> Result<String, EvalError> {
    let symbols_in = symbols::count(filling);
    if symbols_in == 0 {
        return Ok(String::new());
    }
    let size = coercion::number(run, &symbols_in.into())?;
    let filled = repeat(run, filling, (count / size).ceil())?;
    let wanted = place(count, symbols::count(&filled));
    Ok(symbols::split(&filled).into_iter().take(wanted).collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked, and the budget ends it"
)]
fn repeat(run: &Run<'_>, text: &str, times: f64) -> Result<String, EvalError> {
    if text.is_empty() || !(1.0..=9_007_199_254_740_991.0).contains(&times) {
        return Ok(String::new());
    }
    run.spend_text(text.len().saturating_mul(times as usize))?;
    Ok(text.repeat(times as usize))
}

fn parse_int<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let radix = if call.truthy(2) { 0.0 } else { call.number(1)? };
    // Unsigned and signed 32-bit numbers are the same radix, or the same nonsense.
    let radix = i32::try_from(unsigned(radix)).unwrap_or(1);
    Ok(coercion::parse_int(call.text(0)?.as_str(), radix).into())
}

/// `number >>> 0`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "reduced to 32 bits before"
)]
fn unsigned(number: f64) -> u32 {
    if number.is_finite() {
        number.trunc().rem_euclid(4_294_967_296.0) as u32
    } else {
        0
    }
}

/// The first occurrence; `$&` and its like stand for parts of the text.
fn replace<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let text = call.text(0)?;
    if call.arguments.len() < 3 {
        return Ok(Value::Text(text));
    }
    if matches!(call.argument(2), Value::Function(_)) {
        return Err(EvalError::Refused(
            "_replace".into(),
            "a function makes the replacement",
        ));
    }
    let pattern = coercion::string(call.run, call.argument(1))?;
    let replacement = coercion::string(call.run, call.argument(2))?;
    call.run.spend_text(text.len())?;
    let Some((before, after)) = text.as_str().split_once(pattern.as_str()) else {
        return Ok(Value::Text(text));
    };
    let mut parts = replacement.as_str().split('$');
    let mut replaced = before.to_owned() + parts.next().unwrap_or_default();
    let mut verbatim = false;
    for part in parts {
        if verbatim {
            // The second of two dollars.
            verbatim = false;
            replaced.push_str(part);
            continue;
        }
        let (said, rest) = match part.chars().next() {
            Some('&') => (pattern.as_str(), &part[1..]),
            Some('`') => (before, &part[1..]),
            Some('\'') => (after, &part[1..]),
            None => {
                verbatim = true;
                ("$", part)
            }
            Some(_) => ("$", part),
        };
        call.run.spend_text(said.len())?;
        replaced.push_str(said);
        replaced.push_str(rest);
    }
    call.run.text(replaced + after)
}

fn split<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let text = call.text(0)?;
    let limit = call.argument(2);
    let guarded =
        coercion::truthy(limit) && !matches!(limit, Value::Number(_)) && call.is_iteratee_call(0)?;
    let limit = if guarded || limit.is_undefined() {
        u32::MAX
    } else {
        unsigned(call.number(2)?)
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    call.run.spend_text(text.len())?;
    let one = |part: &str| call.run.text(part.to_owned());
    let parts: Vec<_> = match call.argument(1) {
        _ if limit == 0 => Vec::new(),
        _ if guarded => vec![one(text.as_str())?],
        Value::Undefined => vec![one(text.as_str())?],
        separator => {
            let separator = match separator {
                Value::Null => coercion::string(call.run, separator)?,
                other => base_text(call.run, other)?,
            };
            if separator.as_str().is_empty() {
                let symbols = symbols::split(text.as_str()).into_iter().take(limit);
                symbols.map(one).collect::<Result<_, _>>()?
            } else {
                let parts = text.as_str().split(separator.as_str()).take(limit);
                parts.map(one).collect::<Result<_, _>>()?
            }
        }
    };
    call.list(parts)
}

fn trim<'a>(call: &Call<'_, 'a>, start: bool, end: bool) -> Outcome<'a> {
    let text = call.text(0)?;
    call.run.spend_text(text.len())?;
    if call.truthy(2) || !call.has(1) {
        let mut rest = text.as_str();
        if start {
            rest = rest.trim_start_matches(coercion::is_space);
        }
        if end {
            rest = rest.trim_end_matches(coercion::is_space);
        }
        return call.run.text(rest.to_owned());
    }
    let characters = base_text(call.run, call.argument(1))?;
    call.run.spend_text(characters.len())?;
    let unwanted: std::collections::HashSet<_> = symbols::split(characters.as_str()).into_iter().collect();
    let symbols = symbols::split(text.as_str());
    let keep = |symbol: &&str| !unwanted.contains(*symbol);
    let from = if start {
        symbols.iter().position(&keep).unwrap_or(symbols.len())
    } else {
        0
    };
    let to = if end {
        symbols.iter().rposition(keep).map_or(0, |at| at + 1)
    } else {
        symbols.len()
    };
    call.run.text(symbols.get(from..to).unwrap_or_default().concat())
}

/// Options: `length`, `omission` and `separator` (a text).
fn truncate<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let (run, options) = (call.run, call.argument(1));
    let text = call.text(0)?;
    run.spend_text(text.len())?;
    let option = |name: &str| -> Result<Option<Value<'a>>, EvalError> {
        let given = options.is_object() && path::has(run, options, name)?;
        given.then(|| path::member(run, options, name)).transpose()
    };
    let wanted = option("length")?.map_or(Ok(30.0), |length| coercion::integer(run, &length))?;
    let omission = option("omission")?.unwrap_or_else(|| "...".into());
    let omission = base_text(run, &omission)?;
    let symbols = symbols::split(text.as_str());
    if wanted >= coercion::number(run, &symbols.len().into())? {
        return Ok(Value::Text(text));
    }
    let end = wanted - coercion::number(run, &symbols::count(omission.as_str()).into())?;
    if end < 1.0 {
        return Ok(Value::Text(omission));
    }
    let mut kept = symbols
        .get(..place(end, symbols.len()))
        .unwrap_or_default()
        .concat();
    if let Some(separator) = option("separator")?.filter(|separator| !separator.is_undefined()) {
        let separator = base_text(run, &separator)?;
        let rest = text.as_str().get(kept.len()..).unwrap_or_default();
        if !rest.starts_with(separator.as_str())
            && let Some(at) = kept.rfind(separator.as_str())
        {
            kept.truncate(at);
        }
    }
    run.text(kept + omission.as_str())
}
