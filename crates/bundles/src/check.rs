//! What an author should repair before a service is published.

use crate::form_texts;
use crate::problem::{BundleProblem, Finding, Severity};
use crate::{Bundle, Text};
use flow::{ClockTerm, SilenceEffect};
use kernel::Lang;

/// Everything found, errors first.
pub fn check(bundle: &Bundle) -> Vec<Finding> {
    let mut findings = Findings(Vec::new());
    findings.sheet(bundle);
    findings.privacy(bundle);
    findings.flow(bundle);
    findings.form(bundle);
    findings.translations(bundle);
    findings.templates(bundle);
    findings.0.sort_by_key(|finding| finding.severity);
    findings.0
}

struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, file: &str, place: &str, what: impl Into<String>, remedy: &str) {
        let problem = BundleProblem::new(file, place, what, remedy);
        self.0.push(Finding {
            severity: Severity::Error,
            problem,
        });
    }

    fn warning(&mut self, file: &str, place: &str, what: impl Into<String>, remedy: &str) {
        let problem = BundleProblem::new(file, place, what, remedy);
        self.0.push(Finding {
            severity: Severity::Warning,
            problem,
        });
    }

    fn sheet(&mut self, bundle: &Bundle) {
        let file = crate::service::SERVICE_FILE;
        for (field, text) in bundle.service.sheet.fields() {
            // Three characters is what the validator of the Modello Comuni asks of every part.
            if text.it.trim().chars().count() < 3 {
                self.error(file, field, "il testo della scheda è vuoto", "scriverlo");
            }
        }
        if bundle.service.sheet.summary.it.chars().count() > 160 {
            self.warning(file, "summary", "la sintesi supera 160 caratteri", "accorciarla");
        }
        if bundle.service.legal_references.is_empty() {
            self.error(
                file,
                "legal_references",
                "mancano i riferimenti normativi",
                "aggiungerli",
            );
        }
        if bundle.service.remedies.is_empty() {
            self.error(
                file,
                "remedies",
                "mancano i rimedi (art. 3, comma 4, e art. 8 L. 241/1990)",
                "aggiungerli",
            );
        }
        if let Some(term) = bundle.flow.main_term() {
            let days = term.length.to_string();
            if !bundle.service.sheet.times.it.contains(&days) {
                let what = format!("la scheda non dice il termine di {days}");
                self.error(file, "times", what, "scrivere lo stesso termine di flow.toml");
            }
        }
    }

    fn privacy(&mut self, bundle: &Bundle) {
        for (field, text) in bundle.service.privacy.fields() {
            if text.it.trim().chars().count() < 10 {
                let what = "l'informativa è incompleta (art. 13 GDPR)";
                self.error(
                    crate::service::SERVICE_FILE,
                    &format!("privacy.{field}"),
                    what,
                    "completarla",
                );
            }
        }
    }

    fn flow(&mut self, bundle: &Bundle) {
        for problem in bundle.flow.lint() {
            self.error("flow.toml", &problem.place, problem.what, &problem.remedy);
        }
        let Some(clock) = bundle.flow.main_clock() else {
            return;
        };
        let silence = clock.silence.as_ref().map(|silence| silence.effect);
        if clock.term == ClockTerm::SetByAct && silence == Some(SilenceEffect::Accepted) {
            let what = "silenzio-assenso con termine fissato da un atto";
            self.warning("flow.toml", "clocks", what, "verificare l'art. 20 L. 241/1990");
        }
    }

    fn form(&mut self, bundle: &Bundle) {
        for finding in bundle.form.lint() {
            let place = match finding.path.as_str() {
                "" => finding.place,
                path => format!("{}, chiave {path}", finding.place),
            };
            match finding.blocking {
                true => self.error("form.json", &place, finding.text, &finding.remedy),
                false => self.warning("form.json", &place, finding.text, &finding.remedy),
            }
        }
    }

    fn translations(&mut self, bundle: &Bundle) {
        let file = crate::service::ENGLISH_FILE;
        let said = form_texts::texts(bundle.form.definition());
        for (text, key) in &said {
            if !bundle.translation.contains_key(text) {
                let what = format!("manca la traduzione di «{}»", shorten(text));
                self.error(
                    file,
                    &format!("form, domanda {key}"),
                    what,
                    "aggiungerla in [form]",
                );
            }
        }
        // What the components say besides, such as the questions of a survey.
        let words = bundle.form.texts();
        for text in words.iter().filter(|text| !said.contains_key(*text)) {
            if !bundle.translation.contains_key(text) {
                let what = format!("manca la traduzione di «{}»", shorten(text));
                self.error(file, "form", what, "aggiungerla in [form]");
            }
        }
        let stale = |text: &&String| !said.contains_key(*text) && !words.contains(*text);
        for text in bundle.translation.keys().filter(stale) {
            let what = format!("«{}» non è più nel modulo", shorten(text));
            self.warning(file, "form", what, "toglierla da [form]");
        }
        let service = &bundle.service;
        let mut texts: Vec<(String, &Text)> = vec![("category".to_owned(), &service.category)];
        texts.extend(
            service
                .sheet
                .fields()
                .into_iter()
                .map(|(f, t)| (format!("sheet.{f}"), t)),
        );
        texts.extend(
            service
                .privacy
                .fields()
                .into_iter()
                .map(|(f, t)| (format!("privacy.{f}"), t)),
        );
        texts.extend(
            service
                .legal_references
                .iter()
                .map(|r| ("legal_references".to_owned(), &r.label)),
        );
        let remedies = service.remedies.iter().flat_map(|r| [&r.title, &r.text]);
        texts.extend(remedies.map(|text| ("remedies".to_owned(), text)));
        texts.extend(
            bundle
                .rules
                .texts()
                .into_iter()
                .map(|(key, text)| (format!("rules.{key}"), text)),
        );
        for (place, text) in texts.into_iter().filter(|(_, text)| !text.has(Lang::En)) {
            let what = format!("manca la traduzione di «{}»", shorten(&text.it));
            self.error(file, &place, what, "aggiungerla");
        }
    }

    fn templates(&mut self, bundle: &Bundle) {
        let sets = [
            ("messages", &bundle.messages, bundle.flow.messages()),
            ("documents", &bundle.documents, bundle.flow.documents()),
        ];
        for (folder, templates, used) in sets {
            for key in templates.keys() {
                if !templates.has(key, Lang::En) {
                    self.error(
                        &format!("{folder}/{key}.en.txt"),
                        "",
                        "manca il testo inglese",
                        "scriverlo",
                    );
                }
                if !used.contains(&key) {
                    let what = "nessuna transizione lo usa";
                    self.warning(
                        &format!("{folder}/{key}.it.txt"),
                        "",
                        what,
                        "toglierlo o usarlo in flow.toml",
                    );
                }
            }
        }
    }
}

fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
