//! The texts the law wants in front of the person before they answer.

use crate::{Bundle, Publisher, RenderError};
use flow::Text;
use kernel::Lang;
use serde::Serialize;
use std::sync::LazyLock;

/// The warning of art. 76 DPR 445/2000, due wherever declarations are made (PROC-44).
pub static DECLARATION_WARNING: LazyLock<Text> = LazyLock::new(|| {
    Text::both(
        "Le dichiarazioni rese in questa richiesta sostituiscono certificazioni e atti di notorietà (artt. 46 e 47 del DPR 445/2000). Chi rilascia dichiarazioni false, forma atti falsi o ne fa uso è punito ai sensi del codice penale e delle leggi speciali in materia (art. 76 del DPR 445/2000) e decade dai benefici ottenuti con la dichiarazione non veritiera (art. 75). L'amministrazione controlla le dichiarazioni anche a campione (art. 71).",
        "The declarations made in this application replace certificates and affidavits (articles 46 and 47 of Presidential Decree 445/2000). Whoever makes false declarations, or forges or uses false documents, is punished under the criminal code and special laws (article 76 of Presidential Decree 445/2000) and loses any benefit obtained through the false declaration (article 75). The administration verifies declarations, also by sampling (article 71).",
    )
});

/// The art. 13 notice of one service at one body, ready to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivacyNotice {
    /// Title and text of each part, in the order of the law; Markdown.
    pub sections: Vec<(&'static str, String)>,
}

const TITLES: [(&str, &str, &str); 10] = [
    ("controller", "Titolare del trattamento", "Controller"),
    ("processor", "Responsabile del trattamento", "Processor"),
    (
        "dpo",
        "Responsabile della protezione dei dati",
        "Data protection officer",
    ),
    ("purpose", "Finalità del trattamento", "Purpose of processing"),
    ("legal_basis", "Base giuridica", "Legal basis"),
    ("provision", "Conferimento dei dati", "Provision of data"),
    ("recipients", "Destinatari dei dati", "Recipients"),
    (
        "transfers",
        "Trasferimenti fuori dall'Unione europea",
        "Transfers outside the European Union",
    ),
    ("retention", "Conservazione dei dati", "Retention"),
    ("rights", "Diritti dell'interessato", "Rights of the data subject"),
];

impl Bundle {
    /// The privacy notice of this service at that body.
    pub fn privacy_notice(&self, lang: Lang, publisher: &Publisher) -> Result<PrivacyNotice, RenderError> {
        let mut sections = Vec::new();
        for (name, text) in self.service.privacy.fields() {
            let title = TITLES.iter().find(|(field, ..)| *field == name);
            let Some((_, it, en)) = title else { continue };
            let text = crate::render::render_sheet_text(text.get(lang), publisher)?;
            let title = if lang == Lang::It { it } else { en };
            if !text.trim().is_empty() {
                sections.push((*title, text));
            }
        }
        Ok(PrivacyNotice { sections })
    }

    /// Who the controller is, in one line, as recorded with the case.
    pub fn controller(&self, lang: Lang, publisher: &Publisher) -> Result<String, RenderError> {
        crate::render::render_sheet_text(self.service.privacy.controller.get(lang), publisher)
    }

    /// The art. 76 warning, where the service takes declarations.
    pub fn declaration_warning(&self, lang: Lang) -> Option<&'static str> {
        self.service.declarations.then(|| DECLARATION_WARNING.get(lang))
    }
}
