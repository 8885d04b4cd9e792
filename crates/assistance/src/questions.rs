//! What is asked for each kind of request, in which steps, and what counts as an answer. Words, fields and steps are those
//! of the Modello Comuni.

use crate::model::Kind;
use kernel::FieldErrors;
use std::collections::BTreeMap;

/// Days that can be preferred; each has words at `assistance-day-…`.
pub(crate) const DAYS: [&str; 5] = ["monday", "tuesday", "wednesday", "thursday", "friday"];
/// Parts of a day that can be preferred; each has words at `assistance-hours-…`.
pub(crate) const HOURS: [&str; 2] = ["morning", "afternoon"];
/// What can be out of order; each has words at `assistance-fault-…`. The first has no place: it is this site.
pub(crate) const FAULTS: [&str; 7] = ["site", "roads", "lighting", "waste", "water", "green", "other"];

/// One question; the names are those of the post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    GivenName,
    FamilyName,
    Email,
    Phone,
    Category,
    Service,
    Details,
    Fault,
    Place,
    Title,
    Office,
    Days,
    Hours,
    Reason,
    Notice,
}

use Question::{
    Category, Days, Details, Email, FamilyName, Fault, GivenName, Hours, Notice, Office, Phone, Place,
    Reason, Service, Title,
};

/// One page of a request; the last of several shows the answers and sends them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// Last piece of the key of its name, `assistance-step-…`.
    pub(crate) name: &'static str,
    pub(crate) questions: &'static [Question],
}

const fn step(name: &'static str, questions: &'static [Question]) -> Step {
    Step { name, questions }
}

const ASSISTANCE: &[Step] = &[step(
    "assistance",
    &[GivenName, FamilyName, Email, Category, Service, Details, Notice],
)];
const FAULT: &[Step] = &[
    step("notice", &[Notice]),
    step(
        "fault",
        &[
            Fault, Place, Service, Title, Details, GivenName, FamilyName, Email,
        ],
    ),
    step("summary", &[]),
];
const APPOINTMENT: &[Step] = &[
    step("office", &[Office]),
    step("when", &[Days, Hours]),
    step("appointment", &[Service, Reason, Details]),
    step("person", &[GivenName, FamilyName, Email, Phone, Notice]),
    step("summary", &[]),
];

/// The steps of a kind, in order.
pub(crate) fn steps(kind: Kind) -> &'static [Step] {
    match kind {
        Kind::Assistance => ASSISTANCE,
        Kind::Fault => FAULT,
        Kind::Appointment => APPOINTMENT,
    }
}

/// Every question of a kind, in order.
pub(crate) fn questions(kind: Kind) -> impl Iterator<Item = Question> {
    steps(kind).iter().flat_map(|step| step.questions).copied()
}

impl Question {
    /// Name of its control.
    pub(crate) fn name(self) -> &'static str {
        match self {
            GivenName => "nome",
            FamilyName => "cognome",
            Email => "email",
            Phone => "telefono",
            Category => "categoria",
            Service => "servizio",
            Details => "dettagli",
            Fault => "tipo",
            Place => "luogo",
            Title => "titolo",
            Office => "ufficio",
            Days => "giorni",
            Hours => "orario",
            Reason => "motivo",
            Notice => "informativa",
        }
    }

    /// Most characters of an answer; those of choices are codes.
    pub(crate) fn limit(self) -> usize {
        match self {
            // Modello Comuni: «Dettagli», at most 600 characters.
            Details => 600,
            Email => 254,
            Place | Reason => 200,
            Phone => 30,
            _ => 100,
        }
    }

    /// Whether the answer may have several lines.
    fn has_lines(self) -> bool {
        self == Details
    }
}

/// What can be chosen at this body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered {
    /// Slug and name of the categories with services.
    pub(crate) categories: Vec<(String, String)>,
    /// Slug and title of the published services.
    pub(crate) services: Vec<(String, String)>,
    /// Identifier and name of the offices.
    pub(crate) offices: Vec<(String, String)>,
}

/// What was typed so far, by name of the control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed(BTreeMap<&'static str, Vec<String>>);

impl Typed {
    /// Reads the answers of a kind from a post; what else was posted is left out.
    pub(crate) fn read(kind: Kind, pairs: &[(String, String)]) -> Self {
        let mut typed = Self::default();
        for question in questions(kind) {
            let answers = pairs.iter().filter(|(name, _)| name == question.name());
            for (_, value) in answers.take(DAYS.len()) {
                typed.add(question, value);
            }
        }
        typed
    }

    /// Adds an answer; line breaks and other controls where there is one line become blanks, for they could not be shown.
    pub(crate) fn add(&mut self, question: Question, value: &str) {
        let kept = |c: char| c == '\n' && question.has_lines();
        let text: String = value
            .chars()
            .map(|c| if c.is_control() && !kept(c) { ' ' } else { c })
            .collect();
        let text = text.trim();
        if !text.is_empty() {
            self.0.entry(question.name()).or_default().push(text.to_owned());
        }
    }

    /// Puts one answer in the place of all others.
    pub(crate) fn set(&mut self, question: Question, value: &str) {
        self.0.remove(question.name());
        self.add(question, value);
    }

    /// The answer, or the first of several; empty when there is none.
    pub(crate) fn get(&self, question: Question) -> &str {
        self.all(question).first().map(String::as_str).unwrap_or_default()
    }

    /// Every answer.
    pub(crate) fn all(&self, question: Question) -> &[String] {
        self.0.get(question.name()).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is wrong with the answers to some questions.
pub(crate) fn check(asked: &[Question], typed: &Typed, offered: &Offered) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for question in asked {
        if let Some(key) = missing(*question, typed, offered) {
            errors.add(question.name(), key);
            continue;
        }
        let answers = typed.all(*question);
        let limit = question.limit();
        if answers.iter().any(|answer| answer.chars().count() > limit) {
            let args = vec![("limit", limit.to_string())];
            errors.add_with(question.name(), "assistance-error-too-long", args);
        } else if answers
            .iter()
            .any(|answer| !acceptable(*question, answer, offered))
        {
            errors.add(question.name(), wrong(*question));
        }
    }
    errors
}

/// The key of the sentence where an answer must be and is not.
fn missing(question: Question, typed: &Typed, offered: &Offered) -> Option<&'static str> {
    if !typed.get(question).is_empty() {
        return None;
    }
    match question {
        Phone | Service | Hours => None,
        // The service tells its category; a body without categories has none to ask for.
        Category if offered.categories.is_empty() || !typed.get(Service).is_empty() => None,
        Place if typed.get(Fault) == FAULTS[0] => None,
        Notice => Some("assistance-error-notice"),
        Category | Fault | Office | Days => Some("assistance-error-choose"),
        _ => Some("assistance-error-required"),
    }
}

fn acceptable(question: Question, answer: &str, offered: &Offered) -> bool {
    let among = |list: &[(String, String)]| list.iter().any(|(value, _)| value == answer);
    match question {
        Email => delivery::is_address(answer),
        Category => among(&offered.categories),
        Service => among(&offered.services),
        Office => among(&offered.offices),
        Days => DAYS.contains(&answer),
        Hours => HOURS.contains(&answer),
        Fault => FAULTS.contains(&answer),
        Notice => answer == "true",
        Phone => answer.chars().filter(char::is_ascii_digit).count() >= 5,
        _ => true,
    }
}

fn wrong(question: Question) -> &'static str {
    match question {
        Email => "assistance-error-email",
        Phone => "assistance-error-phone",
        Notice => "assistance-error-notice",
        _ => "assistance-error-choose",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        let pairs: Vec<(String, String)> = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Typed::read(Kind::Assistance, &pairs)
    }

    fn offered() -> Offered {
        let pair = |value: &str| (value.to_owned(), value.to_owned());
        Offered {
            categories: vec![pair("ambiente")],
            services: vec![pair("accesso-atti")],
            offices: Vec::new(),
        }
    }

    fn wrong_names(typed: &Typed) -> Vec<String> {
        let asked: Vec<Question> = questions(Kind::Assistance).collect();
        check(&asked, typed, &offered()).0.into_keys().collect()
    }

    #[test]
    fn what_is_mandatory_is_asked_for_and_a_service_tells_its_category() {
        let nothing = wrong_names(&typed(&[]));
        assert_eq!(
            nothing,
            ["categoria", "cognome", "dettagli", "email", "informativa", "nome"]
        );
        let whole = typed(&[
            ("nome", "Ada"),
            ("cognome", "Esempio"),
            ("email", "ada@posta.example"),
            ("servizio", "accesso-atti"),
            ("dettagli", "Non trovo\nla pagina"),
            ("informativa", "true"),
        ]);
        assert_eq!(wrong_names(&whole), Vec::<String>::new());
        assert_eq!(whole.get(Details), "Non trovo\nla pagina");
    }

    #[test]
    fn only_what_is_offered_can_be_chosen_and_addresses_are_addresses() {
        let hostile = typed(&[
            ("nome", "Ada\r\nBcc: altri@posta.example"),
            ("cognome", &"x".repeat(101)),
            ("email", "ada@posta.example, altri@posta.example"),
            ("categoria", "inesistente"),
            ("servizio", "../accesso-atti"),
            ("dettagli", &"è".repeat(601)),
            ("informativa", "forse"),
        ]);
        let names = [
            "categoria",
            "cognome",
            "dettagli",
            "email",
            "informativa",
            "servizio",
        ];
        assert_eq!(wrong_names(&hostile), names);
        assert!(!hostile.get(GivenName).contains(['\r', '\n']), "{hostile:?}");
    }
}
