//! Why a snippet is not translated, in both languages.

use kernel::Lang;

/// What stands in the way of a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// More text than is read.
    TooLong,
    /// More parts, or nested deeper, than a rule may have.
    TooLarge,
    /// Not JavaScript, at a line counted from 1.
    Syntax(usize),
    /// A loop.
    Loop,
    /// A statement that is no choice and no assignment (`switch`, `try`, `function`…).
    Statement(String),
    /// An operator that rules do not have.
    Operator(String),
    /// A name only the original's page has (`instance`, `form`, `utils`…), or that nothing defines.
    Name(String),
    /// A function or method that rules do not have.
    Call(String),
    /// Reckoning with dates.
    Dates,
    /// A regular expression.
    Pattern,
    /// It changes something else than its result.
    Writes(String),
    /// A member that every value of JavaScript inherits, or may inherit.
    Member(String),
    /// `{{ … }}` inside the code.
    Interpolation,
    /// `+` of answers that may be missing, which may be a sum or a text.
    Missing,
    /// Part of the definition is made by the snippet.
    Definition,
}

impl Reason {
    /// The reason as a sentence.
    pub fn text(&self, lang: Lang) -> String {
        let (italian, english) = self.words();
        match lang {
            Lang::It => italian,
            Lang::En => english,
        }
    }

    fn words(&self) -> (String, String) {
        let (italian, english) = match self {
            Self::TooLong => ("è troppo lungo", "it is too long"),
            Self::TooLarge => (
                "ha troppe parti per diventare una regola",
                "it has too many parts to become a rule",
            ),
            Self::Loop => ("contiene un ciclo", "it contains a loop"),
            Self::Dates => ("calcola con le date", "it reckons with dates"),
            Self::Pattern => (
                "contiene un'espressione regolare",
                "it contains a regular expression",
            ),
            Self::Interpolation => (
                "inserisce risposte nel codice con {{ }}",
                "it puts answers into the code with {{ }}",
            ),
            Self::Missing => (
                "somma risposte che possono mancare: scrivere (data.x || 0)",
                "it adds answers that may be missing: write (data.x || 0)",
            ),
            Self::Definition => (
                "costruisce una parte della definizione",
                "it makes a part of the definition",
            ),
            named => return named.named(),
        };
        (italian.to_owned(), english.to_owned())
    }

    fn named(&self) -> (String, String) {
        match self {
            Self::Syntax(line) => (
                format!("non è JavaScript valido (riga {line})"),
                format!("it is not valid JavaScript (line {line})"),
            ),
            Self::Statement(what) => (
                format!("contiene l'istruzione «{what}»"),
                format!("it contains the statement «{what}»"),
            ),
            Self::Operator(what) => (
                format!("usa l'operatore «{what}»"),
                format!("it uses the operator «{what}»"),
            ),
            Self::Name(what) => (
                format!("usa «{what}», che sul server non esiste"),
                format!("it uses «{what}», which does not exist on the server"),
            ),
            Self::Call(what) => (
                format!("chiama la funzione «{what}»"),
                format!("it calls the function «{what}»"),
            ),
            Self::Writes(what) => (
                format!("modifica «{what}», che non è il suo risultato"),
                format!("it changes «{what}», which is not its result"),
            ),
            Self::Member(what) => (
                format!("legge «{what}», che in JavaScript appartiene a ogni valore"),
                format!("it reads «{what}», which every value of JavaScript has"),
            ),
            plain => plain.words(),
        }
    }
}
