//! Why a date is what it is (TIME-16): for storage as data, for people as one sentence.

use crate::{NotSuspending, Term, Words};
use italia::Holiday;
use jiff::civil::Date;
use kernel::Lang;
use serde::{Deserialize, Serialize};

mod sentence;
#[cfg(test)]
mod tests;

/// Everything a computed date follows from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What started the term.
    pub start: Start,
    /// The rule, with its legal source.
    pub term: Term,
    /// The suspensions, with the days each froze.
    #[serde(default)]
    pub suspensions: Vec<Frozen>,
    /// The last day before holidays moved it.
    pub nominal: Date,
    /// The holidays at the end that moved it.
    #[serde(default)]
    pub skipped: Vec<Skipped>,
    /// Facts that did not move the date, though somebody may think so.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// The last useful day.
    pub due: Date,
}

/// What started a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The day, which is not counted.
    pub date: Date,
    /// What happened, in words that fit between brackets ("presentazione dell'istanza").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Words>,
    /// The document that proves it ("ricevuta n. 7").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl Start {
    /// A start of which only the day is known.
    pub fn on(date: Date) -> Self {
        Self {
            date,
            event: None,
            document: None,
        }
    }

    /// A start with what happened and what proves it.
    pub fn by(date: Date, event: Words, document: Option<String>) -> Self {
        Self {
            date,
            event: Some(event),
            document,
        }
    }
}

/// A suspension and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The day it begins.
    pub from: Date,
    /// The day the term runs again.
    pub to: Date,
    /// The days the end moved by; fewer than it lasts where it overlaps another or begins before the term.
    pub days: i64,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
    /// Why it moved nothing, where it did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_effect: Option<NoEffect>,
}

/// Why a suspension moves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoEffect {
    /// It was over when the term started.
    BeforeStart,
    /// The term was over when it began: what has expired cannot stand still.
    AfterExpiry,
    /// The term was standing still already.
    AlreadyStill,
}

/// A holiday at the end of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The day.
    pub date: Date,
    /// What it is.
    pub holiday: Holiday,
}

/// A fact that does not move the date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The day of the fact.
    pub on: Date,
    /// What it was and why it moves nothing.
    pub why: NotSuspending,
}

impl Explanation {
    /// Days during which the term stood still, each counted once.
    pub fn frozen_days(&self) -> i64 {
        self.suspensions.iter().map(|s| s.days).sum()
    }

    /// One sentence, from the start to the last useful day.
    pub fn sentence(&self, lang: Lang) -> String {
        match lang {
            Lang::It => sentence::italian(self),
            Lang::En => sentence::english(self),
        }
    }

    /// The last useful day in words: `sabato 26 aprile 2025`.
    pub fn due_text(&self, lang: Lang) -> String {
        crate::words::long(self.due, lang)
    }
}
