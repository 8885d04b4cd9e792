//! Written formats of dates and times, as dayjs reads them (`HH:mm:ss`, `DD-MM-YYYY`).

use super::Parts;
use jiff::tz::TimeZone;

/// Tokens of a format, longest first.
const TOKENS: [&str; 20] = [
    "YYYY", "SSS", "YY", "MM", "DD", "HH", "hh", "mm", "ss", "SS", "ZZ", "Y", "M", "D", "H", "h", "m", "s",
    "A", "a",
];

enum Piece<'a> {
    Token(&'a str),
    Literal(&'a str),
}

fn pieces(format: &str) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if let Some(inner) = rest.strip_prefix('[')
            && let Some(end) = inner.find(']')
        {
            out.push(Piece::Literal(&inner[..end]));
            rest = &inner[end + 1..];
        } else if let Some(token) = TOKENS.iter().find(|token| rest.starts_with(**token)) {
            let (token, after) = rest.split_at(token.len());
            out.push(Piece::Token(token));
            rest = after;
        } else {
            let (literal, after) = rest.split_at(first.len_utf8());
            out.push(Piece::Literal(literal));
            rest = after;
        }
    }
    out
}

/// What a format found in a text.
#[derive(Default)]
struct Found {
    parts: Parts,
    afternoon: Option<bool>,
}

impl Found {
    fn set(&mut self, token: &str, number: i64) {
        match token {
            "YYYY" | "Y" => self.parts.year = number,
            "YY" => self.parts.year = number + if number > 68 { 1900 } else { 2000 },
            "MM" | "M" => self.parts.month = number,
            "DD" | "D" => self.parts.day = number,
            "HH" | "H" | "hh" | "h" => self.parts.hour = number,
            "mm" | "m" => self.parts.minute = number,
            "ss" | "s" => self.parts.second = number,
            "SSS" => self.parts.milli = number,
            _ => {}
        }
    }

    fn parts(mut self) -> Parts {
        match self.afternoon {
            Some(true) if self.parts.hour < 12 => self.parts.hour += 12,
            Some(false) if self.parts.hour == 12 => self.parts.hour = 0,
            _ => {}
        }
        self.parts
    }
}

/// The first run of digits of the wanted length, anywhere in the text: the original does not anchor.
fn find_digits(text: &str, min: usize, max: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let count = bytes[start..]
            .iter()
            .take(max)
            .take_while(|b| b.is_ascii_digit())
            .count();
        (count >= min).then_some((start, count))
    })
}

fn width(token: &str) -> (usize, usize) {
    match token {
        "YYYY" => (4, 4),
        "SSS" => (3, 3),
        "YY" | "DD" | "MM" | "SS" => (2, 2),
        "Y" => (1, 6),
        _ => (1, 2),
    }
}

/// Reads a text as dayjs does: separators are skipped by length, not compared; `None` when a part is missing.
fn read(text: &str, format: &str) -> Option<Found> {
    let mut left = text.to_owned();
    let mut start = 0;
    let mut found = Found::default();
    for piece in pieces(format) {
        match piece {
            Piece::Literal(literal) => start += literal.len(),
            Piece::Token("A" | "a") => {
                let part = left.get(start..)?;
                let word = part.find(|c: char| c.is_alphabetic())?;
                let end = part[word..]
                    .find(|c: char| !c.is_alphabetic())
                    .map_or(part.len(), |end| word + end);
                found.afternoon = Some(part[word..end].eq_ignore_ascii_case("pm"));
                left.replace_range(start + word..start + end, "");
            }
            Piece::Token(token) => {
                let (min, max) = width(token);
                let part = left.get(start..)?;
                let (at, count) = find_digits(part, min, max)?;
                let number = part[at..at + count].to_owned();
                found.set(token, number.parse().ok()?);
                // The original removes the first occurrence in the whole text, wherever it is.
                left = left.replacen(&number, "", 1);
            }
        }
    }
    Some(found)
}

/// `dayjs(text, format)`, not strict: parts left out are those of now or the first ones.
pub(crate) fn parse_format(text: &str, format: &str, now_year: i64, tz: &TimeZone) -> Option<i64> {
    let mut parts = read(text, format)?.parts();
    let no_date = parts.year == 0 && parts.month == 0;
    if parts.year == 0 {
        parts.year = now_year;
    }
    if parts.month == 0 {
        parts.month = 1;
    }
    if parts.day == 0 && !no_date {
        parts.day = 1;
    }
    Some(parts.local(tz))
}

fn write(parts: Parts, format: &str) -> String {
    let twelve = match parts.hour % 12 {
        0 => 12,
        hour => hour,
    };
    let mut out = String::new();
    for piece in pieces(format) {
        let token = match piece {
            Piece::Literal(literal) => {
                out.push_str(literal);
                continue;
            }
            Piece::Token(token) => token,
        };
        let (number, width) = match token {
            "YYYY" => (parts.year, 4),
            "YY" => (parts.year.rem_euclid(100), 2),
            "MM" => (parts.month, 2),
            "DD" => (parts.day, 2),
            "HH" => (parts.hour, 2),
            "hh" => (twelve, 2),
            "mm" => (parts.minute, 2),
            "ss" => (parts.second, 2),
            "SSS" => (parts.milli, 3),
            "Y" => (parts.year, 1),
            "M" => (parts.month, 1),
            "D" => (parts.day, 1),
            "H" => (parts.hour, 1),
            "h" => (twelve, 1),
            "m" => (parts.minute, 1),
            "s" => (parts.second, 1),
            "A" => {
                out.push_str(if parts.hour < 12 { "AM" } else { "PM" });
                continue;
            }
            "a" => {
                out.push_str(if parts.hour < 12 { "am" } else { "pm" });
                continue;
            }
            other => {
                out.push_str(other);
                continue;
            }
        };
        out.push_str(&format!("{number:0width$}"));
    }
    out
}

fn strict_time(text: &str, format: &str) -> Option<Parts> {
    let mut parts = read(text, format)?.parts();
    if parts.minute > 59 || parts.second > 59 || parts.hour > 23 || format.is_empty() {
        return None;
    }
    if format.contains('Y') || format.contains('D') {
        let month = i8::try_from(parts.month).ok()?;
        let day = i8::try_from(parts.day).ok()?;
        jiff::civil::Date::new(i16::try_from(parts.year).ok()?, month.max(1), day.max(1)).ok()?;
    }
    parts.year = parts.year.max(0);
    (write(parts, format) == text).then_some(parts)
}

/// Whether a text is a time written exactly in the format.
pub(crate) fn time_is(text: &str, format: &str) -> bool {
    strict_time(text, format).is_some()
}

/// A time written exactly in one format, written in another.
pub(crate) fn reformat_time(text: &str, from: &str, to: &str) -> Option<String> {
    strict_time(text, from).map(|parts| write(parts, to))
}

/// Writes a moment of the wall of the zone, for people.
pub(crate) fn display_format(ms: i64, format: &str, tz: &TimeZone) -> Option<String> {
    let at = super::wall(ms, tz)?;
    let parts = Parts {
        year: i64::from(at.year()),
        month: i64::from(at.month()),
        day: i64::from(at.day()),
        hour: i64::from(at.hour()),
        minute: i64::from(at.minute()),
        second: i64::from(at.second()),
        milli: i64::from(at.millisecond()),
    };
    Some(write(parts, format))
}
