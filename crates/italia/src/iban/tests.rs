use super::*;
use proptest::prelude::*;

#[test]
fn italian_ibans_are_checked_twice() {
    let iban = Iban::parse("it60 x054 2811 1010 0000 0123 456").unwrap();
    assert_eq!(iban.as_str(), "IT60X0542811101000000123456");
    assert_eq!(iban.to_string(), "IT60 X054 2811 1010 0000 0123 456");
    assert_eq!((iban.abi(), iban.cab()), (Some("05428"), Some("11101")));
    assert_eq!(iban.masked(), "IT •••• 3456");
    assert_eq!(format!("{iban:?}"), "Iban(IT…)");
}

#[test]
fn other_countries_are_checked_by_length_and_mod_97() {
    for good in [
        "DE89 3704 0044 0532 0130 00",
        "FR14 2004 1010 0505 0001 3M02 606",
        "GB29 NWBK 6016 1331 9268 19",
        "NO93 8601 1117 947",
        "SM86 U032 2509 8000 0000 0270 100",
        "CH93 0076 2011 6238 5295 7",
    ] {
        let iban = Iban::parse(good).unwrap_or_else(|why| panic!("{good}: {why}"));
        assert_eq!(iban.to_string(), good);
    }
    assert_eq!(Iban::parse("DE89 3704 0044 0532 0130 00").unwrap().abi(), None);
}

#[test]
fn mistakes_are_told_apart() {
    for (bad, why) in [
        ("  ", IbanError::Empty),
        ("60IT", IbanError::Beginning),
        ("IT", IbanError::Beginning),
        (
            "IT60X0542811101000000123456à",
            IbanError::Character { position: 28 },
        ),
        (
            "IT60X054281110100000012345",
            IbanError::Length {
                found: 26,
                expected: 27,
            },
        ),
        (
            "ZZ11",
            IbanError::Length {
                found: 4,
                expected: 34,
            },
        ),
        ("IT6010542811101000000123456", IbanError::Layout),
        ("IT60XO542811101000000123456", IbanError::Layout),
        ("IT61X0542811101000000123456", IbanError::CheckDigits),
        ("IT60X0542811101000000123457", IbanError::CheckDigits),
        ("DE88 3704 0044 0532 0130 00", IbanError::CheckDigits),
    ] {
        assert_eq!(Iban::parse(bad), Err(why), "{bad}");
    }
}

/// An IBAN whose mod 97 was computed over a wrong CIN: only the Italian check sees it.
#[test]
fn a_wrong_cin_is_found_even_with_right_check_digits() {
    let found = (2..=98)
        .map(|check| Iban::parse(&format!("IT{check:02}Y0542811101000000123456")))
        .filter(|result| *result == Err(IbanError::Cin))
        .count();
    assert_eq!(found, 1);
}

#[test]
fn every_mistake_has_a_sentence_in_both_languages() {
    for mistake in [
        IbanError::Empty,
        IbanError::Beginning,
        IbanError::Character { position: 4 },
        IbanError::Length {
            found: 4,
            expected: 27,
        },
        IbanError::Layout,
        IbanError::CheckDigits,
        IbanError::Cin,
    ] {
        assert_ne!(mistake.message(Lang::It), mistake.message(Lang::En));
        assert!(mistake.key().starts_with("iban-"));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = Iban::parse(&text);
    }

    #[test]
    fn nothing_like_an_iban_makes_it_panic(text in "[A-Za-z]{2}[0-9]{2}[A-Za-z0-9 é]{0,32}") {
        let _ = Iban::parse(&text);
    }

    #[test]
    fn every_account_has_exactly_one_iban(abi in 0u32..100_000, cab in 0u32..100_000, account in "[0-9A-Z]{12}") {
        let rest = format!("{abi:05}{cab:05}{account}");
        let cin = char::from(check_letter(rest.as_bytes()));
        let good = (2..=98)
            .filter_map(|check| Iban::parse(&format!("IT{check:02}{cin}{rest}")).ok())
            .collect::<Vec<_>>();
        prop_assert_eq!(good.len(), 1);
        let json = serde_json::to_string(&good[0]).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Iban>(&json).unwrap(), &good[0]);
    }
}
