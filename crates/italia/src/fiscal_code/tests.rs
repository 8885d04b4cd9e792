use super::*;
use crate::FormatError;
use jiff::civil::date;
use kernel::Lang;
use proptest::prelude::*;

const TODAY: Date = date(2025, 3, 3);

#[test]
fn form_18_right_codes_are_read_with_birth_sex_and_place() {
    let code = FiscalCode::parse(" rss mra 80a01 h501u ").unwrap();
    assert_eq!(code.as_str(), "RSSMRA80A01H501U");
    assert_eq!(code.birth_date(TODAY), Some(date(1980, 1, 1)));
    assert_eq!(code.sex(), Some(Sex::Male));
    assert_eq!(code.belfiore().as_deref(), Some("H501"));
    assert!(!code.is_omocodic() && !code.is_numeric());
}

#[test]
fn form_18_omocodia_keeps_birth_and_place() {
    for (typed, omocodic) in [
        ("RSSMRA80A01H50MM", true),
        ("RSSMRA80A01HRLMS", true),
        ("RSSMRA80A01H501U", false),
    ] {
        let code = FiscalCode::parse(typed).unwrap();
        assert_eq!(code.is_omocodic(), omocodic);
        assert_eq!(code.belfiore().as_deref(), Some("H501"));
        assert_eq!(code.birth_date(TODAY), Some(date(1980, 1, 1)));
        assert_eq!(code.as_str(), typed, "two persons may differ by omocodia alone");
    }
    assert_eq!(FiscalCode::parse("RSSMRA80A01H50MU"), Err(FiscalCodeError::Check));
}

/// Each of the 128 ways to replace digits by letters, in whatever place, is a code of its own.
#[test]
fn form_18_omocodia_in_all_its_places() {
    let plain = b"RSSMRA80A01H501";
    for places in 0u8..128 {
        let mut bytes = plain.to_vec();
        for (bit, at) in DIGITS.into_iter().enumerate() {
            if places & (1 << bit) != 0 {
                bytes[at] = OMOCODIA[usize::from(bytes[at] - b'0')];
            }
        }
        bytes.push(check_letter(&bytes));
        let code = FiscalCode::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
        assert_eq!(code.is_omocodic(), places != 0);
        assert_eq!(code.birth_date(TODAY), Some(date(1980, 1, 1)));
        assert_eq!(code.belfiore().as_deref(), Some("H501"));
    }
}

#[test]
fn form_18_mistakes_are_told_apart() {
    for (typed, why) in [
        ("", FiscalCodeError::Empty),
        (" \t", FiscalCodeError::Empty),
        ("RSSMRA80A01H501", FiscalCodeError::Length { found: 15 }),
        ("RSSMRA80A01", FiscalCodeError::Length { found: 11 }),
        ("RSSMRA80A01H501UU", FiscalCodeError::Length { found: 17 }),
        ("R5SMRA80A01H501U", FiscalCodeError::Character { position: 2 }),
        ("RSSMRA8OA01H501U", FiscalCodeError::Character { position: 8 }),
        ("RSSMRA80A01H501à", FiscalCodeError::Character { position: 16 }),
        ("RSSMRA80F01H501U", FiscalCodeError::Month),
        ("RSSMRA80A00H501U", FiscalCodeError::Day),
        ("RSSMRA80A32H501U", FiscalCodeError::Day),
        ("RSSMRA80A72H501U", FiscalCodeError::Day),
        ("RSSMRA81B29H501U", FiscalCodeError::Day),
        ("RSSMRA80A01H501V", FiscalCodeError::Check),
        ("1234567890O", FiscalCodeError::Character { position: 11 }),
        ("12345678901", FiscalCodeError::Check),
        ("00000000000", FiscalCodeError::Check),
    ] {
        assert_eq!(FiscalCode::parse(typed), Err(why), "{typed}");
    }
}

#[test]
fn provisional_codes_of_eleven_digits_tell_nothing_of_the_person() {
    let code = FiscalCode::parse("00743110157").unwrap();
    assert!(code.is_numeric() && !code.is_omocodic());
    assert_eq!(
        (code.birth_date(TODAY), code.sex(), code.belfiore()),
        (None, None, None)
    );
    assert!(code.agrees_with_birth(TODAY) && code.agrees_with_name("Prova", "Bruno"));
}

#[test]
fn the_year_has_two_digits_so_the_century_is_a_guess() {
    let person = |birth| Person {
        surname: "Esempio",
        name: "Ada",
        birth,
        sex: Sex::Female,
        belfiore: "H501",
    };
    let centenarian = FiscalCode::compose(&person(date(1920, 2, 29))).unwrap();
    assert_eq!(centenarian.birth_date(TODAY), Some(date(2020, 2, 29)));
    assert_eq!(centenarian.birth_date(date(2019, 1, 1)), Some(date(1920, 2, 29)));
    assert!(centenarian.agrees_with_birth(date(1920, 2, 29)));
    assert!(!centenarian.agrees_with_birth(date(1921, 2, 28)));
    // 1900 was no leap year, 2000 was.
    let leap = FiscalCode::compose(&person(date(2000, 2, 29))).unwrap();
    assert_eq!(leap.birth_date(TODAY), Some(date(2000, 2, 29)));
    assert_eq!(leap.sex(), Some(Sex::Female));
}

#[test]
fn names_give_the_first_six_letters() {
    let code = |surname, name| {
        let person = Person {
            surname,
            name,
            birth: date(1980, 1, 1),
            sex: Sex::Male,
            belfiore: "h501",
        };
        FiscalCode::compose(&person).unwrap().as_str()[..6].to_owned()
    };
    assert_eq!(code("Esempio", "Ada"), "SMPDAA");
    assert_eq!(code("Fo", "Al"), "FOXLAX");
    assert_eq!(code("D'Òria", "Gianfranco"), "DROGFR");
    assert_eq!(code("De' Prova", "Bruno Èlio"), "DPRBNL");
    assert_eq!(code("Ü", "李"), "UXXXXX");
    let typed = FiscalCode::parse("RSSMRA80A01H501U").unwrap();
    assert!(typed.agrees_with_name("ROSSI", "Maria") && !typed.agrees_with_name("Esempio", "Ada"));
}

#[test]
fn every_mistake_has_a_sentence_in_both_languages() {
    for mistake in [
        FiscalCodeError::Empty,
        FiscalCodeError::Length { found: 3 },
        FiscalCodeError::Character { position: 9 },
        FiscalCodeError::Month,
        FiscalCodeError::Day,
        FiscalCodeError::Check,
    ] {
        assert_ne!(mistake.message(Lang::It), mistake.message(Lang::En));
        assert!(mistake.key().starts_with("fiscal-code-"));
    }
}

#[test]
fn codes_stay_out_of_logs_and_wrong_ones_out_of_storage() {
    let code = FiscalCode::parse("RSSMRA80A01H501U").unwrap();
    assert_eq!(format!("{code:?}"), "FiscalCode(…)");
    assert!(serde_json::from_str::<FiscalCode>("\"RSSMRA80A01H501V\"").is_err());
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = FiscalCode::parse(&text);
    }

    #[test]
    fn nothing_like_a_code_makes_it_panic(text in "[A-Z0-9éß]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9A-Z]{2}[A-Z][0-9A-Z]{3}[A-Z]?") {
        if let Ok(code) = FiscalCode::parse(&text) {
            prop_assert!(code.birth_date(date(2099, 12, 31)).is_some());
        }
    }

    #[test]
    fn a_right_code_reads_back_as_itself(
        surname in "\\PC{0,12}", name in "[A-Za-zàèìòù' ]{0,16}",
        days in 0i64..54_000, female in any::<bool>(), belfiore in "[A-Z][0-9]{3}",
    ) {
        let birth = date(1880, 1, 1) + jiff::Span::new().days(days);
        let sex = if female { Sex::Female } else { Sex::Male };
        let code = FiscalCode::compose(&Person { surname: &surname, name: &name, birth, sex, belfiore: &belfiore }).unwrap();
        prop_assert_eq!(FiscalCode::parse(&code.to_string()), Ok(code.clone()));
        prop_assert_eq!(code.sex(), Some(sex));
        prop_assert_eq!(code.belfiore(), Some(belfiore));
        prop_assert!(code.agrees_with_birth(birth) && code.agrees_with_name(&surname, &name));
        let json = serde_json::to_string(&code).unwrap();
        prop_assert_eq!(serde_json::from_str::<FiscalCode>(&json).unwrap(), code);
    }

    #[test]
    fn one_wrong_letter_is_always_found(place in 0usize..15, other in "[A-Z0-9]") {
        let mut wrong = "RSSMRA80A01H501U".to_owned();
        wrong.replace_range(place..=place, &other);
        prop_assume!(wrong != "RSSMRA80A01H501U");
        prop_assert!(FiscalCode::parse(&wrong).is_err());
    }
}
