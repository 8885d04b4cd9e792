//! What the pages of drafts share: prefilled pages, sections of the summary.

use crate::drafting::OpenDraft;
use ::forms::{Component, FormPage, SummarySection};
use bodies::Party;
use serde_json::{Map, Value, json};
use web::Page;

/// What a component wants prefilled (`identity.fiscal_code`, `profile.email`), as its author wrote it.
fn wish(component: &Component) -> Option<&str> {
    component.raw.get("properties")?.get("prefill")?.as_str()
}

fn known(party: &Party, wish: &str) -> Option<String> {
    match wish {
        "identity.name" => party.given_name.clone(),
        "identity.surname" => party.family_name.clone(),
        "identity.fiscal_code" => party.fiscal_code.clone(),
        "identity.birth_date" => party.born_on.map(|day| day.strftime("%d/%m/%Y").to_string()),
        "profile.email" => party.email.clone(),
        "profile.pec" => party.pec.clone(),
        "profile.phone" => party.phone.clone(),
        _ => None,
    }
    .filter(|value| !value.is_empty())
}

/// The page with what the login certifies shown and not to be changed, and the data with it written in: what is
/// certified always, what is only known (e-mail, phone) while the page was never saved.
pub(crate) fn prefill(page: &FormPage, data: &mut Value, party: &Party, never_saved: bool) -> FormPage {
    let mut page = page.clone();
    if !data.is_object() {
        *data = json!({});
    }
    if let Value::Object(fields) = data {
        for component in &mut page.components {
            fill(component, fields, party, never_saved);
        }
    }
    page
}

fn fill(component: &mut Component, fields: &mut Map<String, Value>, party: &Party, never_saved: bool) {
    if let Some(wish) = wish(component).map(str::to_owned)
        && let Some(value) = known(party, &wish)
    {
        let certified = wish.starts_with("identity.");
        if certified || (never_saved && !fields.contains_key(&component.key)) {
            fields.insert(component.key.clone(), Value::String(value));
        }
        component.disabled |= certified;
    }
    for child in &mut component.children {
        fill(child, fields, party, never_saved);
    }
}

/// A section of the summary, ready to draw.
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) edit: String,
    pub(crate) rows: Vec<(String, String)>,
}

/// The sections of a summary; `edit` gives the address of a page, none where nothing can be changed any more.
pub(crate) fn sections(summary: Vec<SummarySection>, edit: impl Fn(usize) -> String) -> Vec<Section> {
    let section = |(i, section): (usize, SummarySection)| Section {
        id: format!("sezione-{}", i + 1),
        title: section.title,
        edit: edit(section.page),
        rows: section
            .rows
            .into_iter()
            .map(|row| (row.label, row.value))
            .collect(),
    };
    summary.into_iter().enumerate().map(section).collect()
}

/// The wizard's steps: the notice, the form's own pages, the summary (Modello Comuni).
pub(crate) fn wizard_steps(page: &Page, open: &OpenDraft) -> Vec<web::WizardStep> {
    let step = |name: &str, done| web::WizardStep {
        name: name.to_owned(),
        done,
    };
    let right = |key: &str| open.draft.page(key).is_some_and(|page| page.valid);
    let own = open.form().pages().iter();
    let own = own.map(|form_page| step(&form_page.title, right(&form_page.key)));
    let notice = step(
        &page.t("cases-step-notice"),
        open.draft.notice_accepted_at.is_some(),
    );
    std::iter::once(notice)
        .chain(own)
        .chain([step(&page.t("cases-summary"), false)])
        .collect()
}
