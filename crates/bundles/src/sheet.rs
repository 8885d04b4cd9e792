//! The sheet of a service at a body, in the order of the Modello Comuni.

use crate::{Bundle, RenderError, render::render_sheet_text};
use kernel::Lang;
use serde::Serialize;

/// Who offers the service; what is unknown stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Publisher {
    /// `body.…` in the texts.
    pub body: crate::BodyVars,
    /// `office.…` in the texts.
    pub office: crate::OfficeVars,
}

/// One part of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SheetSection {
    /// Field name in `service.toml`, stable: `who`, `how`…
    pub key: &'static str,
    /// Heading.
    pub title: &'static str,
    /// Markdown.
    pub text: String,
}

/// The sheet, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Name of the service.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// The parts, in order.
    pub sections: Vec<SheetSection>,
}

const HEADINGS: [(&str, &str, &str); 10] = [
    ("who", "A chi è rivolto", "Who it is for"),
    ("description", "Descrizione", "Description"),
    ("how", "Come fare", "How to do it"),
    ("needed", "Cosa serve", "What you need"),
    ("obtained", "Cosa si ottiene", "What you get"),
    ("times", "Tempi e scadenze", "Times and deadlines"),
    ("costs", "Quanto costa", "What it costs"),
    ("access", "Accedi al servizio", "Use the service"),
    ("conditions", "Condizioni di servizio", "Terms of service"),
    ("contacts", "Contatti", "Contacts"),
];

impl Bundle {
    /// The sheet of this service at that body.
    pub fn sheet(&self, lang: Lang, publisher: &Publisher) -> Result<Sheet, RenderError> {
        let texts = &self.service.sheet;
        let mut sections = Vec::new();
        for (key, it, en) in HEADINGS {
            let text = texts.fields().into_iter().find(|(name, _)| *name == key);
            let Some((_, text)) = text else { continue };
            sections.push(SheetSection {
                key,
                title: if lang == Lang::It { it } else { en },
                text: render_sheet_text(text.get(lang), publisher)?,
            });
        }
        Ok(Sheet {
            title: render_sheet_text(texts.title.get(lang), publisher)?,
            summary: render_sheet_text(texts.summary.get(lang), publisher)?,
            sections,
        })
    }
}
