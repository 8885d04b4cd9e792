//! `sportello terms`: a date counted on the command line.

use crate::{Computed, Suspension, Term, Unit, compute};
use jiff::civil::Date;
use kernel::Lang;

#[cfg(test)]
mod tests;

/// The options as typed; they are read here, so that every mistake gets its sentence in Italian.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--start AAAA-MM-GG`, the day that is not counted.
    pub start: String,
    /// `--days N`.
    pub days: Option<String>,
    /// `--months N`, instead of days.
    pub months: Option<String>,
    /// `--years N`, instead of days.
    pub years: Option<String>,
    /// `--backward`: before the start instead of after.
    pub backward: bool,
    /// `--saturday-as-holiday`.
    pub saturday_as_holiday: bool,
    /// `--suspend AAAA-MM-GG..AAAA-MM-GG`, as often as needed.
    pub suspend: Vec<String>,
    /// `--json`.
    pub json: bool,
}

/// Counts the term and writes what `sportello terms` prints (no line end after it), or one Italian sentence saying which
/// option is wrong.
pub fn command(options: &Options) -> Result<String, String> {
    let start = read_date("--start", &options.start)?;
    let mut term = read_term(options)?;
    term.saturday_as_holiday = options.saturday_as_holiday;
    if options.backward {
        term = term.backward();
    }
    let suspensions = options
        .suspend
        .iter()
        .map(|text| read_suspension(text))
        .collect::<Result<Vec<_>, _>>()?;
    let computed = compute(start, &term, &suspensions).map_err(|error| error.message(Lang::It))?;
    Ok(if options.json {
        json(&computed)
    } else {
        text(&computed)
    })
}

fn text(computed: &Computed) -> String {
    let explanation = &computed.explanation;
    format!("{}\n{}", computed.due, explanation.sentence(Lang::It))
}

fn json(computed: &Computed) -> String {
    let explanation = &computed.explanation;
    let value = serde_json::json!({
        "start": explanation.start.date,
        "due": computed.due,
        "explanation": explanation.sentence(Lang::It),
        "explanation_en": explanation.sentence(Lang::En),
        "nominal": explanation.nominal,
        "frozen_days": explanation.frozen_days(),
        "skipped": explanation.skipped,
        "suspensions": explanation.suspensions,
    });
    format!("{value:#}")
}

fn read_term(options: &Options) -> Result<Term, String> {
    let given = [
        ("--days", &options.days, Unit::Days, 36_500),
        ("--months", &options.months, Unit::Months, 1_200),
        ("--years", &options.years, Unit::Years, 100),
    ];
    let mut given = given
        .into_iter()
        .filter_map(|(name, text, unit, most)| Some((name, text.as_ref()?, unit, most)));
    let (Some((name, text, unit, most)), None) = (given.next(), given.next()) else {
        return Err("Indicare la durata con una sola tra le opzioni --days, --months e --years.".to_owned());
    };
    match text.trim().parse::<u32>() {
        Ok(length) if (1..=most).contains(&length) => Ok(Term::new(length, unit)),
        _ => Err(format!(
            "{name}: «{}» non è un numero intero da 1 a {most}.",
            shown(text)
        )),
    }
}

fn read_suspension(text: &str) -> Result<Suspension, String> {
    let (from, to) = text.split_once("..").ok_or_else(|| {
        format!(
            "--suspend: «{}» non è un periodo: scriverlo come 2025-04-01..2025-04-10.",
            shown(text)
        )
    })?;
    Ok(Suspension::new(
        read_date("--suspend", from)?,
        read_date("--suspend", to)?,
    ))
}

/// Only `AAAA-MM-GG`: the parser alone would take times and other spellings too.
fn read_date(option: &str, text: &str) -> Result<Date, String> {
    let trimmed = text.trim();
    let iso = trimmed.len() == 10
        && trimmed.bytes().enumerate().all(|(i, b)| {
            if matches!(i, 4 | 7) {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    match trimmed.parse::<Date>() {
        Ok(date) if iso => Ok(date),
        _ => Err(format!(
            "{option}: «{}» non è una data del calendario: scriverla come AAAA-MM-GG, per esempio 2025-03-26.",
            shown(text)
        )),
    }
}

/// What was typed, fit for a terminal.
fn shown(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}
