//! Why a text is no codice fiscale, in words.

use crate::check::FormatError;
use kernel::Lang;

/// Why a text is no codice fiscale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FiscalCodeError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// Neither sixteen characters nor eleven digits.
    #[error("{found} characters instead of 16 (or 11 digits)")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// A character that cannot stand in its place.
    #[error("character {position} cannot stand there")]
    Character {
        /// Its place, counting from one.
        position: usize,
    },
    /// The ninth character is not the letter of a month.
    #[error("no such month")]
    Month,
    /// The tenth and eleventh characters are no day of that month.
    #[error("no such day in that month")]
    Day,
    /// The last character does not follow from the others.
    #[error("wrong check character")]
    Check,
}

impl FormatError for FiscalCodeError {
    fn key(&self) -> &'static str {
        match self {
            FiscalCodeError::Empty => "fiscal-code-empty",
            FiscalCodeError::Length { .. } => "fiscal-code-length",
            FiscalCodeError::Character { .. } => "fiscal-code-character",
            FiscalCodeError::Month => "fiscal-code-month",
            FiscalCodeError::Day => "fiscal-code-day",
            FiscalCodeError::Check => "fiscal-code-check",
        }
    }

    fn message(&self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::It, FiscalCodeError::Empty) => "Scrivere il codice fiscale.".into(),
            (Lang::En, FiscalCodeError::Empty) => "Enter the tax code (codice fiscale).".into(),
            (Lang::It, FiscalCodeError::Length { found }) => {
                format!("Il codice fiscale ha 16 caratteri (11 cifre se provvisorio): qui sono {found}.")
            }
            (Lang::En, FiscalCodeError::Length { found }) => {
                format!("A codice fiscale has 16 characters (11 digits if provisional): there are {found} here.")
            }
            (Lang::It, FiscalCodeError::Character { position }) => {
                format!("Il carattere {position} del codice fiscale non può stare lì: ricontrollarlo.")
            }
            (Lang::En, FiscalCodeError::Character { position }) => {
                format!("Character {position} of the codice fiscale cannot stand there: check it again.")
            }
            (Lang::It, FiscalCodeError::Month) => {
                "Il nono carattere del codice fiscale non indica un mese: ricontrollarlo.".into()
            }
            (Lang::En, FiscalCodeError::Month) => {
                "The ninth character of the codice fiscale is not the letter of a month: check it again.".into()
            }
            (Lang::It, FiscalCodeError::Day) => {
                "Il giorno di nascita nel codice fiscale (decimo e undicesimo carattere) non esiste: ricontrollarlo."
                    .into()
            }
            (Lang::En, FiscalCodeError::Day) => {
                "The day of birth in the codice fiscale (tenth and eleventh characters) does not exist: check it again."
                    .into()
            }
            (Lang::It, FiscalCodeError::Check) => {
                "Il codice fiscale non è corretto: l'ultimo carattere non corrisponde agli altri. Ricontrollarlo.".into()
            }
            (Lang::En, FiscalCodeError::Check) => {
                "The codice fiscale is not correct: its last character does not match the others. Check it again.".into()
            }
        }
    }
}
