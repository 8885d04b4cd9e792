//! Writes as values: statements with expectations, numbers and events that the committer fills in.

use crate::{Sql, Value, sql::SqlText};
use kernel::Instant;
use std::cell::Cell;
use uuid::Uuid;

/// A value that exists only once the batch is being committed; usable as a bind of the same batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot(pub(crate) usize);

/// Where the sequence number and the hash of an appended event will be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventSlot {
    /// The event's number in its chain (an integer).
    pub seq: Slot,
    /// SHA-256 of the previous hash and the canonical bytes (32 bytes).
    pub hash: Slot,
}

/// Renders the canonical bytes of an event, possibly more than once; it must not wait or read anything.
pub type EventBody = Box<dyn Fn(&Bound<'_>) -> Vec<u8> + Send + Sync>;

/// Computes a value from earlier slots, possibly more than once; it must not wait or read anything.
pub type Computation = Box<dyn Fn(&Bound<'_>) -> Value + Send + Sync>;

/// An event to append to a chain.
pub struct NewEvent {
    /// Name of the chain.
    pub chain: String,
    /// When it happened.
    pub at: Instant,
    /// What happened.
    pub kind: &'static str,
    /// The case it concerns.
    pub subject: Option<Uuid>,
    /// Its canonical bytes, rendered when number and previous hash are known.
    pub body: EventBody,
}

/// What the slots of a batch hold while it is being committed.
pub struct Bound<'a> {
    slots: &'a [Option<Value>],
    seq: i64,
    prev: &'a [u8; 32],
    misused: Cell<bool>,
}

impl<'a> Bound<'a> {
    pub(crate) fn new(slots: &'a [Option<Value>], seq: i64, prev: &'a [u8; 32]) -> Self {
        Self {
            slots,
            seq,
            prev,
            misused: Cell::new(false),
        }
    }

    pub(crate) fn misused(&self) -> bool {
        self.misused.get()
    }

    /// The number of the event being rendered (0 in a computation).
    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// The hash of the event before the one being rendered; 32 zero bytes before the first.
    pub fn prev(&self) -> &[u8; 32] {
        self.prev
    }

    /// The value of an earlier slot; a later or foreign slot is null and makes the batch fail as a fault.
    pub fn value(&self, slot: Slot) -> &Value {
        match self.slots.get(slot.0) {
            Some(Some(value)) => value,
            _ => {
                self.misused.set(true);
                &Value::Null
            }
        }
    }

    /// The integer of an earlier slot; any other slot makes the batch fail as a fault.
    pub fn int(&self, slot: Slot) -> i64 {
        if let Value::Int(value) = self.value(slot) {
            return *value;
        }
        self.misused.set(true);
        0
    }

    /// The text of an earlier slot; any other slot makes the batch fail as a fault.
    pub fn text(&self, slot: Slot) -> &str {
        if let Value::Text(value) = self.value(slot) {
            return value;
        }
        self.misused.set(true);
        ""
    }

    /// The bytes of an earlier slot; any other slot makes the batch fail as a fault.
    pub fn bytes(&self, slot: Slot) -> &[u8] {
        if let Value::Bytes(value) = self.value(slot) {
            return value;
        }
        self.misused.set(true);
        &[]
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Expect {
    /// Whatever happens.
    Any,
    /// This many rows, or a conflict.
    Rows(u64, &'static str),
    /// A unique violation is a conflict.
    New(&'static str),
}

pub(crate) struct Exec {
    pub(crate) sql: SqlText,
    pub(crate) params: Vec<Value>,
    pub(crate) expect: Expect,
}

/// What is resolved before any statement runs, in the order it was asked for.
pub(crate) enum Late {
    Series { key: String, slot: Slot },
    Event { event: NewEvent, slot: EventSlot },
    Compute { slot: Slot, with: Computation },
}

/// A set of writes that happens wholly or not at all.
///
/// Numbers and events are resolved first, in the order they were added; events are written before the statements, and
/// the statements run in the order they were added.
#[derive(Default)]
pub struct WriteBatch {
    pub(crate) execs: Vec<Exec>,
    pub(crate) late: Vec<Late>,
    pub(crate) slots: usize,
    pub(crate) wakes: bool,
}

impl WriteBatch {
    /// An empty batch.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether committing it would do nothing.
    pub fn is_empty(&self) -> bool {
        self.execs.is_empty() && self.late.is_empty()
    }

    /// Lets whoever waits on [`crate::Store::woken`] in this process know once the batch is committed.
    pub fn wake(&mut self) -> &mut Self {
        self.wakes = true;
        self
    }

    /// Runs a statement, whatever number of rows it touches.
    pub fn exec(&mut self, sql: &'static str, params: Vec<Value>) -> &mut Self {
        self.statement(SqlText::Fixed(sql), params, Expect::Any)
    }

    /// Runs a statement that must touch (or, for a `select`, find) exactly `rows` rows; otherwise the batch is a conflict called `label`.
    pub fn expect_rows(
        &mut self,
        rows: u64,
        label: &'static str,
        sql: &'static str,
        params: Vec<Value>,
    ) -> &mut Self {
        self.statement(SqlText::Fixed(sql), params, Expect::Rows(rows, label))
    }

    /// Runs an insert whose unique violation makes the batch a conflict called `label` instead of `Unique`.
    pub fn insert_new(&mut self, label: &'static str, sql: &'static str, params: Vec<Value>) -> &mut Self {
        self.statement(SqlText::Fixed(sql), params, Expect::New(label))
    }

    /// `exec` for a built statement.
    pub fn exec_built(&mut self, sql: Sql) -> &mut Self {
        self.statement(SqlText::Built(sql.text), sql.params, Expect::Any)
    }

    /// `expect_rows` for a built statement.
    pub fn expect_rows_built(&mut self, rows: u64, label: &'static str, sql: Sql) -> &mut Self {
        self.statement(SqlText::Built(sql.text), sql.params, Expect::Rows(rows, label))
    }

    /// Takes the next number of a series: 1, 2, 3 … without gap or duplicate among committed batches.
    pub fn next_in_series(&mut self, key: impl Into<String>) -> Slot {
        let slot = self.slot();
        self.late.push(Late::Series {
            key: key.into(),
            slot,
        });
        slot
    }

    /// Appends an event to a chain.
    pub fn append(&mut self, event: NewEvent) -> EventSlot {
        let slot = EventSlot {
            seq: self.slot(),
            hash: self.slot(),
        };
        self.late.push(Late::Event { event, slot });
        slot
    }

    /// A value computed from earlier slots, such as a text that holds a number of the same commit.
    pub fn compute(&mut self, with: impl Fn(&Bound<'_>) -> Value + Send + Sync + 'static) -> Slot {
        let slot = self.slot();
        self.late.push(Late::Compute {
            slot,
            with: Box::new(with),
        });
        slot
    }

    fn slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    fn statement(&mut self, sql: SqlText, params: Vec<Value>, expect: Expect) -> &mut Self {
        self.execs.push(Exec { sql, params, expect });
        self
    }
}

/// One event as it was appended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// Name of the chain.
    pub chain: String,
    /// Its number, from 1.
    pub seq: i64,
    /// SHA-256 of the previous hash and the canonical bytes.
    pub hash: [u8; 32],
}

/// What a committed batch became.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Committed {
    /// What every slot resolved to, in the order the slots were made.
    pub values: Vec<Value>,
    /// The events, in the order they were appended.
    pub events: Vec<Appended>,
}

impl Committed {
    /// What a slot of the batch resolved to; null for a slot of another batch.
    pub fn value(&self, slot: Slot) -> &Value {
        self.values.get(slot.0).unwrap_or(&Value::Null)
    }

    /// The integer a slot resolved to; 0 for a slot that is no integer.
    pub fn int(&self, slot: Slot) -> i64 {
        match self.value(slot) {
            Value::Int(value) => *value,
            _ => 0,
        }
    }

    /// The text a slot resolved to; empty for a slot that is no text.
    pub fn text(&self, slot: Slot) -> &str {
        match self.value(slot) {
            Value::Text(value) => value,
            _ => "",
        }
    }

    /// The bytes a slot resolved to; empty for a slot that holds no bytes.
    pub fn bytes(&self, slot: Slot) -> &[u8] {
        match self.value(slot) {
            Value::Bytes(value) => value,
            _ => &[],
        }
    }
}
