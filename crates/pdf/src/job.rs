//! What is to be printed.

use kernel::{Instant, Lang};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::data::{ActData, CasePrintData, ReceiptData};
use crate::error::RenderError;

/// The templates of the house, by name. They are also the starting point for templates of a service.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("receipt", include_str!("../templates/receipt.typ")),
    ("act", include_str!("../templates/act.typ")),
    ("case_print", include_str!("../templates/case_print.typ")),
];

/// The Typst source of a template of the house.
pub fn built_in(name: &str) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, source)| *source)
}

/// One document to be made.
///
/// The template finds its data with `json("/data.json")`, the language with `sys.inputs.lang` and the shared page frame with
/// `#import "/frame.typ": *`; there are no other files and no packages. When the data has a text `check_url`, the template also finds
/// `check_qr`, that address as an SVG image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Job {
    /// Typst source.
    pub template: String,
    /// The data, with every text exactly as written by people.
    pub data: Value,
    /// Language of the document, for its labels and for screen readers.
    pub lang: Lang,
    /// When the document was made, for its metadata: PDF/A wants a date.
    pub created_at: Instant,
}

impl Job {
    /// A document from any template.
    pub fn new(
        template: impl Into<String>,
        data: &impl Serialize,
        lang: Lang,
        created_at: Instant,
    ) -> Result<Self, RenderError> {
        let data = serde_json::to_value(data).map_err(|error| RenderError::Job(error.to_string()))?;
        Ok(Self {
            template: template.into(),
            data,
            lang,
            created_at,
        })
    }

    /// The receipt of an application, which is also the notice that the proceeding has begun (art. 18-bis L. 241/1990).
    pub fn receipt(data: &ReceiptData, lang: Lang, created_at: Instant) -> Result<Self, RenderError> {
        Self::new(include_str!("../templates/receipt.typ"), data, lang, created_at)
    }

    /// An act of the body.
    pub fn act(data: &ActData, lang: Lang, created_at: Instant) -> Result<Self, RenderError> {
        Self::new(include_str!("../templates/act.typ"), data, lang, created_at)
    }

    /// The answers of a form.
    pub fn case_print(data: &CasePrintData, lang: Lang, created_at: Instant) -> Result<Self, RenderError> {
        Self::new(
            include_str!("../templates/case_print.typ"),
            data,
            lang,
            created_at,
        )
    }
}
