//! Carrying out what a flow asks for: every effect becomes rows of the one batch of the transition.

mod act;
mod clock;

use crate::Cases;
use crate::clocks::ClockRow;
use crate::facts;
use crate::model::{Area, Case, Integration, Message};
use crate::repo::clocks::SuspensionRow;
use crate::repo::{self, cases as rows, examination};
use crate::sending::Notice;
use bodies::{Body, Directory, Operator, Party};
use bundles::Bundle;
use flow::{Audience, By, CaseView, Effect, FireContext, Fired, Given, IntegrationEnd};
use kernel::{AccountId, Error, Instant, IntegrationId, MessageId, Result};
use ledger::{Chain, Event, FileFact};
use serde_json::{Value, json};
use std::sync::Arc;
use store::WriteBatch;

/// A case with everything its transitions are decided on.
pub(crate) struct Worked {
    pub(crate) case: Case,
    pub(crate) bundle: Arc<Bundle>,
    pub(crate) filer: Party,
    /// What was filed, as kept in `case_data`.
    pub(crate) record: Value,
    pub(crate) clocks: Vec<ClockRow>,
    pub(crate) suspensions: Vec<(String, SuspensionRow)>,
    pub(crate) integrations: Vec<Integration>,
}

/// Who fires a transition, when, and what was given with it.
pub(crate) struct Acting<'a> {
    pub(crate) body: &'a Body,
    pub(crate) directory: &'a Directory,
    pub(crate) by: By,
    pub(crate) account: Option<AccountId>,
    /// Name and role as written on acts and messages.
    pub(crate) name: String,
    pub(crate) role: &'static str,
    pub(crate) at: Instant,
    pub(crate) given: Given,
    /// The officer chosen, with the name shown.
    pub(crate) assignee: Option<Operator>,
    /// The citizen's answer to an integration.
    pub(crate) answer: Option<String>,
    /// Files that came with it.
    pub(crate) files: Vec<FileFact>,
}

impl Acting<'_> {
    /// An event of a case, done by who acts.
    pub(crate) fn event(&self, kind: &'static str, case: &Case) -> Event {
        let event = Event::new(Chain::Body(case.body), kind, self.at).of_case(case.id);
        match self.account {
            Some(account) => event.by(account, self.role),
            None => event,
        }
    }
}

impl Worked {
    /// What guards may know.
    pub(crate) fn view(&self, today: kernel::Date) -> CaseView {
        let main = self.bundle.flow.main_clock().map(|clock| clock.id.as_str());
        let used = self
            .suspensions
            .iter()
            .filter(|(clock, _)| Some(clock.as_str()) == main)
            .count();
        let days_left = self
            .case
            .due_on
            .and_then(|due| due.since(today).ok())
            .map(|span| i64::from(span.get_days()));
        CaseView {
            assigned: self.case.assignee.is_some(),
            suspended: self.case.suspended_at.is_some(),
            suspensions_used: u16::try_from(used).unwrap_or(u16::MAX),
            open_integrations: u16::try_from(self.integrations.iter().filter(|i| i.status == "open").count())
                .unwrap_or(u16::MAX),
            days_left,
            overdue: days_left.is_some_and(|days| days < 0) && self.case.suspended_at.is_none(),
            late: self.case.late,
            simulation: self.case.simulation,
        }
    }

    /// The request for integration that waits for an answer.
    pub(crate) fn open_integration(&self) -> Option<&Integration> {
        self.integrations
            .iter()
            .find(|integration| integration.status == "open")
    }

    /// The answers of the application.
    pub(crate) fn data(&self) -> &Value {
        self.record.get("data").unwrap_or(&Value::Null)
    }

    /// Asks the flow whether a transition may be fired and what follows.
    pub(crate) fn fire(
        &self,
        transition: &str,
        acting: &Acting<'_>,
    ) -> std::result::Result<Fired, flow::Refusal> {
        let view = self.view(acting.at.rome_date());
        let context = FireContext {
            by: acting.by.clone(),
            data: self.data(),
            case: &view,
            facts: &self.case.facts,
            given: &acting.given,
        };
        self.bundle.flow.fire(&self.case.state, transition, &context)
    }
}

impl Cases {
    /// Writes a fired transition: the effects in their order, the event, the new state.
    pub(crate) fn carry(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        fired: &Fired,
        acting: &Acting<'_>,
    ) -> Result<()> {
        let (version, from) = (worked.case.version, worked.case.state.clone());
        worked.case.state = fired.to.id.clone();
        worked.case.area = if fired.to.area == flow::Area::Concluded {
            Area::Concluded
        } else {
            Area::InProgress
        };
        worked.case.outcome = fired.to.outcome.clone().or(worked.case.outcome.take());
        for effect in &fired.effects {
            self.effect(batch, worked, effect, acting)?;
        }
        if worked.case.area == Area::Concluded {
            self.end_clocks(batch, worked, acting);
        }
        let event = acting
            .event("case.transition", &worked.case)
            .with("transition", json!(fired.transition))
            .with("from", from)
            .with("to", worked.case.state.clone())
            .with("due_on", json!(worked.case.due_on))
            .with("assignee", json!(worked.case.assignee))
            .files(&acting.files)
            .personal(json!({
                "by": acting.name,
                "motivation": acting.given.motivation,
                "text": acting.given.text,
                "answer": acting.answer,
            }));
        ledger::append(batch, &*self.random, event);
        rows::update(batch, version, &worked.case, acting.at);
        Ok(())
    }

    pub(crate) fn effect(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        effect: &Effect,
        acting: &Acting<'_>,
    ) -> Result<()> {
        match effect {
            Effect::StartClock { clock, days } => self.start_clock(batch, worked, clock, *days, acting),
            Effect::SuspendClock { clock, max_days } => {
                self.suspend_clock(batch, worked, clock, *max_days, acting)
            }
            Effect::ResumeClock { clock } => self.resume_clock(batch, worked, clock, acting),
            Effect::StopClock { clock } => {
                repo::clocks::end_deadline(batch, worked.case.id, clock, "met", acting.at);
                Ok(())
            }
            Effect::Assign => assign(worked, acting),
            Effect::RequestIntegration { text, days, suspends } => {
                self.request_integration(batch, worked, acting, text, *days, *suspends)
            }
            Effect::CloseIntegration { how } => close_integration(batch, worked, *how, acting),
            Effect::IssueAct {
                document,
                outcome,
                motivation,
            } => self.issue_act(
                batch,
                worked,
                acting,
                act::Wanted {
                    document,
                    outcome: outcome.as_deref(),
                    motivation,
                },
            ),
            Effect::Notify { message, to } => self.notify(batch, worked, message, *to, acting),
            Effect::SetFact { name, value } => {
                facts::set(&mut worked.case.facts, name, value.clone());
                Ok(())
            }
        }
    }

    fn request_integration(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        acting: &Acting<'_>,
        text: &str,
        days: u16,
        suspends: bool,
    ) -> Result<()> {
        let today = acting.at.rome_date();
        let term = terms::Term::days(u32::from(days));
        let due_on = terms::compute(today, &term, &[]).map_err(Error::internal)?.due;
        let integration = Integration {
            id: IntegrationId::new(&*self.clock, &*self.random),
            number: i64::try_from(worked.integrations.len()).unwrap_or(0) + 1,
            text: text.to_owned(),
            asked_at: acting.at,
            due_on,
            suspends,
            status: "open".to_owned(),
            answer: None,
            answered_at: None,
            answered_late: false,
        };
        let asked_by = acting.account.ok_or(Error::Forbidden)?;
        examination::insert_integration(batch, worked.case.id, asked_by, &integration);
        self.register_output(batch, worked, acting, "cases-register-integration", text);
        worked.integrations.push(integration);
        Ok(())
    }

    /// A message from the bundle, to the desk at once and by e-mail where there is an address.
    fn notify(
        &self,
        batch: &mut WriteBatch,
        worked: &Worked,
        message: &str,
        to: Audience,
        acting: &Acting<'_>,
    ) -> Result<()> {
        let mut values = self.message_values(worked, acting)?;
        if to != Audience::Applicant {
            let body = acting.directory.by_id(worked.case.body).ok_or(Error::NotFound)?;
            values.case.url = self.office_url(body, &worked.case);
        }
        let written = worked
            .bundle
            .message(message, worked.case.lang, &values)
            .map_err(Error::internal)?;
        let notice = Notice {
            kind: "notice",
            subject: written.subject,
            text: written.body,
        };
        match to {
            Audience::Applicant => self.tell_applicant(batch, worked, acting, &notice),
            Audience::Assignee => self.tell_assignee(batch, worked, acting, &notice),
            Audience::Office | Audience::ThirdParties => self.tell_office(batch, worked, acting, &notice),
        }
    }

    /// Writes a message of the case.
    pub(crate) fn write_message(
        &self,
        batch: &mut WriteBatch,
        case: &Case,
        acting: &Acting<'_>,
        sender: &'static str,
        notice: &Notice,
    ) -> MessageId {
        let message = Message {
            id: MessageId::new(&*self.clock, &*self.random),
            sender: sender.to_owned(),
            author_name: acting.name.clone(),
            subject: notice.subject.clone(),
            text: notice.text.clone(),
            at: acting.at,
            read_at: None,
        };
        examination::insert_message(batch, case.id, acting.account, &message);
        message.id
    }
}

fn assign(worked: &mut Worked, acting: &Acting<'_>) -> Result<()> {
    match &acting.assignee {
        Some(chosen) => worked.case.give_to(chosen),
        // Who takes a case needs no e-mail about it.
        None => {
            worked.case.assignee = Some(acting.account.ok_or(Error::Forbidden)?);
            worked.case.assignee_name = Some(acting.name.clone());
            worked.case.assignee_email = None;
        }
    }
    Ok(())
}

fn close_integration(
    batch: &mut WriteBatch,
    worked: &mut Worked,
    how: IntegrationEnd,
    acting: &Acting<'_>,
) -> Result<()> {
    let Some(open) = worked
        .integrations
        .iter_mut()
        .find(|integration| integration.status == "open")
    else {
        return Ok(());
    };
    match how {
        IntegrationEnd::Answered => {
            let late = acting.at.rome_date() > open.due_on;
            let answer = acting.answer.clone().unwrap_or_default();
            examination::answer_integration(batch, open.id, &answer, acting.at, late);
            open.status = "answered".to_owned();
        }
        IntegrationEnd::Expired => {
            examination::end_integration(batch, open.id, "expired");
            open.status = "expired".to_owned();
        }
        IntegrationEnd::Withdrawn => {
            examination::end_integration(batch, open.id, "withdrawn");
            open.status = "withdrawn".to_owned();
        }
    }
    Ok(())
}
