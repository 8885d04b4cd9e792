//! Why a transition was refused, with the words to show.

use crate::{GivenDays, Text};
use kernel::Lang;

/// A refusal: a locale key for programs and the sentence for the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}")]
pub struct Refusal {
    /// Locale key of the reason.
    pub key: &'static str,
    /// The sentence, ready to show; that of the procedure's author where there is one.
    pub text: Text,
}

impl Refusal {
    /// The sentence in a language.
    pub fn message(&self, lang: Lang) -> &str {
        self.text.get(lang)
    }

    fn of(key: &'static str, it: &str, en: &str) -> Refusal {
        Refusal {
            key,
            text: Text::both(it, en),
        }
    }

    pub(super) fn unknown() -> Refusal {
        Refusal::of(
            "flow-refusal-unknown",
            "Questa azione non esiste nel procedimento.",
            "This action does not exist in the procedure.",
        )
    }

    pub(super) fn wrong_state() -> Refusal {
        Refusal::of(
            "flow-refusal-wrong-state",
            "Nel frattempo la pratica è cambiata: questa azione non è più possibile. Ricaricare la pagina.",
            "The case has changed meanwhile: this action is no longer possible. Reload the page.",
        )
    }

    pub(super) fn not_yours() -> Refusal {
        Refusal::of(
            "flow-refusal-not-yours",
            "Questa azione spetta ad altri.",
            "This action belongs to somebody else.",
        )
    }

    pub(super) fn guard(text: Option<&Text>) -> Refusal {
        let fallback = || {
            Text::both(
                "Le condizioni per questa azione non sono soddisfatte.",
                "The conditions for this action are not met.",
            )
        };
        Refusal {
            key: "flow-refusal-guard",
            text: text.cloned().unwrap_or_else(fallback),
        }
    }

    pub(super) fn guard_fault() -> Refusal {
        Refusal::of(
            "flow-refusal-guard-fault",
            "La condizione di questa azione non si può valutare sui dati della pratica: avvisare chi gestisce il servizio.",
            "The condition of this action cannot be evaluated on this case: tell who manages the service.",
        )
    }

    pub(super) fn no_motivation() -> Refusal {
        Refusal::of(
            "flow-refusal-no-motivation",
            "Scrivere la motivazione (art. 3, L. 241/1990).",
            "Write the reasons (art. 3 of Law 241/1990).",
        )
    }

    pub(super) fn no_text() -> Refusal {
        Refusal::of(
            "flow-refusal-no-text",
            "Scrivere il testo da comunicare.",
            "Write the text to be sent.",
        )
    }

    pub(super) fn no_assignee() -> Refusal {
        Refusal::of(
            "flow-refusal-no-assignee",
            "Scegliere a chi assegnare la pratica.",
            "Choose who the case is assigned to.",
        )
    }

    pub(super) fn too_long() -> Refusal {
        Refusal::of(
            "flow-refusal-too-long",
            "Il testo supera 20.000 caratteri: accorciarlo o allegare un documento.",
            "The text is longer than 20,000 characters: shorten it or attach a document.",
        )
    }

    pub(super) fn due_days(range: Option<GivenDays>) -> Refusal {
        let (min, max) = range.map_or((1, 365), |range| (range.min, range.max));
        Refusal {
            key: "flow-refusal-due-days",
            text: Text::both(
                format!("Indicare i giorni per la risposta, da {min} a {max}."),
                format!("Give the days to answer, from {min} to {max}."),
            ),
        }
    }
}

impl From<Refusal> for kernel::Error {
    fn from(refusal: Refusal) -> Self {
        kernel::Error::Conflict { reason: refusal.key }
    }
}
