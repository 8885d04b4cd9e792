//! Texts of the catalogue on their way into a page: made into markup once, not looked through again for every page.

use crate::html::Html;
use askama::{FastWritable, Values, filters::HtmlSafe};
use kernel::Lang;
use rustc_hash::FxHashMap;
use std::fmt;
use std::sync::LazyLock;

/// A text of the catalogue: plain where it is read as a `str` (also `String::from`), escaped markup where a template writes
/// it. Templates write through `Display`, so `to_string` gives markup: for a plain copy take `locale::text`.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    plain: &'static str,
    markup: &'static str,
}

impl std::ops::Deref for Words {
    type Target = str;

    fn deref(&self) -> &str {
        self.plain
    }
}

impl From<Words> for String {
    fn from(words: Words) -> Self {
        words.plain.to_owned()
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.markup)
    }
}

impl FastWritable for Words {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(self.markup)?)
    }
}

impl HtmlSafe for Words {}

/// Every text of a language by key. The keys are ours, so a hash that nobody need be kept from guessing is enough.
type Catalogue = FxHashMap<&'static str, Words>;

static CATALOGUES: LazyLock<[Catalogue; 2]> = LazyLock::new(|| Lang::ALL.map(load));

fn load(lang: Lang) -> Catalogue {
    let words = |key: &'static String| (key.as_str(), of(locale::text(lang, key)));
    locale::keys(lang).iter().map(words).collect()
}

fn of(plain: &'static str) -> Words {
    let mut escaped = Html::new();
    escaped.text(plain);
    let markup = escaped.finish();
    let markup = if markup == plain {
        plain
    } else {
        // Once for each text of the product, for as long as it runs.
        Box::leak(markup.into_boxed_str())
    };
    Words { plain, markup }
}

/// The text of a key without arguments; `[…]` when there is none.
pub(crate) fn words(lang: Lang, key: &str) -> Words {
    let [italian, english] = &*CATALOGUES;
    let catalogue = match lang {
        Lang::It => italian,
        Lang::En => english,
    };
    catalogue.get(key).copied().unwrap_or(Words {
        plain: locale::MISSING,
        markup: locale::MISSING,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use askama::Template;

    #[derive(Template)]
    #[template(source = "<p title=\"{{ words }}\">{{ words }}</p>", ext = "html")]
    struct Shown {
        words: Words,
    }

    #[derive(Template)]
    #[template(source = "<p title=\"{{ plain }}\">{{ plain }}</p>", ext = "html")]
    struct Plain {
        plain: &'static str,
    }

    /// Numeric and named references of the same character.
    fn named(markup: &str) -> String {
        markup
            .replace("&#38;", "&amp;")
            .replace("&#60;", "&lt;")
            .replace("&#62;", "&gt;")
            .replace("&#34;", "&quot;")
    }

    #[test]
    fn a_text_is_escaped_once_and_read_plain() {
        for lang in Lang::ALL {
            for key in locale::keys(lang) {
                let (words, plain) = (words(lang, key), locale::text(lang, key));
                assert_eq!(&*words, plain, "{key}");
                let shown = Shown { words }.render().expect("a page");
                assert_eq!(shown, named(&Plain { plain }.render().expect("a page")), "{key}");
            }
        }
    }

    #[test]
    fn hostile_text_stays_text() {
        let words = of("<script>\"l'ora\" & più</script>");
        let shown = Shown { words }.render().expect("a page");
        assert!(!shown.contains("<script>"), "{shown}");
        assert!(
            shown.contains("&lt;script&gt;&quot;l&#39;ora&quot; &amp; più&lt;/script&gt;"),
            "{shown}"
        );
    }

    #[test]
    fn a_key_without_text_is_visible_and_harmless() {
        assert_eq!(&*words(Lang::It, "web-no-such-key"), locale::MISSING);
    }
}
