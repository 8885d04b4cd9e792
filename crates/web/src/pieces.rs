//! Values the macros of `components.html` draw.

use crate::html::Html;
use kernel::{FieldErrors, Lang};
use std::borrow::Borrow;

/// Page numbers of a list.
#[derive(Clone, Debug)]
pub struct Pagination {
    current: usize,
    total: usize,
    url: String,
}

/// One number, or the gap between two.
#[derive(Clone, Debug)]
pub struct PageLink {
    /// Counted from 1; meaningless for a gap.
    pub number: usize,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page shown.
    pub current: bool,
    /// Whether it stands for pages left out.
    pub gap: bool,
}

impl Pagination {
    /// `current` counted from 1; `url` is completed with `pagina=N` (it may already hold a query).
    pub fn new(current: usize, items: usize, per_page: usize, url: impl Into<String>) -> Self {
        let total = items.div_ceil(per_page.max(1)).max(1);
        Self {
            current: current.clamp(1, total),
            total,
            url: url.into(),
        }
    }

    /// How many pages.
    pub fn count(&self) -> usize {
        self.total
    }

    fn href(&self, number: usize) -> String {
        let mark = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{mark}pagina={number}", self.url)
    }

    /// The page before.
    pub fn previous(&self) -> Option<String> {
        (self.current > 1).then(|| self.href(self.current - 1))
    }

    /// The page after.
    pub fn next(&self) -> Option<String> {
        (self.current < self.total).then(|| self.href(self.current + 1))
    }

    /// First, last and those around the current one.
    pub fn links(&self) -> Vec<PageLink> {
        let mut links: Vec<PageLink> = Vec::new();
        let mut last = 0;
        for number in 1..=self.total {
            if number != 1 && number != self.total && number.abs_diff(self.current) > 1 {
                continue;
            }
            if number > last + 1 {
                links.push(PageLink {
                    number: 0,
                    href: String::new(),
                    current: false,
                    gap: true,
                });
            }
            links.push(PageLink {
                number,
                href: self.href(number),
                current: number == self.current,
                gap: false,
            });
            last = number;
        }
        links
    }
}

/// A step of a wizard as the page lists it.
#[derive(Clone, Debug)]
pub struct WizardStep {
    /// Its name.
    pub name: String,
    /// Whether it is saved and right: what is only passed by is not done.
    pub done: bool,
}

/// One thing that happened, or will.
#[derive(Clone, Debug)]
pub struct Milestone {
    /// `9 febbraio 2024, ore 23:59`, `entro il 10 marzo 2024`.
    pub when: String,
    /// What.
    pub what: String,
    /// More words; empty for none.
    pub note: String,
    /// Whether it has happened.
    pub done: bool,
}

/// The box at the top of a page with errors.
#[derive(Clone, Debug, Default)]
pub struct ErrorSummary {
    /// Identifier of the control and the sentence, in the order of the page.
    pub errors: Vec<(String, String)>,
}

impl ErrorSummary {
    /// The errors of a plain form; the controls' identifiers are those of [`crate::Field`].
    pub fn of(errors: &FieldErrors, lang: Lang) -> Self {
        let each = |(field, list): (&String, &Vec<kernel::FieldError>)| {
            list.iter()
                .map(|error| (crate::Field::id_of(field), sentence(error, lang)))
                .collect::<Vec<_>>()
        };
        Self {
            errors: errors.0.iter().flat_map(each).collect(),
        }
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The box, or nothing.
    pub fn html(&self, lang: impl Borrow<Lang>) -> String {
        let lang = *lang.borrow();
        if self.is_empty() {
            return String::new();
        }
        let mut out = Html::new();
        let title = locale::text_args(
            lang,
            "web-error-summary-title",
            &[("count", self.errors.len().into())],
        );
        out.raw(
            "<div class=\"alert alert-danger error-summary\" role=\"alert\" tabindex=\"-1\" id=\"errori\">",
        );
        out.raw("<h2 class=\"alert-heading h5\">")
            .text(&title)
            .raw("</h2><p>");
        out.text(locale::text(lang, "web-error-summary-text"))
            .raw("</p><ul>");
        for (id, sentence) in &self.errors {
            out.raw("<li><a")
                .attr("href", &format!("#{id}"))
                .raw(">")
                .text(sentence)
                .raw("</a></li>");
        }
        out.raw("</ul></div>");
        out.finish()
    }
}

/// The sentence of an error in a language.
pub(crate) fn sentence(error: &kernel::FieldError, lang: Lang) -> String {
    let args: Vec<(&str, locale::Arg<'_>)> = error
        .args
        .iter()
        .map(|(name, value)| (*name, value.as_str().into()))
        .collect();
    locale::text_args(lang, error.key, &args)
}
