use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn labels(list: List, typed: &str, when: When) -> Vec<&'static str> {
    let found = list.search(typed, when, 20).places;
    found.iter().map(|place| place.label.as_str()).collect()
}

#[test]
fn every_list_is_whole() {
    assert_eq!(List::Countries.places().len(), countries::all().len() + 1);
    let today = |list: List| list.places().iter().filter(|p| p.exists(When::Today)).count();
    assert_eq!(today(List::Municipalities), 7_894);
    assert_eq!(today(List::Provinces), 107);
    for list in [List::Municipalities, List::Provinces, List::Countries] {
        assert_eq!(List::named(list.word()), Some(list));
        for place in list.places() {
            assert_eq!(list.place(place.code, &place.label), Some(place));
        }
    }
    assert_eq!(List::named("regioni"), None);
}

#[test]
fn accents_case_order_of_words_and_the_other_language_do_not_matter() {
    assert_eq!(
        labels(List::Municipalities, "FORLI", When::Today)[0],
        "Forlì (FC)"
    );
    assert_eq!(
        labels(List::Municipalities, "agata goti", When::Today),
        ["Sant'Agata de' Goti (BN)"]
    );
    assert_eq!(
        labels(List::Municipalities, "bozen", When::Today),
        ["Bolzano/Bozen (BZ)"]
    );
    assert_eq!(
        labels(List::Municipalities, "samone tn", When::Today),
        ["Samone (TN)"]
    );
    assert_eq!(labels(List::Provinces, "rm", When::Today), ["Roma (RM)"]);
    assert_eq!(labels(List::Countries, "ital", When::Today), ["Italia"]);
}

#[test]
fn the_whole_name_comes_before_its_beginnings_and_these_before_words_inside() {
    let found = labels(List::Municipalities, "roma", When::Today);
    assert_eq!(found[0], "Roma (RM)");
    let inside = found
        .iter()
        .position(|name| !name.to_lowercase().starts_with("roma"));
    assert!(inside.is_none_or(|at| {
        found[at..]
            .iter()
            .all(|name| !name.to_lowercase().starts_with("roma"))
    }));
    assert!(List::Municipalities.search("s", When::Today, 20).more);
}

#[test]
fn ceased_places_are_offered_only_for_their_time() {
    let abano = |when| labels(List::Municipalities, "abano", when);
    assert_eq!(abano(When::Today), ["Abano Terme (PD)"]);
    assert_eq!(abano(When::On(date(1920, 5, 1))), ["Abano (PD)"]);
    assert_eq!(abano(When::Always), ["Abano (PD)", "Abano Terme (PD)"]);
    let old = List::Municipalities.place("A001", "Abano (PD)").unwrap();
    assert_eq!(old.last_day(), Some(date(1924, 11, 13)));
    assert!(labels(List::Provinces, "zara", When::Today).is_empty());
    assert_eq!(labels(List::Provinces, "zara", When::Always), ["Zara (ZA)"]);
}

#[test]
fn a_name_of_two_places_means_neither() {
    assert_eq!(List::Municipalities.meant("samone", When::Today), None);
    assert_eq!(
        List::Municipalities
            .meant("Samone (TN)", When::Today)
            .unwrap()
            .label,
        "Samone (TN)"
    );
    assert_eq!(
        List::Municipalities.meant("prato", When::Today).unwrap().code,
        "G999"
    );
    assert_eq!(List::Municipalities.meant("", When::Always), None);
    assert_eq!(When::parse("2025-02-30"), None);
    assert_eq!(When::parse("2025-03-14"), Some(When::On(date(2025, 3, 14))));
}

proptest! {
    #[test]
    fn whatever_is_typed_finds_only_what_exists_and_never_more_than_asked(typed in "\\PC{0,40}", day in 0i32..60_000) {
        let when = When::On(date(1861, 1, 1).saturating_add(jiff::Span::new().days(day)));
        let found = List::Municipalities.search(&typed, when, 5);
        prop_assert!(found.places.len() <= 5);
        prop_assert!(found.places.iter().all(|place| place.exists(when)));
    }
}
