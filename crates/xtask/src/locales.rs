//! Texts of the pages: keys in one language only, keys asked for that have no text, texts that nothing shows.

use crate::{rust, tree::Tree};
use fluent_syntax::{ast::Entry, parser};
use std::collections::{BTreeMap, BTreeSet};

/// What is wrong with the texts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// Key and the language it lacks.
    one_language: Vec<String>,
    /// Place and key.
    missing: Vec<String>,
    /// Keys no code and no template can produce.
    unused: Vec<String>,
}

/// The findings as text, and whether nothing is missing.
pub(crate) fn report(tree: &Tree) -> (String, bool) {
    let findings = find(tree);
    let mut report = String::new();
    for (title, list) in [
        ("in one language only", &findings.one_language),
        ("without a text", &findings.missing),
        ("shown nowhere", &findings.unused),
    ] {
        for key in list {
            report += &format!("{title}: {key}\n");
        }
    }
    let count = findings.one_language.len() + findings.missing.len() + findings.unused.len();
    report += &format!("locales: {count} findings\n");
    (report, count == 0)
}

fn find(tree: &Tree) -> Findings {
    let languages = keys(tree);
    let all: BTreeSet<&String> = languages.values().flatten().collect();
    let mut findings = Findings::default();
    for (language, keys) in &languages {
        let lacking = all.iter().filter(|key| !keys.contains(**key));
        findings
            .one_language
            .extend(lacking.map(|key| format!("{key} has no text in {language}")));
    }
    let uses = uses(tree);
    let asked = uses.asked.iter().filter(|(_, key)| !all.contains(key));
    findings
        .missing
        .extend(asked.map(|(path, key)| format!("{key} ({path})")));
    let shown =
        |key: &str| uses.words.contains(key) || uses.patterns.iter().any(|pattern| matches(pattern, key));
    findings
        .unused
        .extend(all.iter().filter(|key| !shown(key)).map(|key| (*key).clone()));
    findings
}

fn keys(tree: &Tree) -> BTreeMap<String, BTreeSet<String>> {
    let mut languages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in tree
        .files
        .iter()
        .filter(|file| file.path.starts_with("locales/") && file.path.ends_with(".ftl"))
    {
        let language = file.path.split('/').nth(1).unwrap_or_default().to_owned();
        let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, _)| resource);
        let messages = resource.body.iter().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.id.name.to_owned()),
            _ => None,
        });
        languages.entry(language).or_default().extend(messages);
    }
    languages
}

#[derive(Default)]
struct Uses {
    /// Path and key of calls that ask for one text by name.
    asked: BTreeSet<(String, String)>,
    /// Everything that could be a key.
    words: BTreeSet<String>,
    /// Literals with holes, cut at the holes: `cases-{a}-{b}` is `["cases-", "-", ""]`.
    patterns: BTreeSet<Vec<String>>,
}

fn uses(tree: &Tree) -> Uses {
    let mut uses = Uses::default();
    for file in tree
        .files
        .iter()
        .filter(|file| file.path.starts_with("crates/") && !file.is_test())
    {
        if file.is_rust() {
            for (_, text) in rust::mask(&file.text).texts {
                uses.literal(&text);
            }
        } else if file.path.ends_with(".html") {
            for text in file.text.split('"').skip(1).step_by(1) {
                uses.literal(text);
            }
        } else {
            continue;
        }
        let asked = asked(&file.text).map(|key| (file.path.clone(), key.to_owned()));
        uses.asked.extend(asked);
    }
    uses
}

impl Uses {
    fn literal(&mut self, text: &str) {
        if is_key(text) && text.ends_with('-') {
            // The first half of a key that is put together.
            self.patterns.insert(vec![text.to_owned(), String::new()]);
        } else if is_key(text) {
            self.words.insert(text.to_owned());
        } else if text.contains('{') && text.len() < 80 {
            let parts: Vec<String> = text
                .split('{')
                .map(|part| part.split('}').next_back().unwrap_or("").to_owned())
                .collect();
            let plain = parts.iter().all(|part| part.bytes().all(is_key_byte));
            if plain && parts[0].len() > 2 {
                self.patterns.insert(parts);
            }
        }
    }
}

fn is_key_byte(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

fn is_key(text: &str) -> bool {
    text.contains('-') && text.bytes().all(is_key_byte) && text.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Keys in calls whose only use for a text is to look it up.
fn asked(source: &str) -> impl Iterator<Item = &str> {
    let calls = [
        ".t(\"",
        ".ta(\"",
        ".ta2(\"",
        "::text(lang, \"",
        "::text_args(lang, \"",
        "::text(ctx.lang, \"",
    ];
    let found = calls.into_iter().flat_map(move |call| source.split(call).skip(1));
    found
        .filter_map(|rest| rest.split('"').next())
        .filter(|key| is_key(key))
}

/// Whether the parts stand in the key in this order, the first at its beginning and the last at its end.
fn matches(parts: &[String], key: &str) -> bool {
    let [first, middle @ .., last] = parts else {
        return false;
    };
    let Some(mut rest) = key.strip_prefix(first.as_str()) else {
        return false;
    };
    for part in middle {
        let Some(at) = rest.find(part.as_str()) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::File;

    fn tree(rust: &str, html: &str) -> Tree {
        Tree::of(vec![
            File::new(
                "locales/it/cases.ftl",
                "cases-a = A\ncases-b-one = B\ncases-c = C { $n }\n",
            ),
            File::new(
                "locales/en/cases.ftl",
                "cases-a = A\ncases-b-one = B\ncases-c = C\n",
            ),
            File::new("crates/cases/src/a.rs", rust),
            File::new("crates/cases/templates/a.html", html),
        ])
    }

    #[test]
    fn a_text_is_used_by_name_by_pattern_or_by_a_template() {
        let rust = "fn f() { text(lang, \"cases-a\"); text(lang, &format!(\"cases-b-{word}\")) }";
        assert_eq!(
            find(&tree(rust, "{{ page.ta(\"cases-c\", \"n\", 1) }}")),
            Findings::default()
        );
        let halves =
            "codes! { X (\"cases-b-\") { One = \"one\" } } fn f() { t(\"cases-a\"); t(\"cases-c\") }";
        assert_eq!(find(&tree(halves, "")), Findings::default());
    }

    #[test]
    fn what_nothing_shows_and_what_is_missing_are_told() {
        let findings = find(&tree(
            "fn f() { page.t(\"cases-zzz\") }",
            "{{ page.t(\"cases-a\") }}",
        ));
        assert_eq!(findings.unused, ["cases-b-one", "cases-c"]);
        assert_eq!(findings.missing, ["cases-zzz (crates/cases/src/a.rs)"]);
    }

    #[test]
    fn a_key_in_one_language_only_is_told() {
        let mut files = tree("", "").files;
        files.push(File::new("locales/it/x.ftl", "x-only = Solo\n"));
        assert_eq!(find(&Tree::of(files)).one_language, ["x-only has no text in en"]);
    }

    #[test]
    fn no_text_is_missing_in_this_repository() {
        let findings = find(&Tree::read(&crate::tree::root()).unwrap());
        assert!(
            findings.one_language.is_empty() && findings.missing.is_empty(),
            "{findings:#?}"
        );
    }
}
