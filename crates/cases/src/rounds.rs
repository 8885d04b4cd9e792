//! The rounds: clocks that ran out, suspensions that lasted too long, drafts about to expire. Each case in a commit of
//! its own, so that one that cannot go on holds up no other.

use crate::Cases;
use crate::draft;
use crate::effects::Acting;
use crate::repo::{cases as rows, drafts, examination};
use bodies::{Body, Directory};
use flow::{By, Given};
use kernel::{CaseId, Error, Instant, Result};
use store::WriteBatch;

/// Cases worked in one round; the rest follows in the next.
const ROUND: i64 = 500;

/// Fires what the clocks of running cases ask for.
#[derive(Clone)]
pub struct ClockRound(pub Cases);

impl ClockRound {
    /// One round; answers how many cases moved.
    pub async fn run(&self) -> Result<usize> {
        let today = self.0.clock.today();
        let mut moved = 0;
        for (case, clock) in examination::overlong_suspensions(&self.0.store, today, ROUND).await? {
            moved += usize::from(self.0.resume_by_law(case, &clock).await?);
        }
        for (case, clock) in examination::expired_clocks(&self.0.store, today, ROUND).await? {
            moved += usize::from(self.0.expire(case, &clock).await?);
        }
        Ok(moved)
    }
}

impl Cases {
    /// The clock goes on by itself when the days given, or the thirty of the law, are over (PROC-15, PROC-16).
    async fn resume_by_law(&self, id: CaseId, clock: &str) -> Result<bool> {
        let reader = self.store.snapshot().await?;
        let case = rows::case_by_id(&reader, id).await?.ok_or(Error::NotFound)?;
        let mut worked = self.worked(&reader, case).await?;
        drop(reader);
        let directory = self.bodies.directory().await?;
        let body = directory.by_id(worked.case.body).ok_or(Error::NotFound)?;
        let acting = by_clock(&directory, body, self.clock.now());
        let version = worked.case.version;
        let mut batch = WriteBatch::new();
        self.resume_clock(&mut batch, &mut worked, clock, &acting)?;
        rows::update(&mut batch, version, &worked.case, acting.at);
        self.settled(batch).await
    }

    /// Fires the transition a clock names for its expiry; without one the clock is only marked.
    async fn expire(&self, id: CaseId, clock: &str) -> Result<bool> {
        let reader = self.store.snapshot().await?;
        let case = rows::case_by_id(&reader, id).await?.ok_or(Error::NotFound)?;
        let mut worked = self.worked(&reader, case).await?;
        drop(reader);
        let directory = self.bodies.directory().await?;
        let body = directory.by_id(worked.case.body).ok_or(Error::NotFound)?;
        let acting = by_clock(&directory, body, self.clock.now());
        let mut batch = WriteBatch::new();
        examination::end_deadline(&mut batch, id, clock, "expired", acting.at);
        let on_expiry = worked
            .bundle
            .flow
            .clock(clock)
            .and_then(|rule| rule.on_expiry.clone());
        if let Some(transition) = on_expiry {
            // A state in which the expiry means nothing (already decided) refuses it; the clock is marked all the same.
            if let Ok(fired) = worked.fire(&transition, &acting) {
                self.carry(&mut batch, &mut worked, &fired, &acting)?;
            }
        }
        self.settled(batch).await
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
    }
}

/// Warns of drafts about to expire and throws away those that did.
#[derive(Clone)]
pub struct DraftRound(pub Cases);

impl DraftRound {
    /// One round; answers how many drafts were warned of or thrown away.
    pub async fn run(&self) -> Result<usize> {
        let now = self.0.clock.now();
        let mut done = 0;
        for (id, account) in
            drafts::expiring(&self.0.store, now.plus_seconds(draft::WARNING_SECONDS), ROUND).await?
        {
            let mut batch = WriteBatch::new();
            drafts::mark_warned(&mut batch, id, now);
            self.0.warn_of_expiry(&mut batch, id, account).await?;
            done += usize::from(self.0.settled(batch).await?);
        }
        for id in drafts::expired(&self.0.store, now, ROUND).await? {
            let mut batch = WriteBatch::new();
            drafts::delete(&mut batch, id, now);
            done += usize::from(self.0.settled(batch).await?);
        }
        Ok(done)
    }
}
