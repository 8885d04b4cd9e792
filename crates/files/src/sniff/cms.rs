//! Signed envelopes (CAdES, `.p7m`).

/// OID 1.2.840.113549.1.7.2, signedData, in DER.
const SIGNED_DATA: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// Whether the first bytes are those of a CMS SignedData, in DER or BER, or in base 64 as some signing programs write it.
pub(super) fn is_signed_data(head: &[u8]) -> bool {
    if is_binary(head) {
        return true;
    }
    let text = head
        .strip_prefix(b"-----BEGIN PKCS7-----")
        .or_else(|| head.strip_prefix(b"-----BEGIN CMS-----"))
        .unwrap_or(head);
    is_binary(&decode(text, 64))
}

fn is_binary(head: &[u8]) -> bool {
    let [0x30, length, rest @ ..] = head else {
        return false;
    };
    let skip = match length {
        0..=0x80 => 0,
        0x81..=0x84 => usize::from(length - 0x80),
        _ => return false,
    };
    rest.get(skip..)
        .is_some_and(|body| body.starts_with(&SIGNED_DATA))
}

/// The first `max` bytes that base-64 text stands for, up to the first character that is neither of the alphabet nor blank.
fn decode(text: &[u8], max: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(max);
    let (mut bits, mut count) = (0u32, 0u32);
    for byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b' ' | b'\r' | b'\n' | b'\t' => continue,
            _ => break,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
        if out.len() == max {
            break;
        }
    }
    out
}
