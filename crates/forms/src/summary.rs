//! Answers as a person reads them: before transmitting, on the receipt, on the desk.

mod value;

pub use value::{format_value, value_text};

use crate::form::Form;
use crate::model::{Component, Kind};
use crate::outcome::{CheckContext, Outcome, Stage, SummaryRow, SummarySection};
use crate::paths::value_at;
use kernel::{Instant, Lang};
use serde_json::Value;

struct Summary<'a> {
    data: &'a Value,
    lang: Lang,
    outcome: Outcome,
    page: usize,
    sections: Vec<SummarySection>,
}

impl Form {
    /// The answers by page and titled part; what is hidden is left out, what was not answered has an empty value.
    pub fn summary(&self, data: &Value, lang: Lang) -> Vec<SummarySection> {
        let context = CheckContext::at(Instant::from_micros(0)).with_stage(Stage::Submit);
        let outcome = self.check(data, &context);
        let mut summary = Summary {
            data,
            lang,
            outcome,
            page: 0,
            sections: Vec::new(),
        };
        for (page, content) in self.pages().iter().enumerate() {
            if summary.outcome.hidden.contains(&content.key) {
                continue;
            }
            summary.page = page;
            summary.open(&content.title);
            summary.components(&content.components, &mut Vec::new(), &content.title);
        }
        summary.sections.retain(|section| !section.rows.is_empty());
        summary.sections
    }
}

impl Summary<'_> {
    fn open(&mut self, title: &str) {
        self.sections.push(SummarySection {
            title: title.to_owned(),
            page: self.page,
            rows: Vec::new(),
        });
    }

    fn components(&mut self, components: &[Component], rows: &mut Vec<usize>, title: &str) {
        for component in components {
            if self.outcome.shows(component, rows) {
                let drawn = self.outcome.drawn(component, rows);
                self.component(&drawn, rows, title);
            }
        }
    }

    fn component(&mut self, component: &Component, rows: &mut Vec<usize>, title: &str) {
        match &component.kind {
            Kind::Content { .. } | Kind::Button | Kind::Hidden | Kind::Password => {}
            Kind::DataGrid(_) | Kind::EditGrid(_) => self.grid(component, rows, title),
            _ if component.is_layout() || component.kind == Kind::Container => {
                if component.label.is_empty() || component.hide_label {
                    self.components(&component.children, rows, title);
                } else {
                    self.open(&component.label);
                    self.components(&component.children, rows, &component.label);
                    self.open(title);
                }
            }
            _ => {
                let path = component.path_at(rows);
                let value = value_at(self.data, &path);
                let value = value
                    .map(|value| format_value(component, value, self.lang))
                    .unwrap_or_default();
                if let Some(section) = self.sections.last_mut() {
                    section.rows.push(SummaryRow {
                        path,
                        label: component.label.clone(),
                        value,
                    });
                }
            }
        }
    }

    fn grid(&mut self, component: &Component, rows: &mut Vec<usize>, title: &str) {
        let path = component.path_at(rows);
        let count = value_at(self.data, &path)
            .and_then(Value::as_array)
            .map_or(0, Vec::len);
        for row in 0..count {
            let heading = format!("{} {}", component.label, row + 1);
            self.open(heading.trim());
            rows.push(row);
            self.components(&component.children, rows, heading.trim());
            rows.pop();
        }
        if count > 0 {
            self.open(title);
        }
    }
}
