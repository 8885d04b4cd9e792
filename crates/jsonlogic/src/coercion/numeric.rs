//! Numbers written and read as JavaScript does.

use super::is_space;

/// `String(number)`.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = number.abs();
    if number == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&size) {
        number.to_string()
    } else {
        let text = format!("{number:e}");
        match text.split_once('e') {
            Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
            _ => text,
        }
    }
}

/// `Number(text)`.
pub fn number_of_text(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    let whole = |base: u32| {
        let digits = text.get(2..).unwrap_or_default();
        let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(base));
        if all { digits_value(digits, base) } else { f64::NAN }
    };
    match text.get(..2) {
        _ if text.is_empty() => 0.0,
        Some("0x" | "0X") => whole(16),
        Some("0o" | "0O") => whole(8),
        Some("0b" | "0B") => whole(2),
        _ => match decimal_prefix(text) {
            Some((value, length)) if length == text.len() => value,
            _ => f64::NAN,
        },
    }
}

/// `parseFloat(text)`.
pub fn parse_float(text: &str) -> f64 {
    decimal_prefix(text.trim_start_matches(is_space)).map_or(f64::NAN, |(value, _)| value)
}

/// `parseInt(text, radix)`; 0 stands for no radix.
pub fn parse_int(text: &str, radix: i32) -> f64 {
    let text = text.trim_start_matches(is_space);
    let (sign, mut digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut base = match u32::try_from(radix) {
        Ok(0) => 10,
        Ok(base) if (2..=36).contains(&base) => base,
        _ => return f64::NAN,
    };
    let hexadecimal = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
    if let Some(rest) = hexadecimal.filter(|_| radix == 0 || radix == 16) {
        (base, digits) = (16, rest);
    }
    let end = digits.find(|c: char| !c.is_digit(base)).unwrap_or(digits.len());
    match digits.get(..end) {
        Some(digits) if !digits.is_empty() => sign * digits_value(digits, base),
        _ => f64::NAN,
    }
}

fn digits_value(digits: &str, base: u32) -> f64 {
    if base == 10 {
        return digits.parse().unwrap_or(f64::NAN);
    }
    digits
        .chars()
        .filter_map(|c| c.to_digit(base))
        .fold(0.0, |sum, digit| sum * f64::from(base) + f64::from(digit))
}

/// The longest decimal literal at the beginning, and its length in bytes.
fn decimal_prefix(text: &str) -> Option<(f64, usize)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if text.get(sign..)?.starts_with("Infinity") {
        let negative = text.starts_with('-');
        let value = if negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
        return Some((value, sign + 8));
    }
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
        }
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let power_sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let power = digits(end + 1 + power_sign);
        if power > 0 {
            end += 1 + power_sign + power;
        }
    }
    text.get(..end)?.parse().ok().map(|value| (value, end))
}
