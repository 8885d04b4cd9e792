//! The office: what was asked, answering, closing; and erasing what has been closed for long.

use crate::Assistance;
use crate::model::{Answer, Request, State};
use crate::repo::requests::{self, Filter, PAGE};
use bodies::Action;
use identity::Ctx;
use kernel::{Error, FieldErrors, RequestId, Result};
use ledger::{Chain, Event};
use store::WriteBatch;

/// Days after its closing for which a request is kept: long enough for who asks again, as the notice says (GDPR art. 5, 1, e).
const KEPT_DAYS: i64 = 730;

/// Most characters of an answer.
pub(crate) const MAX_ANSWER: usize = 5_000;

/// A page of the list.
pub(crate) struct Requests {
    pub(crate) requests: Vec<Request>,
    /// Whether there are others after them.
    pub(crate) more: bool,
}

impl Assistance {
    /// What was asked of the offices of whoever looks.
    pub(crate) async fn requests(&self, ctx: &Ctx, filter: Filter) -> Result<Requests> {
        ctx.require_here(Action::ReadRequests)?;
        let scope = ctx.scope(Action::ReadRequests);
        let mut requests = requests::list(&self.store, &scope, filter).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = requests.len() > page;
        requests.truncate(page);
        Ok(Requests { requests, more })
    }

    /// A request for whoever may do `action` on it; for everybody else it does not exist.
    pub(crate) async fn request_for(&self, ctx: &Ctx, id: RequestId, action: Action) -> Result<Request> {
        if ctx.actor.account().is_none() {
            return Err(Error::LoginRequired);
        }
        let scope = ctx.scope(action);
        let request = requests::by_id(&self.store, id).await?.ok_or(Error::NotFound)?;
        let covers = |offices: &std::collections::BTreeSet<_>| match request.office {
            Some(office) => offices.contains(&office),
            // Nobody's yet: whoever works for the body may take it up.
            None => true,
        };
        let allowed = request.body == scope.body() && !scope.is_empty() && scope.offices().is_none_or(covers);
        if allowed {
            Ok(request)
        } else {
            Err(Error::NotFound)
        }
    }

    /// A request with its answers; that it was read is written down (FEN-69).
    pub(crate) async fn read(&self, ctx: &Ctx, id: RequestId) -> Result<(Request, Vec<Answer>)> {
        let request = self.request_for(ctx, id, Action::ReadRequests).await?;
        let mut batch = WriteBatch::new();
        let read = ledger::ReadAccess {
            body: request.body,
            case: None,
            actor: ctx.actor.account(),
            token: None,
            role: ctx.actor.quality(request.body).to_owned(),
            at: ctx.received_at,
            purpose: "assistance",
        };
        ledger::read_access(&mut batch, &*self.random, read);
        self.store.commit(batch).await?;
        let answers = requests::answers(&self.store, id).await?;
        Ok((request, answers))
    }

    /// Answers by e-mail. `version` is the one the page showed.
    pub(crate) async fn answer(&self, ctx: &Ctx, id: RequestId, version: i64, text: &str) -> Result<()> {
        let request = self.request_for(ctx, id, Action::AnswerRequests).await?;
        let author = ctx.account()?;
        let text = text.trim();
        let mut errors = FieldErrors::default();
        if text.is_empty() {
            errors.add("risposta", "assistance-error-required");
        } else if text.chars().count() > MAX_ANSWER {
            let args = vec![("limit", MAX_ANSWER.to_string())];
            errors.add_with("risposta", "assistance-error-too-long", args);
        }
        errors.into_result()?;
        workable(&request, version)?;
        let answers = requests::answers(&self.store, id).await?;
        let answer = Answer {
            number: answers.last().map_or(1, |last| last.number + 1),
            author: ctx.actor.name().to_owned(),
            text: text.to_owned(),
            at: ctx.now,
        };
        let mut batch = WriteBatch::new();
        requests::update_state(&mut batch, &request, State::Answered, None);
        requests::insert_answer(&mut batch, id, &answer, author);
        self.event(&mut batch, ctx, &request, "request.answered")?;
        let lang = request.lang;
        let args = [
            ("number", request.number.as_str().into()),
            ("kind", request.kind.label(lang).into()),
            ("body", ctx.body.name_in(lang).into()),
            ("answer", text.into()),
        ];
        self.mail(
            &mut batch,
            &request,
            &request.email,
            (
                locale::text_args(lang, "assistance-mail-answer-subject", &args),
                locale::text_args(lang, "assistance-mail-answer-text", &args),
            ),
        );
        self.store.commit(batch).await?;
        Ok(())
    }

    /// Closes a request. `version` is the one the page showed.
    pub(crate) async fn close(&self, ctx: &Ctx, id: RequestId, version: i64) -> Result<()> {
        let request = self.request_for(ctx, id, Action::AnswerRequests).await?;
        workable(&request, version)?;
        let mut batch = WriteBatch::new();
        requests::update_state(&mut batch, &request, State::Closed, Some(ctx.now));
        self.event(&mut batch, ctx, &request, "request.closed")?;
        self.store.commit(batch).await?;
        Ok(())
    }

    fn event(&self, batch: &mut WriteBatch, ctx: &Ctx, request: &Request, kind: &'static str) -> Result<()> {
        let event = Event::new(Chain::Body(request.body), kind, ctx.now)
            .by(ctx.account()?, ctx.actor.quality(request.body))
            .with("request", request.id.to_string())
            .with("number", request.number.clone());
        ledger::append(batch, &*self.random, event);
        Ok(())
    }

    /// Erases what has been closed for as long as the notice says; gives back how many.
    pub async fn sweep(&self) -> Result<usize> {
        let before = self.clock.now().plus_seconds(-KEPT_DAYS * 86_400);
        let old = requests::closed_before(&self.store, before).await?;
        for id in &old {
            let deliveries = requests::deliveries(&self.store, *id).await?;
            let mut batch = WriteBatch::new();
            requests::delete(&mut batch, *id);
            for delivery in deliveries {
                delivery::forget(&mut batch, delivery);
            }
            self.store.commit(batch).await?;
        }
        Ok(old.len())
    }
}

/// A closed request, or one that somebody else moved on meanwhile, is not worked.
fn workable(request: &Request, version: i64) -> Result<()> {
    if request.version != version {
        return Err(Error::Conflict {
            reason: requests::CHANGED,
        });
    }
    if request.state == State::Closed {
        return Err(Error::Conflict {
            reason: "assistance-conflict-closed",
        });
    }
    Ok(())
}
