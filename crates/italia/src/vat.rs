//! Partita IVA.

use crate::check::{FormatError, compact, eleven_digits_hold};
use kernel::Lang;
use serde::{Deserialize, Serialize};
use std::fmt;

#[cfg(test)]
mod tests;

/// A partita IVA with its check digit right: eleven digits, kept without the `IT` of the intra-EU form.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct VatNumber(String);

/// Why a text is no partita IVA.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VatError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Not eleven characters (after `IT`, where written).
    #[error("{found} characters instead of 11")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// Something else than a digit.
    #[error("character {position} is not a digit")]
    NotADigit {
        /// Its place, counting from one.
        position: usize,
    },
    /// The last digit does not follow from the others.
    #[error("wrong check digit")]
    CheckDigit,
}

impl VatNumber {
    /// Reads what a person typed: spaces and a leading `IT` are dropped.
    pub fn parse(text: &str) -> Result<Self, VatError> {
        let code = compact(text).ok_or(VatError::Length { found: text.len() })?;
        let digits = code.strip_prefix("IT").unwrap_or(&code);
        if digits.is_empty() {
            return Err(VatError::Empty);
        }
        let found = digits.chars().count();
        if found != 11 {
            return Err(VatError::Length { found });
        }
        if let Some(at) = digits.chars().position(|c| !c.is_ascii_digit()) {
            return Err(VatError::NotADigit { position: at + 1 });
        }
        // The first seven digits number the taxpayer, from one up.
        if digits.starts_with("0000000") || !eleven_digits_hold(digits.as_bytes()) {
            return Err(VatError::CheckDigit);
        }
        Ok(Self(digits.to_owned()))
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FormatError for VatError {
    fn key(&self) -> &'static str {
        match self {
            VatError::Empty => "vat-empty",
            VatError::Length { .. } => "vat-length",
            VatError::NotADigit { .. } => "vat-not-a-digit",
            VatError::CheckDigit => "vat-check-digit",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::It, VatError::Empty) => "Scrivere la partita IVA.".into(),
            (Lang::En, VatError::Empty) => "Enter the VAT number (partita IVA).".into(),
            (Lang::It, VatError::Length { found }) => {
                format!("La partita IVA ha 11 cifre: qui i caratteri sono {found}.")
            }
            (Lang::En, VatError::Length { found }) => {
                format!("An Italian VAT number has 11 digits: there are {found} characters here.")
            }
            (Lang::It, VatError::NotADigit { position }) => {
                format!("La partita IVA ha solo cifre: controllare il carattere {position}.")
            }
            (Lang::En, VatError::NotADigit { position }) => {
                format!("An Italian VAT number has digits only: check character {position}.")
            }
            (Lang::It, VatError::CheckDigit) => {
                "La partita IVA non è corretta: l'ultima cifra non corrisponde alle altre. Ricontrollarla."
                    .into()
            }
            (Lang::En, VatError::CheckDigit) => {
                "The VAT number is not correct: its last digit does not match the others. Check it again."
                    .into()
            }
        }
    }
}

impl fmt::Display for VatNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for VatNumber {
    /// Without the digits: that of a sole trader is personal data and stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VatNumber(…)")
    }
}

impl TryFrom<String> for VatNumber {
    type Error = VatError;
    fn try_from(text: String) -> Result<Self, VatError> {
        Self::parse(&text)
    }
}

impl From<VatNumber> for String {
    fn from(number: VatNumber) -> String {
        number.0
    }
}
