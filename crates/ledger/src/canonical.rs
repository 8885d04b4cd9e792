//! One way to write a JSON value down, so that its digest means something.

#[cfg(test)]
mod tests;

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The value as UTF-8 JSON without blanks, object keys sorted by their bytes, at every level.
pub fn canonical(value: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_unstable_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
            out.push(b'{');
            for (index, (key, item)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(b',');
                }
                scalar(&Value::String(key.clone()), out);
                out.push(b':');
                write(item, out);
            }
            out.push(b'}');
        }
        other => scalar(other, out),
    }
}

/// Scalars as serde_json writes them: shortest escapes, shortest digits that read back the same number.
fn scalar(value: &Value, out: &mut Vec<u8>) {
    out.extend_from_slice(value.to_string().as_bytes());
}

/// SHA-256 of bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The hash an event gets: SHA-256 over the hash before it and its canonical bytes.
pub(crate) fn chain_hash(prev: &[u8], canonical: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(prev)
        .chain_update(canonical)
        .finalize()
        .into()
}

/// The digest by which a chain knows a personal payload; the salt keeps it from being guessed once the payload is erased.
pub(crate) fn payload_digest(salt: &[u8], payload: &str) -> String {
    hex::encode(Sha256::new().chain_update(salt).chain_update(payload).finalize())
}
