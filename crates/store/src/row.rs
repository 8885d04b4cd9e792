//! Rows and the types a column can be read as.

use crate::{StoreError, Value, value::for_each_id};
use kernel::{Cents, Date, Instant, Lang};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use uuid::Uuid;

/// The names of the columns of an answer, shared by its rows.
#[derive(Debug)]
pub(crate) struct Columns {
    /// One after the other, in one piece: an answer of few rows would pay more for its names than for its values.
    names: Box<str>,
    /// Where each name ends.
    ends: Box<[usize]>,
    /// Where the next name is likely to be: who reads a row mostly takes its columns in their order, and looking from the
    /// first for each was a twentieth of the time of a page with a list.
    next: AtomicUsize,
}

impl Columns {
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Arc<Self> {
        let (mut joined, mut ends) = (String::with_capacity(256), Vec::with_capacity(32));
        for name in names {
            joined.push_str(name);
            ends.push(joined.len());
        }
        Arc::new(Self {
            names: joined.into_boxed_str(),
            ends: ends.into_boxed_slice(),
            next: AtomicUsize::new(0),
        })
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.ends.len()).map(|index| self.name(index))
    }

    fn name(&self, index: usize) -> &str {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.names[start..self.ends[index]]
    }

    fn position(&self, column: &str) -> Option<usize> {
        let next = self.next.load(Relaxed);
        let mut places = (next..self.ends.len()).chain(0..next);
        let found = places.find(|index| self.name(*index) == column)?;
        self.next.store(found + 1, Relaxed);
        Some(found)
    }
}

/// One row of an answer.
#[derive(Clone, Debug)]
pub struct Row {
    columns: Arc<Columns>,
    values: Vec<Value>,
}

impl Row {
    pub(crate) fn new(columns: Arc<Columns>, values: Vec<Value>) -> Self {
        Self { columns, values }
    }

    /// The value of a column by name; an error when there is no such column or it holds another type.
    pub fn get<'a, T: FromValue<'a>>(&'a self, column: &str) -> Result<T, StoreError> {
        let index = self
            .columns
            .position(column)
            .ok_or_else(|| StoreError::NoColumn {
                column: column.to_owned(),
            })?;
        let value = &self.values[index];
        T::from_value(value).ok_or_else(|| StoreError::WrongType {
            column: column.to_owned(),
            found: value.type_name(),
            wanted: std::any::type_name::<T>(),
        })
    }

    /// The columns' names, in order.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.columns.iter()
    }

    /// The values, in the order of the columns.
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}

/// A type a column can be read as.
pub trait FromValue<'a>: Sized {
    /// `None` when the value is of another type or out of range.
    fn from_value(value: &'a Value) -> Option<Self>;
}

impl<'a, T: FromValue<'a>> FromValue<'a> for Option<T> {
    fn from_value(value: &'a Value) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            other => T::from_value(other).map(Some),
        }
    }
}

macro_rules! integers {
    ($($name:ty),*) => {$(
        impl FromValue<'_> for $name {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    Value::Int(v) => <$name>::try_from(*v).ok(),
                    _ => None,
                }
            }
        }
    )*};
}
integers!(i64, i32, i16, u64, u32, u16, u8, usize);

impl FromValue<'_> for Value {
    fn from_value(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}

macro_rules! readings {
    ($($name:ty { $($pattern:pat => $read:expr),+ $(,)? })*) => {$(
        impl<'a> FromValue<'a> for $name {
            fn from_value(value: &'a Value) -> Option<Self> {
                match value {
                    $($pattern => $read,)+
                    _ => None,
                }
            }
        }
    )*};
}
readings! {
    f64 { Value::Real(v) => Some(*v), Value::Int(v) => Some(*v as f64) }
    bool { Value::Bool(v) => Some(*v), Value::Int(0) => Some(false), Value::Int(1) => Some(true) }
    String { Value::Text(v) => Some(v.clone()) }
    &'a str { Value::Text(v) => Some(v.as_str()) }
    Vec<u8> { Value::Bytes(v) => Some(v.clone()) }
    &'a [u8] { Value::Bytes(v) => Some(v.as_slice()) }
    [u8; 32] { Value::Bytes(v) => v.as_slice().try_into().ok() }
    Uuid { Value::Id(v) => Some(*v), Value::Bytes(v) => Uuid::from_slice(v).ok() }
    Instant { Value::Int(v) => Some(Instant::from_micros(*v)) }
    Date { Value::Text(v) => v.parse().ok() }
    Cents { Value::Int(v) => Some(Cents::new(*v)) }
    Lang { Value::Text(v) => Lang::parse(v) }
}

macro_rules! ids {
    ($($name:ident),*) => {$(
        impl FromValue<'_> for kernel::$name {
            fn from_value(value: &Value) -> Option<Self> {
                Uuid::from_value(value).map(kernel::Id::from_uuid)
            }
        }
    )*};
}
for_each_id!(ids);
