//! The application number: ours, instant, permanent, unique everywhere and typable over the phone.

use kernel::{Error, Random, Result};
use std::fmt;
use std::str::FromStr;

/// No I, L, O, U: nobody mistakes them for a digit or reads a rude word.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Twelve random characters (60 bits: with a million applications in one installation the chance of one collision is
/// under one in a million, and the database refuses it) and a check character, written `7K3M-9QXW-2FHA-C`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationNumber(String);

impl ApplicationNumber {
    /// A new number.
    pub fn new(random: &dyn Random) -> Self {
        let mut raw = [0u8; 12];
        random.fill(&mut raw);
        let digits: Vec<u8> = raw.iter().map(|byte| byte & 31).collect();
        Self::from_digits(&digits)
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn from_digits(digits: &[u8]) -> Self {
        let letters: Vec<char> = digits
            .iter()
            .map(|digit| char::from(ALPHABET[usize::from(*digit)]))
            .collect();
        let group = |range: std::ops::Range<usize>| letters[range].iter().collect::<String>();
        let check = char::from(ALPHABET[usize::from(check_digit(digits))]);
        Self(format!(
            "{}-{}-{}-{check}",
            group(0..4),
            group(4..8),
            group(8..12)
        ))
    }
}

/// Luhn over base 32: catches every single wrong character and nearly every swap of two neighbours.
fn check_digit(digits: &[u8]) -> u8 {
    let mut sum = 0u32;
    for (i, digit) in digits.iter().rev().enumerate() {
        let value = u32::from(*digit) * if i % 2 == 0 { 2 } else { 1 };
        sum += value / 32 + value % 32;
    }
    u8::try_from((32 - sum % 32) % 32).unwrap_or(0)
}

impl FromStr for ApplicationNumber {
    type Err = Error;

    /// Reads what a person types: any case, with or without dashes and spaces, O for 0, I and L for 1.
    fn from_str(text: &str) -> Result<Self> {
        let digit = |c: char| {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            ALPHABET
                .iter()
                .position(|letter| char::from(*letter) == c)
                .and_then(|i| u8::try_from(i).ok())
        };
        let typed = text.chars().filter(|c| !matches!(c, '-' | ' ' | '.'));
        let digits: Option<Vec<u8>> = typed.take(14).map(digit).collect();
        match digits.as_deref() {
            Some([body @ .., check]) if body.len() == 12 && check_digit(body) == *check => {
                Ok(Self::from_digits(body))
            }
            _ => Err(Error::NotFound),
        }
    }
}

impl fmt::Display for ApplicationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::SeededRandom;

    #[test]
    fn a_number_is_read_back_however_it_is_typed() {
        let number = ApplicationNumber::new(&SeededRandom::new(7));
        let typed = number.as_str().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(typed.parse::<ApplicationNumber>().unwrap(), number);
    }

    #[test]
    fn one_wrong_character_is_always_noticed() {
        let number = ApplicationNumber::new(&SeededRandom::new(8));
        for (i, old) in number.as_str().char_indices().filter(|(_, c)| *c != '-') {
            for new in ALPHABET.iter().map(|b| char::from(*b)).filter(|c| *c != old) {
                let mut wrong: Vec<char> = number.as_str().chars().collect();
                wrong[i] = new;
                let wrong: String = wrong.into_iter().collect();
                assert!(
                    wrong.parse::<ApplicationNumber>().is_err(),
                    "{wrong} for {number}"
                );
            }
        }
        assert!("".parse::<ApplicationNumber>().is_err());
        assert!("🦀".repeat(40).parse::<ApplicationNumber>().is_err());
    }
}
