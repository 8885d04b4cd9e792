//! Answers in words.

use crate::model::Request;
use crate::questions::{Offered, Question, Typed};
use identity::Ctx;
use kernel::Lang;

/// What is asked, in words.
pub(super) fn label(question: Question, lang: Lang) -> &'static str {
    locale::text(lang, &format!("assistance-ask-{}", question.name()))
}

/// The words of codes separated by a space.
fn several(lang: Lang, prefix: &str, codes: &str) -> String {
    let words = codes.split_whitespace();
    words
        .map(|code| locale::text(lang, &format!("{prefix}{code}")))
        .collect::<Vec<_>>()
        .join(", ")
}

/// An answer as the summary shows it; empty when there is none.
pub(super) fn answer(question: Question, typed: &Typed, offered: &Offered, lang: Lang) -> String {
    let value = typed.get(question);
    let among = |list: &[(String, String)]| {
        let found = list.iter().find(|(code, _)| code == value);
        found.map(|(_, words)| words.clone()).unwrap_or_default()
    };
    match question {
        Question::Category => among(&offered.categories),
        Question::Service => among(&offered.services),
        Question::Office => among(&offered.offices),
        Question::Days => several(lang, "assistance-day-", &typed.all(question).join(" ")),
        Question::Hours => several(lang, "assistance-hours-", &typed.all(question).join(" ")),
        Question::Fault => several(lang, "assistance-fault-", value),
        Question::Notice => locale::text(lang, "assistance-notice-read").to_owned(),
        _ => value.to_owned(),
    }
}

/// What was asked, for the office: questions and answers, those without an answer left out.
pub(super) fn rows(ctx: &Ctx, request: &Request, offered: &Offered) -> Vec<(String, String)> {
    let lang = ctx.lang;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let among = |list: &[(String, String)], value: &Option<String>| {
        let found = list.iter().find(|(code, _)| Some(code) == value.as_ref());
        found.map_or_else(|| text(value), |(_, words)| words.clone())
    };
    let office = request.office.and_then(|id| ctx.directory.office(id));
    let office = office.map_or_else(
        || ctx.t("assistance-no-office").to_owned(),
        |office| office.name_in(lang).to_owned(),
    );
    let subject = if request.days.is_some() {
        Question::Reason
    } else {
        Question::Title
    };
    let rows = [
        (Question::GivenName, request.given_name.clone()),
        (Question::FamilyName, request.family_name.clone()),
        (Question::Email, request.email.clone()),
        (Question::Phone, text(&request.phone)),
        (Question::Office, office),
        (Question::Category, among(&offered.categories, &request.category)),
        (Question::Service, among(&offered.services, &request.service)),
        (
            Question::Fault,
            several(lang, "assistance-fault-", &text(&request.fault)),
        ),
        (Question::Place, text(&request.place)),
        (
            Question::Days,
            several(lang, "assistance-day-", &text(&request.days)),
        ),
        (
            Question::Hours,
            several(lang, "assistance-hours-", &text(&request.hours)),
        ),
        (subject, text(&request.subject)),
        (Question::Details, request.details.clone()),
    ];
    let answered = rows.into_iter().filter(|(_, answer)| !answer.is_empty());
    answered
        .map(|(question, answer)| (label(question, lang).to_owned(), answer))
        .collect()
}
