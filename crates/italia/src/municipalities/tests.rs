use super::*;
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 3, 1);

#[test]
fn the_tables_are_read_whole() {
    assert_eq!(
        all().len(),
        include_str!("../../data/municipalities.tsv").lines().count()
    );
    assert_eq!(
        countries::all().len(),
        include_str!("../../data/countries.tsv").lines().count()
    );
    assert_eq!(all().iter().filter(|row| row.istat.is_some()).count(), 7_896);
    assert_eq!(all().iter().filter(|row| row.valid_to.is_none()).count(), 7_894);
    assert!(
        all()
            .iter()
            .all(|row| row.valid_to.is_none_or(|last| row.valid_from <= last))
    );
    assert!(
        all()
            .iter()
            .all(|row| row.belfiore.len() == 4 && row.province.len() == 2)
    );
    assert!(
        all()
            .iter()
            .filter(|row| row.valid_to.is_none())
            .all(|row| !row.region.is_empty())
    );
}

#[test]
fn periods_of_one_code_never_overlap() {
    for pair in all()
        .windows(2)
        .filter(|pair| pair[0].belfiore == pair[1].belfiore)
    {
        assert!(
            pair[0].valid_to.is_some_and(|last| last < pair[1].valid_from),
            "{pair:?}"
        );
    }
}

#[test]
fn a_comune_is_found_by_istat_code() {
    let bolzano = by_istat("021008").unwrap();
    assert_eq!((bolzano.name, bolzano.other_name), ("Bolzano", Some("Bozen")));
    assert_eq!((bolzano.province, bolzano.belfiore), ("BZ", "A952"));
    assert_eq!(bolzano.region, "Trentino-Alto Adige/Südtirol");
    assert_eq!(by_istat("999999"), None);
}

#[test]
fn a_code_means_the_comune_of_its_day() {
    assert_eq!(by_belfiore("A001", date(1920, 5, 1)).unwrap().name, "Abano");
    assert_eq!(by_belfiore("A001", date(1924, 11, 13)).unwrap().name, "Abano");
    assert_eq!(
        by_belfiore("A001", date(1924, 11, 14)).unwrap().name,
        "Abano Terme"
    );
    assert_eq!(by_belfiore("A952", date(1925, 1, 1)).unwrap().province, "TN");
    assert_eq!(by_belfiore("I345", date(2016, 2, 22)).unwrap().name, "Zoldo Alto");
    assert_eq!(by_belfiore("I345", date(2016, 2, 23)), None);
    assert_eq!(by_belfiore("Z999", TODAY), None);
}

#[test]
fn a_person_born_in_an_abolished_place_finds_it() {
    assert_eq!(birthplace("I345", date(1950, 6, 1)).unwrap().name(), "Zoldo Alto");
    assert_eq!(
        birthplace("Z111", date(1970, 6, 1)).unwrap().name(),
        "Repubblica Democratica Tedesca"
    );
    let Err(BirthplaceError::NotInForce(place)) = birthplace("I345", TODAY) else {
        panic!("abolished")
    };
    assert_eq!(place.name(), "Zoldo Alto");
    let Err(BirthplaceError::NotInForce(place)) = birthplace("Z111", TODAY) else {
        panic!("ceased")
    };
    assert_eq!(place.name(), "Repubblica Democratica Tedesca");
    // A Comune abolished in 1927 and born again in 1934: the nearest period before is named.
    let Err(BirthplaceError::NotInForce(place)) = birthplace("A007", date(1930, 1, 1)) else {
        panic!("gap")
    };
    assert_eq!(place.name(), "Abbasanta");
    assert_eq!(birthplace("A000", TODAY), Err(BirthplaceError::Unknown));
}

#[test]
fn search_ignores_accents_case_and_punctuation() {
    let names = |prefix| search(prefix, 5).iter().map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(names("forlì"), ["Forlì", "Forlì del Sannio", "Forlimpopoli"]);
    assert_eq!(names("FORLI'"), names("forlì"));
    assert_eq!(names("bozen"), ["Bolzano"]);
    assert_eq!(names("l aquila"), ["L'Aquila"]);
    assert_eq!(names("zoldo alto"), Vec::<&str>::new());
    assert_eq!(names("\0%_"), names(""), "nothing is special to the search");
}

#[test]
fn search_gives_the_exact_name_first_and_no_more_than_asked() {
    assert_eq!(search("roma", 3)[0].name, "Roma");
    assert_eq!(search("san", 7).len(), 7);
    assert_eq!(search("s", 10_000).len(), SEARCH_LIMIT);
    assert!(search("roma", 0).is_empty());
    let then = search_on("zoldo alto", date(1950, 1, 1), 5);
    assert_eq!(then.iter().map(|row| row.belfiore).collect::<Vec<_>>(), ["I345"]);
}

proptest! {
    #[test]
    fn whatever_is_searched_begins_with_it(text in any::<String>(), limit in 0usize..200) {
        let found = search(&text, limit);
        prop_assert!(found.len() <= limit.min(SEARCH_LIMIT));
        for row in found {
            let names = [Some(row.name), row.other_name];
            prop_assert!(names.into_iter().flatten().any(|name| fold(name).starts_with(&fold(&text))));
        }
    }
}
