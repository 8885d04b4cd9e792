//! The report of an import as a page shows it.

use super::findings::{FindingRow, sentence};
use forms::ImportReport;
use forms::snippet::{Reading, Snippet, SnippetClass};
use kernel::Lang;
use std::collections::BTreeMap;

const LEVELS: [&str; 4] = [
    "publishing-report-level-1",
    "publishing-report-level-2",
    "publishing-report-level-3",
    "publishing-report-level-4",
];

/// Most code of a snippet that is shown, in characters.
const SHOWN: usize = 160;

/// What the definition contains, and how much of each level works.
pub(super) fn facts(report: &ImportReport, lang: Lang) -> Vec<(String, String)> {
    let fact = |key: &str, value: String| (locale::text(lang, key).to_owned(), value);
    let counts = [
        ("translated", report.count(SnippetClass::Translated).into()),
        ("idle", report.count(SnippetClass::Idle).into()),
        ("rewrite", report.count(SnippetClass::NeedsRewriting).into()),
    ];
    let mut facts = vec![
        fact("publishing-report-pages", report.form.pages().len().to_string()),
        fact("publishing-report-components", listed(&report.components, lang)),
        fact(
            "publishing-report-unknown-kinds",
            listed(&report.unknown_kinds, lang),
        ),
        fact(
            "publishing-report-unknown-properties",
            listed(&report.unknown_properties, lang),
        ),
        fact(
            "publishing-report-snippets",
            locale::text_args(lang, "publishing-report-snippet-counts", &counts),
        ),
    ];
    let present = report.levels.iter().zip(LEVELS);
    for (level, key) in present.filter(|(level, _)| level.components > 0) {
        let counts = [
            ("served", level.served.into()),
            ("components", level.components.into()),
        ];
        facts.push(fact(
            key,
            locale::text_args(lang, "publishing-report-level", &counts),
        ));
    }
    facts
}

fn listed(counts: &BTreeMap<String, usize>, lang: Lang) -> String {
    if counts.is_empty() {
        return locale::text(lang, "publishing-report-none").to_owned();
    }
    let each = counts.iter().map(|(name, count)| format!("{name} {count}"));
    each.collect::<Vec<_>>().join(", ")
}

/// What prevents the publication first, then advice.
pub(super) fn rows(report: &ImportReport) -> Vec<FindingRow> {
    let mut rows = Vec::new();
    if let Some(refused) = &report.refused {
        rows.push(FindingRow {
            prevents: true,
            place: String::new(),
            what: sentence(&refused.to_string()),
            remedy: String::new(),
        });
    }
    rows.extend(report.problems.iter().map(|finding| FindingRow {
        prevents: finding.blocking,
        place: match finding.place.as_str() {
            "" => finding.path.clone(),
            place => place.to_owned(),
        },
        what: sentence(&finding.text),
        remedy: sentence(&finding.remedy),
    }));
    rows.extend(report.snippets.iter().map(snippet));
    rows.sort_by_key(|row| !row.prevents);
    rows
}

fn snippet(snippet: &Snippet) -> FindingRow {
    let code = shown(&snippet.code);
    let (prevents, what, remedy) = match &snippet.reading {
        Reading::Translated(rule) => (
            false,
            format!("«{code}» vale come la regola {}", shown(&rule.to_string())),
            "nessuno, se la regola dice lo stesso",
        ),
        Reading::NoEffect => (false, format!("«{code}» non ha effetto"), "si può togliere"),
        Reading::Unsupported { why } => (
            true,
            format!("«{code}» {}", why.text(Lang::It)),
            snippet.remedy(Lang::It),
        ),
    };
    FindingRow {
        prevents,
        place: format!("{}: {}", snippet.path, snippet.place),
        what: sentence(&what),
        remedy: sentence(remedy),
    }
}

/// The code on one line, cut where it gets long.
fn shown(code: &str) -> String {
    let flat = code.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut: String = flat.chars().take(SHOWN).collect();
    if cut.len() < flat.len() {
        cut.push('…');
    }
    cut
}
