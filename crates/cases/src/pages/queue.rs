//! The lists of an office: its queue, and what expires this week.

use super::desk::rows;
use super::filing;
use super::words::CaseRow;
use crate::repo::cases::{Assignee, QueueFilter};
use crate::{Cases, texts};
use askama::Template;
use axum::extract::{Query, State};
use identity::Ctx;
use kernel::{Error, search_words};
use serde::Deserialize;
use web::{Control, Field, Page, WebResult};

#[derive(Template)]
#[template(path = "cases/queue.html")]
struct QueueTemplate {
    page: Page,
    intro: String,
    /// What is said when there is nothing.
    empty: &'static str,
    filters: bool,
    action: String,
    fields: Vec<Field>,
    rows: Vec<CaseRow>,
    previous: Option<String>,
    next: Option<String>,
}

/// What the queue is narrowed by, as typed in the address.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct QueueQuery {
    stato: String,
    servizio: String,
    ufficio: String,
    assegnatario: String,
    entro: String,
    area: String,
    q: String,
    pagina: String,
}

impl QueueQuery {
    /// What cannot be read narrows nothing: an address typed by hand is no reason for an error page.
    fn filter(&self) -> QueueFilter {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        QueueFilter {
            state: some(&self.stato),
            service: some(&self.servizio),
            office: self.ufficio.parse().ok(),
            assignee: match self.assegnatario.as_str() {
                "" => Assignee::Anyone,
                "nessuno" => Assignee::Nobody,
                account => account.parse().map_or(Assignee::Anyone, Assignee::One),
            },
            due_by: self.entro.parse().ok(),
            concluded: self.area == "concluse",
            words: search_words(&self.q, 6),
            offset: (self.page() - 1).saturating_mul(crate::repo::cases::QUEUE_PAGE),
        }
    }

    fn page(&self) -> i64 {
        self.pagina.parse().unwrap_or(1).clamp(1, 2_000)
    }

    fn address(&self, base: &str, page: i64) -> String {
        let mut query = String::new();
        let pairs = [
            ("stato", &self.stato),
            ("servizio", &self.servizio),
            ("ufficio", &self.ufficio),
            ("assegnatario", &self.assegnatario),
            ("entro", &self.entro),
            ("area", &self.area),
            ("q", &self.q),
        ];
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let value = percent_encoding::utf8_percent_encode(value, percent_encoding::NON_ALPHANUMERIC);
            query.push_str(&format!("{name}={value}&"));
        }
        format!("{base}?{query}pagina={page}")
    }
}

pub(super) async fn queue(
    State(cases): State<Cases>,
    ctx: Ctx,
    Query(query): Query<QueueQuery>,
) -> WebResult {
    let found = cases.queue(&filing(&ctx), &query.filter()).await?;
    let title = locale::text(ctx.lang, "cases-queue");
    let action = ctx.url("/operatori/coda");
    let number = query.page();
    let template = QueueTemplate {
        intro: String::new(),
        empty: locale::text(ctx.lang, "cases-queue-empty"),
        filters: true,
        fields: filter_fields(&cases, &ctx, &query).await?,
        rows: rows(&cases, &ctx, &found.cases, "/operatori/pratiche").await?,
        previous: (number > 1).then(|| query.address(&action, number - 1)),
        next: found.more.then(|| query.address(&action, number + 1)),
        page: office_page(&ctx, title).active("/operatori/coda"),
        action,
    };
    web::html(200, &template)
}

pub(super) async fn deadlines(
    State(cases): State<Cases>,
    ctx: Ctx,
    Query(query): Query<QueueQuery>,
) -> WebResult {
    let found = cases
        .expiring_this_week(&filing(&ctx), query.filter().offset)
        .await?;
    let (action, number) = (ctx.url("/operatori/scadenze"), query.page());
    let turn = |to: i64| format!("{action}?pagina={to}");
    let title = locale::text(ctx.lang, "cases-deadlines");
    let template = QueueTemplate {
        intro: locale::text(ctx.lang, "cases-deadlines-intro").to_owned(),
        empty: locale::text(ctx.lang, "cases-deadlines-empty"),
        filters: false,
        fields: Vec::new(),
        rows: rows(&cases, &ctx, &found.cases, "/operatori/pratiche").await?,
        previous: (number > 1).then(|| turn(number - 1)),
        next: found.more.then(|| turn(number + 1)),
        page: office_page(&ctx, title).active("/operatori/scadenze"),
        action,
    };
    web::html(200, &template)
}

fn office_page(ctx: &Ctx, title: &str) -> Page {
    let mut page = ctx.page(title).crumb(title, "");
    page.noindex = true;
    page
}

async fn filter_fields(cases: &Cases, ctx: &Ctx, query: &QueueQuery) -> Result<Vec<Field>, Error> {
    let lang = ctx.lang;
    let t = |key: &str| locale::text(lang, key).to_owned();
    let any = || (String::new(), t("cases-filter-any"));
    let offers = cases.catalogue.published(ctx.body.id, ctx.received_at).await?;
    let mut states = vec![any()];
    let mut services = vec![any()];
    for offer in &offers {
        services.push((
            offer.adoption.service.clone(),
            texts::title(&offer.bundle, lang).to_owned(),
        ));
        for state in offer.bundle.flow.states() {
            let option = (state.id.clone(), state.label.get(lang).to_owned());
            if !states.contains(&option) {
                states.push(option);
            }
        }
    }
    let mut offices = vec![any()];
    offices.extend(
        ctx.directory
            .offices(ctx.body.id, ctx.received_at.rome_date())
            .map(|office| (office.id.to_string(), office.name_in(lang).to_owned())),
    );
    let mut people = vec![any(), ("nessuno".to_owned(), t("cases-nobody"))];
    people.extend(
        cases
            .operators(&filing(ctx))
            .await?
            .into_iter()
            .map(|(account, name)| (account.to_string(), name)),
    );
    let areas = vec![
        (String::new(), t("cases-area-in-progress")),
        ("concluse".to_owned(), t("cases-area-concluded")),
    ];
    let select = |name: &str, key: &str, options: Vec<(String, String)>, value: &str| {
        Field::new(Control::Select(options), name, t(key)).value(value)
    };
    Ok(vec![
        Field::new(Control::Input("search"), "q", t("cases-filter-words")).value(&query.q),
        select("stato", "cases-state", states, &query.stato),
        select("servizio", "cases-service", services, &query.servizio),
        select("ufficio", "cases-office", offices, &query.ufficio),
        select("assegnatario", "cases-assignee", people, &query.assegnatario),
        Field::new(Control::Input("date"), "entro", t("cases-filter-due-by")).value(&query.entro),
        select("area", "cases-filter-area", areas, &query.area),
    ])
}
