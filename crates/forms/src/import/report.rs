//! The report, for people (in Italian, as the other commands print) and for programs.

use super::{ImportReport, Level};
use crate::form::FormError;
use crate::snippet::{Reading, Snippet, SnippetClass};
use kernel::Lang;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt;

/// What the levels are made of.
const LEVELS: [&str; 4] = [
    "campi semplici e impaginazione",
    "condizioni, date, elenchi, valori iniziali",
    "griglie, contenitori, regole, calcoli",
    "snippet, moduli annidati, opzioni esterne, tipi sconosciuti",
];

/// Most code of a snippet that is shown.
const SHOWN: usize = 160;

fn listed(counts: &BTreeMap<String, usize>) -> String {
    let parts = counts.iter().map(|(name, count)| {
        let name = if name.is_empty() { "(senza tipo)" } else { name };
        format!("{name} {count}")
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn class_word(class: SnippetClass) -> &'static str {
    match class {
        SnippetClass::Translated => "translated",
        SnippetClass::Idle => "idle",
        SnippetClass::NeedsRewriting => "needs-rewriting",
    }
}

/// Why a form is refused, in Italian.
pub(super) fn refusal(error: &FormError) -> String {
    match error {
        FormError::NotAForm => "deve essere un oggetto con un elenco «components»".to_owned(),
        FormError::Component(label, _) => format!("il componente «{label}» non ha una chiave (key)"),
        FormError::Pattern { path, pattern, .. } => {
            format!("il componente «{path}» ha un'espressione regolare che non si può usare: «{pattern}»")
        }
        other => format!("il modulo è troppo grande ({other})"),
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

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.form.title();
        let title = if title.is_empty() { "senza titolo" } else { title };
        writeln!(f, "Modulo «{title}»: {}", self.pages())?;
        let total: usize = self.components.values().sum();
        writeln!(f, "Componenti: {total} ({})", listed(&self.components))?;
        if !self.unknown_kinds.is_empty() {
            let kinds = listed(&self.unknown_kinds);
            writeln!(f, "Tipi conservati ma non gestiti: {kinds}")?;
        }
        if !self.unknown_properties.is_empty() {
            let properties = listed(&self.unknown_properties);
            writeln!(f, "Proprietà conservate senza effetto: {properties}")?;
        }
        writeln!(f, "Livelli:")?;
        for (at, (level, content)) in self.levels.iter().zip(LEVELS).enumerate() {
            writeln!(f, "  L{} {content}: {}", at + 1, level_text(*level))?;
        }
        self.snippets_text(f)?;
        self.problems_text(f)?;
        let verdict = if self.is_publishable() {
            "Il modulo si può pubblicare."
        } else {
            "Il modulo non si può pubblicare finché restano gli errori elencati."
        };
        writeln!(f, "{verdict}")
    }
}

fn level_text(level: Level) -> String {
    match level {
        Level { components: 0, .. } => "nessun componente".to_owned(),
        level if level.is_reached() => format!("{} su {}, raggiunto", level.served, level.components),
        level => format!("{} su {}, non raggiunto", level.served, level.components),
    }
}

impl ImportReport {
    fn pages(&self) -> String {
        match (self.form.is_wizard(), self.form.pages().len()) {
            (false, _) => "una pagina".to_owned(),
            (true, 1) => "1 passo".to_owned(),
            (true, steps) => format!("{steps} passi"),
        }
    }

    fn snippets_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.snippets.is_empty() {
            return writeln!(f, "Snippet JavaScript: nessuno");
        }
        writeln!(
            f,
            "Snippet JavaScript: {} (tradotti {}, senza effetto {}, da riscrivere {})",
            self.snippets.len(),
            self.count(SnippetClass::Translated),
            self.count(SnippetClass::Idle),
            self.count(SnippetClass::NeedsRewriting)
        )?;
        for snippet in &self.snippets {
            let Snippet { path, place, .. } = snippet;
            let code = shown(&snippet.code);
            match &snippet.reading {
                Reading::Translated(rule) => {
                    writeln!(f, "  tradotto: {path} {place}: «{code}»")?;
                    writeln!(f, "    regola: {}", shown(&rule.to_string()))?;
                }
                Reading::NoEffect => {
                    writeln!(f, "  senza effetto: {path} {place}: «{code}», si può togliere")?;
                }
                Reading::Unsupported { why } => {
                    writeln!(f, "  errore: {path} {place}: «{code}»")?;
                    let remedy = snippet.remedy(Lang::It);
                    writeln!(f, "    {}; rimedio: {remedy}", why.text(Lang::It))?;
                }
            }
        }
        Ok(())
    }

    fn problems_text(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(refused) = &self.refused {
            writeln!(f, "Errore: {}", refusal(refused))?;
        }
        if self.problems.is_empty() {
            return writeln!(f, "Altri problemi: nessuno");
        }
        writeln!(f, "Altri problemi: {}", self.problems.len())?;
        for finding in &self.problems {
            let word = if finding.blocking { "errore" } else { "avviso" };
            writeln!(
                f,
                "  {word}: {} ({}): {}",
                finding.path, finding.kind, finding.text
            )?;
        }
        Ok(())
    }

    /// The report for programs.
    pub fn to_json(&self) -> Value {
        let levels = self.levels.iter().enumerate().map(|(at, level)| {
            let counts = json!({
                "components": level.components,
                "served": level.served,
                "reached": level.is_reached(),
            });
            (format!("L{}", at + 1), counts)
        });
        let snippets = self.snippets.iter().map(|snippet| {
            json!({
                "path": snippet.path,
                "place": snippet.place,
                "class": class_word(snippet.class()),
                "code": snippet.code,
                "rule": match &snippet.reading {
                    Reading::Translated(rule) => rule.clone(),
                    _ => Value::Null,
                },
                "why": snippet.reading.reason().map(|why| why.text(Lang::It)),
                "remedy": snippet.reading.reason().map(|_| snippet.remedy(Lang::It)),
            })
        });
        json!({
            "title": self.form.title(),
            "wizard": self.form.is_wizard(),
            "pages": self.form.pages().len(),
            "components": self.components,
            "unknown_kinds": self.unknown_kinds,
            "unknown_properties": self.unknown_properties,
            "levels": Value::Object(levels.collect()),
            "snippets": snippets.collect::<Vec<_>>(),
            "problems": self.problems,
            "refused": self.refused.as_ref().map(refusal),
            "publishable": self.is_publishable(),
        })
    }
}
