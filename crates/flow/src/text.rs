//! A text in the languages of the pages.

use kernel::Lang;
use serde::{Deserialize, Serialize};

/// A text in Italian, with its translation where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Italian, the language of the law; always there.
    pub it: String,
    /// English; the pages fall back on Italian without it, and `check` complains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// A text in both languages.
    pub fn both(it: impl Into<String>, en: impl Into<String>) -> Self {
        Text {
            it: it.into(),
            en: Some(en.into()),
        }
    }

    /// The text in `lang`, or in Italian when it was not translated.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(text)) => text,
            _ => &self.it,
        }
    }

    /// Whether `lang` has words of its own.
    pub fn has(&self, lang: Lang) -> bool {
        match lang {
            Lang::It => !self.it.trim().is_empty(),
            Lang::En => self.en.as_ref().is_some_and(|text| !text.trim().is_empty()),
        }
    }
}
