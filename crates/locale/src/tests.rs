use super::*;
use kernel::{Cents, Instant};
use std::{fs, path::Path};

#[test]
fn every_file_is_well_formed_and_every_key_stands_once() {
    for lang in Lang::ALL {
        let mut seen = BTreeSet::new();
        for (_, name, source) in FILES.iter().filter(|(code, _, _)| *code == lang.code()) {
            let resource = FluentResource::try_new((*source).to_owned());
            let resource =
                resource.unwrap_or_else(|(_, errors)| panic!("{}/{name}: {errors:?}", lang.code()));
            for key in plain::message_keys(&resource) {
                assert!(
                    seen.insert(key.clone()),
                    "{}/{name}: key {key} stands twice",
                    lang.code()
                );
            }
        }
        assert!(!seen.is_empty());
    }
}

#[test]
fn both_languages_have_the_same_keys_in_the_same_files() {
    let places = |code: &str| -> BTreeSet<(String, String)> {
        let files = FILES.iter().filter(|(lang, _, _)| *lang == code);
        files
            .flat_map(|(_, name, source)| {
                let resource =
                    FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
                let keys = plain::message_keys(&resource);
                keys.into_iter()
                    .map(|key| ((*name).to_owned(), key))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (it, en) = (places("it"), places("en"));
    let missing: Vec<_> = it.symmetric_difference(&en).collect();
    assert!(missing.is_empty(), "in one language only: {missing:?}");
}

#[test]
fn every_key_named_in_code_and_templates_has_a_text() {
    let mut missing = Vec::new();
    let mut found = 0;
    for folder in ["src", "templates"] {
        for crate_dir in fs::read_dir("..").unwrap() {
            visit(&crate_dir.unwrap().path().join(folder), &mut |path, source| {
                for key in literal_keys(source) {
                    found += 1;
                    if !has(Lang::It, key) {
                        missing.push(format!("{}: {key}", path.display()));
                    }
                }
            });
        }
    }
    assert!(found > 20, "the search for keys finds only {found}");
    assert!(missing.is_empty(), "without a text: {missing:#?}");
}

fn visit(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            visit(&path, each);
        } else if name != "tests.rs" && (name.ends_with(".rs") || name.ends_with(".html")) {
            each(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

/// Keys written as literals: `page.t("[…]")`, `page.ta("…"`, `locale::text(lang, "…")`, `text_args(lang, "…"`.
fn literal_keys(source: &str) -> Vec<&str> {
    let calls = [
        "page.t(\"",
        "page.ta(\"",
        "page.ta2(\"",
        "locale::text(lang, \"",
        "locale::text_args(lang, \"",
    ];
    let uses = calls
        .iter()
        .flat_map(|call| source.match_indices(call).map(move |(at, _)| at + call.len()));
    uses.filter_map(|start| source[start..].split('"').next())
        .collect()
}

#[test]
fn texts_with_and_without_arguments() {
    assert_eq!(text(Lang::It, "web-skip-to-content"), "Vai ai contenuti");
    assert_eq!(text(Lang::En, "web-skip-to-content"), "Skip to content");
    assert_eq!(text(Lang::It, "no-such-key"), "[…]");
    assert_eq!(
        text_args(Lang::It, "web-error-summary-title", &[("count", 1_usize.into())]),
        "C’è un errore da correggere"
    );
    assert_eq!(
        text_args(Lang::En, "web-error-summary-title", &[("count", 3_usize.into())]),
        "There are 3 errors to correct"
    );
    assert_eq!(text_args(Lang::It, "no-such-key", &[]), "[…]");
}

#[test]
fn dates_and_amounts_are_written_per_language() {
    let first = jiff::civil::date(2024, 2, 1);
    assert_eq!(date(Lang::It, first), "1º febbraio 2024");
    assert_eq!(date(Lang::En, first), "1 February 2024");
    assert_eq!(short_date(Lang::It, first), "01/02/2024");
    let at = Instant::parse("2024-02-09T22:59:59Z").unwrap();
    assert_eq!(date_time(Lang::It, at), "9 febbraio 2024, ore 23:59");
    assert_eq!(date_time(Lang::En, at), "9 February 2024 at 23:59");
    assert_eq!(money(Lang::It, Cents::new(123_456)), "1.234,56\u{a0}€");
    assert_eq!(money(Lang::En, Cents::new(-123_456)), "-€1,234.56");
    assert_eq!(number(Lang::It, -1_234_567), "-1.234.567");
    assert_eq!(number(Lang::En, 999), "999");
    assert_eq!(bytes(Lang::It, 1_300_000), "1,2\u{a0}MB");
    assert_eq!(bytes(Lang::En, 2_048), "2\u{a0}kB");
    assert_eq!(bytes(Lang::En, 17), "17\u{a0}B");
}
