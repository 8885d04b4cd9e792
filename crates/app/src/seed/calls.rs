//! What dated acts say of an adoption in the seed file: when it accepts applications, and the values of its parameters.

use anyhow::{Context, Result, bail};
use bundles::Bundle;
use catalogue::{NewParameter, NewWindow, Window, open_window, set_parameter};
use kernel::{AdoptionId, Clock, Date, Instant, Random, WindowId};
use serde::Deserialize;
use serde_json::Value;
use store::WriteBatch;
use terms::Deadline;

/// A period of acceptance.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowSeed {
    opens: Moment,
    closes: Option<Moment>,
    /// After the close and up to here an application is filed and marked late.
    late_until: Option<Moment>,
    /// When the act was adopted; the opening without.
    decided: Option<Moment>,
    act: String,
}

/// A value set by an act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ParameterSeed {
    name: String,
    value: Value,
    valid_from: Moment,
    act: String,
}

/// A moment of the file: RFC 3339, or days from the day of the seeding, for a demo that must not grow old.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Moment {
    Days(i32),
    At(String),
}

/// Which end of a day is meant where only the day is given.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}

impl Moment {
    fn day(&self, now: Instant) -> Result<Date> {
        match self {
            Moment::Days(days) => {
                let span = jiff::Span::new().try_days(*days)?;
                now.rome_date()
                    .checked_add(span)
                    .context("giorno fuori dal calendario")
            }
            Moment::At(_) => Ok(self.instant(now, Edge::First)?.rome_date()),
        }
    }

    fn instant(&self, now: Instant, edge: Edge) -> Result<Instant> {
        match self {
            Moment::At(text) => Instant::parse(text).with_context(|| format!("non è un istante: {text}")),
            Moment::Days(_) => {
                let day = self.day(now)?;
                Ok(match edge {
                    Edge::First => Instant::start_of_rome_date(day),
                    Edge::Last => Deadline::Day(day).last_instant(),
                })
            }
        }
    }
}

/// The house as far as acts need it.
pub(super) struct Acts<'a> {
    pub(super) clock: &'a dyn Clock,
    pub(super) random: &'a dyn Random,
    pub(super) now: Instant,
    pub(super) adoption: AdoptionId,
}

impl Acts<'_> {
    /// Opens the windows, in their order.
    pub(super) fn windows(&self, batch: &mut WriteBatch, seeds: &[WindowSeed]) -> Result<()> {
        for (number, seed) in (1..).zip(seeds) {
            let opens_at = seed.opens.instant(self.now, Edge::First)?;
            let last = |moment: &Option<Moment>| {
                moment
                    .as_ref()
                    .map(|moment| moment.instant(self.now, Edge::Last))
                    .transpose()
            };
            let closes_at = last(&seed.closes)?;
            if closes_at.is_some_and(|close| close < opens_at) {
                bail!("la finestra {number} chiude prima di aprire");
            }
            let decided_at = match &seed.decided {
                Some(decided) => decided.instant(self.now, Edge::First)?,
                None => opens_at,
            };
            let window = Window {
                id: WindowId::new(self.clock, self.random),
                number,
                opens_at,
                closes_at,
                late_until: last(&seed.late_until)?,
                act_reference: Some(seed.act.clone()),
                decided_at,
            };
            let adoption = self.adoption;
            open_window(batch, &NewWindow { adoption, window });
        }
        Ok(())
    }

    /// Sets the values; the bundle must know each.
    pub(super) fn parameters(
        &self,
        batch: &mut WriteBatch,
        bundle: &Bundle,
        seeds: &[ParameterSeed],
    ) -> Result<()> {
        for seed in seeds {
            if !bundle
                .rules
                .parameters
                .iter()
                .any(|known| known.name == seed.name)
            {
                bail!(
                    "il servizio {} non ha il parametro {}",
                    bundle.service.key,
                    seed.name
                );
            }
            let new = NewParameter {
                adoption: self.adoption,
                name: seed.name.clone(),
                valid_from: seed.valid_from.day(self.now)?,
                value: seed.value.clone(),
                act_reference: Some(seed.act.clone()),
            };
            set_parameter(batch, &new);
        }
        Ok(())
    }
}
