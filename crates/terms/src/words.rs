//! Texts in two languages, and dates in words.

use italia::Holiday;
use jiff::civil::Date;
use kernel::Lang;
use serde::{Deserialize, Serialize};

/// A text in Italian, with its English where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Italian, always there.
    pub it: String,
    /// English; without it the Italian is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Words {
    /// A text in both languages.
    pub fn new(it: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            it: it.into(),
            en: Some(en.into()),
        }
    }

    /// The text in `lang`, or in Italian where it was not translated.
    pub fn get(&self, lang: Lang) -> &str {
        match (lang, &self.en) {
            (Lang::En, Some(text)) => text,
            _ => &self.it,
        }
    }
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("lunedì", "Monday"),
    ("martedì", "Tuesday"),
    ("mercoledì", "Wednesday"),
    ("giovedì", "Thursday"),
    ("venerdì", "Friday"),
    ("sabato", "Saturday"),
    ("domenica", "Sunday"),
];

const MONTHS: [(&str, &str); 12] = [
    ("gennaio", "January"),
    ("febbraio", "February"),
    ("marzo", "March"),
    ("aprile", "April"),
    ("maggio", "May"),
    ("giugno", "June"),
    ("luglio", "July"),
    ("agosto", "August"),
    ("settembre", "September"),
    ("ottobre", "October"),
    ("novembre", "November"),
    ("dicembre", "December"),
];

fn pick(pair: (&'static str, &'static str), lang: Lang) -> &'static str {
    match lang {
        Lang::It => pair.0,
        Lang::En => pair.1,
    }
}

/// `26/04/2025`, the way dates are written on Italian papers, in both languages.
pub(crate) fn short(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

/// `sabato 26 aprile 2025`, `Saturday 26 April 2025`.
pub(crate) fn long(date: Date, lang: Lang) -> String {
    let weekday = WEEKDAYS[usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()) % 7];
    let month = MONTHS[usize::from((date.month() - 1).unsigned_abs()) % 12];
    format!(
        "{} {} {} {}",
        pick(weekday, lang),
        date.day(),
        pick(month, lang),
        date.year()
    )
}

/// `26/04/2025 (domenica)`.
pub(crate) fn named_holiday(date: Date, holiday: Holiday, lang: Lang) -> String {
    format!("{} ({})", short(date), holiday.name(lang))
}

/// `a`, `a e b`, `a, b e c`.
pub(crate) fn enumerate(parts: &[String], lang: Lang) -> String {
    let and = pick((" e ", " and "), lang);
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
    }
}
