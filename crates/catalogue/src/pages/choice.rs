//! What a person chose in the address of a list.

use kernel::clean_text;

/// Longest text searched, in characters.
const MAX_QUERY: usize = 200;

/// Query of a list; anything that cannot be read counts as not said, because an address is never an error of the person.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    q: String,
    categoria: String,
    pagina: String,
}

impl Choice {
    /// Reads the query of an address; the first value of a name counts.
    pub(super) fn of(query: Option<&str>) -> Self {
        let mut choice = Choice::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            let field = match name.as_ref() {
                "q" => &mut choice.q,
                "categoria" => &mut choice.categoria,
                "pagina" => &mut choice.pagina,
                _ => continue,
            };
            if field.is_empty() {
                *field = value.into_owned();
            }
        }
        choice
    }

    /// What is searched, trimmed; empty for nothing.
    pub(super) fn words(&self) -> &str {
        let words = self.q.trim();
        if clean_text(words, MAX_QUERY).is_ok() {
            words
        } else {
            ""
        }
    }

    /// The category asked for.
    pub(super) fn category(&self) -> Option<&str> {
        (!self.categoria.is_empty()).then_some(self.categoria.as_str())
    }

    /// The page asked for, from 1, within what there is.
    pub(super) fn page(&self, items: usize, per_page: usize) -> usize {
        let last = items.div_ceil(per_page).max(1);
        self.pagina.parse().unwrap_or(1).clamp(1, last)
    }

    /// The query that asks the same, without the page.
    pub(super) fn address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.words().is_empty() {
            query.append_pair("q", self.words());
        }
        if let Some(category) = self.category() {
            query.append_pair("categoria", category);
        }
        let query = query.finish();
        if query.is_empty() {
            query
        } else {
            format!("?{query}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_makes_no_sense_asks_for_the_first_page_of_everything() {
        for query in [
            None,
            Some("pagina=abc&q=%00"),
            Some("pagina=-3"),
            Some("%%%&=&pagina=0"),
            Some("q=%ff%fe%00"),
        ] {
            let choice = Choice::of(query);
            assert_eq!(
                (choice.page(30, 10), choice.words().contains('\0')),
                (1, false),
                "{query:?}"
            );
        }
        assert_eq!(Choice::of(Some("pagina=99999999")).page(30, 10), 3);
        assert_eq!(Choice::of(Some(&format!("q={}", "a".repeat(201)))).words(), "");
    }

    #[test]
    fn the_same_question_is_asked_again_without_its_page() {
        let choice = Choice::of(Some("pagina=2&q=Citt%C3%A0+d%27arte&categoria=tributi"));
        assert_eq!(choice.address(), "?q=Citt%C3%A0+d%27arte&categoria=tributi");
        assert_eq!(Choice::of(None).address(), "");
    }
}
