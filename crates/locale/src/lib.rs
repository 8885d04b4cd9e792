//! The words of the pages, per language, from `locales/{it,en}/*.ftl` (Fluent), embedded at build time.
//!
//! Keys are `slice-thing` in lower case with hyphens; a key exists in every language or the tests fail.

mod format;
mod plain;

pub use format::{bytes, date, date_time, money, number, short_date};
pub use plain::Arg;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use kernel::Lang;
use std::{collections::BTreeSet, sync::LazyLock};

/// Language, file name and content of every file.
static FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What is shown where a key has no text: visible to a tester, harmless to a citizen.
pub const MISSING: &str = "[…]";

struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    plain: plain::Texts,
    keys: BTreeSet<String>,
}

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| Lang::ALL.map(load));

fn catalogue(lang: Lang) -> &'static Catalogue {
    match lang {
        Lang::It => &CATALOGUES[0],
        Lang::En => &CATALOGUES[1],
    }
}

fn load(lang: Lang) -> Catalogue {
    let locale = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    let mut keys = BTreeSet::new();
    for (_, _, source) in FILES.iter().filter(|(code, _, _)| *code == lang.code()) {
        // A malformed entry is left out; the test of the files names it.
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
        keys.extend(plain::message_keys(&resource));
        bundle.add_resource_overriding(resource);
    }
    let plain = plain::Texts::of(&bundle, &keys);
    Catalogue { bundle, plain, keys }
}

/// The text of a key that takes no arguments; `[…]` when there is none.
pub fn text(lang: Lang, key: &str) -> &'static str {
    catalogue(lang).plain.get(key).unwrap_or(MISSING)
}

/// The text of a key with its arguments; numbers given as numbers choose the plural.
pub fn text_args(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let catalogue = catalogue(lang);
    let Some(pattern) = catalogue
        .bundle
        .get_message(key)
        .and_then(|message| message.value())
    else {
        return MISSING.to_owned();
    };
    let args: FluentArgs<'_> = args.iter().map(|(name, value)| (*name, value.fluent())).collect();
    let mut errors = Vec::new();
    catalogue
        .bundle
        .format_pattern(pattern, Some(&args), &mut errors)
        .into_owned()
}

/// Whether the key has a text in this language.
pub fn has(lang: Lang, key: &str) -> bool {
    catalogue(lang).keys.contains(key)
}

/// Every key of a language, in order.
pub fn keys(lang: Lang) -> &'static BTreeSet<String> {
    &catalogue(lang).keys
}

#[cfg(test)]
mod tests;
