//! The control of each question.

use super::words;
use crate::questions::{DAYS, FAULTS, HOURS, Offered, Question, Typed};
use kernel::{FieldErrors, Lang};
use web::{Control, Field};

/// Most options that are all visible (Modello Comuni); more become a list.
const MOST_RADIOS: usize = 5;

/// What the controls of a page are drawn from.
pub(super) struct Drawn<'a> {
    pub(super) lang: Lang,
    pub(super) typed: &'a Typed,
    pub(super) offered: &'a Offered,
    pub(super) errors: &'a FieldErrors,
    /// Whether the name comes from an identity and cannot be changed.
    pub(super) known: bool,
}

impl Drawn<'_> {
    /// The controls of a step; a question without anything to choose from is not asked.
    pub(super) fn fields(&self, questions: &[Question]) -> Vec<Field> {
        let asked = questions
            .iter()
            .filter(|question| **question != Question::Category || !self.offered.categories.is_empty());
        asked.map(|question| self.field(*question)).collect()
    }

    fn field(&self, question: Question) -> Field {
        let label = words::label(question, self.lang);
        let mut field = Field::new(self.control(question), question.name(), label);
        field.values = self.typed.all(question).to_vec();
        if is_mandatory(question) {
            field = field.required();
        }
        if let Some(key) = help(question) {
            field = field.help(locale::text(self.lang, key));
        }
        for (name, value) in attributes(question) {
            field = field.attribute(name, *value);
        }
        if matches!(field.control, Control::Input(_) | Control::TextArea { .. }) {
            field = field.attribute("maxlength", question.limit().to_string());
        }
        let from_identity = matches!(question, Question::GivenName | Question::FamilyName);
        if self.known && from_identity && !self.typed.get(question).is_empty() {
            field = field.attribute("readonly", "");
        }
        field.errors(self.errors, self.lang)
    }

    fn control(&self, question: Question) -> Control {
        let coded = |prefix: &str, codes: &[&str]| -> Vec<(String, String)> {
            let option = |code: &&str| {
                let words = locale::text(self.lang, &format!("{prefix}{code}"));
                ((*code).to_owned(), words.to_owned())
            };
            codes.iter().map(option).collect()
        };
        match question {
            Question::Email => Control::Input("email"),
            Question::Phone => Control::Input("tel"),
            Question::Details => Control::TextArea { rows: 6 },
            Question::Notice => Control::Checkbox,
            Question::Days => Control::Checkboxes(coded("assistance-day-", &DAYS)),
            Question::Hours => Control::Checkboxes(coded("assistance-hours-", &HOURS)),
            Question::Fault => Control::Select(coded("assistance-fault-", &FAULTS)),
            Question::Category => Control::Select(self.offered.categories.clone()),
            Question::Service => {
                let none = locale::text(self.lang, "assistance-no-service").to_owned();
                let mut options = vec![(String::new(), none)];
                options.extend(self.offered.services.iter().cloned());
                Control::Select(options)
            }
            Question::Office if self.offered.offices.len() <= MOST_RADIOS => {
                Control::Radio(self.offered.offices.clone())
            }
            Question::Office => Control::Select(self.offered.offices.clone()),
            _ => Control::Input("text"),
        }
    }
}

fn is_mandatory(question: Question) -> bool {
    !matches!(
        question,
        Question::Phone | Question::Service | Question::Hours | Question::Category | Question::Place
    )
}

fn help(question: Question) -> Option<&'static str> {
    match question {
        Question::Email => Some("assistance-ask-email-help"),
        Question::Category => Some("assistance-ask-categoria-help"),
        Question::Details => Some("assistance-ask-dettagli-help"),
        Question::Place => Some("assistance-ask-luogo-help"),
        Question::Days => Some("assistance-ask-giorni-help"),
        _ => None,
    }
}

fn attributes(question: Question) -> &'static [(&'static str, &'static str)] {
    match question {
        Question::GivenName => &[("autocomplete", "given-name")],
        Question::FamilyName => &[("autocomplete", "family-name")],
        Question::Email => &[("autocomplete", "email")],
        Question::Phone => &[("autocomplete", "tel")],
        _ => &[],
    }
}
