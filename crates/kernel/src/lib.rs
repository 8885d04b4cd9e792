//! What every other crate speaks in: identifiers, money, time, randomness and the meanings of errors. No IO.

mod clock;
mod error;
mod id;
mod money;
mod random;
mod text;

pub use clock::{Clock, FixedClock, Instant, SystemClock, rome};
pub use error::{Error, FieldError, FieldErrors, Result};
pub use id::*;
pub use jiff::civil::Date;
pub use money::{Cents, MoneyError};
pub use random::{Random, SeededRandom, SystemRandom};
pub use text::{TextError, clean_text, fold, search_words};

/// A language of the pages. Italian is the language of the law and the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Italian, complete.
    #[default]
    It,
    /// English, complete.
    En,
}

impl Lang {
    /// Every language the pages are written in.
    pub const ALL: [Lang; 2] = [Lang::It, Lang::En];

    /// The ISO 639-1 code, as in URLs and `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Lang::It => "it",
            Lang::En => "en",
        }
    }

    /// The language of an ISO 639-1 code.
    pub fn parse(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }
}
