//! Moments as JavaScript and dayjs read and write them: milliseconds since the epoch, with the zone given.

use jiff::{civil, tz::TimeZone};

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// A date and time with parts that may overflow, as `new Date(y, m, d, …)` takes them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    /// Astronomical: 0 is 1 BC.
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
    /// 0 to 23.
    pub hour: i64,
    /// 0 to 59.
    pub minute: i64,
    /// 0 to 59.
    pub second: i64,
    /// 0 to 999.
    pub milli: i64,
}

impl Parts {
    /// Midnight of a date.
    pub fn date(year: i64, month: i64, day: i64) -> Self {
        Self {
            year,
            month,
            day,
            ..Self::default()
        }
    }

    /// The date and time on a wall.
    pub fn of(wall: civil::DateTime) -> Self {
        Self {
            hour: i64::from(wall.hour()),
            minute: i64::from(wall.minute()),
            second: i64::from(wall.second()),
            milli: i64::from(wall.millisecond()),
            ..Self::date(
                i64::from(wall.year()),
                i64::from(wall.month()),
                i64::from(wall.day()),
            )
        }
    }

    /// As a moment in UTC.
    pub fn utc(self) -> i64 {
        let months = self.month - 1;
        let (year, month) = (self.year + months.div_euclid(12), months.rem_euclid(12) + 1);
        let days = days_from_civil(year, month, 1) + self.day - 1;
        ((days * 24 + self.hour) * 60 + self.minute) * 60_000 + self.second * 1_000 + self.milli
    }

    /// As a moment on the wall of the zone.
    pub fn local(self, tz: &TimeZone) -> i64 {
        let wall = self.utc();
        let naive = jiff::Timestamp::from_millisecond(wall).map(|at| TimeZone::UTC.to_datetime(at));
        naive
            .and_then(|at| tz.to_timestamp(at))
            .map_or(wall, |at| at.as_millisecond())
    }
}

/// Reads digits: at least `min`, at most `max`.
fn digits(text: &mut &str, min: usize, max: usize) -> Option<i64> {
    let count = text.bytes().take(max).take_while(u8::is_ascii_digit).count();
    if count < min {
        return None;
    }
    let (number, rest) = text.split_at(count);
    *text = rest;
    number.parse().ok()
}

fn eat(text: &mut &str, options: &[char]) -> bool {
    match text.chars().next() {
        Some(first) if options.contains(&first) => {
            *text = &text[first.len_utf8()..];
            true
        }
        _ => false,
    }
}

/// `new Date(text)`: ISO (a date alone is UTC), otherwise a few common written forms.
pub fn js_date(text: &str, tz: &TimeZone) -> Option<i64> {
    iso(text, tz, true).or_else(|| written(text, tz))
}

/// ISO 8601 as ECMAScript takes it; `date_is_utc` tells whose midnight a date alone is.
pub fn iso(text: &str, tz: &TimeZone, date_is_utc: bool) -> Option<i64> {
    let mut rest = text;
    let negative = rest.starts_with('-');
    let year = if eat(&mut rest, &['+', '-']) {
        digits(&mut rest, 6, 6)?
    } else {
        digits(&mut rest, 4, 4)?
    };
    let mut parts = Parts::date(if negative { -year } else { year }, 1, 1);
    if eat(&mut rest, &['-']) {
        parts.month = digits(&mut rest, 2, 2)?;
        if eat(&mut rest, &['-']) {
            parts.day = digits(&mut rest, 2, 2)?;
        }
    }
    if !(1..=12).contains(&parts.month) || !(1..=31).contains(&parts.day) {
        return None;
    }
    if rest.is_empty() {
        return Some(if date_is_utc { parts.utc() } else { parts.local(tz) });
    }
    if !eat(&mut rest, &['T', 't', ' ']) {
        return None;
    }
    clock(&mut rest, &mut parts)?;
    offset(rest, parts, tz)
}

fn clock(rest: &mut &str, parts: &mut Parts) -> Option<()> {
    parts.hour = digits(rest, 2, 2)?;
    if !eat(rest, &[':']) {
        return None;
    }
    parts.minute = digits(rest, 2, 2)?;
    if eat(rest, &[':']) {
        parts.second = digits(rest, 2, 2)?;
        if eat(rest, &['.']) {
            let before = *rest;
            digits(rest, 1, 18)?;
            let fraction = &before[..before.len() - rest.len()];
            let milli: String = fraction.chars().chain("00".chars()).take(3).collect();
            parts.milli = milli.parse().ok()?;
        }
    }
    let end_of_day = parts.hour == 24 && parts.minute == 0 && parts.second == 0 && parts.milli == 0;
    ((parts.hour < 24 || end_of_day) && parts.minute < 60 && parts.second < 60).then_some(())
}

fn offset(rest: &str, parts: Parts, tz: &TimeZone) -> Option<i64> {
    let mut rest = rest;
    if rest.is_empty() {
        return Some(parts.local(tz));
    }
    if rest.eq_ignore_ascii_case("z") {
        return Some(parts.utc());
    }
    let west = rest.starts_with('-');
    if !eat(&mut rest, &['+', '-']) {
        return None;
    }
    let hours = digits(&mut rest, 2, 2)?;
    eat(&mut rest, &[':']);
    let minutes = digits(&mut rest, 2, 2)?;
    let shift = (hours * 60 + minutes) * 60_000;
    (rest.is_empty() && hours < 24 && minutes < 60).then_some(parts.utc() + if west { shift } else { -shift })
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The words of a date that is not ISO.
#[derive(Default)]
struct Written {
    numbers: Vec<i64>,
    month: Option<i64>,
    time: Option<Parts>,
    utc: bool,
}

impl Written {
    fn word(&mut self, word: &str) -> Option<()> {
        let lower = word.to_ascii_lowercase();
        let start = lower.get(..3).unwrap_or_default();
        if word.contains(':') {
            self.time = Some(clock_word(word)?);
        } else if word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 6 {
            self.numbers.push(word.parse().ok()?);
        } else if ["gmt", "utc", "z"].contains(&lower.as_str()) {
            self.utc = true;
        } else if let Some(month) = (1..)
            .zip(MONTHS)
            .find_map(|(at, name)| (name == start).then_some(at))
        {
            self.month = Some(month);
        } else if !["sun", "mon", "tue", "wed", "thu", "fri", "sat"].contains(&start) {
            return None;
        }
        Some(())
    }

    /// Year, month and day in whichever order they stand.
    fn date(&self) -> Option<(i64, i64, i64)> {
        let (year, month, day) = match (self.month, self.numbers.as_slice()) {
            (Some(month), [day, year]) if *day <= 31 => (*year, month, *day),
            (Some(month), [year, day]) if *day <= 31 => (*year, month, *day),
            (Some(month), [year]) if *year > 31 => (*year, month, 1),
            (None, [year, month, day]) if *year > 31 => (*year, *month, *day),
            (None, [month, day, year]) => (*year, *month, *day),
            (None, [month, day]) if *month <= 12 => (2001, *month, *day),
            (None, [year]) if *year > 31 => (*year, 1, 1),
            (None, [month]) => (2001, *month, 1),
            _ => return None,
        };
        let century = match year {
            0..=49 => 2000,
            50..=99 => 1900,
            _ => 0,
        };
        let exists = (1..=12).contains(&month) && (1..=31).contains(&day) && year <= 275_000;
        exists.then_some((year + century, month, day))
    }
}

/// `03/15/2026`, `2026/3/15`, `15 March 2026`, `Mar 15, 2026 10:30`: what V8 takes beyond ISO, as far as forms use it.
fn written(text: &str, tz: &TimeZone) -> Option<i64> {
    let mut found = Written::default();
    for word in text
        .split([' ', '/', ',', '-', 'T'])
        .filter(|word| !word.is_empty())
    {
        found.word(word)?;
    }
    let (year, month, day) = found.date()?;
    let parts = Parts {
        year,
        month,
        day,
        ..found.time.unwrap_or_default()
    };
    Some(if found.utc { parts.utc() } else { parts.local(tz) })
}

fn clock_word(word: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut numbers = word.split(':').map(|part| part.parse::<i64>().ok());
    parts.hour = numbers.next()??;
    parts.minute = numbers.next()??;
    parts.second = numbers.next().unwrap_or(Some(0))?;
    (parts.hour < 24 && parts.minute < 60 && parts.second < 60).then_some(parts)
}

/// `dayjs(text)`: a loose ISO form without zone is local; anything else is `new Date(text)`.
pub fn dayjs(text: &str, tz: &TimeZone) -> Option<i64> {
    if !text.ends_with(['Z', 'z'])
        && let Some(parts) = loose(text)
    {
        return Some(parts.local(tz));
    }
    js_date(text, tz)
}

fn loose(text: &str) -> Option<Parts> {
    let mut rest = text;
    let mut parts = Parts::date(digits(&mut rest, 4, 4)?, 1, 1);
    eat(&mut rest, &['-', '/']);
    if let Some(month) = digits(&mut rest, 1, 2) {
        parts.month = if month == 0 { 1 } else { month };
    }
    eat(&mut rest, &['-', '/']);
    if let Some(day) = digits(&mut rest, 1, 2) {
        parts.day = if day == 0 { 1 } else { day };
    }
    while eat(&mut rest, &['T', 't', ' ']) {}
    parts.hour = digits(&mut rest, 1, 2).unwrap_or(0);
    eat(&mut rest, &[':']);
    parts.minute = digits(&mut rest, 1, 2).unwrap_or(0);
    eat(&mut rest, &[':']);
    parts.second = digits(&mut rest, 1, 2).unwrap_or(0);
    eat(&mut rest, &['.', ':']);
    let before = rest;
    if digits(&mut rest, 1, 18).is_some() {
        let fraction = &before[..before.len() - rest.len()];
        parts.milli = fraction.chars().take(3).collect::<String>().parse().ok()?;
    }
    rest.is_empty().then_some(parts)
}

/// `date.toISOString()`, if there is such a date.
pub fn iso_text(ms: f64) -> Option<String> {
    if ms.is_nan() || ms.abs() > 8.64e15 {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked above")]
    let ms = ms as i64;
    let (days, of_day) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    let (year, month, day) = civil_from_days(days);
    let year = match year {
        0..=9999 => format!("{year:04}"),
        year if year < 0 => format!("-{:06}", -year),
        year => format!("+{year:06}"),
    };
    let (hour, minute) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (second, milli) = (of_day / 1_000 % 60, of_day % 1_000);
    Some(format!(
        "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
    ))
}

/// The date of the proleptic Gregorian calendar so many days after 1970-01-01.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
