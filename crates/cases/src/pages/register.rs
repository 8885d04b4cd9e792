//! The register of a body: its list, and below it an entry.

mod entry;

pub(super) use entry::{annul, show};

use super::filing;
use crate::Cases;
use crate::model::RegisterNumber;
use crate::register::number_of;
use ::register::{Direction, Entry, Filter, Listed, Turn};
use askama::Template;
use axum::extract::{Query, State};
use bodies::Action;
use identity::Ctx;
use kernel::{CaseId, FieldErrors, Lang, clean_text};
use serde::Deserialize;
use std::collections::HashMap;
use web::{Control, ErrorSummary, Field, Page, WebResult};

/// The Italian path of the list.
const LIST: &str = "/operatori/protocollo";
/// Words of a search that count.
const MAX_WORDS: usize = 6;
/// Longest text of a search, in characters.
const MAX_SEARCH: usize = 200;

#[derive(Template)]
#[template(path = "cases/register.html")]
struct ListTemplate {
    page: Page,
    errors: ErrorSummary,
    action: String,
    fields: Vec<Field>,
    rows: Vec<EntryRow>,
    /// Whether the policy lets whoever asks open any of the cases: a column nobody can follow is not shown.
    linked: bool,
    newer: Option<String>,
    older: Option<String>,
}

/// A line of the list, in words.
struct EntryRow {
    href: String,
    number: String,
    annulled: bool,
    registered: String,
    presented: String,
    direction: &'static str,
    correspondent: String,
    subject: String,
    case: Option<(String, String)>,
}

/// What the list is narrowed by, as typed in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RegisterQuery {
    anno: String,
    numero: String,
    verso: String,
    dal: String,
    al: String,
    q: String,
    dopo: String,
    prima: String,
}

impl RegisterQuery {
    /// The filter, and what of it cannot be read.
    fn filter(&self) -> (Filter, FieldErrors) {
        let mut errors = FieldErrors::default();
        let filter = Filter {
            year: typed("anno", &self.anno, "register-error-year", &mut errors).filter(|year| *year > 0),
            number: typed("numero", &self.numero, "register-error-number", &mut errors),
            direction: Direction::parse(&self.verso),
            from: typed("dal", &self.dal, "register-error-date", &mut errors),
            to: typed("al", &self.al, "register-error-date", &mut errors),
            words: self.words(&mut errors),
            turn: self.turn(),
        };
        if let (Some(from), Some(to)) = (filter.from, filter.to)
            && from > to
        {
            errors.add("al", "register-error-days");
        }
        (filter, errors)
    }

    fn words(&self, errors: &mut FieldErrors) -> Vec<String> {
        match clean_text(&self.q, MAX_SEARCH) {
            Ok(text) => text
                .split_whitespace()
                .take(MAX_WORDS)
                .map(str::to_owned)
                .collect(),
            Err(_) => {
                let limit = MAX_SEARCH.to_string();
                errors.add_with("q", "register-error-words", vec![("limit", limit)]);
                Vec::new()
            }
        }
    }

    /// A page that cannot be read is the first: its address is made by us.
    fn turn(&self) -> Turn {
        let place = |text: &str| {
            let (year, number) = text.split_once('-')?;
            Some((year.parse().ok()?, number.parse().ok()?))
        };
        match (place(&self.dopo), place(&self.prima)) {
            (Some((year, number)), _) => Turn::Older(year, number),
            (None, Some((year, number))) => Turn::Newer(year, number),
            (None, None) => Turn::First,
        }
    }

    /// The address of the page beside an entry, `name` being `dopo` or `prima`.
    fn beside(&self, action: &str, name: &str, entry: Option<&Entry>) -> Option<String> {
        let place = number_of(entry?)?;
        let pairs = [
            ("anno", &self.anno),
            ("numero", &self.numero),
            ("verso", &self.verso),
            ("dal", &self.dal),
            ("al", &self.al),
            ("q", &self.q),
        ];
        let mut query = String::new();
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            query.push_str(&format!("{name}={value}&"));
        }
        Some(format!("{action}?{query}{name}={}-{}", place.year, place.number))
    }

    fn fields(&self, errors: &FieldErrors, lang: Lang) -> Vec<Field> {
        let t = |key: &str| locale::text(lang, key).to_owned();
        let input = |kind: &'static str, name: &str, key: &str, value: &str| {
            Field::new(Control::Input(kind), name, t(key))
                .value(value)
                .errors(errors, lang)
        };
        let mut ways = vec![(String::new(), t("cases-filter-any"))];
        ways.extend(
            [Direction::In, Direction::Out, Direction::Internal]
                .map(|way| (way.code().to_owned(), way_word(way, lang).to_owned())),
        );
        vec![
            input("search", "q", "register-filter-words", &self.q),
            input("text", "anno", "register-year", &self.anno).attribute("inputmode", "numeric"),
            input("text", "numero", "register-number", &self.numero).attribute("inputmode", "numeric"),
            Field::new(Control::Select(ways), "verso", t("cases-direction")).value(&self.verso),
            input("date", "dal", "register-filter-from", &self.dal),
            input("date", "al", "register-filter-to", &self.al),
        ]
    }
}

/// What was typed in a field that may be empty; a message at the field when it is not of its kind.
fn typed<T: std::str::FromStr>(
    field: &str,
    text: &str,
    error: &'static str,
    errors: &mut FieldErrors,
) -> Option<T> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let read = text.parse().ok();
    if read.is_none() {
        errors.add(field, error);
    }
    read
}

fn way_word(way: Direction, lang: Lang) -> &'static str {
    locale::text(lang, &format!("cases-direction-{}", way.code()))
}

pub(super) async fn list(
    State(cases): State<Cases>,
    ctx: Ctx,
    Query(query): Query<RegisterQuery>,
) -> WebResult {
    let (filter, errors) = query.filter();
    let found = cases.register(&filing(&ctx), &filter).await?;
    // A list narrowed by half of what was asked would be read as the answer to the whole.
    let listed = if errors.is_empty() {
        found.listed
    } else {
        Listed::default()
    };
    let action = ctx.url(LIST);
    let title = ctx.t("register-title");
    let mut page = ctx.page(title).crumb(title, "").active(LIST);
    page.noindex = true;
    page.has_errors = !errors.is_empty();
    let status = if errors.is_empty() { 200 } else { 422 };
    let beside = |there: bool, name: &str, entry| there.then(|| query.beside(&action, name, entry)).flatten();
    let rows: Vec<EntryRow> = listed
        .entries
        .iter()
        .filter_map(|entry| row(&ctx, entry, &found.cases))
        .collect();
    let template = ListTemplate {
        errors: ErrorSummary::of(&errors, ctx.lang),
        fields: query.fields(&errors, ctx.lang),
        newer: beside(listed.newer, "prima", listed.entries.first()),
        older: beside(listed.older, "dopo", listed.entries.last()),
        linked: !ctx.scope(Action::ReadCase).is_empty(),
        rows,
        page,
        action,
    };
    web::html(status, &template)
}

fn row(ctx: &Ctx, entry: &Entry, cases: &HashMap<CaseId, String>) -> Option<EntryRow> {
    let number = number_of(entry)?;
    let case = entry.case.and_then(|case| Some((case, cases.get(&case)?)));
    Some(EntryRow {
        href: entry_url(ctx, number),
        number: number.to_string(),
        annulled: entry.annulment().is_some(),
        registered: entry.registered_at.rome_text(),
        presented: if entry.presented_at == entry.registered_at {
            String::new()
        } else {
            entry.presented_at.rome_text()
        },
        direction: way_word(entry.direction, ctx.lang),
        correspondent: entry.correspondent.clone(),
        subject: entry.subject.clone(),
        case: case.map(|(case, number)| (number.clone(), case_url(ctx, case))),
    })
}

/// The Italian path of an entry.
pub(super) fn path(number: RegisterNumber) -> String {
    format!("{LIST}/{}/{}", number.year, number.number)
}

fn entry_url(ctx: &Ctx, number: RegisterNumber) -> String {
    ctx.url(&path(number))
}

fn case_url(ctx: &Ctx, case: CaseId) -> String {
    ctx.url(&format!("/operatori/pratiche/{case}"))
}
