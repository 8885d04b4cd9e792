//! Codice fiscale (D.M. 23/12/1976): that of persons, also with omocodia, and the eleven digits of provisional ones.

use crate::check::{check_letter, compact, eleven_digits_hold};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

mod compose;
mod error;
#[cfg(test)]
mod tests;

pub use compose::Person;
pub use error::FiscalCodeError;

/// The places (from zero) of the seven digits of a person's code, which omocodia may turn into letters.
const DIGITS: [usize; 7] = [6, 7, 9, 10, 12, 13, 14];
/// The letters that stand for 0 to 9 in codes given to persons whose codes would be the same.
const OMOCODIA: &[u8; 10] = b"LMNPQRSTUV";
/// The letters of January to December.
const MONTHS: &[u8; 12] = b"ABCDEHLMPRST";

/// A codice fiscale that is right in form: whose it is, and whether it was ever given, only the Agenzia delle Entrate knows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FiscalCode(String);

/// The sex a codice fiscale states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Day of birth from 1 to 31.
    Male,
    /// Day of birth from 41 to 71.
    Female,
}

impl FiscalCode {
    /// Reads what a person typed: spaces are dropped, letters become capitals. The place of birth may be unknown to our
    /// tables (a Comune newer than they are): ask [`crate::municipalities::birthplace`] and warn.
    pub fn parse(text: &str) -> Result<Self, FiscalCodeError> {
        let code = compact(text).ok_or(FiscalCodeError::Length { found: text.len() })?;
        match code.chars().count() {
            0 => Err(FiscalCodeError::Empty),
            11 => Self::numeric(code),
            16 => Self::personal(code),
            found => Err(FiscalCodeError::Length { found }),
        }
    }

    fn numeric(code: String) -> Result<Self, FiscalCodeError> {
        if let Some(at) = code.chars().position(|c| !c.is_ascii_digit()) {
            // Sixteen was the length to reach, unless nearly all is digits already.
            return match code.chars().filter(char::is_ascii_digit).count() {
                10 => Err(FiscalCodeError::Character { position: at + 1 }),
                _ => Err(FiscalCodeError::Length { found: 11 }),
            };
        }
        if code.starts_with("0000000") || !eleven_digits_hold(code.as_bytes()) {
            return Err(FiscalCodeError::Check);
        }
        Ok(Self(code))
    }

    fn personal(code: String) -> Result<Self, FiscalCodeError> {
        for (i, c) in code.chars().enumerate() {
            let fits = match i {
                _ if DIGITS.contains(&i) => {
                    c.is_ascii_digit() || u8::try_from(c).is_ok_and(|byte| OMOCODIA.contains(&byte))
                }
                _ => c.is_ascii_uppercase(),
            };
            if !fits {
                return Err(FiscalCodeError::Character { position: i + 1 });
            }
        }
        let code = Self(code);
        if code.birth_numbers().is_none() {
            return Err(FiscalCodeError::Month);
        }
        if code.birth_dates().next().is_none() {
            return Err(FiscalCodeError::Day);
        }
        if check_letter(&code.0.as_bytes()[..15]) != code.0.as_bytes()[15] {
            return Err(FiscalCodeError::Check);
        }
        Ok(code)
    }

    /// Capitals and digits as given, omocodia included: two persons may differ by that alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has eleven digits: provisional for a person, ordinary for a company, association or body. Such a code
    /// tells neither birth nor sex.
    pub fn is_numeric(&self) -> bool {
        self.0.len() == 11
    }

    /// Whether letters stand for digits, because somebody else had the same code first.
    pub fn is_omocodic(&self) -> bool {
        !self.is_numeric() && DIGITS.iter().any(|&i| !self.0.as_bytes()[i].is_ascii_digit())
    }

    /// The latest birth date the code can mean that is not after `today`: the code holds two digits of the year only, so
    /// of a centenarian it gives somebody a hundred years younger; where the true date is known use [`Self::agrees_with_birth`].
    pub fn birth_date(&self, today: Date) -> Option<Date> {
        self.birth_dates().filter(|date| *date <= today).last()
    }

    /// Whether a declared birth date is the one in the code; yes for numeric codes, which hold none.
    pub fn agrees_with_birth(&self, declared: Date) -> bool {
        self.is_numeric() || self.birth_dates().any(|date| date == declared)
    }

    /// The sex the code states; `None` for numeric codes.
    pub fn sex(&self) -> Option<Sex> {
        self.birth_numbers().map(|(_, _, _, sex)| sex)
    }

    /// The Belfiore code of the Comune or foreign state of birth; `None` for numeric codes.
    pub fn belfiore(&self) -> Option<String> {
        (!self.is_numeric()).then(|| self.decoded()[11..15].iter().map(|&b| char::from(b)).collect())
    }

    /// Whether surname and name give the first six letters; yes for numeric codes. A no is a warning, never a refusal:
    /// names change and registries write them in their own way.
    pub fn agrees_with_name(&self, surname: &str, name: &str) -> bool {
        self.is_numeric()
            || self.0[..6]
                == format!(
                    "{}{}",
                    compose::surname_letters(surname),
                    compose::name_letters(name)
                )
    }

    /// The code with its digits back in place of omocodia's letters (the check character then no longer fits).
    fn decoded(&self) -> Vec<u8> {
        let mut bytes = self.0.clone().into_bytes();
        for i in DIGITS {
            if let Some(digit) = bytes.get(i).and_then(|b| OMOCODIA.iter().position(|o| o == b)) {
                bytes[i] = b'0' + u8::try_from(digit).unwrap_or(0);
            }
        }
        bytes
    }

    /// Year of the century, month, day and sex; `None` for numeric codes and where the month's letter is none.
    fn birth_numbers(&self) -> Option<(i16, i8, i8, Sex)> {
        if self.is_numeric() {
            return None;
        }
        let code = self.decoded();
        let two = |i: usize| i16::from(code[i] - b'0') * 10 + i16::from(code[i + 1] - b'0');
        let month = i8::try_from(MONTHS.iter().position(|m| *m == code[8])? + 1).ok()?;
        let (day, sex) = match two(9) {
            day @ 0..=40 => (day, Sex::Male),
            day => (day - 40, Sex::Female),
        };
        Some((two(6), month, i8::try_from(day).ok()?, sex))
    }

    /// Every date from 1800 to 2099 the code can mean, in order.
    fn birth_dates(&self) -> impl Iterator<Item = Date> {
        let numbers = self.birth_numbers();
        [1800, 1900, 2000].into_iter().filter_map(move |century| {
            let (year, month, day, _) = numbers?;
            Date::new(century + year, month, day).ok()
        })
    }
}

impl fmt::Display for FiscalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for FiscalCode {
    /// Without the code: personal data stay out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FiscalCode(…)")
    }
}

impl TryFrom<String> for FiscalCode {
    type Error = FiscalCodeError;
    fn try_from(text: String) -> Result<Self, FiscalCodeError> {
        Self::parse(&text)
    }
}

impl From<FiscalCode> for String {
    fn from(code: FiscalCode) -> String {
        code.0
    }
}
