//! Comuni with their validity: those of today and every abolished one since 1861.

use crate::{
    countries::{self, Country},
    fold,
};
use jiff::civil::Date;
use serde::Serialize;
use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

#[cfg(test)]
mod tests;

/// How many results a search gives at most, whatever the caller asks.
pub const SEARCH_LIMIT: usize = 100;

/// A Comune during one period: a new name or province is a new period under the same Belfiore code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Municipality {
    /// Six digits; known only for Comuni in the ISTAT list of today.
    pub istat: Option<&'static str>,
    /// Italian name.
    pub name: &'static str,
    /// Name in the other language of the place, where there is one.
    pub other_name: Option<&'static str>,
    /// Letters of the province in that period.
    pub province: &'static str,
    /// Region of today; empty where the province no longer belongs to Italy.
    pub region: &'static str,
    /// Code in cadastre and codice fiscale: a letter and three digits.
    pub belfiore: &'static str,
    /// First day of the period.
    pub valid_from: Date,
    /// Last day of the period; `None` while it lasts.
    pub valid_to: Option<Date>,
}

/// Where a person was born, by the code in the codice fiscale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Birthplace {
    /// In Italy.
    Municipality(&'static Municipality),
    /// Abroad.
    Country(&'static Country),
}

/// Why a birthplace and a date do not go together. A warning, not a refusal: lists are older than the newest Comuni, and
/// codes were given late to people born before them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BirthplaceError {
    /// No Comune or state ever had the code.
    #[error("unknown Belfiore code")]
    Unknown,
    /// The code existed, but not on that date; the nearest period is given.
    #[error("Belfiore code not in force on that date")]
    NotInForce(Birthplace),
}

struct Tables {
    /// In order of Belfiore code, then of time.
    rows: Vec<Municipality>,
    by_istat: HashMap<&'static str, usize>,
    /// Folded names, in order, with the row.
    names: Vec<(String, usize)>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::read);

impl Tables {
    fn read() -> Self {
        let regions: HashMap<&str, &str> = include_str!("../data/provinces.tsv")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .collect();
        let rows: Vec<Municipality> = include_str!("../data/municipalities.tsv")
            .lines()
            .filter_map(|line| read_row(line, &regions))
            .collect();
        let by_istat = rows
            .iter()
            .enumerate()
            .filter_map(|(i, row)| Some((row.istat?, i)))
            .collect();
        let mut names: Vec<(String, usize)> = rows
            .iter()
            .enumerate()
            .flat_map(|(i, row)| {
                [Some(row.name), row.other_name]
                    .into_iter()
                    .flatten()
                    .map(move |n| (fold(n), i))
            })
            .collect();
        names.sort_unstable();
        Self {
            rows,
            by_istat,
            names,
        }
    }

    fn periods(&self, belfiore: &str) -> &[Municipality] {
        let first = self.rows.partition_point(|row| row.belfiore < belfiore);
        let count = self.rows[first..].partition_point(|row| row.belfiore == belfiore);
        &self.rows[first..first + count]
    }
}

fn read_row(line: &'static str, regions: &HashMap<&str, &'static str>) -> Option<Municipality> {
    let present = |cell: &'static str| (!cell.is_empty()).then_some(cell);
    let mut cells = line.split('\t');
    let (belfiore, name, other) = (cells.next()?, cells.next()?, cells.next()?);
    let (province, from, to, istat) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    Some(Municipality {
        istat: present(istat),
        name,
        other_name: present(other),
        province,
        region: regions.get(province).copied().unwrap_or_default(),
        belfiore,
        valid_from: from.parse().ok()?,
        valid_to: to.parse().ok(),
    })
}

impl Municipality {
    /// Whether the period holds that day.
    pub fn in_force_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}

/// Every period of every Comune, by Belfiore code and time.
pub fn all() -> &'static [Municipality] {
    &TABLES.rows
}

/// The Comune of an ISTAT code of today's list, abolished since or not.
pub fn by_istat(code: &str) -> Option<&'static Municipality> {
    TABLES.by_istat.get(code).map(|&i| &TABLES.rows[i])
}

/// The Comune that had that Belfiore code on that day.
pub fn by_belfiore(code: &str, on: Date) -> Option<&'static Municipality> {
    TABLES.periods(code).iter().find(|row| row.in_force_on(on))
}

/// The Comune or foreign state of a codice fiscale's code, for a person born on that day.
pub fn birthplace(code: &str, born: Date) -> Result<Birthplace, BirthplaceError> {
    if let Some(country) = countries::by_code(code) {
        let place = Birthplace::Country(country);
        return if country.in_force_on(born) {
            Ok(place)
        } else {
            Err(BirthplaceError::NotInForce(place))
        };
    }
    if let Some(row) = by_belfiore(code, born) {
        return Ok(Birthplace::Municipality(row));
    }
    let periods = TABLES.periods(code);
    let before = periods.iter().rev().find(|row| row.valid_from <= born);
    match before.or(periods.first()) {
        Some(nearest) => Err(BirthplaceError::NotInForce(Birthplace::Municipality(nearest))),
        None => Err(BirthplaceError::Unknown),
    }
}

impl Birthplace {
    /// Its Italian name.
    pub fn name(self) -> &'static str {
        match self {
            Birthplace::Municipality(row) => row.name,
            Birthplace::Country(country) => country.name,
        }
    }
}

/// Comuni of today whose name (in either language) begins so, whatever accents and case; at most [`SEARCH_LIMIT`].
pub fn search(prefix: &str, limit: usize) -> Vec<&'static Municipality> {
    search_where(prefix, limit, |row| row.valid_to.is_none())
}

/// As [`search`], among the Comuni that existed on a day: for places of birth.
pub fn search_on(prefix: &str, on: Date, limit: usize) -> Vec<&'static Municipality> {
    search_where(prefix, limit, |row| row.in_force_on(on))
}

fn search_where(
    prefix: &str,
    limit: usize,
    wanted: impl Fn(&Municipality) -> bool,
) -> Vec<&'static Municipality> {
    const LONGEST_NAME: usize = 100;
    let prefix = fold(&prefix.chars().take(LONGEST_NAME).collect::<String>());
    let first = TABLES
        .names
        .partition_point(|(name, _)| name.as_str() < prefix.as_str());
    let mut seen = BTreeSet::new();
    TABLES.names[first..]
        .iter()
        .take_while(|(name, _)| name.starts_with(&prefix))
        .map(|(_, i)| &TABLES.rows[*i])
        .filter(|row| wanted(row) && seen.insert(row.belfiore))
        .take(limit.min(SEARCH_LIMIT))
        .collect()
}
