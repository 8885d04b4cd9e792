//! The register of a body for those who answer for it: list, one entry, annulment.
//!
//! It stands in this slice and not in the crate `register`, which comes before sessions and pages in the order of the
//! crates: here an entry meets the office that works its case, and the case meets its entry.

use crate::model::RegisterNumber;
use crate::repo::register as rows;
use crate::{Cases, Filing};
use ::register::{Annulment, Entry, Filter, Listed, Number};
use bodies::{Action, Actor, Scope, Target, policy};
use kernel::{AccountId, CaseId, Error, FieldErrors, Result, TextError, clean_text};
use std::collections::HashMap;
use store::{Read, WriteBatch};

/// Longest reason of an annulment, in characters.
const MAX_REASON: usize = 2_000;
/// Longest reference to the act that authorises it, in characters.
const MAX_AUTHORITY: usize = 300;

/// A page of the register.
pub(crate) struct RegisterPage {
    /// The entries.
    pub(crate) listed: Listed,
    /// Application numbers of the cases among them that whoever asks may read.
    pub(crate) cases: HashMap<CaseId, String>,
}

/// An entry with what its page shows.
pub(crate) struct EntryView {
    /// The entry.
    pub(crate) entry: Entry,
    /// Application number of its case, for whoever may read that too.
    pub(crate) case: Option<(CaseId, String)>,
    /// Names of those who annotated it.
    pub(crate) names: HashMap<AccountId, String>,
    /// Whether whoever asks may annul it.
    pub(crate) may_annul: bool,
}

/// What was typed to annul an entry.
#[derive(Clone, Debug, Default)]
pub(crate) struct TypedAnnulment {
    /// Why.
    pub(crate) reason: String,
    /// The act that authorises it.
    pub(crate) authority: String,
    /// That the person knows it cannot be undone.
    pub(crate) confirmed: bool,
}

/// Number and year of an entry, as printed.
pub(crate) fn number_of(entry: &Entry) -> Option<RegisterNumber> {
    match entry.number {
        Number::Given { number, year } => Some(RegisterNumber { number, year }),
        Number::Pending => None,
    }
}

impl Cases {
    /// A page of the register of the body, as far as the policy lets whoever asks read it.
    pub(crate) async fn register(&self, filing: &Filing<'_>, filter: &Filter) -> Result<RegisterPage> {
        let scope = register_scope(filing)?;
        let reader = self.store.snapshot().await?;
        let listed = ::register::list(&reader, filing.body, &scope, filter).await?;
        let of_entries: Vec<CaseId> = listed.entries.iter().filter_map(|entry| entry.case).collect();
        Ok(RegisterPage {
            cases: readable_cases(&reader, filing, &of_entries).await?,
            listed,
        })
    }

    /// One entry. Its page names a person, so that the reading is written down (FEN-69).
    pub(crate) async fn register_entry(
        &self,
        filing: &Filing<'_>,
        number: RegisterNumber,
    ) -> Result<EntryView> {
        let view = self.entry_view(filing, number).await?;
        self.record_reading_for(filing, view.entry.case, "register")
            .await?;
        Ok(view)
    }

    /// The same for a page already read, drawn again.
    pub(crate) async fn entry_view(&self, filing: &Filing<'_>, number: RegisterNumber) -> Result<EntryView> {
        let reader = self.store.snapshot().await?;
        let entry = entry_in_reach(&reader, filing, number).await?;
        let of_entry: Vec<CaseId> = entry.case.into_iter().collect();
        let case = readable_cases(&reader, filing, &of_entry)
            .await?
            .into_iter()
            .next();
        drop(reader);
        let authors: Vec<AccountId> = entry.annotations.iter().filter_map(|a| a.author).collect();
        Ok(EntryView {
            may_annul: may_annul(filing) && entry.annulment().is_none(),
            names: self.bodies.names(&authors).await?,
            case,
            entry,
        })
    }

    /// Annuls an entry: it stays where it is with its number, and says when, by whom, why and on whose order it was
    /// annulled (DPR 445/2000 art. 54).
    pub(crate) async fn annul_entry(
        &self,
        filing: &Filing<'_>,
        number: RegisterNumber,
        typed: &TypedAnnulment,
    ) -> Result<()> {
        let reader = self.store.snapshot().await?;
        let entry = entry_in_reach(&reader, filing, number).await?;
        drop(reader);
        let author = filing
            .account()
            .filter(|_| may_annul(filing))
            .ok_or(Error::Forbidden)?;
        if entry.annulment().is_some() {
            return Err(Error::Conflict {
                reason: "register-already-annulled",
            });
        }
        let (reason, authority) = checked(typed)?;
        let annulment = Annulment {
            body: filing.body.id,
            entry: entry.id,
            case: entry.case,
            reason,
            authority,
            author,
            role: filing.actor.quality(filing.body.id).to_owned(),
            at: filing.received_at,
        };
        let mut batch = WriteBatch::new();
        ::register::annul(&mut batch, &*self.clock, &*self.random, annulment);
        // Two at once: the second batch finds the first one's annotation and says so.
        self.store.commit(batch).await?;
        Ok(())
    }
}

fn register_scope(filing: &Filing<'_>) -> Result<Scope> {
    if matches!(filing.actor, Actor::Nobody) {
        return Err(Error::LoginRequired);
    }
    let scope = policy::scope(filing.actor, Action::ReadRegister, filing.body.id);
    if scope.is_empty() {
        return Err(Error::Forbidden);
    }
    Ok(scope)
}

fn may_annul(filing: &Filing<'_>) -> bool {
    policy::allows(
        filing.actor,
        Action::AnnulRegisterEntry,
        &Target::Body(filing.body.id),
    )
}

/// An entry out of reach is one that does not exist.
async fn entry_in_reach(reader: &impl Read, filing: &Filing<'_>, number: RegisterNumber) -> Result<Entry> {
    let filter = Filter {
        year: Some(number.year),
        number: Some(number.number),
        ..Filter::default()
    };
    let found = ::register::list(reader, filing.body, &register_scope(filing)?, &filter).await?;
    found.entries.into_iter().next().ok_or(Error::NotFound)
}

/// Who may read the register need not be able to read every case in it: administrators read none.
async fn readable_cases(
    reader: &impl Read,
    filing: &Filing<'_>,
    cases: &[CaseId],
) -> Result<HashMap<CaseId, String>> {
    let scope = policy::scope(filing.actor, Action::ReadCase, filing.body.id);
    if scope.is_empty() || cases.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(rows::numbers_of_cases(reader, cases, scope.case_predicate()).await?)
}

/// Reason and authority as they are kept, or what is wrong with each field.
fn checked(typed: &TypedAnnulment) -> Result<(String, String)> {
    let mut errors = FieldErrors::default();
    let mut text = |field: &str, value: &str, max: usize| match clean_text(value.trim(), max) {
        Ok(text) if !text.is_empty() => text,
        refused => {
            match refused {
                Ok(_) => errors.add(field, "cases-error-required"),
                Err(TextError::Nul) => errors.add(field, "cases-error-nul"),
                Err(TextError::TooLong(limit)) => {
                    errors.add_with(field, "cases-error-too-long", vec![("limit", limit.to_string())]);
                }
            }
            String::new()
        }
    };
    let reason = text("motivo", &typed.reason, MAX_REASON);
    let authority = text("provvedimento", &typed.authority, MAX_AUTHORITY);
    if !typed.confirmed {
        errors.add("conferma", "register-error-unconfirmed");
    }
    errors.into_result()?;
    Ok((reason, authority))
}
