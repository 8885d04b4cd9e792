//! What officers do: take, assign, write, ask, decide. Which steps exist is the flow's business.

use crate::effects::{Acting, Worked};
use crate::model::Case;
use crate::reading::target;
use crate::sending::Notice;
use crate::{Cases, Filing};
use bodies::{Action, Operator, Role, policy};
use flow::{By, Given, Need, Note, Transition};
use kernel::{AccountId, CaseId, Error, FieldErrors, Result, clean_text};
use store::WriteBatch;

/// Longest message an office or a citizen writes.
pub(crate) const MAX_MESSAGE: usize = 10_000;

/// What an officer typed into the form of a transition.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Reasons of a decision.
    pub motivation: String,
    /// Text to the recipient.
    pub text: String,
    /// Days given to answer.
    pub due_days: String,
    /// The officer chosen.
    pub assignee: Option<AccountId>,
    /// Version of the case the page showed.
    pub version: i64,
}

/// What came of a transition.
pub enum Fired {
    /// Done; what the person should know besides.
    Done(Vec<Note>),
    /// The flow refuses, in words.
    Refused(flow::Refusal),
}

/// A transition offered on the page of a case.
pub(crate) struct Offered<'a> {
    /// The transition.
    pub transition: &'a Transition,
    /// Why it cannot be fired now, when its guard does not hold.
    pub refusal: Option<flow::Refusal>,
}

impl Cases {
    /// The transitions an officer sees on a case.
    pub(crate) fn offered<'a>(&self, filing: &Filing<'_>, worked: &'a Worked) -> Vec<Offered<'a>> {
        let mut offered: Vec<Offered<'a>> = Vec::new();
        for by in self.roles_on(filing, &worked.case) {
            for transition in worked.bundle.flow.available(&worked.case.state, &by) {
                if offered.iter().any(|known| known.transition.id == transition.id) {
                    continue;
                }
                let acting = acting(filing, by.clone(), Given::default(), None);
                let refusal = worked.allowed(transition, &acting).err();
                offered.push(Offered { transition, refusal });
            }
        }
        offered
    }

    fn roles_on(&self, filing: &Filing<'_>, case: &Case) -> Vec<By> {
        let mut roles = Vec::new();
        if policy::allows(filing.actor, Action::Decide, &target(case)) {
            roles.push(By::Officer);
        }
        if policy::allows(filing.actor, Action::AssignCase, &target(case)) {
            roles.push(By::Supervisor);
        }
        roles
    }

    /// Fires a transition as the officer who asks.
    pub async fn act(
        &self,
        filing: &Filing<'_>,
        id: CaseId,
        transition: &str,
        typed: &Typed,
    ) -> Result<Fired> {
        let reader = self.store.snapshot().await?;
        let case = self.allowed_case(&reader, filing, id, Action::ReadCase).await?;
        let mut worked = self.worked(reader, case).await?;
        if worked.case.version != typed.version {
            return Err(Error::Conflict {
                reason: "cases-conflict-case-changed",
            });
        }
        let found = worked.bundle.flow.transition(transition).ok_or(Error::NotFound)?;
        let by = self
            .roles_on(filing, &worked.case)
            .into_iter()
            .find(|by| found.by.contains(by))
            .ok_or(Error::Forbidden)?;
        let given = given(found, typed)?;
        // A step that asks for no officer gives the case to whoever takes it: choosing another is the supervisor's right.
        let assignee = match typed
            .assignee
            .filter(|_| found.requires.contains(&Need::Assignee))
        {
            Some(account) => Some(self.colleague(filing, &worked.case, account).await?),
            None => None,
        };
        let acting = acting(filing, by, given, assignee);
        let fired = match worked.fire(transition, &acting) {
            Ok(fired) => fired,
            Err(refusal) => return Ok(Fired::Refused(refusal)),
        };
        let mut batch = WriteBatch::new();
        self.carry(&mut batch, &mut worked, &fired, &acting)?;
        self.store.commit(batch).await?;
        Ok(Fired::Done(fired.notes))
    }

    /// Gives a case to an officer, whatever state it is in.
    pub async fn assign(&self, filing: &Filing<'_>, id: CaseId, to: AccountId, version: i64) -> Result<()> {
        let reader = self.store.snapshot().await?;
        let case = self.allowed_case(&reader, filing, id, Action::AssignCase).await?;
        let mut worked = self.worked(reader, case).await?;
        if worked.case.version != version {
            return Err(Error::Conflict {
                reason: "cases-conflict-case-changed",
            });
        }
        let officer = self.colleague(filing, &worked.case, to).await?;
        let mut batch = WriteBatch::new();
        let acting = acting(filing, By::Supervisor, Given::default(), None);
        worked.case.give_to(&officer);
        self.record_assignment(&mut batch, &worked, &acting);
        crate::repo::cases::update(&mut batch, version, &worked.case, filing.received_at);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Writes to the citizen: on the desk at once, by e-mail where there is an address.
    pub async fn write_to_citizen(
        &self,
        filing: &Filing<'_>,
        id: CaseId,
        subject: &str,
        text: &str,
    ) -> Result<()> {
        let reader = self.store.snapshot().await?;
        let case = self
            .allowed_case(&reader, filing, id, Action::WriteMessage)
            .await?;
        let worked = self.worked(reader, case).await?;
        let notice = Notice {
            kind: "message",
            subject: message_subject(subject)?,
            text: message_text("testo", text)?,
        };
        let mut batch = WriteBatch::new();
        let acting = acting(filing, By::Officer, Given::default(), None);
        self.tell_applicant(&mut batch, &worked, &acting, &notice)?;
        self.record_message(&mut batch, &worked.case, &acting, &notice);
        self.store.commit(batch).await?;
        Ok(())
    }

    /// An operator of the body who may work this case; somebody who no longer does is an error at the field.
    async fn colleague(&self, filing: &Filing<'_>, case: &Case, account: AccountId) -> Result<Operator> {
        let colleagues = self.bodies.operators(filing.body.id, filing.received_at).await?;
        let found = colleagues
            .into_iter()
            .find(|operator| operator.account == account);
        found
            .filter(|operator| operator.works(case.office))
            .ok_or_else(|| {
                let mut errors = FieldErrors::default();
                errors.add("assegnatario", "cases-error-assignee-gone");
                Error::Invalid(errors)
            })
    }
}

impl Worked {
    fn allowed(
        &self,
        transition: &Transition,
        acting: &Acting<'_>,
    ) -> std::result::Result<(), flow::Refusal> {
        let view = self.view(acting.at.rome_date());
        let context = flow::FireContext {
            by: acting.by.clone(),
            data: self.data(),
            case: &view,
            facts: &self.case.facts,
            given: &acting.given,
        };
        self.bundle.flow.allowed(transition, &context)
    }
}

/// Who acts, from the request.
pub(crate) fn acting<'a>(
    filing: &Filing<'a>,
    by: By,
    given: Given,
    assignee: Option<Operator>,
) -> Acting<'a> {
    let role = match by {
        By::Citizen => "citizen",
        By::Supervisor => Role::Supervisor.code(),
        By::Officer => Role::Officer.code(),
        By::Clock => "clock",
        By::Event(_) => "system",
    };
    Acting {
        body: filing.body,
        directory: filing.directory,
        by,
        account: filing.account(),
        name: filing.name(),
        role,
        at: filing.received_at,
        given,
        assignee,
        answer: None,
        files: Vec::new(),
    }
}

fn given(transition: &Transition, typed: &Typed) -> Result<Given> {
    let mut errors = FieldErrors::default();
    let mut text = |field: &'static str, value: &str| match clean_text(value.trim(), flow::MAX_TEXT) {
        Ok(text) => Some(text).filter(|text| !text.is_empty()),
        Err(kernel::TextError::Nul) => {
            errors.add(field, "cases-error-nul");
            None
        }
        Err(kernel::TextError::TooLong(limit)) => {
            errors.add_with(field, "cases-error-too-long", vec![("limit", limit.to_string())]);
            None
        }
    };
    let (motivation, text) = (text("motivazione", &typed.motivation), text("testo", &typed.text));
    let due_days = typed.due_days.trim();
    let days = match (due_days.is_empty(), due_days.parse::<u16>()) {
        (true, _) => transition.due_days.map(|range| range.default),
        (false, Ok(days)) => Some(days),
        (false, Err(_)) => {
            errors.add("giorni", "cases-error-days");
            None
        }
    };
    errors.into_result()?;
    Ok(Given {
        motivation,
        text,
        assignee: typed.assignee.is_some(),
        due_days: days,
    })
}

/// A subject line: one line, something in it.
pub(crate) fn message_subject(typed: &str) -> Result<String> {
    one_field("oggetto", &typed.replace(['\n', '\r'], " "), 200)
}

/// A message, or the answer to a request, typed in `field`: something in it.
pub(crate) fn message_text(field: &'static str, typed: &str) -> Result<String> {
    one_field(field, typed, MAX_MESSAGE)
}

fn one_field(field: &'static str, typed: &str, max: usize) -> Result<String> {
    let mut errors = FieldErrors::default();
    match clean_text(typed.trim(), max) {
        Ok(text) if !text.is_empty() => return Ok(text),
        Ok(_) => errors.add(field, "cases-error-required"),
        Err(kernel::TextError::Nul) => errors.add(field, "cases-error-nul"),
        Err(kernel::TextError::TooLong(limit)) => {
            errors.add_with(field, "cases-error-too-long", vec![("limit", limit.to_string())]);
        }
    }
    Err(Error::Invalid(errors))
}
