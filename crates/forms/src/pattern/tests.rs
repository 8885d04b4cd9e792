//! The matcher against `regress`, which follows the standard, and against the clock.

use super::*;
use proptest::prelude::*;

fn ours(pattern: &str, text: &str) -> bool {
    Pattern::new(pattern).unwrap().is_match(text).unwrap()
}

#[test]
fn catastrophic_patterns_are_linear() {
    let text = format!("{}b", "a".repeat(5_000));
    for pattern in ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
        assert_eq!(
            Pattern::new(pattern).unwrap().is_match(&text),
            Ok(false),
            "{pattern}"
        );
    }
}

#[test]
fn costly_back_references_give_up() {
    let pattern = Pattern::new("^(a*)*(a*)*(a*)*\\1b$").unwrap();
    assert_eq!(pattern.is_match(&"a".repeat(200)), Err(TooCostly));
}

#[test]
fn too_large_repetitions_are_refused() {
    assert!(matches!(
        Pattern::new("(a{1000}){1000}"),
        Err(PatternError::TooLarge)
    ));
    assert!(Pattern::new(&"(".repeat(3_000)).is_err());
}

#[test]
fn syntax_errors_are_those_of_the_standard() {
    for bad in [
        "(", ")", "[a", "a**", "*a", "+", "a{2,1}", "[z-a]", "\\", "(?<n", "(?x:a)", "^*", "{1}",
    ] {
        assert!(Pattern::new(bad).is_err(), "{bad}");
        assert!(regress::Regex::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn agrees_with_the_standard_on_the_dialect() {
    let patterns = [
        "^[A-Za-z]{6}[0-9LMNPQRSTUV]{2}[A-Z]$",
        "^a|b$",
        "(?=.*\\d)(?=.*[a-z]).{4,8}",
        "^(?!.*--)[a-z-]+$",
        "(?<=\\$)\\d+",
        "(?<!x)y",
        "^(\\w)(\\w).?\\2\\1$",
        "^(?<p>[ab])\\k<p>$",
        "\\bfoo\\b",
        "a{,3}",
        "x{2}y{1,}z{0,2}",
        "[^]",
        "[]",
        "[\\d-x]",
        "[\\w.-]+@[\\w-]+\\.\\w{2,}",
        "\\u0041\\x42\\103",
        "^(?:(a)|b)*$",
        "^(?:(a)|(b))*\\2$",
        "(z)((a+)?(b+)?(c))*",
        "^.$",
        "\\s",
        "]",
        "}",
        "\\8",
        "a|",
        "^(a?)*?$",
        "^(?:a?){3}$",
    ];
    let texts = [
        "",
        "a",
        "b",
        "ab",
        "ba",
        "aa",
        "abba",
        "abcba",
        "foo bar",
        "xfoo",
        "$12",
        "xy",
        "yx",
        "A B",
        "ABC",
        "a{,3}",
        "xxyzz",
        "a-b",
        "a--b",
        "a@b.it",
        "à",
        "€",
        "😀",
        "zaacbbbcac",
        "abc1",
        "8",
        "]",
        "}",
        "1x-",
        "RSSMRA80A",
        "\u{a0}",
        "aaaa",
    ];
    for pattern in patterns {
        let theirs = regress::Regex::new(pattern).unwrap();
        for text in texts {
            // Outside the basic plane the two count differently: ours in UTF-16 units, as JavaScript without the u flag.
            if text.chars().any(|c| c.len_utf16() > 1) {
                continue;
            }
            let expected = theirs.find(text).is_some();
            assert_eq!(ours(pattern, text), expected, "{pattern} on {text:?}");
        }
    }
}

#[test]
fn lengths_are_utf16_units() {
    assert!(ours("^..$", "😀"));
    assert!(!ours("^.$", "😀"));
}

proptest! {
    #[test]
    fn never_panics(pattern in "[-a-c0-2()\\[\\]{}|*+?.^$\\\\,:=!<>kbdws]{0,24}", text in "[a-c0-2 -]{0,12}") {
        if let Ok(compiled) = Pattern::new(&pattern) {
            let found = compiled.is_match(&text);
            if let (Ok(found), Ok(theirs)) = (found, regress::Regex::new(&pattern)) {
                prop_assert_eq!(found, theirs.find(&text).is_some(), "{}", pattern);
            }
        }
    }

    #[test]
    fn never_panics_on_any_text(pattern in any::<String>(), text in any::<String>()) {
        if let Ok(compiled) = Pattern::new(&pattern) {
            let _ = compiled.is_match(&text);
        }
    }
}
