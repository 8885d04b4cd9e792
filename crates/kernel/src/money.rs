//! Money in integer cents of euro.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in cents of euro. Arithmetic is checked: money never wraps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

/// An amount that cannot be held or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("amount out of range or not an amount")]
pub struct MoneyError;

impl Cents {
    /// No money.
    pub const ZERO: Cents = Cents(0);

    /// Wraps an amount in cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Sum, or an error when it does not fit.
    pub fn plus(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_add(other.0).map(Cents).ok_or(MoneyError)
    }

    /// Difference, or an error when it does not fit.
    pub fn minus(self, other: Cents) -> Result<Cents, MoneyError> {
        self.0.checked_sub(other.0).map(Cents).ok_or(MoneyError)
    }

    /// Product with a count, or an error when it does not fit.
    pub fn times(self, count: i64) -> Result<Cents, MoneyError> {
        self.0.checked_mul(count).map(Cents).ok_or(MoneyError)
    }

    /// Reads the Italian way of writing an amount: `1.234,56`, `1234,5`, `1234`, `€ 12,00`.
    pub fn parse_italian(text: &str) -> Result<Cents, MoneyError> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '.' | ' ' | '€' | '\u{a0}'))
            .collect();
        let (sign, digits) = plain
            .strip_prefix('-')
            .map_or((1, plain.as_str()), |rest| (-1, rest));
        let (whole, part) = digits.split_once(',').unwrap_or((digits, ""));
        let digits_only = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || part.len() > 2 || !digits_only(whole) || !digits_only(part) {
            return Err(MoneyError);
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError)?;
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| MoneyError)?;
        whole
            .checked_mul(100)
            .and_then(|c| c.checked_add(part))
            .map(|c| Cents(sign * c))
            .ok_or(MoneyError)
    }
}

impl fmt::Display for Cents {
    /// The Italian way, without the symbol: `1.234,56`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let abs = self.0.unsigned_abs();
        let whole = (abs / 100).to_string();
        let mut grouped = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        write!(
            f,
            "{}{},{:02}",
            if self.0 < 0 { "-" } else { "" },
            grouped,
            abs % 100
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written_the_italian_way() {
        for (text, cents) in [
            ("1.234,56", 123_456),
            ("0,05", 5),
            ("12", 1200),
            ("-3,5", -350),
            ("€ 1.000,00", 100_000),
        ] {
            assert_eq!(Cents::parse_italian(text), Ok(Cents(cents)), "{text}");
        }
        for text in ["", "1,234", "abc", "1,2,3", ",5", "99999999999999999999"] {
            assert_eq!(Cents::parse_italian(text), Err(MoneyError), "{text}");
        }
        assert_eq!(Cents(123_456_789).to_string(), "1.234.567,89");
        assert_eq!(Cents(-5).to_string(), "-0,05");
    }
}
