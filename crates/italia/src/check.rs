//! Check characters, and what the codes have in common.

use kernel::Lang;

/// What is wrong with a code, in words for the person who typed it.
pub trait FormatError: std::error::Error {
    /// A stable name of the mistake, for logs, APIs and locale files.
    fn key(&self) -> &'static str;
    /// One sentence saying what to do; never repeats what was typed.
    fn message(&self, lang: Lang) -> String;
}

/// Values of characters in odd places (counting from one): D.M. 23/12/1976 for the codice fiscale, also used by the
/// bank's CIN.
const ODD: [u32; 26] = [
    1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

/// The letter that closes `text` (capital letters and digits only): the sum of odd and even values modulo 26.
pub(crate) fn check_letter(text: &[u8]) -> u8 {
    let rank = |byte: u8| match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte.wrapping_sub(b'A') % 26,
    };
    let sum: u32 = text
        .iter()
        .enumerate()
        .map(|(i, &byte)| match i % 2 {
            0 => ODD[usize::from(rank(byte))],
            _ => u32::from(rank(byte)),
        })
        .sum();
    b'A' + u8::try_from(sum % 26).unwrap_or(0)
}

/// Whether the last of eleven digits is the check digit of the others (Luhn, D.M. 23/12/1976).
pub(crate) fn eleven_digits_hold(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(i, &byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            match (i % 2, digit * 2) {
                (0, _) => digit,
                (_, double) if double > 9 => double - 9,
                (_, double) => double,
            }
        })
        .sum();
    digits.len() == 11 && sum.is_multiple_of(10)
}

/// Capital letters without the spaces people copy along; `None` when it is far too long to be a code.
pub(crate) fn compact(text: &str) -> Option<String> {
    const TYPED_AT_MOST: usize = 200;
    (text.len() <= TYPED_AT_MOST).then(|| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect()
    })
}
