//! What a clock refuses, in words.

use crate::TermError;
use kernel::Lang;
use serde::{Deserialize, Serialize};

/// Why a request or notice does not suspend the term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotSuspending {
    /// A suspension has been used already (L. 241/1990 art. 2 c. 7: once only).
    AlreadySuspended,
    /// This procedure's term cannot be suspended.
    NotForeseen,
    /// The request came when the term was over.
    RequestAfterExpiry,
    /// A notice of rejection suspended it already.
    AlreadyNotified,
    /// Art. 10-bis does not apply to this procedure.
    NoticeNotForeseen,
    /// The notice came when the term was over.
    NoticeAfterExpiry,
}

impl NotSuspending {
    /// One sentence for the officer about to send it.
    pub fn message(self, lang: Lang) -> String {
        let what = self.what(lang);
        let mut chars = what.chars();
        let first = chars
            .next()
            .map(|c| c.to_uppercase().to_string())
            .unwrap_or_default();
        format!("{first}{} {}.", chars.as_str(), self.why(lang))
    }

    pub(crate) fn what(self, lang: Lang) -> &'static str {
        let request = match self {
            NotSuspending::AlreadySuspended
            | NotSuspending::NotForeseen
            | NotSuspending::RequestAfterExpiry => true,
            NotSuspending::AlreadyNotified
            | NotSuspending::NoticeNotForeseen
            | NotSuspending::NoticeAfterExpiry => false,
        };
        match (lang, request) {
            (Lang::It, true) => "la richiesta di integrazione",
            (Lang::En, true) => "the request for integration",
            (Lang::It, false) => "il preavviso di rigetto",
            (Lang::En, false) => "the notice of rejection",
        }
    }

    pub(crate) fn why(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::It, NotSuspending::AlreadySuspended) => {
                "non sospende il termine, che può essere sospeso una sola volta (L. 241/1990 art. 2 c. 7)"
            }
            (Lang::En, NotSuspending::AlreadySuspended) => {
                "does not suspend the term, which can be suspended once only (L. 241/1990 art. 2 c. 7)"
            }
            (Lang::It, NotSuspending::NotForeseen) => {
                "non sospende il termine, perché per questo procedimento la sospensione non è prevista"
            }
            (Lang::En, NotSuspending::NotForeseen) => {
                "does not suspend the term, as this procedure foresees no suspension"
            }
            (Lang::It, NotSuspending::RequestAfterExpiry | NotSuspending::NoticeAfterExpiry) => {
                "non sospende il termine, che era già scaduto"
            }
            (Lang::En, NotSuspending::RequestAfterExpiry | NotSuspending::NoticeAfterExpiry) => {
                "does not suspend the term, which was already over"
            }
            (Lang::It, NotSuspending::AlreadyNotified) => {
                "non sospende il termine, già sospeso da un preavviso precedente (L. 241/1990 art. 10-bis)"
            }
            (Lang::En, NotSuspending::AlreadyNotified) => {
                "does not suspend the term, already suspended by an earlier notice (L. 241/1990 art. 10-bis)"
            }
            (Lang::It, NotSuspending::NoticeNotForeseen) => {
                "non sospende il termine, perché a questo procedimento l'art. 10-bis L. 241/1990 non si applica"
            }
            (Lang::En, NotSuspending::NoticeNotForeseen) => {
                "does not suspend the term, as art. 10-bis L. 241/1990 does not apply to this procedure"
            }
        }
    }
}

/// Why a fact cannot be entered in a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// It is dated before the term started.
    #[error("dated before the term started")]
    BeforeStart,
    /// It is dated before the request or notice it answers.
    #[error("dated before what it answers")]
    BeforeRequest,
    /// Nothing was asked that it could answer.
    #[error("nothing was asked")]
    NothingAsked,
    /// The term cannot be counted.
    #[error(transparent)]
    Term(#[from] TermError),
}

impl ClockError {
    /// One sentence for the person who asked.
    pub fn message(self, lang: Lang) -> String {
        match (lang, self) {
            (Lang::It, ClockError::BeforeStart) => {
                "La data è anteriore all'inizio del termine: correggerla.".into()
            }
            (Lang::En, ClockError::BeforeStart) => "The date is before the term started: correct it.".into(),
            (Lang::It, ClockError::BeforeRequest) => {
                "La data è anteriore alla richiesta a cui si risponde: correggerla.".into()
            }
            (Lang::En, ClockError::BeforeRequest) => {
                "The date is before the request being answered: correct it.".into()
            }
            (Lang::It, ClockError::NothingAsked) => "Non c'è alcuna richiesta a cui rispondere.".into(),
            (Lang::En, ClockError::NothingAsked) => "There is no request to answer.".into(),
            (_, ClockError::Term(error)) => error.message(lang),
        }
    }
}
