//! Values in and out of PostgreSQL statements, in the binary form of exactly the wanted type.

use super::numeric;
use crate::read::Reading;
use crate::row::Columns;
use crate::{Row, StoreError, Value};
use deadpool_postgres::ClientWrapper;
use futures_util::TryStreamExt;
use std::error::Error;
use std::pin::pin;
use std::sync::Arc;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use uuid::Uuid;

type BoxedError = Box<dyn Error + Sync + Send>;

#[derive(Debug)]
pub(crate) struct Param<'a>(pub(crate) &'a Value);

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, BoxedError> {
        match (self.0, ty) {
            (Value::Null, _) => return Ok(IsNull::Yes),
            (Value::Int(value), &Type::INT8) => out.extend_from_slice(&value.to_be_bytes()),
            (Value::Int(value), &Type::INT4) => out.extend_from_slice(&i32::try_from(*value)?.to_be_bytes()),
            (Value::Int(value), &Type::INT2) => out.extend_from_slice(&i16::try_from(*value)?.to_be_bytes()),
            (Value::Int(value), &Type::FLOAT8) => out.extend_from_slice(&(*value as f64).to_be_bytes()),
            // sum() of integers is numeric, so a bind compared with it is too.
            (Value::Int(value), &Type::NUMERIC) => numeric::encode(*value, out),
            (Value::Real(value), &Type::FLOAT8) => out.extend_from_slice(&value.to_be_bytes()),
            (Value::Bool(value), &Type::BOOL) => out.extend_from_slice(&[u8::from(*value)]),
            (Value::Id(value), &Type::UUID) => out.extend_from_slice(value.as_bytes()),
            (Value::Bytes(value), &Type::BYTEA) => out.extend_from_slice(value),
            (
                Value::Text(value),
                &(Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN),
            ) => {
                if value.contains('\0') {
                    return Err("text holds a NUL character".into());
                }
                out.extend_from_slice(value.as_bytes());
            }
            (value, ty) => return Err(format!("{} given where {ty} is wanted", value.type_name()).into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A column read as whatever it is.
struct Cell(Value);

impl<'a> FromSql<'a> for Cell {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, BoxedError> {
        Ok(Cell(match *ty {
            Type::INT8 => Value::Int(i64::from_be_bytes(raw.try_into()?)),
            Type::INT4 => Value::Int(i64::from(i32::from_be_bytes(raw.try_into()?))),
            Type::INT2 => Value::Int(i64::from(i16::from_be_bytes(raw.try_into()?))),
            Type::FLOAT8 => Value::Real(f64::from_be_bytes(raw.try_into()?)),
            Type::FLOAT4 => Value::Real(f64::from(f32::from_be_bytes(raw.try_into()?))),
            Type::NUMERIC => numeric::decode(raw)?,
            Type::BOOL => Value::Bool(raw == [1]),
            Type::UUID => Value::Id(Uuid::from_slice(raw)?),
            Type::BYTEA => Value::Bytes(raw.to_vec()),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                Value::Text(std::str::from_utf8(raw)?.to_owned())
            }
            ref other => return Err(format!("a column of type {other} is not portable").into()),
        }))
    }

    fn from_sql_null(_: &Type) -> Result<Self, BoxedError> {
        Ok(Cell(Value::Null))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// The value of one column.
pub(crate) fn value(row: &tokio_postgres::Row, index: usize) -> Result<Value, StoreError> {
    Ok(row.try_get::<_, Cell>(index)?.0)
}

/// Binds checked before they are sent, so that the reason is ours and the connection stays clean.
pub(crate) fn check(wanted: usize, params: &[Value]) -> Result<(), StoreError> {
    if params.len() != wanted {
        return Err(StoreError::Bind {
            index: wanted.max(params.len()),
            reason: "the statement uses another number of binds than it was given",
        });
    }
    for (index, value) in params.iter().enumerate() {
        if let Value::Text(text) = value
            && text.contains('\0')
        {
            return Err(StoreError::Bind {
                index: index + 1,
                reason: "text holds a NUL character",
            });
        }
    }
    Ok(())
}

/// Runs a query and reads every row.
pub(crate) async fn query(client: &ClientWrapper, read: &Reading) -> Result<Vec<Row>, StoreError> {
    let statement = client.prepare_cached(read.sql.as_str()).await?;
    check(statement.params().len(), &read.params)?;
    if let Some(index) = read
        .params
        .iter()
        .position(|value| matches!(value, Value::Slot(_)))
    {
        return Err(StoreError::Bind {
            index: index + 1,
            reason: "a slot is known only inside its batch",
        });
    }
    let columns = Columns::of(statement.columns().iter().map(|column| column.name()));
    let width = statement.columns().len();
    let params: Vec<Param<'_>> = read.params.iter().map(Param).collect();
    let mut rows = pin!(client.query_raw(&statement, params).await?);
    let mut answer = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let mut values = Vec::with_capacity(width);
        for index in 0..width {
            values.push(value(&row, index)?);
        }
        answer.push(Row::new(Arc::clone(&columns), values));
    }
    Ok(answer)
}
