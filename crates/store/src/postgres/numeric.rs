//! PostgreSQL's `numeric`, which sums of integers are: base 10000 digits, most significant first.

use crate::Value;
use std::error::Error;
use tokio_postgres::types::private::BytesMut;

const NEGATIVE: u16 = 0x4000;

/// An integer as a numeric.
pub(super) fn encode(value: i64, out: &mut BytesMut) {
    let mut digits = Vec::new();
    let mut rest = value.unsigned_abs();
    while rest > 0 {
        digits.push((rest % 10_000) as u16);
        rest /= 10_000;
    }
    let count = digits.len() as u16;
    let sign = if value < 0 { NEGATIVE } else { 0 };
    for word in [count, count.saturating_sub(1), sign, 0] {
        out.extend_from_slice(&word.to_be_bytes());
    }
    for digit in digits.iter().rev() {
        out.extend_from_slice(&digit.to_be_bytes());
    }
}

/// An integer when it is whole and fits, otherwise a floating-point number.
pub(super) fn decode(raw: &[u8]) -> Result<Value, Box<dyn Error + Sync + Send>> {
    let words: Vec<u16> = raw
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
        .collect();
    let [_, weight, sign, _, digits @ ..] = words.as_slice() else {
        return Err("a numeric is cut short".into());
    };
    if !matches!(*sign, 0 | NEGATIVE) {
        return Err("a numeric is not a number".into());
    }
    let weight = i32::from(*weight as i16);
    let whole = digits.len() as i32 <= weight + 1;
    let mut exact: Option<i128> = Some(0);
    let mut approximate = 0f64;
    for (index, digit) in digits.iter().enumerate() {
        exact = exact.and_then(|sum| sum.checked_mul(10_000)?.checked_add(i128::from(*digit)));
        approximate += f64::from(*digit) * 10_000f64.powi(weight - index as i32);
    }
    let missing = (weight + 1 - digits.len() as i32).max(0) as u32;
    let exact = exact.and_then(|sum| sum.checked_mul(10_000i128.checked_pow(missing)?));
    let minus = *sign == NEGATIVE;
    let exact = exact.map(|sum| if minus { -sum } else { sum });
    Ok(match exact.and_then(|sum| i64::try_from(sum).ok()) {
        Some(sum) if whole => Value::Int(sum),
        _ => Value::Real(if minus { -approximate } else { approximate }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_survive_both_ways() {
        for value in [
            0,
            1,
            -1,
            9_999,
            10_000,
            -10_000,
            123_456_789_012,
            100_000_000,
            i64::MAX,
            i64::MIN,
        ] {
            let mut out = BytesMut::new();
            encode(value, &mut out);
            assert_eq!(decode(&out).unwrap(), Value::Int(value));
        }
    }

    #[test]
    fn fractions_become_real() {
        // 1.5: one digit before the point, one after, weight 0.
        let raw = [0, 2, 0, 0, 0, 0, 0, 1, 0, 1, 0x13, 0x88];
        assert_eq!(decode(&raw).unwrap(), Value::Real(1.5));
        assert!(decode(&[0, 0, 0, 0, 0xc0, 0, 0, 0]).is_err());
    }
}
