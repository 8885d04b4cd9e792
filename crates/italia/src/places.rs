//! Comuni, provinces and states as lists to choose from: found by the beginnings of their words, with the days they existed.

use crate::{countries, fold, municipalities};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

#[cfg(test)]
mod tests;

/// What is read of a search; no name is longer.
const LONGEST_QUERY: usize = 100;

/// Italy among the states: it has no code in the codice fiscale, and 100 is the one it has in the tables of ANPR.
const ITALY: (&str, &str) = ("100", "Italia");

/// A list of places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Comuni, by their code in cadastre and codice fiscale.
    Municipalities,
    /// Provinces, by their letters.
    Provinces,
    /// Italy and foreign states, these by their code in the codice fiscale.
    Countries,
}

/// Which places of a list are offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Those that exist.
    #[default]
    Today,
    /// Those that existed on a day.
    On(Date),
    /// Ceased ones too: people keep the place of birth they had.
    Always,
}

/// A place that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code; a Comune that changed name keeps it.
    pub code: &'static str,
    /// Its name, with the letters of the province after that of a Comune.
    pub label: String,
    /// Each period in which it had that name.
    periods: Vec<(Date, Option<Date>)>,
    /// Name as people type it, in each of its languages; then name and letters together.
    names: Vec<String>,
}

/// The places that a search found, best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// At most as many as asked.
    pub places: Vec<&'static Place>,
    /// Whether there are more.
    pub more: bool,
}

impl When {
    /// From the word of a definition or an address: `oggi`, `sempre` or a day.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "oggi" => Some(When::Today),
            "sempre" => Some(When::Always),
            day => day.parse().ok().map(When::On),
        }
    }

    /// The word that [`When::parse`] reads.
    pub fn word(self) -> String {
        match self {
            When::Today => "oggi".to_owned(),
            When::Always => "sempre".to_owned(),
            When::On(day) => day.to_string(),
        }
    }
}

impl Place {
    /// Whether it is among those offered.
    pub fn exists(&self, when: When) -> bool {
        match when {
            When::Today => self.last_day().is_none(),
            When::Always => true,
            When::On(day) => self
                .periods
                .iter()
                .any(|(from, to)| *from <= day && to.is_none_or(|to| day <= to)),
        }
    }

    /// The last day it had that name; none while it lasts.
    pub fn last_day(&self) -> Option<Date> {
        let last = self.periods.iter().map(|(_, to)| to.unwrap_or(Date::MAX)).max();
        last.filter(|day| *day != Date::MAX)
    }

    /// How well it fits what was typed: 0 whole, 1 its beginning, 2 the beginnings of its words.
    fn rank(&self, query: &str, words: &[&str]) -> Option<u8> {
        if self.names.iter().any(|name| name == query) {
            return Some(0);
        }
        if self.names.iter().any(|name| name.starts_with(query)) {
            return Some(1);
        }
        let begins = |name: &String, word: &&str| name.split(' ').any(|own| own.starts_with(word));
        let all = |name: &String| words.iter().all(|word| name.contains(word) && begins(name, word));
        self.names.iter().any(all).then_some(2)
    }
}

impl List {
    /// The list of that name in a definition or an address.
    pub fn named(word: &str) -> Option<Self> {
        [List::Municipalities, List::Provinces, List::Countries]
            .into_iter()
            .find(|list| list.word() == word)
    }

    /// Its name in definitions and addresses.
    pub fn word(self) -> &'static str {
        match self {
            List::Municipalities => "comuni",
            List::Provinces => "province",
            List::Countries => "nazioni",
        }
    }

    /// Every place of the list, ceased ones too.
    pub fn places(self) -> &'static [Place] {
        static MUNICIPALITIES: LazyLock<Vec<Place>> = LazyLock::new(read_municipalities);
        static PROVINCES: LazyLock<Vec<Place>> = LazyLock::new(read_provinces);
        static COUNTRIES: LazyLock<Vec<Place>> = LazyLock::new(read_countries);
        match self {
            List::Municipalities => &MUNICIPALITIES,
            List::Provinces => &PROVINCES,
            List::Countries => &COUNTRIES,
        }
    }

    /// Places in which every word typed begins a word of the name, whatever accents and case. What begins like the text comes
    /// first, what still exists before what has ceased.
    pub fn search(self, typed: &str, when: When, limit: usize) -> Found {
        let query = fold(&typed.chars().take(LONGEST_QUERY).collect::<String>());
        let words: Vec<&str> = query.split(' ').filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return Found {
                places: Vec::new(),
                more: false,
            };
        }
        let mut ranked: Vec<(u8, bool, &Place)> = self
            .places()
            .iter()
            .filter(|place| place.exists(when))
            .filter_map(|place| Some((place.rank(&query, &words)?, place.last_day().is_some(), place)))
            .collect();
        ranked.sort_by(|a, b| (a.0, a.1, &a.2.names, a.2.code).cmp(&(b.0, b.1, &b.2.names, b.2.code)));
        Found {
            more: ranked.len() > limit,
            places: ranked
                .into_iter()
                .take(limit)
                .map(|(_, _, place)| place)
                .collect(),
        }
    }

    /// The one place somebody means who typed its whole name; none when two have it, unless only one still exists.
    pub fn meant(self, typed: &str, when: When) -> Option<&'static Place> {
        let query = fold(&typed.chars().take(LONGEST_QUERY).collect::<String>());
        let named = |place: &&Place| place.exists(when) && place.names.contains(&query);
        let all: Vec<&Place> = self.places().iter().filter(named).collect();
        let lasting: Vec<&Place> = all.iter().copied().filter(|p| p.last_day().is_none()).collect();
        match (all.as_slice(), lasting.as_slice()) {
            ([one], _) | (_, [one]) => Some(one),
            _ => None,
        }
    }

    /// The place of a code and a name.
    pub fn place(self, code: &str, label: &str) -> Option<&'static Place> {
        let places = self.places();
        let first = places.partition_point(|place| place.code < code);
        places[first..]
            .iter()
            .take_while(|place| place.code == code)
            .find(|place| place.label == label)
    }
}

/// In order of code, with the periods of one code and name together.
fn gathered(rows: impl Iterator<Item = (Place, Date, Option<Date>)>) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut known: HashMap<(&str, String), usize> = HashMap::new();
    for (place, from, to) in rows {
        let at = *known.entry((place.code, place.label.clone())).or_insert_with(|| {
            places.push(place);
            places.len() - 1
        });
        places[at].periods.push((from, to));
    }
    places.sort_by(|a, b| a.code.cmp(b.code));
    places
}

fn read_municipalities() -> Vec<Place> {
    gathered(municipalities::all().iter().map(|row| {
        let name = match row.other_name {
            Some(other) => format!("{}/{other}", row.name),
            None => row.name.to_owned(),
        };
        let label = format!("{name} ({})", row.province);
        let mut names = vec![fold(row.name)];
        names.extend(row.other_name.map(fold));
        names.push(fold(&label));
        let place = Place {
            code: row.belfiore,
            label,
            periods: Vec::new(),
            names,
        };
        (place, row.valid_from, row.valid_to)
    }))
}

/// A province lasts from the first to the last day of its Comuni.
fn read_provinces() -> Vec<Place> {
    let names: HashMap<&str, &str> = include_str!("../data/province_names.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .collect();
    gathered(municipalities::all().iter().filter_map(|row| {
        let name = *names.get(row.province)?;
        let label = format!("{name} ({})", row.province);
        let mut words = vec![fold(name), fold(row.province)];
        words.push(fold(&label));
        let place = Place {
            code: row.province,
            label,
            periods: Vec::new(),
            names: words,
        };
        Some((place, row.valid_from, row.valid_to))
    }))
}

fn read_countries() -> Vec<Place> {
    let foreign = countries::all().iter().map(|country| {
        (
            country.belfiore,
            country.name,
            country.valid_from,
            country.valid_to,
        )
    });
    let since = jiff::civil::date(1861, 3, 17);
    let italy = (ITALY.0, ITALY.1, since, None);
    gathered([italy].into_iter().chain(foreign).map(|(code, name, from, to)| {
        let place = Place {
            code,
            label: name.to_owned(),
            periods: Vec::new(),
            names: vec![fold(name)],
        };
        (place, from, to)
    }))
}
