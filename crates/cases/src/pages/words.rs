//! Dates, states and rows in words.

use crate::model::{Area, CaseSummary, RegisterNumber};
use crate::register::number_of;
use ::register::Entry;
use bundles::Bundle;
use identity::Ctx;
use kernel::{Date, Lang};

/// `09/02/2024`, the way dates are printed on papers.
pub(crate) fn date(date: Date) -> String {
    locale::short_date(Lang::It, date)
}

/// The register number, or that it is being attributed.
pub(crate) fn register(number: Option<RegisterNumber>, lang: Lang) -> String {
    number.map_or_else(
        || locale::text(lang, "cases-register-pending").to_owned(),
        |number| number.to_string(),
    )
}

/// When and why the entry of a register number was annulled; empty while it stands (DPR 445/2000 art. 54 c. 2: always in
/// sight, and everything else still to be read).
pub(crate) fn annulment(entries: &[Entry], number: Option<RegisterNumber>, lang: Lang) -> String {
    let of_number = |entry: &&Entry| number.is_some() && number_of(entry) == number;
    let Some(annulment) = entries.iter().find(of_number).and_then(Entry::annulment) else {
        return String::new();
    };
    let args = [
        ("when", annulment.at.rome_text()),
        ("reason", annulment.text.clone()),
    ];
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str().into()));
    locale::text_args(lang, "register-annulled-on", &args)
}

/// Name of a state and the tone of its tag.
pub(crate) fn state(bundle: &Bundle, state: &str, area: Area, lang: Lang) -> (String, &'static str) {
    let found = bundle.flow.state(state);
    let label = found.map_or_else(|| state.to_owned(), |state| state.label.get(lang).to_owned());
    let tone = match (area, found.and_then(|state| state.outcome.as_deref())) {
        (Area::InProgress, _) => "info",
        (Area::Concluded, Some("accepted" | "accolta")) => "success",
        (Area::Concluded, Some("refused" | "rejected" | "inadmissible")) => "danger",
        (Area::Concluded, _) => "neutral",
    };
    (label, tone)
}

/// A line of a list of cases, in words.
pub(crate) struct CaseRow {
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) number: String,
    pub(crate) register: String,
    pub(crate) applicant: String,
    pub(crate) presented: String,
    pub(crate) state: String,
    pub(crate) tone: &'static str,
    pub(crate) awaits: bool,
    pub(crate) due: String,
    pub(crate) urgent: bool,
    pub(crate) late: bool,
    pub(crate) office: String,
    pub(crate) assignee: String,
}

/// Puts a line into words; `today` decides what is urgent (seven days or less).
pub(crate) fn case_row(case: &CaseSummary, bundle: &Bundle, href: String, ctx: &Ctx) -> CaseRow {
    let (lang, today) = (ctx.lang, ctx.received_at.rome_date());
    let (state, tone) = state(bundle, &case.state, case.area, lang);
    let running = case.area == Area::InProgress;
    let days = case
        .due_on
        .and_then(|due| due.since(today).ok())
        .map(|span| span.get_days());
    let due = match (running, case.suspended, case.due_on) {
        (false, ..) => String::new(),
        (true, true, _) => locale::text(lang, "cases-term-suspended").to_owned(),
        (true, false, Some(due)) => date(due),
        (true, false, None) => locale::text(lang, "cases-term-by-act").to_owned(),
    };
    CaseRow {
        href,
        title: case.title.clone(),
        number: case.number.clone(),
        register: register(case.register, lang),
        applicant: case.applicant.clone(),
        presented: date(case.received_at.rome_date()),
        state,
        tone,
        awaits: case.awaits_citizen,
        due,
        urgent: running && !case.suspended && days.is_some_and(|days| days <= 7),
        late: case.late,
        office: ctx
            .directory
            .office(case.office)
            .map(|office| office.name.clone())
            .unwrap_or_default(),
        assignee: case
            .assignee_name
            .clone()
            .unwrap_or_else(|| locale::text(lang, "cases-nobody").to_owned()),
    }
}
