//! The codice fiscale a person would have, for demonstration data and for comparing with what was typed.

use super::{FiscalCode, MONTHS, Sex};
use crate::{check::check_letter, fold};
use jiff::civil::Date;

/// What a codice fiscale is made of.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Surname, as registered at birth.
    pub surname: &'a str,
    /// Given names.
    pub name: &'a str,
    /// Date of birth; the code keeps two digits of the year.
    pub birth: Date,
    /// Sex.
    pub sex: Sex,
    /// Belfiore code of the Comune or foreign state of birth.
    pub belfiore: &'a str,
}

impl FiscalCode {
    /// The code the rules give, without omocodia; `None` when the Belfiore code has no such form. It proves nothing: only
    /// the Agenzia delle Entrate gives codes.
    pub fn compose(person: &Person<'_>) -> Option<FiscalCode> {
        let day = match person.sex {
            Sex::Male => i32::from(person.birth.day()),
            Sex::Female => i32::from(person.birth.day()) + 40,
        };
        let month = MONTHS[usize::try_from(person.birth.month() - 1).ok()?];
        let mut code = format!(
            "{}{}{:02}{}{day:02}{}",
            surname_letters(person.surname),
            name_letters(person.name),
            person.birth.year().rem_euclid(100),
            char::from(month),
            person.belfiore.to_ascii_uppercase(),
        );
        if !code.is_ascii() || code.len() != 15 {
            return None;
        }
        code.push(char::from(check_letter(code.as_bytes())));
        FiscalCode::parse(&code).ok()
    }
}

/// Consonants, then vowels, then X, up to three letters.
pub(super) fn surname_letters(surname: &str) -> String {
    let (consonants, vowels) = letters(surname);
    consonants
        .chars()
        .chain(vowels.chars())
        .chain("XXX".chars())
        .take(3)
        .collect()
}

/// As for surnames, but of four or more consonants the first, third and fourth.
pub(super) fn name_letters(name: &str) -> String {
    let (consonants, _) = letters(name);
    match consonants.len() {
        0..=3 => surname_letters(name),
        _ => [0, 2, 3]
            .iter()
            .map(|&i| char::from(consonants.as_bytes()[i]))
            .collect(),
    }
}

fn letters(text: &str) -> (String, String) {
    fold(text)
        .to_ascii_uppercase()
        .chars()
        .filter(char::is_ascii_uppercase)
        .partition(|c| !matches!(c, 'A' | 'E' | 'I' | 'O' | 'U'))
}
