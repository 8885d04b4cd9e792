//! The first page: every body of the installation (SDC-20).

use super::choice::Choice;
use askama::Template;
use axum::extract::RawQuery;
use bodies::Body;
use identity::Visitor;
use kernel::search_words;
use std::sync::Arc;
use web::{Page, WebResult};

/// Kinds in the order people look for them, with the locale key of their heading.
const KINDS: [(&str, &str); 5] = [
    ("comune", "catalogue-kind-comune"),
    ("unione", "catalogue-kind-unione"),
    ("provincia", "catalogue-kind-provincia"),
    ("regione", "catalogue-kind-regione"),
    ("associazione", "catalogue-kind-associazione"),
];

/// A body in the list.
struct BodyLink {
    name: String,
    logo: Option<String>,
    href: String,
    address: String,
}

struct Group {
    title: &'static str,
    id: String,
    bodies: Vec<BodyLink>,
}

#[derive(Template)]
#[template(path = "catalogue/portal.html")]
struct Portal {
    page: Page,
    query: String,
    groups: Vec<Group>,
    found: usize,
    total: usize,
}

pub(super) async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> WebResult {
    let choice = Choice::of(query.as_deref());
    let words = search_words(choice.words(), 6);
    let all: Vec<&Arc<Body>> = visitor.directory.bodies(visitor.now.rome_date()).collect();
    let asked = !choice.words().is_empty();
    let found: Vec<&Arc<Body>> = all
        .iter()
        .copied()
        .filter(|body| !asked || matches(body, &words))
        .collect();
    let mut page = visitor.page(locale::text(visitor.lang, "catalogue-portal-title"));
    page.description = page.t("catalogue-portal-lead").into();
    web::html(
        200,
        &Portal {
            query: choice.words().to_owned(),
            groups: groups(&visitor, &found),
            found: found.len(),
            total: all.len(),
            page,
        },
    )
}

/// Whether every word begins a word of the name, in either language.
fn matches(body: &Body, words: &[String]) -> bool {
    let mut names = search_words(&body.name, 50);
    names.extend(search_words(body.name_en.as_deref().unwrap_or_default(), 50));
    let begins = |word: &String| names.iter().any(|name| name.starts_with(word.as_str()));
    !words.is_empty() && words.iter().all(begins)
}

fn groups(visitor: &Visitor, found: &[&Arc<Body>]) -> Vec<Group> {
    let group = |id: &str, title: &str, of_kind: &dyn Fn(&str) -> bool| Group {
        id: id.to_owned(),
        title: locale::text(visitor.lang, title),
        bodies: found
            .iter()
            .filter(|body| of_kind(&body.kind))
            .map(|body| BodyLink {
                name: body.name_in(visitor.lang).to_owned(),
                logo: body.logo_path(),
                href: web::url(visitor.lang, Some(&body.slug), ""),
                address: body.address.clone().unwrap_or_default(),
            })
            .collect(),
    };
    let known = KINDS
        .iter()
        .map(|(kind, title)| group(kind, title, &|of| of == *kind));
    let other = group("altri", "catalogue-kind-other", &|of| {
        KINDS.iter().all(|(kind, _)| of != *kind)
    });
    known
        .chain([other])
        .filter(|group| !group.bodies.is_empty())
        .collect()
}
