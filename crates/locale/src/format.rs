//! Dates, numbers and amounts the way each language writes them.

use crate::text;
use kernel::{Cents, Date, Instant, Lang};

const MONTHS: [&str; 12] = [
    "month-1", "month-2", "month-3", "month-4", "month-5", "month-6", "month-7", "month-8", "month-9",
    "month-10", "month-11", "month-12",
];

fn month(lang: Lang, date: Date) -> &'static str {
    let month = usize::from(date.month().unsigned_abs()) - 1;
    text(lang, MONTHS[month])
}

/// `9 febbraio 2024`, `9 February 2024`; the first of a month is `1º` in Italian.
pub fn date(lang: Lang, date: Date) -> String {
    let day = match (lang, date.day()) {
        (Lang::It, 1) => "1º".to_owned(),
        (_, day) => day.to_string(),
    };
    format!("{day} {} {}", month(lang, date), date.year())
}

/// `09/02/2024`, for tables.
pub fn short_date(_: Lang, date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `9 febbraio 2024, ore 23:59`, `9 February 2024 at 23:59`, on the clocks of Italy.
pub fn date_time(lang: Lang, at: Instant) -> String {
    let zoned = at.zoned();
    let (day, hour, minute) = (date(lang, zoned.date()), zoned.hour(), zoned.minute());
    match lang {
        Lang::It => format!("{day}, ore {hour:02}:{minute:02}"),
        Lang::En => format!("{day} at {hour:02}:{minute:02}"),
    }
}

/// `1.234.567`, `1,234,567`.
pub fn number(lang: Lang, value: i64) -> String {
    let separator = if lang == Lang::It { '.' } else { ',' };
    let digits = value.unsigned_abs().to_string();
    let mut out = String::from(if value < 0 { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// `1.234,56 €`, `€1,234.56`.
pub fn money(lang: Lang, amount: Cents) -> String {
    match lang {
        Lang::It => format!("{amount}\u{a0}€"),
        Lang::En => {
            let sign = if amount.get() < 0 { "-" } else { "" };
            let cents = amount.get().unsigned_abs();
            let whole = i64::try_from(cents / 100).unwrap_or(i64::MAX);
            format!("{sign}€{}.{:02}", number(lang, whole), cents % 100)
        }
    }
}

/// `1,2 MB`, `1.2 MB`: sizes of files, in powers of 1,024 as people's devices show them.
pub fn bytes(lang: Lang, size: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)];
    let Some((unit, scale)) = UNITS.into_iter().find(|(_, scale)| size >= *scale) else {
        return format!("{size}\u{a0}B");
    };
    let tenths = size.saturating_mul(10) / scale;
    let mark = if lang == Lang::It { ',' } else { '.' };
    match tenths % 10 {
        0 => format!("{}\u{a0}{unit}", tenths / 10),
        part => format!("{}{mark}{part}\u{a0}{unit}", tenths / 10),
    }
}
