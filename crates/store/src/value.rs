//! What can be bound to a statement and read from a row.

use crate::batch::Slot;
use kernel::{Cents, Date, Instant, Lang};
use uuid::Uuid;

/// One value, the same on both databases.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// SQL null.
    Null,
    /// Any integer, instants (µs) and money (cents) included.
    Int(i64),
    /// A floating-point number; never money.
    Real(f64),
    /// Text without U+0000, which PostgreSQL cannot store.
    Text(String),
    /// Raw bytes.
    Bytes(Vec<u8>),
    /// A column of type `ID`.
    Id(Uuid),
    /// A truth value (SQLite keeps 0 and 1).
    Bool(bool),
    /// Filled by the committer with what the slot of the same batch resolves to.
    Slot(Slot),
}

impl Value {
    /// The word used in messages about a wrong type; never the content.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Int(_) => "integer",
            Value::Real(_) => "real",
            Value::Text(_) => "text",
            Value::Bytes(_) => "bytes",
            Value::Id(_) => "id",
            Value::Bool(_) => "boolean",
            Value::Slot(_) => "slot",
        }
    }
}

/// Builds the `Vec<Value>` of a statement's binds: `params![case_id, now, "text", None::<i64>]`.
#[macro_export]
macro_rules! params {
    () => { ::std::vec::Vec::<$crate::Value>::new() };
    ($($value:expr),+ $(,)?) => { ::std::vec![$($crate::Value::from($value)),+] };
}

macro_rules! small_integers {
    ($($name:ty),*) => {$(
        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                Value::Int(i64::from(value))
            }
        }
    )*};
}
small_integers!(i64, i32, i16, u32, u16, u8);

macro_rules! wide_integers {
    ($($name:ty),*) => {$(
        /// Sizes and limits; what does not fit is bound as the largest integer.
        impl From<$name> for Value {
            fn from(value: $name) -> Self {
                Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
            }
        }
    )*};
}
wide_integers!(u64, usize);

macro_rules! conversions {
    ($($name:ty => |$value:ident| $make:expr;)*) => {$(
        impl From<$name> for Value {
            fn from($value: $name) -> Self {
                $make
            }
        }
    )*};
}
conversions! {
    f64 => |v| Value::Real(v);
    bool => |v| Value::Bool(v);
    &str => |v| Value::Text(v.to_owned());
    String => |v| Value::Text(v);
    &String => |v| Value::Text(v.clone());
    std::borrow::Cow<'_, str> => |v| Value::Text(v.into_owned());
    Vec<u8> => |v| Value::Bytes(v);
    &[u8] => |v| Value::Bytes(v.to_vec());
    [u8; 32] => |v| Value::Bytes(v.to_vec());
    &[u8; 32] => |v| Value::Bytes(v.to_vec());
    Uuid => |v| Value::Id(v);
    Instant => |v| Value::Int(v.as_micros());
    Date => |v| Value::Text(v.to_string());
    Cents => |v| Value::Int(v.get());
    Lang => |v| Value::Text(v.code().to_owned());
    Slot => |v| Value::Slot(v);
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// Every typed identifier of the kernel (a blanket impl would clash with the impls above).
macro_rules! for_each_id {
    ($then:ident) => {
        $then!(
            BodyId,
            OfficeId,
            PlaceId,
            PartyId,
            AccountId,
            IdentityId,
            ProfileId,
            MandateId,
            AdoptionId,
            WindowId,
            DraftId,
            CaseId,
            DocumentId,
            FileId,
            IntegrationId,
            MessageId,
            ActId,
            RegisterEntryId,
            DeliveryId,
            JobId,
            DeadlineId,
            RequestId,
            NoticeId,
            TokenId
        );
    };
}
pub(crate) use for_each_id;

macro_rules! ids {
    ($($name:ident),*) => {$(
        impl From<kernel::$name> for Value {
            fn from(id: kernel::$name) -> Self {
                Value::Id(kernel::Id::uuid(id))
            }
        }
    )*};
}
for_each_id!(ids);
