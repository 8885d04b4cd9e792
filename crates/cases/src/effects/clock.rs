//! Clocks: started, frozen once as the law says, resumed, never restarted (PROC-13, PROC-14).

use super::{Acting, Worked};
use crate::Cases;
use crate::clocks::{self, ClockRow, ClockStatus, Start, StartEvent};
use crate::repo::{self, clocks::SuspensionRow};
use kernel::{Error, Result};
use store::WriteBatch;

impl Cases {
    pub(super) fn start_clock(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        clock: &str,
        days: Option<u16>,
        acting: &Acting<'_>,
    ) -> Result<()> {
        let from = Start {
            on: acting.at.rome_date(),
            event: start_event(worked, clock),
            proof: &worked.case.number,
        };
        let row = clocks::start(
            &worked.bundle.flow,
            clock,
            days,
            from,
            (&*self.clock, &*self.random),
        )?;
        repo::clocks::insert_deadline(batch, worked.case.id, &row, acting.at);
        note_main(worked, &row);
        worked.clocks.retain(|old| old.clock != row.clock);
        worked.clocks.push(row);
        Ok(())
    }

    pub(super) fn suspend_clock(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        clock: &str,
        max_days: u16,
        acting: &Acting<'_>,
    ) -> Result<()> {
        let from_on = acting.at.rome_date();
        let row = SuspensionRow {
            from_on,
            to_on: None,
            max_to_on: terms::law::integration_ends(
                from_on,
                Some(u32::from(max_days)),
                terms::law::SUSPENSION_CAP,
            )
            .map_err(Error::internal)?,
        };
        let number = worked.suspensions.iter().filter(|(of, _)| of == clock).count() + 1;
        let id = kernel::new_uuid(&*self.clock, &*self.random);
        repo::clocks::open_suspension(batch, id, worked.case.id, clock, (number, row));
        repo::clocks::freeze_deadline(batch, worked.case.id, clock);
        worked.suspensions.push((clock.to_owned(), row));
        if is_main(worked, clock) {
            worked.case.suspended_at = Some(acting.at);
        }
        Ok(())
    }

    pub(crate) fn resume_clock(
        &self,
        batch: &mut WriteBatch,
        worked: &mut Worked,
        clock: &str,
        acting: &Acting<'_>,
    ) -> Result<()> {
        let today = acting.at.rome_date();
        let Some((_, open)) = worked
            .suspensions
            .iter_mut()
            .find(|(of, row)| of == clock && row.to_on.is_none())
        else {
            return Ok(());
        };
        // PROC-15, PROC-16: the clock goes on at the latest when the days given, or thirty, are over.
        open.to_on = Some(today.min(open.max_to_on));
        repo::clocks::close_suspension(batch, worked.case.id, clock, today.min(open.max_to_on));
        let frozen: Vec<SuspensionRow> = worked
            .suspensions
            .iter()
            .filter(|(of, _)| of == clock)
            .map(|(_, row)| *row)
            .collect();
        let event = start_event(worked, clock);
        let number = worked.case.number.clone();
        if let Some(row) = worked
            .clocks
            .iter_mut()
            .find(|row| row.clock == clock && row.status != ClockStatus::Ended)
        {
            let from = Start {
                on: row.started_on,
                event,
                proof: &number,
            };
            clocks::reckon(&worked.bundle.flow, row, &frozen, from)?;
            row.status = ClockStatus::Running;
            let row = row.clone();
            repo::clocks::update_deadline(batch, &row);
            note_main(worked, &row);
        }
        if is_main(worked, clock) {
            worked.case.suspended_at = None;
        }
        Ok(())
    }
}

impl Cases {
    /// Nothing runs or stands still in a case that is concluded.
    pub(super) fn end_clocks(&self, batch: &mut WriteBatch, worked: &mut Worked, acting: &Acting<'_>) {
        let today = acting.at.rome_date();
        for (clock, row) in worked
            .suspensions
            .iter_mut()
            .filter(|(_, row)| row.to_on.is_none())
        {
            row.to_on = Some(today.min(row.max_to_on));
            repo::clocks::close_suspension(batch, worked.case.id, clock, today.min(row.max_to_on));
        }
        for row in &worked.clocks {
            repo::clocks::end_deadline(batch, worked.case.id, &row.clock, "met", acting.at);
        }
        worked.case.suspended_at = None;
    }
}

fn is_main(worked: &Worked, clock: &str) -> bool {
    worked.bundle.flow.clock(clock).is_some_and(|rule| rule.main)
}

fn note_main(worked: &mut Worked, row: &ClockRow) {
    if row.main {
        worked.case.due_on = row.due_on;
        worked.case.term = row.explanation.clone();
    }
}

/// The main clock starts with the presentation; every other with what the office did.
fn start_event(worked: &Worked, clock: &str) -> StartEvent {
    if is_main(worked, clock) {
        StartEvent::Presented
    } else {
        StartEvent::Communicated
    }
}
