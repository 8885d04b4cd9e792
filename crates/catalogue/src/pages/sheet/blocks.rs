//! The parts of the sheet, with the words the house adds to those of the bundle.

use crate::rendered::RenderedService;
use crate::service::Offer;
use bodies::Office;
use flow::{Clock, ClockTerm, Flow, TermRule, Unit};
use identity::Ctx;
use kernel::Lang;

/// One section of the page; the template adds to some of them by `id`. The sections are the eight of the Modello Comuni; what
/// the house says besides stands inside one of them.
#[derive(Debug)]
pub(super) struct Block {
    /// Anchor.
    pub(super) id: &'static str,
    /// Value of `data-element` (Modello Comuni); empty for none.
    pub(super) element: &'static str,
    pub(super) title: String,
    /// Safe HTML of the bundle's words; empty for none.
    pub(super) html: String,
    /// What else belongs to the section, each with a title of its own.
    pub(super) inside: Vec<Block>,
}

/// Where a part stands: a section of its own, or inside the one of that anchor.
type Place = Option<&'static str>;

/// A part: word of the bundle, anchor, `data-element`, whether it is there also without words of the bundle, and where.
type Part = (&'static str, &'static str, &'static str, bool, Place);

#[rustfmt::skip]
const ORDER: [Part; 11] = [
    ("who",         "a-chi-e-rivolto",        "service-addressed",            true,  None),
    ("description", "descrizione",            "service-extended-description", false, Some("a-chi-e-rivolto")),
    ("how",         "come-fare",              "service-how-to",               true,  None),
    ("needed",      "cosa-serve",             "service-needed",               true,  None),
    ("obtained",    "cosa-si-ottiene",        "service-achieved",             true,  None),
    ("times",       "tempi-e-scadenze",       "service-calendar-text",        true,  None),
    ("access",      "accedi-al-servizio",     "",                             true,  None),
    ("costs",       "quanto-costa",           "service-cost",                 false, Some("accedi-al-servizio")),
    ("conditions",  "condizioni-di-servizio", "service-conditions",           true,  None),
    ("laws",        "riferimenti-normativi",  "service-more-info",            false, Some("condizioni-di-servizio")),
    ("contacts",    "contatti",               "service-contacts",             true,  None),
];

/// The sections that have something to say, in order.
pub(super) fn of(lang: Lang, texts: &RenderedService, offer: &Offer, office: Option<&Office>) -> Vec<Block> {
    let service = &offer.bundle.service;
    // A contact text that names the office only repeats what the page tells line by line.
    let repeats = |html: &str| office.is_some_and(|office| html.contains(office.name_in(lang)));
    let block = |&(key, id, element, always, _): &Part| {
        let part = texts
            .part(key)
            .filter(|part| key != "contacts" || !repeats(&part.html));
        let always = always || (key == "laws" && !service.legal_references.is_empty());
        (part.is_some() || always).then(|| Block {
            id,
            element,
            title: locale::text(lang, &format!("catalogue-part-{key}")).to_owned(),
            html: part.map(|part| part.html.clone()).unwrap_or_default(),
            inside: Vec::new(),
        })
    };
    let inside = |place: Place| ORDER.iter().filter(move |part| part.4 == place);
    let section = |part: &Part| {
        let mut section = block(part)?;
        section.inside = inside(Some(part.1)).filter_map(block).collect();
        Some(section)
    };
    inside(None).filter_map(section).collect()
}

/// The legal term and what silence means.
#[derive(Debug, Default)]
pub(super) struct Times {
    /// A sentence with the term; empty when no clock runs.
    pub(super) term: String,
    pub(super) term_source: String,
    /// What silence means, with its source.
    pub(super) silence: Option<(String, String)>,
    /// When and how long the term stands still, with its source.
    pub(super) suspension: Option<(String, String)>,
}

pub(super) fn times(lang: Lang, flow: &Flow) -> Times {
    let Some(clock) = flow.main_clock() else {
        return Times::default();
    };
    let (term, term_source) = match &clock.term {
        ClockTerm::Fixed(rule) => {
            let length = length(lang, rule);
            let args = [("length", length.as_str().into())];
            (
                locale::text_args(lang, "catalogue-term", &args),
                rule.source.clone(),
            )
        }
        ClockTerm::SetByAct => (
            locale::text(lang, "catalogue-term-by-act").to_owned(),
            String::new(),
        ),
        ClockTerm::Given(_) => (String::new(), String::new()),
    };
    Times {
        term,
        term_source,
        silence: silence(lang, clock),
        suspension: clock.suspension.as_ref().map(|rule| {
            let args = [
                ("times", i64::from(rule.max_times).into()),
                ("days", i64::from(rule.max_days).into()),
            ];
            (
                locale::text_args(lang, "catalogue-suspension", &args),
                rule.source.clone(),
            )
        }),
    }
}

fn length(lang: Lang, rule: &TermRule) -> String {
    let key = match rule.unit {
        Unit::Days => "catalogue-days",
        Unit::Months => "catalogue-months",
        Unit::Years => "catalogue-years",
    };
    locale::text_args(lang, key, &[("count", i64::from(rule.length).into())])
}

fn silence(lang: Lang, clock: &Clock) -> Option<(String, String)> {
    let silence = clock.silence.as_ref()?;
    Some((silence.text.get(lang).to_owned(), silence.source.clone()))
}

/// A line of the contacts: words, text, address of the link.
#[derive(Debug)]
pub(super) struct ContactLine {
    pub(super) label: &'static str,
    pub(super) text: String,
    pub(super) href: String,
}

/// Who answers for the service (IOL-11, IOL-12, IOL-15).
#[derive(Debug)]
pub(super) struct Contacts {
    /// Name of the office; empty when the adoption names one that is gone.
    pub(super) office: String,
    pub(super) lines: Vec<ContactLine>,
    pub(super) responsible: String,
    pub(super) responsible_email: String,
    /// Holder of the substitutive power; empty when none is named.
    pub(super) substitute: String,
}

pub(super) fn contacts(ctx: &Ctx, offer: &Offer, office: Option<&Office>) -> Contacts {
    let adoption = &offer.adoption;
    let mut lines = Vec::new();
    let mut add = |key: &str, text: Option<&str>, scheme: &str| {
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            return;
        };
        let href = match scheme {
            "" => String::new(),
            scheme => format!("{scheme}{}", text.replace(' ', "")),
        };
        lines.push(ContactLine {
            label: ctx.t(key),
            text: text.to_owned(),
            href,
        });
    };
    let pec = office
        .and_then(|office| office.pec.as_deref())
        .or(ctx.body.pec.as_deref());
    if let Some(office) = office {
        add("catalogue-contact-address", office.address.as_deref(), "");
        add("catalogue-contact-hours", office.hours_in(ctx.lang), "");
        add("catalogue-contact-phone", office.phone.as_deref(), "tel:");
        add("catalogue-contact-email", office.email.as_deref(), "mailto:");
    }
    add("catalogue-contact-pec", pec, "mailto:");
    Contacts {
        office: office
            .map(|office| office.name_in(ctx.lang).to_owned())
            .unwrap_or_default(),
        lines,
        responsible: adoption.responsible_name.clone(),
        responsible_email: adoption.responsible_email.clone().unwrap_or_default(),
        substitute: adoption.substitute_name.clone().unwrap_or_default(),
    }
}
