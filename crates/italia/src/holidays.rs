//! Holidays with their validity (L. 260/1949 and its changes), and working days.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use kernel::Lang;
use serde::{Deserialize, Serialize};

#[cfg(test)]
mod tests;

/// Why a day is a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the feast of its name")]
pub enum Holiday {
    NewYear,
    Epiphany,
    SaintJoseph,
    EasterMonday,
    Liberation,
    Labour,
    Ascension,
    CorpusChristi,
    Republic,
    SaintsPeterAndPaul,
    Assumption,
    SaintFrancis,
    AllSaints,
    Victory,
    ImmaculateConception,
    Christmas,
    SaintStephen,
    /// 17 March 2011 only.
    Unification,
    Sunday,
    /// Not a holiday by the general rule: only where the term says so (art. 155 c. 5 c.p.c.).
    Saturday,
    /// The patron of the place, where the calendar names one.
    Patron,
}

enum Day {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i32),
}

struct Rule(Holiday, Day, i16, i16);

const FOR_GOOD: i16 = i16::MAX;
const L_260: i16 = 1949;

/// Holiday, day, first and last year. L. 54/1977 took several away, D.P.R. 792/1985 gave back the Epiphany, L. 336/2000 the
/// 2nd of June, L. 151/2025 added the 4th of October; 17 March 2011 is D.L. 5/2011.
const RULES: &[Rule] = &[
    Rule(Holiday::NewYear, Day::Fixed(1, 1), L_260, FOR_GOOD),
    Rule(Holiday::Epiphany, Day::Fixed(1, 6), L_260, 1977),
    Rule(Holiday::Epiphany, Day::Fixed(1, 6), 1986, FOR_GOOD),
    Rule(Holiday::Unification, Day::Fixed(3, 17), 2011, 2011),
    Rule(Holiday::SaintJoseph, Day::Fixed(3, 19), L_260, 1976),
    Rule(Holiday::EasterMonday, Day::Easter(1), L_260, FOR_GOOD),
    Rule(Holiday::Liberation, Day::Fixed(4, 25), L_260, FOR_GOOD),
    Rule(Holiday::Labour, Day::Fixed(5, 1), L_260, FOR_GOOD),
    Rule(Holiday::Ascension, Day::Easter(39), L_260, 1976),
    Rule(Holiday::CorpusChristi, Day::Easter(60), L_260, 1976),
    Rule(Holiday::Republic, Day::Fixed(6, 2), L_260, 1976),
    Rule(Holiday::Republic, Day::Fixed(6, 2), 2001, FOR_GOOD),
    Rule(Holiday::SaintsPeterAndPaul, Day::Fixed(6, 29), L_260, 1976),
    Rule(Holiday::Assumption, Day::Fixed(8, 15), L_260, FOR_GOOD),
    Rule(Holiday::SaintFrancis, Day::Fixed(10, 4), 2026, FOR_GOOD),
    Rule(Holiday::AllSaints, Day::Fixed(11, 1), L_260, FOR_GOOD),
    Rule(Holiday::Victory, Day::Fixed(11, 4), L_260, 1976),
    Rule(Holiday::ImmaculateConception, Day::Fixed(12, 8), L_260, FOR_GOOD),
    Rule(Holiday::Christmas, Day::Fixed(12, 25), L_260, FOR_GOOD),
    Rule(Holiday::SaintStephen, Day::Fixed(12, 26), L_260, FOR_GOOD),
];

impl Rule {
    fn date(&self, year: i16) -> Option<Date> {
        if !(self.2..=self.3).contains(&year) {
            return None;
        }
        match self.1 {
            Day::Fixed(month, day) => Date::new(year, month, day).ok(),
            Day::Easter(after) => easter(year)?.checked_add(after.days()).ok(),
        }
    }
}

/// Easter Sunday of the Gregorian calendar (Meeus); `None` before 1583.
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1583 {
        return None;
    }
    let (golden, century, of_century) = (y % 19, y / 100, y % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let shift = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * shift + 114;
    Date::new(
        year,
        i8::try_from(days / 31).ok()?,
        i8::try_from(days % 31 + 1).ok()?,
    )
    .ok()
}

/// The holidays of a year in order, Sundays apart.
pub fn holidays(year: i16) -> Vec<(Date, Holiday)> {
    let mut days: Vec<_> = RULES
        .iter()
        .filter_map(|rule| Some((rule.date(year)?, rule.0)))
        .collect();
    days.sort_by_key(|(date, _)| *date);
    days
}

/// Which national holiday a day is; a feast that falls on a Sunday goes by its own name.
pub fn holiday(date: Date) -> Option<Holiday> {
    RULES
        .iter()
        .find(|rule| rule.date(date.year()) == Some(date))
        .map(|rule| rule.0)
        .or((date.weekday() == Weekday::Sunday).then_some(Holiday::Sunday))
}

/// Whether a day is a national holiday, Sundays included, Saturdays not (TIME-06).
pub fn is_holiday(date: Date) -> bool {
    holiday(date).is_some()
}

/// Which days besides the national holidays are not worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkCalendar {
    /// Saturdays count as holidays.
    pub saturday: bool,
    /// Month and day of the patron of the place. Not for legal terms: a patron day moves no deadline.
    pub patron: Option<(i8, i8)>,
}

impl WorkCalendar {
    /// Why nobody works that day, or `None` for a working day.
    pub fn holiday(&self, date: Date) -> Option<Holiday> {
        holiday(date)
            .or((self.patron == Some((date.month(), date.day()))).then_some(Holiday::Patron))
            .or((self.saturday && date.weekday() == Weekday::Saturday).then_some(Holiday::Saturday))
    }

    /// Whether it is a working day.
    pub fn is_working(&self, date: Date) -> bool {
        self.holiday(date).is_none()
    }

    /// The day itself if worked, otherwise the first after it that is.
    pub fn this_or_next(&self, date: Date) -> Date {
        self.walk(date, |day| day.tomorrow().ok())
    }

    /// The day itself if worked, otherwise the last before it that is.
    pub fn this_or_previous(&self, date: Date) -> Date {
        self.walk(date, |day| day.yesterday().ok())
    }

    /// The `count`-th working day after `date`, which itself is not counted; zero gives `date`.
    pub fn add_working_days(&self, date: Date, count: u16) -> Date {
        let mut day = date;
        for _ in 0..count {
            match day.tomorrow() {
                Ok(next) => day = self.this_or_next(next),
                Err(_) => return day,
            }
        }
        day
    }

    fn walk(&self, from: Date, step: impl Fn(Date) -> Option<Date>) -> Date {
        let mut day = from;
        while !self.is_working(day) {
            match step(day) {
                Some(next) => day = next,
                // The calendar ends here (year 9999 or -9999): there is no better day.
                None => return day,
            }
        }
        day
    }
}

/// The first working day after `date` by the national calendar.
pub fn next_working(date: Date) -> Date {
    WorkCalendar::default().add_working_days(date, 1)
}

impl Holiday {
    /// Its name, as it goes into a sentence.
    pub fn name(self, lang: Lang) -> &'static str {
        let (italian, english) = self.names();
        match lang {
            Lang::It => italian,
            Lang::En => english,
        }
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            Holiday::NewYear => ("Capodanno", "New Year's Day"),
            Holiday::Epiphany => ("Epifania", "Epiphany"),
            Holiday::SaintJoseph => ("San Giuseppe", "Saint Joseph's Day"),
            Holiday::EasterMonday => ("lunedì dell'Angelo", "Easter Monday"),
            Holiday::Liberation => ("Festa della Liberazione", "Liberation Day"),
            Holiday::Labour => ("Festa del lavoro", "Labour Day"),
            Holiday::Ascension => ("Ascensione", "Ascension Day"),
            Holiday::CorpusChristi => ("Corpus Domini", "Corpus Christi"),
            Holiday::Republic => ("Festa della Repubblica", "Republic Day"),
            Holiday::SaintsPeterAndPaul => ("Santi Pietro e Paolo", "Saints Peter and Paul"),
            Holiday::Assumption => ("Assunzione", "Assumption Day"),
            Holiday::SaintFrancis => ("San Francesco", "Saint Francis's Day"),
            Holiday::AllSaints => ("Ognissanti", "All Saints' Day"),
            Holiday::Victory => ("Unità nazionale", "National Unity Day"),
            Holiday::ImmaculateConception => ("Immacolata Concezione", "Immaculate Conception"),
            Holiday::Christmas => ("Natale", "Christmas Day"),
            Holiday::SaintStephen => ("Santo Stefano", "Saint Stephen's Day"),
            Holiday::Unification => ("150º dell'Unità d'Italia", "150th anniversary of Italy"),
            Holiday::Sunday => ("domenica", "Sunday"),
            Holiday::Saturday => ("sabato", "Saturday"),
            Holiday::Patron => ("santo patrono", "patron saint's day"),
        }
    }
}
