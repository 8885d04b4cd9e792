//! Lists too long to be drawn: a text to search with, what it may mean below it, and a script that offers while one types.

use super::Drawing;
use super::controls::{attributes, question};
use crate::{Control, Field};
use forms::{Component, Place, Source};
use kernel::Lang;
use serde_json::Value;

/// Up to this many options a list is looked through; a longer one is searched (Modello Comuni).
const SELECT_MOST: usize = 10;

/// What the script says while one searches.
const WORDS: [(&str, &str); 4] = [
    ("data-none", "web-choose-none"),
    ("data-some", "web-choose-some"),
    ("data-more", "web-choose-more"),
    ("data-lost", "web-choose-lost"),
];

/// Places drawn for what was typed; who does not find theirs types more of the name.
const SHOWN_MOST: usize = 20;

/// The name of a place, and that it has ceased: for lists where both kinds stand together.
pub fn place_words(place: &Place, lang: Lang) -> String {
    match place.last_day() {
        Some(day) => {
            let day = locale::short_date(lang, day);
            let args = [
                ("place", place.label.as_str().into()),
                ("date", day.as_str().into()),
            ];
            locale::text_args(lang, "web-place-ceased", &args)
        }
        None => place.label.clone(),
    }
}

impl Drawing<'_> {
    /// Marks a long list of the definition: the script adds a text to search it with; without script it is an ordinary one.
    pub(super) fn searched(&self, component: &Component, field: &mut Field) {
        if matches!(field.control, Control::Select(_)) && component.options().len() > SELECT_MOST {
            field.attributes.push(("data-search", String::new()));
            for (name, key) in WORDS {
                field.attributes.push((name, self.word(key).to_owned()));
            }
        }
    }

    /// A question whose options come from a list of places.
    pub(super) fn choosing(&mut self, component: &Component, path: &str, source: Source) {
        let value = self.value_at(path).cloned().unwrap_or(Value::Null);
        let chosen = source.place(&value);
        let typed = match (&value, chosen) {
            (_, Some(place)) => place.label.clone(),
            (Value::Object(map), None) => map
                .get("label")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            (value, None) => forms::value_text(value),
        };
        let address = format!(
            "{}{}?al={}",
            self.options.lists,
            source.list.word(),
            source.when.word()
        );
        self.out.raw("<div class=\"chooser\"");
        if !self.options.lists.is_empty() && !component.disabled {
            self.out.attr("data-chooser", &address);
        }
        for (name, key) in WORDS {
            let words = self.word(key);
            self.out.attr(name, words);
        }
        self.out.raw(">");
        self.search_text(component, path, &typed);
        if !component.disabled {
            self.search_button(component, path);
        }
        match chosen {
            Some(place) => self.token(path, &Source::token(place)),
            None if typed.is_empty() || component.disabled => self.token(path, ""),
            None => self.matches(component, path, source, &typed),
        }
        self.out.raw("</div>");
    }

    /// The text control, under the identifier that errors link to.
    fn search_text(&mut self, component: &Component, path: &str, typed: &str) {
        let mut field = Field::new(
            Control::Input("text"),
            format!("{path}:cerca"),
            question(component),
        );
        field.id = Field::id_of(path);
        field.hide_label = component.hide_label;
        field.required = component.required;
        field.disabled = component.disabled;
        field.help = [self.help(component), self.word("web-choose-hint").to_owned()]
            .into_iter()
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        field.errors = self.errors_at(path);
        field.attributes = attributes(component);
        if component.autocomplete.is_none() {
            field.attributes.push(("autocomplete", "off".to_owned()));
        }
        field.attributes.push(("data-choose", String::new()));
        field.values = vec![typed.to_owned()];
        self.out.raw(&field.html(self.lang()));
    }

    /// Without script the page is drawn again with what the text may mean.
    fn search_button(&mut self, component: &Component, path: &str) {
        let words = self.word("web-choose-search");
        self.out.raw(
            "<button type=\"submit\" class=\"btn btn-outline-primary no-script\" name=\"_azione\" value=\"aggiorna\"",
        );
        if !self.options.refresh.is_empty() {
            let here = format!("{}#{}", self.options.refresh, Field::id_of(path));
            self.out.attr("formaction", &here);
        }
        self.out.raw(">").text(words);
        self.out
            .raw("<span class=\"visually-hidden\"> ")
            .text(&question(component))
            .raw("</span></button>");
    }

    fn token(&mut self, path: &str, token: &str) {
        self.out
            .raw("<input type=\"hidden\" data-chosen")
            .attr("name", path)
            .attr("value", token)
            .raw(">");
    }

    /// What the text may mean, one to choose.
    fn matches(&mut self, component: &Component, path: &str, source: Source, typed: &str) {
        let found = source.list.search(typed, source.when, SHOWN_MOST);
        self.out.raw("<div class=\"chooser-matches\" data-matches>");
        self.out
            .raw("<input type=\"hidden\"")
            .attr("name", &format!("{path}:cercato"))
            .attr("value", typed)
            .raw(">");
        let options: Vec<(String, String)> = found
            .places
            .iter()
            .map(|place| (Source::token(place), place_words(place, self.lang())))
            .collect();
        let args = [("typed", typed.into())];
        if options.is_empty() {
            let words = locale::text_args(self.lang(), "web-choose-none-for", &args);
            self.out.raw("<p>").text(&words).raw("</p>");
        } else {
            let legend = locale::text_args(
                self.lang(),
                "web-choose-one-of",
                &[
                    ("typed", typed.into()),
                    ("question", question(component).as_str().into()),
                ],
            );
            let mut field = Field::new(Control::Radio(options), path, legend);
            field.id = format!("{}-voce", Field::id_of(path));
            if found.more {
                field.help = self.word("web-choose-more").to_owned();
            }
            self.out.raw(&field.html(self.lang()));
        }
        self.out.raw("</div>");
    }
}
