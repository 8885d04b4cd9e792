//! The rounds: clocks that ran out, suspensions that lasted too long, drafts about to expire. Each case in a commit of
//! its own, so that one that cannot go on holds up no other.

use crate::Cases;
use crate::clocks::{ClockRow, ClockStatus};
use crate::draft;
use crate::effects::{Acting, Worked};
use crate::repo::{self, cases as rows, drafts};
use bodies::{Body, Directory};
use flow::{By, Given};
use kernel::{AccountId, CaseId, DraftId, Error, Instant, Result};
use serde_json::json;
use store::WriteBatch;

/// Cases worked in one round; the rest follows in the next.
const ROUND: i64 = 500;

/// Fires what the clocks of running cases ask for.
#[derive(Clone)]
pub struct ClockRound(pub Cases);

impl ClockRound {
    /// One round; answers how many cases moved. A case that cannot go on is logged and holds up no other.
    pub async fn run(&self) -> Result<usize> {
        let today = self.0.clock.today();
        let mut moved = 0;
        for (case, clock) in repo::clocks::overlong_suspensions(&self.0.store, today, ROUND).await? {
            moved += done(case, self.0.resume_by_law(case, &clock).await);
        }
        for (case, clock) in repo::clocks::expired_clocks(&self.0.store, today, ROUND).await? {
            moved += done(case, self.0.expire(case, &clock).await);
        }
        Ok(moved)
    }
}

/// Counts a step that was made; one that failed is left for the next round and for whoever reads the log.
fn done(what: impl std::fmt::Display, step: Result<bool>) -> usize {
    match step {
        Ok(made) => usize::from(made),
        Err(error) => {
            tracing::error!(id = %what, %error, "round.step_failed");
            0
        }
    }
}

impl Cases {
    /// The clock goes on by itself when the days given, or the thirty of the law, are over (PROC-15, PROC-16).
    async fn resume_by_law(&self, id: CaseId, clock: &str) -> Result<bool> {
        let reader = self.store.snapshot().await?;
        let case = rows::case_by_id(&reader, id).await?.ok_or(Error::NotFound)?;
        let mut worked = self.worked(reader, case).await?;
        let directory = self.bodies.directory().await?;
        let body = directory.by_id(worked.case.body).ok_or(Error::NotFound)?;
        let acting = by_clock(&directory, body, self.clock.now());
        let version = worked.case.version;
        if !worked
            .suspensions
            .iter()
            .any(|(of, row)| of == clock && row.to_on.is_none())
        {
            return Ok(false);
        }
        let mut batch = WriteBatch::new();
        self.resume_clock(&mut batch, &mut worked, clock, &acting)?;
        self.record_clock(&mut batch, "case.clock_resumed", &worked, clock, &acting);
        rows::update(&mut batch, version, &worked.case, acting.at);
        self.settled(batch).await
    }

    /// Fires the transition a clock names for its expiry; without one the clock is only marked.
    async fn expire(&self, id: CaseId, clock: &str) -> Result<bool> {
        let reader = self.store.snapshot().await?;
        let case = rows::case_by_id(&reader, id).await?.ok_or(Error::NotFound)?;
        let mut worked = self.worked(reader, case).await?;
        let directory = self.bodies.directory().await?;
        let body = directory.by_id(worked.case.body).ok_or(Error::NotFound)?;
        let acting = by_clock(&directory, body, self.clock.now());
        // The list may be old by now: a clock that was frozen, ended or moved meanwhile has not expired.
        let over = |row: &ClockRow| {
            row.status == ClockStatus::Running && row.due_on.is_some_and(|due| due < self.clock.today())
        };
        if !worked.clocks.iter().any(|row| row.clock == clock && over(row)) {
            return Ok(false);
        }
        let mut batch = WriteBatch::new();
        repo::clocks::end_deadline(&mut batch, id, clock, "expired", acting.at);
        let version = worked.case.version;
        let on_expiry = worked
            .bundle
            .flow
            .clock(clock)
            .and_then(|rule| rule.on_expiry.clone());
        // A state in which the expiry means nothing refuses it; that the clock ran out is written all the same.
        let fired = on_expiry.and_then(|transition| worked.fire(&transition, &acting).ok());
        match fired {
            Some(fired) => self.carry(&mut batch, &mut worked, &fired, &acting)?,
            None => {
                self.record_clock(&mut batch, "case.clock_expired", &worked, clock, &acting);
                rows::update(&mut batch, version, &worked.case, acting.at);
            }
        }
        self.settled(batch).await
    }

    /// The event of a clock that moved by itself: the most disputable date of a case is in the chain.
    fn record_clock(
        &self,
        batch: &mut WriteBatch,
        kind: &'static str,
        worked: &Worked,
        clock: &str,
        acting: &Acting<'_>,
    ) {
        let event = acting
            .event(kind, &worked.case)
            .with("clock", clock)
            .with("due_on", json!(worked.case.due_on));
        ledger::append(batch, &*self.random, event);
    }

    /// Commits a step of a round; a case somebody changed meanwhile waits for the next round.
    async fn settled(&self, batch: WriteBatch) -> Result<bool> {
        match self.store.commit(batch).await {
            Ok(_) => Ok(true),
            Err(store::CommitError::Conflict { .. }) => Ok(false),
            Err(other) => Err(other.into()),
        }
    }
}

fn by_clock<'a>(directory: &'a Directory, body: &'a Body, at: Instant) -> Acting<'a> {
    Acting {
        body,
        directory,
        by: By::Clock,
        account: None,
        name: body.name.clone(),
        role: "clock",
        at,
        given: Given::default(),
        assignee: None,
        answer: None,
        files: Vec::new(),
    }
}

/// Warns of drafts about to expire, throws away those that did, and erases what was taken off a draft (GDPR art. 5 c. 1
/// lett. e: a scan nobody filed is not kept).
#[derive(Clone)]
pub struct DraftRound(pub Cases);

impl DraftRound {
    /// One round; answers how many drafts were warned of or thrown away, and how many documents were erased.
    pub async fn run(&self) -> Result<usize> {
        let now = self.0.clock.now();
        let mut count = 0;
        for (id, account) in
            drafts::expiring(&self.0.store, now.plus_seconds(draft::WARNING_SECONDS), ROUND).await?
        {
            count += done(id, self.warn(id, account, now).await);
        }
        let warned_before = now.plus_seconds(-draft::WARNING_SECONDS);
        for id in drafts::expired(&self.0.store, now, warned_before, ROUND).await? {
            let mut batch = WriteBatch::new();
            drafts::delete_expired(&mut batch, id, now);
            count += done(id, self.0.settled(batch).await);
        }
        let removed_before = now.plus_seconds(-draft::REMOVED_KEPT_SECONDS);
        for (id, file) in drafts::removed_documents(&self.0.store, removed_before, ROUND).await? {
            let mut batch = WriteBatch::new();
            drafts::erase_document(&mut batch, id, file);
            count += done(id, self.0.settled(batch).await);
        }
        Ok(count)
    }

    async fn warn(&self, id: DraftId, account: AccountId, now: Instant) -> Result<bool> {
        let mut batch = WriteBatch::new();
        drafts::mark_warned(&mut batch, id, now);
        self.0.warn_of_expiry(&mut batch, id, account).await?;
        self.0.settled(batch).await
    }
}
