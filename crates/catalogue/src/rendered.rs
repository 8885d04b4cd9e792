//! Texts of a service as HTML, kept in memory: a sheet page then costs its keyed reads and one template.

use crate::service::Offer;
use bodies::{Body, Office};
use bundles::{BodyVars, OfficeVars, Publisher};
use forms::{Component, Kind};
use kernel::{AdoptionId, Error, Lang, Result};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// One part of a sheet or of a notice.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Stable word, as in the bundle.
    pub(crate) key: &'static str,
    /// Heading.
    pub(crate) title: &'static str,
    /// Safe HTML.
    pub(crate) html: String,
}

/// Everything of a bundle that pages show, for one body, office and language.
#[derive(Debug)]
pub(crate) struct RenderedService {
    bundle_hash: String,
    publisher: Publisher,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// Parts of the sheet that say something, in the order of the Modello Comuni.
    pub(crate) parts: Vec<Part>,
    /// Parts of the art. 13 notice.
    pub(crate) notice: Vec<Part>,
    /// Titles of the form's pages.
    pub(crate) steps: Vec<String>,
    /// Questions that ask for a file.
    pub(crate) attachments: Vec<String>,
    /// Remedies: to whom, how (safe HTML), source.
    pub(crate) remedies: Vec<(String, String, String)>,
}

impl RenderedService {
    /// A part of the sheet, when the bundle says something there.
    pub(crate) fn part(&self, key: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.key == key)
    }
}

/// What was rendered, replaced when bundle, body or office say something else.
#[derive(Debug, Default)]
pub(crate) struct Shelf(RwLock<HashMap<(AdoptionId, Lang), Arc<RenderedService>>>);

impl Shelf {
    pub(crate) fn take(
        &self,
        offer: &Offer,
        lang: Lang,
        publisher: Publisher,
    ) -> Result<Arc<RenderedService>> {
        let key = (offer.adoption.id, lang);
        let kept = self
            .0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        if let Some(kept) = kept
            && kept.bundle_hash == offer.bundle.hash
            && kept.publisher == publisher
        {
            return Ok(kept);
        }
        let made = Arc::new(render(offer, lang, publisher)?);
        self.0
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, made.clone());
        Ok(made)
    }
}

/// Who offers a service, as its texts may name them.
pub fn publisher(body: &Body, office: Option<&Office>, lang: Lang) -> Publisher {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Publisher {
        body: BodyVars {
            name: body.name_in(lang).to_owned(),
            pec: text(&body.pec),
            email: text(&body.email),
            address: text(&body.address),
            dpo: text(&body.dpo_contact),
        },
        office: office.map_or_else(OfficeVars::default, |office| OfficeVars {
            name: office.name_in(lang).to_owned(),
            email: text(&office.email),
            phone: text(&office.phone),
            address: text(&office.address),
            hours: office.hours_in(lang).unwrap_or_default().to_owned(),
        }),
    }
}

fn render(offer: &Offer, lang: Lang, publisher: Publisher) -> Result<RenderedService> {
    let bundle = &offer.bundle;
    let sheet = bundle.sheet(lang, &publisher).map_err(Error::internal)?;
    let notice = bundle.privacy_notice(lang, &publisher).map_err(Error::internal)?;
    let form = bundle.form_in(lang);
    let mut attachments = Vec::new();
    for page in form.pages() {
        file_questions(&page.components, &mut attachments);
    }
    let parts = sheet
        .sections
        .iter()
        .filter(|section| !section.text.trim().is_empty());
    let remedies = bundle.service.remedies.iter().map(|remedy| {
        let (title, text) = (remedy.title.get(lang).to_owned(), remedy.text.get(lang));
        (title, web::markdown(text), remedy.source.clone())
    });
    Ok(RenderedService {
        bundle_hash: bundle.hash.clone(),
        title: sheet.title,
        summary: sheet.summary,
        parts: parts
            .map(|section| Part {
                key: section.key,
                title: section.title,
                html: web::markdown(&section.text),
            })
            .collect(),
        notice: notice
            .sections
            .iter()
            .map(|(title, text)| Part {
                key: "",
                title,
                html: web::markdown(text),
            })
            .collect(),
        steps: form.pages().iter().map(|page| page.title.clone()).collect(),
        attachments,
        remedies: remedies.collect(),
        publisher,
    })
}

fn file_questions(components: &[Component], found: &mut Vec<String>) {
    for component in components {
        if matches!(component.kind, Kind::File(_)) && !component.hidden {
            found.push(component.label.clone());
        }
        file_questions(&component.children, found);
    }
}
