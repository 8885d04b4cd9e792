//! What one evaluation may use: the clock, the zone and a budget of steps. Whatever makes or visits something pays here first.

use crate::error::EvalError;
use crate::value::{Fields, List, Record, Text, Value};
use jiff::{Timestamp, tz::TimeZone};
use std::cell::Cell;
use std::rc::Rc;

/// What an evaluation returns.
pub(crate) type Outcome<'a> = Result<Value<'a>, EvalError>;

/// Deepest nesting of values that are made or walked; dropping them recurses as deep.
const MAX_DEPTH: u32 = 200;

/// The surroundings of one or more evaluations, which share the budget.
#[derive(Debug)]
pub struct Run<'c> {
    pub(crate) now: Timestamp,
    pub(crate) tz: &'c TimeZone,
    left: Cell<u64>,
    depth: Cell<u32>,
}

/// One level of nesting, given back when dropped.
pub(crate) struct Deeper<'c>(&'c Cell<u32>);

impl Drop for Deeper<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

impl<'c> Run<'c> {
    /// A budget that no honest rule over a form of some hundred rows uses up; some ten milliseconds, some ten megabytes.
    pub const STEPS: u64 = 1_000_000;

    /// A step is a node evaluated, an element or a field visited or made, or eight bytes of text.
    pub fn new(now: Timestamp, tz: &'c TimeZone, steps: u64) -> Self {
        Self {
            now,
            tz,
            left: Cell::new(steps),
            depth: Cell::new(0),
        }
    }

    /// Steps that are left.
    pub fn left(&self) -> u64 {
        self.left.get()
    }

    /// Pays for work of the caller that goes with the rules; an error when the budget is used up.
    pub fn spend(&self, steps: usize) -> Result<(), EvalError> {
        let left = u64::try_from(steps)
            .ok()
            .and_then(|steps| self.left.get().checked_sub(steps));
        // What failed once stays used up: nothing cheaper slips through afterwards.
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(EvalError::TooCostly)
    }

    pub(crate) fn spend_text(&self, bytes: usize) -> Result<(), EvalError> {
        self.spend(1 + bytes / 8)
    }

    pub(crate) fn deeper(&self) -> Result<Deeper<'_>, EvalError> {
        if self.depth.get() >= MAX_DEPTH {
            return Err(EvalError::TooDeep);
        }
        self.depth.set(self.depth.get() + 1);
        Ok(Deeper(&self.depth))
    }

    pub(crate) fn list<'a>(&self, values: Vec<Value<'a>>) -> Outcome<'a> {
        self.spend(1 + values.len())?;
        self.shallow(Value::List(List::new(values)))
    }

    pub(crate) fn record<'a>(&self, fields: Fields<'a>) -> Outcome<'a> {
        self.spend(1 + fields.len())?;
        self.shallow(Value::Record(Record::Shared(Rc::new(fields.finish()))))
    }

    pub(crate) fn text<'a>(&self, text: String) -> Outcome<'a> {
        self.spend_text(text.len())?;
        Ok(Value::Text(text.into()))
    }

    /// Refuses what would be nested beyond the limit.
    pub(crate) fn shallow<'a>(&self, value: Value<'a>) -> Outcome<'a> {
        if value.depth() > MAX_DEPTH {
            return Err(EvalError::TooDeep);
        }
        Ok(value)
    }

    pub(crate) fn items<'a>(&self, list: &List<'a>) -> Result<Vec<Value<'a>>, EvalError> {
        self.spend(list.len())?;
        Ok(list.iter().collect())
    }

    pub(crate) fn entries<'a>(&self, record: &Record<'a>) -> Result<Vec<(Text<'a>, Value<'a>)>, EvalError> {
        self.spend(record.len())?;
        Ok(record.entries())
    }
}
