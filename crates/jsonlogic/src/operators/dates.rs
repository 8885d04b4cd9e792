//! Form.io's dates, with the clock and the zone of the evaluation.

use super::{Call, Operation};
use crate::coercion;
use crate::dates::{self, Parts};
use crate::error::EvalError;
use crate::run::Outcome;
use crate::value::Value;

pub(super) fn named(name: &str) -> Option<Operation> {
    Some(match name {
        "getDate" => get_date,
        "relativeMinDate" => |call| relative(call, -1.0),
        "relativeMaxDate" => |call| relative(call, 1.0),
        "_now" => |call| Ok(now(call).into()),
        _ => return None,
    })
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of any date are below 2^53"
)]
fn now(call: &Call<'_, '_>) -> f64 {
    call.run.now.as_millisecond() as f64
}

/// The text of a moment, as `toISOString`.
fn moment<'a>(call: &Call<'_, 'a>, ms: Option<f64>) -> Outcome<'a> {
    let text = ms.and_then(dates::iso_text).ok_or(EvalError::InvalidDate)?;
    call.run.text(text)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of any date are below 2^53"
)]
fn get_date<'a>(call: &Call<'_, 'a>) -> Outcome<'a> {
    let tz = call.run.tz;
    let ms = match call.argument(0) {
        Value::Undefined => Some(now(call)),
        Value::Null => None,
        Value::Text(text) => {
            call.run.spend_text(text.len())?;
            dates::dayjs(text.as_str(), tz).map(|ms| ms as f64)
        }
        Value::Bool(_) | Value::Number(_) => Some(call.number(0)?),
        other => {
            let text = coercion::string(call.run, other)?;
            dates::js_date(text.as_str(), tz).map(|ms| ms as f64)
        }
    };
    moment(call, ms)
}

/// So many days from now, at the same time on the wall.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "checked against the calendar"
)]
fn relative<'a>(call: &Call<'_, 'a>, sign: f64) -> Outcome<'a> {
    let days = super::arithmetic::round(call.number(0)? * sign);
    if days.is_nan() || days.abs() > 2e8 {
        return Err(EvalError::InvalidDate);
    }
    let wall = call.run.tz.to_datetime(call.run.now);
    let parts = Parts {
        day: i64::from(wall.day()) + days as i64,
        ..Parts::of(wall)
    };
    moment(call, Some(parts.local(call.run.tz) as f64))
}
