//! IBAN: ISO 13616 for every country, and the Italian CIN inside it.

use crate::check::{FormatError, check_letter, compact};
use kernel::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

mod lengths;
#[cfg(test)]
mod tests;

/// An IBAN whose check digits are right (and, for Italy and San Marino, whose CIN is), in capitals without spaces.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

/// Why a text is no IBAN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IbanError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// It does not begin with two letters (country) and two digits.
    #[error("does not begin with a country and two check digits")]
    Beginning,
    /// Something else than a letter or a digit.
    #[error("character {position} is neither a letter nor a digit")]
    Character {
        /// Its place, counting from one.
        position: usize,
    },
    /// Not as long as the IBANs of that country.
    #[error("{found} characters instead of {expected}")]
    Length {
        /// How many there are.
        found: usize,
        /// How many that country has; for countries not in the registry the most any may have.
        expected: usize,
    },
    /// Letters where Italian banks have digits (ABI and CAB), or a digit where the CIN letter goes.
    #[error("not laid out as an Italian IBAN")]
    Layout,
    /// The two check digits do not follow from the rest (mod 97).
    #[error("wrong check digits")]
    CheckDigits,
    /// The Italian check letter (CIN) does not follow from ABI, CAB and account.
    #[error("wrong CIN")]
    Cin,
}

impl Iban {
    /// Reads what a person typed; spaces between the groups are dropped.
    pub fn parse(text: &str) -> Result<Self, IbanError> {
        let code = compact(text).ok_or(IbanError::Length {
            found: text.len(),
            expected: lengths::LONGEST,
        })?;
        if code.is_empty() {
            return Err(IbanError::Empty);
        }
        if let Some(at) = code.chars().position(|c| !c.is_ascii_alphanumeric()) {
            return Err(IbanError::Character { position: at + 1 });
        }
        let bytes = code.as_bytes();
        let (is_letter, is_digit) = (|b: &u8| b.is_ascii_uppercase(), |b: &u8| b.is_ascii_digit());
        if bytes.len() < 4 || !bytes[..2].iter().all(is_letter) || !bytes[2..4].iter().all(is_digit) {
            return Err(IbanError::Beginning);
        }
        check_length(&code)?;
        let italian = matches!(&code[..2], "IT" | "SM");
        if italian && !(is_letter(&bytes[4]) && bytes[5..15].iter().all(is_digit)) {
            return Err(IbanError::Layout);
        }
        if remainder_97(bytes) != 1 || matches!(&code[2..4], "00" | "01" | "99") {
            return Err(IbanError::CheckDigits);
        }
        if italian && check_letter(&bytes[5..]) != bytes[4] {
            return Err(IbanError::Cin);
        }
        Ok(Self(code))
    }

    /// Capitals and digits without spaces, as machines want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ISO 3166 code of the country of the account.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// The bank (ABI), for Italian and Sammarinese accounts.
    pub fn abi(&self) -> Option<&str> {
        self.is_italian().then(|| &self.0[5..10])
    }

    /// The branch (CAB), for Italian and Sammarinese accounts.
    pub fn cab(&self) -> Option<&str> {
        self.is_italian().then(|| &self.0[10..15])
    }

    /// Country and last four characters only, for pages and papers others may see.
    pub fn masked(&self) -> String {
        format!("{} •••• {}", self.country(), &self.0[self.0.len() - 4..])
    }

    fn is_italian(&self) -> bool {
        matches!(self.country(), "IT" | "SM")
    }
}

fn check_length(code: &str) -> Result<(), IbanError> {
    let found = code.len();
    match lengths::of(&code[..2]) {
        Some(expected) if found != expected => Err(IbanError::Length { found, expected }),
        None if !(lengths::SHORTEST..=lengths::LONGEST).contains(&found) => Err(IbanError::Length {
            found,
            expected: lengths::LONGEST,
        }),
        _ => Ok(()),
    }
}

/// The number read after moving the first four characters to the end, letters as 10..35, modulo 97 (ISO 7064).
fn remainder_97(code: &[u8]) -> u32 {
    code[4..]
        .iter()
        .chain(&code[..4])
        .fold(0, |sum, &byte| match byte {
            b'0'..=b'9' => (sum * 10 + u32::from(byte - b'0')) % 97,
            _ => (sum * 100 + u32::from(byte - b'A') + 10) % 97,
        })
}

impl FormatError for IbanError {
    fn key(&self) -> &'static str {
        match self {
            IbanError::Empty => "iban-empty",
            IbanError::Beginning => "iban-beginning",
            IbanError::Character { .. } => "iban-character",
            IbanError::Length { .. } => "iban-length",
            IbanError::Layout => "iban-layout",
            IbanError::CheckDigits => "iban-check-digits",
            IbanError::Cin => "iban-cin",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::It => self.italian(),
            Lang::En => self.english(),
        }
    }
}

impl IbanError {
    fn italian(&self) -> String {
        match self {
            IbanError::Empty => "Scrivere l'IBAN.".into(),
            IbanError::Beginning => {
                "L'IBAN comincia con la sigla del Paese e due cifre, per esempio IT60: ricontrollare l'inizio.".into()
            }
            IbanError::Character { position } => {
                format!("L'IBAN ha solo lettere e cifre: controllare il carattere {position}.")
            }
            IbanError::Length { found, expected } => {
                format!("L'IBAN di questo Paese ha {expected} caratteri: qui sono {found}.")
            }
            IbanError::Layout => {
                "L'IBAN italiano ha, dopo le prime quattro posizioni, una lettera e dieci cifre: ricontrollarlo.".into()
            }
            IbanError::CheckDigits => {
                "L'IBAN non è corretto: le cifre di controllo non corrispondono al resto. Ricontrollarlo.".into()
            }
            IbanError::Cin => {
                "L'IBAN non è corretto: la lettera in quinta posizione (CIN) non corrisponde al conto. Ricontrollarlo."
                    .into()
            }
        }
    }

    fn english(&self) -> String {
        match self {
            IbanError::Empty => "Enter the IBAN.".into(),
            IbanError::Beginning => {
                "An IBAN begins with the country and two digits, for example IT60: check the beginning.".into()
            }
            IbanError::Character { position } => {
                format!("An IBAN has letters and digits only: check character {position}.")
            }
            IbanError::Length { found, expected } => {
                format!("An IBAN of this country has {expected} characters: there are {found} here.")
            }
            IbanError::Layout => {
                "An Italian IBAN has, after the first four places, one letter and ten digits: check it again.".into()
            }
            IbanError::CheckDigits => {
                "The IBAN is not correct: its check digits do not match the rest. Check it again.".into()
            }
            IbanError::Cin => {
                "The IBAN is not correct: the letter in fifth place (CIN) does not match the account. Check it again."
                    .into()
            }
        }
    }
}

impl fmt::Display for Iban {
    /// In groups of four, as printed on papers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, c) in self.0.chars().enumerate() {
            if i > 0 && i % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{c}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Iban {
    /// Masked: an IBAN is personal data and stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Iban({}…)", self.country())
    }
}

impl TryFrom<String> for Iban {
    type Error = IbanError;
    fn try_from(text: String) -> Result<Self, IbanError> {
        Self::parse(&text)
    }
}

impl From<Iban> for String {
    fn from(iban: Iban) -> String {
        iban.0
    }
}
