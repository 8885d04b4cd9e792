//! The terms general laws set, ready to use; a procedure's own terms are data of its bundle.

use crate::{Expiry, Nature, Term, TermError, compute};
use jiff::{Span, civil::Date};

/// By what a procedure may set its own term, with the longest it may set (L. 241/1990 art. 2 c. 2-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Nothing sets one: thirty days.
    General,
    /// A regulation.
    Regulation,
    /// A regulation for reasons of particular complexity.
    ComplexRegulation,
    /// A law, which may set any.
    Law,
}

impl Basis {
    /// The longest term in days, `None` where there is no limit.
    pub fn longest_days(self) -> Option<u32> {
        match self {
            Basis::General => Some(30),
            Basis::Regulation => Some(90),
            Basis::ComplexRegulation => Some(180),
            Basis::Law => None,
        }
    }
}

/// The term of a procedure for which neither law nor regulation sets another (PROC-12).
pub fn procedure() -> Term {
    Term::days(30)
        .by("L. 241/1990 art. 2 c. 2")
        .expiring_in(Expiry::SilenceInertia)
}

/// The most days a request for integration lets the term stand still (PROC-16, L. 241/1990 art. 2 c. 7).
pub const SUSPENSION_CAP: u32 = 30;

/// The day the term runs again when nobody answers a request for integration: the end of the days given, which a holiday
/// moves like the end of any term, but never beyond the cap (PROC-15, PROC-16).
pub fn integration_ends(asked_on: Date, given: Option<u32>, cap: u32) -> Result<Date, TermError> {
    let longest = Span::new()
        .try_days(i64::from(cap))
        .and_then(|span| asked_on.checked_add(span))
        .map_err(|_| TermError::OutOfRange)?;
    match given {
        Some(days) => Ok(compute(asked_on, &Term::days(days), &[])?.due.min(longest)),
        None => Ok(longest),
    }
}

/// Days to file observations after the notice of rejection (PROC-31).
pub fn observations() -> Term {
    Term::days(10).by("L. 241/1990 art. 10-bis")
}

/// Access to documents: silence is refusal (PROC-60).
pub fn document_access() -> Term {
    Term::days(30)
        .by("L. 241/1990 art. 25 c. 4")
        .expiring_in(Expiry::SilenceRefusal)
}

/// Days third parties have to object to an access request (PROC-61).
pub fn third_party_objection() -> Term {
    Term::days(10).by("D.P.R. 184/2006 art. 3 c. 2")
}

/// Appeal to the regional administrative court (PROC-54).
pub fn court_appeal() -> Term {
    appeal(60, "D.Lgs. 104/2010 art. 29")
}

/// Extraordinary appeal to the President of the Republic (PROC-54).
pub fn extraordinary_appeal() -> Term {
    appeal(120, "D.P.R. 1199/1971 art. 9")
}

fn appeal(days: u32, source: &str) -> Term {
    Term::days(days)
        .by(source)
        .of_nature(Nature::Peremptory)
        .expiring_in(Expiry::Forfeiture)
}
