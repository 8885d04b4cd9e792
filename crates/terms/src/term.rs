//! What a term is, before it is counted.

use crate::words::short;
use italia::WorkCalendar;
use jiff::{Span, civil::Date};
use kernel::Lang;
use serde::{Deserialize, Serialize};

/// What a term is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Dates of the calendar, never spans of 24 hours (TIME-09).
    #[default]
    Days,
    /// To the same-numbered day, or the last of a shorter month (art. 2963 c. 5 c.c.).
    Months,
    /// As months.
    Years,
}

/// Which way a term is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// After the start; a holiday at the end moves it later.
    #[default]
    Forward,
    /// Before the start ("at least 60 days before"); a holiday at the end moves it earlier, so that nobody has less time.
    Backward,
}

/// What kind of duty a term is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// Ordinatorio: being late has consequences, but the act can still be done.
    #[default]
    Ordinatory,
    /// Perentorio: once over, the right is lost.
    Peremptory,
    /// Dilatorio: before its end nothing may be done.
    Dilatory,
}

/// What the end of a term brings about by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// Nothing.
    #[default]
    Nothing,
    /// Silenzio-assenso (L. 241/1990 art. 20): a later refusal has no effect (art. 2 c. 8-bis).
    SilenceAssent,
    /// Silenzio-rigetto or diniego.
    SilenceRefusal,
    /// Silenzio-inadempimento: the duty to answer stays and the person can act against inertia.
    SilenceInertia,
    /// Decadenza: what was not done can no longer be done.
    Forfeiture,
}

/// How long a term is and by which rule; it is data, because the law changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// How many units, from one.
    pub length: u32,
    /// Of which unit.
    #[serde(default)]
    pub unit: Unit,
    /// Forward or backward.
    #[serde(default)]
    pub direction: Direction,
    /// Whether a Saturday at the end counts as a holiday (art. 155 c. 5 c.p.c.); not for administrative terms.
    #[serde(default)]
    pub saturday_as_holiday: bool,
    /// The article that sets it, as it is to be quoted; empty where none was given.
    #[serde(default)]
    pub legal_source: String,
    /// What kind of duty it is.
    #[serde(default)]
    pub nature: Nature,
    /// What its end brings about.
    #[serde(default)]
    pub expiry: Expiry,
}

/// Why a term cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TermError {
    /// A length of zero.
    #[error("a term is at least one unit long")]
    Empty,
    /// The end lies outside the calendar.
    #[error("the end of the term lies outside the calendar")]
    OutOfRange,
    /// A suspension that ends before it begins.
    #[error("the suspension ends before it begins")]
    ReversedSuspension {
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// A term counted backward cannot be suspended: its end lies in the past of its start.
    #[error("a term counted backward cannot be suspended")]
    SuspendedBackward,
}

impl TermError {
    /// One sentence for the person who asked.
    pub fn message(self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::It, TermError::Empty) => {
                "Il termine deve essere di almeno un giorno, un mese o un anno.".into()
            }
            (Lang::En, TermError::Empty) => "The term must be at least one day, month or year long.".into(),
            (Lang::It, TermError::OutOfRange) => {
                "Il termine finisce fuori dal calendario: ridurne la durata.".into()
            }
            (Lang::En, TermError::OutOfRange) => {
                "The term ends outside the calendar: make it shorter.".into()
            }
            (Lang::It, TermError::ReversedSuspension { from, to }) => format!(
                "La sospensione dal {} al {} finisce prima di cominciare: invertire le date.",
                short(from),
                short(to)
            ),
            (Lang::En, TermError::ReversedSuspension { from, to }) => format!(
                "The suspension from {} to {} ends before it begins: swap the dates.",
                short(from),
                short(to)
            ),
            (Lang::It, TermError::SuspendedBackward) => {
                "Un termine contato all'indietro non può essere sospeso: togliere le sospensioni.".into()
            }
            (Lang::En, TermError::SuspendedBackward) => {
                "A term counted backward cannot be suspended: remove the suspensions.".into()
            }
        }
    }
}

impl Term {
    /// A forward term without a source; the other parts are added by the methods below.
    pub fn new(length: u32, unit: Unit) -> Self {
        Self {
            length,
            unit,
            direction: Direction::Forward,
            saturday_as_holiday: false,
            legal_source: String::new(),
            nature: Nature::Ordinatory,
            expiry: Expiry::Nothing,
        }
    }

    /// So many days.
    pub fn days(length: u32) -> Self {
        Self::new(length, Unit::Days)
    }

    /// So many months.
    pub fn months(length: u32) -> Self {
        Self::new(length, Unit::Months)
    }

    /// So many years.
    pub fn years(length: u32) -> Self {
        Self::new(length, Unit::Years)
    }

    /// The article that sets it.
    pub fn by(mut self, legal_source: impl Into<String>) -> Self {
        self.legal_source = legal_source.into();
        self
    }

    /// Counted before the start instead of after.
    pub fn backward(mut self) -> Self {
        self.direction = Direction::Backward;
        self
    }

    /// Saturday at the end counts as a holiday.
    pub fn saturday_as_holiday(mut self) -> Self {
        self.saturday_as_holiday = true;
        self
    }

    /// Of another nature than ordinatory.
    pub fn of_nature(mut self, nature: Nature) -> Self {
        self.nature = nature;
        self
    }

    /// With an effect at its end.
    pub fn expiring_in(mut self, expiry: Expiry) -> Self {
        self.expiry = expiry;
        self
    }

    /// Half of it, as for the holder of the substitutive power (L. 241/1990 art. 2 c. 9-ter). An odd number of months is
    /// halved in days, a month being thirty; half a day is a day, for a term of days never ends inside one.
    pub fn half(&self) -> Self {
        let (length, unit) = match (self.unit, self.length) {
            (Unit::Days, days) => (days.div_ceil(2), Unit::Days),
            (Unit::Months, months) if months.is_multiple_of(2) => (months / 2, Unit::Months),
            (Unit::Months, months) => (months.saturating_mul(15), Unit::Days),
            (Unit::Years, years) => (years.saturating_mul(6), Unit::Months),
        };
        Self {
            length,
            unit,
            ..self.clone()
        }
    }

    /// Which days the end may not fall on.
    pub(crate) fn calendar(&self) -> WorkCalendar {
        // The patron's day moves no legal term.
        WorkCalendar {
            saturday: self.saturday_as_holiday,
            patron: None,
        }
    }

    /// The last day before suspensions and holidays: the initial day is not counted, the final one is (art. 2963 c.c.).
    pub(crate) fn end_from(&self, start: Date) -> Result<Date, TermError> {
        if self.length == 0 {
            return Err(TermError::Empty);
        }
        let length = i64::from(self.length);
        let span = match self.unit {
            Unit::Days => Span::new().try_days(length),
            Unit::Months => Span::new().try_months(length),
            Unit::Years => Span::new().try_years(length),
        };
        let span = span.map_err(|_| TermError::OutOfRange)?;
        match self.direction {
            Direction::Forward => start.checked_add(span),
            Direction::Backward => start.checked_sub(span),
        }
        .map_err(|_| TermError::OutOfRange)
    }

    /// `30 giorni`, `1 mese`, `2 years`.
    pub fn length_text(&self, lang: Lang) -> String {
        let (one, many) = match (lang, self.unit) {
            (Lang::It, Unit::Days) => ("giorno", "giorni"),
            (Lang::It, Unit::Months) => ("mese", "mesi"),
            (Lang::It, Unit::Years) => ("anno", "anni"),
            (Lang::En, Unit::Days) => ("day", "days"),
            (Lang::En, Unit::Months) => ("month", "months"),
            (Lang::En, Unit::Years) => ("year", "years"),
        };
        format!("{} {}", self.length, if self.length == 1 { one } else { many })
    }
}
