//! Foreign states as places of birth: their `Z…` codes with validity.

use jiff::civil::Date;
use serde::Serialize;
use std::sync::LazyLock;

/// A foreign state while it existed under that code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Country {
    /// Its code in a codice fiscale, `Z` and three digits.
    pub belfiore: &'static str,
    /// Its Italian name.
    pub name: &'static str,
    /// First day of the code.
    pub valid_from: Date,
    /// Last day of the code, if it has ceased.
    pub valid_to: Option<Date>,
}

static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    include_str!("../data/countries.tsv")
        .lines()
        .filter_map(read)
        .collect()
});

fn read(line: &'static str) -> Option<Country> {
    let mut cells = line.split('\t');
    Some(Country {
        belfiore: cells.next()?,
        name: cells.next()?,
        valid_from: cells.next()?.parse().ok()?,
        valid_to: cells.next()?.parse().ok(),
    })
}

/// Every state, ceased ones too, by code.
pub fn all() -> &'static [Country] {
    &COUNTRIES
}

/// The state of that code, in force or ceased: a person keeps the code of a state that no longer exists.
pub fn by_code(belfiore: &str) -> Option<&'static Country> {
    COUNTRIES.iter().find(|country| country.belfiore == belfiore)
}

impl Country {
    /// Whether the code was given to persons born on that day.
    pub fn in_force_on(&self, date: Date) -> bool {
        self.valid_from <= date && self.valid_to.is_none_or(|last| date <= last)
    }
}
