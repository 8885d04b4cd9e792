//! The number of a request: ours, instant, easy to say over the phone.

use kernel::Random;
use std::fmt;

/// No I, L, O, U: nobody mistakes them for a digit or reads a rude word.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Ten random characters (50 bits) behind the letters that tell it from an application number: `RA-7K3M9-QXW2F`. Random, so
/// that it says nothing of how many requests there are; the database refuses a second one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestNumber(String);

impl RequestNumber {
    /// A new number.
    pub fn new(random: &dyn Random) -> Self {
        let mut raw = [0u8; 10];
        random.fill(&mut raw);
        let letters: String = raw
            .iter()
            .map(|byte| char::from(ALPHABET[usize::from(byte & 31)]))
            .collect();
        let (first, second) = letters.split_at(5);
        Self(format!("RA-{first}-{second}"))
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRandom;

    #[test]
    fn numbers_are_short_plain_and_differ() {
        let random = SeededRandom::new(3);
        let (one, other) = (RequestNumber::new(&random), RequestNumber::new(&random));
        assert_ne!(one, other);
        assert_eq!(one.as_str().len(), 14, "{one}");
        assert!(
            one.as_str().starts_with("RA-") && !one.as_str().contains(['I', 'L', 'O', 'U']),
            "{one}"
        );
    }
}
