//! Findings as a page shows them.

use crate::Judgement;
use bundles::{Finding, Severity};
use kernel::Lang;

/// A finding in words.
pub(super) struct FindingRow {
    /// Whether it prevents the publication.
    pub(super) prevents: bool,
    /// File and place inside it.
    pub(super) place: String,
    pub(super) what: String,
    pub(super) remedy: String,
}

impl FindingRow {
    fn of(finding: &Finding) -> Self {
        let problem = &finding.problem;
        let place = match problem.place.as_str() {
            "" => problem.file.clone(),
            place => format!("{}: {place}", problem.file),
        };
        Self {
            prevents: finding.severity == Severity::Error,
            place,
            what: sentence(&problem.what),
            remedy: sentence(&problem.remedy),
        }
    }
}

/// Every finding of a judgement, what prevents the publication first.
pub(super) fn rows(judgement: &Judgement) -> Vec<FindingRow> {
    judgement.findings.iter().map(FindingRow::of).collect()
}

/// What a judgement comes to, in a few words, and its tone.
pub(super) fn verdict(judgement: &Judgement, lang: Lang) -> (String, &'static str) {
    verdict_of((judgement.preventing(), judgement.advice()), lang)
}

/// The same from how many findings prevent the publication and how many are advice.
pub(super) fn verdict_of(counts: (usize, usize), lang: Lang) -> (String, &'static str) {
    match counts {
        (0, 0) => (
            locale::text(lang, "publishing-nothing-found").to_owned(),
            "success",
        ),
        (0, advice) => (counted(lang, "publishing-advice-count", advice), "warning"),
        (preventing, _) => (counted(lang, "publishing-preventing-count", preventing), "danger"),
    }
}

pub(super) fn counted(lang: Lang, key: &'static str, n: usize) -> String {
    locale::text_args(lang, key, &[("n", n.into())])
}

/// A remark as a sentence: capital letter, full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(letters).collect();
    if !sentence.ends_with(['.', '!', '?', '…']) {
        sentence.push('.');
    }
    sentence
}
