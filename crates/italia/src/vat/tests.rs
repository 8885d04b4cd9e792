use super::*;
use proptest::prelude::*;

#[test]
fn the_check_digit_is_verified() {
    for good in ["00743110157", "IT 00743110157", "it00743110157", " 0074311 0157 "] {
        assert_eq!(VatNumber::parse(good).unwrap().as_str(), "00743110157", "{good}");
    }
    for (bad, why) in [
        ("", VatError::Empty),
        ("IT", VatError::Empty),
        ("0074311015", VatError::Length { found: 10 }),
        ("007431101570", VatError::Length { found: 12 }),
        ("0074311O157", VatError::NotADigit { position: 8 }),
        ("00743110158", VatError::CheckDigit),
        ("00000000000", VatError::CheckDigit),
        ("77777777777", VatError::CheckDigit),
        ("٠٠٧٤٣١١٠١٥٧", VatError::NotADigit { position: 1 }),
    ] {
        assert_eq!(VatNumber::parse(bad), Err(why), "{bad}");
    }
}

#[test]
fn every_mistake_has_a_sentence_in_both_languages() {
    for mistake in [
        VatError::Empty,
        VatError::Length { found: 3 },
        VatError::NotADigit { position: 2 },
        VatError::CheckDigit,
    ] {
        assert_ne!(mistake.message(Lang::It), mistake.message(Lang::En));
        assert!(mistake.key().starts_with("vat-"));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = VatNumber::parse(&text);
    }

    #[test]
    fn one_wrong_digit_is_always_found(first in 1u64..9_999_999_999, place in 0usize..10, shift in 1u8..10) {
        let body = format!("{first:010}");
        prop_assume!(!body.starts_with("0000000"));
        let good = (0..10)
            .map(|last| format!("{body}{last}"))
            .filter(|code| VatNumber::parse(code).is_ok())
            .collect::<Vec<_>>();
        prop_assert_eq!(good.len(), 1);
        let mut wrong = good[0].clone().into_bytes();
        wrong[place] = b'0' + (wrong[place] - b'0' + shift) % 10;
        prop_assert!(VatNumber::parse(std::str::from_utf8(&wrong).unwrap()).is_err());
    }
}
